"""A listing grows: papers keep their lines and places, what changed is written anew."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from builder.commands.growing import Grown, grow_listing, leave_out
from builder.model.problems import BuilderError, Problems
from builder.model.reader import Source
from builder.model.records import Entry, ListingId
from builder.readers.json_lines import READER
from builder.text import Text
from tests.records import entry

FULL = replace(
    entry("A Formula $x^2$ & More", "Its {\\em abstract}."),
    authors=("Ada Wendel", "José Núñez"),
    date="2024-03-18",
    venue="Journal of Toys",
    volume="7",
    issue="2",
    pages="1-9",
    doi="10.1000/toys",
    arxiv_id="2403.01234",
    url="https://arxiv.org/abs/2403.01234v1",
    pdf_url="https://toys.example/a.pdf",
    code_url="https://github.com/toys/a",
    keywords=("Reading, silent", "toys"),
    orcids=(("José Núñez", "0000-0002-1825-0097"),),
)


def grow(text: str, *offered: Entry) -> Grown:
    return grow_listing("toys.jsonl", text, offered)


def read(text: str) -> list[Entry]:
    problems = Problems()
    source = Source(file="toys.jsonl", listing=ListingId("toys"), suffix=".jsonl", text=text)
    found = list(READER.read(source, problems))
    assert not problems
    return found


def test_a_listing_says_what_the_answer_said() -> None:
    [found] = read(grow("", FULL).text)
    same = replace(found, origin=FULL.origin, listing=FULL.listing, position=FULL.position)
    assert same == FULL


def test_new_papers_follow_the_old_ones_the_oldest_first_and_none_disappears() -> None:
    first = grow("", entry("One"), entry("Two")).text
    new = entry("Late"), replace(entry("Newer"), date="2025"), replace(entry("Old"), date="2024")
    grown = grow(first, *new)
    assert grown.text.startswith(first)
    assert [one.title.plain for one in read(grown.text)] == ["One", "Two", "Old", "Newer", "Late"]
    assert grown.added == ("Old", "Newer", "Late")
    assert grow(grown.text).text == grown.text


def test_the_same_answer_again_changes_nothing() -> None:
    text = grow("", FULL, entry("Two")).text
    again = grow(text, entry("Two"), FULL)
    assert (again.text, again.added, again.changed) == (text, (), ())


def test_a_changed_record_is_written_anew_in_its_place_and_lacks_nothing_it_had() -> None:
    text = grow("", replace(FULL, date="2024"), entry("Three")).text
    text = grow('{"title": "One"}\n' + text, FULL).text
    newer = replace(entry(FULL.title.source), arxiv_id="2403.01234", venue="A Better Journal")
    grown = grow(text, newer)
    old, new = text.splitlines(), grown.text.splitlines()
    assert (old[0], old[2]) == (new[0], new[2])
    assert json.loads(new[1]) == {**json.loads(old[1]), "venue": "A Better Journal"}
    assert (grown.added, grown.changed) == ((), (FULL.title.source,))


def test_a_line_written_by_hand_stays_as_it_is_while_nothing_changes() -> None:
    text = '{"doi":"10.1000/a",  "title": "By Hand", "note": 1}\n'
    known = replace(entry("By Hand"), doi="10.1000/a")
    assert grow(text, known).text == text
    [line] = grow(text, replace(known, date="2024")).text.splitlines()
    assert json.loads(line)["note"] == 1


def test_a_title_stays_for_the_address_hangs_on_it() -> None:
    text = grow("", FULL).text
    grown = grow(text, replace(FULL, title=Text("Another Title"), date="2024-04"))
    assert grown.retitled == ((FULL.title.source, "Another Title"),)
    [found] = read(grown.text)
    assert (found.title, found.date) == (FULL.title, "2024-04")


def test_a_paper_is_known_by_identifier_else_by_title() -> None:
    text = grow("", replace(entry("Rye & Wheat"), doi="10.1000/a")).text
    assert grow(text, replace(entry("Another"), doi="10.1000/a")).added == ()
    assert grow(text, replace(entry("Rye and wheat"), arxiv_id="2403.00001")).added == ()
    assert grow(text, replace(entry("Rye and wheat"), doi="10.1000/b")).added != ()
    twice = replace(entry("New"), arxiv_id="2403.00002")
    assert len(grow(text, twice, twice).added) == 1


def test_other_authors_do_not_keep_the_orcids_of_those_before() -> None:
    text = grow("", FULL).text
    [found] = read(grow(text, replace(FULL, authors=("Wei Lin", "A B"), orcids=())).text)
    assert (found.authors, found.orcids) == (("Wei Lin", "A B"), ())


def test_a_broken_listing_is_not_written_over() -> None:
    with pytest.raises(BuilderError, match=r"toys\.jsonl:2: .*mend it"):
        grow('{"title": "A"}\n{"title": \n', FULL)


@pytest.mark.parametrize(
    "name",
    [
        *("a formula $x^2$ and more", "10.1000/TOYS", "https://doi.org/10.1000/toys"),
        *("2403.01234", "arXiv:2403.01234v2", "https://arxiv.org/pdf/2403.01234"),
        "https://toys.example/page",
    ],
)
def test_a_paper_is_left_out_by_whatever_the_owner_calls_it(name: str) -> None:
    paper = replace(FULL, url="https://toys.example/page")
    assert leave_out((entry("Two"), paper), [name]) == (entry("Two"),)


def test_only_what_is_named_is_left_out() -> None:
    untitled = replace(entry("?"), url=None)
    assert leave_out((FULL, untitled), ["Two", "!", "10.1000/toy"]) == (FULL, untitled)
