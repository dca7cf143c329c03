"""What a reader should be told about an answer, as data; `notes.js` gives the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .expansion import MAX_OFFERED, Clause
from .fields import DIRECTORY_FIELDS
from .filters import find_nearest_names, is_known
from .index import Index
from .query import Query

Kind = Literal["unknown", "corrected", "common", "no value", "no field"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What became of a part of the query."""

    kind: Kind
    """No document has the word; another word counts in its place; too common to search for; no
    value of the field is called so; no paper of the catalogue has the field."""
    words: tuple[str, ...]
    """What was typed, in lower case; of a filter and of what may be a name, as typed."""
    field: str = ""
    """The name of a filter's field; `author` where a word may be a name and none are listed."""
    near: tuple[str, ...] = ()
    """The words that count instead or may be meant, or the names of the nearest values."""
    query: str = ""
    """The query with the first of them in its place; empty where there is none."""


def list_notes(index: Index, query: Query, clauses: Iterable[Clause]) -> tuple[Note, ...]:
    """Return what to tell of a query, in its order."""
    common = (Note(kind="common", words=query.common),) if query.common else ()
    clauses = tuple(clauses)
    return (
        *common,
        *_note_words(index, query, clauses),
        *_note_filters(index, query),
        *_note_people(index, query, clauses),
    )


def _note_words(index: Index, query: Query, clauses: Iterable[Clause]) -> Iterator[Note]:
    for clause in clauses:
        word = clause.token.word
        if clause.misspelt:
            if not clause.alternatives and word not in query.words:
                continue  # `cun` of `LeCun`: nobody typed it.
            near = [each.word for each in clause.near]
            counted = near[:1] if clause.alternatives and not clause.doubtful else near
            yield Note(
                kind="corrected" if clause.alternatives else "unknown",
                words=(word,),
                near=tuple(counted[:MAX_OFFERED]),
                query=_put_word(query.text, word, near[0]) if near else "",
            )
        elif not clause.named and all(map(index.is_without_papers, clause.alternatives)):
            # A tag or a page has it.
            yield Note(kind="unknown", words=(word,))


def _note_filters(index: Index, query: Query) -> Iterator[Note]:
    for filter_ in query.filters:
        if filter_.field in DIRECTORY_FIELDS and filter_.field not in index.directories:
            yield Note(kind="no field", words=(filter_.typed,), field=filter_.field)
        elif not is_known(index, filter_):
            near = find_nearest_names(index, filter_)
            yield Note(kind="no value", words=(filter_.typed,), field=filter_.field, near=near)


def _note_people(index: Index, query: Query, clauses: Sequence[Clause]) -> Iterator[Note]:
    """Say that there are no authors, once, where a word may be the name of one.

    That is a word that no text has, that is no English word and no sure misspelling of another.
    """
    asked = any(filter_.field == "author" for filter_ in query.filters)
    if asked or "author" in index.directories:
        return
    doubtful = {c.token.word for c in clauses if c.doubtful and c.token.word.isalpha()}
    every = all(clause.misspelt for clause in clauses)
    words = tuple(word for word in query.name if every or word.lower() in doubtful)
    if doubtful and words:
        yield Note(kind="no field", words=words, field="author")


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
    if note.kind == "no field":
        return f"This catalogue lists no {note.field}s."
    near = _quote(note.near, " or ")
    if note.kind == "corrected":
        return f"No paper has {words}; showing results for {near}."
    return f"No paper has {words}." + (f" Did you mean {near}?" if near else "")


def find_name(notes: Iterable[Note]) -> str:
    """Return the name to look for elsewhere, where a query has one and no authors are listed."""
    names = (note.words for note in notes if note.kind == "no field" and note.field == "author")
    return " ".join(next(names, ()))


def _quote(words: Sequence[str], between: str) -> str:
    return between.join(f"“{word}”" for word in words)
