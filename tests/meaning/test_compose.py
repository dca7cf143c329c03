from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from builder.meaning import Learnt, MeaningStage, compose_meaning
from builder.meaning.compose import TITLE_WEIGHT, add_words, project, scale_rows
from builder.meaning.learnt import make_key, text_of_paper, text_of_tag
from builder.model.catalogue import Catalogue
from builder.model.records import Tag, TagId
from tests.library.meaning import UNKNOWN, make_up_meaning
from tests.papers import paper


@pytest.fixture(scope="module")
def learnt(catalogue: Catalogue) -> Learnt:
    return make_up_meaning(catalogue.papers, catalogue.tags)


@pytest.fixture(scope="module")
def stage(learnt: Learnt, catalogue: Catalogue) -> MeaningStage:
    return compose_meaning(learnt, catalogue.papers, catalogue.tags)


def test_a_paper_that_was_read_has_the_vector_of_the_model(
    learnt: Learnt, stage: MeaningStage, catalogue: Catalogue
) -> None:
    known = [make_key(text_of_paper(paper)) in learnt.row for paper in catalogue.papers]
    assert 0 < sum(known) < len(known)
    for number, paper_ in enumerate(catalogue.papers):
        if known[number]:
            own = learnt.vectors[learnt.row[make_key(text_of_paper(paper_))]].astype(float)
            assert stage.papers[number] == pytest.approx(own / np.linalg.norm(own), abs=1e-6)
            assert (stage.meaning.papers[number] == project(own[None], learnt.projection)).all()
        else:
            assert not stage.papers[number].any()
    assert stage.meaning.unlearnt == known.count(False)


def test_a_paper_that_was_not_read_has_a_vector_of_its_words(
    learnt: Learnt,
) -> None:
    found = compose_meaning(learnt, [paper("x", "Lantern fog", "harbour tide")], [])
    words = ["lantern", "fog"] * TITLE_WEIGHT + ["harbour"]
    assert (found.meaning.papers[0] == add_words(learnt.encoder, words)).all()
    assert found.meaning.papers.any()
    assert not found.papers.any()


def test_words_without_a_row_count_nothing_and_alone_give_nothing(learnt: Learnt) -> None:
    encoder = learnt.encoder
    assert (add_words(encoder, ["Fog", *UNKNOWN]) == add_words(encoder, ["fog"])).all()
    found = compose_meaning(learnt, [paper("x", "Zyxt", " ".join(UNKNOWN))], [])
    assert not found.meaning.papers.any()
    assert not found.papers.any()
    assert found.meaning.unlearnt == 1


def test_the_vector_of_a_read_paper_and_of_its_words_are_near(
    learnt: Learnt, catalogue: Catalogue
) -> None:
    """They are in one space: in the toy library a paper means about what its words say."""
    placed = compose_meaning(learnt, catalogue.papers, []).meaning.papers.astype(float)
    nothing = replace(learnt, keys=(), vectors=learnt.vectors[:0])
    stood_in = compose_meaning(nothing, catalogue.papers, [])
    assert stood_in.meaning.unlearnt == len(catalogue.papers)
    words = stood_in.meaning.papers.astype(float)
    cosines = (placed * words).sum(axis=1) / np.sqrt((placed**2).sum(1) * (words**2).sum(1))
    assert cosines.min() > 0.7


def test_tags_have_vectors_as_papers_do(learnt: Learnt, catalogue: Catalogue) -> None:
    known = next(tag for tag in catalogue.tags if make_key(text_of_tag(tag)) in learnt.row)
    new = Tag(id=TagId("new"), name="Lantern", facet="matter", definition="About fog.")
    found = compose_meaning(learnt, [], [known, new])
    assert found.tags[0].any()
    assert not found.tags[1].any()
    expected = add_words(learnt.encoder, ["lantern", "about", "fog"])
    assert (found.meaning.tags[1] == expected).all()
    assert found.papers.shape == (0, learnt.vectors.shape[1])


def test_the_order_of_papers_changes_no_number(
    learnt: Learnt, stage: MeaningStage, catalogue: Catalogue
) -> None:
    order = list(range(len(catalogue.papers)))
    random.Random(1).shuffle(order)
    shuffled = compose_meaning(learnt, [catalogue.papers[n] for n in order], catalogue.tags)
    assert (shuffled.meaning.papers == stage.meaning.papers[order]).all()
    assert (shuffled.papers == stage.papers[order]).all()
    assert (shuffled.meaning.tags == stage.meaning.tags).all()


def test_rows_are_scaled_to_whole_numbers_up_to_127() -> None:
    rows = np.array([[1, -2, 0.5], [0, 0, 0], [1e9, 0, -1e9]])
    with np.errstate(all="raise"):
        assert scale_rows(rows).tolist() == [[64, -127, 32], [0, 0, 0], [127, 0, -127]]
    assert scale_rows(np.zeros((0, 3))).shape == (0, 3)
