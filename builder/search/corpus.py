"""The tokens of all documents, found for each different word once.

A text becomes what `tokenise` makes of a query, but that two words that are one term keep their
own terms beside it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..model.meaning import Numbers
from ..text.language import ENGLISH, Language
from ..text.words import split_lower_words
from .analysis import Terms, lower_plain, make_terms
from .announcements import strip_announcements
from .documents import Document

_GAP = 100
"""Positions between title, text and keywords, so that no phrase spans two of them."""

LONGEST_START = 30
"""Characters of a term's beginning that are looked up: of a word without end, there is no end."""

Flags = NDArray[np.bool_]
Forms = Sequence[tuple[str, str]]
"""Each term with a word that it is made from."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Tokens:
    """The tokens of all documents, in their order."""

    forms: Forms
    form: Numbers
    """Of each token the number of its form."""
    document: Numbers
    position: Numbers
    in_title: Flags


def split_document(document: Document, language: Language) -> str:
    """Return its words: a line for the title, one for the text, and one for each keyword.

    The text of an English paper goes without what only announces code or data.
    """
    announces = document.kind == "paper" and language is ENGLISH
    text = strip_announcements(document.text) if announces else document.text
    parts = (document.title, text, *document.keywords)
    return "\n".join(" ".join(split_lower_words(part)) for part in parts)


def list_tokens(documents: Iterable[str], language: Language) -> Tokens:
    """Return the tokens of documents that `split_document` has split."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    words, sizes, parts = array("I"), array("I"), array("I")
    for document in documents:
        lines = document.split("\n")
        parts.append(len(lines))
        for line in lines:
            own = line.split()
            words.extend(map(numbers.__getitem__, own))
            sizes.append(len(own))
    word = np.array(words, np.int64)
    part = np.repeat(np.arange(len(sizes)), np.array(sizes, np.int64))
    known = _Words(tuple(numbers), language)
    word, stays = known.join(word, part)
    document_of = np.repeat(np.arange(len(parts)), np.array(parts, np.int64))
    return _join_parts(*known.expand(word, part[stays]), document_of, known.all)


