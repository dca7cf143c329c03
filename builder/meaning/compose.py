"""Finds the vectors of a catalogue's papers and tags in what was learnt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..model.meaning import Bytes, Meaning, QueryEncoder
from ..model.records import Paper, Tag
from ..runtime.hashing import hash_value
from ..runtime.memory import NO_MEMORY, Memory
from ..text.term_counts import BREAK, number_words
from ..text.words import split_lower_words
from .learnt import Learnt, make_key, text_of_paper, text_of_tag

TITLE_WEIGHT = 3
"""How many times a word of the title counts where a paper's vector is made of its words."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, eq=False)
class MeaningStage:
    """What the other stages get of the meaning of papers and tags."""

    papers: Floats
    """The model's vector of each paper at length 1; nothing but zeros where it has none."""
    tags: Floats
    """The same of each tag."""
    meaning: Meaning
    """What search compares, in a space of its own, where papers new to the model have a place."""


def compose_meaning(
    learnt: Learnt, papers: Sequence[Paper], tags: Sequence[Tag], memory: Memory = NO_MEMORY
) -> MeaningStage:
    """Return the vectors of `papers` and `tags`, in their order."""
    of_papers = _find_vectors(learnt, map(text_of_paper, papers))
    of_tags = _find_vectors(learnt, map(text_of_tag, tags))
    encoder = learnt.encoder
    placed = project(of_papers, learnt.projection)
    unlearnt = np.flatnonzero(~of_papers.any(axis=1)).tolist()

    def add(new: Sequence[Paper]) -> Iterator[bytes]:
        for row in add_papers(encoder, new):
            yield row.tobytes()

    added = memory.remember_each(
        "meaning of words",
        [hash_value(encoder.words, encoder.rows.tobytes(), encoder.scales.tobytes())],
        [papers[number] for number in unlearnt],
        lambda paper: f"{paper.title.plain}\n{paper.abstract.plain}",
        add,
    )
    for number, row in zip(unlearnt, added, strict=True):
        placed[number] = np.frombuffer(row, np.int8)
    placed_tags = project(of_tags, learnt.projection)
    for number in map(int, np.flatnonzero(~of_tags.any(axis=1))):
        placed_tags[number] = add_words(encoder, split_lower_words(text_of_tag(tags[number])))
    return MeaningStage(
        papers=_normalise(of_papers),
        tags=_normalise(of_tags),
        meaning=Meaning(encoder=encoder, papers=placed, tags=placed_tags, unlearnt=len(unlearnt)),
    )


def project(vectors: Bytes, projection: NDArray[np.int16]) -> Bytes:
    """Return the vectors in the encoder's space, each scaled to a largest number of 127.

    The products are whole numbers below 2⁵³, so the result is the same on every machine.
    """
    return scale_rows(vectors.astype(np.float64) @ projection.astype(np.float64))


def add_words(encoder: QueryEncoder, words: Iterable[str]) -> Bytes:
    """Return the sum of the rows of words, scaled as `project` does; others count nothing."""
    chosen = [encoder.row[w] for w in map(str.lower, words) if w in encoder.row]
    total = (encoder.rows[chosen].astype(np.int64) * encoder.scales[chosen, None]).sum(axis=0)
    row: Bytes = scale_rows(total[None, :].astype(np.float64))[0]
    return row


def add_papers(encoder: QueryEncoder, papers: Sequence[Paper]) -> Bytes:
    """Return the same for the words of each paper."""
    texts = (text.plain for paper in papers for text in (paper.title, paper.abstract))
    numbered = number_words(map(split_lower_words, texts))
    column = numbered.replace_words(encoder.row.get(w.lower(), BREAK) for w in numbered.forms)
    known = np.flatnonzero(column != BREAK)
    column, text = column[known], numbered.texts[known]
    weights = encoder.scales[column] * np.where(text % 2, 1, TITLE_WEIGHT)
    times = sparse.csr_matrix(
        (weights.astype(np.float64), (text // 2, column)), shape=(len(papers), len(encoder.words))
    )
    return scale_rows(np.asarray(times @ encoder.rows.astype(np.float64)))


def scale_rows(rows: NDArray[np.float64]) -> Bytes:
    """Return each row scaled to a largest number of 127, in whole numbers."""
    largest = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    scaled = np.floor(rows * 127 / np.where(largest > 0, largest, 1) + 0.5)
    return scaled.astype(np.int8)


def _find_vectors(learnt: Learnt, texts: Iterable[str]) -> Bytes:
    found = [learnt.row.get(make_key(text), -1) for text in texts]
    vectors = np.vstack([learnt.vectors, np.zeros((1, learnt.vectors.shape[1]), np.int8)])
    return vectors[np.array(found, dtype=np.int64)]


def _normalise(vectors: Bytes) -> Floats:
    lengths = np.sqrt((vectors.astype(np.float32) ** 2).sum(axis=1, keepdims=True))
    unit: Floats = vectors / np.maximum(lengths, np.float32(1))
    return unit
