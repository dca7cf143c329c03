"""What a catalogue knows of its papers together."""

from __future__ import annotations

from tests.papers import catalogue_of, paper


def test_years_and_their_papers_are_the_newest_first_and_undated_papers_have_none() -> None:
    dates = {"a": "2019", "b": "2021", "c": "2019-06", "d": None, "e": "2021"}
    catalogue = catalogue_of(*(paper(id_, date=date) for id_, date in dates.items()))
    years = {year: [p.id for p in papers] for year, papers in catalogue.papers_by_year.items()}
    assert list(years.items()) == [(2021, ["b", "e"]), (2019, ["c", "a"])]


def test_a_catalogue_knows_its_people_and_its_venues() -> None:
    catalogue = catalogue_of(paper("a", authors=("Ada Wendel",), venue="NIPS 2019"), paper("b"))
    assert [person.name for person in catalogue.people.authors_of(catalogue.papers[0].id)] == [
        "Ada Wendel"
    ]
    assert [venue.name for venue in catalogue.venues.venues] == ["NeurIPS"]
    assert catalogue.people.authors_of(catalogue.papers[1].id) == ()
