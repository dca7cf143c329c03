"""A made-up meaning for the toy library: whole numbers that follow from its words alone.

A paper means about what its words say, and a little that they do not. Some words, papers and
tags have no vector, as in a catalogue that has grown since it was learnt.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from builder.meaning.learnt import (
    FORMAT,
    Learnt,
    make_key,
    text_of_paper,
    text_of_tag,
    write_learnt,
)
from builder.model.meaning import UNIT, QueryEncoder
from builder.model.problems import Problems
from builder.model.project import Project
from builder.model.records import Paper, Tag
from builder.pipeline import gather
from builder.text.words import split_lower_words

SIZE, HIDDEN, MODEL_SIZE = 48, 24, 64
UNKNOWN = "dusk", "tide", "fold"
"""Words of the library that have no row."""
LEFT_OUT = 8
"""One text of so many has no vector."""


def add_meaning(project: Project) -> None:
    """Write `meaning/` into the sources of a project, made of what its papers and tags say."""
    catalogue = gather(project, Problems())
    write_learnt(project.sources / "meaning", make_up_meaning(catalogue.papers, catalogue.tags))


def make_up_meaning(papers: Iterable[Paper], tags: Iterable[Tag]) -> Learnt:
    """Return vectors for the words of papers and tags, and for most papers and tags."""
    texts = sorted({*map(text_of_paper, papers), *map(text_of_tag, tags)})
    read = [[word.lower() for word in split_lower_words(text)] for text in texts]
    having = Counter(word for words in read for word in set(words))
    encoder = make_up_encoder(having)
    projection = _whole(np.linalg.qr(_chance("projection").standard_normal((MODEL_SIZE, SIZE)))[0])
    vectors = {}
    for text, words in zip(texts, read, strict=True):
        key = make_key(text)
        if int.from_bytes(key, "big") % LEFT_OUT == 0:
            continue
        rows = [encoder.row[word] for word in words if word in encoder.row]
        said = (encoder.rows[rows].astype(float) * encoder.scales[rows, None]).sum(axis=0)
        unsaid = _chance(text).standard_normal(SIZE)
        meant = said / np.linalg.norm(said) + 0.3 * unsaid / np.linalg.norm(unsaid)
        vectors[key] = _bytes(projection.astype(float) @ meant)
    return Learnt(
        keys=tuple(sorted(vectors)),
        vectors=np.array([vectors[key] for key in sorted(vectors)], np.int8),
        projection=projection,
        encoder=encoder,
        origin={"format": FORMAT, "trained_on": len(texts)},
    )


def make_up_encoder(having: Counter[str]) -> QueryEncoder:
    """Return an encoder of words; `having` says how many texts have each."""
    words = sorted(having.keys() - set(UNKNOWN))
    chance = _chance("network")
    return QueryEncoder(
        words=tuple(words),
        rows=np.array([_bytes(_chance(word).standard_normal(SIZE)) for word in words]),
        scales=np.array([max(1, 4095 // having[word]) for word in words], np.int64),
        inner=_bytes(chance.standard_normal((SIZE, HIDDEN))),
        inner_bias=chance.integers(-UNIT, UNIT, HIDDEN),
        outer=_bytes(chance.standard_normal((HIDDEN, SIZE))),
        outer_bias=chance.integers(-UNIT, UNIT, SIZE),
        gain=60_000,
    )


def _chance(name: str) -> np.random.Generator:
    """Numbers that depend on the name alone."""
    return np.random.default_rng(list(hashlib.sha256(name.encode()).digest()))


def _bytes(numbers: NDArray[np.float64]) -> NDArray[np.int8]:
    return np.rint(numbers / np.abs(numbers).max() * 127).astype(np.int8)


def _whole(numbers: NDArray[np.float64]) -> NDArray[np.int16]:
    return np.rint(numbers / np.abs(numbers).max() * 32_767).astype(np.int16)
