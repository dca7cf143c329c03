from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from builder.learning import training
from builder.learning.quantise import quantise_encoder, quantise_projection, quantise_vectors
from builder.learning.training import (
    TEMPERATURE,
    Network,
    TrainingSet,
    count_steps,
    count_words,
    encode,
    find_projection,
    normalise,
    train,
)
from builder.model.meaning import UNIT
from builder.search.meaning import encode_query

WORDS, TEXTS, PAPERS, MODEL_SIZE, SIZE = 60, 700, 40, 24, 12
NAMES = [f"word{n:03}" for n in range(WORDS)]
Rows = NDArray[np.float32]


def make_task() -> tuple[TrainingSet, Rows, Rows]:
    """Texts of a few words, whose targets are sums of hidden rows that training must find."""
    chance = np.random.default_rng(3)
    hidden = chance.standard_normal((WORDS, MODEL_SIZE)).astype(np.float32)
    bags = sparse.csr_matrix(
        (chance.random((TEXTS, WORDS)) < 0.06) + np.eye(TEXTS, WORDS), dtype=np.float32
    )
    bags = bags[np.asarray(bags.sum(axis=1)).ravel() > 0]
    given = TrainingSet(
        bags=bags,
        targets=normalise(np.tanh(np.asarray(bags @ hidden))),
        weights=np.ones(bags.shape[0], np.float32),
        papers=normalise(chance.standard_normal((PAPERS, MODEL_SIZE)).astype(np.float32)),
    )
    rows = 0.02 * (hidden + 2 * chance.standard_normal(hidden.shape).astype(np.float32))
    return given, rows, find_projection(np.concatenate([given.targets, given.papers]), SIZE)


@pytest.fixture(scope="module")
def task() -> tuple[TrainingSet, Rows, Rows]:
    return make_task()


@pytest.fixture(scope="module")
def trained(task: tuple[TrainingSet, Rows, Rows]) -> tuple[Rows, Network]:
    return train(*task, epochs=180)


def agreement(given: TrainingSet, projection: Rows, rows: Rows, network: Network) -> float:
    wanted = normalise(given.targets @ projection)
    return float((encode(given.bags, rows, network) * wanted).sum(axis=1).mean())


def test_the_encoder_learns_to_agree_with_its_targets(
    task: tuple[TrainingSet, Rows, Rows], trained: tuple[Rows, Network]
) -> None:
    given, rows, projection = task
    before = agreement(given, projection, *train(given, rows, projection, epochs=0))
    after = agreement(given, projection, *trained)
    assert before < 0.5
    assert after > 0.8


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(
    task: tuple[TrainingSet, Rows, Rows],
) -> None:
    def made(seed: int) -> bytes:
        rows, network = train(*task, seed=seed, epochs=2)
        return rows.tobytes() + network.inner.tobytes() + network.outer.tobytes()

    assert made(1) == made(1) != made(2)


def test_training_changes_nothing_that_it_was_given(task: tuple[TrainingSet, Rows, Rows]) -> None:
    given, rows, projection = task
    before = rows.copy(), given.targets.copy(), given.papers.copy()
    train(given, rows, projection, epochs=1)
    for was, now in zip(before, (rows, given.targets, given.papers), strict=True):
        assert (was == now).all()


def test_as_many_steps_are_told_as_were_counted(task: tuple[TrainingSet, Rows, Rows]) -> None:
    told: list[None] = []
    train(*task, step=lambda: told.append(None), epochs=3)
    assert len(told) == count_steps(task[0], 3) == 3 * 2


