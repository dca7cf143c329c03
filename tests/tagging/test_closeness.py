import numpy as np
import pytest

from builder.tagging.closeness import measure_closeness
from builder.text.vectors import centre_rows

NOTHING = np.zeros((0, 2))
EAST, WEST, NORTH = (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0)


def test_without_labels_the_definition_alone_says_where_a_tag_stands() -> None:
    papers, tags = np.array([EAST, WEST, WEST]), np.array([EAST, WEST])
    closeness = measure_closeness(papers, tags, (), NOTHING)
    assert closeness[0, 0] == pytest.approx(2**0.5)
    assert closeness[0, 1] < 0 < closeness[1, 1]


def test_labelled_papers_move_a_tag_towards_them() -> None:
    papers = np.array([NORTH, NORTH, NORTH, EAST, WEST])
    definition = np.array([EAST])
    before = measure_closeness(papers, definition, (), np.zeros((0, 1)))
    after = measure_closeness(papers, definition, (0, 1), np.ones((2, 1)))
    assert after[2, 0] > before[2, 0]


def test_a_labelled_paper_is_compared_with_the_others() -> None:
    papers, definition = np.array([NORTH, EAST, WEST]), np.zeros((1, 2))
    assert not measure_closeness(papers, definition, (0,), np.ones((1, 1))).any()
    closeness = measure_closeness(papers, definition, (0, 1), np.ones((2, 1)))
    assert closeness[0, 0] == pytest.approx(closeness[1, 0])


def test_papers_and_tags_without_a_vector_are_neither_near_nor_far() -> None:
    papers = np.array([EAST, WEST, (0.0, 0.0)])
    closeness = measure_closeness(papers, np.array([EAST, (0.0, 0.0)]), (2,), np.ones((1, 2)))
    assert closeness[2].tolist() == [0.0, 0.0]
    assert closeness[:, 1].tolist() == [0.0, 0.0, 0.0]
    assert not measure_closeness(np.zeros((3, 2)), np.zeros((2, 2)), (), NOTHING).any()


def test_centring_leaves_what_sets_texts_apart() -> None:
    rows = np.array([(0.8, 0.6), (0.8, -0.6), (0.0, 0.0)], dtype=np.float32)
    assert centre_rows(rows) == pytest.approx(np.array([NORTH, (0.0, -1.0), (0.0, 0.0)]))
    assert not centre_rows(np.zeros((2, 3), np.float32)).any()
