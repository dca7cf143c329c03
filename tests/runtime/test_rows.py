from collections.abc import Sequence
from pathlib import Path

import numpy as np

from builder.runtime.memory import Memory
from builder.runtime.rows import Rows, Texts, remember_rows, remember_words

PAPERS = [("a b", "c"), ("", ""), ("b d", "a a")]


class Splitter:
    """Splits texts, and notes which."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> list[str]:
        self.asked.append(text)
        return text.split()


def read_words(folder: Path | None, papers: Sequence[Texts]) -> tuple[list[str], list[str]]:
    """The words of papers with a bar after each text, and which texts were split."""
    split = Splitter()
    found = remember_words(Memory(folder), "words", papers, split)
    forms = [*found.forms, "|"]
    assert set(found.words.tolist()) >= set(range(len(found.forms)))
    return [forms[word] for word in found.words], split.asked


def test_only_papers_whose_texts_are_new_are_split(tmp_path: Path) -> None:
    words = "a b | c | | | b d | a a |".split()
    assert read_words(tmp_path, PAPERS) == (words, ["a b", "c", "", "", "b d", "a a"])
    assert read_words(tmp_path, PAPERS) == (words, [])
    changed = [("b d", "a a"), ("e", "a"), ("b d", "a a"), ("", "")]
    assert read_words(tmp_path, changed) == (read_words(None, changed)[0], ["e", "a"])
    assert read_words(tmp_path, []) == ([], [])
    assert read_words(tmp_path, PAPERS)[0] == words


def test_rows_are_made_anew_where_what_all_depend_on_changed(tmp_path: Path) -> None:
    def measure(factor: int, papers: Sequence[Texts]) -> tuple[list[list[int]], list[int]]:
        asked: list[int] = []

        def make(new: Sequence[int], _: Sequence[str]) -> Rows:
            asked.extend(new)
            rows = [[factor, len(word)] for n in new for word in papers[n][0].split()]
            counts = [len(papers[n][0].split()) for n in new]
            cells = np.array(rows, dtype=np.int64).reshape(-1, 2)
            return Rows(cells=cells, starts=np.cumsum([0, *counts]))

        found = remember_rows(Memory(tmp_path), "rows", [str(factor)], papers, make)
        return found.cells.tolist(), asked

    papers = [("aa b", ""), ("", ""), ("ccc", "")]
    assert measure(1, papers) == ([[1, 2], [1, 1], [1, 3]], [0, 1, 2])
    assert measure(1, [("dddd", ""), papers[0]]) == ([[1, 4], [1, 2], [1, 1]], [0])
    assert measure(2, papers) == ([[2, 2], [2, 1], [2, 3]], [0, 1, 2])
