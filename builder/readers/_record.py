"""Reads one record: parses its fields, reports faults with their lines, makes the entry."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from ..model.problems import Origin, Problems
from ..model.reader import Source
from ..model.records import Entry
from ..text import Text
from ..text.identifiers import find_arxiv, find_doi
from ..text.lines import collapse_spaces, is_visible, replace_unprintable
from ..text.urls import host_of, is_code_host, is_pdf
from ._author_names import normalise_name, split_names
from ._field_values import (
    FieldError,
    find_year,
    format_value,
    parse_address,
    parse_arxiv,
    parse_date_or_year,
    parse_doi,
    split_addresses,
)
from ._json import JsonRecord
from ._keywords import LONGEST_KEYWORD, split_keywords, tidy_keywords
from ._persons import GIVEN_AND_FAMILY, choose_authors, find_person_name

Parsed = TypeVar("Parsed")

_RESOLVERS = ("doi.org", "dx.doi.org", "hdl.handle.net")
"""Hosts that lead on to a page, whatever a field for a PDF says."""
_YEARS = ("year", "py", "y1")
"""Names of fields that hold only a year, in lower case."""

Names = Iterable[str]
"""Names a field may have in the file, most trusted first; `a.b` is the field `b` inside `a`."""


class Record:
    """The raw fields of one record."""

    def __init__(
        self,
        source: Source,
        problems: Problems,
        fields: Mapping[str, object],
        *,
        line: int,
        position: int,
        line_of: Callable[[str], int | None] = lambda name: None,
    ) -> None:
        self._source = source
        self._problems = problems
        self._fields = fields
        self._line = line
        self._position = position
        self._line_of = line_of

    @classmethod
    def from_json(cls, source: Source, problems: Problems, found: JsonRecord) -> Record:
        """Return the record of a JSON object."""
        places = {"line": found.line, "position": found.position}
        return cls(source, problems, found.fields, line_of=found.line_of, **places)

    def report_fault(self, message: str, field: str | None = None) -> None:
        """Note what is wrong, at the field's own line where it is known."""
        line = (self._line_of(field) if field else None) or self._line
        text = f"field {format_value(field)}: {message}" if field else message
        self._problems.add(Origin(file=self._source.file, line=line), text)

    def value(self, name: str) -> object:
        """Return the field's value; `None` where it is missing, empty, null or not a number."""
        found: object = self._fields
        path = name.split(".") if name not in self._fields else [name]
        for depth, part in enumerate(path):
            if found is None:
                return None
            if not isinstance(found, Mapping):
                self.report_fault(
                    f"expected an object, got {format_value(found)}", ".".join(path[:depth])
                )
                return None
            found = found.get(part)
        if isinstance(found, float) and math.isnan(found):
            return None
        return None if found == "" or found == [] else found

    def texts(self, names: Names) -> Iterable[tuple[str, str]]:
        """Give every named field that has text, with its name."""
        for name in names:
            value = self.value(name)
            if value is None:
                continue
            if not isinstance(value, str):
                self.report_fault(f"expected text, got {format_value(value)}", name)
                continue
            text = self.clean_text(value, name)
            if text:
                yield name, text

    def text(self, *names: str) -> str:
        """Return the first named field that has text, on one line; else nothing."""
        return next((text for _, text in self.texts(names)), "")

    def text_or_number(self, *names: str) -> str | None:
        """Return the first such id, volume or page, as printed; a whole number is one too."""
        for name in names:
            value = self.value(name)
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
            if text := self.text(name):
                return text
        return None

    def authors(
        self, *names: str, inner: Sequence[str] = ("name",), parts: Sequence[str] = GIVEN_AND_FAMILY
    ) -> tuple[str, ...]:
        """Return the names of the first such field: text, texts, or objects.

        An object has the name in one of the `inner` fields or in `parts`.
        """
        for name in names:
            value = self.value(name)
            if isinstance(value, str):
                found = split_names(self.clean_text(value, name))
            elif isinstance(value, list):
                found = tuple(self._parse_people(value, name, inner, parts))
            elif value is None:
                continue
            else:
                self.report_fault(f"expected names, got {format_value(value)}", name)
                continue
            if found:
                return found
        return ()

    def _parse_people(
        self, people: list[object], name: str, inner: Sequence[str], parts: Sequence[str]
    ) -> Iterable[str]:
        for person in choose_authors(people):
            value = (
                find_person_name(person, inner, parts) if isinstance(person, Mapping) else person
            )
            text = self.clean_text(value, name) if isinstance(value, str) else ""
            is_literal = isinstance(person, Mapping) and value == person.get("literal")
            if text:
                yield text if is_literal else normalise_name(text)
            else:
                self.report_fault(f"expected a name, got {format_value(value)}", name)

    def keywords(self, *names: str, inner: Names = ("name",)) -> tuple[str, ...]:
        """Return the keywords of all such fields: text, texts, or objects.

        An object has its keyword in one of the `inner` fields.
        """
        found: list[str] = []
        for name in names:
            value = self.value(name)
            if isinstance(value, str):
                found += split_keywords(self.clean_text(value, name))
            elif isinstance(value, list):
                found += tidy_keywords(self._list_keywords(value, name, tuple(inner)))
            elif value is not None:
                self.report_fault(f"expected keywords, got {format_value(value)}", name)
        return tuple(dict.fromkeys(found))

    def _list_keywords(self, values: list[object], name: str, inner: Names) -> Iterable[str]:
        for value in values:
            has = value if isinstance(value, Mapping) else {}
            text = next((has[part] for part in inner if has.get(part)), value)
            if isinstance(text, str):
                yield self.clean_text(text, name)
            else:
                self.report_fault(f"expected a keyword, got {format_value(text)}", name)

    def date(self, *names: str) -> str | None:
        """Return the most precise date of the named fields."""
        best: str | None = None
        for name in names:
            value = self.value(name)
            if value is None:
                continue
            if isinstance(value, float) and value.is_integer():
                value = int(value)
            only_year = name.lower().endswith(_YEARS) or type(value) is int
            try:
                if isinstance(value, bool) or not isinstance(value, (str, int)):
                    raise FieldError("expected four digits" if only_year else "expected a date")
                found = parse_date_or_year(value, only_year)
            except FieldError as error:
                self.report_fault(f"{error}, got {format_value(value)}", name)
                found = find_year(str(value)) or ""
            if not found:
                continue
            if best is None or (len(found) > len(best) and found.startswith(best[:4])):
                best = found
        return best

    def entry(
        self,
        *,
        title: str,
        abstract: str,
        authors: tuple[str, ...] = (),
        date: str | None = None,
        venue: str = "",
        volume: str | None = None,
        issue: str | None = None,
        pages: str | None = None,
        key: str | None = None,
        doi: Names = (),
        arxiv: Names = (),
        addresses: Names = (),
        pdf: Names = (),
        code: Names = (),
        mentions: Iterable[str] = (),
        keywords: Iterable[str] = (),
        orcids: tuple[tuple[str, str], ...] = (),
    ) -> Entry | None:
        """Return the entry; `None`, and a problem, where it has neither title nor abstract.

        One that prints nothing, such as `\\emph{}`, is none.

        `doi`, `arxiv`, `addresses`, `pdf` and `code` name fields; `mentions` are texts that may
        hold an arXiv id after `arXiv:`.
        """
        dois = self._parse_fields(doi, parse_doi)
        ids = self._parse_fields(arxiv, parse_arxiv)
        urls = self._parse_fields(addresses, parse_address, split_addresses)
        pdfs = [*self._parse_fields(pdf, parse_address, split_addresses), *filter(is_pdf, urls)]
        codes = self._parse_fields(code, parse_address, split_addresses)
        codes += [url for url in urls if is_code_host(url)]
        named, told = (
            text if is_visible(text.plain) else Text("") for text in map(Text, (title, abstract))
        )
        if not named and not told:
            self.report_fault("expected a title or an abstract, got neither")
            return None
        dois += [found for url in urls if (found := find_doi(url))]
        ids += [found for text in (*dois, *urls, *mentions) if (found := find_arxiv(text))]
        return Entry(
            origin=Origin(file=self._source.file, line=self._line),
            listing=self._source.listing,
            position=self._position,
            title=named,
            abstract=told,
            key=key,
            authors=authors,
            date=date,
            venue=venue or None,
            volume=volume,
            issue=issue,
            pages=pages,
            doi=dois[0] if dois else None,
            arxiv_id=ids[0] if ids else None,
            url=urls[0] if urls else None,
            pdf_url=next((url for url in pdfs if host_of(url) not in _RESOLVERS), None),
            code_url=codes[0] if codes else None,
            keywords=tuple(self._drop_long_keywords(keywords)),
            orcids=orcids,
        )

    def _drop_long_keywords(self, keywords: Iterable[str]) -> Iterable[str]:
        for keyword in keywords:
            if len(keyword) <= LONGEST_KEYWORD:
                yield keyword
            else:
                wanted = f"expected keywords of at most {LONGEST_KEYWORD} characters"
                self.report_fault(f"{wanted}, got {format_value(keyword)}")

    def _parse_fields(
        self,
        names: Names,
        parse: Callable[[str], Parsed],
        split: Callable[[str], Iterable[str]] = lambda text: (text,),
    ) -> list[Parsed]:
        found: list[Parsed] = []
        for name, field in self.texts(names):
            for text in split(field):
                try:
                    found.append(parse(text))
                except FieldError as error:
                    self.report_fault(f"{error}, got {format_value(text)}", name)
        return found

    def clean_text(self, text: str, name: str) -> str:
        """Return the text on one line, without what no page can hold; that is a fault.

        A text of which nothing would be seen is none.
        """
        clean, wrong = replace_unprintable(text)
        if wrong:
            self.report_fault(f"expected printable text, got the character {wrong}", name)
        line = collapse_spaces(clean)
        return line if is_visible(line) else ""
