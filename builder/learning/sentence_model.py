"""The sentence model: a BERT encoder of six layers, run with numpy.

Devlin et al., 2019; distilled and tuned for sentences by Wang et al., 2020, and Reimers and
Gurevych, 2019. The vector of a text is the mean of its tokens' vectors at length 1. The
activation is the tanh form of GELU (Hendrycks and Gimpel, 2016), ten times as fast here; cosines
with the exact form are above 0.9999.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..model.problems import BuilderError
from ..model.project import IS_INSTALLED

Floats = NDArray[np.float32]

HOW_TO_INSTALL = "`pip install safetensors tokenizers`" if IS_INSTALLED else "`make learn`"
MAX_TOKENS = 256
"""What the model was trained on; the rest of a longer text is left out."""
BATCH_TOKENS = 2048
_LAYERS, _HEADS = 6, 12
_MASKED = np.float32(-1e9)


def check_packages() -> None:
    """Raise `BuilderError` without the packages that only `learn` needs."""
    try:
        for name in ("safetensors", "tokenizers"):
            import_module(name)
    except ImportError as error:
        raise BuilderError(
            f"learn: the package {error.name} is missing; {HOW_TO_INSTALL} installs what it needs"
        ) from error


class SentenceModel:
    """Gives the vectors of texts. Raises `BuilderError` without the packages of `learn`."""

    def __init__(self, folder: Path) -> None:
        check_packages()
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        try:
            self._weights: dict[str, Floats] = load_file(folder / "model.safetensors")
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # Both libraries raise exceptions of their own; none of them names the file.
        except Exception as error:
            raise BuilderError(f"{folder}: cannot load the model: {error}") from error
        self._transposed = {
            name.removesuffix(".weight"): np.ascontiguousarray(weight.T)
            for name, weight in self._weights.items()
            if weight.ndim == 2 and name.startswith("encoder.")
        }
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def words(self) -> tuple[str, ...]:
        """Return the whole words that the model knows, the most frequent first."""
        pieces = sorted(self._tokenizer.get_vocab().items(), key=lambda pair: pair[1])
        return tuple(piece for piece, _ in pieces if len(piece) > 1 and piece.isalnum())

    def encode(self, texts: Sequence[str], step: Callable[[], object] = lambda: None) -> Floats:
        """Return the vector of each text, at length 1; `step` is called after each text."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(texts), self._weights["embeddings.LayerNorm.bias"].size), "f4")
        # Texts of like length together, so that little is padded.
        order = sorted(range(len(texts)), key=lambda number: (len(tokens[number]), number))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end - start + 1) * len(tokens[order[end]]) <= BATCH_TOKENS:
                end += 1
            chosen = order[start:end]
            vectors[chosen] = self._encode_batch([tokens[number] for number in chosen])
            for _ in chosen:
                step()
            start = end
        return vectors

    def _encode_batch(self, tokens: Sequence[Sequence[int]]) -> Floats:
        """Return the vectors of texts, the longest of which comes last."""
        length = len(tokens[-1])
        ids = np.array([[*text, *[0] * (length - len(text))] for text in tokens])
        present = np.arange(length) < np.array([len(text) for text in tokens])[:, None]
        mask = np.where(present, np.float32(0), _MASKED)[:, None, None, :]
        state = (
            self._weights["embeddings.word_embeddings.weight"][ids]
            + self._weights["embeddings.position_embeddings.weight"][:length]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        state = self._normalise_layer(state, "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            state = self._run_layer(state, mask, f"encoder.layer.{layer}")
        total = (state * present[..., None]).sum(axis=1)
        vectors: Floats = total / np.linalg.norm(total, axis=1, keepdims=True)
        return vectors

    def _run_layer(self, state: Floats, mask: Floats, name: str) -> Floats:
        attended = self._apply(self._attend(state, mask, name), f"{name}.attention.output.dense")
        state = self._normalise_layer(state + attended, f"{name}.attention.output.LayerNorm")
        inner = self._apply(state, f"{name}.intermediate.dense")
        curve = np.tanh(
            inner * (np.float32(0.7978845608) + np.float32(0.0356774081) * inner * inner)
        )
        changed = self._apply(inner * (curve + 1) * np.float32(0.5), f"{name}.output.dense")
        return self._normalise_layer(state + changed, f"{name}.output.LayerNorm")

    def _attend(self, state: Floats, mask: Floats, name: str) -> Floats:
        texts, length, size = state.shape

        def heads(kind: str) -> Floats:
            made = self._apply(state, f"{name}.attention.self.{kind}")
            return made.reshape(texts, length, _HEADS, -1).transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2)
        scores = scores / np.sqrt(np.float32(size // _HEADS)) + mask
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = (powers / powers.sum(axis=-1, keepdims=True)) @ heads("value")
        return np.asarray(mixed.transpose(0, 2, 1, 3).reshape(texts, length, size))

    def _apply(self, state: Floats, name: str) -> Floats:
        # One product of two matrices: with a third dimension numpy multiplies text by text.
        flat = state.reshape(-1, state.shape[-1]) @ self._transposed[name]
        flat += self._weights[f"{name}.bias"]
        return flat.reshape(*state.shape[:-1], -1)

    def _normalise_layer(self, state: Floats, name: str) -> Floats:
        centred = state - state.mean(axis=-1, keepdims=True)
        variance = np.einsum("...i,...i->...", centred, centred)[..., None] / state.shape[-1]
        unit = centred / np.sqrt(variance + np.float32(1e-12))
        made: Floats = unit * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return made
