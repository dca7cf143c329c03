from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from builder.learning.sentence_model import MAX_TOKENS, SentenceModel
from builder.model.problems import BuilderError

from .tiny_model import LAYERS, SIZE

HEADS = 12
TEXTS = (
    "Lanterns.",
    "A lantern that keeps the evening, folded twice.",
    "fog",
    "",
    "Naïve boats at 日本 say zzz " + "evening tide " * 20,
)
Vector = NDArray[np.float64]


def refer(folder: Path, text: str) -> Vector:
    """The vector of a text by the definition of BERT: one text, one token, one head at a time."""
    weights = {n: w.astype(np.float64) for n, w in load_file(folder / "model.safetensors").items()}
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    ids = tokenizer.encode(text).ids[:MAX_TOKENS]

    def apply(name: str, vector: Vector) -> Vector:
        return weights[f"{name}.weight"] @ vector + weights[f"{name}.bias"]

    def normalise(name: str, vector: Vector) -> Vector:
        unit = (vector - vector.mean()) / math.sqrt(vector.var() + 1e-12)
        return unit * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def gelu(value: float) -> float:
        return value * (1 + math.erf(value / math.sqrt(2))) / 2

    words, places, kinds = (
        weights[f"embeddings.{kind}_embeddings.weight"]
        for kind in ("word", "position", "token_type")
    )
    states = [
        normalise("embeddings.LayerNorm", words[id_] + places[at] + kinds[0])
        for at, id_ in enumerate(ids)
    ]
    width = SIZE // HEADS
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        queries, keys, values = (
            [apply(f"{name}.attention.self.{kind}", state) for state in states]
            for kind in ("query", "key", "value")
        )
        changed = []
        for state, query in zip(states, queries, strict=True):
            mixed = np.zeros(SIZE)
            for head in range(HEADS):
                part = slice(head * width, (head + 1) * width)
                powers = [math.exp(query[part] @ key[part] / math.sqrt(width)) for key in keys]
                for power, value in zip(powers, values, strict=True):
                    mixed[part] += power / sum(powers) * value[part]
            attended = apply(f"{name}.attention.output.dense", mixed)
            state = normalise(f"{name}.attention.output.LayerNorm", state + attended)
            inner = np.array([gelu(x) for x in apply(f"{name}.intermediate.dense", state)])
            outer = apply(f"{name}.output.dense", inner)
            changed.append(normalise(f"{name}.output.LayerNorm", state + outer))
        states = changed
    mean = sum(states) / len(states)
    return np.asarray(mean / np.linalg.norm(mean))


@pytest.fixture(scope="module")
def model(tiny_model: Path) -> SentenceModel:
    return SentenceModel(tiny_model)


def test_vectors_are_those_of_the_definition(model: SentenceModel, tiny_model: Path) -> None:
    """But for the tanh form of GELU, which is within a thousandth of the exact one."""
    vectors = model.encode(TEXTS)
    expected = np.array([refer(tiny_model, text) for text in TEXTS])
    assert np.abs(vectors - expected).max() < 5e-4
    assert (vectors * expected).sum(axis=1).min() > 0.99999


def test_vectors_have_length_one(model: SentenceModel) -> None:
    assert np.linalg.norm(model.encode(TEXTS), axis=1) == pytest.approx(1, abs=1e-5)


def test_a_vector_does_not_depend_on_the_other_texts(
    model: SentenceModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = model.encode(TEXTS)
    alone = np.concatenate([model.encode([text]) for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-5)
    assert model.encode(TEXTS[::-1])[::-1] == pytest.approx(together, abs=1e-5)
    monkeypatch.setattr("builder.learning.sentence_model.BATCH_TOKENS", 1)
    assert model.encode(TEXTS) == pytest.approx(together, abs=1e-5)


def test_the_same_texts_give_the_same_bytes(model: SentenceModel, tiny_model: Path) -> None:
    assert model.encode(TEXTS).tobytes() == SentenceModel(tiny_model).encode(TEXTS).tobytes()


def test_the_rest_of_a_long_text_is_left_out(model: SentenceModel) -> None:
    """Its first and last token are marks."""
    long = "evening " * (MAX_TOKENS - 2)
    cut, whole, longer = model.encode([long[:-8], long, long + "fog lantern"])
    assert (whole == longer).all()
    assert np.abs(cut - whole).max() > 1e-4


def test_each_text_is_told_and_no_texts_are_fine(model: SentenceModel) -> None:
    told: list[None] = []
    model.encode(TEXTS, lambda: told.append(None))
    assert len(told) == len(TEXTS)
    assert model.encode([]).shape == (0, SIZE)


def test_its_words_are_whole_and_in_the_order_of_the_model(model: SentenceModel) -> None:
    words = model.words()
    assert words[:2] == ("frozen", "lantern")
    assert not [word for word in words if "#" in word or "[" in word or len(word) < 2]


@pytest.mark.parametrize("name", ["safetensors", "tokenizers"])
def test_a_missing_package_is_named_with_what_installs_it(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(BuilderError, match=f"package {name} is missing; `make learn`"):
        SentenceModel(tiny_model)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_files_that_are_no_model_are_one_line(tiny_model: Path, tmp_path: Path, name: str) -> None:
    for path in tiny_model.iterdir():
        (tmp_path / path.name).write_bytes(b"{}" if path.name == name else path.read_bytes())
    with pytest.raises(BuilderError, match="cannot load the model") as caught:
        SentenceModel(tmp_path)
    assert "\n" not in str(caught.value)
