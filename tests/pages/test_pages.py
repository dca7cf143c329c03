"""Pages as they will be published: through the templates and through Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import markdown
import pytest

from builder.model.catalogue import Catalogue
from builder.model.export import ExportFile
from builder.model.records import PaperId, TagId
from builder.output.rendering import Renderer
from builder.pages.all_papers import PAGE_KIND as ALL_PAPERS
from builder.pages.home import PAGE_KIND as HOME
from builder.pages.home import count_overlap, make_column_name
from builder.pages.listings import PAGE_KIND as LISTINGS
from builder.pages.papers import PAGE_KIND as PAPERS
from builder.pages.papers import find_external_links
from builder.pages.tags import PAGE_KIND as TAGS
from builder.pages.tags import find_companions
from builder.pipeline import EXPORTS
from builder.pipeline import PAGE_KINDS as KINDS
from tests import ROOT
from tests.papers import catalogue_of, paper, sighting

EXTENSIONS = ["toc", "tables", "fenced_code", "admonition", "attr_list"]
"""What MkDocs and our `mkdocs.yml` switch on."""

HOSTILE = [
    "<script>alert(1)</script>",
    "</h1></div><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }} {% raw %}",
    "[a](javascript:alert(1)) ![b](c)",
    "*not* _markup_ `code` # heading",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "first line\n\n# second\n\n```\ncode\n```\n~~~\nmore",
    "---\ntitle: other\n---",
    "<!-- open <![CDATA[ ]]> &lt;b&gt; &amp;amp; &#60;",
    "[TOC] !!! note {: .class }",
    "</textarea></title><style>*{}",
]


@dataclass
class Seen(HTMLParser):
    """The parts of a page that the tests ask for."""

    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    """Text with the class or the name of the nearest named element around it."""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.handlers += [name for name in found if name.startswith("on") or name == "style"]
        if found.get("href") is not None:
            self.links.append(found["href"] or "")
        if found.get("src") is not None:
            self.resources.append(found["src"] or "")
        if found.get("id"):
            self.ids.append(found["id"] or "")
        if tag not in ("input", "img", "br", "link", "meta"):
            self._open.append(found.get("class") or tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.words.append((self._open[-1], data))

    def text(self, name: str | None = None) -> str:
        """All text, or the text directly in elements of class or name `name`."""
        parts = (words for where, words in self.words if name in (None, where))
        return " ".join("".join(parts).split())


def published(file: ExportFile) -> Seen:
    """Return the page of a Markdown file as MkDocs would show it."""
    body = re.sub(r"\A---\n.*?\n---\n", "", file.content.decode(), count=1, flags=re.S)
    seen_ = Seen()
    seen_.feed(markdown.markdown(body, extensions=EXTENSIONS))
    seen_.close()
    return seen_


def address(path: str) -> str:
    """Return where MkDocs publishes a file."""
    return re.sub(r"(^|/)index\.md$", r"\1", path) if path.endswith("index.md") else path[:-3] + "/"


def render(catalogue: Catalogue, kinds: Iterable[object] = KINDS) -> Iterator[ExportFile]:
    renderer = Renderer(ROOT / "templates", catalogue.site)
    for kind in kinds:
        for page in kind.lay_out(catalogue):  # type: ignore[attr-defined]
            yield renderer.render(page)


def pages_of(catalogue: Catalogue, *kinds: object) -> dict[str, Seen]:
    """Return the pages of some kinds by address."""
    return {address(file.path): published(file) for file in render(catalogue, kinds)}


@pytest.fixture(scope="module")
def toys() -> Catalogue:
    """Two listings that share a paper, two tags, related papers, one version of another."""
    papers = [
        paper(
            "apple",
            "Apples",
            "Red.",
            sightings=(sighting("first", 1), sighting("second", 3, "Mar 18")),
        ),
        paper(
            "berry", "Äberry", "", sightings=(sighting("first", 2),), versions=(PaperId("apple"),)
        ),
        paper("7-up", "7 up", "See https://a.example/x.", sightings=(sighting("second", 1),)),
    ]
    tags = {"apple": ("fruit", "red"), "berry": ("fruit", "red"), "7-up": ("red",)}
    return catalogue_of(*papers, tags=tags, related={"apple": ("berry",), "berry": ("apple",)})


@pytest.mark.parametrize("text", HOSTILE)
def test_a_strangers_text_is_shown_as_written_and_never_acts(text: str) -> None:
    both = (sighting("first", 1), sighting("second", 2, text))
    hostile = paper(
        "p", text, text, sightings=both, authors=(text,), venue=text, url=text, links=(text,)
    )
    other = paper("q", "Other", text, sightings=(sighting("first", 2),))
    catalogue = catalogue_of(hostile, other, tags={"p": ("t",)}, related={"q": ("p",)})
    catalogue = replace(
        catalogue, listings=tuple(replace(one, title=text) for one in catalogue.listings)
    )
    kinds = (HOME, PAPERS, LISTINGS, TAGS, ALL_PAPERS)
    for where, page in pages_of(catalogue, *kinds).items():
        assert not {"script", "style", "img", "pre", "em", "strong"} & set(page.tags), where
        assert page.handlers == [], where
        assert not [url for url in page.links if re.match(r"(?i)\s*javascript:", url)], where
    shown = published(next(iter(render(catalogue, [PAPERS]))))
    wanted = " ".join(hostile.title.plain.split())
    assert wanted in shown.text("h1")
    assert wanted in shown.text("abstract")


def test_the_page_of_each_paper_shows_its_whole_title_and_abstract(catalogue: Catalogue) -> None:
    renderer = Renderer(ROOT / "templates", catalogue.site)
    for page in PAPERS.lay_out(catalogue):
        one = page.make().context["paper"]
        shown = renderer.render(page).content.decode()
        assert f"<h1>{one.title.html}</h1>" in shown
        assert one.abstract.html in shown


def test_every_link_of_every_page_leads_to_something_that_is_there(toys: Catalogue) -> None:
    files = list(render(toys))
    pages = {address(file.path): published(file) for file in files}
    exports = {file.path for export in EXPORTS for file in export.lay_out(toys)}
    written = {path.stem + "/" for path in (ROOT / "docs").glob("*.md") if path.stem != "index"}
    dead = []
    for place, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin("http://here/" + place, link))
            if target.netloc != "here":
                continue
            path = target.path.removeprefix("/")
            there = path in pages or path in exports or path in written
            there = there or (path.startswith("assets/") and (ROOT / "docs" / path).is_file())
            anchor = target.fragment
            if not there or (anchor and path in pages and anchor not in pages[path].ids):
                dead.append((place, link))
    assert dead == []


def test_no_page_loads_anything_from_elsewhere_and_ids_are_unique(toys: Catalogue) -> None:
    for place, page in ((address(file.path), published(file)) for file in render(toys)):
        assert not [url for url in page.resources if "//" in url], place
        assert len(page.ids) == len(set(page.ids)), place


def test_every_page_has_one_main_heading_and_skips_no_level(toys: Catalogue) -> None:
    for place, page in pages_of(toys, HOME, PAPERS, LISTINGS, TAGS, ALL_PAPERS).items():
        levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1, place
        assert levels[0] == 1, place
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_paper_says_where_it_was_seen_and_leads_to_the_place(toys: Catalogue) -> None:
    page = pages_of(toys, PAPERS)["papers/apple/"]
    assert "../../sources/second/#p3" in page.links
    assert "position 3, Mar 18" in page.text("soft")
    assert "../../papers/berry/" in page.links


def test_a_sighting_late_in_a_long_listing_leads_to_the_right_page() -> None:
    papers = [
        paper(f"p{n:03}", f"Paper {n}", sightings=(sighting("first", n),)) for n in range(1, 402)
    ]
    pages = pages_of(catalogue_of(*papers), PAPERS, LISTINGS)
    for number, place in ((1, ""), (200, ""), (201, "page/2/"), (401, "page/3/")):
        link = f"../../sources/first/{place}#p{number}"
        assert link in pages[f"papers/p{number:03}/"].links
        assert f"p{number}" in pages[f"sources/first/{place}"].ids


def test_a_listing_keeps_its_own_order_and_says_what_it_shares(toys: Catalogue) -> None:
    page = pages_of(toys, LISTINGS)["sources/second/"]
    assert [id_ for id_ in page.ids if re.fullmatch(r"p\d+", id_)] == ["p1", "p3"]
    assert "1 paper, 50%" in page.text("shares__figure")


def test_a_paper_of_many_is_searched_for_in_fewer_places(
    toys: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def searched() -> list[str]:
        links = pages_of(toys, PAPERS)["papers/apple/"].links
        return [link.split("/")[2] for link in links if "Apple" in link and "?" in link]

    few = searched()
    monkeypatch.setattr("builder.pages.papers.MANY_PAPERS", 0)
    assert searched() == few[-2:] != few


def test_a_listing_of_many_papers_shows_no_tags(
    toys: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def links() -> str:
        return " ".join(pages_of(toys, LISTINGS)["sources/first/"].links)

    assert "../../tags/" in links()
    monkeypatch.setattr("builder.pages.listings.MANY_PAPERS", 0)
    assert "../../tags/" not in links()


def test_all_papers_are_sorted_by_title_and_found_by_letter(toys: Catalogue) -> None:
    page = pages_of(toys, ALL_PAPERS)["papers/"]
    assert re.findall(r"\.\./papers/([^/]+)/", " ".join(page.links)) == ["berry", "apple", "7-up"]
    assert {"#letter-a", "#letter-other"} <= set(page.links)


def test_the_index_of_all_papers_stays_small_and_complete() -> None:
    papers = [paper(f"p{n}", f"{chr(97 + n % 26)} {n}") for n in range(1001)]
    pages = pages_of(catalogue_of(*papers), ALL_PAPERS)
    assert len(pages) == 11
    linked = [url for page in pages.values() for url in page.links if "papers/p" in url]
    listed = {m.group(1) for url in linked if (m := re.search(r"papers/(p\d+)/$", url))}
    assert len(listed) == 1001
    assert max(len(page.links) for page in pages.values()) < 350


def test_tags_that_go_together_are_those_beyond_chance() -> None:
    both = [paper(f"b{n}") for n in range(4)]
    rest = [paper(f"r{n}") for n in range(16)]
    tags: dict[str, tuple[str, ...]] = {p.id: ("near", "close", "common") for p in both}
    tags |= {p.id: ("common",) for p in rest}
    found = find_companions(catalogue_of(*both, *rest, tags=tags))
    assert [(c.tag.id, c.papers, c.lift) for c in found[TagId("near")]] == [("close", 4, 5.0)]
    assert found[TagId("common")] == ()


def test_the_overlap_counts_every_paper_once(catalogue: Catalogue) -> None:
    overlap = count_overlap(catalogue)
    shown = sum(one.papers for one in overlap.combinations)
    assert shown + overlap.others == len(catalogue.papers)
    assert sum(row.papers for row in overlap.rows) == sum(
        len(one.listings) for one in catalogue.papers
    )


def test_listings_are_lettered_like_the_columns_of_a_sheet() -> None:
    assert [make_column_name(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"links": ("https://github.com/a/b",)}, [("Code", "https://github.com/a/b")]),
        ({"links": ("javascript:alert(1)", "data:text/html,x")}, []),
        (
            {"code_url": "https://a.example/", "links": ("https://a.example",)},
            [("Code", "https://a.example/")],
        ),
        ({"links": ("http://[broken",)}, []),
        ({"doi": "10.1/a<b"}, [("DOI", "https://doi.org/10.1/a%3Cb")]),
        ({"arxiv_id": "cs/0112017"}, [("arXiv", "https://arxiv.org/abs/cs/0112017")]),
    ],
)
def test_a_paper_links_to_its_own_addresses(
    fields: dict[str, object], wanted: list[tuple[str, str]]
) -> None:
    assert [(link.name, link.url) for link in find_external_links(paper("p", **fields))] == wanted


def test_titles_are_searched_elsewhere_only_by_a_click(toys: Catalogue) -> None:
    page = pages_of(toys, PAPERS)["papers/7-up/"]
    hosts = {urlsplit(url).netloc for url in page.links if url.startswith("https:")}
    assert {"huggingface.co", "arxiv.org", "scholar.google.com"} <= hosts
    assert page.resources == []
