"""Keywords of merged records: in order, each once, under one name."""

from __future__ import annotations

from builder.dedupe import merge
from builder.model.records import Keyword
from tests.records import entry


def keywords_of(*records: tuple[str, ...]) -> list[tuple[Keyword, ...]]:
    """The keywords of as many papers as there are records, in their order."""
    entries = [entry(f"Paper {n}", n, keywords=found) for n, found in enumerate(records, 1)]
    return [paper.keywords for paper in merge(entries).papers]


def names(*records: tuple[str, ...]) -> list[list[str]]:
    return [[keyword.name for keyword in found] for found in keywords_of(*records)]


def test_a_paper_has_the_keywords_of_all_its_records_in_order_and_each_once() -> None:
    one = entry("Paper Flowers", 1, "a", keywords=("lamps", "Paper Flowers"))
    two = entry("Paper Flowers", 1, "b", keywords=("paper-flower", "gardens", "lamps"))
    [paper] = merge([two, one]).papers
    assert paper.keywords == (
        Keyword(name="lamps"),
        Keyword(name="paper-flower", spellings=("Paper Flowers",)),
        Keyword(name="gardens"),
    )


def test_a_keyword_has_the_name_that_most_papers_give_it_and_keeps_the_others() -> None:
    first, *_ = keywords_of(("ice-lamps",), ("Ice Lamp",), ("Ice Lamp",))
    assert first == (Keyword(name="Ice Lamp", spellings=("ice-lamps",)),)


def test_an_acronym_joins_the_words_that_a_record_gives_it() -> None:
    found = names(("folded paper boats (FPBs)",), ("FPB",), ("folded paper boat", "fpb"))
    assert found == [["folded paper boat"]] * 3


def test_an_acronym_with_two_meanings_joins_neither() -> None:
    found = names(("paper boats (PB)",), ("pier bread (PB)",), ("PB",))
    assert len({name for [name] in found}) == 3


def test_what_stands_in_brackets_is_an_acronym_only_with_the_right_letters() -> None:
    found = names(("tides (sea)",), ("tides",), ("sea",))
    assert len({name for [name] in found}) == 3


def test_papers_without_keywords_have_none() -> None:
    assert keywords_of(()) == [()]
