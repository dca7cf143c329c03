"""What a value typed after `author:`, `venue:`, `keyword:` or `year:` chooses of a directory.

`choosing.js` does the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .directory import MIN_BEGINNING, Directory, is_initial, mark_whole
from .names import split_name
from .spelling import count_edits, limit_edits

MAX_NEAREST = 3
_RANGE = re.compile(r"([0-9]{4})?\.\.([0-9]{4})?")


def choose_papers(directory: Directory, typed: str) -> frozenset[int]:
    """Return the papers that have a value of that id or name, else of its words or beginning."""
    words = split_name(typed)
    if directory.field == "year":
        return directory.list_papers(_list_years(directory, typed))
    exact = _find_exact(directory, typed)
    return directory.list_papers(
        exact or directory.match(typed) or _find_beginning(directory, words)
    )


def find_nearest(directory: Directory, typed: str) -> tuple[str, ...]:
    """Return up to three names of values near one that there is not.

    Of years the nearest one; of others those with most of the words, or words spelt nearly so.
    """
    if directory.field == "year":
        return _find_nearest_year(directory, typed)
    shared: Counter[int] = Counter()
    for word in dict.fromkeys(split_name(typed)):
        having = directory.words.get(word) or _find_spelt_nearly(directory, word)
        if not is_initial(word):
            shared.update(having)
    best = sorted(shared, key=lambda number: (-shared[number], number))
    return tuple(directory.values[number].name for number in best[:MAX_NEAREST])


def _find_exact(directory: Directory, typed: str) -> tuple[int, ...]:
    """The values with that id or whole name; of people with the id alone, as names recur."""
    if directory.field != "author":
        return directory.words.get(mark_whole(split_name(typed)), ())
    own = directory.number.get(typed.lower()) if "-" in typed else None
    return () if own is None else (own,)


def _find_beginning(directory: Directory, words: tuple[str, ...]) -> list[int]:
    if not words or len(words[-1]) < MIN_BEGINNING:
        return []
    return list(directory.match(" ".join(words), unfinished=True))


def _list_years(directory: Directory, typed: str) -> Iterator[int]:
    """The years that were typed: one, or a range that may be open at an end."""
    given = _RANGE.fullmatch(typed.strip())
    if not given:
        yield from directory.words.get(typed.strip(), ())
    elif given[1] or given[2]:
        bounds = (given[1] or "0000", given[2] or "9999")
        for year, numbers in directory.words.items():
            if min(bounds) <= year <= max(bounds):
                yield from numbers


def _find_nearest_year(directory: Directory, typed: str) -> tuple[str, ...]:
    asked = re.search("[0-9]{4}", typed)
    if not asked:
        return ()
    wanted = int(asked[0])
    return (min(directory.words, key=lambda year: (abs(int(year) - wanted), year)),)


def _find_spelt_nearly(directory: Directory, word: str) -> tuple[int, ...]:
    """The values of the words that are nearest to a word, with the same first letter."""
    most = limit_edits(word)
    near: dict[int, set[int]] = {}
    for other, numbers in directory.words.items():
        if other[0] == word[0]:
            near.setdefault(count_edits(word, other, most), set()).update(numbers)
    least = min(near, default=most + 1)
    return tuple(sorted(near[least])) if least <= most else ()
