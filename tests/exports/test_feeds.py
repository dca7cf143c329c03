"""Atom and JSON Feed as readers that are not ours take them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from lxml import etree

from builder.exports.feeds import EXPORT
from builder.layout.feeds import MAX_ITEMS
from builder.model.arrivals import Arrivals
from builder.model.catalogue import Catalogue
from tests import ROOT
from tests.papers import SITE, catalogue_of, paper, sighting

ATOM = etree.RelaxNG(etree.parse(ROOT / "tests" / "schemas" / "atom.rng"))
JSON_FEED = json.loads((ROOT / "tests" / "schemas" / "json-feed.json").read_text())
UGLY = "<b>R&D</b> ]]> \x00\x0b \ud800 \uffff \"'"


def published(catalogue: Catalogue) -> dict[str, bytes]:
    return {file.path: file.content for file in EXPORT.lay_out(catalogue)}


def atom(catalogue: Catalogue, name: str = "papers") -> feedparser.FeedParserDict:
    return feedparser.parse(published(catalogue)[f"feeds/{name}.xml"])


def json_feed(catalogue: Catalogue, name: str = "papers") -> dict[str, object]:
    return json.loads(published(catalogue)[f"feeds/{name}.json"])


def test_every_tag_and_listing_has_both_feeds_beside_that_of_all_papers() -> None:
    found = published(catalogue_of(paper("a"), tags={"a": ("video",)}))
    names = ["papers", "sources/first", "tags/unused", "tags/video"]
    assert sorted(found) == sorted(
        [
            "feeds/all.opml",
            *(f"feeds/{name}{suffix}" for name in names for suffix in (".json", ".xml")),
        ]
    )


def test_an_item_has_permalink_id_texts_tags_and_date() -> None:
    one = paper(
        "a-paper",
        title="R&D <b>of</b> toys",
        abstract="If 1 < 2 & so on.",
        sightings=(sighting("first", 1, "Mar 18"),),
        authors=("Ada Lovelace",),
    )
    catalogue = catalogue_of(one, tags={"a-paper": ("video",)}, years={"first": 2024})
    [entry] = atom(catalogue).entries
    assert entry.id == entry.link == "https://papers.example/sub/papers/a-paper/"
    assert entry.title_detail.type == "text/plain"
    assert entry.title == one.title.plain
    assert entry.summary == one.abstract.plain
    assert entry.summary_detail.type == "text/plain"
    assert entry.content[0].type == "text/html"
    assert "If 1 &lt; 2 &amp; so on." in entry.content[0].value
    assert [(tag.term, tag.label) for tag in entry.tags] == [("video", "Video")]
    assert entry.updated == entry.published == "2024-03-18T00:00:00+00:00"
    assert entry.author == "Ada Lovelace"
    [item] = json_feed(catalogue)["items"]
    assert item["id"] == item["url"] == entry.id
    assert item["tags"] == ["Video"]
    assert item["date_published"] == "2024-03-18T00:00:00Z"


def test_no_date_is_invented() -> None:
    catalogue = catalogue_of(
        paper("label-without-year", sightings=(sighting("first", 1, "Mar 18"),)),
        paper("year-alone", date="2024"),
    )
    found = atom(catalogue)
    assert {entry.updated for entry in found.entries} == {"1970-01-01T00:00:00+00:00"}
    assert found.feed.updated == "1970-01-01T00:00:00+00:00"
    assert not any("published" in entry for entry in found.entries)
    assert not any("date_published" in item for item in json_feed(catalogue)["items"])


def test_a_paper_is_published_when_first_seen_and_updated_when_it_came() -> None:
    late = paper("late", sightings=(sighting("first", 1, "Mar 18"),), date="2020-01-01")
    early = paper("early", sightings=(sighting("second", 1),))
    arrivals = Arrivals(
        listings={"first.txt": dt.date(2026, 2, 3)},
        papers={"late": dt.date(2026, 2, 3), "early": dt.date(2026, 1, 2)},
    )
    catalogue = catalogue_of(late, early, years={"first": 2024}, arrivals=arrivals)
    found = atom(catalogue)
    assert [(entry.published[:10], entry.updated[:10]) for entry in found.entries] == [
        ("2024-03-18", "2026-02-03"),
        ("2026-01-02", "2026-01-02"),
    ]
    assert found.feed.updated[:10] == "2026-02-03"
    first, second = json_feed(catalogue)["items"]
    assert first["date_published"][:10] == "2024-03-18"
    assert first["date_modified"][:10] == "2026-02-03"
    assert "date_modified" not in second


def test_a_known_paper_comes_into_a_listing_with_the_listing() -> None:
    one = paper("a", sightings=(sighting("first", 1), sighting("second", 1)))
    arrivals = Arrivals(
        listings={"first.txt": dt.date(2026, 1, 2), "second.txt": dt.date(2026, 2, 3)},
        papers={"a": dt.date(2026, 1, 2)},
    )
    catalogue = catalogue_of(one, arrivals=arrivals)
    days = [atom(catalogue, name).entries[0].updated[:10] for name in ("papers", "sources/second")]
    assert days == ["2026-01-02", "2026-02-03"]


def test_the_newest_come_first_then_undated_ones_of_the_last_listing() -> None:
    catalogue = catalogue_of(
        paper("old", sightings=(sighting("first", 1, "Jan 2"),)),
        paper("new", sightings=(sighting("first", 2, "Jan 3"), sighting("second", 1, "Jan 1"))),
        paper("seen-again", sightings=(sighting("first", 5), sighting("second", 9))),
        paper("seen-first", sightings=(sighting("first", 4),)),
        paper("added", sightings=(sighting("second", 2),)),
        years={"first": 2024, "second": 2025},
    )
    ids = [item["id"].split("/")[-2] for item in json_feed(catalogue)["items"]]
    assert ids == ["new", "old", "added", "seen-first", "seen-again"]


def test_a_listing_has_its_papers_in_its_own_order_each_once() -> None:
    catalogue = catalogue_of(
        paper("b", sightings=(sighting("first", 1), sighting("first", 3))),
        paper("a", sightings=(sighting("first", 2),)),
    )
    items = json_feed(catalogue, "sources/first")["items"]
    assert [item["id"].split("/")[-2] for item in items] == ["b", "a"]


def test_a_feed_is_capped() -> None:
    papers = [paper(f"p{n}", sightings=(sighting("first", n + 1),)) for n in range(MAX_ITEMS + 5)]
    assert len(atom(catalogue_of(*papers)).entries) == MAX_ITEMS


def test_ids_stay_permanent_where_the_site_has_no_address() -> None:
    catalogue = catalogue_of(paper("a"), site=replace(SITE, url=""))
    [entry] = atom(catalogue).entries
    assert entry.id.startswith("urn:uuid:")
    [item] = json_feed(catalogue)["items"]
    assert item["id"] == entry.id
    assert published(catalogue) == published(catalogue)


def _all_valid(catalogue: Catalogue) -> None:
    for path, content in published(catalogue).items():
        if path.endswith(".xml"):
            ATOM.assertValid(etree.fromstring(content))
            parsed = feedparser.parse(content)
            assert not parsed.bozo, path
            assert parsed.version == "atom10"
            ids = [entry.id for entry in parsed.entries]
            assert len(set(ids)) == len(ids)
        elif path.endswith(".json"):
            jsonschema.Draft202012Validator(
                JSON_FEED, format_checker=jsonschema.FormatChecker()
            ).validate(json.loads(content))
        else:
            assert ElementTree.fromstring(content).tag == "opml"


@pytest.mark.parametrize("url", ["https://papers.example/sub/", ""])
def test_ugly_texts_leave_every_feed_valid(url: str) -> None:
    ugly = paper(
        "a", title=UGLY, abstract=UGLY, authors=(UGLY,), sightings=(sighting("first", 1, UGLY),)
    )
    _all_valid(catalogue_of(ugly, tags={"a": ("video",)}, site=replace(SITE, url=url)))


def test_every_feed_of_a_whole_catalogue_is_valid(catalogue: Catalogue) -> None:
    _all_valid(catalogue)


def test_the_opml_names_every_feed_but_those_of_authors(catalogue: Catalogue) -> None:
    found = published(catalogue)
    outlines = ElementTree.fromstring(found["feeds/all.opml"]).iter("outline")
    addresses = {line.get("xmlUrl", "").removeprefix(catalogue.site.url) for line in outlines}
    authors = {path for path in found if path.startswith("feeds/authors/")}
    assert authors
    assert addresses == {path for path in found if path.endswith(".xml")} - authors


def test_years_and_venues_have_both_feeds_and_who_has_two_papers_has_atom() -> None:
    ada, jan = "Ada Lovelace", "Jan van der Berg"
    found = published(
        catalogue_of(
            paper("a", authors=(ada, jan), date="2019", venue="NeurIPS"), paper("b", authors=(ada,))
        )
    )
    assert {path for path in found if path.count("/") == 2 and "first" not in path} == {
        "feeds/authors/ada-lovelace.xml",
        *("feeds/tags/unused.json", "feeds/tags/unused.xml"),
        *("feeds/venues/neurips.json", "feeds/venues/neurips.xml"),
        *("feeds/years/2019.json", "feeds/years/2019.xml"),
    }


def test_an_item_links_to_its_authors_year_and_venue() -> None:
    one = paper("a", authors=("Ada <b> Lovelace",), date="2019", venue="NeurIPS")
    [item] = json_feed(catalogue_of(one))["items"]
    root = "https://papers.example/sub/"
    assert item["content_html"].startswith(
        f'<p>Ada &lt;b&gt; Lovelace · <a href="{root}years/2019/">2019</a>'
        f' · <a href="{root}venues/neurips/">NeurIPS</a></p>'
    )


def test_the_feed_of_an_author_is_short_however_many_signed() -> None:
    crowd = tuple(f"Ada {letter}{vowel}lace" for letter in "BCDFGHJKLMNP" for vowel in "aeiou")
    catalogue = catalogue_of(
        *(paper(id_, abstract="Much. " * 500, authors=crowd) for id_ in ("a", "b"))
    )
    content = published(catalogue)[f"feeds/authors/{catalogue.people.persons[0].id}.xml"]
    assert len(content) < 4000
    assert len(feedparser.parse(content).entries) == 2
