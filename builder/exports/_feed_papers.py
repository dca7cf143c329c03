"""What feeds show of a paper, and its HTML there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from ..layout.bylines import Byline, Link, make_byline
from ..model.catalogue import Catalogue
from ..model.records import ListingId, Paper, PaperId, TagId
from ..model.wording import Wording
from ..runtime.hashing import hash_value
from ..text.aim import summarise
from ..text.lines import blank_unprintable, printable_line

SUMMARY_LENGTH = 300
"""Characters of a plain summary."""
BRIEF_LENGTH = 160
"""Characters of the summary of a brief entry, in a feed of which there may be thousands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownPaper:
    """What feeds show of a paper."""

    paper: Paper
    byline: Byline
    tags: tuple[tuple[TagId, str], ...]
    """Each with its name."""
    listings: tuple[tuple[ListingId, str], ...]
    """Each with its title."""
    made_of: str
    """A hash of all this."""


def show_papers(catalogue: Catalogue) -> Mapping[PaperId, ShownPaper]:
    """Return what feeds show of each paper; to be derived of a catalogue."""
    found = {}
    for paper in catalogue.papers:
        byline = make_byline(catalogue, paper)
        given = (catalogue.tag[assignment.tag] for assignment in catalogue.assignments[paper.id])
        tags = tuple((tag.id, printable_line(tag.name)) for tag in given)
        listings = tuple((id_, catalogue.listing[id_].title) for id_ in paper.listings)
        found[paper.id] = ShownPaper(
            paper=paper,
            byline=byline,
            tags=tags,
            listings=listings,
            made_of=hash_value(paper, byline, tags, listings),
        )
    return found


def summarise_paper(paper: Paper, length: int = SUMMARY_LENGTH) -> str:
    """Return what the abstract says of the aim, as plain text."""
    return summarise(printable_line(paper.abstract.plain), length)


_HTML = Markup("<p>{byline}</p><p>{abstract}</p><p>{tags}</p><p>{seen}</p>")
_BRIEF = Markup("<p>{byline}</p><p>{aim}</p>")


def render_body(shown: ShownPaper, root: str, words: Wording, brief: bool) -> str:
    """Return authors, year and venue as links, the abstract as on the site, then the tags and the
    listings as links; in brief, the first and the aim."""
    byline = _render_byline(shown.byline, root, words)
    if brief:
        html = _BRIEF.format(byline=byline, aim=summarise_paper(shown.paper, BRIEF_LENGTH))
    else:
        tags = _render_links(((f"tags/{id_}/", name) for id_, name in shown.tags), root)
        listings = _render_links(((f"sources/{id_}/", name) for id_, name in shown.listings), root)
        html = _HTML.format(
            byline=byline,
            abstract=shown.paper.abstract.html,
            tags=escape(words.gettext("Tags")) + ": " + tags if tags else "",
            seen=escape(words.gettext("Seen in")) + " " + listings,
        )
    return blank_unprintable(str(html).replace("<p></p>", ""))


def _render_links(links: Iterable[tuple[str, str]], root: str) -> Markup:
    """One after the other; a name without an address leads nowhere."""
    # `Markup.format` would take three times as long.
    return Markup(
        ", ".join(
            f'<a href="{escape(root + address)}">{escape(name)}</a>' if address else escape(name)
            for address, name in links
        )
    )


def _render_byline(byline: Byline, root: str, words: Wording) -> Markup:
    def link(*these: Link) -> Markup:
        return _render_links(((one.address, one.name) for one in these), root)

    authors = link(*byline.authors) + (f" {words.gettext('et al.')}" if byline.more else "")
    place = [link(one) for one in (byline.year, byline.venue) if one]
    return Markup(" · ").join([authors, *place] if authors else place)
