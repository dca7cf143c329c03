"""Markdown lists of papers: bullets with a link, as "awesome" lists have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..fields import is_code, one_line
from ..problems import Origin, Problems
from ..reader import Reader, Source
from ..records import Entry
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
_DATED = r"[(\[]\s*([A-Za-z][A-Za-z .&/-]{0,40}?)?[ ,'’]*((?:19|20)\d\d)\s*[)\]]"
_AT_START = re.compile(rf"\A{_DATED}")
_AT_END = re.compile(rf"\s{_DATED}\Z")
_BLOCKS = MarkdownIt("commonmark").disable("inline")
_INLINE = MarkdownIt("commonmark")
_LONGEST = 10_000
"""Characters; the parser takes time that grows with the square of the brackets in a text."""

_TITLE_WORDS = 4
"""Words of a title that make a link to source code a paper's."""


@dataclass
class _Bullet:
    """What a bullet says, in the order it says it."""

    line: int
    parts: list[tuple[str, str | None]] = field(default_factory=list)
    """Texts, each with the address it links to."""
    strong: str = ""
    """What stands in bold at the start."""


def _recognises(source: Source) -> bool:
    return _BULLET.search(source.text[:65536]) is not None


def _read(source: Source, problems: Problems) -> Iterator[Entry]:
    position = 0
    for bullet in _bullets(source, problems):
        told = _told(bullet)
        if not told:
            continue
        position += 1
        record = Record(source, problems, told, line=bullet.line, position=position)
        entry = record.entry(
            title=record.text("title"),
            abstract=record.text("description"),
            date=record.date("year"),
            venue=record.text("venue"),
            addresses=["link", *(name for name in told if name.startswith("link "))],
            code=["code"],
        )
        if entry:
            yield entry


def _bullets(source: Source, problems: Problems) -> Iterator[_Bullet]:
    """Give the first paragraph of every list item."""
    references: dict[str, Any] = {}
    fresh = False
    for token in _BLOCKS.parse(source.text, references):
        if token.type == "list_item_open":
            fresh = True
        elif token.type == "inline" and fresh:
            fresh = False
            line = (token.map[0] if token.map else 0) + 1
            if len(token.content) > _LONGEST:
                message = f"expected at most {_LONGEST} characters in one bullet"
                problems.add(Origin(file=source.file, line=line), message)
                continue
            bullet = _Bullet(line=line)
            for inline in _INLINE.parseInline(token.content, references):
                _collect(inline.children or [], bullet)
            yield bullet


def _collect(tokens: list[Token], bullet: _Bullet) -> None:
    address: str | None = None
    said: list[str] = []
    bold = False
    for token in tokens:
        if token.type in ("text", "code_inline"):
            said.append(token.content)
            bullet.strong += token.content if bold else ""
        elif token.type in ("softbreak", "hardbreak"):
            said.append(" ")
        elif token.type == "strong_open":
            bold = not "".join(said).strip() and not bullet.parts
        elif token.type == "strong_close":
            bold = False
        elif token.type in ("link_open", "link_close"):
            bullet.parts.append(("".join(said), address))
            said = []
            address = str(token.attrs["href"]) if token.type == "link_open" else None
    bullet.parts.append(("".join(said), address))


def _told(bullet: _Bullet) -> dict[str, object] | None:
    """Return the fields of a bullet that is a paper's; `None` where it is something else."""
    links = [(one_line(text), url) for text, url in bullet.parts if url and _is_web(url)]
    links = [(text, url) for text, url in links if text]
    named = [(text, url) for text, url in links if not _LABEL.fullmatch(text.strip("[]() :"))]
    lead = one_line(bullet.parts[0][0]) if bullet.parts else ""
    if named and not _trimmed(bullet.strong if not _linked(bullet) else ""):
        title, main = named[0]
    else:
        title, main = _trimmed(bullet.strong) or _trimmed(lead), links[0][1] if links else ""
    whole, (title, date) = title, _dated(title, _AT_END)
    papers = [url for _, url in links if not is_code(url)]
    codes = [url for _, url in links if is_code(url)]
    if not title or (not papers and len(title.split()) < _TITLE_WORDS):
        return None
    if not papers and not codes:
        return None
    first = main if main in papers else (papers or codes)[0]
    told: dict[str, object] = {"title": title, "link": first, "code": next(iter(codes), None)}
    told |= {f"link {n}": url for n, url in enumerate(papers) if url != first}
    description, said = _dated(_description(bullet, whole), _AT_START)
    venue, year = said if said[1] else date
    told |= {"description": description, "year": year, "venue": venue}
    return told


def _dated(text: str, pattern: re.Pattern[str]) -> tuple[str, tuple[str, str]]:
    """Part `(TOYS 2021)` from a text; the venue and the year, empty where there is none."""
    found = pattern.search(text)
    if not found:
        return text, ("", "")
    rest = _trimmed(text[: found.start()] + text[found.end() :])
    return rest, (found[1].strip(" ,'’"), found[2])


def _linked(bullet: _Bullet) -> bool:
    """Whether the bold text at the start is a link's."""
    return any(url and bullet.strong in text for text, url in bullet.parts)


def _is_web(url: str) -> bool:
    parts = urlsplit(url) if url.startswith(("http://", "https://")) else None
    host = (parts.hostname or "").removeprefix("www.") if parts else ""
    return bool(host) and host not in _NO_RECORD


def _trimmed(text: str) -> str:
    """Without the punctuation that parts a title from what is around it."""
    return one_line(text).lstrip('[(|:–—-,.*"“ ').rstrip('[(|:–—-,.*"” ')


def _description(bullet: _Bullet, title: str) -> str:
    """What the bullet says after its title, without the labels of further links."""
    said: list[str] = []
    for text, url in bullet.parts:
        plain = one_line(text)
        if url and (_trimmed(plain).startswith(title) or _LABEL.fullmatch(plain.strip("[]() :"))):
            continue
        said.append(text)
    whole = one_line("".join(said))
    before, found, after = whole.partition(title)
    whole = after if found and len(before) < 40 else whole
    whole = re.sub(r"\[[\s\[\]|,/·•]*\]|\([\s()|,/·•]*\)", " ", whole)
    whole = re.sub(r"\s*[|·•](?=\s*(?:[|·•]|$))", " ", whole)
    return one_line(whole).lstrip("[]()|:–—-,. *_").rstrip("[(|–—-*_ ")


READER = Reader(
    name="awesome-list",
    title="Markdown list",
    suffixes=(".md", ".markdown", ".txt"),
    recognises=_recognises,
    priority=5,
    read=_read,
)
