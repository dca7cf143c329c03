"""Trains the query encoder to give the vectors, and the ranking, of the sentence model.

A query's vector is q = unit(u + relu(u √d A + a) B + b), where u is the unit sum of the rows of
its words. For each training text with the model's vector t, in the space of the table, the loss
is 1 - q·t plus the Kullback-Leibler divergence between the two softmax rankings of the papers
at temperature `TEMPERATURE` (distillation: Hinton, Vinyals and Dean, 2015). The gradients are
written out; Adam (Kingma and Ba, 2015) updates only the rows of words that a batch has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float32]

EPOCHS = 16
BATCH = 512
TEMPERATURE = 0.05
ROW_RATE, NETWORK_RATE = 1.5e-3, 2e-3
"""Learning rates at the start; they fall linearly to nothing."""
HIDDEN = 512
MAX_RANKED = 2_048
"""Papers whose ranking is learnt, evenly sampled: the time of a step grows with them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """The layer after the sum of the rows."""

    inner: Floats
    """Of shape (d, `HIDDEN`)."""
    inner_bias: Floats
    outer: Floats
    """Of shape (`HIDDEN`, d)."""
    outer_bias: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingSet:
    """What the query encoder learns from."""

    bags: sparse.csr_matrix
    """A row for each text: how often it has each word of the table."""
    targets: Floats
    """The model's vector of each text, unit rows."""
    weights: Floats
    papers: Floats
    """The model's vectors of the papers, unit rows."""


def find_projection(vectors: Floats, dimensions: int) -> Floats:
    """Return the matrix onto the space of so many dimensions that keeps most of the vectors."""
    _, directions = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    return np.ascontiguousarray(directions[:, ::-1][:, :dimensions]).astype(np.float32)


