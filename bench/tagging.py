"""Tags on papers whose labels were kept from the tagger, against simpler ways to tag."""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from builder.model.problems import Problems
from builder.model.records import Paper, PaperId, TagId
from builder.tagging import Vocabulary, add_keyword_tags, assign_tags, read_vocabulary
from builder.tagging.assigning import resolve_hand_tags
from builder.tagging.predicting import predict_tags

from .data import ROOT
from .figure import Bench, Figure
from .papers import Vectors, read_own_papers, read_own_vectors

Tags = Mapping[PaperId, Collection[TagId]]
Tagger = Callable[["LabelledPapers", Tags], Tags]
"""Given the labels to learn from, gives the tags of every other paper."""

FOLDS = 5
ROUNDS = 3
GOAL = ">= 0.75"
_LINEAR_ENOUGH = 0.25
"""The probability that gives the linear model its best F1."""


@dataclass(frozen=True, kw_only=True)
class LabelledPapers:
    """The catalogue's papers and the labels that ship with it."""

    papers: tuple[Paper, ...]
    vocabulary: Vocabulary
    labels: Mapping[PaperId, tuple[TagId, ...]]
    vectors: Vectors
    tag_vectors: Vectors

    @property
    def held_out(self) -> frozenset[PaperId]:
        """A third, by the hash of the title: most phrases of the vocabulary are not from it."""
        return frozenset(
            paper.id
            for paper in self.papers
            if paper.id in self.labels and _digest(paper.title.plain) % 3 == 0
        )


def _digest(title: str) -> int:
    words = " ".join(re.findall(r"\w+", title.lower()))
    return int(hashlib.sha256(words.encode()).hexdigest(), 16)


def measure() -> Iterator[Figure]:
    """Yield micro-F1 on unseen papers for each way to tag, and the time of ours."""
    labelled = _read_labelled()
    for name, tagger in (
        ("names of tags in the text", tag_by_names),
        ("phrases, no labels", tag_by_rules),
        ("phrases and meaning, no labels", tag_by_rules_and_meaning),
        ("linear model on tf-idf", tag_by_linear_model),
        ("phrases and labels", tag_without_meaning),
        ("phrases, labels and meaning", tag_by_all),
    ):
        goal = GOAL if tagger is tag_by_all else ""
        folded = list(_cross_validate(labelled, tagger))
        mean = sum(compute_micro_f1(tags, labelled.labels) for tags in folded) / len(folded)
        yield Figure(name=f"{name}: cross-validation", value=mean, unit="F1", goal=goal)
        yield Figure(
            name=f"{name}: third held back",
            value=_score_held_out(labelled, tagger),
            unit="F1",
            goal=goal,
        )
    yield from _score_facets(labelled, folded)
    count = sum(map(len, folded[0].values())) / len(folded[0])
    truth = sum(map(len, labelled.labels.values())) / len(labelled.labels)
    yield Figure(name="tags a paper (by hand)", value=truth)
    yield Figure(name="tags a paper (by machine)", value=count)
    yield Figure(
        name="processor time for all papers", value=_time_tagging(labelled), unit="s", goal="<= 1"
    )


def _read_labelled() -> LabelledPapers:
    papers = read_own_papers()
    vocabulary = read_vocabulary(ROOT / "sources", Problems())
    labels = resolve_hand_tags(papers, vocabulary, Problems())
    vectors, tag_vectors = read_own_vectors(papers, vocabulary)
    return LabelledPapers(
        papers=papers,
        vocabulary=vocabulary,
        labels=labels,
        vectors=vectors,
        tag_vectors=tag_vectors,
    )


def _cross_validate(labelled: LabelledPapers, tagger: Tagger) -> Iterator[Tags]:
    """Give for each round the tags of every labelled paper, learned from the other folds."""
    learns = tagger in (tag_by_all, tag_without_meaning, tag_by_linear_model)
    rounds = ROUNDS if learns else 1
    for seed in range(rounds):
        ids = sorted(labelled.labels)
        random.Random(seed).shuffle(ids)
        tags: dict[PaperId, Collection[TagId]] = {}
        for fold in range(FOLDS):
            tested = frozenset(ids[fold::FOLDS])
            assigned = tagger(labelled, _exclude(labelled.labels, tested))
            tags.update((id_, assigned[id_]) for id_ in tested)
        yield tags


def _score_held_out(labelled: LabelledPapers, tagger: Tagger) -> float:
    tested = labelled.held_out
    assigned = tagger(labelled, _exclude(labelled.labels, tested))
    return compute_micro_f1({id_: assigned[id_] for id_ in tested}, labelled.labels)


