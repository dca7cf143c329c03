"""BibTeX and BibLaTeX."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping

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
from ..text.lines import collapse_spaces, replace_unprintable
from ._author_names import parse_tex_names
from ._bibtex_braces import strip_case_braces
from ._bibtex_values import Macros, read_fields
from ._field_values import (
    FieldError,
    find_year,
    format_value,
    join_date,
    parse_arxiv,
    parse_date,
    tex_to_text,
)
from ._journal_commands import JOURNAL_COMMANDS
from ._keywords import split_tex_keywords
from ._orcids import find_orcids
from ._record import Record

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)  # its failed blocks say it all

_NOT_RECORDS = ("control", "ieeetranbstctl", "set", "xdata")
_VOLUMES = ("proceedings", "mvproceedings")
_NO_KEY = re.compile(r"^([ \t]*@(?!string\b)[a-z]+[ \t]*[{(])(?=\s*[a-z]+\s*=)", re.I | re.M)
_LINE_BREAK = re.compile(r"(?<!\\)(?:\\\\)+(?=[{}])")
_MESSAGE = re.compile(r"`([^`\n]*)`")


def _recognises(source: Source) -> bool:
    start = re.search(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", source.text[:65536], re.MULTILINE)
    return start is not None


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    blocks = list(_read_blocks(source, problems))
    macros = Macros()
    for line, block in blocks:
        if isinstance(block, String):
            for message in macros.define(block.key, block.value):
                problems.add(Origin(file=source.file, line=line), message)
    records: list[_BibRecord] = []
    by_key: dict[str, _BibRecord] = {}
    parents = {_parent_key(block) for _, block in blocks if isinstance(block, BibEntry)} - {""}
    position = 0
    for line, block in blocks:
        if isinstance(block, BibEntry) and block.entry_type not in _NOT_RECORDS:
            is_venue = block.entry_type in _VOLUMES and block.key.lower() in parents
            position += not is_venue
            bib = _BibRecord(source, problems, macros, block, line, position)
            by_key.setdefault(bib.key.lower(), bib)
            if not is_venue:
                records.append(bib)
        elif isinstance(block, ParsingFailedBlock):
            position += 1
    for bib in records:
        entry = bib.entry(by_key)
        if entry:
            yield entry


def _read_blocks(source: Source, problems: Problems) -> Iterator[tuple[int, Block]]:
    """Yield the blocks with their lines; report unreadable blocks and repeated keys."""
    first_lines: dict[str, int] = {}
    # The splitter would not count a line that ends in a backslash, take `\\}` for an escaped
    # brace, and not take a record without key.
    text = _LINE_BREAK.sub(r"\g<0> ", source.text.replace("\\\n", "\\ \n"))
    text = _NO_KEY.sub(r"\1,", text)
    for found in Splitter(text).split().blocks:
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
            problems.add(origin, f"not valid BibTeX: {_describe_failure(block)}")
        elif isinstance(block, ImplicitComment):
            for stray in re.finditer(r"^[ \t]*@([A-Za-z]+)\b(?!\s*[{(])", block.comment, re.M):
                if stray[1].lower() != "comment":
                    at = line + block.comment.count("\n", 0, stray.start())
                    message = f"not valid BibTeX: expected '{{' after '@{stray[1]}'"
                    problems.add(Origin(file=source.file, line=at), message)
        if isinstance(block, BibEntry):
            first = first_lines.setdefault(block.key, line)
            if block.key and first != line:
                problems.add(origin, f"key {format_value(block.key)}: already used in line {first}")
        yield line, block


def _parent_key(block: BibEntry) -> str:
    """Return the `crossref` key in lower case, empty where there is none."""
    field = block.get("crossref") or block.get("Crossref")
    return str(field.value).strip('{}" \n\t').lower() if field else ""


def _describe_failure(block: ParsingFailedBlock) -> str:
    reason = str(getattr(block.error, "abort_reason", block.error))
    reason = _MESSAGE.sub(lambda quoted: format_value(quoted[1].strip()), reason)
    return replace_unprintable(collapse_spaces(reason).rstrip(". "))[0]


class _BibRecord:
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
        for field in read_fields(block, macros):
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
            self.record.report_fault(message, name)

    def entry(self, by_key: Mapping[str, _BibRecord]) -> Entry | None:
        """Return the entry, with what it inherits through `crossref`."""
        record = self.record
        parent = self._find_parent(by_key)
        title = strip_case_braces(record.text("title"))
        subtitle = strip_case_braces(record.text("subtitle"))
        venue = self._venue() or (parent.proceedings_title() if parent else "")
        return record.entry(
            title=f"{title}: {subtitle}" if title and subtitle else title,
            abstract=strip_case_braces(record.text("abstract")),
            authors=parse_tex_names(record.text("author")),
            date=self.date() or (parent.date() if parent else None),
            venue=venue,
            volume=self._number("volume"),
            issue=self._number("number", "issue"),
            pages=self._number("pages"),
            key=record.clean_text(self.key, "key") or None,
            doi=["doi"],
            arxiv=self._arxiv_fields(),
            addresses=("url", "link", "ee", "howpublished_url", "pdf", "pdfurl"),
            pdf=("pdf", "pdfurl"),
            code=("code", "github", "codeurl", "code_url", "repository"),
            mentions=[record.text(name) for name in ("journal", "volume", "note", "howpublished")],
            keywords=self._keywords(),
            orcids=find_orcids(record.text("orcid-numbers", "orcid")),
        )

    def _number(self, *names: str) -> str | None:
        """Return a volume, number or range of pages as text; a dash between two is a hyphen."""
        return tex_to_text(re.sub("--+", "-", self.record.text(*names))).strip() or None

    def _find_parent(self, by_key: Mapping[str, _BibRecord]) -> _BibRecord | None:
        key = self.record.text("crossref")
        parent = by_key.get(key.lower()) if key else None
        if key and (parent is None or parent is self):
            self.record.report_fault(
                f"expected the key of another record, got {format_value(key)}", "crossref"
            )
            return None
        return parent

    def _venue(self) -> str:
        names = ("journal", "journaltitle", "booktitle", "eventtitle", "school", "institution")
        return self._plain_title(*names)

    def _plain_title(self, *names: str) -> str:
        r"""The name of a journal or volume; astronomy writes `\apj` for one."""
        text = self.record.text(*names)
        return tex_to_text(JOURNAL_COMMANDS.get(text.strip("{} "), text)).strip()

    def proceedings_title(self) -> str:
        """Return the venue that the parts of this volume are in."""
        return self._plain_title("booktitle", "title", "journal")

    def date(self) -> str | None:
        """Return the date, from `date` or from `year`, `month` and `day`."""
        record = self.record
        if date := tex_to_text(record.text("date")):
            try:
                return parse_date(date.split("/")[0].strip("~?% "))
            except FieldError as error:
                record.report_fault(f"{error}, got {format_value(date)}", "date")
                if year := find_year(date):
                    return year
        year = tex_to_text(record.text("year")).strip()
        if not year:
            return None
        try:
            known = join_date(year, None, None)
        except FieldError as error:
            record.report_fault(f"{error}, got {format_value(year)}", "year")
            return None
        month = re.search(r"[A-Za-z]{3,}|\d{1,2}", record.text("month"))
        day = re.search(r"\b\d{1,2}\b", record.text("day"))
        try:
            return join_date(year, month[0] if month else None, day[0] if day else None)
        except FieldError as error:
            record.report_fault(f"{error}, got {format_value(record.text('month'))}", "month")
            return known

    def _keywords(self) -> Iterable[str]:
        fields = self.record.texts(("keywords", "keyword"))
        return dict.fromkeys(keyword for _, text in fields for keyword in split_tex_keywords(text))

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
