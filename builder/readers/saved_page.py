"""Saved Hugging Face Papers pages: text only, in two shapes."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Origin, Problems
from ..reader import Reader, Source
from ..records import Entry
from ..texts import Text


def _recognises(source: Source) -> bool:
    return "trending papers in your email inbox" in source.text[:2000]


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    lines = [
        (n, line.strip().removeprefix("Subscribe").strip())
        for n, line in enumerate(source.text.split("\n"), 1)
    ]
    kept = [
        (n, s)
        for n, s in lines
        if s
        and not s.startswith("Get trending")
        and s not in ("new", "byAK and the research community")
        and not (len(s) < 7 and s[-1].isdigit())
    ]
    for position, ((line, title), (_, abstract)) in enumerate(
        zip(kept[::2], kept[1::2], strict=False), 1
    ):
        yield Entry(
            origin=Origin(file=source.file, line=line),
            listing=source.listing,
            position=position,
            title=Text(title),
            abstract=Text(abstract),
        )


READER = Reader(
    name="saved-page",
    title="Saved Hugging Face Papers page",
    suffixes=(".txt",),
    recognises=_recognises,
    priority=50,
    read=_read,
)
