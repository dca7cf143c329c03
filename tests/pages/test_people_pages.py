"""The pages of people, years and venues, and where else the site names them."""

from __future__ import annotations

import re

import pytest

from builder.model.catalogue import Catalogue
from builder.model.records import Keyword
from builder.pages.authors import MAX_INDEXED, NAMES_PER_PAGE
from builder.pages.authors import PAGE_KIND as AUTHORS
from builder.pages.charts_page import PAGE_KIND as STATISTICS
from builder.pages.data import PAGE_KIND as DATA
from builder.pages.feeds import PAGE_KIND as FEEDS
from builder.pages.home import PAGE_KIND as HOME
from builder.pages.papers import PAGE_KIND as PAPERS
from builder.pages.venues import PAGE_KIND as VENUES
from builder.pages.years import PAGE_KIND as YEARS
from builder.pipeline import EXPORTS
from tests.papers import catalogue_of, paper, with_downloads

from .test_pages import HOSTILE, Seen, pages_of, render

ADA, JAN, WEI = "Ada Lovelace", "Jan van der Berg", "Wei Lin"
FRUIT = (Keyword(name="fruit"),)
PEOPLE_KINDS = (AUTHORS, YEARS, VENUES)


@pytest.fixture(scope="module")
def people() -> Catalogue:
    return catalogue_of(
        paper("a", "Apples", authors=(ADA, JAN), date="2019", venue="NeurIPS 2019"),
        paper("b", "Berries", authors=(JAN, ADA, WEI), date="2021-03", venue="NIPS"),
        paper("c", "Cherries", authors=(ADA,), date="2021-05-01", keywords=FRUIT),
        paper("d", "Dates", authors=(ADA,), keywords=FRUIT),
        paper("e", "Elder", authors=("A. Lovelace", JAN)),
        tags={"a": ("red",), "c": ("red", "sweet")},
    )


@pytest.fixture(scope="module")
def nameless() -> Catalogue:
    return catalogue_of(paper("a"), paper("b"))


def names(page: Seen, root: str = "../../") -> list[str]:
    """The pages that a page links to, in order."""
    wanted = tuple(root + kind for kind in ("authors/", "years/", "venues/", "papers/"))
    return [link.removeprefix(root) for link in page.links if link.startswith(wanted)]


def test_everybody_with_two_papers_has_a_page_and_who_has_one_leads_to_it() -> None:
    catalogue = catalogue_of(paper("a", authors=(ADA, WEI)), paper("b", authors=(ADA,)))
    pages = pages_of(catalogue, AUTHORS)
    assert set(pages) == {"authors/", "authors/ada-lovelace/"}
    assert names(pages["authors/"], "../") == ["papers/a/", "authors/ada-lovelace/"]


def test_the_index_sorts_by_family_name_and_has_the_letters() -> None:
    both = (JAN, ADA, "Zoë Ångström", "The Tidal Consortium", "Ken Adams")
    page = pages_of(catalogue_of(paper("a", authors=both), paper("b", authors=both)), AUTHORS)
    assert [link.split("/")[1] for link in names(page["authors/"], "../")] == [
        *("ken-adams", "zoe-angstrom", "ada-lovelace", "the-tidal-consortium", "jan-van-der-berg"),
    ]
    assert [id_ for id_ in page["authors/"].ids if id_.startswith("letter-")] == [
        *("letter-a", "letter-l", "letter-t", "letter-v"),
    ]


def test_the_index_of_very_many_names_those_with_a_page_and_says_where_the_others_are() -> None:
    given = ("Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kit")
    letters = "abcdefghijklmnopqr"
    crowd = tuple(f"{g} Fam{a}{b}x" for g in given for a in letters for b in letters)
    assert len(crowd) > MAX_INDEXED
    few = crowd[: NAMES_PER_PAGE + 1]
    pages = pages_of(catalogue_of(paper("a", authors=crowd), paper("b", authors=few)), AUTHORS)
    index = pages["authors/"]
    assert f"{len(few)} people with 2 papers or more" in index.text("page__lead")
    assert f"All {len(crowd):,}" in index.text("page__lead")
    assert "../explore/" in index.links
    assert "authors/page/2/" in pages and "authors/page/3/" not in pages


