"""Reports which records of some files are the same work, as JSON or as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..dedupe import partition
from ..model.problems import Problems
from ..model.records import Entry, ListingId
from ..model.slugs import slug_of_file
from ..reading.listings import read_file
from ..text.lines import truncate


def read_for_dedupe(
    files: Iterable[Path], format_: str | None, problems: Problems
) -> tuple[Entry, ...]:
    """Read every record of the files in their order; faults are collected."""
    entries: list[Entry] = []
    for number, file in enumerate(files, 1):
        listing = ListingId(f"{slug_of_file(file.stem) or 'listing'}-{number}")
        read = read_file(file, listing, problems, format_)
        entries.extend(read[1] if read else ())
    return tuple(entries)


def find_record_key(entry: Entry) -> str:
    """Return the record's own id in its file, or `file:line`."""
    return entry.key or str(entry.origin)


def clusters_as_json(entries: Iterable[Entry]) -> str:
    """Return `{"clusters": [[key, ...], ...]}`: every record in exactly one cluster, sorted."""
    clusters = sorted(sorted(map(find_record_key, cluster)) for cluster in partition(entries))
    return json.dumps({"clusters": clusters}, ensure_ascii=False)


def clusters_as_text(entries: Sequence[Entry]) -> str:
    """Return the clusters of two records or more for people, and a count."""
    clusters = partition(entries)
    repeated = sorted(
        (cluster for cluster in clusters if len(cluster) > 1),
        key=lambda cluster: (-len(cluster), cluster[0].origin),
    )
    lines = [line for cluster in repeated for line in _format_cluster(cluster)]
    counted = f"{len(entries)} records, {len(clusters)} works, {len(repeated)} of them repeated"
    return "\n".join([*lines, counted])


def _format_cluster(cluster: Sequence[Entry]) -> Iterable[str]:
    yield f"{len(cluster)} records of one work"
    for entry in cluster:
        title = truncate(entry.title.plain or entry.abstract.plain, 90)
        yield f"  {find_record_key(entry)}  {entry.year or '----'}  {title}"
    yield ""
