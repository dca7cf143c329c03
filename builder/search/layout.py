"""The files of a published index, which `store.js` reads.

`facts.json` has what every query needs. `words-<n>.json` has the terms in order, in files of
about equal length; `postings-<n>-<m>.json` and `places-<n>-<m>.json` have what belongs to the
terms of `words-<n>.json`, from `starts[m]` on. A small index has one file of each.
`cards-<n>.json` has what a result shows, `texts-<n>.json` the abstracts it quotes from,
`narrowings.json` the name and the papers of each tag and listing. `english-<letter>.json` has
ordinary English words: only a word that no document has asks for it. Sorted numbers are written
as differences.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.export import compact_json
from .documents import Document
from .english import list_english_words
from .index import Index, Posting

CARDS_AT_ONCE, CARDS_PER_FILE = 128, 16
TEXTS_AT_ONCE, TEXTS_PER_FILE = 16, 8
"""Documents in a file of a small index, all of whose cards are loaded, and of a large one."""
WORDS_AT_ONCE = 8192
WORDS_PER_FILE = 2048
POSTINGS_AT_ONCE = 512_000
POSTINGS_PER_FILE = 48_000
"""An index of up to `…_AT_ONCE` words and characters of postings is one file of each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexFile:
    """A file of the published index."""

    name: str
    content: bytes


def lay_out_index(
    index: Index, names: Mapping[str, Any]
) -> tuple[tuple[IndexFile, ...], IndexFile]:
    """Return the files of the index, and the manifest that leads to them.

    `names` goes into `facts.json`: what the tags and listings are called.
    """
    facts = {"lengths": index.lengths, "titleTerms": index.title_terms, **names}
    whole = _is_small(index)
    files = _split_terms(index, whole)
    cards = CARDS_AT_ONCE if whole else CARDS_PER_FILE
    texts = TEXTS_AT_ONCE if whole else TEXTS_PER_FILE
    parts = (
        _json_file("facts.json", facts),
        _json_file(
            "narrowings.json",
            {
                name: (value.name, _delta_encode(value.papers))
                for name, value in index.filters.items()
            },
        ),
        *_english_files(),
        *_word_files(index, files, whole),
        *_document_files(index.documents, cards, texts),
    )
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.content)
    manifest = {
        "version": digest.hexdigest()[:12],
        "documents": len(index.documents),
        "papers": index.papers,
        "words": [terms[0] for terms in files],
        "whole": whole,
        "cards": cards,
        "texts": texts,
    }
    return parts, _json_file("manifest.json", manifest)


def _is_small(index: Index) -> bool:
    size = sum(len(row) for row in map(compact_json, _posting_rows(index, index.terms)))
    return len(index.terms) <= WORDS_AT_ONCE and size <= POSTINGS_AT_ONCE


def _split_terms(index: Index, whole: bool) -> list[Sequence[str]]:
    step = WORDS_AT_ONCE if whole else WORDS_PER_FILE
    return [index.terms[start : start + step] for start in range(0, len(index.terms), step)]


def _word_files(index: Index, files: Iterable[Sequence[str]], whole: bool) -> Iterator[IndexFile]:
    for number, terms in enumerate(files):
        rows = [compact_json(row) for row in _posting_rows(index, terms)]
        starts = [0] if whole else _file_starts([len(row) for row in rows])
        surface_forms = [index.surface_forms[term] for term in terms]
        yield _json_file(
            f"words-{number}.json",
            {
                "terms": terms,
                "surfaces": [
                    "" if s == t else s for s, t in zip(surface_forms, terms, strict=True)
                ],
                "having": [len(index.postings[term]) for term in terms],
                "starts": starts,
            },
        )
        for part, (start, end) in enumerate(zip(starts, [*starts[1:], len(terms)], strict=True)):
            content = b"[" + b",".join(rows[start:end]) + b"]"
            yield IndexFile(name=f"postings-{number}-{part}.json", content=content)
            positions = [
                [list(p.positions) for p in index.postings[term]] for term in terms[start:end]
            ]
            yield _json_file(f"places-{number}-{part}.json", positions)


def _file_starts(sizes: Iterable[int]) -> list[int]:
    """Where each file begins, so that none but a single long row exceeds the limit."""
    starts, filled = [0], 0
    for number, size in enumerate(sizes):
        if filled and filled + size > POSTINGS_PER_FILE:
            starts.append(number)
            filled = 0
        filled += size
    return starts


def _posting_rows(index: Index, terms: Iterable[str]) -> Iterator[list[int]]:
    for term in terms:
        yield _posting_row(index.postings[term])


def _posting_row(postings: Iterable[Posting]) -> list[int]:
    """Document, as a difference, and frequencies in turn."""
    row: list[int] = []
    before = 0
    for posting in postings:
        row += (posting.document - before, posting.in_text << 2 | posting.in_title)
        before = posting.document
    return row


def _english_files() -> Iterator[IndexFile]:
    for letter, words in list_english_words().items():
        yield _json_file(f"english-{letter}.json", " ".join(words))


def _document_files(documents: Sequence[Document], cards: int, texts: int) -> Iterator[IndexFile]:
    for number, start in enumerate(range(0, len(documents), cards)):
        shown = [_card_data(document) for document in documents[start : start + cards]]
        yield _json_file(f"cards-{number}.json", shown)
    for number, start in enumerate(range(0, len(documents), texts)):
        quoted = [document.text for document in documents[start : start + texts]]
        yield _json_file(f"texts-{number}.json", quoted)


def _card_data(document: Document) -> list[Any]:
    return [
        document.kind,
        document.address,
        document.title,
        document.tags,
        document.listings,
        document.year,
    ]


def _delta_encode(numbers: Iterable[int]) -> list[int]:
    found: list[int] = []
    before = 0
    for number in numbers:
        found.append(number - before)
        before = number
    return found


def _json_file(name: str, value: Any) -> IndexFile:
    return IndexFile(name=name, content=compact_json(value))
