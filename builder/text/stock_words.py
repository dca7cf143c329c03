"""Stock words of abstracts: they say nothing about what a paper is about."""

from __future__ import annotations

STOCK_WORDS = frozenset(
    "paper propose proposed present method methods approach approaches show shows results result "
    "work model models task tasks performance based using use used new novel also however "
    "existing previous state art demonstrate introduce achieve achieves experiment experiments "
    "experimental framework study studies improve improves several various significantly well "
    "different two first while more such these our both via further address provide code "
    "available problem problems effective effectiveness extensive many one three one's et al "
    "across within without through between most much over under same up large high better best "
    "recent recently including include includes leverage leveraging enable enables enabling indeed "
    "provide provides specific specifically motivated thus therefore moreover furthermore finally "
    "additionally".split()
)
