"""A page for every tag and the index of tags by facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..layout.pagination import PAPERS_PER_PAGE, count_listed, name_part, paginate
from ..layout.suggestions import make_suggestion_address
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.records import KEYWORD_FACET, Facet, Listing, ListingId, Tag, TagId
from ..text.lines import truncate
from ._cards import Card, make_card
from ._named import NamedTag, name_tags
from ._together import find_tag_pairs

MAX_COMPANIONS = 8
MIN_SHARED_PAPERS = 3
"""Papers two tags must share before their co-occurrence is meaningful."""
MIN_LIFT = 1.2


@dataclass(frozen=True, kw_only=True, slots=True)
class Companion:
    """A tag that occurs with another one more often than by chance."""

    tag: NamedTag
    papers: int
    """How many have both."""
    lift: float
    """How many times as often as if the two were independent."""
    address: str
    """Where the explorer shows the papers with both."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingShare:
    """The share of a listing's papers that have a tag."""

    listing: Listing
    papers: int
    of: int
    """How many papers the listing has."""
    share: float
    """0 to 1."""
    address: str
    """Where the explorer shows the listing's papers with the tag."""


def find_companions(catalogue: Catalogue) -> Mapping[TagId, tuple[Companion, ...]]:
    """Return the tags that co-occur with each tag, by descending lift."""
    tags = catalogue.derive(name_tags)
    found: dict[TagId, list[Companion]] = {tag.id: [] for tag in catalogue.tags}
    for pair in find_tag_pairs(catalogue, MIN_SHARED_PAPERS):
        if pair.lift < MIN_LIFT:
            continue
        for one, other in (pair.tags, pair.tags[::-1]):
            companion = Companion(
                tag=tags[other.id], papers=pair.papers, lift=pair.lift, address=pair.address
            )
            found[one.id].append(companion)
    return {
        tag: tuple(sorted(near, key=lambda c: (-c.lift, -c.papers, c.tag.id))[:MAX_COMPANIONS])
        for tag, near in found.items()
    }


def count_listing_shares(catalogue: Catalogue, tag: TagId) -> tuple[ListingShare, ...]:
    """Return how many papers of each listing have the tag, in the order of listings."""
    counts = Counter(
        listing for paper in catalogue.papers_by_tag[tag] for listing in paper.listings
    )
    sizes = catalogue.derive(_count_papers)
    return tuple(
        ListingShare(
            listing=listing,
            papers=counts[listing.id],
            of=sizes[listing.id],
            share=round(counts[listing.id] / max(1, sizes[listing.id]), 3),
            address=f"explore/?tag={tag}&source={listing.id}",
        )
        for listing in catalogue.listings
    )


def _count_papers(catalogue: Catalogue) -> Mapping[ListingId, int]:
    """How many different papers each listing has."""
    return Counter(listing for paper in catalogue.papers for listing in paper.listings)


def tags_by_facet(catalogue: Catalogue) -> tuple[tuple[Facet, tuple[tuple[Tag, int], ...]], ...]:
    """Return each facet with its tags and their counts, most papers first."""
    return tuple(
        (
            facet,
            tuple(
                sorted(
                    (
                        (tag, len(catalogue.papers_by_tag[tag.id]))
                        for tag in catalogue.tags
                        if tag.facet == facet.id
                    ),
                    key=lambda pair: (-pair[1], pair[0].id),
                )
            ),
        )
        for facet in catalogue.facets
    )


def _make_tag_pages(
    catalogue: Catalogue,
    tag: Tag,
    facet: Facet,
    near: tuple[Companion, ...],
) -> Iterator[Page]:
    spreads = count_listing_shares(catalogue, tag.id)
    papers = catalogue.papers_by_tag[tag.id]
    words = catalogue.site.words
    said = words.ngettext("%(number)s paper", "%(number)s papers", len(papers))
    listed = papers[: count_listed(len(catalogue.papers))]
    for part in paginate(listed, PAPERS_PER_PAGE, f"tags/{tag.id}"):
        cards = tuple(make_card(catalogue, paper) for paper in part.items)
        yield Page(
            path=part.path,
            template="tag.md.j2",
            title=name_part(tag.name, part, words),
            description=truncate(f"{said}. {tag.definition}", 200),
            context={
                "tag": tag,
                "facet": facet,
                "part": part,
                "papers": len(papers),
                "by_hand": tuple(card for card in cards if _given_by(card, tag) == "hand"),
                "by_keyword": tuple(card for card in cards if _given_by(card, tag) == "keyword"),
                "automatic": tuple(card for card in cards if _given_by(card, tag) == "machine"),
                "companions": near,
                "suggestion": _make_suggestion(catalogue, tag),
                "spread": spreads,
            },
            meta={
                "hide": ["navigation", "toc"],
                "styles": ["tags.css"],
                "feed": f"tags/{tag.id}",
            },
        )


def _make_suggestion(catalogue: Catalogue, tag: Tag) -> str:
    """A tag that is made of a keyword is corrected where the keywords are."""
    if tag.facet == KEYWORD_FACET:
        return make_suggestion_address(catalogue.site, "wrong-field", f"keyword {tag.name}")
    return make_suggestion_address(catalogue.site, "wrong-tag", tag.name, tag=tag.id)


def _given_by(card: Card, tag: Tag) -> str:
    return next((chip.by for chip in card.chips if chip.tag.id == tag.id), "machine")


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    facets = {facet.id: facet for facet in catalogue.facets}
    near = find_companions(catalogue)
    words = catalogue.site.words
    yield Page(
        path="tags/index.md",
        template="tags.md.j2",
        title=words.gettext("Tags"),
        description=words.ngettext(
            "%(number)s tag, with a definition.",
            "%(number)s tags in %(facets)s, each with a definition.",
            len(catalogue.tags),
            facets=words.ngettext("%(number)s facet", "%(number)s facets", len(catalogue.facets)),
        ),
        context={"facets": tags_by_facet(catalogue), "untagged": len(catalogue.untagged)},
        meta={"hide": ["navigation", "toc"], "styles": ["tags.css"]},
    )
    for tag in catalogue.tags:
        yield from _make_tag_pages(catalogue, tag, facets[tag.facet], near[tag.id])


PAGE_KIND = PageKind(name="tags", owns=("tags",), lay_out=_lay_out)
