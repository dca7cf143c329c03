"""BibTeX and BibLaTeX."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.model import (
    Entry as BibEntry,
)
from bibtexparser.splitter import Splitter

from ..model.problems import Origin, Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ..text.lines import one_line, replace_unprintable
from ._author_names import tex_names
from ._bibtex_braces import unprotected
from ._bibtex_values import Macros, fields_of
from ._field_values import (
    FieldError,
    joined_date,
    parse_arxiv,
    parse_date,
    plain_tex,
    shown,
)
from ._record import Record

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)  # its failed blocks say it all

_NOT_RECORDS = ("control", "ieeetranbstctl", "set", "xdata")
_VOLUMES = ("proceedings", "mvproceedings")
_MESSAGE = re.compile(r"`([^`\n]*)`")


def _recognises(source: Source) -> bool:
    start = re.search(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", source.text[:65536], re.MULTILINE)
    return start is not None


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    blocks = list(_blocks(source, problems))
    macros = Macros()
    for line, block in blocks:
        if isinstance(block, String):
            for message in macros.define(block.key, block.value):
                problems.add(Origin(file=source.file, line=line), message)
    records: list[_Bib] = []
    by_key: dict[str, _Bib] = {}
    parents = {_parent(block) for _, block in blocks if isinstance(block, BibEntry)}
    position = 0
    for line, block in blocks:
        if isinstance(block, BibEntry) and block.entry_type not in _NOT_RECORDS:
            is_venue = block.entry_type in _VOLUMES and block.key.lower() in parents
            position += not is_venue
            bib = _Bib(source, problems, macros, block, line, position)
            by_key.setdefault(bib.key.lower(), bib)
            if not is_venue:
                records.append(bib)
        elif isinstance(block, ParsingFailedBlock):
            position += 1
    for bib in records:
        entry = bib.entry(by_key)
        if entry:
            yield entry


def _blocks(source: Source, problems: Problems) -> Iterator[tuple[int, Block]]:
    """Yield the blocks with their lines; report unreadable blocks and repeated keys."""
    first_lines: dict[str, int] = {}
    for found in Splitter(source.text).split().blocks:
        block: Block = found
        line = (block.start_line or 0) + 1
        origin = Origin(file=source.file, line=line)
        if isinstance(block, DuplicateBlockKeyBlock) and block.ignore_error_block:
            block = block.ignore_error_block
        if isinstance(block, DuplicateFieldKeyBlock) and isinstance(
            block.ignore_error_block, BibEntry
        ):
            block = block.ignore_error_block
        elif isinstance(block, ParsingFailedBlock):
            problems.add(origin, f"not valid BibTeX: {_reason(block)}")
        elif isinstance(block, ImplicitComment):
            for stray in re.finditer(r"^[ \t]*@([A-Za-z]+)\b(?!\s*[{(])", block.comment, re.M):
                if stray[1].lower() != "comment":
                    at = line + block.comment.count("\n", 0, stray.start())
                    message = f"not valid BibTeX: expected '{{' after '@{stray[1]}'"
                    problems.add(Origin(file=source.file, line=at), message)
        if isinstance(block, BibEntry):
            first = first_lines.setdefault(block.key, line)
            if block.key and first != line:
                problems.add(origin, f"key {shown(block.key)}: already used in line {first}")
        yield line, block


def _parent(block: BibEntry) -> str:
    """Return the `crossref` key in lower case, empty where there is none."""
    field = block.get("crossref") or block.get("Crossref")
    return str(field.value).strip('{}" \n\t').lower() if field else ""


def _reason(block: ParsingFailedBlock) -> str:
    reason = str(getattr(block.error, "abort_reason", block.error))
    reason = _MESSAGE.sub(lambda quoted: shown(quoted[1].strip()), reason)
    return replace_unprintable(one_line(reason).rstrip(". "))[0]


class _Bib:
    """One record, its macros resolved."""

    def __init__(
        self,
        source: Source,
        problems: Problems,
        macros: Macros,
        block: BibEntry,
        line: int,
        position: int,
    ) -> None:
        self.key = block.key
        fields: dict[str, object] = {}
        lines: dict[str, int] = {}
        faults: list[tuple[str, str]] = []
        for field in fields_of(block, macros):
            if field.name in fields:
                faults.append((field.name, "given twice, the first is taken"))
                continue
            fields[field.name] = field.text
            lines[field.name] = field.line
            faults.extend((field.name, message) for message in field.faults)
        self.fields: Mapping[str, object] = fields
        self.record = Record(
            source, problems, fields, line=line, position=position, line_of=lines.get
        )
        for name, message in faults:
            if name == "month" and "@string" in message:
                continue  # reported once, by the date
            self.record.fault(message, name)

    def entry(self, by_key: Mapping[str, _Bib]) -> Entry | None:
        """Return the entry, with what it inherits through `crossref`."""
        record = self.record
        parent = self._parent(by_key)
        title = unprotected(record.text("title"))
        subtitle = unprotected(record.text("subtitle"))
        venue = self._venue() or (parent.venue_of_parts() if parent else "")
        return record.entry(
            title=f"{title}: {subtitle}" if title and subtitle else title,
            abstract=unprotected(record.text("abstract")),
            authors=tex_names(record.text("author")),
            date=self.date() or (parent.date() if parent else None),
            venue=venue,
            volume=record.printed("volume"),
            issue=record.printed("number", "issue"),
            pages=(record.text("pages")).replace("--", "-") or None,
            key=record.clean(self.key, "key") or None,
            doi=["doi"],
            arxiv=self._arxiv_fields(),
            addresses=("url", "link", "ee", "howpublished_url"),
            code=("code", "github", "codeurl", "code_url", "repository"),
            mentions=[record.text(name) for name in ("journal", "volume", "note", "howpublished")],
        )

    def _parent(self, by_key: Mapping[str, _Bib]) -> _Bib | None:
        key = self.record.text("crossref")
        parent = by_key.get(key.lower()) if key else None
        if key and (parent is None or parent is self):
            self.record.fault(f"expected the key of another record, got {shown(key)}", "crossref")
            return None
        return parent

    def _venue(self) -> str:
        names = ("journal", "journaltitle", "booktitle", "eventtitle", "school", "institution")
        return plain_tex(self.record.text(*names)).strip()

    def venue_of_parts(self) -> str:
        """Return the venue that the parts of this volume are in."""
        return plain_tex(self.record.text("booktitle", "title", "journal")).strip()

    def date(self) -> str | None:
        """Return the date, from `date` or from `year`, `month` and `day`."""
        record = self.record
        if date := plain_tex(record.text("date")):
            try:
                return parse_date(date.split("/")[0].strip("~?% "))
            except FieldError as error:
                record.fault(f"{error}, got {shown(date)}", "date")
        year = plain_tex(record.text("year")).strip()
        if not year:
            return None
        try:
            known = joined_date(year, None, None)
        except FieldError as error:
            record.fault(f"{error}, got {shown(year)}", "year")
            return None
        month = re.search(r"[A-Za-z]{3,}|\d{1,2}", record.text("month"))
        day = re.search(r"\b\d{1,2}\b", record.text("day"))
        try:
            return joined_date(year, month[0] if month else None, day[0] if day else None)
        except FieldError as error:
            record.fault(f"{error}, got {shown(record.text('month'))}", "month")
            return known

    def _arxiv_fields(self) -> tuple[str, ...]:
        """The fields that hold an arXiv id: `eprint` may be of another archive."""
        archive = self.record.text("archiveprefix", "eprinttype").lower()
        try:
            stated = archive == "arxiv" or (not archive and parse_arxiv(self.record.text("eprint")))
        except FieldError:
            stated = False
        return ("eprint", "arxivid", "arxiv") if stated else ("arxivid", "arxiv")


READER = Reader(
    name="bibtex",
    title="BibTeX",
    suffixes=(".bib", ".bibtex", ".txt"),
    recognises=_recognises,
    priority=70,
    read=_read,
)
