"""What may stand for each word of a query; `expansion.js` does the same in the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..text.language import ENGLISH
from .analysis import Token
from .english import is_english, list_english_words
from .index import Index
from .named import find_by_name, weigh_named
from .phrases import find_with_phrase
from .query import Query, drop_repeats
from .spelling import Near, find_completions, find_near_spellings, list_forms

COMPLETION_WEIGHT = 0.5
NEAR_WEIGHT = {1: 0.8, 2: 0.6}
"""By distance."""
MAX_COMPLETIONS = 6
MIN_COMPLETED_LENGTH = 2
"""A single letter has too many completions to be worth loading."""
MAX_NEAR = 3
MAX_OFFERED = 2
CLEAR = 4
"""How many times as many papers have a clear correction as have the others together."""
MAX_SPLIT_LENGTH = 32
"""A longer word is not looked at for two within it, as there is one more place for each letter."""
_SAME_BEGINNING = 5
"""Words that share so many letters are one family: `implicit` and `implications`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A word of the query and the terms that may stand for it."""

    token: Token
    alternatives: Mapping[str, float]
    """Terms of the index with their weight, up to 1; empty for a word that is left out."""
    misspelt: bool = False
    """Whether no document has the word."""
    near: Sequence[Near] = ()
    """Where it is misspelt, what may be meant."""
    doubtful: bool = False
    """Whether one of them may stand for it only where nothing else answers."""
    named: frozenset[int] = frozenset()
    """The papers that have the word as a name or a year."""
    named_weight: float = 0.0

    @property
    def counts(self) -> bool:
        """Whether any document has it or what stands for it."""
        return bool(self.alternatives or self.named)


def expand_query(index: Index, query: Query) -> tuple[Clause, ...]:
    """Return the clauses of the words.

    A word that no document has is left out, unless it is a clear misspelling. Where then
    nothing is left, doubtful ones count too, but never an English word for another.
    """
    clauses = tuple(_expand_token(index, token, query) for token in query.tokens)
    if any(clause.counts for clause in clauses):
        return clauses
    return tuple(
        replace(clause, alternatives=_weigh(clause.near)) if clause.doubtful else clause
        for clause in clauses
    )


def split_unknown(index: Index, query: Query) -> Query:
    """Return the query with words that are written apart in this catalogue: `zero shot`."""
    parts = {
        token.word: found
        for phrase in (query.tokens, *query.phrases, *query.excluded)
        for token in phrase
        if (found := _find_parts(index, token, query))
    }
    if not parts:
        return query
    last = parts.get(query.unfinished_word)
    return replace(
        query,
        tokens=drop_repeats(_put_parts(query.tokens, parts)),
        unfinished_word=last[1].word if last else query.unfinished_word,
        phrases=tuple(_put_parts(phrase, parts) for phrase in query.phrases),
        excluded=tuple(_put_parts(phrase, parts) for phrase in query.excluded),
    )


def _find_parts(index: Index, token: Token, query: Query) -> tuple[Token, Token] | None:
    """The two words that a word is made of, if some document has one after the other."""
    word = token.word
    if token.term in index.postings or len(word) > MAX_SPLIT_LENGTH:
        return None
    unfinished = word == query.unfinished_word
    if unfinished and _find_completions(index, word):
        return None
    if find_by_name(index, word, 0, beginning=unfinished):
        return None
    for cut in range(1, len(word)):
        left, right = word[:cut], word[cut:]
        if not is_seam(left, right):
            continue
        make_term = index.language.make_term
        parts = (Token(make_term(left), left, 0), Token(make_term(right), right, 1))
        if all(part.term in index.postings for part in parts) and find_with_phrase(index, parts):
            return parts
    return None


def is_seam(left: str, right: str) -> bool:
    """Whether a word may be two: both of three letters or more, or a word and a number."""
    if left[-1].isdecimal() != right[0].isdecimal():
        return True
    return min(len(left), len(right)) >= 3 and not left[-1].isdecimal()


def _put_parts(
    tokens: tuple[Token, ...], parts: Mapping[str, tuple[Token, Token]]
) -> tuple[Token, ...]:
    found: list[Token] = []
    shift = 0
    for token in tokens:
        position = token.position + shift
        if token.word in parts:
            left, right = parts[token.word]
            found += [left._replace(position=position), right._replace(position=position + 1)]
            shift += 1
        else:
            found.append(token._replace(position=position))
    return tuple(found)


def _expand_token(index: Index, token: Token, query: Query) -> Clause:
    """The clause of a word: itself and its completions, by name too, or else near spellings."""
    alternatives: dict[str, float] = {}
    if token.term in index.postings:
        alternatives[token.term] = 1.0
    if token.word == query.unfinished_word:
        for term in _find_completions(index, token.word):
            alternatives.setdefault(term, COMPLETION_WEIGHT)
    texts = len(index.postings.get(token.term, ()))
    unfinished = token.word == query.unfinished_word and not alternatives
    named = find_by_name(index, token.word, texts, beginning=unfinished)
    if alternatives or named:
        weight = weigh_named(index, token.word, named, texts)
        return Clause(token=token, alternatives=alternatives, named=named, named_weight=weight)
    near = _find_near(index, token.word)
    english = index.language is ENGLISH and is_english(token.word)
    if english:
        # It is hardly ever misspelt, so only what is one letter away is offered.
        near = [each for each in near if each.distance == 1]
    family = () if english else _find_clear_family(index, near)
    return Clause(
        token=token,
        alternatives=_weigh(family),
        misspelt=True,
        near=family or near,
        doubtful=not english and not family,
    )


def _find_near(index: Index, word: str) -> Sequence[Near]:
    """The terms that are spelt nearly as a word, the most frequent first."""
    forms = list_forms(word[0], index.terms, index.surface_forms)
    english = list_english_words().get(word[0], ()) if index.language is ENGLISH else ()
    near = find_near_spellings(word, forms, english, index.known)
    return sorted(near, key=lambda each: (-len(index.postings[each.term]), each.term))


def _find_clear_family(index: Index, near: Sequence[Near]) -> Sequence[Near]:
    """The forms of the most frequent of the near spellings, if the others are rare beside them."""
    if not near:
        return ()
    start = near[0].word[:_SAME_BEGINNING]
    family = [each for each in near if each.word.startswith(start)]
    own = sum(len(index.postings[each.term]) for each in family)
    every = sum(len(index.postings[each.term]) for each in near)
    return family if own >= CLEAR * (every - own) else ()


def _weigh(near: Sequence[Near]) -> dict[str, float]:
    return {each.term: NEAR_WEIGHT[each.distance] for each in near[:MAX_NEAR]}


def _find_completions(index: Index, word: str) -> Sequence[str]:
    if len(word) < MIN_COMPLETED_LENGTH:
        return ()
    found = find_completions(word, index.terms, index.surface_forms)
    found.sort(key=lambda term: (-len(index.postings[term]), term))
    return found[:MAX_COMPLETIONS]
