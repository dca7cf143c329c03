"""What a reader should be told about an answer, as data; `notes.js` gives the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .expansion import MAX_OFFERED, Clause
from .filters import find_nearest_names, find_values
from .index import Index
from .query import Query

Kind = Literal["unknown", "corrected", "common", "no value"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What became of a part of the query."""

    kind: Kind
    """No document has the word; another word counts in its place; too common to search for; no
    value of the field is called so."""
    words: tuple[str, ...]
    """What was typed, in lower case; of a filter, its value as typed."""
    field: str = ""
    """`tag` or `source` for a filter."""
    near: tuple[str, ...] = ()
    """The words that count instead or may be meant, or the names of the nearest values."""
    query: str = ""
    """The query with the first of them in its place; empty where there is none."""


def list_notes(index: Index, query: Query, clauses: Iterable[Clause]) -> tuple[Note, ...]:
    """Return what to tell of a query, in its order."""
    common = (Note(kind="common", words=query.common),) if query.common else ()
    return (*common, *_note_words(index, query, clauses), *_note_filters(index, query))


def _note_words(index: Index, query: Query, clauses: Iterable[Clause]) -> Iterator[Note]:
    for clause in clauses:
        if clause.misspelt:
            word = clause.token.word
            near = [each.word for each in clause.near]
            counted = near[:1] if clause.alternatives and not clause.doubtful else near
            yield Note(
                kind="corrected" if clause.alternatives else "unknown",
                words=(word,),
                near=tuple(counted[:MAX_OFFERED]),
                query=_put_word(query.text, word, near[0]) if near else "",
            )
        elif all(index.is_without_papers(term) for term in clause.alternatives):
            # A tag or a page has it.
            yield Note(kind="unknown", words=(clause.token.word,))


def _note_filters(index: Index, query: Query) -> Iterator[Note]:
    for filter_ in query.filters:
        if not find_values(index, filter_):
            near = find_nearest_names(index, filter_)
            yield Note(kind="no value", words=(filter_.typed,), field=filter_.field, near=near)


def _put_word(text: str, word: str, other: str) -> str:
    """The text with another word where the word stands; empty where it is not written so."""
    put, times = re.subn(rf"(?<!\w){re.escape(word)}(?!\w)", other, text, flags=re.I)
    return put if times else ""


def describe_note(note: Note) -> str:
    """Return a note as a sentence or two."""
    words = _quote(note.words, ", ")
    if note.kind == "common":
        verb = "is" if len(note.words) == 1 else "are"
        return f"{words} {verb} too common to search for."
    if note.kind == "no value":
        nearest = f" The nearest: {', '.join(note.near)}." if note.near else ""
        return f"There is no {note.field} {words}.{nearest}"
    near = _quote(note.near, " or ")
    if note.kind == "corrected":
        return f"No paper has {words}; showing results for {near}."
    return f"No paper has {words}." + (f" Did you mean {near}?" if near else "")


def _quote(words: Sequence[str], between: str) -> str:
    return between.join(f"“{word}”" for word in words)
