"""What a run of `enrich` did, in sentences for the owner."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ..model.metadata import Candidate
from ..text.lines import truncate
from .enrich import Asked, EnrichReport
from .enrich_records import Doubt

_FIELDS = {
    "authors": "authors",
    "date": "year",
    "venue": "venue",
    "doi": "DOI",
    "arxiv_id": "arXiv id",
    "code_url": "code",
}
_SHOWN = 100
"""Doubts that are told; the rest are counted, and all are in the files."""


def describe_run(report: EnrichReport) -> Iterator[str]:
    """Give the lines to print."""
    if report.dropped:
        drop = "would drop" if report.dry_run else "dropped"
        yield f"{drop} {_count(report.dropped, 'record')} of papers that are gone"
    for asked in report.asked:
        yield _describe_plan(asked) if report.dry_run and asked.asked == 0 else _describe(asked)
    if not report.asked:
        yield "no service is asked: all are off"
    if not report.dry_run or any(asked.asked for asked in report.asked):
        yield _describe_gain(report)
    yield f"papers in doubt: {len(report.doubts):,}"
    yield from _describe_doubts(report.doubts)
    if report.interrupted:
        yield "interrupted: what was found is kept, and the next run goes on from there"
    elif report.dry_run:
        yield "dry run: nothing was written"


def _describe_gain(report: EnrichReport) -> str:
    gained = {title: report.after[name] - report.before[name] for name, title in _FIELDS.items()}
    told = ", ".join(f"{title} {count:,}" for title, count in gained.items() if count > 0)
    total = sum(count for count in gained.values() if count > 0)
    completed = "that would be completed" if report.dry_run else "completed"
    return f"fields {completed}: {total:,}" + (f" ({told})" if told else "")


def _describe_plan(asked: Asked) -> str:
    if not asked.wanted:
        return f"{asked.title}: nothing to ask"
    by_title = asked.wanted - asked.by_identifier
    how = f"{asked.by_identifier:,} by identifier, {by_title:,} by title"
    price = f" and ${asked.price:.4f}" if asked.price else ""
    time = _describe_time(asked.seconds)
    most = f"at most {_papers(asked.wanted)} ({how})"
    return f"{asked.title}: would be asked for {most}, in {time}{price}"


def _describe(asked: Asked) -> str:
    if not asked.wanted:
        return f"{asked.title}: nothing to ask"
    unknown = asked.asked - asked.found - asked.unsure - asked.not_accepted
    parts = [f"asked for {_papers(asked.asked)}", f"found {asked.found:,}"]
    parts += [f"{asked.unsure:,} unsure"] if asked.unsure else []
    parts += [f"{unknown:,} not found"] if unknown else []
    parts += [f"{asked.not_accepted:,} not accepted"] if asked.not_accepted else []
    told = f"{asked.title}: {', '.join(parts)}" if asked.asked else f"{asked.title}:"
    if not asked.refusal:
        return told
    left = asked.wanted - asked.asked
    reason = f"it {asked.refusal}; {_papers(left)} left to ask"
    return f"{told}; then {reason}" if asked.asked else f"{told} {reason}"


def _describe_doubts(doubts: Sequence[Doubt]) -> Iterator[str]:
    if not doubts:
        return
    yield ""
    yield "Unsure; copy what is right under 'merge:' or 'keep_apart:' of sources/same_work.yml:"
    for doubt in doubts[:_SHOWN]:
        yield ""
        yield f"  {truncate(doubt.paper, 100)}"
        for candidate in doubt.candidates:
            yield f"    may be {_describe_candidate(candidate)}"
            yield f"    ({candidate.evidence})"
            records = json.dumps([doubt.paper, candidate.identifier], ensure_ascii=False)
            yield f"    - records: {records}"
            yield "      comment: "
    if len(doubts) > _SHOWN:
        yield f"  and {len(doubts) - _SHOWN:,} more, in sources/metadata/"
    yield ""


def _describe_candidate(candidate: Candidate) -> str:
    fields = candidate.fields
    first = fields.authors[0] if fields.authors else ""
    people = f"{first} et al." if len(fields.authors) > 1 else first
    title = truncate(fields.title or candidate.identifier, 100)
    about = [people, fields.venue or "", (fields.date or "")[:4], fields.url or ""]
    return ", ".join([f"“{title}”", *(part for part in about if part)])


def _describe_time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _papers(number: int) -> str:
    return _count(number, "paper")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"
