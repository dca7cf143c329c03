"""The files of what was learnt, which `meaning.js` reads.

`meaning.json` leads to the others. `meaning-words-<n>.json` has the rows of some words in order,
`meaning-network.json` what follows their sum. `meaning-papers-<n>.json` has the vectors, the
related papers and the tags of all papers, or of those of a cluster; then
`meaning-clusters.json` has the clusters. Vectors are base64, which costs nothing once a server
has compressed it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..model.export import compact_json
from ..model.meaning import Bytes, Numbers, QueryEncoder
from ..runtime.hashing import hash_value
from .files import IndexFile, json_file
from .meaning import Clusters, MeaningIndex

WORDS_PER_FILE = 32
"""Few, as the words of a query are scattered over the files."""


def lay_out_meaning(index: MeaningIndex) -> Iterator[IndexFile]:
    """Give each file."""
    encoder = index.encoder
    starts = range(0, len(encoder.words), WORDS_PER_FILE)
    yield json_file(
        "meaning.json",
        {
            "size": encoder.rows.shape[1],
            "words": [encoder.words[start] for start in starts],
            "others": _encode(index.others),
            "clustered": index.clusters is not None,
        },
    )
    learnt = hash_value(
        " ".join(encoder.words).encode(), encoder.scales.tobytes(), encoder.rows.tobytes()
    )
    for number, start in enumerate(starts):
        part = slice(start, start + WORDS_PER_FILE)
        yield _make_file(f"meaning-words-{number}.json", learnt, partial(_words, encoder, part))
    yield json_file(
        "meaning-network.json",
        {
            "inner": _encode(encoder.inner),
            "innerBias": encoder.inner_bias.tolist(),
            "outer": _encode(encoder.outer),
            "outerBias": encoder.outer_bias.tolist(),
            "gain": encoder.gain,
        },
    )
    clusters = index.clusters
    if clusters is None:
        yield _papers_file(index, 0, np.arange(len(index.papers)))
    else:
        yield json_file("meaning-clusters.json", _clusters(clusters))
        for number in range(len(clusters.centres)):
            yield _papers_file(index, number, np.flatnonzero(clusters.of_paper == number))


def _make_file(name: str, made_of: str, make: Callable[[], dict[str, Any]]) -> IndexFile:
    return IndexFile(name=name, made_of=made_of, make=lambda: compact_json(make()))


def _words(encoder: QueryEncoder, part: slice) -> dict[str, Any]:
    return {
        "words": " ".join(encoder.words[part]),
        "scales": encoder.scales[part].tolist(),
        "rows": _encode(encoder.rows[part]),
    }


def _papers_file(index: MeaningIndex, number: int, chosen: Numbers) -> IndexFile:
    rows = (index.papers[chosen], index.related[chosen], index.tagged[chosen[: len(index.tagged)]])
    made_of = hash_value(*(each.shape for each in rows), *(each.tobytes() for each in rows))
    return _make_file(f"meaning-papers-{number}.json", made_of, partial(_papers, *rows))


def _clusters(clusters: Clusters) -> dict[str, Any]:
    return {
        "centres": _encode(clusters.centres),
        "coherence": clusters.coherence.tolist(),
        "ofPaper": _encode(clusters.of_paper.astype(np.uint8)),
    }


def _papers(vectors: Bytes, related: Numbers, tagged: Numbers) -> dict[str, Any]:
    return {
        "vectors": _encode(vectors),
        "related": _list_rows(related),
        "tags": _list_rows(tagged),
    }


def _list_rows(rows: NDArray[Any]) -> Sequence[Sequence[int]]:
    return [[int(number) for number in row if number >= 0] for row in rows]


def _encode(numbers: NDArray[Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(numbers).tobytes()).decode()
