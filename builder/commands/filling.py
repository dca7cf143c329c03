"""Fills a new catalogue with its first papers: of a file, or of a subscription."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..model.problems import BuilderError, Problems
from ..model.project import Project, describe_command
from ..model.records import ListingId
from ..reading.listings import read_file
from ..services.client import Clock
from ..settings.subscriptions import KINDS
from .update import describe_update, update

_TOY = "first_steps.bib"
_NO_TITLES = "# The title and description of each file in listings/, by file name.\n"


def check_origin(origin: str) -> None:
    """Raise `BuilderError` unless this is a file with papers, or such as `arxiv:all:rye`."""
    path = Path(origin)
    if path.is_file():
        problems = Problems()
        read = read_file(path, ListingId("first"), problems)
        if read is None or not read[1]:
            reason = next((one.message for one in problems), "expected papers, got none")
            raise BuilderError(f"--from: {path}: {reason}")
        return
    kind, _, question = origin.partition(":")
    if kind not in KINDS or not question.strip():
        wanted = f"a file, or one of {list(KINDS)} with a colon and a question"
        raise BuilderError(f"--from: expected {wanted}, got {origin!r}")


def fill_catalogue(
    folder: Path,
    origin: str,
    today: dt.date,
    clock: Clock | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[str]:
    """Put the papers in place of the toy listing; give the lines to print.

    Raises `BuilderError`, and leaves the toy listing, where there are none.
    """
    sources = folder / "sources"
    path = Path(origin)
    try:
        if path.is_file():
            shutil.copy(path, sources / "listings" / path.name)
            yield f"{path.name}: copied into {sources / 'listings'}"
        else:
            yield from _subscribe(sources, origin, today, clock, environment)
        if path.name != _TOY:
            (sources / "listings" / _TOY).unlink()
        (sources / "listings.yml").write_text(_NO_TITLES, "utf-8", newline="\n")
    except OSError as error:
        raise BuilderError(f"{error.filename}: cannot write: {error.strerror}") from error


def _subscribe(
    sources: Path,
    origin: str,
    today: dt.date,
    clock: Clock | None,
    environment: Mapping[str, str],
) -> Iterator[str]:
    kind, _, question = origin.partition(":")
    asked = {"search": question} if kind == "hugging-face" else question
    entry = json.dumps({"name": "papers", kind: asked}, ensure_ascii=False)
    path = sources / "subscriptions.yml"
    with path.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(f"\n- {entry}\n")
    problems = Problems()
    project = Project.around(sources)
    done = update(project, (), False, today, problems, clock=clock, environment=environment)
    for problem in problems:
        raise BuilderError(str(problem))
    if not any(one.grown and one.grown.added for one in done):
        told = "; ".join(describe_update(done, False))
        raise BuilderError(f"{told}; try again with {describe_command('update')} there")
    yield from describe_update(done, False)
