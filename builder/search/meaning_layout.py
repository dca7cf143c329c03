"""The files of what was learnt, which `meaning.js` reads.

`meaning.json` leads to the others. `meaning-words-<n>.json` has the rows of some words in order,
`meaning-network.json` what follows their sum. `meaning-papers-<n>.json` has the vectors, the
related papers and the tags of all papers, or of those of a cluster; then
`meaning-clusters.json` has the clusters. Vectors are base64, which costs nothing once a server
has compressed it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .meaning import Clusters, MeaningIndex

WORDS_PER_FILE = 32
"""Few, as the words of a query are scattered over the files."""


def lay_out_meaning(index: MeaningIndex) -> Iterator[tuple[str, Any]]:
    """Give the name and the content of each file."""
    encoder = index.encoder
    starts = range(0, len(encoder.words), WORDS_PER_FILE)
    yield (
        "meaning.json",
        {
            "size": encoder.rows.shape[1],
            "words": [encoder.words[start] for start in starts],
            "others": _encode(index.others),
            "clustered": index.clusters is not None,
        },
    )
    for number, start in enumerate(starts):
        part = slice(start, start + WORDS_PER_FILE)
        yield (
            f"meaning-words-{number}.json",
            {
                "words": " ".join(encoder.words[part]),
                "scales": encoder.scales[part].tolist(),
                "rows": _encode(encoder.rows[part]),
            },
        )
    yield (
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
        yield "meaning-papers-0.json", _papers(index, np.arange(len(index.papers)))
    else:
        yield "meaning-clusters.json", _clusters(clusters)
        for number in range(len(clusters.centres)):
            chosen = np.flatnonzero(clusters.of_paper == number)
            yield f"meaning-papers-{number}.json", _papers(index, chosen)


def _clusters(clusters: Clusters) -> dict[str, Any]:
    return {
        "centres": _encode(clusters.centres),
        "coherence": clusters.coherence.tolist(),
        "ofPaper": _encode(clusters.of_paper.astype(np.uint8)),
    }


def _papers(index: MeaningIndex, chosen: NDArray[Any]) -> dict[str, Any]:
    return {
        "vectors": _encode(index.papers[chosen]),
        "related": _list_rows(index.related[chosen]),
        "tags": _list_rows(index.tagged[chosen]) if len(index.tagged) else [],
    }


def _list_rows(rows: NDArray[Any]) -> Sequence[Sequence[int]]:
    return [[int(number) for number in row if number >= 0] for row in rows]


def _encode(numbers: NDArray[Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(numbers).tobytes()).decode()
