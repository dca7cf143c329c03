"""Related papers: how often they share labelled tags, and how fast they are found."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import fmean

import numpy as np
from scipy import sparse

from builder.model.problems import Problems
from builder.model.records import Paper, PaperId
from builder.relating import similarity as nearness
from builder.relating.meaning import find_near_in_meaning
from builder.relating.relate import relate
from builder.relating.tfidf import build_vectors
from builder.tagging import read_vocabulary
from builder.text.vectors import centre_rows

from .data import EVALUATION, ROOT, missing
from .figure import Bench, Figure, Missing
from .memory import own_peak
from .papers import (
    Vectors,
    make_synthetic_papers,
    make_synthetic_vectors,
    read_own_papers,
    read_own_vectors,
)

Lists = dict[PaperId, list[PaperId]]


def _measure() -> Iterator[Figure | Missing]:
    if absent := missing("tag-labels.jsonl"):
        yield absent
    else:
        yield from _quality_figures()
    yield from _speed_figures()


def _quality_figures() -> Iterator[Figure | Missing]:
    papers = read_own_papers()
    labels = _read_labels(papers)
    if not labels:
        yield Missing(what="labels of papers that are in this catalogue")
        return
    ways: tuple[tuple[str, Callable[[Sequence[Paper]], Lists]], ...] = (
        ("at random", _rank_at_random),
        ("tf-idf alone", _rank_by_tf_idf),
        ("topics alone (latent semantic analysis)", _rank_by_topics),
        ("ours, without tags or vectors", _rank_by_ours),
        ("ours, without tags", _rank_by_meaning_too),
    )
    for name, way in ways:
        found = way(papers)
        tags, shared, listings = _measure_agreement(papers, found, labels)
        yield Figure(name=f"{name}: labelled tags in common", value=tags, unit="Jaccard")
        yield Figure(name=f"{name}: at least one labelled tag in common", value=shared)
        yield Figure(name=f"{name}: a listing in common", value=listings)


def _speed_figures() -> Iterator[Figure]:
    seconds = {}
    for size in (3000, 30000):
        many = make_synthetic_papers(size)
        vectors = make_synthetic_vectors(len(many))
        start = time.perf_counter()
        relate(many, {}, vectors)
        seconds[size] = time.perf_counter() - start
    yield Figure(name="30,000 papers", value=seconds[30000], unit="s", goal="<= 60")
    growth = seconds[30000] / seconds[3000] / 10
    yield Figure(name="time a paper at 30,000 over that at 3,000", value=growth)
    yield Figure(name="of the ten nearest in meaning, found among 30,000", value=_recall(vectors))
    yield Figure(name="peak memory of this process", value=own_peak() / 1e9, unit="GB", goal="<= 2")


def _recall(vectors: Vectors) -> float:
    """The share of the ten nearest that the search by clusters finds, for 500 papers."""
    rows = centre_rows(vectors).astype(np.float32)
    found = find_near_in_meaning(rows, 10)
    asked = np.arange(0, len(rows), len(rows) // 500)
    cosine = rows[asked] @ rows.T
    cosine[np.arange(len(asked)), asked] = -2
    wanted = np.argpartition(-cosine, 10, axis=1)[:, :10]
    return fmean(
        len(set(near) & set(found[at])) / 10
        for at, near in zip(asked.tolist(), wanted.tolist(), strict=True)
    )


def _read_labels(papers: Iterable[Paper]) -> dict[PaperId, frozenset[str]]:
    lines = (EVALUATION / "tag-labels.jsonl").read_text("utf-8").splitlines()
    by_title = {row["title"]: frozenset(row["tags"]) for row in map(json.loads, lines)}
    titles = ((paper.id, by_title.get(paper.title.source)) for paper in papers)
    return {id_: tags for id_, tags in titles if tags}


def _measure_agreement(
    papers: Sequence[Paper], found: Lists, labels: dict[PaperId, frozenset[str]]
) -> tuple[float, float, float]:
    listings = {paper.id: frozenset(paper.listings) for paper in papers}
    pairs = [(paper, near) for paper, nears in found.items() for near in nears]
    known = [(labels[a], labels[b]) for a, b in pairs if a in labels and b in labels]
    return (
        fmean(len(a & b) / len(a | b) for a, b in known),
        fmean(bool(a & b) for a, b in known),
        fmean(bool(listings[a] & listings[b]) for a, b in pairs),
    )


def _rank_by(papers: Sequence[Paper], scores: nearness.Floats) -> Lists:
    np.fill_diagonal(scores, -1)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :7]
    return {paper.id: [papers[n].id for n in order[row]] for row, paper in enumerate(papers)}


def _rank_at_random(papers: Sequence[Paper]) -> Lists:
    return _rank_by(papers, np.random.default_rng(0).random((len(papers), len(papers))))


def _rank_by_tf_idf(papers: Sequence[Paper]) -> Lists:
    words: sparse.csr_matrix = build_vectors(papers).matrix
    return _rank_by(papers, (words @ words.T).toarray())


def _rank_by_topics(papers: Sequence[Paper]) -> Lists:
    topics = nearness.topic_vectors(build_vectors(papers).matrix)
    return _rank_by(papers, topics @ topics.T)


def _rank_by_ours(papers: Sequence[Paper]) -> Lists:
    return {id_: [near.paper for near in nears] for id_, nears in relate(papers, {}).items()}


def _rank_by_meaning_too(papers: Sequence[Paper]) -> Lists:
    vectors, _ = read_own_vectors(papers, read_vocabulary(ROOT / "sources", Problems()))
    return {
        id_: [near.paper for near in nears] for id_, nears in relate(papers, {}, vectors).items()
    }


BENCH = Bench(name="related", title="Related papers", measure=_measure)
