"""Tags proposed from the papers alone, against those that the owner wrote.

The truth is which of the five listings' papers have which of the 50 tags by hand
(`sources/tag_assignments.yml`, the labels of `tag-labels.jsonl`); the proposals see neither.
Of each tag the F1 of the best proposal over the labelled papers counts. What can be set was set
by one half of the tags, `SETTING`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer

from builder.model.problems import Problems
from builder.model.records import Paper, PaperId, TagId
from builder.proposing import propose_vocabulary
from builder.runtime.progress import Progress
from builder.tagging import read_vocabulary
from builder.tagging.assigning import resolve_hand_tags

from .data import ROOT
from .figure import Bench, Figure
from .papers import Vectors, make_synthetic_papers, read_own_papers, read_own_vectors

MOST = 80
GOAL = ">= 0.45"
MANY = 5000
_FOUND = 0.3
"""F1 from which a tag is called found."""

Groups = Sequence[Collection[PaperId]]


def measure() -> Iterator[Figure]:
    """Yield the mean F1 of the best proposals, of simpler ways, and the time."""
    papers = read_own_papers()
    vocabulary = read_vocabulary(ROOT / "sources", Problems())
    labels = resolve_hand_tags(papers, vocabulary, Problems())
    vectors, _ = read_own_vectors(papers, vocabulary)
    for most in (20, 40, MOST):
        proposed = propose(papers, vectors, most)
        best = score_tags(proposed, labels)
        goal = GOAL if most == MOST else ""
        yield Figure(name=f"{most} proposals", value=mean(best.values()), unit="F1", goal=goal)
    setting = {tag for tag in best if is_for_setting(tag)}
    parts = {"that set the parameters": setting, "kept back": best.keys() - setting}
    for name, tags in parts.items():
        value = mean(best[tag] for tag in tags)
        yield Figure(name=f"{MOST} proposals: {len(tags)} tags {name}", value=value, unit="F1")
    found = sum(value >= _FOUND for value in best.values())
    yield Figure(name=f"tags found (F1 from {_FOUND}), of {len(best)}", value=found)
    tagged = len({id_ for group in proposed for id_ in group}) / len(papers)
    yield Figure(name="papers that would have a tag", value=tagged)
    bare = score_tags(propose(papers, None, MOST), labels)
    yield Figure(
        name=f"{MOST} proposals, nothing learnt", value=mean(bare.values()), unit="F1", goal=GOAL
    )
    for name, groups in (
        (f"the {MOST} commonest words and pairs", group_by_common_phrases(papers)),
        (f"k-means on tf-idf, {MOST} clusters", group_by_clusters(papers)),
    ):
        yield Figure(name=name, value=mean(score_tags(groups, labels).values()), unit="F1")
    yield from _measure_time(papers, vectors)


def is_for_setting(tag: TagId) -> bool:
    """Whether a tag is of the half by which parameters were set: by the hash of its slug."""
    return int(hashlib.sha256(tag.encode()).hexdigest(), 16) % 2 == 0


def propose(papers: Sequence[Paper], vectors: Vectors | None, most: int) -> Groups:
    """Return the papers of each proposed tag."""
    return [tag.papers for tag in propose_vocabulary(papers, vectors, most, Progress()).tags]


def score_tags(
    groups: Groups, labels: Mapping[PaperId, Collection[TagId]]
) -> Mapping[TagId, float]:
    """Return for each tag the F1 of the best group over the labelled papers."""
    wanted: dict[TagId, set[PaperId]] = {}
    for id_, tags in labels.items():
        for tag in tags:
            wanted.setdefault(tag, set()).add(id_)
    among = [labels.keys() & set(group) for group in groups]
    return {
        tag: max(2 * len(ids & group) / (len(ids) + len(group)) for group in among)
        for tag, ids in sorted(wanted.items())
    }


def mean(values: Collection[float] | Iterator[float]) -> float:
    """Return the mean of some figures."""
    return float(np.mean(list(values)))


def group_by_common_phrases(papers: Sequence[Paper]) -> Groups:
    """The papers that have each of the commonest words and pairs."""
    words = TfidfVectorizer(stop_words="english", ngram_range=(1, 2), max_features=MOST)
    matrix = words.fit_transform(map(_text, papers)).tocsc()
    return [
        [papers[row].id for row in matrix.indices[start:end]]
        for start, end in zip(matrix.indptr, matrix.indptr[1:], strict=False)
    ]


def group_by_clusters(papers: Sequence[Paper]) -> Groups:
    """Papers with similar words."""
    words = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2)
    found = KMeans(MOST, n_init=1, random_state=0).fit_predict(
        words.fit_transform(map(_text, papers))
    )
    return [
        [paper.id for paper, cluster in zip(papers, found, strict=True) if cluster == one]
        for one in range(MOST)
    ]


def _text(paper: Paper) -> str:
    return f"{paper.title.plain} {paper.title.plain} {paper.abstract.plain}"


def _measure_time(papers: Sequence[Paper], vectors: Vectors) -> Iterator[Figure]:
    many = make_synthetic_papers(MANY)
    for some, known, goal in ((papers, vectors, "<= 10"), (many, None, "<= 75")):
        before = sum(os.times()[:4])
        propose(some, known, MOST)
        seconds = sum(os.times()[:4]) - before
        name = f"processor time for {len(some):,} papers"
        yield Figure(name=name, value=seconds, unit="s", goal=goal)


BENCH = Bench(name="vocabulary", title="Tags proposed from the papers alone", measure=measure)
