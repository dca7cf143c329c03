"""The sentence of an abstract that says what the work is about, for lists that show no more."""

from __future__ import annotations

import re
from functools import lru_cache

from .lines import truncate

MOST_KNOWN = 8192
"""Abstracts whose aims are known for as long as the process lives: many pages show one."""
SHORT_ABSTRACT = 240
"""Abstracts of up to this many characters are shown whole; see `SHORT` in `list.js`."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]?\s+(?=[\"“‘(\[]?[^\Wa-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|a\.?k\.?a|et al|etc|cf|vs|viz|resp|approx|"
    r"Eqs?|Figs?|Refs?|Secs?|Nos?|Dr|Prof|St)"
    r"|(?:^|[\s(])[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 12

_WORK = (
    r"(?:paper|work|study|article|survey|review|thesis|report|chapter|tutorial|dissertation|book|"
    r"note|research|project|monograph|essay|overview)"
)
_THIS = r"(?:this|our|the\s(?:present|current))"
_BETWEEN = r"(?:,?\s(?:\w+ly|also|here|thus|first|instead|therefore|hence)\b)*,?\s"
"""What stands between a subject and its verb."""
_AIMS = (
    r"(?:address|aim|analy[sz]e|argue|ask|benchmark|build|characteri[sz]e|create|describe|design|"
    r"develop|devise|examine|explore|focus|formali[sz]e|introduce|investigate|present|propose|"
    r"re-?visit|review|seek|study|survey|tackle)"
)
_DOES = (
    r"(?:answer|apply|assess|compare|conduct|consider|construct|contribute|demonstrate|derive|"
    r"determine|discover|discuss|employ|establish|evaluate|explain|extend|find|give|identify|"
    r"implement|improve|leverage|model|offer|perform|probe|prove|provide|quantify|release|report|"
    r"reveal|show|solve|suggest|test|train|uncover|unify|use|validate)"
)
_ADDS = re.compile(
    r"(?:Additionally|Also|Finally|Furthermore|In addition|Lastly|Moreover|Second)\b"
)
_CUES = (
    # "In this paper, …", "This work presents …", "The aim of …", "We propose …"
    re.compile(
        rf"\b(?:in|within|with|through)\s{_THIS}\s(?:\w+\s)?{_WORK}\b"
        rf"|\b{_THIS}\s(?:\w+\s){{0,2}}{_WORK}{_BETWEEN}(?:is|\w+s)\b"
        rf"|\b(?:aim|goal|purpose|objective)s?\s(?:of|in)\s{_THIS}\b"
        rf"|\bour\s(?:\w+\s)?(?:aim|goal|purpose|objective)\b"
        rf"|\bwe{_BETWEEN}{_AIMS}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\bwe{_BETWEEN}{_DOES}\b", re.IGNORECASE),
    re.compile(r"\bwe\b|\bour\b", re.IGNORECASE),
)
"""How English abstracts begin to speak of the work itself; the surest first."""


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a plain text; no sentence ends with an abbreviation."""
    sentences: list[str] = []
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        nearest = max(start, gap.start() - _LONGEST_ABBREVIATION)
        if not _ABBREVIATION.search(text, nearest, gap.start()):
            sentences.append(text[start : gap.end()].rstrip())
            start = gap.end()
    return (*sentences, text[start:]) if text[start:] else tuple(sentences)


@lru_cache(maxsize=MOST_KNOWN)
def find_aim(abstract: str) -> str:
    """Return the sentence that says what the work does, else the first one.

    What only adds something to what was said is taken where nothing else says it.
    """
    sentences = split_sentences(abstract)
    main = tuple(sentence for sentence in sentences if not _ADDS.match(sentence))
    for cue in _CUES:
        for sentence in main:
            if cue.search(sentence):
                return sentence
    return sentences[0] if sentences else ""


def summarise(abstract: str, length: int) -> str:
    """Return the aim, cut where it has more than `length` characters."""
    return truncate(find_aim(abstract), length)
