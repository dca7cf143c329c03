"""Vocabularies proposed from toy papers."""

from __future__ import annotations

import pytest

from builder.model.records import Keyword, Paper
from builder.proposing import Proposal, propose_vocabulary
from builder.proposing.naming import list_spellings
from builder.proposing.propose import ProposedTag
from builder.runtime.progress import Progress
from tests.papers import paper

_BEES = (
    ("Waggle dances in the hive", "Bees perform waggle dances; the waggle dance tells of nectar."),
    ("Reading a waggle dance", "A dancing bee shows the hive where nectar is, in a waggle dance."),
    ("Nectar and its bees", "Each bee returns to the hive with nectar after a waggle dance."),
    ("How bees count flowers", "Bees in a hive count flowers with nectar; a bee counts to four."),
    ("A hive of robots", "Robot bees imitate the waggle dance so that a hive finds nectar."),
)
_BOATS = (
    ("Folding a boat", "Large paper boats (LPBs) float on a harbour; we fold LPBs in a harbour."),
    ("LPBs at sea", "A large paper boat (LPB) sails out of the harbour; LPBs do not sink."),
    ("Wet paper", "When rain meets large paper boats (LPBs), the harbour fills with wet LPBs."),
    (
        "Harbour festivals",
        "Large paper boats (LPBs) race around a harbour; the LPB with a mast wins.",
    ),
    ("Masts", "A mast of straw keeps LPBs upright in the harbour; large paper boats need masts."),
)
_BREAD = (
    (
        "Self-raising bread and sour dough",
        "Self-raising bread from an oven; self-raising flour and a crust in the oven.",
    ),
    (
        "Self-raising bread from slow ovens",
        "An oven bakes self-raising bread; its crust sings, and the oven cools.",
    ),
    ("A crust", "The crust of self-raising bread from a stone oven, and of flour and rye."),
    (
        "Rye for self-raising bread",
        "Rye flour in self-raising bread gives a dark crust; the oven stays hot.",
    ),
    ("Bakers", "A baker fires the oven at night for self-raising bread with a crust of flour."),
)


def make_papers(*groups: tuple[tuple[str, str], ...]) -> tuple[Paper, ...]:
    return tuple(
        paper(f"{number}-{at}", title, f"{abstract} The outcome shows a surprising outcome.")
        for number, group in enumerate(groups)
        for at, (title, abstract) in enumerate(group)
    )


def propose(papers: tuple[Paper, ...], most: int = 80) -> Proposal:
    return propose_vocabulary(papers, None, most, Progress())


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return propose(make_papers(_BEES, _BOATS, _BREAD))


def find(proposal: Proposal, word: str) -> ProposedTag:
    (tag,) = (tag for tag in proposal.tags if word in tag.words)
    return tag


def test_a_phrase_whose_papers_are_alike_is_proposed_with_its_papers(proposal: Proposal) -> None:
    assert set(find(proposal, "harbour").papers) <= {f"1-{at}" for at in range(5)}
    assert set(find(proposal, "oven").papers) <= {f"2-{at}" for at in range(5)}


def test_what_all_papers_say_is_not_proposed(proposal: Proposal) -> None:
    words = {word for tag in proposal.tags for word in tag.words}
    assert words.isdisjoint({"outcome", "surprising outcome", "shows"})


def test_an_abbreviation_goes_with_what_it_stands_for_and_by_its_name(proposal: Proposal) -> None:
    tag = find(proposal, "LPBs")
    assert "large paper boats" in tag.words
    assert find(proposal, "large paper boats") == tag


def test_a_compound_is_not_cut(proposal: Proposal) -> None:
    words = {word for tag in proposal.tags for word in (*tag.words, *tag.hints)}
    assert words.isdisjoint({"raising", "raising bread", "self"})
    assert any("self-raising" in word for word in words)


def test_names_are_written_like_names(proposal: Proposal) -> None:
    assert all(tag.name[0].isupper() or tag.name[0].isdigit() for tag in proposal.tags)
    assert len({tag.name for tag in proposal.tags}) == len(proposal.tags)
    assert len({tag.slug for tag in proposal.tags}) == len(proposal.tags)


@pytest.mark.parametrize("most", [1, 3, 5])
def test_there_are_no_more_than_wanted(most: int) -> None:
    assert 0 < len(propose(make_papers(_BEES, _BOATS, _BREAD), most).tags) <= most


def test_every_proposal_has_papers_and_a_stated_group(proposal: Proposal) -> None:
    assert all(len(tag.papers) >= 2 for tag in proposal.tags)
    assert {tag.facet for tag in proposal.tags} == {facet.id for facet in proposal.facets}


def test_kinds_of_work_are_proposed_where_papers_say_theirs() -> None:
    surveys = tuple(
        paper(f"s-{at}", f"A survey of {thing}", f"This survey is about {thing}.")
        for at, thing in enumerate(("knots", "tides", "lamps"))
    )
    found = propose(make_papers(_BEES, _BOATS, _BREAD) + surveys)
    (tag,) = (tag for tag in found.tags if tag.name == "Surveys and reviews")
    assert tag.facet == "kind-of-work"
    assert set(tag.papers) == {"s-0", "s-1", "s-2"}


def test_categories_of_arxiv_are_tags_by_name_in_a_group_of_their_own() -> None:
    papers = tuple(
        paper(f"c-{at}", title, abstract, keywords=(Keyword(name="cs.DL"),))
        for at, (title, abstract) in enumerate(_BEES)
    )
    (tag,) = (tag for tag in propose(papers).tags if tag.facet == "arxiv-category")
    assert tag.name == "Digital libraries (cs.DL)"
    assert tag.keywords == ("cs.DL",)
    assert len(tag.papers) == len(_BEES)


def test_a_keyword_counts_as_words_of_the_title_and_gives_the_tag() -> None:
    papers = tuple(
        paper(f"k-{at}", f"{title} once more", abstract, keywords=(Keyword(name="Apiculture"),))
        for at, (title, abstract) in enumerate(_BEES)
    )
    found = propose(papers + make_papers(_BOATS, _BREAD))
    assert find(found, "apiculture").keywords == ("Apiculture",)


@pytest.mark.parametrize("papers", [(), make_papers(_BEES[:1])])
def test_too_few_papers_give_nothing(papers: tuple[Paper, ...]) -> None:
    assert propose(papers).tags == ()


def test_all_spellings_are_written_once_as_papers_write_them() -> None:
    from builder.proposing.candidates import count_candidates

    papers = tuple(
        paper(f"p-{at}", title, abstract)
        for at, (title, abstract) in enumerate(
            [
                ("A time-series", "Time series of tides."),
                ("Time Series", "The time series of LPBs."),
            ]
        )
    )
    found = count_candidates(papers)
    at = found.keys.index(next(key for key in found.keys if key.startswith("timeser")))
    assert list_spellings(found, [at]) == ("time series",)
