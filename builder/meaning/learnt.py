"""The files of `sources/meaning/`: their format, reading and writing."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from ..model.meaning import Bytes, QueryEncoder
from ..model.problems import Origin, Problems
from ..model.records import Paper, Tag

FORMAT = 1
"""Raised where the files change so that an older builder cannot read them."""
_KEY_BYTES = 16


@dataclass(frozen=True, kw_only=True, eq=False)
class Learnt:
    """All that `sources/meaning/` holds."""

    keys: tuple[bytes, ...]
    """Digests of the texts that have a vector, sorted."""
    vectors: Bytes
    """The model's vectors of those texts, each scaled to a largest number of 127."""
    projection: NDArray[np.int16]
    """From the model's space into that of the encoder."""
    encoder: QueryEncoder
    origin: Mapping[str, Any]
    """Where it came from: the model, its revision, what the encoder was trained on."""

    @cached_property
    def row(self) -> Mapping[bytes, int]:
        """The row of each key."""
        return {key: number for number, key in enumerate(self.keys)}


def text_of_paper(paper: Paper) -> str:
    """Return what the model reads of a paper."""
    return f"{paper.title.plain}. {paper.abstract.plain}".strip()


def text_of_tag(tag: Tag) -> str:
    """Return what the model reads of a tag."""
    return f"{tag.name}. {tag.definition}".strip()


def make_key(text: str) -> bytes:
    """Return the digest under which a text's vector is kept."""
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:_KEY_BYTES]


def read_learnt(folder: Path, problems: Problems) -> Learnt | None:
    """Return what was learnt; none where nothing was, or where its files are damaged."""
    if not (folder / "learnt.json").exists():
        return None
    try:
        origin = json.loads((folder / "learnt.json").read_text("utf-8"))
        if origin.get("format") != FORMAT:
            raise ValueError(f"expected format {FORMAT}, got {origin.get('format')!r}")
        with _open_arrays(folder / "papers.npz") as papers:
            keys = tuple(bytes(key) for key in papers["keys"])
            vectors = papers["vectors"]
        with _open_arrays(folder / "words.npz") as words:
            encoder, projection = _read_encoder(words)
        learnt = Learnt(
            keys=keys, vectors=vectors, projection=projection, encoder=encoder, origin=origin
        )
        _check_shapes(learnt)
    except (OSError, ValueError, KeyError, AttributeError, EOFError, zipfile.BadZipFile) as error:
        reason = str(error) or type(error).__name__
        problems.add(
            Origin(file=str(folder)), f"cannot be read: {reason}; run `python -m builder learn`"
        )
        return None
    return learnt


def _open_arrays(path: Path) -> Any:
    return np.load(path, allow_pickle=False)


def _read_encoder(words: Mapping[str, NDArray[Any]]) -> tuple[QueryEncoder, NDArray[np.int16]]:
    encoder = QueryEncoder(
        words=tuple(bytes(words["words"]).decode().split("\n")),
        rows=words["rows"],
        scales=words["scales"].astype(np.int64),
        inner=words["inner"],
        inner_bias=words["inner_bias"].astype(np.int64),
        outer=words["outer"],
        outer_bias=words["outer_bias"].astype(np.int64),
        gain=int(words["gain"]),
    )
    return encoder, words["projection"]


def _check_shapes(learnt: Learnt) -> None:
    encoder = learnt.encoder
    size, hidden = encoder.inner.shape
    wanted: dict[str, tuple[NDArray[Any], type, tuple[int, ...]]] = {
        "vectors": (learnt.vectors, np.int8, (len(learnt.keys), learnt.projection.shape[0])),
        "projection": (learnt.projection, np.int16, (learnt.vectors.shape[1], size)),
        "rows": (encoder.rows, np.int8, (len(encoder.words), size)),
        "scales": (encoder.scales, np.int64, (len(encoder.words),)),
        "inner": (encoder.inner, np.int8, (size, hidden)),
        "inner_bias": (encoder.inner_bias, np.int64, (hidden,)),
        "outer": (encoder.outer, np.int8, (hidden, size)),
        "outer_bias": (encoder.outer_bias, np.int64, (size,)),
    }
    for name, (array, kind, shape) in wanted.items():
        if array.shape != shape or array.dtype != kind:
            raise ValueError(f"{name}: expected {shape}, got {array.shape} of {array.dtype}")


def write_learnt(folder: Path, learnt: Learnt) -> None:
    """Write the files, each whole or not at all; what did not change keeps its bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder = learnt.encoder
    keys = np.frombuffer(b"".join(learnt.keys), np.uint8).reshape(-1, _KEY_BYTES)
    _write(folder / "papers.npz", lambda file: np.savez(file, keys=keys, vectors=learnt.vectors))
    _write(
        folder / "words.npz",
        lambda file: np.savez(
            file,
            words=np.frombuffer("\n".join(encoder.words).encode(), np.uint8),
            rows=encoder.rows,
            scales=encoder.scales.astype(np.uint16),
            inner=encoder.inner,
            inner_bias=encoder.inner_bias,
            outer=encoder.outer,
            outer_bias=encoder.outer_bias,
            gain=np.int64(encoder.gain),
            projection=learnt.projection,
        ),
    )
    said = json.dumps(dict(learnt.origin), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    _write(folder / "learnt.json", lambda file: file.write(said.encode()))


def _write(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
