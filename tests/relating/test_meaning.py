import numpy as np
import pytest
from numpy.typing import NDArray

from builder.relating import meaning
from builder.relating.meaning import find_near_in_meaning


def scattered(count: int, groups: int = 40) -> NDArray[np.float32]:
    """Rows of length 1 around `groups` points."""
    rng = np.random.default_rng(1)
    points = rng.standard_normal((groups, 16))
    rows = points[rng.integers(groups, size=count)] + 0.4 * rng.standard_normal((count, 16))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def exact(rows: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    cosine = rows @ rows.T
    np.fill_diagonal(cosine, -2)
    return np.argsort(-cosine, axis=1)[:, :most]


def test_few_papers_are_each_compared_with_each() -> None:
    rows = scattered(200)
    assert (find_near_in_meaning(rows, 5) == exact(rows, 5)).mean() > 0.99


def test_of_many_papers_clusters_find_nearly_all_that_are_near(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(meaning, "EXACT_UP_TO", 100)
    monkeypatch.setattr(meaning, "CLUSTERS_SEARCHED", 6)
    rows = scattered(3000)
    found, wanted = find_near_in_meaning(rows, 10), exact(rows, 10)
    kept = [len(set(one) & set(two)) for one, two in zip(found, wanted, strict=True)]
    assert np.mean(kept) > 9
    assert (find_near_in_meaning(rows, 10) == found).all()


def test_no_paper_is_near_itself_or_a_paper_without_a_vector() -> None:
    rows = np.vstack([scattered(6), np.zeros((2, 16), np.float32)])
    found = find_near_in_meaning(rows, 4)
    assert not {6, 7} & set(found.ravel().tolist())
    assert (found[6:] == -1).all()
    assert not (found == np.arange(8)[:, None]).any()


def test_of_papers_as_near_the_earlier_comes_first() -> None:
    same = np.ones((5, 4), np.float32) / 2
    assert find_near_in_meaning(same, 3).tolist()[4] == [0, 1, 2]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_papers_than_asked_for_leave_places_empty(count: int) -> None:
    found = find_near_in_meaning(scattered(count), 3)
    assert found.shape == (count, 3)
    assert (found >= 0).sum() == count * (count - 1)
