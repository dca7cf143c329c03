"""People and venues in the data that people and scripts take away."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

from builder.exports.database import build_database
from builder.exports.members import EXPORT as MEMBERS
from builder.exports.people import EXPORT as PEOPLE
from builder.exports.robots import EXPORT as ROBOTS
from builder.layout.pagination import PAPERS_PER_PAGE
from builder.model.catalogue import Catalogue
from builder.model.export import Export
from tests.papers import catalogue_of, paper

ADA, JAN = "Ada Lovelace", "Jan van der Berg"
ORCID = "0000-0002-1825-0097"
TOYS = catalogue_of(
    paper("a", authors=(ADA, JAN), date="2019", venue="NeurIPS 2019", orcids=((ADA, ORCID),)),
    paper("b", authors=(JAN, ADA), date="2020", venue="NeurIPS 2020"),
    paper("c", authors=("Wei Lin",)),
)
NAMELESS = catalogue_of(paper("a"))


def data_of(export: Export, catalogue: Catalogue = TOYS) -> dict[str, Any]:
    return {file.path: json.loads(file.content) for file in export.lay_out(catalogue)}


def test_everybody_is_there_with_spellings_papers_and_orcid() -> None:
    ada, jan, wei = data_of(PEOPLE)["api/people.json"]
    assert ada == {
        "id": "ada-lovelace",
        "name": ADA,
        "url": "https://papers.example/sub/authors/ada-lovelace/",
        "spellings": [{"text": ADA, "papers": 2}],
        "orcid": ORCID,
        "common": False,
        "papers": ["b", "a"],
    }
    assert jan["papers"] == ["b", "a"]
    assert wei["url"] == "https://papers.example/sub/papers/c/"
    assert wei["common"] is True and "orcid" not in wei


def test_a_venue_is_there_with_all_its_years() -> None:
    [venue] = data_of(PEOPLE)["api/venues.json"]
    assert (venue["id"], venue["name"], venue["papers"]) == ("neurips", "NeurIPS", ["b", "a"])
    assert [spelling["text"] for spelling in venue["spellings"]] == ["NeurIPS 2019", "NeurIPS 2020"]


def test_years_and_venues_name_their_papers_and_people_with_long_lists_do() -> None:
    members = data_of(MEMBERS)
    assert members["api/years/2019.json"] == {"name": "2019", "papers": ["a"]}
    assert members["api/venues/neurips.json"] == {"name": "NeurIPS", "papers": ["b", "a"]}
    assert not [path for path in members if path.startswith("api/authors/")]
    many = catalogue_of(*(paper(f"p{n}", authors=(ADA,)) for n in range(PAPERS_PER_PAGE + 1)))
    assert len(data_of(MEMBERS, many)["api/authors/ada-lovelace.json"]["papers"]) == 101


def test_a_catalogue_that_names_nobody_has_no_such_file_and_says_nothing() -> None:
    assert data_of(PEOPLE, NAMELESS) == {}
    llms = {file.path: file.content.decode() for file in ROBOTS.lay_out(NAMELESS)}["llms.txt"]
    assert not any(word in llms for word in ("people.json", "venues/", "authors/", "years/"))
    llms = {file.path: file.content.decode() for file in ROBOTS.lay_out(TOYS)}["llms.txt"]
    assert all(word in llms for word in ("people.json", "venues/", "authors/", "years/"))


def test_the_database_knows_who_wrote_what_and_where_it_appeared() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(build_database(TOYS))
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        written = database.execute(
            "SELECT paper_people.paper, position FROM people"
            " JOIN paper_people ON person = people.id WHERE orcid = ? ORDER BY 1",
            [ORCID],
        )
        assert written.fetchall() == [("a", 1), ("b", 2)]
        published = database.execute(
            "SELECT count(*) FROM paper_venues JOIN venues ON venue = venues.id"
            " WHERE full_name LIKE 'Conference on Neural%'"
        )
        assert published.fetchone() == (2,)