def _exclude(labels: Tags, left_out: Collection[PaperId]) -> Tags:
    return {id_: tags for id_, tags in labels.items() if id_ not in left_out}


def compute_micro_f1(assigned: Tags, wanted: Tags, among: Collection[TagId] | None = None) -> float:
    """Return F1 over all pairs of a paper and a tag, or those with the tags `among`."""
    right = found = true = 0
    for id_ in assigned:
        one, two = set(assigned[id_]), set(wanted[id_])
        if among is not None:
            one, two = one & set(among), two & set(among)
        right, found, true = right + len(one & two), found + len(one), true + len(two)
    return 2 * right / (found + true) if found + true else 1.0


def tag_by_all(labelled: LabelledPapers, labels: Tags) -> Tags:
    """The catalogue's own way."""
    by_hand = {id_: tuple(tags) for id_, tags in labels.items()}
    machine = predict_tags(
        labelled.papers, labelled.vocabulary, by_hand, labelled.vectors, labelled.tag_vectors
    )
    return {id_: [given.tag for given in tags] for id_, tags in machine.items()}


def tag_without_meaning(labelled: LabelledPapers, labels: Tags) -> Tags:
    """What it is where no vectors were learnt."""
    zeros = np.zeros_like(labelled.vectors), np.zeros_like(labelled.tag_vectors)
    return tag_by_all(replace(labelled, vectors=zeros[0], tag_vectors=zeros[1]), labels)


def tag_by_rules(labelled: LabelledPapers, labels: Tags) -> Tags:
    """The phrases of the vocabulary, with nothing to learn from."""
    return tag_without_meaning(labelled, {})


def tag_by_rules_and_meaning(labelled: LabelledPapers, labels: Tags) -> Tags:
    """The phrases and definitions of the vocabulary, with nothing to learn from."""
    return tag_by_all(labelled, {})


def tag_by_names(labelled: LabelledPapers, labels: Tags) -> Tags:
    """Every tag whose name, or a part of it between “and” and commas, is in the text."""
    parts = {
        tag.id: [
            part.strip()
            for part in tag.name.lower().replace(" and ", ",").split(",")
            if part.strip()
        ]
        for tag in labelled.vocabulary.tags
    }
    return {
        paper.id: [tag for tag in parts if any(part in _text(paper) for part in parts[tag])]
        for paper in labelled.papers
    }


def tag_by_linear_model(labelled: LabelledPapers, labels: Tags) -> Tags:
    """A logistic regression for each tag on tf-idf of words, those of the title three times."""
    words = TfidfVectorizer(sublinear_tf=True, min_df=2, stop_words="english")
    matrix = words.fit_transform(
        [f"{paper.title.plain} {paper.title.plain} {_text(paper)}" for paper in labelled.papers]
    )
    rows = [row for row, paper in enumerate(labelled.papers) if paper.id in labels]
    names = MultiLabelBinarizer().fit([list(tags) for tags in labels.values()])
    wanted = names.transform([list(labels[labelled.papers[row].id]) for row in rows])
    model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=500))
    probabilities = model.fit(matrix[rows], wanted).predict_proba(matrix)
    return {
        paper.id: [
            names.classes_[at]
            for at in range(len(names.classes_))
            if probability[at] >= min(_LINEAR_ENOUGH, max(probability))
        ]
        for paper, probability in zip(labelled.papers, probabilities.tolist(), strict=True)
    }


def _text(paper: Paper) -> str:
    return f"{paper.title.plain}. {paper.abstract.plain}".lower()


def _score_facets(labelled: LabelledPapers, folded: Sequence[Tags]) -> Iterator[Figure]:
    for facet in labelled.vocabulary.facets:
        tags = {tag.id for tag in labelled.vocabulary.tags if tag.facet == facet.id}
        mean = sum(compute_micro_f1(assigned, labelled.labels, tags) for assigned in folded) / len(
            folded
        )
        yield Figure(name=f"ours: facet {facet.name}", value=mean, unit="F1")


def _time_tagging(labelled: LabelledPapers) -> float:
    start = time.process_time()
    assign_tags(
        labelled.papers,
        add_keyword_tags(labelled.vocabulary, labelled.papers),
        Problems(),
        labelled.vectors,
        labelled.tag_vectors,
    )
    return time.process_time() - start


BENCH = Bench(name="tagging", title="Tags on papers not seen before", measure=measure)
