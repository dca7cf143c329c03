"""The owner subscribes to questions; each fault has a line and costs only its subscription."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.model.problems import Problems
from builder.settings.subscriptions import Subscription, read_subscriptions


def read(tmp_path: Path, text: str) -> tuple[tuple[Subscription, ...], list[str]]:
    path = tmp_path / "subscriptions.yml"
    path.write_text(text, "utf-8")
    problems = Problems()
    found = read_subscriptions(path, problems)
    return found, [str(one).partition("subscriptions.yml:")[2] for one in problems]


def test_each_kind_is_read(tmp_path: Path) -> None:
    text = """\
- {name: catalogues, title: Catalogues, arxiv: "cat:cs.DL AND ti:catalogue", most: 50}
- {name: daily, hugging-face: {week: latest}}
- {name: old, hugging-face: {day: 2026-11-20}, off: true}
- {name: words, hugging-face: {search: reading machines}}
- {name: alex, openalex: "title.search:rye"}
- {name: scholar, semantic-scholar: rye + wheat}
- {name: shelf, zotero: groups/42/collections/ABCD2345}
- {name: news, feed: "https://toys.example/feed.xml"}
- {name: table, file: "https://toys.example/papers.bib"}
"""
    found, problems = read(tmp_path, text)
    assert problems == []
    assert found[0] == Subscription(
        name="catalogues",
        title="Catalogues",
        kind="arxiv",
        question="cat:cs.DL AND ti:catalogue",
        most=50,
    )
    assert [(one.by, one.question, one.off) for one in found[1:4]] == [
        ("week", "latest", False),
        ("day", "2026-11-20", True),
        ("search", "reading machines", False),
    ]
    assert [one.kind for one in found[4:]] == ("openalex semantic-scholar zotero feed file".split())
    assert (found[-1].file, found[-1].most) == ("table.jsonl", 200)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b\n", "1: expected a list of subscriptions, got a mapping"),
        ("- a\n", "1: expected a subscription, got 'a'"),
        ("- {arxiv: a}\n", "1: expected a name"),
        ("- {name: ../a, arxiv: a}\n", "1: name: expected small letters, digits and hyphens"),
        ("- {name: a}\n", "1: expected one of ['arxiv', 'hugging-face'"),
        ("- {name: a, arxiv: a, zotero: users/1}\n", "1: expected one of ['arxiv', "),
        ("- name: a\n  bing: a\n  arxiv: a\n", "2: expected one of ['name', 'title', 'arxiv'"),
        ("- name: a\n  arxiv: a\n  arxiv: b\n", "3: expected 'arxiv' once, got it again"),
        ("- {name: a, arxiv: }\n", "1: arxiv: expected text, got nothing"),
        ("- {name: a, arxiv: [b]}\n", "1: arxiv: expected text, got a list"),
        ("- {name: a, title: , arxiv: b}\n", "1: title: expected text, got nothing"),
        ("- {name: a, hugging-face: day}\n", "1: hugging-face: expected one of 'day', "),
        ("- {name: a, hugging-face: {year: 1}}\n", "1: hugging-face: expected one of 'day', "),
        ("- {name: a, hugging-face: {day: may}}\n", "1: hugging-face: day: expected 'latest' or"),
        ("- {name: a, zotero: me}\n", "1: zotero: expected users/<id> or groups/<id>"),
        ("- {name: a, feed: ftp://b}\n", "1: feed: expected an http or https address"),
        ("- {name: a, arxiv: b, most: 0}\n", "1: most: expected a number from 1 to 1000, got '0'"),
        ("- {name: a, arxiv: b, without: c}\n", "1: without: expected a list of titles, DOIs"),
        ("- {name: a, arxiv: b, without: [c, []]}\n", "1: without: expected a list of titles"),
        ("- {name: a, arxiv: b, off: maybe}\n", "1: off: expected 'true' or 'false'"),
        (
            "- {name: a, arxiv: b}\n- {name: a, arxiv: c}\n",
            "2: name: expected each name once, got 'a' again",
        ),
    ],
)
def test_a_fault_is_a_problem_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    found, [problem] = read(tmp_path, text + "- {name: good, arxiv: b}\n" * text.startswith("-"))
    assert problem.startswith(message)
    assert not text.startswith("-") or found[-1].name == "good"


def test_the_file_may_be_missing_or_empty(tmp_path: Path) -> None:
    assert read_subscriptions(tmp_path / "subscriptions.yml", Problems()) == ()
    assert read(tmp_path, "# nothing yet\n") == ((), [])
