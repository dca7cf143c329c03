"""Saved Hugging Face Papers pages: both shapes, what goes wrong in them, and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model.problems import Problems
from builder.model.reader import Source
from builder.model.records import Entry, ListingId
from builder.readers._roles import Role
from builder.readers.saved_page import READER, classify_lines
from tests import GOLDEN

SAMPLES = GOLDEN / "readers" / "saved_page"

HEAD = "Get trending papers in your email inbox!\nSubscribe\n"
SHEEP = "Counting Sheep: A Gentle Introduction"
ABACUS = "A Wooden Abacus"
STRING = "Knots in String"
OF_SHEEP = "We count sheep. " + "They jump over a fence and we write it down. " * 6 + "All agree."
OF_ABACUS = "The abacus is old. " + "Its beads are moved from left to right. " * 7 + "None is lost."
OF_STRING = "A piece of string has two ends. " + "We tie them and find a loop. " * 9 + "It holds."


def read(text: str) -> tuple[list[Entry], list[str]]:
    problems = Problems()
    source = Source(file="page.txt", listing=ListingId("page"), suffix=".txt", text=text)
    return list(READER.read(source, problems)), [str(problem) for problem in problems]


def records(text: str) -> list[tuple[str, str]]:
    return [(entry.title.source, entry.abstract.source) for entry in read(text)[0]]


ALL = [(SHEEP, OF_SHEEP), (ABACUS, OF_ABACUS), (STRING, OF_STRING)]
LINES = [line for record in ALL for line in record]


@pytest.mark.parametrize(
    ("name", "titles", "labels", "problems"),
    [
        ("glued", [SHEEP, ABACUS], [None, None], []),
        ("spaced", [SHEEP, ABACUS], ["Mar 18", "Mar 18"], []),
        (
            "sample",
            [
                SHEEP,
                "A Title Whose Abstract Was Never Saved",
                ABACUS,
                "",
                "Knots in String: of Loops and Ends",
                "The Last Word",
            ],
            [None, None, None, None, "Mar 19, 2024", "Mar 19, 2024"],
            [
                "page.txt:8: abstract: expected a title above it, "
                "got 'An abstract stands here whose title was lost when the page…'"
            ],
        ),
    ],
)
def test_a_saved_page_gives_its_records_in_order(
    name: str, titles: list[str], labels: list[str | None], problems: list[str]
) -> None:
    entries, found = read((SAMPLES / f"{name}.txt").read_text())
    assert [entry.title.source for entry in entries] == titles
    assert [entry.label for entry in entries] == labels
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    assert found == problems


def test_an_abstract_wrapped_over_lines_is_one_abstract() -> None:
    entries, _ = read((SAMPLES / "sample.txt").read_text())
    abstract = entries[4].abstract.source
    assert abstract.startswith("A piece of string has two ends. We tie")
    assert abstract.endswith("as long as the string was before, less the knot.")


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "\n".join(LINES),
        HEAD + "\n\n".join(LINES),
        HEAD + "\n\n\n\n".join(LINES) + "\n\n\n",
        HEAD + "\n".join(LINES[:4]) + "\n\n" + "\n\n".join(LINES[4:]),
        HEAD + "\n\n".join(f"{title}\n{abstract}" for title, abstract in ALL),
        HEAD + "\n".join(f"\u00a0 {line} \u00a0\t " for line in LINES),
        HEAD + "\n \u00a0\n".join(LINES),
        HEAD + "\n".join(LINES[:2]) + "\n" + HEAD + "\n".join(LINES[2:]),
        HEAD + "\n".join(LINES[:2]) + "\nnew\n" + HEAD + "\n\n".join(LINES[2:]),
        "\ufeff" + HEAD + "\n".join(LINES),
        HEAD[:-1] + "\n".join(LINES),
        "\n".join(LINES),
        HEAD + "\n".join(f"{n}\n{t}\n{a}" for n, (t, a) in enumerate(ALL, 7)),
        HEAD + "\n".join(f"{t}\nSubmitted by\nada\n{a}\n· 3 authors" for t, a in ALL),
    ],
    ids=[
        "lines in turn",
        "blank lines between",
        "several blank lines",
        "one shape, then the other",
        "a blank line between records only",
        "non-breaking and trailing spaces",
        "lines of spaces",
        "two pages pasted together",
        "two pages of different shapes",
        "a byte order mark",
        "the button glued to the title",
        "no frame",
        "counts of votes",
        "names of submitters",
    ],
)
def test_whatever_stands_around_them_the_records_are_the_same(text: str) -> None:
    assert records(text) == ALL
    assert read(text)[1] == []


@pytest.mark.parametrize("separator", ["\n", "\n\n"], ids=["lines in turn", "blank lines between"])
@pytest.mark.parametrize("missing", range(6))
def test_a_record_that_lacks_a_part_costs_no_other(separator: str, missing: int) -> None:
    text = HEAD + separator.join(line for line in LINES if line is not LINES[missing])
    expected = list(ALL)
    title, abstract = expected[missing // 2]
    expected[missing // 2] = ("", abstract) if missing % 2 == 0 else (title, "")
    assert records(text) == expected
    assert len(read(text)[1]) == (1 if missing % 2 == 0 else 0)


FEW_SENTENCES = "A piece of string has two ends. We tie them and find a loop. It holds. " * 2
TITLE_CASE = "The Great Wooden Abacus of Upper Valley."


@pytest.mark.parametrize("separator", ["\n", "\n\n"], ids=["lines in turn", "blank lines between"])
@pytest.mark.parametrize(
    "expected",
    [
        [(SHEEP, OF_SHEEP), (ABACUS, TITLE_CASE), ("", FEW_SENTENCES + "None is lost.")],
        [(SHEEP, ""), (ABACUS, "Experiments with string show that beads go left"), ALL[2]],
    ],
    ids=["several sentences", "words that open a sentence"],
)
def test_a_short_line_that_reads_like_an_abstract_is_no_title(
    expected: list[tuple[str, str]], separator: str
) -> None:
    text = HEAD + separator.join(part for record in expected for part in record if part)
    assert records(text) == expected


@pytest.mark.parametrize("sentences", [2, 3, 4])
def test_a_line_is_the_longer_the_less_it_needs_to_look_like_an_abstract(sentences: int) -> None:
    long = FEW_SENTENCES[: len(FEW_SENTENCES) // 2] * sentences + "None is lost."
    expected = [(SHEEP, "Its beads are moved."), (ABACUS, TITLE_CASE), ("", long)]
    text = HEAD + "\n".join(part for record in expected for part in record if part)
    assert records(text) == expected


def test_between_blank_lines_a_wrapped_line_starts_no_record() -> None:
    wrapped = [
        "The abacus is old, and so is the habit of moving its beads left and right.",
        "Masked Bead Modeling, Wooden Frame Pretraining and Knot Contrastive Learning",
        "are three ways to describe it. Each of them is shown in a figure of its own.",
    ]
    text = HEAD + "\n\n".join([SHEEP, OF_SHEEP, ABACUS, "\n".join(wrapped), STRING, OF_STRING])
    assert records(text)[1:] == [(ABACUS, " ".join(wrapped)), ALL[2]]


def test_the_button_is_taken_off_a_title_in_small_letters() -> None:
    text = HEAD[:-1] + "\n".join(["node2vec: Counting Nodes", OF_SHEEP])
    assert records(text) == [("node2vec: Counting Nodes", OF_SHEEP)]


def test_an_abstract_without_a_title_is_reported_with_its_line() -> None:
    _, problems = read(HEAD + "\n".join([SHEEP, OF_SHEEP, OF_ABACUS]))
    assert problems == [
        "page.txt:5: abstract: expected a title above it, "
        "got 'The abacus is old. Its beads are moved from left to right.…'"
    ]


@pytest.mark.parametrize(
    "title",
    [
        "What do tokens know about their characters and how do they know it?",
        "Are representations ready? Evaluating word vectors for grounded meaning",
        "word2vec: Counting Words",
        "iTransformer: Inverted Transformers",
        "Yi: Open Foundation Models by 01.AI",
        "New",
        "1984",
        "Models",
        "May 4 Be With You",
        "Subscribers and Churn",
        "Submitted by Mistake: A Field Study of Peer Review in Which the Wrong File Was Sent",
        "Tensor Programs VI: " + "Feature Learning in Very Deep Networks and " * 3 + "Beyond",
        "東京の紙",
        "🔥",
    ],
)
def test_a_title_is_never_taken_for_the_frame_of_the_page(title: str) -> None:
    text = HEAD + "\n".join([SHEEP, OF_SHEEP, title, OF_ABACUS, STRING, OF_STRING])
    assert records(text)[1] == (" ".join(title.split()), OF_ABACUS)


@pytest.mark.parametrize("label", ["Mar 18", "Mar 18, 2024", "September 3", "Dec 1,2023"])
def test_a_date_is_the_label_of_the_records_after_it(label: str) -> None:
    text = HEAD + "\n".join([SHEEP, OF_SHEEP, label, ABACUS, OF_ABACUS])
    assert [entry.label for entry in read(text)[0]] == [None, label]


@pytest.mark.parametrize("shape", ["\n", "\n\n"], ids=["lines in turn", "blank lines between"])
def test_a_list_of_titles_alone_is_a_list_of_records(shape: str) -> None:
    titles = ["Counting Sheep: A Gentle Introduction", "A Wooden Abacus and Its Maker"] * 2
    assert records(HEAD + shape.join(titles)) == [(title, "") for title in titles]


@pytest.mark.parametrize("separator", ["\n", "\n\n"], ids=["lines in turn", "blank lines between"])
def test_short_lines_in_turn_are_titles_and_abstracts(separator: str) -> None:
    lines = ["First title", "First abstract", "Second title", "Second abstract."]
    assert records(HEAD + separator.join(lines)) == [tuple(lines[:2]), tuple(lines[2:])]


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_page_is_a_problem(text: str) -> None:
    assert read(text) == ([], ["page.txt: expected titles and abstracts, got an empty file"])


def test_a_page_with_nothing_but_its_frame_is_a_problem() -> None:
    expected = "page.txt: expected titles and abstracts, got only the page's frame"
    assert read(HEAD + "\nMar 18\n") == ([], [expected])


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB. \n\n\tS7é-"), max_size=400) | st.text())
def test_any_text_is_accounted_for_line_by_line(text: str) -> None:
    entries, problems = read(text)
    assert entries or problems
    lines = classify_lines(text)
    assert {line.number for line in lines} == {
        number
        for number, line in enumerate(text.split("\n"), 1)
        if line.replace("\ufeff", "").strip()
    }
    assert all(isinstance(line.role, Role) for line in lines)
    starts = sum(line.role in (Role.TITLE, Role.LONE_ABSTRACT) for line in lines)
    orphans = sum(line.role is Role.LONE_ABSTRACT for line in lines)
    assert len(entries) == starts
    assert len(problems) == (orphans or (0 if entries else 1))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([SHEEP, OF_SHEEP, ABACUS, OF_ABACUS, "Mar 18", "new", "12", "Subscribe"]),
        max_size=12,
    ),
    st.sampled_from(["\n", "\n\n"]),
)
def test_no_text_of_a_record_is_lost_whatever_the_order(lines: list[str], separator: str) -> None:
    entries, _ = read(separator.join(lines))
    shown = [part for e in entries for part in (e.title.source, e.abstract.source)]
    for text in (SHEEP, OF_SHEEP, ABACUS, OF_ABACUS):
        assert sum(part.count(text) for part in shown) == lines.count(text)
