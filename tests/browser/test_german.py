"""A catalogue with a name, a colour and a language of its own: German, as a reader meets it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po
from lxml import html
from playwright.sync_api import Page, expect

from bench.sites import prepare_site, run_mkdocs, serve
from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.model.project import Project
from builder.model.wording import Wording, find_locale
from builder.pipeline import gather
from builder.search.analysis import Terms, tokenise
from builder.text.language import GERMAN
from tests import ROOT
from tests.browser.explorer import wait_until_filled, wait_until_settled
from tests.browser.searching import header_box, listed_papers, options_of
from tests.library import CONFIG, LIBRARY, SOURCES

NAME = "Bücherei der Spielereien"
COLOUR = "#7a2e5d"
WORD = re.compile(r"[^\W\d_]{2,}")
QUOTED = re.compile(r"„[^“]*“|von Hand: [^;]*")
SPOKEN = ("aria-label", "title", "placeholder", "aria-valuetext", "content")
WRITTEN_BY_OTHERS = (
    # Data: names, titles and texts, or pieces of them.
    "*[@data-paper]//p[contains(@class, 'summary')]",
    "*[contains(@class, 'abstract')]",
    "*[@class = 'related__list']//p",
    "*[contains(@class, 'merge-record')]",
    "*[contains(@class, 'alphabet')]",
    "*[contains(@class, 'names')]",
    "*[contains(@class, 'cite__text')]",
    "*[@class = 'outside__shown']",
    "*[@class = 'printed-address']",
    # Works, their holders and licences.
    "table[.//a[contains(@href, 'licences/')]]/tbody",
    "a[contains(@href, 'papers/')]",
    "h1[.//math or .//sup]",
    "meta[not(@name = 'description') or //*[@class = 'paper']]",
    "*[@class = 'Z3988']",
    # What others read, or press.
    *("script", "style", "code", "pre", "kbd", "svg"),
)
UNTRANSLATED = frozenset(
    "Zum Inhalt Navigation Semantic Scholar Google DBLP Hugging Face Papers arXiv MIT OFL MkDocs "
    "Apache LicenseRef BSD kB MB Lines Schema array string integer Ctrl".split()
)
"""What Material says in German, and names."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The toy library and three German papers, in a catalogue of its own."""
    folder = tmp_path_factory.mktemp("german")
    sources = folder / "sources"
    shutil.copytree(SOURCES, sources)
    shutil.copy(LIBRARY / "german" / "deutsch.jsonl", sources / "listings")
    config = prepare_site(folder, sources, {"colour": COLOUR}, inherit=CONFIG)
    settings = yaml.safe_load(config.read_text("utf-8"))
    settings["theme"]["language"] = "de"
    config.write_text(yaml.safe_dump({**settings, "site_name": NAME}), "utf-8")
    run_mkdocs(config)
    return Project(
        sources=sources, docs=folder / "docs", templates=ROOT / "templates", config=config
    )


@pytest.fixture(scope="module")
def site(project: Project) -> Path:
    return project.docs.with_name("site")


