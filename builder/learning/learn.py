"""What `python -m builder learn` does: read new papers, and train the query encoder at first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..meaning import Learnt, text_of_paper, text_of_tag
from ..meaning.learnt import FORMAT, make_key
from ..model.meaning import QueryEncoder
from ..model.records import Paper, Tag
from ..runtime.progress import Progress
from ..text.words import split_lower_words
from .model_files import CHECKSUMS, LICENCE, REPOSITORY, REVISION
from .quantise import quantise_encoder, quantise_projection, quantise_vectors
from .sentence_model import SentenceModel
from .training import TrainingSet, count_steps, count_words, find_projection, train
from .training_texts import collect_vocabulary, make_training_texts

DIMENSIONS = 128
"""Of the space in which queries and papers are compared."""
GROWTH = 1.5
"""How many times as many papers as it was trained on make the encoder worth training anew."""
_FREQUENT = 1e-3
"""A word as frequent as this starts with half its vector: Arora, Liang and Ma, 2017."""
_LIGHTEST = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnReport:
    """What a run did."""

    papers: int
    encoded: int
    """Papers and tags that the model read now."""
    forgotten: int
    """Texts that are gone."""
    trained: bool
    words: int
    outgrown: bool
    """Whether the catalogue has grown so much that training anew is worthwhile."""


def learn(
    papers: Sequence[Paper],
    tags: Sequence[Tag],
    open_model: Callable[[], SentenceModel],
    known: Learnt | None,
    progress: Progress,
    again: bool = False,
) -> tuple[Learnt, LearnReport]:
    """Return what is known of the papers and tags, and what was done for it.

    `known` is kept where its texts still are; with `again`, or where it is of another model,
    everything is made anew. The model is opened only where there is something to read.
    """
    kept = known if known and not again and _is_of_this_model(known) else None
    texts = sorted({*map(text_of_paper, papers), *map(text_of_tag, tags)} - {""})
    keys = {make_key(text): text for text in texts}
    lacking = [text for key, text in keys.items() if kept is None or key not in kept.row]
    model = open_model() if lacking or kept is None else None
    vectors = dict(zip(kept.keys, kept.vectors, strict=True)) if kept else {}
    if model and lacking:
        progress.stage("reading papers", len(lacking))
        made = quantise_vectors(model.encode(lacking, progress.step))
        vectors.update(zip(map(make_key, lacking), made, strict=True))
    forgotten = len(vectors.keys() - keys.keys())
    ordered = tuple(sorted(keys))
    stacked = np.stack([vectors[key] for key in ordered]) if ordered else np.zeros((0, 0), np.int8)
    if kept is not None or model is None:
        assert kept is not None
        encoder, projection, origin = kept.encoder, kept.projection, dict(kept.origin)
    else:
        pairs = [(paper.title.plain, paper.abstract.plain) for paper in papers]
        rows = [vectors[make_key(text_of_paper(paper))] for paper in papers]
        encoder, projection = train_encoder(
            model, pairs, [text_of_tag(tag) for tag in tags], np.array(rows), progress
        )
        origin = _describe_origin(len(papers))
    learnt = Learnt(
        keys=ordered, vectors=stacked, projection=projection, encoder=encoder, origin=origin
    )
    trained_on = int(origin.get("trained_on", len(papers)) or 1)
    report = LearnReport(
        papers=len(papers),
        encoded=len(lacking),
        forgotten=forgotten,
        trained=kept is None,
        words=len(encoder.words),
        outgrown=len(papers) > GROWTH * trained_on,
    )
    return learnt, report


def train_encoder(
    model: SentenceModel,
    papers: Sequence[tuple[str, str]],
    names: Sequence[str],
    vectors: NDArray[np.int8],
    progress: Progress,
) -> tuple[QueryEncoder, NDArray[np.int16]]:
    """Return an encoder that agrees with the model on texts like those of readers.

    `papers` are titles with abstracts, `vectors` the model's of them; `names` are further texts.
    """
    vocabulary = collect_vocabulary(model.words(), (f"{t} {a}" for t, a in papers))
    words = (*vocabulary.general, *vocabulary.special)
    texts = make_training_texts(papers, names, vocabulary)
    progress.stage("reading what readers might ask", len(texts))
    targets = model.encode([text.text for text in texts], progress.step)
    bags = count_words(
        [[word.lower() for word in split_lower_words(text.text)] for text in texts], words
    )
    useful = np.asarray(bags.sum(axis=1)).ravel() > 0
    unit = vectors / np.maximum(np.linalg.norm(vectors.astype("f4"), axis=1, keepdims=True), 1)
    given = TrainingSet(
        bags=bags[useful],
        targets=targets[useful],
        weights=np.array([text.weight for text in texts], np.float32)[useful],
        papers=unit.astype(np.float32),
    )
    projection = find_projection(np.concatenate([given.papers, targets[::20]]), DIMENSIONS)
    place = {text.text: number for number, text in enumerate(texts)}
    rows = targets[[place[word] for word in words]]
    # The model lists its words by frequency; Zipf's law says how frequent each is.
    ranks = np.arange(len(vocabulary.general))
    frequency = 0.1 / (ranks + 30)
    rows[: len(ranks)] *= np.maximum(_FREQUENT / (_FREQUENT + frequency), _LIGHTEST)[:, None]
    progress.stage("training", count_steps(given))
    trained, network = train(given, rows, projection, step=progress.step)
    return quantise_encoder(words, trained, network), quantise_projection(projection)


def _is_of_this_model(known: Learnt) -> bool:
    return known.origin.get("sha256") == CHECKSUMS["model.safetensors"]


def _describe_origin(papers: int) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "model": REPOSITORY,
        "revision": REVISION,
        "sha256": CHECKSUMS["model.safetensors"],
        "licence": LICENCE,
        "trained_on": papers,
    }