def test_gradients_agree_with_finite_differences(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step of the plainest kind, taken in float64, moves each number against its slope."""
    chance = np.random.default_rng(5)
    monkeypatch.setattr(training, "HIDDEN", 7)
    rows = chance.standard_normal((8, 5))
    bags = sparse.csr_matrix(chance.integers(0, 3, (6, 8)) + np.eye(6, 8), dtype=float)
    targets = normalise(chance.standard_normal((6, 5)))
    papers = normalise(chance.standard_normal((4, 5)))
    wanted = training._softmax(chance.standard_normal((6, 4)))

    class Plain(training._Learner):
        def _adam(self, gradient, mean, square, rate):  # type: ignore[no-untyped-def]
            return gradient

    def learner() -> Plain:
        made = Plain(rows, np.random.default_rng(1))
        made.rows = rows.copy()
        made._network = [
            np.random.default_rng(n).standard_normal(part.shape)
            for n, part in enumerate(made._network)
        ]
        return made

    def loss(made: Plain) -> float:
        """1 - q·t and the Kullback-Leibler divergence of the rankings, summed over texts."""
        made.run(bags)
        ranking = training._softmax(made.query @ papers.T / TEMPERATURE)
        divergence = (wanted * np.log(wanted / ranking)).sum()
        return float((1 - (made.query * targets).sum(axis=1)).sum() + divergence)

    monkeypatch.setattr(
        training, "_through_normalising", lambda by, unit, length: _through(by, unit, length)
    )
    moved = learner()
    moved.run(bags)
    ranking = training._softmax(moved.query @ papers.T / TEMPERATURE)
    moved.learn((ranking - wanted) @ papers / TEMPERATURE - targets, 1.0)
    for part, number in [(-1, 3), (-1, 17), (0, 4), (0, 30), (1, 2), (2, 11), (3, 1)]:
        slopes = []
        for by in (1e-5, -1e-5):
            made = learner()
            (made.rows if part < 0 else made._network[part]).reshape(-1)[number] += by
            slopes.append(loss(made))
        slope = (slopes[0] - slopes[1]) / 2e-5
        before, after = learner(), moved
        was = (before.rows if part < 0 else before._network[part]).reshape(-1)[number]
        now = (after.rows if part < 0 else after._network[part]).reshape(-1)[number]
        assert was - now == pytest.approx(slope, rel=1e-4, abs=1e-6), (part, number)


def _through(by: Rows, unit: Rows, length: Rows) -> Rows:
    """What the module does, without its rounding to single floats."""
    return np.asarray((by - unit * (unit * by).sum(axis=1, keepdims=True)) / length)


def test_words_are_counted_and_those_unknown_left_out() -> None:
    counts = count_words([["sea", "fog", "sea"], [], ["salt"]], ["fog", "sea"])
    assert counts.toarray().tolist() == [[1, 2], [0, 0], [0, 0]]


def test_the_projection_keeps_what_there_is_most_of() -> None:
    chance = np.random.default_rng(0)
    vectors = (chance.standard_normal((200, 6)) * [9, 0.1, 8, 0.1, 0.1, 7]).astype(np.float32)
    projection = find_projection(vectors, 3)
    assert projection.shape == (6, 3)
    assert projection.T @ projection == pytest.approx(np.eye(3), abs=1e-5)
    assert np.linalg.norm(projection[[0, 2, 5]]) == pytest.approx(np.sqrt(3), abs=1e-2)


def test_in_whole_numbers_the_encoder_agrees_with_the_trained_one(
    task: tuple[TrainingSet, Rows, Rows], trained: tuple[Rows, Network]
) -> None:
    rows, network = trained
    # Biases that matter.
    biases = {"inner_bias": network.inner_bias - 0.2, "outer_bias": network.outer_bias + 0.2}
    network = replace(network, **biases)
    encoder = quantise_encoder(NAMES[::-1], rows[::-1], network)
    assert encoder.words == tuple(NAMES)
    assert (encoder.rows.dtype, encoder.inner.dtype, encoder.outer.dtype) == (np.int8,) * 3
    assert 1 <= encoder.scales.min() <= encoder.scales.max() == 4095
    given = task[0]
    exact = encode(given.bags, rows, network)
    for number in range(0, len(exact), 7):
        bag = given.bags[number].toarray()[0].astype(int)
        words = [name for name, times in zip(NAMES, bag, strict=True) for _ in range(times)]
        vector = encode_query(encoder, words)
        assert vector is not None
        assert vector @ exact[number] / UNIT > 0.99


def test_vectors_become_whole_numbers_up_to_127() -> None:
    vectors = np.array([[0.5, -1, 0.25], [0, 0, 0], [1e-3, 0, 0]], np.float32)
    assert quantise_vectors(vectors).tolist() == [[64, -127, 32], [0, 0, 0], [127, 0, 0]]
    assert quantise_projection(np.array([[0.5, -1]], np.float32)).tolist() == [[16384, -32767]]
