"""Atom and JSON Feed for the whole catalogue and its parts, Atom for its authors; an OPML.

The OPML has all but the feeds of authors, which may be thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..layout.dates import UNKNOWN_DATE, to_midnight
from ..layout.feeds import Feed, FeedItem, build_author_feeds, build_feeds, make_permanent_id
from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, LazyFile, compact_json
from ..model.records import PaperId
from ..model.site import Site
from ..model.slugs import paper_address
from ..runtime.hashing import hash_value
from ..text.lines import printable_line, title_line
from ._feed_papers import ShownPaper, render_body, show_papers, summarise_paper

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"
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
    whole = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", XML_LANG: site.language})
    _add(whole, "id", make_permanent_id(feed.atom, site))
    _add(whole, "title", printable_line(feed.title))
    _add(whole, "updated", updated.isoformat())
    _add_author(whole, printable_line(site.author or site.name))
    _add(whole, "link", href=root + feed.atom, rel="self", type="application/atom+xml")
    _add(whole, "link", href=root + feed.page, rel="alternate", type="text/html")
    _add(whole, "generator", "Paper catalogue")
    if description := printable_line(feed.description):
        _add(whole, "subtitle", description)
    start = tostring(whole, encoding="unicode").removesuffix("</feed>")
    # Each is written once for all feeds, so what is left is to put them one after the other.
    items = [entries.write_atom(item, root, brief=feed.is_brief) for item in feed.items]
    return "\n".join([_DECLARATION + start, *items, "</feed>\n"]).encode()


def _make_entry(entry: _Entry, site: Site) -> Element:
    item, root, brief = entry.item, entry.root, entry.brief
    paper = item.paper
    made = Element("entry")
    _add(made, "id", make_permanent_id(paper_address(paper.id), site))
    _add(made, "title", title_line(paper.title.plain))
    _add(made, "updated", to_midnight(item.arrived).isoformat())
    for name in paper.authors[: MAX_AUTHORS if brief else None]:
        _add_author(made, printable_line(name))
    _add(made, "content", entry.html, type="html")
    _add(made, "link", href=root + paper_address(paper.id))
    if not brief:
        if paper.abstract:
            _add(made, "summary", summarise_paper(paper))
        for tag, name in entry.shown.tags:
            _add(made, "category", term=tag, scheme=f"{root}tags/", label=name)
    if item.seen:
        _add(made, "published", to_midnight(item.seen).isoformat())
    return made


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> None:
    SubElement(parent, name, attributes).text = text


def _add_author(parent: Element, name: str) -> None:
    if name:
        _add(SubElement(parent, "author"), "name", name)


def _json_feed(feed: Feed, entries: _Entries) -> bytes:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""
    site = entries.site
    root = _root(feed, site)
    whole: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": printable_line(feed.title),
        "home_page_url": root + feed.page,
        "feed_url": root + feed.json,
        "description": printable_line(feed.description),
        "language": site.language,
        "authors": [{"name": printable_line(site.author or site.name)}],
        "items": [entries.make_json(item, root, brief=feed.is_brief) for item in feed.items],
    }
    return compact_json(whole) + b"\n"


def _make_item(entry: _Entry, site: Site) -> Mapping[str, Any]:
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
    """Makes each entry once for all feeds that show it in the same way."""

    def __init__(self, site: Site, shown: Mapping[PaperId, ShownPaper]) -> None:
        self.site = site
        self._shown = shown
        self._bodies: dict[tuple[object, ...], str] = {}
        self._atom: dict[tuple[object, ...], str] = {}
        self._json: dict[tuple[object, ...], Mapping[str, Any]] = {}

    def write_atom(self, item: FeedItem, root: str, *, brief: bool) -> str:
        """Return the entry in Atom."""
        key = (item.paper.id, item.arrived, item.seen, root, brief)
        if key not in self._atom:
            made = _make_entry(self._prepare(item, root, brief), self.site)
            self._atom[key] = tostring(made, encoding="unicode")
        return self._atom[key]

    def make_json(self, item: FeedItem, root: str, *, brief: bool) -> Mapping[str, Any]:
        """Return the item of a JSON Feed."""
        key = (item.paper.id, item.arrived, item.seen, root, brief)
        if key not in self._json:
            self._json[key] = _make_item(self._prepare(item, root, brief), self.site)
        return self._json[key]

    def _prepare(self, item: FeedItem, root: str, brief: bool) -> _Entry:
        key, shown = (item.paper.id, root, brief), self._shown[item.paper.id]
        if key not in self._bodies:
            self._bodies[key] = render_body(shown, root, self.site.words, brief)
        return _Entry(item=item, shown=shown, html=self._bodies[key], root=root, brief=brief)


def _opml(catalogue: Catalogue) -> bytes:
    """OPML 2.0, http://opml.org/spec2.opml: every feed in one file for a feed reader."""
    opml = Element("opml", version="2.0")
    head = SubElement(opml, "head")
    SubElement(head, "title").text = printable_line(catalogue.site.name)
    body = SubElement(opml, "body")
    for feed in build_feeds(catalogue):
        root = _root(feed, catalogue.site)
        SubElement(
            body,
            "outline",
            type="rss",
            text=printable_line(feed.title),
            xmlUrl=root + feed.atom,
            htmlUrl=root + feed.page,
        )
    indent(opml)
    return (tostring(opml, encoding="unicode", xml_declaration=False) + "\n").encode()


def _root(feed: Feed, site: Site) -> str:
    """Return the site's URL, or the relative path to its root where none is set."""
    return site.url or "../" * feed.atom.count("/")


EXPORT = Export(name="feeds", owns=("feeds",), lay_out=_lay_out)