def normalise(vectors: Floats) -> Floats:
    """Return the rows at length 1; a row of nothing stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, np.float32(1e-9))
    return unit


def train(
    given: TrainingSet,
    rows: Floats,
    projection: Floats,
    seed: int = 0,
    step: Callable[[], object] = lambda: None,
    epochs: int = EPOCHS,
) -> tuple[Floats, Network]:
    """Return the table and the network; `rows` are the words' vectors to begin with.

    `step` is called after each of `count_steps(given)` steps.
    """
    chance = np.random.default_rng(seed)
    learner = _Learner(rows @ projection, chance)
    sampled = given.papers[:: -(-len(given.papers) // MAX_RANKED) or 1]
    papers = normalise(sampled @ projection)
    steps = count_steps(given, epochs)
    done = 0
    for _ in range(epochs):
        order = chance.permutation(given.bags.shape[0])
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            targets = given.targets[chosen]
            wanted = _softmax(targets @ sampled.T / TEMPERATURE)
            bags = given.bags[chosen]
            learner.run(bags)
            ranking = _softmax(learner.query @ papers.T / TEMPERATURE)
            towards = (ranking - wanted) @ papers / TEMPERATURE - normalise(targets @ projection)
            share = given.weights[chosen, None] / len(chosen)
            gradient = (towards * share).astype(np.float32)
            learner.learn(gradient, 1 - done / steps)
            done += 1
            step()
    return learner.rows, learner.network()


def count_steps(given: TrainingSet, epochs: int = EPOCHS) -> int:
    """Return how many steps a training takes."""
    return epochs * -(-int(given.bags.shape[0]) // BATCH)


def encode(bags: sparse.csr_matrix, rows: Floats, network: Network) -> Floats:
    """Return the vectors of texts, one for each row of `bags`."""
    unit = normalise(np.asarray(bags @ rows))
    inner = np.maximum(
        unit * np.sqrt(np.float32(rows.shape[1])) @ network.inner + network.inner_bias, 0
    )
    return normalise(unit + inner @ network.outer + network.outer_bias)


class _Learner:
    """The parameters, the forward and the backward pass, and Adam's moments."""

    def __init__(self, rows: Floats, chance: np.random.Generator) -> None:
        self.rows = rows.astype(np.float32)
        size = rows.shape[1]
        self._scale = np.sqrt(np.float32(size))
        self._network = [
            (chance.standard_normal((size, HIDDEN)) / np.sqrt(size)).astype(np.float32),
            np.zeros(HIDDEN, np.float32),
            (chance.standard_normal((HIDDEN, size)) * 0.1 / np.sqrt(HIDDEN)).astype(np.float32),
            np.zeros(size, np.float32),
        ]
        self._moments = [(np.zeros_like(part), np.zeros_like(part)) for part in self._network]
        self._row_moments = np.zeros_like(self.rows), np.zeros_like(self.rows)
        self._steps = 0

    def network(self) -> Network:
        inner, inner_bias, outer, outer_bias = self._network
        return Network(inner=inner, inner_bias=inner_bias, outer=outer, outer_bias=outer_bias)

    def run(self, bags: sparse.csr_matrix) -> None:
        inner, inner_bias, outer, outer_bias = self._network
        self._bags = bags
        summed = np.asarray(bags @ self.rows)
        self._summed_length = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9)
        self._unit = summed / self._summed_length
        self._given = self._unit * self._scale
        self._hidden = np.maximum(self._given @ inner + inner_bias, 0)
        combined = self._unit + self._hidden @ outer + outer_bias
        self._length = np.maximum(np.linalg.norm(combined, axis=1, keepdims=True), 1e-9)
        self.query: Floats = combined / self._length

    def learn(self, gradient: Floats, share: float) -> None:
        """Take a step against the gradient by the query; `share` of the rates is left."""
        inner, _, outer, _ = self._network
        combined = _through_normalising(gradient, self.query, self._length)
        hidden = (combined @ outer.T) * (self._hidden > 0)
        unit = combined + (hidden @ inner.T) * self._scale
        summed = _through_normalising(unit, self._unit, self._summed_length)
        self._steps += 1
        gradients = [
            self._given.T @ hidden,
            hidden.sum(0),
            self._hidden.T @ combined,
            combined.sum(0),
        ]
        for part, by, (mean, square) in zip(self._network, gradients, self._moments, strict=True):
            part -= self._adam(by, mean, square, NETWORK_RATE * share)
        words = np.unique(self._bags.indices)
        by_row = np.asarray(sparse.csr_matrix(self._bags.T)[words] @ summed)
        mean, square = (moment[words] for moment in self._row_moments)
        self.rows[words] -= self._adam(by_row, mean, square, ROW_RATE * share)
        self._row_moments[0][words], self._row_moments[1][words] = mean, square

    def _adam(self, gradient: Floats, mean: Floats, square: Floats, rate: float) -> Floats:
        """Bring the moments up to date and return the step."""
        mean += 0.1 * (gradient - mean)
        square += 0.001 * (gradient * gradient - square)
        unbiased = mean / (1 - 0.9**self._steps)
        spread = np.sqrt(square / (1 - 0.999**self._steps))
        step: Floats = (rate * unbiased / (spread + 1e-8)).astype(np.float32)
        return step


def _through_normalising(gradient: Floats, unit: Floats, length: Floats) -> Floats:
    """Return the gradient by a vector, given that by the vector at length 1."""
    along = np.einsum("ij,ij->i", unit, gradient)[:, None]
    by: Floats = ((gradient - unit * along) / length).astype(np.float32)
    return by


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def count_words(texts: Sequence[Sequence[str]], words: Sequence[str]) -> sparse.csr_matrix:
    """Return how often each text has each of `words`; other words are left out."""
    column = {word: number for number, word in enumerate(words)}
    found = [[column[word] for word in text if word in column] for text in texts]
    starts = np.cumsum([0, *map(len, found)])
    columns = np.array([number for row in found for number in row], dtype=np.int64)
    counts = sparse.csr_matrix(
        (np.ones(len(columns), np.float32), columns, starts), shape=(len(texts), len(words))
    )
    counts.sum_duplicates()
    return counts
