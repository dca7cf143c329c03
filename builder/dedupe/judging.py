"""Weighs the evidence as a sum of log-odds, each with its reason."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..model.wording import Message, join_messages, message, message_number
from .evidence import Evidence

Decision = Literal["merged", "versions", "apart"]

MERGE_AT = 0.5
REPORT_AT = 0.15
"""Score from which a pair kept apart is reported to the owner."""

SILENT = join_messages("", ())
"""Of evidence that an owner need not read."""

_OTHER_ABSTRACT = 0.45
"""Shared words of the shorter abstract below which it is of another work."""

_PRIOR = 0.6
"""Log-odds of any candidate pair: blocking already selected on shared features."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The decision about a pair of records."""

    score: float
    """Probability of one work, 0 to 1, rounded to three places."""
    decision: Decision
    must_not_link: bool
    """Whether they must not be merged through a third record either."""


def judge(found: Evidence) -> Verdict:
    """Decide whether two records are one work, versions of one, or neither."""
    score = round(1 / (1 + math.exp(-sum(weight for weight, _ in evidence_weights(found)))), 3)
    if shares_identifier(found):
        return Verdict(score=max(score, 0.99), decision="merged", must_not_link=False)
    barred = _is_barred(found)
    if score >= MERGE_AT and not barred:
        return Verdict(score=score, decision="merged", must_not_link=False)
    versions = _are_versions(found)
    return Verdict(
        score=min(score, 0.49) if barred else score,
        decision="versions" if versions else "apart",
        must_not_link=barred or versions or score < 0.02,
    )


def shares_identifier(found: Evidence) -> bool:
    """Whether they share an identifier of their own that nothing else contradicts."""
    arxiv = found.arxiv and "arxiv" not in found.crowded
    doi = found.doi and "doi" not in found.crowded
    if not (arxiv or doi) or found.numbers == 2 or found.markers_differ:
        return False
    if found.abstract is not None and found.abstract < _OTHER_ABSTRACT:
        return False
    if found.authors is not None and found.authors < (0.1 if found.title >= 0.9 else 0.5):
        return False
    return found.title >= 0.6 or found.contained or (found.abstract or 0) >= 0.6


def _is_barred(found: Evidence) -> bool:
    """Whether something rules out a merge: another part, an erratum, a serial title."""
    if found.markers_differ or _is_printed_elsewhere(found):
        return True
    if found.numbers == 2:
        return not (_is_same_place(found) and found.abstract != 0 and found.title < 0.9)
    return found.serial and not _is_same_serial_piece(found)


def _is_printed_elsewhere(found: Evidence) -> bool:
    """Whether one bibliography gives them different places: another one may count otherwise."""
    if found.venue != "same" or found.venues_spelled_differently or (found.abstract or 0) >= 0.9:
        return False
    if _is_same_place(found):
        return False
    another_page = found.issue is True and found.page is False
    return found.issue is False or another_page or (found.volume is False and bool(found.years))


def _is_same_place(found: Evidence) -> bool:
    """Whether they are printed on the same pages: several, or one where the titles are alike."""
    if not found.page or "page" in found.crowded:
        return False
    if found.title >= 0.85 or found.contained:
        return found.issue is not False or bool(found.last_page)
    return bool(found.last_page) and found.issue is not False


def _is_same_serial_piece(found: Evidence) -> bool:
    """Two pieces of a series look alike; two records of one piece agree in all they have,
    down to its abstract, its page or several authors, or come from two bibliographies that
    both have it just once."""
    if found.years or found.page is False or found.doi is False:
        return False
    if _is_same_place(found) or (found.abstract or 0) >= 0.8:
        return True
    if not found.same_authors or found.title <= 0.9:
        return False
    from_another_source = found.venue == "same" and found.venues_spelled_differently
    return found.years == 0 and (
        found.author_count >= 4 or (from_another_source and found.only_pair)
    )


def _are_versions(found: Evidence) -> bool:
    if found.serial or found.markers_differ or found.numbers == 2 or not found.authors:
        return False
    return found.authors >= 0.5 and (found.title >= 0.93 or found.contained)


def evidence_weights(found: Evidence) -> Iterator[tuple[float, Message]]:
    """Give the log-odds that each piece of evidence adds, with words for the owner.

    Fitted by logistic regression on labelled halves of public bibliographic sets, rounded,
    and moved to the safe side where a wrong merge would cost more than a missed one.
    """
    yield _PRIOR, SILENT
    yield from _title_weights(found)
    yield from _author_weights(found)
    yield from _publication_weights(found)
    yield from _identifier_weights(found)
    yield from _abstract_weights(found)


