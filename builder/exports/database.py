"""The catalogue as an SQLite database with full-text search."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import chain

from ..layout.dates import find_first_seen
from ..model.catalogue import Catalogue
from ..model.export import MANY_PAPERS, Export, ExportFile, compress_large
from ..model.records import Paper, PaperId
from ..model.site import Download
from ..model.slugs import paper_address
from ..model.wording import gettext_noop
from ..text.lines import blank_unprintable

APPLICATION_ID = 0x50415053
"""`PAPS`: tells `file` and others whose database it is."""

SCHEMA = """
CREATE TABLE papers (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
  abstract TEXT NOT NULL, url TEXT NOT NULL, date TEXT, year INTEGER,
  venue TEXT, doi TEXT, arxiv_id TEXT, code_url TEXT, pdf_url TEXT,
  first_seen TEXT
);
CREATE TABLE numbered_authors (
  paper INTEGER NOT NULL REFERENCES papers, position INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;
CREATE TABLE people (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, orcid TEXT, url TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE numbered_paper_people (
  paper INTEGER NOT NULL REFERENCES papers, position INTEGER NOT NULL,
  person TEXT NOT NULL REFERENCES people,
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;
CREATE INDEX papers_of_person ON numbered_paper_people (person);
CREATE TABLE venues (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, full_name TEXT NOT NULL, url TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE numbered_paper_venues (
  paper INTEGER PRIMARY KEY REFERENCES papers, venue TEXT NOT NULL REFERENCES venues
) WITHOUT ROWID;
CREATE INDEX papers_of_venue ON numbered_paper_venues (venue);
CREATE TABLE numbered_keywords (
  paper INTEGER NOT NULL REFERENCES papers, position INTEGER NOT NULL, keyword TEXT NOT NULL,
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;
CREATE TABLE numbered_links (
  paper INTEGER NOT NULL REFERENCES papers, position INTEGER NOT NULL, url TEXT NOT NULL,
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;
CREATE TABLE facets (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE tags (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, facet TEXT NOT NULL REFERENCES facets,
  definition TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE numbered_paper_tags (
  paper INTEGER NOT NULL REFERENCES papers, tag TEXT NOT NULL REFERENCES tags,
  strength REAL NOT NULL, assigned_by TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (paper, tag)
) WITHOUT ROWID;
CREATE INDEX papers_of_tag ON numbered_paper_tags (tag, strength DESC);
CREATE TABLE listings (
  id TEXT PRIMARY KEY, file TEXT NOT NULL, title TEXT NOT NULL, year INTEGER
) WITHOUT ROWID;
CREATE TABLE numbered_sightings (
  listing TEXT NOT NULL REFERENCES listings, position INTEGER NOT NULL,
  paper INTEGER NOT NULL REFERENCES papers, label TEXT,
  PRIMARY KEY (listing, position, paper)
) WITHOUT ROWID;
CREATE TABLE numbered_related (
  paper INTEGER NOT NULL REFERENCES papers, rank INTEGER NOT NULL,
  other INTEGER NOT NULL REFERENCES papers, score REAL NOT NULL,
  PRIMARY KEY (paper, rank)
) WITHOUT ROWID;
"""

VIEWS = {
    "authors": ("paper", "position", "name"),
    "paper_people": ("paper", "position", "person"),
    "paper_venues": ("paper", "venue"),
    "keywords": ("paper", "position", "keyword"),
    "links": ("paper", "position", "url"),
    "paper_tags": ("paper", "tag", "strength", "assigned_by", "reason"),
    "sightings": ("listing", "position", "paper", "label"),
    "related": ("paper", "rank", "other", "score"),
}
"""Each shows a table of the same name that begins with `numbered_`, with ids of papers for their
numbers: ids are long, and most rows of the database name one or two."""

SEARCH = """
CREATE VIRTUAL TABLE papers_search USING fts5(
  title, abstract, content = papers, content_rowid = number, tokenize = 'porter unicode61'
);
INSERT INTO papers_search (papers_search) VALUES ('rebuild');
INSERT INTO papers_search (papers_search) VALUES ('optimize');
"""


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    yield compress_large(ExportFile(path=DATABASE.path, content=build_database(catalogue)))


def build_database(catalogue: Catalogue) -> bytes:
    """Return the database file: the same bytes for the same catalogue and SQLite version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("BEGIN")
        for statement in SCHEMA.split(";\n"):
            connection.execute(statement)
        for name, columns in VIEWS.items():
            connection.execute(_write_view(name, columns))
        _fill(connection, catalogue)
        _fill_people(connection, catalogue)
        connection.execute("COMMIT")
        if len(catalogue.papers) <= MANY_PAPERS:
            connection.executescript(SEARCH)
        return connection.serialize()


def _write_view(name: str, columns: Iterable[str]) -> str:
    shown, joined = [], []
    for column in columns:
        if column in ("paper", "other"):
            shown.append(f"{column}.id AS {column}")
            joined.append(f"JOIN papers AS {column} ON {column}.number = numbered.{column}")
        else:
            shown.append(f"numbered.{column}")
    source = f"numbered_{name} AS numbered {' '.join(joined)}"
    return f"CREATE VIEW {name} AS SELECT {', '.join(shown)} FROM {source}"


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    waiting = iter(rows)
    if first := next(waiting, None):
        placeholders = ", ".join("?" * len(first))
        insert = f"INSERT INTO {table} VALUES ({placeholders})"
        connection.executemany(insert, chain([first], waiting))


def _fill(connection: sqlite3.Connection, catalogue: Catalogue) -> None:
    insert = partial(_insert, connection)
    papers = catalogue.papers
    number = _number_papers(catalogue)
    insert("papers", (_paper_row(number[paper.id], paper, catalogue) for paper in papers))
    insert(
        "numbered_authors",
        (
            (number[p.id], n, blank_unprintable(a))
            for p in papers
            for n, a in enumerate(p.authors, 1)
        ),
    )
    insert(
        "numbered_keywords",
        (
            (number[p.id], n, blank_unprintable(keyword.name))
            for p in papers
            for n, keyword in enumerate(p.keywords, 1)
        ),
    )
    insert(
        "numbered_links",
        ((number[p.id], n, blank_unprintable(a)) for p in papers for n, a in enumerate(p.links, 1)),
    )
    insert("facets", ((facet.id, facet.name) for facet in catalogue.facets))
    insert("tags", ((tag.id, tag.name, tag.facet, tag.definition) for tag in catalogue.tags))
    insert(
        "numbered_paper_tags",
        (
            (
                number[p.id],
                assignment.tag,
                assignment.strength,
                assignment.by,
                blank_unprintable(assignment.reason),
            )
            for p in papers
            for assignment in catalogue.assignments[p.id]
        ),
    )
    insert(
        "listings",
        ((listing.id, listing.file, listing.title, listing.year) for listing in catalogue.listings),
    )
    insert(
        "numbered_sightings",
        (
            (
                sighting.listing,
                sighting.position,
                number[p.id],
                blank_unprintable(sighting.label) if sighting.label else None,
            )
            for p in papers
            for sighting in p.sightings
        ),
    )
    insert(
        "numbered_related",
        (
            (number[p.id], rank, number[near.paper], near.score)
            for p in papers
            for rank, near in enumerate(catalogue.related[p.id], 1)
        ),
    )


def _number_papers(catalogue: Catalogue) -> Mapping[PaperId, int]:
    """Return the numbers that papers have in the database."""
    return {paper.id: number for number, paper in enumerate(catalogue.papers, 1)}


def _fill_people(connection: sqlite3.Connection, catalogue: Catalogue) -> None:
    people, venues = catalogue.people, catalogue.venues
    number = _number_papers(catalogue)
    insert = partial(_insert, connection)
    insert(
        "people",
        (
            (p.id, blank_unprintable(p.name), p.orcid, catalogue.site.url + p.address)
            for p in people.persons
        ),
    )
    insert(
        "numbered_paper_people",
        (
            (number[paper], position, person)
            for paper, persons in people.of_paper.items()
            for position, person in enumerate(persons, 1)
        ),
    )
    insert(
        "venues",
        (
            (
                venue.id,
                blank_unprintable(venue.name),
                blank_unprintable(venue.full_name),
                catalogue.site.url + venue.address,
            )
            for venue in venues.venues
        ),
    )
    insert("numbered_paper_venues", ((number[id_], v) for id_, v in venues.of_paper.items()))


def _paper_row(number: int, paper: Paper, catalogue: Catalogue) -> tuple[object, ...]:
    first_seen = find_first_seen(paper, catalogue)
    return (
        number,
        paper.id,
        blank_unprintable(paper.title.plain),
        blank_unprintable(paper.abstract.plain),
        catalogue.site.url + paper_address(paper.id),
        paper.date,
        paper.year,
        blank_unprintable(paper.venue) if paper.venue else None,
        paper.doi,
        paper.arxiv_id,
        paper.code_url,
        paper.pdf_url,
        first_seen.isoformat() if first_seen else None,
    )


DATABASE = Download(
    path="api/papers.sqlite",
    title="SQLite",
    media_type="application/vnd.sqlite3",
    description=gettext_noop(
        "Everything as tables; of up to 5,000 papers with full-text search over titles "
        "and abstracts."
    ),
)

EXPORT = Export(name="database", owns=("api",), lay_out=_lay_out, downloads=(DATABASE,))
