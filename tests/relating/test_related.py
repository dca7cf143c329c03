from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from builder.model.catalogue import Catalogue
from builder.model.records import Assignment, Paper, PaperId, Related, Sighting, TagId
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


def test_the_reason_leaves_out_words_that_no_paper_is_about() -> None:
    said = "We employ a faster way."
    papers = (
        paper("a", "Lanterns of ice", said),
        paper("b", "Ice lanterns in winter", said),
        paper("c", "Bread of rye", said),
        paper("d", "Rye and its bread", said),
        paper("e", "Knots"),
    )
    found = by_id(relate(papers, {})[PaperId("a")])
    assert set(found["b"].words) == {"ice", "lanterns"}
    assert "employ" in " ".join(found["c"].words)


def test_shared_tags_are_named() -> None:
    found = relate(TOY, tagged(brain="neuroscience", eeg="neuroscience", graphs="graphs"))
    assert by_id(found[PaperId("brain")])["eeg"].tags == (TagId("neuroscience"),)


def test_a_shared_tag_brings_papers_nearer() -> None:
    before = by_id(relate(TOY, {})[PaperId("brain")])["eeg"].score
    after = by_id(relate(TOY, tagged(brain="x", eeg="x"))[PaperId("brain")])["eeg"].score
    assert after > before


def point(*axes: int) -> NDArray[np.float32]:
    """A row for each axis: a direction of its own, or none for -1."""
    rows = np.zeros((len(axes), 8), np.float32)
    for row, axis in enumerate(axes):
        rows[row, axis] = axis >= 0
    return rows


def test_a_paper_that_means_the_same_in_other_words_is_near() -> None:
    apart = (*TOY, paper("zebra", "Unlike anything", "Else altogether."))
    assert "zebra" not in by_id(relate(apart, {})[PaperId("brain")])
    found = by_id(relate(apart, {}, point(1, 2, 3, 4, 1))[PaperId("brain")])
    assert found["zebra"].words == ()
    assert found["zebra"].score > 0


def test_meaning_decides_between_papers_with_the_same_words() -> None:
    twins = (
        paper("one", "Graph networks for speech", "Message passing."),
        paper("two", "Speech for graph networks", "Passing a message."),
        *(paper(f"x{n}", f"Cooking{n}", f"Soup{n}.") for n in range(8)),
        paper("z", "Graph networks hear speech", "A message."),
    )
    others = range(8)
    first = relate(twins, {}, point(1, 2, *[3] * len(others), 1))[PaperId("z")]
    second = relate(twins, {}, point(2, 1, *[3] * len(others), 1))[PaperId("z")]
    assert (first[0].paper, second[0].paper) == ("one", "two")


def test_papers_without_vectors_are_related_by_words_and_topics_as_before() -> None:
    assert relate(TOY, {}, point(-1, -1, -1, -1)) == relate(TOY, {})


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
