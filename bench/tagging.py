"""Tags on papers whose labels were kept from the tagger, against simpler ways to tag."""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from builder.model.problems import Problems
from builder.model.records import Paper, PaperId, TagId
from builder.tagging import Vocabulary, assign_tags, read_vocabulary
from builder.tagging.assigning import tagged_by_hand, tagged_by_machine

from .data import ROOT
from .figure import Bench, Figure
from .papers import own_papers

Tags = Mapping[PaperId, Collection[TagId]]
Tagger = Callable[["Labelled", Tags], Tags]
"""Given the labels to learn from, gives the tags of every other paper."""

FOLDS = 5
ROUNDS = 3
GOAL = ">= 0.75"
_LINEAR_ENOUGH = 0.25
"""The probability that gives the linear model its best F1."""


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """The catalogue's papers and the labels that ship with it."""

    papers: tuple[Paper, ...]
    vocabulary: Vocabulary
    labels: Mapping[PaperId, tuple[TagId, ...]]

    @property
    def held_back(self) -> frozenset[PaperId]:
        """A third, by the hash of the title: no phrase of the vocabulary was written on it."""
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
    labelled = _labelled()
    for name, tagger in (
        ("names of tags in the text", by_names),
        ("phrases, no labels", by_rules),
        ("linear model on tf-idf", by_linear_model),
        ("phrases and labels", by_both),
    ):
        goal = GOAL if tagger is by_both else ""
        folded = list(_cross_validated(labelled, tagger))
        mean = sum(micro_f1(tags, labelled.labels) for tags in folded) / len(folded)
        yield Figure(name=f"{name}: cross-validation", value=mean, unit="F1", goal=goal)
        yield Figure(
            name=f"{name}: third held back",
            value=_on_held_back(labelled, tagger),
            unit="F1",
            goal=goal,
        )
    yield from _by_facet(labelled, folded)
    count = sum(map(len, folded[0].values())) / len(folded[0])
    truth = sum(map(len, labelled.labels.values())) / len(labelled.labels)
    yield Figure(name="tags a paper (by hand)", value=truth)
    yield Figure(name="tags a paper (by machine)", value=count)
    yield Figure(
        name="processor time for all papers", value=_seconds(labelled), unit="s", goal="<= 1"
    )


def _labelled() -> Labelled:
    papers = own_papers()
    vocabulary = read_vocabulary(ROOT / "sources", Problems())
    labels = tagged_by_hand(papers, vocabulary, Problems())
    return Labelled(papers=papers, vocabulary=vocabulary, labels=labels)


def _cross_validated(labelled: Labelled, tagger: Tagger) -> Iterator[Tags]:
    """Give for each round the tags of every labelled paper, learned from the other folds."""
    rounds = ROUNDS if tagger in (by_both, by_linear_model) else 1
    for seed in range(rounds):
        ids = sorted(labelled.labels)
        random.Random(seed).shuffle(ids)
        tags: dict[PaperId, Collection[TagId]] = {}
        for fold in range(FOLDS):
            tested = frozenset(ids[fold::FOLDS])
            given = tagger(labelled, _without(labelled.labels, tested))
            tags.update((id_, given[id_]) for id_ in tested)
        yield tags


def _on_held_back(labelled: Labelled, tagger: Tagger) -> float:
    tested = labelled.held_back
    given = tagger(labelled, _without(labelled.labels, tested))
    return micro_f1({id_: given[id_] for id_ in tested}, labelled.labels)


def _without(labels: Tags, left_out: Collection[PaperId]) -> Tags:
    return {id_: tags for id_, tags in labels.items() if id_ not in left_out}


def micro_f1(given: Tags, wanted: Tags, among: Collection[TagId] | None = None) -> float:
    """Return F1 over all pairs of a paper and a tag, or those with the tags `among`."""
    right = found = true = 0
    for id_ in given:
        one, two = set(given[id_]), set(wanted[id_])
        if among is not None:
            one, two = one & set(among), two & set(among)
        right, found, true = right + len(one & two), found + len(one), true + len(two)
    return 2 * right / (found + true) if found + true else 1.0


def by_both(labelled: Labelled, labels: Tags) -> Tags:
    """The catalogue's own way."""
    by_hand = {id_: tuple(tags) for id_, tags in labels.items()}
    machine = tagged_by_machine(labelled.papers, labelled.vocabulary, by_hand)
    return {id_: [given.tag for given in tags] for id_, tags in machine.items()}


def by_rules(labelled: Labelled, labels: Tags) -> Tags:
    """The phrases of the vocabulary, with nothing to learn from."""
    return by_both(labelled, {})


def by_names(labelled: Labelled, labels: Tags) -> Tags:
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


def by_linear_model(labelled: Labelled, labels: Tags) -> Tags:
    """A logistic regression for each tag on tf-idf of words, those of the title three times."""
    words = TfidfVectorizer(sublinear_tf=True, min_df=2, stop_words="english")
    matrix = words.fit_transform(
        [f"{paper.title.plain} {paper.title.plain} {_text(paper)}" for paper in labelled.papers]
    )
    rows = [row for row, paper in enumerate(labelled.papers) if paper.id in labels]
    names = MultiLabelBinarizer().fit([list(tags) for tags in labels.values()])
    wanted = names.transform([list(labels[labelled.papers[row].id]) for row in rows])
    model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=500))
    chances = model.fit(matrix[rows], wanted).predict_proba(matrix)
    return {
        paper.id: [
            names.classes_[at]
            for at in range(len(names.classes_))
            if chance[at] >= min(_LINEAR_ENOUGH, max(chance))
        ]
        for paper, chance in zip(labelled.papers, chances.tolist(), strict=True)
    }


def _text(paper: Paper) -> str:
    return f"{paper.title.plain}. {paper.abstract.plain}".lower()


def _by_facet(labelled: Labelled, folded: Sequence[Tags]) -> Iterator[Figure]:
    for facet in labelled.vocabulary.facets:
        tags = {tag.id for tag in labelled.vocabulary.tags if tag.facet == facet.id}
        mean = sum(micro_f1(given, labelled.labels, tags) for given in folded) / len(folded)
        yield Figure(name=f"phrases and labels: facet {facet.name}", value=mean, unit="F1")


def _seconds(labelled: Labelled) -> float:
    start = time.process_time()
    assign_tags(labelled.papers, labelled.vocabulary, Problems())
    return time.process_time() - start


BENCH = Bench(name="tagging", title="Tags on papers not seen before", measure=measure)
