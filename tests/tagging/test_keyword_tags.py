"""Tags that keywords give, and keywords that are tags of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builder.model.problems import Problems
from builder.model.records import Assignment, Keyword, Paper, Tag
from builder.tagging import KeywordTags, add_keyword_tags, assign_tags, read_vocabulary
from tests.papers import paper

TAGS = """\
facets: [{id: subject, name: Subject}]
tags:
  - {slug: bees, name: Bees, facet: subject, words: [zzz], keywords: [apiary, "bee keep*"]}
  - {slug: bread, name: Bread, facet: subject, words: [loaf]}
"""


def keyed(id_: str, *keywords: str | tuple[str, ...], **fields: Any) -> Paper:
    """A paper with keywords; of several spellings, the first is the name."""
    named = (one if isinstance(one, tuple) else (one,) for one in keywords)
    return paper(
        id_, keywords=tuple(Keyword(name=n, spellings=tuple(rest)) for n, *rest in named), **fields
    )


def read(folder: Path, tags: str, by_hand: str = "") -> tuple[Any, Problems]:
    (folder / "tags.yml").write_text(tags, "utf-8")
    (folder / "tag_assignments.yml").write_text(by_hand, "utf-8")
    problems = Problems()
    return read_vocabulary(folder, problems), problems


def tagged(
    folder: Path, *papers: Paper, tags: str = TAGS, by_hand: str = ""
) -> tuple[KeywordTags, dict[str, tuple[Assignment, ...]]]:
    vocabulary, problems = read(folder, tags, by_hand)
    found = add_keyword_tags(vocabulary, papers)
    assigned = assign_tags(papers, found, problems)
    assert list(problems) == []
    return found, dict(assigned)


def made(folder: Path, settings: str, *papers: Paper, tags: str = "") -> list[Tag]:
    """The tags that are made of keywords."""
    found, _ = tagged(folder, *papers, tags=f"keywords: {settings}\n{tags}")
    return [tag for tag in found.vocabulary.tags if tag.id in found.made]


@pytest.mark.parametrize(
    ("keyword", "is_given"),
    [
        ("apiary", True),
        ("Apiaries", True),
        ("bee keeping", True),
        ("Bee-keepers", True),
        ("urban bee keeping", False),
        ("bees", False),
        ("apiary design", False),
    ],
)
def test_a_tag_is_given_by_its_keywords(tmp_path: Path, keyword: str, is_given: bool) -> None:
    _, assigned = tagged(tmp_path, keyed("a", keyword))
    given = Assignment(tag="bees", strength=1.0, by="keyword", reason=f"“{keyword}”")  # type: ignore[arg-type]
    assert assigned["a"] == ((given,) if is_given else ())


def test_any_spelling_of_a_keyword_gives_the_tag_and_the_tag_names_all(tmp_path: Path) -> None:
    found, assigned = tagged(tmp_path, keyed("a", ("beehives", "Apiary")), keyed("b", "apiary"))
    assert [[given.tag for given in assigned[id_]] for id_ in "ab"] == [["bees"], ["bees"]]
    assert found.vocabulary.tags[0].spellings == ("Apiary", "apiary", "beehives")


def test_keywords_come_before_phrases_and_none_is_given_twice(tmp_path: Path) -> None:
    _, assigned = tagged(tmp_path, keyed("a", "apiary", title="A loaf, a loaf", abstract="Loaf."))
    assert [(given.tag, given.by) for given in assigned["a"]] == [
        ("bees", "keyword"),
        ("bread", "machine"),
    ]
    tags = TAGS.replace("words: [loaf]", "words: [loaf], keywords: [apiary]")
    _, assigned = tagged(
        tmp_path, keyed("a", "apiary", title="A loaf, a loaf", abstract="Loaf."), tags=tags
    )
    assert [given.by for given in assigned["a"]] == ["keyword", "keyword"]


def test_a_paper_tagged_by_hand_has_no_other_written_tag_but_its_own_keywords(
    tmp_path: Path,
) -> None:
    papers = [keyed("a", "apiary", "smoke"), keyed("b", "smoke")]
    tags = "keywords: {least: 2}\n" + TAGS
    _, assigned = tagged(tmp_path, *papers, tags=tags, by_hand="a: [bread]\n")
    assert [(given.tag, given.by) for given in assigned["a"]] == [
        ("bread", "hand"),
        ("smoke", "keyword"),
    ]


def test_every_keyword_of_enough_papers_is_a_tag_the_most_frequent_first(tmp_path: Path) -> None:
    papers = [
        keyed("a", "knots", "tides"),
        keyed("b", "tides", "rope"),
        keyed("c", "tides", "knots"),
    ]
    assert [tag.id for tag in made(tmp_path, "{least: 2}", *papers)] == ["tides", "knots"]
    assert [tag.id for tag in made(tmp_path, "{least: 2, most: 1}", *papers)] == ["tides"]
    assert made(tmp_path, "{least: 0}", *papers, tags=TAGS) == []


def test_a_catalogue_without_a_vocabulary_is_grouped(tmp_path: Path) -> None:
    found, assigned = tagged(tmp_path, keyed("a", "tides"), tags="keywords: {least: 1}\n")
    assert [facet.name for facet in found.vocabulary.facets] == ["Keywords"]
    assert [given.tag for given in assigned["a"]] == ["tides"]


def test_without_the_setting_no_keyword_is_a_tag(tmp_path: Path) -> None:
    found, _ = tagged(tmp_path, keyed("a", "tides"), keyed("b", "tides"))
    assert [tag.id for tag in found.vocabulary.tags] == ["bees", "bread"]
    assert [facet.id for facet in found.vocabulary.facets] == ["subject"]


def test_synonyms_are_one_tag_that_names_them_all(tmp_path: Path) -> None:
    papers = [keyed("a", "loaf"), keyed("b", ("dough", "Doughs")), keyed("c", "loaf", "dough")]
    [tag] = made(tmp_path, "{least: 3, join: [[Bread, Loaf, Dough]]}", *papers)
    assert (tag.id, tag.name) == ("bread", "Bread")
    assert tag.spellings == ("Doughs", "dough", "loaf")


@pytest.mark.parametrize("pattern", ["cs.*", "cs.CL"])
def test_keywords_that_are_left_out_are_no_tags(tmp_path: Path, pattern: str) -> None:
    papers = [keyed("a", "cs.CL", "tides"), keyed("b", "cs.CL", "tides")]
    settings = f'{{least: 2, leave_out: ["{pattern}"]}}'
    assert [tag.id for tag in made(tmp_path, settings, *papers)] == ["tides"]


def test_a_keyword_called_like_a_written_tag_gives_that_one(tmp_path: Path) -> None:
    papers = [keyed("a", "Bee", "apiary"), keyed("b", "bee", "apiary")]
    tags = "keywords: {least: 1}\n" + TAGS
    found, assigned = tagged(tmp_path, *papers, tags=tags)
    assert found.made == frozenset()
    assert [given.tag for given in assigned["a"]] == ["bees"]


def test_a_keyword_in_another_script_has_an_address(tmp_path: Path) -> None:
    [tag] = made(tmp_path, "{least: 1}", keyed("a", "灯籠"))
    assert tag.name == "灯籠" and tag.id.isascii()


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("3", "tags.yml:1: keywords: expected one of least, most, join, leave_out, got '3'"),
        ("{least: few}", "tags.yml:1: keywords: least: expected a number, got 'few'"),
        ("{most: -1}", "tags.yml:1: keywords: most: expected a number, got '-1'"),
        ("{fewest: 1}", "tags.yml:1: keywords: expected one of least, most, join, leave_out, got"),
        ("{join: bees}", "tags.yml:1: keywords: join: expected lists of keywords, got 'bees'"),
        ("{join: [[bees]]}", "tags.yml:1: keywords: join: expected a list of two keywords or more"),
        ("{join: [bees]}", "tags.yml:1: keywords: join: expected a list of two keywords or more"),
        ("{leave_out: ['*']}", "tags.yml:1: keywords: leave_out: expected a keyword with a letter"),
        ("{leave_out: {a: b}}", "tags.yml:1: keywords: leave_out: expected a list of keywords"),
    ],
)
def test_each_fault_in_the_settings_is_a_problem_with_its_line(
    tmp_path: Path, settings: str, problem: str
) -> None:
    _, problems = read(tmp_path, f"keywords: {settings}\n{TAGS}")
    told = [str(one).removeprefix(f"{tmp_path.as_posix()}/") for one in problems]
    assert any(one.startswith(problem) for one in told), told


@pytest.mark.parametrize(
    ("keywords", "problem"),
    [
        ("['**']", "tags.yml:3: keywords: expected a keyword with a letter, got '**'"),
        ("[[a]]", "tags.yml:3: keywords: expected a keyword with a letter, got a list"),
        ("{a: b}", "tags.yml:3: tag: keywords: expected a list of phrases, got a mapping"),
    ],
)
def test_each_fault_in_a_tags_keywords_is_a_problem_with_its_line(
    tmp_path: Path, keywords: str, problem: str
) -> None:
    _, problems = read(tmp_path, TAGS.replace('[apiary, "bee keep*"]', keywords))
    assert [str(one).removeprefix(f"{tmp_path.as_posix()}/") for one in problems] == [problem]


def test_one_keyword_needs_no_brackets(tmp_path: Path) -> None:
    tags = TAGS.replace('[apiary, "bee keep*"]', "apiary")
    _, assigned = tagged(tmp_path, keyed("a", "apiary"), tags=tags)
    assert [given.tag for given in assigned["a"]] == ["bees"]


def test_a_keyword_never_takes_the_slug_of_having_no_tag(tmp_path: Path) -> None:
    [tag] = made(tmp_path, "{least: 1}", keyed("a", "None"))
    assert (tag.name, tag.id) == ("None", "keyword-none")