def test_a_page_names_papers_coauthors_years_and_other_spellings(people: Catalogue) -> None:
    page = pages_of(people, AUTHORS)["authors/ada-lovelace/"]
    said = page.text()
    assert "5 papers, 2019–2021" in said
    assert "Also written A. Lovelace (the names fit, Jan van der Berg wrote with both)." in said
    listed = [link for link in names(page) if link.startswith("papers/")]
    assert set(listed) == {f"papers/{id_}/" for id_ in "abcde"}
    assert "authors/jan-van-der-berg/" in names(page)
    assert "years/2021/" in names(page) and "venues/neurips/" in names(page)
    assert "../../explore/?author=ada-lovelace" in page.links
    assert "../../feeds/authors/ada-lovelace.xml" in page.links
    assert [link.split("/")[2] for link in page.links if link.startswith("https:")] == [
        *("orcid.org", "www.semanticscholar.org", "scholar.google.com", "dblp.org"),
    ]


def test_a_name_that_many_have_is_told_and_an_orcid_is_a_link() -> None:
    orcid = "0000-0002-1825-0097"
    both = [paper(id_, authors=(WEI,), orcids=((WEI, orcid),)) for id_ in ("a", "b")]
    other = paper("c", authors=(WEI,), orcids=((WEI, "0000-0001-5109-3700"),))
    pages = pages_of(catalogue_of(*both, other), AUTHORS)
    [page] = [page for place, page in pages.items() if place != "authors/"]
    assert f"https://orcid.org/{orcid}" in page.links
    assert "Other people of this name: Wei Lin (1 paper)." in page.text()
    assert "Many people have this name" in page.text("page__facts")


def test_the_page_of_somebody_with_two_papers_is_small() -> None:
    both = [
        paper(
            f"a-paper-with-a-title-as-long-as-most-{n}",
            "A Paper with a Title as Long as Most of Them Are",
            "An abstract of the usual length. " * 40,
            authors=(ADA, JAN, WEI, "Ines Calder"),
            date="2019",
            venue="NeurIPS",
        )
        for n in range(2)
    ]
    tags = {one.id: ("sweet", "red") for one in both}
    files = {file.path: file.content for file in render(catalogue_of(*both, tags=tags), [AUTHORS])}
    body = files["authors/ada-lovelace.md"].split(b"---\n", 2)[2]
    assert len(body) < 3600
    assert b"Z3988" not in body


def test_co_authors_are_named_up_to_a_limit_and_a_crowd_not_at_all() -> None:
    letters = "BCDFGHJKLMNPQRSTVWXZ"
    crowd = tuple(f"Ada {letter}{vowel}lace" for letter in letters for vowel in "aeiouy")
    assert len(crowd) == 120
    many = catalogue_of(*(paper(id_, authors=crowd[:50]) for id_ in ("a", "b")))
    page = pages_of(many, AUTHORS)["authors/ada-balace/"]
    assert "and 25 others, named with the papers." in page.text("soft")
    huge = catalogue_of(*(paper(id_, authors=crowd) for id_ in ("a", "b")))
    page = pages_of(huge, AUTHORS)["authors/ada-balace/"]
    assert "Papers by more than 100 people are not counted here." in page.text("soft")
    assert "counted" not in page.tags and len(page.links) < 40


