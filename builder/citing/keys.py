"""Short citation keys: `kusupati2022matryoshka`."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from anyascii import anyascii
from lunr.stop_word_filter import WORDS as STOP_WORDS

from ..model.records import Paper, PaperId
from .author_names import split_name

_LONGEST = 24
"""Characters of a family name or of a word of the title."""
_WORDS_WITHOUT_AUTHOR = 3
_MOST_WORDS = 6
_UNTELLING = STOP_WORDS | {"toward", "towards", "using", "via"}
_APOSTROPHE = re.compile("['’`]")
_WORD = re.compile("[a-z0-9]+")


def make_keys(papers: Iterable[Paper]) -> Mapping[PaperId, str]:
    """Return a short key for each paper: family name, year and the first telling word.

    Without authors it is three words of the title and the year. A key has small letters and
    digits and begins with a letter. It depends on its paper alone, unless two papers would get
    the same one: each of them takes further words of its title, and where those are the same, too,
    four digits of a digest of its slug. None is the slug of another paper; a paper of whose name
    and title no letters are left keeps its slug.
    """
    parts = {paper.id: _Parts.of(paper) for paper in papers}
    keys: dict[PaperId, str] = {}
    taken: set[str] = set(parts)
    waiting = list(parts)
    for more in range(_MOST_WORDS):
        wanted = {slug: parts[slug].join(more) for slug in waiting}
        count = Counter(wanted.values())
        waiting = []
        for slug, key in wanted.items():
            if not key[:1].isalpha() or key == slug:
                keys[slug] = slug
            elif count[key] == 1 and key not in taken:
                keys[slug] = key
            else:
                waiting.append(slug)
        taken.update(keys.values())
    for slug in waiting:
        keys[slug] = _append_digest(parts[slug].join(0), slug, taken)
        taken.add(keys[slug])
    return keys


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parts:
    """What a key is made of."""

    family: str
    year: str
    words: Sequence[str]

    @classmethod
    def of(cls, paper: Paper) -> _Parts:
        return cls(
            family=_family(paper.authors[0]) if paper.authors else "",
            year=str(paper.year or ""),
            words=_telling_words(paper.title.plain),
        )

    def join(self, more: int) -> str:
        """Return the key, with so many further words."""
        if self.family:
            return self.family + self.year + "".join(self.words[: 1 + more])
        return "".join(self.words[: _WORDS_WITHOUT_AUTHOR + more]) + self.year


def _family(name: str) -> str:
    """The family name in letters; of an organisation as many words as fit, at least one."""
    parts = split_name(name)
    words = _to_words(parts[0])
    if len(parts) == 1:
        words = [word for word in words if word not in STOP_WORDS] or words
        while len(words) > 1 and sum(map(len, words)) > _LONGEST:
            words.pop()
    return "".join(words)[:_LONGEST]


def _telling_words(title: str) -> list[str]:
    words = [word[:_LONGEST] for word in _to_words(title[:1000])]
    telling = [word for word in words if len(word) > 1 and word not in _UNTELLING]
    # Behind the year a digit would be read as a part of it.
    while telling and telling[0][0].isdigit():
        telling.pop(0)
    return telling or [word for word in words if word[0].isalpha()]


def _to_words(text: str) -> list[str]:
    return _WORD.findall(_APOSTROPHE.sub("", anyascii(text)).lower())


def _append_digest(key: str, slug: PaperId, taken: set[str]) -> str:
    digest = hashlib.sha256(slug.encode()).hexdigest()
    return next(found for n in range(4, 64) if (found := f"{key}-{digest[:n]}") not in taken)
