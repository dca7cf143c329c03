"""Keywords reduced to what their spellings have in common."""

from __future__ import annotations

import re
from functools import lru_cache

from .title_key import normalise_title
from .variants import unify_spelling
from .words import singularise

_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1 << 16)
def keyword_key(keyword: str) -> str:
    """Return the key of a keyword: the same for `Pre-training`, `pretraining` and `pre training`.

    Case, accents, signs, spaces, a plural's s, and British or American spelling make no
    difference. Never empty unless the keyword is. `AIDS` is no plural.
    """
    shouted = keyword.isupper() and len(keyword.split()) > 1
    words = _LETTERS.sub(_drop_plural, keyword.lower() if shouted else keyword)
    return "".join(map(unify_spelling, normalise_title(words).split()))


def _drop_plural(word: re.Match[str]) -> str:
    return singularise(word[0])