def test_a_year_leads_to_its_neighbours_and_names_its_papers(people: Catalogue) -> None:
    pages = pages_of(people, YEARS)
    assert set(pages) == {"years/", "years/2019/", "years/2021/"}
    assert names(pages["years/"], "../") == ["years/2021/", "years/2019/"]
    assert "of 2 more the year is not known" in pages["years/"].text("page__lead")
    page = pages["years/2021/"]
    listed = [name for name in names(page) if re.fullmatch(r"papers/[bc]/", name)]
    assert list(dict.fromkeys(listed)) == ["papers/c/", "papers/b/"]
    assert "years/2019/" in names(page)
    assert "../../explore/?from=2021&to=2021" in page.links


def test_a_venue_is_one_page_for_all_its_years(people: Catalogue) -> None:
    pages = pages_of(people, VENUES)
    assert set(pages) == {"venues/", "venues/neurips/"}
    page = pages["venues/neurips/"]
    assert page.text("page__lead") == "Conference on Neural Information Processing Systems"
    assert "2 papers, 2019–2021" in page.text("page__facts")
    assert "Also written" in page.text("page__facts")
    assert {"authors/ada-lovelace/", "years/2019/"} <= set(names(page))
    assert "../../explore/?venue=neurips" in page.links


def test_a_long_list_is_cut_and_leads_to_the_explorer() -> None:
    papers = [paper(f"p{n}", date="2019", venue="NeurIPS", authors=(ADA,)) for n in range(250)]
    pages = pages_of(catalogue_of(*papers), *PEOPLE_KINDS)
    assert {place for place in pages if "/page/" in place} == {
        *("years/2019/page/2/", "venues/neurips/page/2/"),
        *("authors/ada-lovelace/page/2/", "authors/ada-lovelace/page/3/"),
    }
    assert "See all 250 in the explorer." in pages["years/2019/page/2/"].text("a")


def test_statistics_are_links(people: Catalogue) -> None:
    page = pages_of(people, STATISTICS)["statistics/"]
    assert {"years/2019/", "years/2021/", "venues/neurips/", "authors/ada-lovelace/"} <= set(
        names(page, "../")
    )
    assert "../explore/?keyword=fruit" in page.links


def test_the_home_page_counts_people_venues_and_years(people: Catalogue) -> None:
    page = pages_of(people, HOME)[""]
    assert {"./authors/", "./venues/", "./years/"} <= set(page.links)
    assert "Go by author, venue or year." in " ".join(page.text().split())


def test_a_catalogue_without_names_and_years_says_nothing_of_them(nameless: Catalogue) -> None:
    assert pages_of(nameless, *PEOPLE_KINDS) == {}
    complete = with_downloads(nameless)
    for place, page in pages_of(complete, HOME, STATISTICS, FEEDS, DATA).items():
        named = re.compile("authors/|venues/|years/|people.json")
        assert [link for link in page.links if named.search(link)] == [], place


def test_every_link_of_these_pages_leads_to_something_that_is_there(people: Catalogue) -> None:
    complete = with_downloads(people)
    pages = pages_of(complete, *PEOPLE_KINDS, PAPERS, STATISTICS, HOME, FEEDS)
    exports = {file.path for export in EXPORTS for file in export.lay_out(complete)}
    dead = []
    for place, page in pages.items():
        for link in page.links:
            target = re.sub(r"^(\.\./|\./)+", "", link)
            kind = target.split("/")[0]
            if kind in ("authors", "years", "venues") and target.split("#")[0] not in pages:
                dead.append((place, link))
            if kind == "feeds" and target.endswith((".xml", ".json")) and target not in exports:
                dead.append((place, link))
    assert dead == []
    assert all(len(page.ids) == len(set(page.ids)) for page in pages.values())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_strangers_name_is_shown_as_written_and_never_acts(text: str) -> None:
    hostile = [paper(id_, authors=(text, ADA), venue=text, date="2019") for id_ in "abcd"]
    pages = pages_of(catalogue_of(*hostile), *PEOPLE_KINDS, STATISTICS)
    for where, page in pages.items():
        assert not {"script", "style", "img", "pre", "em", "strong"} & set(page.tags), where
        assert page.handlers == [], where
