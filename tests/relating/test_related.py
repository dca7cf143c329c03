from __future__ import annotations

from collections.abc import Mapping

import pytest

from builder.model.records import Assignment, Catalogue, Paper, PaperId, Related, Sighting, TagId
from builder.model.records import ListingId as Listing
from builder.relating.relate import MAX_NEIGHBOURS, relate
from builder.text import Text


def paper(id_: str, title: str, abstract: str = "", versions: tuple[str, ...] = ()) -> Paper:
    return Paper(
        id=PaperId(id_),
        title=Text(title),
        abstract=Text(abstract),
        sightings=(Sighting(listing=Listing("toy"), position=1, label=None),),
        versions=tuple(map(PaperId, versions)),
    )


def tagged(**tags: str) -> Mapping[PaperId, tuple[Assignment, ...]]:
    return {
        PaperId(id_): (Assignment(tag=TagId(tag), strength=1.0, by="hand", reason=""),)
        for id_, tag in tags.items()
    }


def by_id(found: tuple[Related, ...]) -> dict[str, Related]:
    return {related.paper: related for related in found}


TOY = (
    paper("brain", "Decoding speech from brain recordings", "EEG signals predict heard speech."),
    paper("eeg", "Speech decoding with EEG", "Brain recordings of people who listen."),
    paper("graphs", "Graph networks for molecules", "Message passing over molecule graphs."),
    paper("molecules", "Molecule graphs and message passing", "Graph networks at scale."),
)


def test_papers_that_share_words_are_near_and_say_which() -> None:
    found = by_id(relate(TOY, {})[PaperId("brain")])
    assert next(iter(found)) == "eeg"
    assert {"speech", "decoding"} & set(" ".join(found["eeg"].words).split())


def test_shared_tags_are_named() -> None:
    found = relate(TOY, tagged(brain="neuroscience", eeg="neuroscience", graphs="graphs"))
    assert by_id(found[PaperId("brain")])["eeg"].tags == (TagId("neuroscience"),)


def test_a_shared_tag_brings_papers_nearer() -> None:
    before = by_id(relate(TOY, {})[PaperId("brain")])["eeg"].score
    after = by_id(relate(TOY, tagged(brain="x", eeg="x"))[PaperId("brain")])["eeg"].score
    assert after > before


def test_versions_and_near_duplicates_are_not_recommended() -> None:
    twin = paper("twin", TOY[0].title.plain, TOY[0].abstract.plain)
    later = paper("later", "Speech decoding from EEG recordings", "Brain.", versions=("brain",))
    first = paper("brain", TOY[0].title.plain, TOY[0].abstract.plain, versions=("later",))
    found = relate((first, *TOY[1:], later, twin), {})
    assert not {"twin", "later"} & set(by_id(found[PaperId("brain")]))


@pytest.mark.parametrize("papers", [(), TOY[:1], (paper("empty", ""), *TOY)])
def test_small_and_empty_papers_are_no_mistake(papers: tuple[Paper, ...]) -> None:
    assert set(relate(papers, {})) == {paper.id for paper in papers}


def test_no_paper_of_the_catalogue_is_a_dead_end(catalogue: Catalogue) -> None:
    pointed_at = {near.paper for found in catalogue.related.values() for near in found}
    assert pointed_at == {paper.id for paper in catalogue.papers}
    assert all(5 <= len(found) <= MAX_NEIGHBOURS for found in catalogue.related.values())


def test_neighbours_stand_nearest_first_and_share_something(catalogue: Catalogue) -> None:
    for id_, found in catalogue.related.items():
        scores = [near.score for near in found]
        assert scores == sorted(scores, reverse=True)
        assert all(near.words or near.tags for near in found), id_
        assert id_ not in {near.paper for near in found}


def test_the_same_papers_give_the_same_neighbours(catalogue: Catalogue) -> None:
    assert relate(catalogue.papers, catalogue.assignments) == catalogue.related
