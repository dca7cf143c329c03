"""What a paper's own page says of it, and what it leaves out."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import pytest

from builder.model.records import Assignment, Keyword, PaperId, TagId
from builder.output.rendering import Renderer
from builder.pages.papers import PAGE_KIND
from tests import ROOT
from tests.papers import catalogue_of, paper


def page_of(**fields: Any) -> str:
    """The source of the page of a paper with these fields."""
    catalogue = catalogue_of(paper("a", **fields))
    [page] = PAGE_KIND.lay_out(catalogue)
    return Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()


def test_a_paper_shows_its_keywords_and_how_else_they_are_written() -> None:
    shown = page_of(keywords=(Keyword(name="tides", spellings=("Tide",)), Keyword(name="<b>ice")))
    line = next(line for line in shown.splitlines() if "paper__keywords" in line)
    assert 'explore/?keyword=tides">tides</a> <span' in line
    assert "(Tide)</span>, <a" in line and "&lt;b&gt;ice</a></p>" in line
    assert "<b>ice" in html.unescape(line)


def test_names_year_and_venue_are_links() -> None:
    shown = page_of(authors=("Ada Lovelace",), date="2019-03-18", venue="NeurIPS 2019")
    assert '<a href="../../explore/?author=ada-lovelace">Ada Lovelace</a>' in shown
    assert '<cite><a href="../../venues/neurips/">NeurIPS 2019</a></cite>' in shown
    assert '<time datetime="2019-03-18"><a href="../../years/2019/">2019</a>-03-18</time>' in shown
    assert "not in the listing" not in shown


def test_reference_managers_get_coins_where_there_are_no_tags_for_google_scholar() -> None:
    assert "Z3988" in page_of()
    known = page_of(authors=("Ada Lovelace",), date="2019")
    assert "citation_author" in known and "Z3988" not in known


def test_of_a_crowd_of_authors_the_first_are_in_view_and_all_are_there() -> None:
    names = tuple(f"Ada {letter}{vowel}lace" for letter in "BCDFGHJKLMNP" for vowel in "aeiou")
    shown = page_of(authors=names)
    before, _, folded = shown.partition("<details")
    assert before.count("?author=") == 30 and folded.count("?author=") == 30
    assert "and 30 more authors" in folded
    assert "<details" not in page_of(authors=names[:45])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Authors and year are not in the listing."),
        ({"date": "2019"}, "The authors are not in the listing."),
        ({"authors": ("Ada Lovelace",)}, "The year is not in the listing."),
    ],
)
def test_a_paper_says_what_its_listing_does_not_name(fields: dict[str, Any], told: str) -> None:
    assert told in page_of(**fields)


def test_a_pdf_is_named_so_and_an_address_that_is_the_pdf_is_not_told_twice() -> None:
    address = "https://toys.example/x.pdf"
    shown = page_of(url=address, pdf_url=address, arxiv_id="2403.01234")
    names = re.findall(r'outside__name">([^<]+)<', shown)
    assert names == ["PDF", "arXiv"]


def test_a_tag_by_a_keyword_is_told_as_such_and_not_as_automatic() -> None:
    catalogue = catalogue_of(paper("a"), tags={"a": ("light",)})
    given = Assignment(tag=TagId("light"), strength=1.0, by="keyword", reason="“lamps”")
    [page] = PAGE_KIND.lay_out(replace(catalogue, assignments={PaperId("a"): (given,)}))
    shown = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    assert "The listing gives the keyword “lamps”." in shown
    assert "utomatically" not in shown


def test_a_paper_without_keywords_has_no_line_for_them() -> None:
    assert "Keywords" not in page_of()
