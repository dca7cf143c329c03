"""Links to the owner's issue forms, on the pages of papers, tags and listings."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from builder.model.catalogue import Catalogue
from builder.model.page import PageKind
from builder.model.records import KEYWORD_FACET
from builder.output.rendering import Renderer
from builder.pages.listings import PAGE_KIND as LISTINGS
from builder.pages.papers import PAGE_KIND as PAPERS
from builder.pages.tags import PAGE_KIND as TAGS
from builder.settings.site import read_site
from tests import ROOT
from tests.papers import SITE, catalogue_of, paper

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
ISSUES = "https://github.com/owner/papers/issues/new"
HOSTILE = 'A&title="><script>x</script>#\u202e & [x](javascript:y) ' + "w" * 300


def catalogue(issues_url: str = ISSUES) -> Catalogue:
    site = replace(SITE, issues_url=issues_url)
    made = catalogue_of(paper("tides", title=HOSTILE), site=site, tags={"tides": ("moon",)})
    listings = tuple(replace(listing, title=HOSTILE) for listing in made.listings)
    return replace(made, listings=listings)


def page_of(kind: PageKind, path: str, catalogue: Catalogue) -> str:
    [page] = [page for page in kind.lay_out(catalogue) if page.path == path]
    return Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()


PAGES = [
    (PAPERS, "papers/tides.md", ["wrong-field", "wrong-tag", "wrong-merge"]),
    (TAGS, "tags/moon.md", ["wrong-tag"]),
    (LISTINGS, "sources/first.md", ["missing-paper"]),
]


def forms_linked(shown: str) -> list[dict[str, str]]:
    found = re.findall(r'href="(https://github\.com/[^"]*)"', shown)
    for address in found:
        assert re.fullmatch(r"[!-~]+", address)
        assert len(address) < 600
    parsed = [urlsplit(html.unescape(address)) for address in found]
    assert all(one._replace(query="").geturl() == ISSUES for one in parsed)
    return [{name: value for name, [value] in parse_qs(one.query).items()} for one in parsed]


def ids_of(form: str) -> set[str]:
    """The fields that an address can fill in: GitHub heeds none for a dropdown."""
    data: Any = yaml.safe_load((FORMS / form).read_text("utf-8"))
    return {field["id"] for field in data["body"] if field["type"] in ("input", "textarea")}


@pytest.mark.parametrize(("kind", "path", "forms"), PAGES)
def test_a_page_links_to_forms_that_exist_with_fields_they_have(
    kind: PageKind, path: str, forms: list[str]
) -> None:
    linked = forms_linked(page_of(kind, path, catalogue()))
    assert [one.pop("template") for one in linked] == [f"{form}.yml" for form in forms]
    for form, one in zip(forms, linked, strict=True):
        assert one.pop("title").startswith(form.replace("-", " ").capitalize() + ": ")
        assert one.keys() <= ids_of(f"{form}.yml")


def test_a_form_is_told_the_paper_and_the_tag() -> None:
    linked = forms_linked(page_of(PAPERS, "papers/tides.md", catalogue()))
    assert {one["paper"] for one in linked} == {"tides"}
    [one] = forms_linked(page_of(TAGS, "tags/moon.md", catalogue()))
    assert (one["tag"], one["title"]) == ("moon", "Wrong tag: Moon")


def test_a_tag_made_of_a_keyword_is_corrected_among_the_keywords() -> None:
    made = catalogue()
    [facet] = made.facets
    made = replace(
        made,
        facets=(replace(facet, id=KEYWORD_FACET),),
        tags=tuple(replace(tag, facet=KEYWORD_FACET) for tag in made.tags),
    )
    [one] = forms_linked(page_of(TAGS, "tags/moon.md", made))
    assert one == {"template": "wrong-field.yml", "title": "Wrong field: keyword Moon"}


@pytest.mark.parametrize(("kind", "path", "forms"), PAGES)
def test_without_a_repository_a_page_is_as_it_was(
    kind: PageKind, path: str, forms: list[str]
) -> None:
    shown = page_of(kind, path, catalogue(""))
    assert "uggest a" not in shown and "github" not in shown
    with_links = page_of(kind, path, catalogue())
    section = r"<section>\n<h2>Suggest.*?</section>\n"
    link = r' <span class="page__feeds"><a href="https://github[^<]*</a></span>'
    assert re.sub(f"{section}|{link}", "", with_links, flags=re.S) == shown


@pytest.mark.parametrize(
    ("repository", "issues"),
    [
        ("https://github.com/owner/papers", ISSUES),
        ("https://github.com/owner/papers/", ISSUES),
        ("https://github.com/owner/papers.git", ISSUES),
        ("http://www.github.com/owner/papers", ISSUES),
        ("https://gitlab.com/owner/papers", ""),
        ("https://github.com.evil.example/owner/papers", ""),
        ("https://github.com/owner", ""),
        ("https://github.com/owner/papers?x=", ""),
        ("javascript:alert(1)//github.com/owner/papers", ""),
        ('https://github.com/owner/"><b>', ""),
        ("", ""),
    ],
)
def test_only_a_repository_on_github_has_the_forms(
    tmp_path: Path, repository: str, issues: str
) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(yaml.safe_dump({"site_name": "x", "repo_url": repository}))
    assert read_site(config).issues_url == issues
