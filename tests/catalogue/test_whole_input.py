"""The five listings, read here independently of the builder, against the pages of their papers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from builder.model.project import Project
from builder.model.records import Catalogue
from builder.output.rendering import Renderer
from builder.pages import papers as paper_pages

COUNTS = {
    "000_15a37d389321c336.txt": 207,
    "001_ecbf773a87321bba.txt": 44,
    "002_d35734fd650ff9a7.txt": 248,
    "003_60ca7854f16997e2.txt": 64,
    "004_68b26189f209988e.txt": 53,
}
FRAME = re.compile(
    r"new|Subscribe|Get trending papers .*|byAK and the research community|[A-Z][a-z]{2} \d\d"
)


def read_independently(text: str) -> list[tuple[str, str]]:
    """Titles and abstracts in turn, once the frame is gone: true of these five files."""
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if line and not FRAME.fullmatch(line)]
    kept[0] = kept[0].removeprefix("Subscribe")
    assert len(kept) % 2 == 0
    return list(zip(kept[::2], kept[1::2], strict=True))


def letters(text: str) -> str:
    """Letters and digits in order, without accents; Greek and other scripts left out."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed.lower() if c.isascii() and c.isalnum())


# What the words of TeX commands are in these five files; a symbol leaves no letter behind.
ACCENT = re.compile(r"""\\["'](?:\{\\(\w)\}|(\w))""")
COMMAND = re.compile(r"\\(?:textbf|emph|em|it|mu|tau)(?![A-Za-z])")


def written(source: str) -> str:
    """What a reader should find of a listing's line."""
    plain = COMMAND.sub("", ACCENT.sub(lambda match: match[1] or match[2], source))
    return letters(plain)


class Shown(HTMLParser):
    """The text of the first `h1` and of the element with the class `abstract`."""

    VOID = frozenset("br hr img input link meta source wbr area base col embed track".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.abstract = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        self._open.append("h1" if tag == "h1" else "abstract" if "abstract" in classes else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "h1" in self._open:
            self.title += data
        elif "abstract" in self._open:
            self.abstract += data


def body(markdown: str) -> str:
    """The page below its front matter."""
    return markdown.split("\n---\n", 1)[1]


@pytest.fixture(scope="module")
def listed(project: Project) -> dict[str, list[tuple[str, str]]]:
    """Each listing's titles and abstracts as its file has them."""
    folder = project.sources / "listings"
    return {name: read_independently((folder / name).read_text("utf-8")) for name in COUNTS}


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue, project: Project) -> dict[str, str]:
    """The Markdown of each paper's page by its title, as it was written in the listing."""
    renderer = Renderer(project.templates, catalogue.site)
    rendered = {
        page.path: renderer.render(page).content.decode()
        for page in paper_pages.PAGES.lay_out(catalogue)
    }
    return {
        paper.title.source: body(rendered[f"papers/{paper.id}.md"]) for paper in catalogue.papers
    }


def test_the_five_listings_hold_616_records_of_505_papers(
    listed: dict[str, list[tuple[str, str]]],
) -> None:
    assert {name: len(records) for name, records in listed.items()} == COUNTS
    assert len({title for records in listed.values() for title, _ in records}) == 505


def test_every_paper_of_the_listings_has_a_page_and_no_other_has_one(
    listed: dict[str, list[tuple[str, str]]], pages: dict[str, str]
) -> None:
    assert {title for records in listed.values() for title, _ in records} == set(pages)


def test_every_page_shows_the_whole_title_and_abstract(
    listed: dict[str, list[tuple[str, str]]], pages: dict[str, str]
) -> None:
    wrong: list[str] = []
    for title, abstract in dict(
        record for records in listed.values() for record in records
    ).items():
        shown = Shown()
        shown.feed(pages[title])
        if letters(shown.title) != written(title) or letters(shown.abstract) != written(abstract):
            wrong.append(title)
    assert wrong == []


def test_every_sighting_is_kept_with_its_position_and_label(
    catalogue: Catalogue, listed: dict[str, list[tuple[str, str]]], project: Project
) -> None:
    expected = set()
    for name, records in listed.items():
        text = (project.sources / "listings" / name).read_text("utf-8")
        found = re.search(r"^[A-Z][a-z]{2} \d\d$", text, re.MULTILINE)
        label = found.group() if found else None
        expected |= {(name, n, label, title) for n, (title, _) in enumerate(records, 1)}
    kept = {
        (catalogue.listing[seen.listing].file, seen.position, seen.label, paper.title.source)
        for paper in catalogue.papers
        for seen in paper.sightings
    }
    assert kept == expected


def addresses(text: str) -> Iterator[str]:
    """Bare addresses; those of the five files end in no bracket of their own."""
    for found in re.findall(r"https?://[^\s,)]+", text):
        yield found.rstrip(".")


def test_every_address_in_an_abstract_is_a_link_on_its_page(
    listed: dict[str, list[tuple[str, str]]], pages: dict[str, str]
) -> None:
    found = [
        (title, url)
        for title, abstract in dict(r for records in listed.values() for r in records).items()
        for url in addresses(abstract)
    ]
    assert len(found) > 50
    assert [pair for pair in found if f'href="{pair[1]}"' not in pages[pair[0]]] == []
