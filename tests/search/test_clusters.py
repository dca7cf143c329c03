"""A large catalogue, of which a query looks at some clusters alone."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from builder.search import Index, build_index, search
from builder.search.meaning import MeaningIndex, Nearness, compute_cosines, divide, encode_query

from .toy import paper_of
from .toy_meaning import Row, encoder_of, files_of

MATTER_COUNT, PER_MATTER, SIZE = 12, 25, 16


def crowd() -> tuple[Index, Sequence[str]]:
    """Papers around some matters, in mixed order, and a word for each matter."""
    chance = np.random.default_rng(7)
    matters = chance.standard_normal((MATTER_COUNT, SIZE))
    rows = np.repeat(matters, PER_MATTER, axis=0)
    rows = chance.permutation(rows + 0.35 * chance.standard_normal(rows.shape))
    words = [f"matter{letter}" for letter in "abcdefghijkl"]
    meaning = MeaningIndex(
        encoder=encoder_of({w: whole(row) for w, row in zip(words, matters, strict=True)}),
        papers=np.array([whole(row) for row in rows]).astype(np.int8),
        others=np.zeros((0, SIZE), np.int8),
        related=np.zeros((len(rows), 0), np.int64),
    )
    return build_index([paper_of(f"Paper p{n}") for n in range(len(rows))], meaning), words


def whole(row: NDArray[np.float64]) -> Row:
    return np.rint(row / np.abs(row).max() * 127).astype(np.int64)


@pytest.fixture
def divided(monkeypatch: pytest.MonkeyPatch) -> tuple[Index, Sequence[str]]:
    monkeypatch.setattr("builder.search.meaning.WHOLE_UP_TO", 50)
    monkeypatch.setattr("builder.search.meaning.PAPERS_PER_CLUSTER", 12)
    monkeypatch.setattr("builder.search.meaning.PROBED_CLUSTERS", 6)
    return crowd()


def test_a_catalogue_in_clusters_finds_the_same_papers_first(
    divided: tuple[Index, Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    index, words = divided
    assert index.meaning
    assert index.meaning.clusters
    found = [[hit.document for hit in search(index, f"{word} ")[:10]] for word in words]
    monkeypatch.setattr("builder.search.meaning.WHOLE_UP_TO", 1000)
    undivided = replace(index, meaning=replace(index.meaning))
    assert undivided.meaning
    assert undivided.meaning.clusters is None
    for word, first in zip(words, found, strict=True):
        assert first == [hit.document for hit in search(undivided, f"{word} ")[:10]]


def test_every_paper_is_in_one_cluster_the_nearest_and_in_one_file(
    divided: tuple[Index, Sequence[str]],
) -> None:
    index, _ = divided
    meaning = index.meaning
    assert meaning
    clusters = meaning.clusters
    assert clusters
    assert len(clusters.of_paper) == len(meaning.papers) == MATTER_COUNT * PER_MATTER
    lengths = np.linalg.norm(clusters.centres.astype(float), axis=1)
    cosines = meaning.papers.astype(float) @ clusters.centres.T / lengths
    assert (clusters.of_paper == cosines.argmax(axis=1)).all()
    files = files_of(index)
    parts = [json.loads(files[f"meaning-papers-{n}.json"]) for n in range(len(clusters.centres))]
    rows = sum(len(b64decode(part["vectors"])) for part in parts)
    assert rows == meaning.papers.size
    assert [len(part["related"]) for part in parts] == np.bincount(
        clusters.of_paper, minlength=len(clusters.centres)
    ).tolist()


def test_a_paper_that_is_not_looked_at_is_as_near_as_its_cluster_is_said_to_be(
    divided: tuple[Index, Sequence[str]],
) -> None:
    index, words = divided
    meaning = index.meaning
    assert meaning
    clusters = meaning.clusters
    assert clusters
    query = encode_query(meaning.encoder, [words[0]])
    assert query is not None
    far = int(compute_cosines(query, meaning.papers).argmin())
    near = Nearness(meaning, query, np.array([], np.int64))
    assert 0 < near.seen.sum() < len(meaning.papers)
    assert not near.seen[far]
    exact = compute_cosines(query, meaning.papers)
    estimated = near.cosines(query)
    assert (estimated[near.seen] == exact[near.seen]).all()
    own = clusters.of_paper[far]
    expected = compute_cosines(query, clusters.centres)[own] * clusters.coherence[own] / 1000
    assert estimated[far] == expected
    assert np.abs(estimated - exact)[~near.seen].mean() < 0.15
    # The first papers that the words find are looked at, wherever they are.
    assert Nearness(meaning, query, np.array([far])).seen[far]


def test_the_same_papers_give_the_same_clusters(divided: tuple[Index, Sequence[str]]) -> None:
    index, _ = divided
    assert files_of(index) == files_of(crowd()[0])


def test_papers_without_a_vector_do_not_draw_the_others_into_their_cluster(
    divided: tuple[Index, Sequence[str]],
) -> None:
    index, _ = divided
    assert index.meaning
    papers = index.meaning.papers.copy()
    papers[::4] = 0
    clusters = divide(papers)
    sizes = np.bincount(clusters.of_paper[papers.any(axis=1)], minlength=len(clusters.centres))
    assert sizes.max() < 60
    assert clusters.coherence.min() >= 0
