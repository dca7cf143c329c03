"""Markdown lists of papers: bullets with a link, as "awesome" lists have them, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..model.problems import Origin, Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ..text.lines import collapse_spaces
from ..text.urls import is_code_host
from ._markdown_tables import TableRow, has_table, read_table, split_title
from ._record import Record

_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+\S.*\]\s?[(\[]", re.MULTILINE)
_LABEL = re.compile(
    r"(?:official |unofficial )?(?:abs|abstract|arxiv|bib|bibtex|blog|blog ?post|code|colab|data"
    r"|dataset|demo|doi|github|hf|home ?page|html|hugging ?face|link|model|models|official"
    r"|openreview|page|paper|paper link|pdf|post|poster|project|project page|publication|pytorch"
    r"|repo|repository|review|slides|source|supp|supplementary|talk|tensorflow|tweet|video|web|webpage"
    r"|website|weights|here|this|\d{1,2}|arxiv:\s?\S+)(?: code)?",
    re.IGNORECASE,
)
_NO_RECORD = frozenset(
    "awesome.re badge.fury.io badgen.net discord.com discord.gg hitcounter.pythonanywhere.com "
    "img.shields.io linkedin.com medium.com shields.io t.co travis-ci.org twitter.com x.com "
    "youtu.be youtube.com".split()
)
_VENUE_AND_YEAR = r"[(\[]\s*([A-Za-z][A-Za-z .&/-]{0,40}?)?[ ,'’]*((?:19|20)\d\d)\s*[)\]]"
_AT_START = re.compile(rf"\A{_VENUE_AND_YEAR}")
_TAG = re.compile(r"\W*([A-Za-z][A-Za-z .&/-]{0,40}?)?[ ,'’]*((?:19|20)\d\d)(?:[/.-]\d\d?)*\W*")
_AT_END = re.compile(rf"\s{_VENUE_AND_YEAR}\Z")
_BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")
_INLINE = MarkdownIt("commonmark")
_LONGEST = 10_000
"""Characters; the parser's time is quadratic in the number of brackets."""

_BEFORE = "])|:–—-,.* "
_AFTER = "[(|:–—-,* "
"""Punctuation that separates a title from the text before and after it."""
_TITLE_WORDS = 4
"""Words from which a link to code alone counts as a paper."""


@dataclass
class _Bullet:
    """The content of a bullet, in order."""

    line: int
    parts: list[tuple[str, str | None]] = field(default_factory=list)
    """Texts, each with the address it links to."""
    strong: str = ""
    """The bold text at the start."""
    stated: dict[str, object] = field(default_factory=dict)
    """What the columns of a table say: authors, date, venue, abstract."""
    is_row: bool = False
    """Whether this is a row of a table, whose bold words surely name the paper."""


def _recognises(source: Source) -> bool:
    start = source.text[:65536]
    return _BULLET.search(start) is not None or has_table(start)


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    position = 0
    for bullet in _read_bullets(source, problems):
        fields = _bullet_fields(bullet)
        if not fields:
            continue
        position += 1
        fields |= bullet.stated
        record = Record(source, problems, fields, line=bullet.line, position=position)
        entry = record.entry(
            title=record.text("title"),
            abstract=record.text("abstract", "description"),
            authors=record.authors("authors"),
            date=record.date("date", "year"),
            venue=record.text("venue"),
            addresses=["link", *(name for name in fields if name.startswith("link "))],
            code=["code"],
        )
        if entry:
            yield entry


def _read_bullets(source: Source, problems: Problems) -> Iterator[_Bullet]:
    """Give the first paragraph of every list item, and the rows of tables of papers."""
    references: dict[str, Any] = {}
    fresh = False
    table: list[Token] | None = None
    for token in _BLOCKS.parse(source.text, references):
        if token.type == "list_item_open":
            fresh = True
        elif token.type == "table_open":
            table = []
        elif token.type == "table_close" and table is not None:
            for row in read_table(table):
                if _is_short(source, problems, row.line, max(map(len, (*row.titles, *row.others)))):
                    yield _make_row(row, references)
            table = None
        elif table is not None:
            table.append(token)
        elif token.type == "inline" and fresh:
            fresh = False
            line = (token.map[0] if token.map else 0) + 1
            if _is_short(source, problems, line, len(token.content)):
                bullet = _Bullet(line=line)
                _collect_parts(_parse_inline(token.content, references), bullet)
                yield bullet


def _is_short(source: Source, problems: Problems, line: int, length: int) -> bool:
    """Whether a bullet or a cell can be read; it is a problem where not."""
    if length > _LONGEST:
        message = f"expected at most {_LONGEST} characters in one bullet or cell"
        problems.add(Origin(file=source.file, line=line), message)
    return length <= _LONGEST


def _parse_inline(text: str, references: dict[str, Any]) -> list[Token]:
    return [
        token for inline in _INLINE.parseInline(text, references) for token in inline.children or []
    ]


