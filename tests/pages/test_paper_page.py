"""What a paper's own page says of it, and what it leaves out."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

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
    assert "tides <span" in line and "(Tide)</span>, &lt;b&gt;ice</p>" in line
    assert "<b>ice" in html.unescape(line)


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
