"""A sentence model of random weights, small enough to be made and run in a moment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from builder.model.problems import Problems
from builder.reading.listings import read_listings
from builder.text.words import split_lower_words
from tests.library import SOURCES

SIZE, INNER, LAYERS, POSITIONS = 24, 40, 6, 256
FILES = "model.safetensors", "tokenizer.json"


def make_tiny_model(folder: Path, seed: int = 0) -> Path:
    """Write a model in the layout of the real one to `folder`; the same one at every call."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = _list_pieces()
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(vocabulary), SIZE),
        "embeddings.position_embeddings.weight": (POSITIONS, SIZE),
        "embeddings.token_type_embeddings.weight": (2, SIZE),
        **_shapes("embeddings.LayerNorm"),
    }
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            shapes |= _shapes(f"{name}.attention.{part}", SIZE, SIZE)
        shapes |= _shapes(f"{name}.attention.output.LayerNorm")
        shapes |= _shapes(f"{name}.intermediate.dense", INNER, SIZE)
        shapes |= _shapes(f"{name}.output.dense", SIZE, INNER)
        shapes |= _shapes(f"{name}.output.LayerNorm")
    chance = np.random.default_rng(seed)
    weights = {}
    for name, shape in shapes.items():
        made = chance.standard_normal(shape) * (1.0 if "embeddings.w" in name else 0.3)
        weights[name] = (made + ("LayerNorm.weight" in name)).astype(np.float32)
    save_file(weights, folder / "model.safetensors")
    return folder


def trust(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the files in `folder` be those that are expected."""
    for name in FILES:
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        monkeypatch.setitem(_checksums(), name, digest)


def _checksums() -> dict[str, str]:
    from builder.learning.model_files import CHECKSUMS

    assert isinstance(CHECKSUMS, dict)
    return CHECKSUMS


def _shapes(name: str, *weight: int) -> dict[str, tuple[int, ...]]:
    weight = weight or (SIZE,)
    return {f"{name}.weight": weight, f"{name}.bias": weight[:1]}


def _list_pieces() -> dict[str, int]:
    """Most words of the toy library in the order of its listings, and letters for the others."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", ",", "-"]
    letters = [f"{mark}{letter}" for mark in ("", "##") for letter in ascii_lowercase]
    return {piece: n for n, piece in enumerate([*special, *letters, *_list_words()])}


def _list_words() -> Iterable[str]:
    entries = read_listings(SOURCES / "listings", {}, Problems()).entries
    texts = " ".join(f"{entry.title.plain} {entry.abstract.plain}" for entry in entries)
    words = dict.fromkeys(word.lower() for word in split_lower_words(texts))
    return [word for word in words if len(word) > 1 and word.isascii() and hash_of(word) % 10]


def hash_of(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
