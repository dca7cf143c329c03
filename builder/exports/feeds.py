"""Atom and JSON Feed for the whole catalogue and its parts, Atom for its authors; an OPML.

The OPML has all but the feeds of authors, which may be thousands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any
from xml.etree import ElementTree

from feedgen.feed import FeedGenerator
from markupsafe import Markup, escape

from ..layout.bylines import Byline, Link, make_byline
from ..layout.dates import UNKNOWN_DATE, to_midnight
from ..layout.feeds import Feed, FeedItem, build_author_feeds, build_feeds, make_permanent_id
from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, LazyFile
from ..model.records import Paper, PaperId
from ..model.slugs import paper_address
from ..model.wording import Wording
from ..runtime.hashing import hash_value
from ..text.aim import summarise
from ..text.lines import blank_unprintable, printable_line, title_line

SUMMARY_LENGTH = 300
"""Characters of a plain summary."""
MAX_AUTHORS = 3
"""Authors that a brief entry names, in a feed of which there may be thousands."""
BRIEF_LENGTH = 160
"""Characters of its summary."""


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile | LazyFile]:
    bodies, site = _BodyCache(catalogue), hash_value(catalogue.site)
    for feed in build_feeds(catalogue):
        hash_ = _hash_feed(feed, catalogue, bodies, site)
        yield LazyFile(path=feed.atom, made_of=hash_, make=partial(_atom, feed, catalogue, bodies))
        yield LazyFile(
            path=feed.json, made_of=hash_, make=partial(_json_feed, feed, catalogue, bodies)
        )
    for feed in build_author_feeds(catalogue):
        hash_ = _hash_feed(feed, catalogue, bodies, site)
        yield LazyFile(path=feed.atom, made_of=hash_, make=partial(_atom, feed, catalogue, bodies))
    yield ExportFile(path="feeds/all.opml", content=_opml(catalogue))


def _hash_feed(feed: Feed, catalogue: Catalogue, bodies: _BodyCache, site: str) -> str:
    """A hash of all that the feed is made of; `site` is that of the site."""
    root = _root(feed, catalogue)
    papers = (item.paper for item in feed.items)
    shown = [(bodies.render(p, root, brief=feed.is_brief), _tags(p, catalogue)) for p in papers]
    return hash_value(feed, site, shown)


def _atom(feed: Feed, catalogue: Catalogue, bodies: _BodyCache) -> bytes:
    """RFC 4287. An entry was published when the paper was first seen, updated when it came here.

    RFC 4287 requires the second, so where nothing is known it is `UNKNOWN_DATE`.
    A brief one has no tags and no summary beside its content, and of many authors the first.
    """
    site = catalogue.site
    root = _root(feed, catalogue)
    atom = FeedGenerator()
    atom.id(make_permanent_id(feed.atom, catalogue))
    atom.title(printable_line(feed.title))
    if feed.description:
        atom.subtitle(printable_line(feed.description))
    atom.language(site.language)
    atom.author(name=printable_line(site.author or site.name))
    atom.generator("Paper catalogue")
    atom.link(href=root + feed.atom, rel="self", type="application/atom+xml")
    atom.link(href=root + feed.page, rel="alternate", type="text/html")
    atom.updated(max((to_midnight(item.arrived) for item in feed.items), default=UNKNOWN_DATE))
    for item in feed.items:
        paper = item.paper
        entry = atom.add_entry(order="append")
        entry.id(make_permanent_id(paper_address(paper.id), catalogue))
        entry.title(title_line(paper.title.plain))
        entry.link(href=root + paper_address(paper.id), rel="alternate", type="text/html")
        entry.updated(to_midnight(item.arrived))
        if item.seen:
            entry.published(to_midnight(item.seen))
        for name in paper.authors[: MAX_AUTHORS if feed.is_brief else None]:
            entry.author(name=printable_line(name))
        entry.content(bodies.render(paper, root, brief=feed.is_brief), type="html")
        if not feed.is_brief:
            if paper.abstract:
                entry.summary(_summarise(paper))
            for tag in _tags(paper, catalogue):
                entry.category(term=tag["term"], scheme=f"{root}tags/", label=tag["label"])
    content: bytes = atom.atom_str(pretty=not feed.is_brief)
    return content + b"\n"


def _json_feed(feed: Feed, catalogue: Catalogue, bodies: _BodyCache) -> bytes:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""
    site = catalogue.site
    root = _root(feed, catalogue)
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": printable_line(feed.title),
        "home_page_url": root + feed.page,
        "feed_url": root + feed.json,
        "description": printable_line(feed.description),
        "language": site.language,
        "authors": [{"name": printable_line(site.author or site.name)}],
        "items": [_json_item(item, feed, catalogue, root, bodies) for item in feed.items],
    }
    indent = None if feed.is_brief else 1
    return (json.dumps(data, ensure_ascii=False, indent=indent) + "\n").encode()


def _json_item(
    item: FeedItem, feed: Feed, catalogue: Catalogue, root: str, bodies: _BodyCache
) -> dict[str, Any]:
    paper = item.paper
    fields: dict[str, Any] = {
        "id": make_permanent_id(paper_address(paper.id), catalogue),
        "url": root + paper_address(paper.id),
        "external_url": paper.url,
        "title": title_line(paper.title.plain),
        "summary": "" if feed.is_brief else _summarise(paper),
        "content_html": bodies.render(paper, root, brief=feed.is_brief),
        "date_published": f"{item.seen}T00:00:00Z" if item.seen else None,
        "date_modified": f"{item.arrived}T00:00:00Z" if item.arrived != item.seen else None,
        "authors": [{"name": printable_line(name)} for name in paper.authors],
        "tags": [tag["label"] for tag in _tags(paper, catalogue)],
    }
    return {name: value for name, value in fields.items() if value}


def _summarise(paper: Paper, length: int = SUMMARY_LENGTH) -> str:
    """Return what the abstract says of the aim, as plain text."""
    return summarise(printable_line(paper.abstract.plain), length)


_HTML = Markup("<p>{byline}</p><p>{abstract}</p><p>{tags}</p><p>{seen}</p>")
_BRIEF = Markup("<p>{byline}</p><p>{aim}</p>")
_LINK = Markup('<a href="{address}">{text}</a>')


class _BodyCache:
    """Renders the HTML of each paper once for all its feeds."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._rendered: dict[tuple[PaperId, str, bool], str] = {}

    def render(self, paper: Paper, root: str, *, brief: bool = False) -> str:
        """Return authors, year and venue as links, the abstract as on the site, then the tags and
        the listings as links; in brief, the first and the aim."""
        key = (paper.id, root, brief)
        if key not in self._rendered:
            render = _render_brief if brief else _render_body
            self._rendered[key] = render(paper, self._catalogue, root)
        return self._rendered[key]


