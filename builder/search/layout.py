"""The files of a published index, which `store.js` reads.

`manifest.json` leads to the others and `facts.json` has what every query needs.
`words-<n>.json` has the terms in order, a fixed number in each; `postings-<n>.json` and
`places-<n>.json` have what belongs to the terms from `starts[n]` of the manifest on.
`others.json` has what a search finds beside papers. What it shows of papers is the explorer's:
titles, rows and filters are in `explore/`, in the same order. `english-<letter>.json` has
ordinary English words, where papers are in English: only a word that no document has asks for it.
Sorted numbers are written as differences. `identifiers-<n>.json` has arXiv ids and DOIs with their
papers. People, venues, keywords and years have files of their own, see `directory_layout.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..model.meaning import Numbers
from ..runtime.hashing import hash_value
from ..runtime.memory import NO_MEMORY, Memory
from ..text.language import ENGLISH
from .directory_layout import lay_out_directory
from .english import list_english_words
from .files import IndexFile, json_file
from .index import Index
from .meaning_layout import lay_out_meaning
from .postings import PostingsByTerm

WORDS_PER_FILE = 1024
POSTINGS_PER_FILE = 24_000
"""Characters; a query needs a few of these files, and on a slow line it waits for them."""


def lay_out_index(
    index: Index, memory: Memory = NO_MEMORY
) -> tuple[tuple[IndexFile, ...], IndexFile]:
    """Return the files of the index, and the manifest that leads to them."""
    postings = _Postings(index.postings)
    directories = {
        field: lay_out_directory(directory) for field, directory in index.directories.items()
    }
    parts = (
        json_file("facts.json", {"lengths": index.lengths, "titleTerms": index.title_terms}),
        json_file("others.json", list(_other_rows(index))),
        *_english_files(index),
        *_word_files(index),
        *postings.lay_out(),
        *_meaning_files(index),
        *_identifier_files(index),
        *(json_file(*file) for files, _ in directories.values() for file in files),
    )
    # What is made of the same has the same content, and need not be made for its digest.
    digests = memory.remember_each(
        "search files",
        (),
        parts,
        lambda part: f"{part.name} {part.made_of}",
        lambda new: (hash_value(part.content) for part in new),
    )
    manifest = {
        "version": hash_value(digests)[:12],
        "documents": len(index.documents),
        "papers": index.papers,
        "words": index.terms[::WORDS_PER_FILE],
        "wordsPerFile": WORDS_PER_FILE,
        "postings": [index.terms[start] for start in postings.starts],
        "starts": postings.starts,
        "learnt": index.meaning is not None,
        "identifiers": list(index.identifiers)[::WORDS_PER_FILE],
        "directories": {field: leading for field, (_, leading) in directories.items()},
    }
    return parts, json_file("manifest.json", manifest)


def _meaning_files(index: Index) -> Iterator[IndexFile]:
    if index.meaning:
        yield from lay_out_meaning(index.meaning)


def _identifier_files(index: Index) -> Iterator[IndexFile]:
    ids = list(index.identifiers)
    for number, start in enumerate(range(0, len(ids), WORDS_PER_FILE)):
        part = ids[start : start + WORDS_PER_FILE]
        papers = [index.identifiers[id_] for id_ in part]
        yield json_file(f"identifiers-{number}.json", {"ids": part, "papers": papers})


def _other_rows(index: Index) -> Iterator[dict[str, Any]]:
    """What is no paper, with the number of its papers."""
    for number in range(index.papers, len(index.documents)):
        document = index.documents[number]
        yield {
            "kind": document.kind,
            "id": document.id.rpartition("/")[2],
            "address": document.address,
            "title": document.title,
            "papers": index.count_papers(number),
        }


def _word_files(index: Index) -> Iterator[IndexFile]:
    for number, start in enumerate(range(0, len(index.terms), WORDS_PER_FILE)):
        terms = index.terms[start : start + WORDS_PER_FILE]
        surface_forms = [index.surface_forms[term] for term in terms]
        yield json_file(
            f"words-{number}.json",
            {
                "terms": terms,
                "surfaces": [
                    "" if s == t else s for s, t in zip(surface_forms, terms, strict=True)
                ],
                "having": [len(index.postings[term]) for term in terms],
            },
        )


class _Postings:
    """The postings as numbers in files: those of some terms, and their places."""

    def __init__(self, every: PostingsByTerm) -> None:
        self._begins = np.asarray(every.starts, np.int64)
        self._ends = np.asarray(every.ends, np.int64)
        self._positions = np.asarray(every.positions)
        # Document, as a difference, and frequencies in turn.
        documents = np.asarray(every.documents, np.int64)
        self._rows = np.empty(2 * len(documents), np.int64)
        self._rows[::2] = np.diff(documents, prepend=0)
        self._rows[2 * self._begins[:-1]] = documents[self._begins[:-1]]
        self._rows[1::2] = every.frequencies
        self.starts = self._find_starts()
        """The number of the first term of each file."""

    def _find_starts(self) -> list[int]:
        """Where each file begins, so that none but a single long row exceeds the limit."""
        digits = np.ones(len(self._rows), np.int64)
        for length in range(1, len(str(self._rows.max(initial=0)))):
            digits += self._rows >= 10**length
        before = np.concatenate([[0], np.cumsum(digits + 1)])
        sizes = np.diff(before[2 * self._begins]) + 1
        starts, filled = [0] if len(sizes) else [], 0
        for number, size in enumerate(sizes.tolist()):
            if filled and filled + size > POSTINGS_PER_FILE:
                starts.append(number)
                filled = 0
            filled += size
        return starts

    def lay_out(self) -> Iterator[IndexFile]:
        """Give the files of rows and of places."""
        for number, (start, end) in enumerate(pairwise([*self.starts, len(self._begins) - 1])):
            terms = self._begins[start : end + 1]
            first, last = terms[0], terms[-1]
            rows = self._rows[2 * first : 2 * last]
            yield _nested_file(f"postings-{number}.json", rows, 2 * (terms[:-1] - first))
            places = np.append(self._ends[first - 1] if first else 0, self._ends[first:last])
            positions = self._positions[places[0] : places[-1]]
            begins = places[:-1] - places[0]
            of_terms = begins[terms[:-1] - first]
            yield _nested_file(f"places-{number}.json", positions, begins, of_terms)


def _nested_file(name: str, numbers: NDArray[Any], *begins: Numbers) -> IndexFile:
    """The numbers in lists, and these in lists; `begins` has where the inner ones begin first."""
    made_of = hash_value(numbers.tobytes(), *(each.tobytes() for each in begins))
    return IndexFile(name=name, made_of=made_of, make=lambda: _write_nested(numbers, begins))


def _write_nested(numbers: NDArray[Any], begins: Sequence[Numbers]) -> bytes:
    level = np.zeros(len(numbers), np.int64)
    for each in begins:
        level[each] += 1
    between = [f"{']' * depth},{'[' * depth}" for depth in range(len(begins) + 1)]
    texts = zip(map(between.__getitem__, level.tolist()), map(str, numbers.tolist()), strict=True)
    text = "".join(chain.from_iterable(texts))
    depth = len(begins)
    return f"[{text[depth + 1 :]}{']' * depth}]".encode()


def _english_files(index: Index) -> Iterator[IndexFile]:
    if index.language is not ENGLISH:
        return
    for letter, words in list_english_words().items():
        yield json_file(f"english-{letter}.json", " ".join(words))
