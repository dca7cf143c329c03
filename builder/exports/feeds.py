"""Atom and JSON Feed for the whole catalogue and its parts, Atom for its authors; an OPML.

The OPML has all but the feeds of authors, which may be thousands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape as escape_xml

from ..layout.dates import UNKNOWN_DATE, to_midnight
from ..layout.feeds import Feed, FeedItem, build_author_feeds, build_feeds, make_permanent_id
from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, LazyFile
from ..model.records import PaperId
from ..model.site import Site
from ..model.slugs import paper_address
from ..runtime.hashing import hash_value
from ..text.lines import printable_line, title_line
from ._feed_papers import ShownPaper, render_body, show_papers, summarise_paper

MAX_AUTHORS = 3
"""Authors that a brief entry names, in a feed of which there may be thousands."""


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile | LazyFile]:
    site = catalogue.site
    shown = catalogue.derive(show_papers)
    entries, site_hash = _Entries(site, shown), hash_value(site)
    for feed in build_feeds(catalogue):
        made_of = _hash_feed(feed, shown, site_hash)
        make_atom, make_json = partial(_atom, feed, entries), partial(_json_feed, feed, entries)
        yield LazyFile(path=feed.atom, made_of=made_of, make=make_atom)
        yield LazyFile(path=feed.json, made_of=made_of, make=make_json)
    for feed in build_author_feeds(catalogue):
        made_of = _hash_feed(feed, shown, site_hash)
        yield LazyFile(path=feed.atom, made_of=made_of, make=partial(_atom, feed, entries))
    yield ExportFile(path="feeds/all.opml", content=_opml(catalogue))


def _hash_feed(feed: Feed, shown: Mapping[PaperId, ShownPaper], site: str) -> str:
    """A hash of all that the feed is made of; `site` is that of the site."""
    head = (feed.name, feed.title, feed.description, feed.page, feed.is_brief)
    items = [(shown[item.paper.id].made_of, item.arrived, item.seen) for item in feed.items]
    return hash_value(site, head, items)


def _atom(feed: Feed, entries: _Entries) -> bytes:
    """RFC 4287. An entry was published when the paper was first seen, updated when it came here.

    RFC 4287 requires the second, so where nothing is known it is `UNKNOWN_DATE`.
    A brief one has no tags and no summary beside its content, and of many authors the first.
    """
    site = entries.site
    root = _root(feed, site)
    updated = max((to_midnight(item.arrived) for item in feed.items), default=UNKNOWN_DATE)
    lines = [
        _element("id", make_permanent_id(feed.atom, site)),
        _element("title", printable_line(feed.title)),
        _element("updated", updated.isoformat()),
        *_author_element(printable_line(site.author or site.name)),
        _element("link", href=root + feed.atom, rel="self", type="application/atom+xml"),
        _element("link", href=root + feed.page, rel="alternate", type="text/html"),
        _element("generator", "Paper catalogue"),
    ]
    if description := printable_line(feed.description):
        lines.append(_element("subtitle", description))
    # Of the many that are brief nobody reads the source.
    indent, end = ("", "") if feed.is_brief else ("  ", "\n")
    names = _attributes({"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": site.language})
    parts = [f"<?xml version='1.0' encoding='UTF-8'?>\n<feed{names}>"]
    parts += (indent + line if indent else line.strip() for line in lines)
    parts += (entries.write_atom(item, root, brief=feed.is_brief) for item in feed.items)
    # The last line feed is that of the file.
    return (end.join([*parts, "</feed>"]) + end + "\n").encode()


def _atom_lines(entry: _Entry, site: Site) -> Iterator[str]:
    """The elements of an entry."""
    item, root, brief = entry.item, entry.root, entry.brief
    paper = item.paper
    yield _element("id", make_permanent_id(paper_address(paper.id), site))
    yield _element("title", title_line(paper.title.plain))
    yield _element("updated", to_midnight(item.arrived).isoformat())
    for name in paper.authors[: MAX_AUTHORS if brief else None]:
        yield from _author_element(printable_line(name))
    yield _element("content", entry.html, type="html")
    yield _element("link", href=root + paper_address(paper.id))
    if not brief:
        if paper.abstract:
            yield _element("summary", summarise_paper(paper))
        for tag, name in entry.shown.tags:
            yield _element("category", term=tag, scheme=f"{root}tags/", label=name)
    if item.seen:
        yield _element("published", to_midnight(item.seen).isoformat())


def _author_element(name: str) -> Iterator[str]:
    if name:
        yield "<author>"
        yield "  " + _element("name", name)
        yield "</author>"


def _element(name: str, text: str = "", **attributes: str) -> str:
    start = f"<{name}{_attributes(attributes)}"
    return f"{start}>{escape_xml(text)}</{name}>" if text else f"{start}/>"


def _attributes(values: Mapping[str, str]) -> str:
    known = ((name, escape_xml(value, {'"': "&quot;"})) for name, value in values.items() if value)
    return "".join(f' {name}="{value}"' for name, value in known)


def _json_feed(feed: Feed, entries: _Entries) -> bytes:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""
    site = entries.site
    root = _root(feed, site)
    head: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": printable_line(feed.title),
        "home_page_url": root + feed.page,
        "feed_url": root + feed.json,
        "description": printable_line(feed.description),
        "language": site.language,
        "authors": [{"name": printable_line(site.author or site.name)}],
        "items": [],
    }
    text = json.dumps(head, ensure_ascii=False, indent=None if feed.is_brief else 1)
    if feed.items:
        items = [entries.write_json(item, root, brief=feed.is_brief) for item in feed.items]
        start = text.removesuffix("}").rstrip().removesuffix("]")
        text = start + (", ".join(items) + "]}" if feed.is_brief else ",".join(items) + "\n ]\n}")
    return (text + "\n").encode()


def _json_item(entry: _Entry, site: Site) -> dict[str, Any]:
    item = entry.item
    paper = item.paper
    fields: dict[str, Any] = {
        "id": make_permanent_id(paper_address(paper.id), site),
        "url": entry.root + paper_address(paper.id),
        "external_url": paper.url,
        "title": title_line(paper.title.plain),
        "summary": "" if entry.brief else summarise_paper(paper),
        "content_html": entry.html,
        "date_published": f"{item.seen}T00:00:00Z" if item.seen else None,
        "date_modified": f"{item.arrived}T00:00:00Z" if item.arrived != item.seen else None,
        "authors": [{"name": printable_line(name)} for name in paper.authors],
        "tags": [name for _, name in entry.shown.tags],
    }
    return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """A paper in a feed."""

    item: FeedItem
    shown: ShownPaper
    html: str
    root: str
    brief: bool


class _Entries:
    """Writes each paper once for all feeds that show it in the same way."""

    def __init__(self, site: Site, shown: Mapping[PaperId, ShownPaper]) -> None:
        self.site = site
        self._shown = shown
        self._written: dict[tuple[object, ...], str] = {}

    def write_atom(self, item: FeedItem, root: str, *, brief: bool) -> str:
        """Return the entry, with an indent where it is not `brief`."""
        key = ("atom", item.paper.id, item.arrived, item.seen, root, brief)
        if key not in self._written:
            lines = _atom_lines(self._prepare(item, root, brief), self.site)
            if brief:
                text = f"<entry>{''.join(map(str.strip, lines))}</entry>"
            else:
                text = "\n    ".join(["  <entry>", *lines]) + "\n  </entry>"
            self._written[key] = text
        return self._written[key]

    def write_json(self, item: FeedItem, root: str, *, brief: bool) -> str:
        """Return the item, on lines of its own where it is not `brief`."""
        key = ("json", item.paper.id, item.arrived, item.seen, root, brief)
        if key not in self._written:
            data = _json_item(self._prepare(item, root, brief), self.site)
            text = json.dumps(data, ensure_ascii=False, indent=None if brief else 1)
            self._written[key] = text if brief else ("\n" + text).replace("\n", "\n  ")
        return self._written[key]

    def _prepare(self, item: FeedItem, root: str, brief: bool) -> _Entry:
        key, shown = ("html", item.paper.id, root, brief), self._shown[item.paper.id]
        if key not in self._written:
            self._written[key] = render_body(shown, root, self.site.words, brief)
        html = self._written[key]
        return _Entry(item=item, shown=shown, html=html, root=root, brief=brief)


def _opml(catalogue: Catalogue) -> bytes:
    """OPML 2.0, http://opml.org/spec2.opml: every feed in one file for a feed reader."""
    opml = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(opml, "head")
    ElementTree.SubElement(head, "title").text = printable_line(catalogue.site.name)
    body = ElementTree.SubElement(opml, "body")
    for feed in build_feeds(catalogue):
        root = _root(feed, catalogue.site)
        ElementTree.SubElement(
            body,
            "outline",
            type="rss",
            text=printable_line(feed.title),
            xmlUrl=root + feed.atom,
            htmlUrl=root + feed.page,
        )
    ElementTree.indent(opml)
    return (ElementTree.tostring(opml, encoding="unicode", xml_declaration=False) + "\n").encode()


def _root(feed: Feed, site: Site) -> str:
    """Return the site's URL, or the relative path to its root where none is set."""
    return site.url or "../" * feed.atom.count("/")


EXPORT = Export(name="feeds", owns=("feeds",), lay_out=_lay_out)
