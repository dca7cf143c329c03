"""Abstracts as they are compared: by their words, not by their text."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..runtime.hashing import hash_text
from ..text.title_key import normalise_title

_SHORTEST = 80
"""Characters from which an abstract is worth comparing."""
_OPENING = 60
"""Characters that count as its beginning."""
_ANCHORS = 3
"""Shingles of an abstract that make keys."""
_PIECE = 5
"""Words of a shingle."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AbstractTraits:
    """What of an abstract is compared; all of it depends on its text alone."""

    digest: bytes
    """The same for the same words in the same order."""
    opening: str
    """Its first characters, normalised."""
    vocabulary: NDArray[np.uint32]
    """Hashes of its words, each once, sorted: a set takes ten times more."""
    pieces: tuple[int, ...]
    """Hashes of the shingles that start at min-hashed words.

    Which words those are does not depend on where the abstract is cut or edited, so most
    copies keep a piece in common.
    """


def find_traits(abstract: str) -> AbstractTraits | None:
    """Return what is compared of an abstract; nothing where it is too short to be compared."""
    text = normalise_title(abstract)
    if len(text) < _SHORTEST:
        return None
    words = text.split()
    by_hash = {zlib.crc32(word.encode()): word for word in set(words)}
    vocabulary = sorted(by_hash)
    places = [words.index(by_hash[anchor]) for anchor in vocabulary[:_ANCHORS]]
    return AbstractTraits(
        digest=hash_text(text),
        opening=text[:_OPENING],
        vocabulary=np.array(vocabulary, dtype=np.uint32),
        pieces=tuple(stable_hash(" ".join(words[at : at + _PIECE])) for at in places),
    )


def stable_hash(text: str) -> int:
    """A number for a text, the same in every run."""
    content = text.encode()
    return zlib.crc32(content) << 32 | zlib.adler32(content)
