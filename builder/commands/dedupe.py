"""Reports which records of some files are the same work, as JSON or as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ..dedupe import partition
from ..model.problems import Problems
from ..model.records import Entry, ListingId
from ..model.slugs import slug_of_file
from ..reading.listings import read_file
from ..runtime.memory import Memory
from ..text.lines import truncate


def report_clusters(
    files: Sequence[Path], format_: str | None, as_json: bool, problems: Problems, memory: Memory
) -> str:
    """Say which records of the files are the same work; what `memory` knows is not read again."""

    def report(faults: Problems) -> str:
        entries = read_for_dedupe(files, format_, faults, memory.files.read)
        return clusters_as_json(entries) if as_json else clusters_as_text(entries)

    names = [file.as_posix() for file in files]
    made_of = (*names, f"read as {format_}, json: {as_json}", memory.hash_files(*files))
    return memory.remember("dedupe", made_of, report, problems).value


def read_for_dedupe(
    files: Iterable[Path],
    format_: str | None,
    problems: Problems,
    read: Callable[[Path], bytes] = Path.read_bytes,
) -> tuple[Entry, ...]:
    """Read every record of the files in their order; faults are collected."""
    entries: list[Entry] = []
    for number, file in enumerate(files, 1):
        listing = ListingId(f"{slug_of_file(file.stem) or 'listing'}-{number}")
        found = read_file(file, listing, problems, format_, read)
        entries.extend(found[1] if found else ())
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
