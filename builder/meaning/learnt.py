"""The files of `sources/meaning/`: their format, reading and writing."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..model.meaning import Bytes, QueryEncoder
from ..model.problems import Origin, Problems
from ..model.project import describe_command
from ..model.records import Paper, Tag
from ..text.lines import collapse_spaces

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
        if not isinstance(origin, dict):
            raise ValueError("learnt.json: expected an object")
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
    # Damaged archives make numpy and zipfile raise nearly anything.
    except Exception as error:
        reason = collapse_spaces(str(error)) or type(error).__name__
        problems.add(
            Origin(file=str(folder)), f"cannot be read: {reason}; run {describe_command('learn')}"
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
    if encoder.gain < 1:
        raise ValueError(f"gain: expected a number above 0, got {encoder.gain}")


def write_learnt(folder: Path, learnt: Learnt) -> None:
    """Write the files, all or none of them; what did not change is not touched."""
    encoder = learnt.encoder
    said = json.dumps(dict(learnt.origin), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    contents = {
        "papers.npz": _pack(
            keys=np.frombuffer(b"".join(learnt.keys), np.uint8).reshape(-1, _KEY_BYTES),
            vectors=learnt.vectors,
        ),
        "words.npz": _pack(
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
        # The last, for without it the others are not read.
        "learnt.json": said.encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    changed = [name for name, content in contents.items() if not _has(folder / name, content)]
    parts = {name: folder / f"{name}.part" for name in changed}
    try:
        for name, part in parts.items():
            with part.open("wb") as file:
                file.write(contents[name])
                file.flush()
                os.fsync(file.fileno())
        for name, part in parts.items():
            part.replace(folder / name)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _pack(**arrays: NDArray[Any] | np.int64) -> bytes:
    file = BytesIO()
    np.savez(file, **arrays)  # type: ignore[arg-type]
    return file.getvalue()


def _has(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
