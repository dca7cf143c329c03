"""Asks the owner's subscriptions for new papers, into listings that grow."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.problems import BuilderError, Problems
from ..model.project import Project
from ..model.records import Sighting
from ..output.writing import lock_folder
from ..papers import read_papers
from ..runtime.progress import Progress
from ..services.client import Clock, QuestionError, RefusedError
from ..services.subscriptions import Subscriptions
from ..settings.services import read_services
from ..settings.subscriptions import Subscription, read_subscriptions
from ..text.lines import printable_line, truncate
from .growing import Grown, grow_listing, leave_out

_SHOWN = 20
"""Titles that are told of each subscription."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """How it went with one subscription."""

    subscription: Subscription
    grown: Grown | None = None
    left_out: int = 0
    """Papers of the answer that the owner does not want."""
    refusal: str = ""
    """Why it gave nothing."""


def update(
    project: Project,
    names: Sequence[str],
    dry_run: bool,
    today: dt.date,
    problems: Problems,
    clock: Clock | None = None,
    environment: Mapping[str, str] = os.environ,
) -> tuple[Asked, ...]:
    """Ask the subscriptions called `names`, else all that are not off; keep what is new.

    Each listing is written as soon as its answer is there. One that fails affects no other.
    While another run writes into the sources, this one waits.
    Raises `BuilderError` where a name is none, or the disk refuses.
    """
    sources = project.sources
    subscriptions = read_subscriptions(sources / "subscriptions.yml", problems)
    settings = read_services(sources / "services.yml", problems)
    chosen = _choose(subscriptions, names)
    asking = Subscriptions(settings, today=today, clock=clock or Clock(), environment=environment)
    asked: list[Asked] = []
    with lock_folder(sources, "run"), Progress() as progress:
        progress.stage("asking", len(chosen))
        for subscription in progress.track(chosen):
            asked.append(_ask(subscription, asking, sources / "listings", dry_run))
    return tuple(asked)


def _choose(subscriptions: Iterable[Subscription], names: Sequence[str]) -> list[Subscription]:
    by_name = {one.name: one for one in subscriptions}
    for name in names:
        if name not in by_name:
            raise BuilderError(f"--subscription: expected one of {list(by_name)}, got {name!r}")
    if names:
        return [by_name[name] for name in dict.fromkeys(names)]
    return [one for one in by_name.values() if not one.off]


def _ask(subscription: Subscription, asking: Subscriptions, folder: Path, dry_run: bool) -> Asked:
    path = folder / subscription.file
    try:
        offered = asking.ask(subscription)
    except (RefusedError, QuestionError) as error:
        return Asked(subscription=subscription, refusal=f"it {error}")
    try:
        old = path.read_text("utf-8-sig") if path.exists() else ""
        wanted = leave_out(offered, subscription.without)
        grown = grow_listing(path.as_posix(), old.replace("\r\n", "\n"), wanted)
    except (OSError, UnicodeDecodeError) as error:
        return Asked(subscription=subscription, refusal=f"{path}: cannot read: {error}")
    except BuilderError as error:
        return Asked(subscription=subscription, refusal=str(error))
    if (grown.added or grown.changed) and not dry_run:
        _write(path, grown.text)
    left_out = len(offered) - len(wanted)
    return Asked(subscription=subscription, grown=grown, left_out=left_out)


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise BuilderError(f"{path}: cannot write: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def describe_papers(project: Project, asked: Iterable[Asked]) -> Iterator[str]:
    """Give in lines what the new records are to the catalogue: papers, or more of papers it had."""
    known = {one.subscription.file: one.grown.known for one in asked if one.grown}
    new = sum(len(one.grown.added) for one in asked if one.grown)
    if not new:
        yield "papers added: 0, merges made: 0"
        return
    found = read_papers(project, Problems(), Progress())
    files = {listing.id: listing.file for listing in found.read.listings}
    titles = {listing.id: listing.title for listing in found.read.listings}

    def is_new(seen: Sighting) -> bool:
        file = files[seen.listing]
        return file in known and seen.position > known[file]

    added, merged = 0, []
    for paper in found.papers:
        count = sum(is_new(seen) for seen in paper.sightings)
        added += count == len(paper.sightings)
        if count > 0 and len(paper.sightings) > 1:
            merged.append(paper)
    merges = new - added
    yield f"papers added: {added:,}, merges made: {merges:,}"
    for paper in merged[:_SHOWN]:
        where = dict.fromkeys(titles[seen.listing] for seen in paper.sightings)
        yield f"  = {_show(paper.title.plain)}, in {_show(', '.join(where))}"
    if len(merged) > _SHOWN:
        yield f"  and {len(merged) - _SHOWN:,} more"


def describe_update(asked: Sequence[Asked], dry_run: bool) -> Iterator[str]:
    """Give the lines to print."""
    if not asked:
        yield "nothing to ask: no subscription in sources/subscriptions.yml, or all are off"
    for one in asked:
        name = one.subscription.name
        if one.grown is None:
            yield f"{name}: {one.refusal}"
            continue
        added, changed = len(one.grown.added), len(one.grown.changed)
        new = f"{added:,} new {'paper' if added == 1 else 'papers'}"
        told = [new] + [f"{changed:,} changed"] * bool(changed)
        told += [f"{one.left_out:,} left out"] * bool(one.left_out)
        yield f"{name}: {', '.join(told)}"
        for title in one.grown.added[:_SHOWN]:
            yield f"  + {_show(title)}"
        if added > _SHOWN:
            yield f"  and {added - _SHOWN:,} more"
        for old, title in one.grown.retitled[:_SHOWN]:
            yield f"  “{_show(old)}” is now called “{_show(title)}”"
            yield "    its title stays, unless sources/corrections.yml says otherwise"
    if dry_run:
        yield "dry run: nothing was written"


def _show(title: str) -> str:
    return truncate(printable_line(title), 100)