@pytest.fixture(scope="module")
def site_url(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture(scope="module")
def catalogue(project: Project) -> Catalogue:
    return gather(project, Problems())


@pytest.fixture(scope="module")
def words(catalogue: Catalogue) -> Wording:
    return catalogue.site.words


def list_data(catalogue: Catalogue) -> Iterator[object]:
    """Every text that the sources bring to the pages."""
    yield from (catalogue.site.name, catalogue.site.description)
    for paper in catalogue.papers:
        yield from (paper.title.plain, paper.venue, *paper.authors, *paper.links)
        yield from (sighting.label for sighting in paper.sightings)
        yield from (text for keyword in paper.keywords for text in keyword.spellings)
        yield from (keyword.name for keyword in paper.keywords)
    for tag in catalogue.tags:
        yield from (tag.name, tag.definition, tag.excludes, *tag.spellings)
    for facet in catalogue.facets:
        yield from (facet.name, facet.definition)
    for listing in catalogue.listings:
        yield from (listing.title, listing.description, listing.file)
    for venue in catalogue.venues.venues:
        yield from (venue.name, venue.full_name, *(form.text for form in venue.spellings))
    for person in catalogue.people.persons:
        yield from (person.name, *(form.text for form in person.spellings))
        yield from (form.reason for form in person.spellings)


class Reader:
    """Knows what may stand on a page of the German site."""

    def __init__(self, catalogue: Catalogue) -> None:
        data = {" ".join(str(text).split()) for text in list_data(catalogue) if text}
        longest_first = sorted(data, key=lambda text: (-len(text), text))
        self.data = re.compile("|".join(map(re.escape, longest_first)))
        months = " ".join(find_locale("de").months["format"]["wide"].values())
        with (ROOT / "templates" / "languages" / "de.po").open("rb") as file:
            said = " ".join(str(message.string) for message in read_po(file) if message.id)
        self.known = {
            *WORD.findall(re.sub(r"%\(\w+\)s", " ", said)),
            *UNTRANSLATED,
            *months.split(),
        }

    def find_foreign(self, page: str) -> list[str]:
        """Return the texts of a page with a word that no translation and no source has."""
        document = html.fromstring(page)
        links = document.xpath("//a[contains(@href, 'papers/')]")
        titles = {" ".join(link.text_content().split()) for link in links} - {""}
        for kind in WRITTEN_BY_OTHERS:
            for element in document.xpath(f"//{kind}"):
                element.drop_tree()
        texts = [*document.xpath("//text()")]
        texts += [text for name in SPOKEN for text in document.xpath(f"//@{name}")]
        return [
            text
            for text in (self._leave_out(" ".join(text.split()), titles) for text in texts)
            if any(word not in self.known for word in WORD.findall(self.data.sub(" ", text)))
        ]

    def _leave_out(self, text: str, titles: set[str]) -> str:
        for title in titles:
            text = text.replace(title, " ")
        return QUOTED.sub(" ", text)


@pytest.fixture(scope="module")
def reader(catalogue: Catalogue) -> Reader:
    return Reader(catalogue)


def test_every_page_is_in_german(site: Path, reader: Reader) -> None:
    by_hand = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    pages = [
        path
        for path in sorted(site.rglob("*.html"))
        if path.relative_to(site).parts[0] not in by_hand
    ]
    assert len(pages) > 100
    foreign = {
        path.relative_to(site).as_posix(): texts
        for path in pages
        if (texts := reader.find_foreign(path.read_text("utf-8")))
    }
    assert foreign == {}


def test_a_page_says_its_language_its_name_and_its_colour(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    assert '<html lang="de"' in home
    assert f"<title>{NAME}</title>" in home
    assert COLOUR in (site / "facets.css").read_text("utf-8")


def test_scripts_say_what_they_say_in_german(page: Page, site_url: str, reader: Reader) -> None:
    def read() -> list[str]:
        return reader.find_foreign(page.content())

    page.goto(f"{site_url}explore/")
    expect(page.locator("[data-status]")).to_have_text(re.compile("Paper"))
    page.locator("[data-value]:not([disabled])").first.click()
    expect(page.locator("[data-active]")).to_be_visible()
    wait_until_filled(page)
    assert read() == []
    page.locator("#explorer-words").fill("lantren")
    expect(page).to_have_title(re.compile("lantren"))
    wait_until_filled(page)
    assert [text for text in read() if "lantren" not in text and "lantern" not in text] == []
    page.locator("#explorer-words").fill("qqqqqq zzzzzz")
    expect(page).to_have_title(re.compile("qqqqqq"))
    expect(page.locator("[data-empty]")).to_be_visible()
    assert [text for text in read() if "qqqqqq" not in text] == []


def test_the_dialog_the_list_and_the_map_are_in_german(
    page: Page, site_url: str, reader: Reader
) -> None:
    page.goto(f"{site_url}papers/laternen-im-nebel-zahlen/")
    page.get_by_role("button", name="Merken").click()
    expect(page.get_by_role("button", name="Gemerkt")).to_be_visible()
    page.get_by_role("button", name="Zitieren").click()
    expect(page.locator(".cite__text")).not_to_have_value("")
    assert reader.find_foreign(page.content()) == []
    page.goto(f"{site_url}reading-list/")
    expect(page.locator("[data-count]")).to_have_text("1 Paper, 0 gelesen")
    page.get_by_role("button", name="Neue Liste").click()
    page.get_by_label("Name der Liste").fill("Neue Liste")
    page.get_by_role("button", name="Anlegen").click()
    expect(page.locator(".sightings")).to_be_visible()
    assert reader.find_foreign(page.content()) == []
    page.get_by_role("button", name="Alles löschen").click()
    expect(page.get_by_role("button", name="Rückgängig machen")).to_be_visible()
    assert reader.find_foreign(page.content()) == []
    page.goto(f"{site_url}map/")
    expect(page.locator("[data-status]")).to_have_text(re.compile("im Ausschnitt"))
    assert reader.find_foreign(page.content()) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("haus", "papers/hauser-aus-brot-uber-das-wohnen-in-gebackenem/"),
        ("haeusern", "papers/hauser-aus-brot-uber-das-wohnen-in-gebackenem/"),
        ("Größe", "papers/hauser-aus-brot-uber-das-wohnen-in-gebackenem/"),
        ("groesse", "papers/hauser-aus-brot-uber-das-wohnen-in-gebackenem/"),
        ("laterne zählt", "papers/laternen-im-nebel-zahlen/"),
    ],
)
def test_words_are_found_in_their_other_forms(
    query: str, found: str, page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}explore/?q={query}")
    wait_until_settled(page)
    expect(page.locator("[data-status]")).to_have_text(re.compile(" von "))
    assert found in listed_papers(page)


def test_a_search_box_suggests_in_german(page: Page, site_url: str, reader: Reader) -> None:
    page.goto(f"{site_url}papers/")
    box = header_box(page)
    box.fill("uhren")
    expect(options_of(box).last).to_have_text(re.compile("Paper"))
    assert reader.find_foreign(page.content()) == []
    box.fill("oder sondern zwischen")
    expect(page.locator(".suggestions__note")).to_have_text(re.compile("zu häufig"))


def test_the_browser_takes_the_terms_that_the_index_has(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    texts = [text for p in catalogue.papers for text in (p.title.plain, p.abstract.plain)]
    texts += ["Straße Strasse STRASSE", "neue Quellen aktuelle Poeten", "ist das es", "𝔘𝔥𝔯𝔢𝔫 äöü"]
    page.goto(f"{site_url}explore/?q=uhr")
    expect(page.locator("[data-status]")).to_have_text(re.compile(" von "))
    found = page.evaluate(
        """async (texts) => {
          const { tokensOf } = await import("/assets/javascripts/search/analysis.js");
          return texts.map((text) => tokensOf(text).map(({ term, word }) => [term, word]));
        }""",
        texts,
    )
    german = Terms((), GERMAN)
    assert found == [
        [[token.term, token.word] for token in tokenise(text, german)] for text in texts
    ]
