"""What a paper's page tells search engines and reference managers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.citing.page_metadata import describe_paper
from builder.model.page import Page
from builder.model.records import Keyword
from builder.output.rendering import Renderer
from tests import ROOT
from tests.papers import SITE, catalogue_of, paper

KNOWN: dict[str, Any] = {
    "authors": ("Ada Lovelace", "Jan van der Berg"),
    "date": "2024-03-18",
    "venue": "Journal of Toys",
    "doi": "10.1/x",
}


def described(**fields: Any) -> dict[str, Any]:
    one = paper("a-title", **fields)
    return describe_paper(one, catalogue_of(one, tags={"a-title": ("video",)}))


def test_google_scholar_is_told_what_is_known() -> None:
    assert described(**KNOWN)["scholar"] == [
        ["citation_title", "A Title"],
        ["citation_author", "Lovelace, Ada"],
        ["citation_author", "van der Berg, Jan"],
        ["citation_publication_date", "2024/03/18"],
        ["citation_journal_title", "Journal of Toys"],
        ["citation_doi", "10.1/x"],
    ]


@pytest.mark.parametrize("missing", ["authors", "date"])
def test_google_scholar_is_told_nothing_where_authors_or_date_are_unknown(missing: str) -> None:
    known = {name: value for name, value in KNOWN.items() if name != missing}
    assert described(**known)["scholar"] == []


def test_search_engines_get_a_scholarly_article() -> None:
    assert described(**KNOWN)["jsonld"] == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": "https://papers.example/sub/papers/a-title/",
        "headline": "A Title",
        "author": [
            {"@type": "Person", "name": "Ada Lovelace"},
            {"@type": "Person", "name": "Jan van der Berg"},
        ],
        "datePublished": "2024-03-18",
        "isPartOf": {
            "@type": "CreativeWork",
            "name": "Journal of Toys",
            "url": "https://papers.example/sub/venues/journal-of-toys/",
        },
        "keywords": ["Video"],
        "sameAs": ["https://doi.org/10.1/x"],
    }


def test_an_author_is_told_with_page_and_orcid_where_there_are_some() -> None:
    ada, jan = "Ada Lovelace", "Jan van der Berg"
    one = paper("a", authors=(ada, jan), orcids=((jan, "0000-0002-1825-0097"),))
    catalogue = catalogue_of(one, paper("b", authors=(ada,)))
    page = "https://papers.example/sub/authors/ada-lovelace/"
    assert describe_paper(one, catalogue)["jsonld"]["author"] == [
        {"@type": "Person", "name": ada, "url": page},
        {"@type": "Person", "name": jan, "sameAs": "https://orcid.org/0000-0002-1825-0097"},
    ]
    nowhere = catalogue_of(one, paper("b", authors=(ada,)), site=replace(SITE, url=""))
    assert describe_paper(one, nowhere)["jsonld"]["author"][0] == {"@type": "Person", "name": ada}


def test_keywords_follow_the_tags_and_none_is_told_twice() -> None:
    keywords = (Keyword(name="Video"), Keyword(name="lamps"))
    assert described(keywords=keywords)["jsonld"]["keywords"] == ["Video", "lamps"]


def test_nothing_unknown_is_claimed() -> None:
    assert set(described()["jsonld"]) == {
        "@context",
        "@type",
        "@id",
        "headline",
        "keywords",
    }


def test_what_the_page_tells_search_engines_is_not_told_the_browser_again() -> None:
    assert described(**KNOWN)["citation"] == {
        "alias": "lovelace2024title",
        "kind": "article",
        "authors": [["Lovelace", "Ada"], ["van der Berg", "Jan"]],
        "doi": "10.1/x",
        "url": "https://doi.org/10.1/x",
    }
    assert "url" not in described()["citation"]


def test_a_site_without_address_claims_none() -> None:
    one = paper("a")
    data = describe_paper(one, catalogue_of(one, site=replace(SITE, url="")))
    assert "@id" not in data["jsonld"]
    assert "url" not in data["citation"]


@pytest.mark.parametrize(
    "text",
    ["😀 emoji", "\u2028 and \x85", "\ud800", "</script><script>", "a: b # c", "'\"\\", "---\n"],
)
def test_any_text_survives_the_front_matter(text: str, tmp_path: Path) -> None:
    (tmp_path / "empty.md.j2").write_text("")
    page = Page(
        path="papers/a.md",
        template="empty.md.j2",
        title=text,
        description="",
        context={},
        meta={"jsonld": {"name": text}},
    )
    rendered = Renderer(tmp_path, SITE).render(page).content.decode()
    front = rendered.removeprefix("---\n").removesuffix("---\n\n")
    meta = yaml.safe_load(front)
    assert meta["jsonld"] == {"name": text.encode("utf-8", "replace").decode()}


def test_the_theme_prints_what_the_builder_describes() -> None:
    partial = (ROOT / "templates" / "theme" / "partials" / "metadata.html").read_text()
    for name in describe_paper(paper("a"), catalogue_of(paper("a"))):
        assert f"page.meta.{name}" in partial
