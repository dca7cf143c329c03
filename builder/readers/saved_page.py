"""Saved Hugging Face Papers pages: text only, titles and abstracts alternating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from textwrap import shorten

from ..model.problems import Origin, Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ..text import Text
from ..text.dates import MONTH_NUMBERS
from ..text.lines import collapse_spaces
from ._roles import Line, Role, assign_roles

# The frame of the page: never a title.
_FRAME = re.compile(
    r"get trending papers in your email inbox\b.{0,40}|subscribe|by ?ak and the research community|"
    r"submitted by(?: \S.{0,60})?|(?:[·•-] ?)?\d+ authors?|(?:daily|trending) papers|upvote|"
    r"view (?:on )?(?:pdf|arxiv(?: page)?|paper)",
    re.IGNORECASE,
)
# Counts and single words of the navigation: still a title where an abstract follows.
_WORD = re.compile(
    r"new|[+-]?\d{1,4}(?:\.\d)?k?|[·•-]|abstract|log in|sign up|models|datasets|spaces|community|"
    r"docs|pricing|hugging face|previous|next|tos|privacy|about|careers|jobs|website|company",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?:published(?: on)? )?((?:{'|'.join(MONTH_NUMBERS)})\.? \d{{1,2}}(?:, ?\d{{4}})?)",
    re.IGNORECASE,
)
_BUTTON = "Subscribe"
_SIGN = re.compile(
    r"^get trending papers in your email inbox|^by ?AK and the research community", re.I | re.M
)
# JSON, XML, BibTeX, Markdown, a table with quotation marks; RIS.
_OTHER_FORMAT = re.compile(r"\s*(?:[\[{<@#*\"-]|[A-Z][A-Z0-9] {2}-)")
_OUTSIDE = frozenset((Role.FRAME, Role.WORD, Role.DATE))


def _recognises(source: Source) -> bool:
    """Recognise the page's frame or, without it, a title above a long abstract."""
    start = source.text[:20_000]
    if _SIGN.search(start):
        return True
    if _OTHER_FORMAT.match(start):
        return False
    content = [line for line in classify_lines(start)[:40] if line.role not in _OUTSIDE]
    pairs = pairwise(content)
    return bool(content and content[0].role is Role.TITLE) and any(
        title.role is Role.TITLE and len(abstract.text) > 250 and abstract.ends_sentence
        for title, abstract in pairs
        if abstract.role is Role.ABSTRACT
    )


def classify_lines(text: str) -> tuple[Line, ...]:
    """Return every line of a saved page that is not blank, with its role, in order."""
    return assign_roles(_mark_frame(text))


def _mark_frame(text: str) -> Iterator[Line]:
    """Give each line that is not blank; the frame and dates have their role already."""
    after_blank = in_head = subscribed = expects_name = False
    for number, raw in enumerate(text.split("\n"), 1):
        line = collapse_spaces(raw.replace("\ufeff", " "))
        if not line:
            after_blank = True
            continue
        role: Role | None = None
        if expects_name and " " not in line:
            role = Role.FRAME
        elif _FRAME.fullmatch(line):
            role = Role.FRAME
            starts_head = line.lower().startswith("get trending")
            subscribed = line == _BUTTON or (subscribed and not starts_head)
            in_head = in_head or starts_head
        elif _DATE.fullmatch(line):
            role = Role.DATE
        elif _WORD.fullmatch(line):
            role = Role.WORD
        elif line.startswith(_BUTTON) and _is_button_glued(line, in_head and not subscribed):
            yield Line(number=number, text=_BUTTON, after_blank=after_blank, role=Role.FRAME)
            line = line.removeprefix(_BUTTON).strip()
            after_blank = False
        expects_name = line.lower() == "submitted by"
        if role is None:
            in_head = subscribed = False
        yield Line(number=number, text=line, after_blank=after_blank, role=role)
        after_blank = False


def _is_button_glued(line: str, is_expected: bool) -> bool:
    """Whether the button's word is glued to the title: not in `Subscribers and Churn`."""
    following = line.removeprefix(_BUTTON)[:1]
    return is_expected or (not following.islower() and following not in (" ", ":", "-", "'", "’"))


@dataclass(kw_only=True, slots=True)
class _RecordLines:
    """The lines of one record, while it is being collected."""

    label: str | None
    title: list[Line]
    abstract: list[Line]

    @property
    def line(self) -> int:
        return (self.title or self.abstract)[0].number


def _collect_records(lines: Iterable[Line]) -> Iterator[_RecordLines]:
    label: str | None = None
    record: _RecordLines | None = None
    for line in lines:
        if line.role is Role.DATE:
            match = _DATE.fullmatch(line.text)
            label = match.group(1) if match else line.text
        elif line.role in (Role.TITLE, Role.LONE_ABSTRACT):
            if record is not None:
                yield record
            is_title = line.role is Role.TITLE
            record = _RecordLines(
                label=label, title=[line] if is_title else [], abstract=[] if is_title else [line]
            )
        elif record is not None and line.role is Role.TITLE_CONTINUED:
            record.title.append(line)
        elif record is not None and line.role in (Role.ABSTRACT, Role.ABSTRACT_CONTINUED):
            record.abstract.append(line)
    if record is not None:
        yield record


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    lines = classify_lines(source.text)
    position = 0
    for position, record in enumerate(_collect_records(lines), 1):
        origin = Origin(file=source.file, line=record.line)
        if not record.title:
            got = shorten(record.abstract[0].text, 60, placeholder="…")
            problems.add(origin, f"abstract: expected a title above it, got {got!r}")
        yield Entry(
            origin=origin,
            listing=source.listing,
            position=position,
            title=Text(" ".join(line.text for line in record.title)),
            abstract=Text(" ".join(line.text for line in record.abstract)),
            label=record.label,
        )
    if position == 0:
        got = "only the page's frame" if lines else "an empty file"
        problems.add(Origin(file=source.file), f"expected titles and abstracts, got {got}")


READER = Reader(
    name="saved-page",
    title="Saved Hugging Face Papers page",
    suffixes=(".txt",),
    recognises=_recognises,
    priority=50,
    read=_read,
)