def _make_row(row: TableRow, references: dict[str, Any]) -> _Bullet:
    """The row as a bullet: the cell that names the paper, then the links of the others."""
    cells: list[_Bullet] = []
    for text in (*row.titles, *row.others):
        cells.append(_Bullet(line=row.line))
        _collect_parts(_parse_inline(text, references), cells[-1])
    named = [at for at in range(len(row.titles)) if not _is_label(_text_of(cells[at]))]
    bullet = cells.pop(named[0]) if named else cells.pop(0)
    has_name = any(url and not _is_label(text) for text, url in bullet.parts)
    if named and not bullet.strong and not has_name:
        title = _Bullet(line=row.line)
        _collect_parts(_parse_inline(split_title(row.titles[named[0]]), references), title)
        bullet.strong = _text_of(title)
    bullet.is_row = True
    bullet.parts += [("link", url) for cell in cells for _, url in cell.parts if url]
    for name, text in row.fields.items():
        cell = _Bullet(line=row.line)
        _collect_parts(_parse_inline(text, references), cell)
        tag = _TAG.fullmatch(_text_of(cell)) if name == "venue" else None
        bullet.stated |= {name: tag[1] or "", "year": tag[2]} if tag else {name: _text_of(cell)}
    return bullet


def _text_of(bullet: _Bullet) -> str:
    return collapse_spaces("".join(text for text, _ in bullet.parts))


def _collect_parts(tokens: list[Token], bullet: _Bullet) -> None:
    address: str | None = None
    words: list[str] = []
    bold = False
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
            bullet.strong += token.content if bold else ""
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "strong_open":
            bold = not bullet.parts and not bullet.strong and len("".join(words)) < 40
        elif token.type == "strong_close":
            bold = False
        elif token.type in ("link_open", "link_close"):
            bullet.parts.append(("".join(words), address))
            words = []
            address = str(token.attrs["href"]) if token.type == "link_open" else None
    bullet.parts.append(("".join(words), address))


def _bullet_fields(bullet: _Bullet) -> dict[str, object] | None:
    """Return the fields of a bullet that is a paper's; `None` where it is something else."""
    links = [(collapse_spaces(text), url) for text, url in bullet.parts if url and _is_web(url)]
    links = [(text, url) for text, url in links if text]
    papers = [url for _, url in links if not is_code_host(url)]
    codes = [url for _, url in links if is_code_host(url)]
    found = _find_title(bullet, [(text, url) for text, url in links if not _is_label(text)])
    title, date = _split_venue_and_year(found, _AT_END)
    title = title if title in (text for text, _ in links) else _trim_punctuation(title)
    if not links or not title or (not papers and len(title.split()) < _TITLE_WORDS):
        return None
    main = next((url for text, url in links if text == found), links[0][1])
    first = main if main in papers else (papers or codes)[0]
    fields: dict[str, object] = {"title": title, "link": first, "code": next(iter(codes), None)}
    fields |= {f"link {n}": url for n, url in enumerate(papers) if url != first}
    before, after = _text_around(bullet, found)
    after, date_after = _split_venue_and_year(after, _AT_START)
    tag = _TAG.fullmatch(before)
    venue, year = next(
        (pair for pair in (date_after, date, (tag[1] or "", tag[2]) if tag else date) if pair[1]),
        date,
    )
    lead = "" if tag or not any(map(str.isalnum, before)) else before
    description = collapse_spaces(f"{lead} {after.lstrip(_BEFORE)}".rstrip(_AFTER))
    return fields | {"description": description, "year": year, "venue": venue}


def _find_title(bullet: _Bullet, named: list[tuple[str, str]]) -> str:
    """What the bullet calls the paper: a link, bold words, or the words before the links."""
    strong = _trim_punctuation(bullet.strong)
    linked = any(url and bullet.strong in text for text, url in bullet.parts)
    if strong and not linked and (bullet.is_row or not named or len(strong.split()) > 2):
        return strong
    if named:
        return named[0][0]
    texts = [_trim_punctuation(text) for text, url in bullet.parts if not url]
    return next((text for text in texts if any(map(str.isalnum, text))), "")


def _is_label(text: str) -> bool:
    return _LABEL.fullmatch(text.strip("[]() :")) is not None


def _is_web(url: str) -> bool:
    parts = urlsplit(url) if url.startswith(("http://", "https://")) else None
    host = (parts.hostname or "").removeprefix("www.") if parts else ""
    return bool(host) and host not in _NO_RECORD


def _trim_punctuation(text: str) -> str:
    """Strip the punctuation that separates a title from its surroundings."""
    return collapse_spaces(text).lstrip(_BEFORE + '"“').rstrip(_AFTER + '."”')


def _split_venue_and_year(text: str, pattern: re.Pattern[str]) -> tuple[str, tuple[str, str]]:
    """Split `(TOYS 2021)` off a text; venue and year are empty where there are none."""
    found = pattern.search(text)
    if not found:
        return text, ("", "")
    rest = text[: found.start()] + text[found.end() :]
    return rest, ((found[1] or "").strip(" ,'’"), found[2])


def _text_around(bullet: _Bullet, title: str) -> tuple[str, str]:
    """What the bullet says before and after its title, without the labels of further links."""
    text = "".join(
        text for text, url in bullet.parts if not (url and _is_label(collapse_spaces(text)))
    )
    whole = re.sub(r"\A\s*\[[ xX]\]", "", text)
    whole = re.sub(r"\[[\s\[\]|,/·•]*\]|\([\s()|,/·•]*\)", " ", whole)
    whole = collapse_spaces(re.sub(r"\s*[|·•](?=\s*(?:[|·•]|$))", " ", whole))
    before, found, after = whole.partition(title)
    if not found:
        return "", whole
    return before.strip(), after.lstrip(_BEFORE)


READER = Reader(
    name="awesome-list",
    title="Markdown list",
    suffixes=(".md", ".markdown", ".txt"),
    recognises=_recognises,
    priority=5,
    read=_read,
)