class _Words:
    """What the tokens of each word are."""

    def __init__(self, words: Sequence[str], language: Language) -> None:
        self._words = words
        self._language = language
        self._number: defaultdict[tuple[str, str], int] = defaultdict()
        self._number.default_factory = self._number.__len__
        # Of each word the number of its tokens and that of positions, then the tokens of all.
        self._sizes, self._lengths = array("I"), array("I")
        self._form, self._offset = array("I"), array("I")
        for word in words:
            self._add(*make_terms(word, language))

    @property
    def all(self) -> Forms:
        """Those of all words."""
        return tuple(self._number)

    def _add(self, tokens: Sequence[tuple[str, str, int]], length: int) -> None:
        self._sizes.append(len(tokens))
        self._lengths.append(length)
        for term, word, offset in tokens:
            self._form.append(self._number[term, word])
            self._offset.append(offset)

    def join(self, word: Numbers, part: Numbers) -> tuple[Numbers, Flags]:
        """Put one word for two neighbours that are a term together; give also which places stay."""
        word, stays = word.copy(), np.ones(len(word), bool)
        numbers: dict[str, int] = {}
        last = -2
        for at, left, right, joined in self._find_joints(word, part):
            if at == last + 1:
                continue  # The word before has it: of three words the first two are joined.
            last = at
            two = f"{left} {right}"
            if two not in numbers:
                numbers[two] = len(self._sizes)
                forms = (joined, left.lower(), right.lower())
                made = (make_terms(form, self._language)[0] for form in forms)
                self._add([(term, form, 0) for each in made for term, form, _ in each], 1)
            word[at] = numbers[two]
            stays[at + 1] = False
        return word[stays], stays

    def _find_joints(self, word: Numbers, part: Numbers) -> Sequence[tuple[int, str, str, str]]:
        """Where two neighbours may be one word, the two, and what they are together."""
        written = {term for term, form in self._number if not self._language.is_stop_word(form)}
        plain = [lower_plain(each, self._language) for each in self._words]
        number = {each: at for at, each in enumerate(dict.fromkeys(plain))}
        letter = {each: at for at, each in enumerate(dict.fromkeys(each[:1] for each in plain))}
        # Whether a term begins with a word and the first letter of the next one.
        goes_on = np.zeros((len(number), len(letter)), bool)
        # The few words that are longer are put together with each that follows.
        goes_on[[at for each, at in number.items() if len(each) > LONGEST_START]] = True
        goes_on[:, [at for each, at in letter.items() if not each]] = False
        for term in written:
            for end in range(1, min(len(term), LONGEST_START + 1)):
                if term[:end] in number and term[end] in letter:
                    goes_on[number[term[:end]], letter[term[end]]] = True
        left = np.array([number[each] for each in plain], np.int64)[word[:-1]]
        right = np.array([letter[each[:1]] for each in plain], np.int64)[word[1:]]
        places = np.flatnonzero(goes_on[left, right] & (part[1:] == part[:-1]))
        pairs, pair = np.unique(word[places] << 32 | word[places + 1], return_inverse=True)
        terms = Terms(written, self._language)
        twos = [(two >> 32, two & 0xFFFFFFFF) for two in pairs.tolist()]
        joined = [terms.join(plain[one], plain[other]) for one, other in twos]
        return [
            (at, *(self._words[each] for each in twos[n]), joined[n])
            for at, n in zip(places.tolist(), pair.tolist(), strict=True)
            if joined[n]
        ]

    def expand(self, word: Numbers, part: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Return of each token its form, its part, and its position in that.

        Stop words are tokens only of a part of nothing else.
        """
        sizes, lengths = np.array(self._sizes, np.int64), np.array(self._lengths, np.int64)
        starts = np.cumsum(sizes) - sizes
        count = sizes[word]
        before = np.cumsum(count) - count
        token = np.repeat(starts[word] - before, count) + np.arange(count.sum())
        after = np.cumsum(lengths[word])
        position = after - lengths[word]
        position -= position[np.searchsorted(part, part)]
        form = np.array(self._form, np.int64)[token]
        position = np.repeat(position, count) + np.array(self._offset, np.int64)[token]
        part = np.repeat(part, count)
        is_stop_word = self._language.is_stop_word
        tells = np.array([not is_stop_word(word) for _, word in self._number], bool)[form]
        telling = np.bincount(part, tells, minlength=part.max(initial=-1) + 1) > 0
        stays = tells | ~telling[part]
        return form[stays], part[stays], position[stays]


def _join_parts(
    form: Numbers, part: Numbers, position: Numbers, document: Numbers, forms: Forms
) -> Tokens:
    """Put the parts of each document one behind the other; `document` is that of each part.

    A keyword that the text or another keyword has the same terms as counts once.
    """
    bounds = np.searchsorted(part, np.arange(len(document) + 1))
    first = np.searchsorted(document, document)
    sizes = np.diff(bounds)
    for repeated in _find_repeated(form, bounds, first, forms):
        sizes[repeated] = 0
    full = np.flatnonzero(sizes)
    steps = np.zeros(len(sizes), np.int64)
    steps[full] = position[bounds[1:][full] - 1] + _GAP
    before = np.cumsum(steps) - steps
    stays = sizes[part] > 0
    part = part[stays]
    return Tokens(
        forms=forms,
        form=form[stays],
        document=document[part],
        position=position[stays] + (before - before[first])[part],
        in_title=part == first[part],
    )


def _find_repeated(form: Numbers, bounds: Numbers, first: Numbers, forms: Forms) -> Iterator[int]:
    """Give the parts, but for titles, that have the terms of another of their document before."""
    number: dict[str, int] = {}
    terms = [number.setdefault(term, len(number)) for term, _ in forms]
    term = np.array(terms, np.int32)[form]
    seen: set[tuple[int, bytes]] = set()
    for part, (of, start, end) in enumerate(
        zip(first.tolist(), bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    ):
        if part > of and start < end:
            two = of, term[start:end].tobytes()
            if two in seen:
                yield part
            seen.add(two)