def _title_weights(found: Evidence) -> Iterator[tuple[float, Message]]:
    if found.title == 1:
        yield (1.8 if found.words > 2 else 0.3), message("same title")
    elif found.contained:
        yield -0.4, message("one title extends the other")
    else:
        yield -0.7 * _fraction_beyond(found.title, 0.95, 0.85), SILENT
        yield -0.6 * _fraction_beyond(found.title, 0.85, 0.70), SILENT
        yield (
            -1.2 * _fraction_beyond(found.title, 0.70, 0.50),
            message("titles %(share)s similar", share=f"{found.title:.0%}"),
        )
        yield -0.5 * min(found.extra, 5), SILENT
    if found.replaced:
        unsure = 0.8 * (found.words < 5) + 1.2 * (found.years is None)
        yield (
            -0.8 * min(found.replaced, 3) - unsure,
            message("different words in the title"),
        )
    if found.numbers:
        yield -0.6, message("a number in one title only") if found.numbers == 1 else SILENT
    if found.serial:
        yield -3.0, message("a title shared by many works")


def _author_weights(found: Evidence) -> Iterator[tuple[float, Message]]:
    if found.authors is None:
        yield 0.6, SILENT
    elif found.authors >= 0.9:
        yield 1.4, message("same authors")
    elif found.authors >= 0.5:
        yield 0.1, message("authors %(share)s similar", share=f"{found.authors:.0%}")
    elif found.authors == 0:
        long = found.words >= (5 if found.years == 0 else 7)
        otherwise_identical = (
            found.title == 1 and long and found.venue == "same" and not found.years
        )
        yield -2.0 if otherwise_identical else -4.0, message("different authors")
    elif found.authors < 0.34:
        yield -2.5, message("mostly different authors")


def _publication_weights(found: Evidence) -> Iterator[tuple[float, Message]]:
    same_place = _is_same_place(found)
    named = found.venue in ("other", "other kind")
    if found.years:
        apart = message_number("%(number)s year apart", "%(number)s years apart", found.years)
        yield _year_weight(found), apart
        if found.page is False or found.volume is False:
            yield -2.0, SILENT
        if found.contained:
            yield -1.0, SILENT
    if found.venue == "same":
        yield 0.9, message("same venue")
    elif named:
        yield (
            -0.4,
            message("different venue")
            if found.venue == "other"
            else message("different kind of venue"),
        )
        if not same_place and not found.doi:
            yield (
                -(1.0 if found.years is None else 2.2)
                - 2.0 * (found.page is False or found.volume is False),
                SILENT,
            )
        if found.venue == "other kind" and not same_place:
            yield -1.5, SILENT
    if same_place:
        yield 1.8, message("same page")
        if (found.authors or 0) >= 0.5:
            yield 1.1, SILENT
        if (found.volume or found.venue == "same") and found.years == 0 and found.title >= 0.6:
            yield 2.0, SILENT
    elif False in (found.page, found.last_page) or (found.page and found.issue is False):
        yield -1.3, message("different pages")
    if found.abridged and (found.years or found.page is False):
        yield -1.5, message("only one is an abstract")


def _year_weight(found: Evidence) -> float:
    """A preprint may wait for years; what is printed is dated within a year of itself."""
    years = min(found.years or 0, 5)
    if found.venue == "preprint":
        return -0.3 * years
    if years == 1:
        return {"same": -1.6, "unknown": -0.9}.get(found.venue, -2.1)
    return -4.0 if found.venue == "unknown" else -5.0


def _identifier_weights(found: Evidence) -> Iterator[tuple[float, Message]]:
    if found.doi is not None and "doi" not in found.crowded:
        yield (1.6, message("same DOI")) if found.doi else (-2.0, message("different DOI"))
    if found.arxiv is not None and "arxiv" not in found.crowded:
        yield (
            (3.0, message("same arXiv id"))
            if found.arxiv
            else (-4.0, message("different arXiv id"))
        )


def _abstract_weights(found: Evidence) -> Iterator[tuple[float, Message]]:
    if found.abstract is None:
        return
    if found.abstract >= 0.7:
        yield 1.0 if found.abstract >= 0.9 else 0.5, message("same abstract")
    elif found.abstract < 0.6:
        unknown = 1.0 if found.authors is None else 0.0
        yield (
            -(3.0 + 4 * unknown) * _fraction_beyond(found.abstract, 0.6, 0.3),
            message("different abstract"),
        )


def _fraction_beyond(value: float, start: float, end: float) -> float:
    """Return how far `value` is on the way from `start` down to `end`, 0 to 1."""
    return min(max((start - value) / (start - end), 0.0), 1.0)


def explain(found: Evidence) -> Message:
    """Explain the decision, the weightiest reason first."""
    weighted = sorted(
        ((weight, words) for weight, words in evidence_weights(found) if words and weight),
        key=lambda item: (-abs(item[0]), item[1]),
    )
    bars = []
    if found.markers_differ:
        bars.append(message("only one is an erratum, a reply or a comment"))
    if found.numbers == 2:
        bars.append(message("each has a number that the other lacks"))
    if _is_printed_elsewhere(found):
        bars.append(message("in another issue or on another page of it"))
    if (found.doi and "doi" in found.crowded) or (found.arxiv and "arxiv" in found.crowded):
        bars.append(message("same identifier, as papers of other titles"))
    return join_messages(", ", [*bars, *(words for _, words in weighted)])