def _render_brief(paper: Paper, catalogue: Catalogue, root: str) -> str:
    words = catalogue.site.words
    byline = _render_byline(make_byline(catalogue, paper), root, words)
    html = _BRIEF.format(byline=byline, aim=_summarise(paper, BRIEF_LENGTH))
    return blank_unprintable(html.replace("<p></p>", ""))


def _render_body(paper: Paper, catalogue: Catalogue, root: str) -> str:
    tags = Markup(", ").join(
        _LINK.format(address=f"{root}tags/{tag['term']}/", text=tag["label"])
        for tag in _tags(paper, catalogue)
    )
    listings = Markup(", ").join(
        _LINK.format(address=f"{root}sources/{id_}/", text=catalogue.listing[id_].title)
        for id_ in paper.listings
    )
    words = catalogue.site.words
    html = _HTML.format(
        byline=_render_byline(make_byline(catalogue, paper), root, words),
        abstract=paper.abstract.html,
        tags=escape(words.gettext("Tags")) + ": " + tags if tags else "",
        seen=escape(words.gettext("Seen in")) + " " + listings,
    )
    return blank_unprintable(html.replace("<p></p>", ""))


def _render_byline(byline: Byline, root: str, words: Wording) -> Markup:
    def link(one: Link) -> Markup:
        if not one.address:
            return escape(one.name)
        return _LINK.format(address=root + one.address, text=one.name)

    authors = Markup(", ").join(map(link, byline.authors)) + (
        f" {words.gettext('et al.')}" if byline.more else ""
    )
    place = [link(one) for one in (byline.year, byline.venue) if one]
    return Markup(" · ").join([authors, *place] if authors else place)


def _tags(paper: Paper, catalogue: Catalogue) -> list[dict[str, str]]:
    return [
        {"term": assignment.tag, "label": printable_line(catalogue.tag[assignment.tag].name)}
        for assignment in catalogue.assignments[paper.id]
    ]


def _opml(catalogue: Catalogue) -> bytes:
    """OPML 2.0, http://opml.org/spec2.opml: every feed in one file for a feed reader."""
    opml = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(opml, "head")
    ElementTree.SubElement(head, "title").text = printable_line(catalogue.site.name)
    body = ElementTree.SubElement(opml, "body")
    for feed in build_feeds(catalogue):
        root = _root(feed, catalogue)
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


def _root(feed: Feed, catalogue: Catalogue) -> str:
    """Return the site's URL, or the relative path to its root where none is set."""
    return catalogue.site.url or "../" * feed.atom.count("/")


EXPORT = Export(name="feeds", owns=("feeds",), lay_out=_lay_out)
