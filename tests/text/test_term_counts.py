import random
from collections import Counter
from itertools import pairwise

import numpy as np

from builder.text.term_counts import (
    BREAK,
    count_terms,
    drop_unused,
    find_runs,
    number_strings,
    number_words,
)

TEXTS = ["deep nets the deep nets", "nets", "learn", "the the", "", "deep learn deep nets"]


def count_slowly(title: str, abstract: str) -> Counter[str]:
    """The same for one paper, a term at a time; the title counts twice."""
    found: Counter[str] = Counter()
    for text, weight in ((title, 2), (abstract, 1)):
        words = text.split()
        for word in words:
            found[word] += weight * (word != "the")
        for two in pairwise(words):
            found[" ".join(two)] += weight * ("the" not in two)
    return +found


def count_quickly(texts: list[str]) -> list[Counter[str]]:
    numbered = number_words(text.split() for text in texts)
    numbers, number_of = number_strings(form if form != "the" else "" for form in numbered.forms)
    counted = count_terms(numbered, numbered.replace_words(numbers), 2)
    names = [*number_of, ""]
    terms = [f"{names[a]} {names[b]}".strip() for a, b in counted.terms.tolist()]
    return [
        Counter(dict(zip(terms, map(int, row), strict=True)))
        for row in counted.times.toarray().tolist()
    ]


def test_terms_are_counted_as_one_by_one() -> None:
    chance = random.Random(1)
    words = ["deep", "nets", "learn", "the", "a"]
    some = [" ".join(chance.choices(words, k=chance.randrange(9))) for _ in range(40)]
    for texts in (TEXTS, some, ["", ""], []):
        wanted = [count_slowly(*texts[at : at + 2]) for at in range(0, len(texts), 2)]
        assert [+row for row in count_quickly(texts)] == wanted


def test_terms_come_in_the_order_in_which_they_occur() -> None:
    numbered = number_words(text.split() for text in ("b a", "c b a"))
    counted = count_terms(numbered, numbered.words, 1)
    assert counted.terms.tolist() == [[-1, 0], [-1, 1], [0, 1], [-1, 2], [2, 0]]


def test_some_papers_have_only_the_words_that_they_have() -> None:
    numbered = number_words(text.split() for text in TEXTS)
    chosen = numbered.choose_papers([2, 0])
    assert chosen.forms == ("deep", "nets", "the", "learn")
    words = [chosen.forms[word] if word != BREAK else "|" for word in chosen.words]
    assert words == "| deep learn deep nets | deep nets the deep nets | nets |".split()


def test_new_words_are_numbered_after_those_that_are_known() -> None:
    numbered = number_words([["b", "c"]], ("a", "b"))
    assert (numbered.words.tolist(), numbered.forms) == ([1, 2, BREAK], ("a", "b", "c"))
    words, forms = drop_unused(numbered.words, numbered.forms)
    assert (words.tolist(), forms) == ([0, 1, BREAK], ("b", "c"))


def test_runs_of_rows_are_found_in_any_order_and_more_than_once() -> None:
    at, starts = find_runs(np.array([0, 2, 2, 3]), [2, 0, 1, 2])
    assert (at.tolist(), starts.tolist()) == ([2, 0, 1, 2], [0, 1, 3, 3, 4])
