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

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import sub
from typing import Any

from ..model.export import compact_json
from ..text.language import ENGLISH
from .directory_layout import lay_out_directory
from .english import list_english_words
from .index import Index
from .meaning_layout import lay_out_meaning
from .postings import PostingsByTerm

WORDS_PER_FILE = 1024
POSTINGS_PER_FILE = 24_000
"""Characters; a query needs a few of these files, and on a slow line it waits for them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexFile:
    """A file of the published index."""

    name: str
    """Below `search/`."""
    content: bytes


def lay_out_index(index: Index) -> tuple[tuple[IndexFile, ...], IndexFile]:
    """Return the files of the index, and the manifest that leads to them."""
    rows = [compact_json(row) for row in _posting_rows(index.postings)]
    directories = {
        field: lay_out_directory(directory) for field, directory in index.directories.items()
    }
    starts = _file_starts([len(row) for row in rows])
    parts = (
        _json_file("facts.json", {"lengths": index.lengths, "titleTerms": index.title_terms}),
        _json_file("others.json", list(_other_rows(index))),
        *_english_files(index),
        *_word_files(index),
        *_posting_files(index, rows, starts),
        *_meaning_files(index),
        *_identifier_files(index),
        *(_json_file(*file) for files, _ in directories.values() for file in files),
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.content)
    manifest = {
        "version": digest.hexdigest()[:12],
        "documents": len(index.documents),
        "papers": index.papers,
        "words": index.terms[::WORDS_PER_FILE],
        "wordsPerFile": WORDS_PER_FILE,
        "postings": [index.terms[start] for start in starts],
        "starts": starts,
        "learnt": index.meaning is not None,
        "identifiers": list(index.identifiers)[::WORDS_PER_FILE],
        "directories": {field: leading for field, (_, leading) in directories.items()},
    }
    return parts, _json_file("manifest.json", manifest)


def _meaning_files(index: Index) -> Iterator[IndexFile]:
    if index.meaning:
        for name, content in lay_out_meaning(index.meaning):
            yield _json_file(name, content)


def _identifier_files(index: Index) -> Iterator[IndexFile]:
    ids = list(index.identifiers)
    for number, start in enumerate(range(0, len(ids), WORDS_PER_FILE)):
        part = ids[start : start + WORDS_PER_FILE]
        papers = [index.identifiers[id_] for id_ in part]
        yield _json_file(f"identifiers-{number}.json", {"ids": part, "papers": papers})


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
        yield _json_file(
            f"words-{number}.json",
            {
                "terms": terms,
                "surfaces": [
                    "" if s == t else s for s, t in zip(surface_forms, terms, strict=True)
                ],
                "having": [len(index.postings[term]) for term in terms],
            },
        )


def _posting_files(
    index: Index, rows: Sequence[bytes], starts: Sequence[int]
) -> Iterator[IndexFile]:
    ends = [*starts[1:], len(rows)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=False)):
        content = b"[" + b",".join(rows[start:end]) + b"]"
        yield IndexFile(name=f"postings-{number}.json", content=content)
        yield _json_file(f"places-{number}.json", _place_rows(index.postings, start, end))


def _file_starts(sizes: Sequence[int]) -> list[int]:
    """Where each file begins, so that none but a single long row exceeds the limit."""
    starts, filled = [0] if sizes else [], 0
    for number, size in enumerate(sizes):
        if filled and filled + size > POSTINGS_PER_FILE:
            starts.append(number)
            filled = 0
        filled += size
    return starts


def _posting_rows(every: PostingsByTerm) -> Iterator[list[int]]:
    """Document, as a difference, and frequencies in turn, for each term."""
    for start, end in pairwise(every.starts):
        documents = every.documents[start:end]
        row = [0] * (2 * len(documents))
        row[::2] = map(sub, documents, chain((0,), documents))
        row[1::2] = every.frequencies[start:end]
        yield row


def _place_rows(every: PostingsByTerm, first: int, last: int) -> list[list[list[int]]]:
    """The places of the terms from `first` to before `last`, document by document."""
    begin = every.starts[first]
    ends = [every.ends[begin - 1] if begin else 0, *every.ends[begin : every.starts[last]]]
    places = every.positions[ends[0] : ends[-1]].tolist()
    each = [places[one - ends[0] : other - ends[0]] for one, other in pairwise(ends)]
    bounds = [start - begin for start in every.starts[first : last + 1]]
    return [each[one:other] for one, other in pairwise(bounds)]


def _english_files(index: Index) -> Iterator[IndexFile]:
    if index.language is not ENGLISH:
        return
    for letter, words in list_english_words().items():
        yield _json_file(f"english-{letter}.json", " ".join(words))


def _json_file(name: str, value: Any) -> IndexFile:
    return IndexFile(name=name, content=compact_json(value))
