"""Tags that any field has: the kinds of work, by the words with which papers say theirs."""

from __future__ import annotations

from collections.abc import Mapping

KINDS_OF_WORK: Mapping[str, tuple[str, ...]] = {
    "Surveys and reviews": (
        *("survey (title)", "review (title)", "overview (title)", "tutorial (title)"),
        *("this survey", "this review", "we survey", "we review", "systematic review"),
    ),
    "Datasets and benchmarks": (
        *("dataset (title)", "benchmark (title)", "corpus (title)", "challenge (title)"),
        *("new|novel dataset", "new|novel benchmark", "new|novel corpus", "benchmark for"),
        *("introduce|present .. dataset", "introduce|present .. benchmark"),
    ),
    "Theory and proofs": (
        *("theorem", "we prove", "prove", "theoretical analysis", "theory (title)"),
        *("theoretical (title)", "upper bound", "lower bound"),
    ),
    "Software and tools": (
        *("toolkit", "software (title)", "library (title)", "toolbox", "open-source library"),
        "software package",
    ),
}
"""Names, and phrases in the syntax of `tags.yml`."""

WORDS_OF_KINDS = frozenset(
    "benchmark challenge corpora corpus dataset library overview review software survey theorem "
    "theoretical theory toolkit tutorial".split()
)
"""Keys of phrases that are left to these tags."""
