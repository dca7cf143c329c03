from __future__ import annotations

from builder.layout.bylines import Byline, Link, make_byline
from builder.model.catalogue import Catalogue
from builder.model.records import PaperId
from tests.papers import catalogue_of, paper

FOUR = ("Ada Lovelace", "Jan van der Berg", "Wei Lin", "Ines Calder")


def byline(catalogue: Catalogue, id_: str, *, own_page: bool = False) -> Byline:
    return make_byline(catalogue, catalogue.paper[PaperId(id_)], own_page=own_page)


def test_names_lead_to_people_and_that_of_somebody_with_this_paper_alone_nowhere() -> None:
    catalogue = catalogue_of(
        paper("a", authors=("Ada Lovelace", "Jan van der Berg"), date="2019-03", venue="NeurIPS"),
        paper("b", authors=("Ada Lovelace",)),
    )
    assert byline(catalogue, "a") == Byline(
        authors=(
            Link(name="Ada Lovelace", address="authors/ada-lovelace/"),
            Link(name="Jan van der Berg", address=""),
        ),
        year=Link(name="2019", address="years/2019/"),
        venue=Link(name="NeurIPS", address="venues/neurips/"),
    )


def test_on_its_own_page_a_paper_names_everybody_and_no_name_leads_back_to_it() -> None:
    catalogue = catalogue_of(paper("a", authors=FOUR), paper("b", authors=FOUR[:1]))
    assert byline(catalogue, "a").more
    assert [link.name for link in byline(catalogue, "a").authors] == list(FOUR[:3])
    whole = byline(catalogue, "a", own_page=True)
    assert not whole.more
    assert [link.address for link in whole.authors] == [
        "authors/ada-lovelace/",
        "explore/?author=jan-van-der-berg",
        "explore/?author=wei-lin",
        "explore/?author=ines-calder",
    ]


def test_a_paper_of_which_nothing_is_known_has_no_byline() -> None:
    assert not byline(catalogue_of(paper("a")), "a")


def test_among_the_papers_of_somebody_that_person_is_named() -> None:
    names = ("Ada First", "Ben Second", "Cy Third", "Di Fourth", "Ed Fifth")
    found = catalogue_of(paper("a", authors=names), paper("b", authors=("Ed Fifth",)))
    ed = next(one for one in found.people.persons if one.name == "Ed Fifth")
    byline = make_byline(found, found.paper[PaperId("a")], of=ed)
    assert [link.name for link in byline.authors] == ["Ada First", "Ben Second", "Ed Fifth"]
    assert byline.more
    first = next(one for one in found.people.persons if one.name == "Ada First")
    byline = make_byline(found, found.paper[PaperId("a")], of=first)
    assert [link.name for link in byline.authors] == ["Ada First", "Ben Second", "Cy Third"]
