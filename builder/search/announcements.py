"""Sentences of abstracts that only announce code, data or a page: they say nothing of a paper."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])")
_ADDRESS = re.compile(r"\(?(?:https?://|www\.)\S+")
_WORD = re.compile(r"[^\W\d_]+")

_THINGS = frozenset(
    "benchmark benchmarks checkpoint checkpoints code codes corpora corpus data dataset datasets "
    "demo demos encoder implementation implementations leaderboard library model models package "
    "page repository script scripts tool toolkit video videos webpage website weights".split()
)
_RELEASING = frozenset(
    "accessed accessible accessibly available avaliable download downloaded found hosted "
    "open opensource opensourced provide provided public publicly publish published release "
    "released releases releasing share shared sourced viewed visit".split()
)
_OWNERS = frozenset("code codes github our ours shall we will".split())
_FILLERS = frozenset(
    "a access acceptance additional addition all an and any are arxiv as associated at be been "
    "benefit broader can community demonstrations details development easily experiments face "
    "facilitate finally following for foster found freely from further future has have here hope "
    "huggingface hugging hub in including interactive intend is it its later license link live "
    "made make materials mit more of official on online or paper please pre pretrained produce "
    "project promote promoting publication reference repo replicate replication reproduce "
    "reproducible reproducibility research results s see settings soon source standard study "
    "supplementary support the their this to trained training tuned under upon url used using via "
    "with work".split()
)
_MAX_OTHER_WORDS = 2
"""A name may be among them: "The code of CLIP is available"."""


def strip_announcements(text: str) -> str:
    """Return an abstract without the sentences that announce: "Our code is available at …".

    A sentence goes only if it names such a thing, says that it is released or where, and has at
    most two words that do not belong to such a sentence.
    """
    sentences = _SENTENCE_END.split(text)
    kept = [sentence for sentence in sentences if not is_announcement(sentence)]
    return text if len(kept) == len(sentences) else " ".join(kept)


def is_announcement(sentence: str) -> bool:
    """Whether a sentence only announces code, data or a page."""
    bare, addresses = _ADDRESS.subn(" ", sentence)
    words = [word.lower() for word in _WORD.findall(bare)]
    different = frozenset(words)
    if not different & _THINGS or not (addresses or different & _RELEASING):
        return False
    if not (addresses or different & _OWNERS):
        return False
    known = _THINGS | _RELEASING | _OWNERS | _FILLERS
    return sum(word not in known for word in words) <= _MAX_OTHER_WORDS
