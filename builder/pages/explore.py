"""The explorer: one page to filter, search and sort all papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import escape

from ..layout.dates import find_last_arrival
from ..layout.frequent_values import FrequentValues, find_frequent_values
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.records import NO_TAG, Paper
from ..model.wording import Wording, gettext_noop
from ..text.aim import SHORT_ABSTRACT, summarise
from ._cards import Card, link_sightings, make_card, plain_title
from ._nothing import or_empty_page
from ._year_columns import make_year_columns

FIRST_PAGE_PAPERS = 20
"""Papers in the static page: one page of the list, see `PAGE` in `explorer.js`."""
EXCERPT_LENGTH = 420
"""Characters of the aim of a longer one: more than the three lines that are shown of it."""

_ALL = gettext_noop("All: papers with every selected value.")
_FIELDS = {
    "author": (
        gettext_noop("Author"),
        "authors/",
        gettext_noop("All: papers that the selected authors wrote together."),
    ),
    "venue": (gettext_noop("Venue"), "venues/", ""),
    "keyword": (gettext_noop("Keyword"), "", _ALL),
}
"""What the groups of people, venues and keywords are called, their index, and what "all" means."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterOption:
    """One thing to filter by."""

    id: str
    name: str
    definition: str
    papers: int
    """How many papers match."""
    address: str = ""
    """Where a link leads without a script, relative to the site's root; empty for nowhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterGroup:
    """The values that are offered together; several are joined by OR, on request by AND."""

    kind: str
    """`tag`, `source`, `code`, `author`, `venue` or `keyword`: how the address names values."""
    id: str
    name: str
    definition: str
    values: tuple[FilterOption, ...]
    """Most papers first."""
    others: int = 0
    """How many values a field finds beside these."""
    all: str = ""
    """What it means that all chosen values are there; empty where a paper has only one."""
    index: str = ""
    """The page that leads to every value, relative to the site's root; empty for none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRow:
    """A paper of the first view, as the script would show it."""

    card: Card
    code: bool
    folded: bool
    """Whether its abstract is shown in part."""


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    years = {year: len(papers) for year, papers in catalogue.papers_by_year.items()}
    dates = {paper.date for paper in catalogue.papers if paper.date}
    count = len(catalogue.papers)
    words = catalogue.site.words
    frequent = {one.field: one for one in find_frequent_values(catalogue)}
    page = Page(
        path="explore/index.md",
        template="explore.md.j2",
        title=words.gettext("Explore"),
        description=_describe(words, count, with_people="author" in frequent and bool(years)),
        context={
            "groups": _make_groups(catalogue, frequent),
            "examples": {
                field: frequent[field].example if field in frequent else "" for field in _FIELDS
            },
            "rows": [
                _make_row(catalogue, paper)
                for paper in catalogue.papers_by_position[:FIRST_PAGE_PAPERS]
            ],
            "pages": -(-count // FIRST_PAGE_PAPERS),
            "years": make_year_columns(years),
            "by_year": sorted(years.items(), reverse=True),
            "undated": count - sum(years.values()),
            "dated": len(dates) > 1,
            "came": find_last_arrival(catalogue) is not None,
            "count": count,
            "tag": max(
                catalogue.tags,
                key=lambda tag: (len(catalogue.papers_by_tag[tag.id]), tag.id),
                default=None,
            ),
        },
        meta={
            "hide": ["navigation", "toc"],
            # The page has its own box.
            "searches": True,
            "early": "explorer/early.js",
            "scripts": ["explorer/explorer.js"],
            "preload": ["explore/filters.json"],
            "styles": ["explorer.css"],
        },
    )
    yield or_empty_page(page, catalogue)


def _describe(words: Wording, count: int, *, with_people: bool) -> str:
    if with_people:
        return words.ngettext(
            "Filter, search and sort %(number)s paper by author, year, tag, listing and words.",
            "Filter, search and sort %(number)s papers by author, year, tag, listing and words.",
            count,
        )
    return words.ngettext(
        "Filter, search and sort %(number)s paper by tag, listing and words.",
        "Filter, search and sort %(number)s papers by tag, listing and words.",
        count,
    )


def _make_row(catalogue: Catalogue, paper: Paper) -> ListRow:
    abstract = paper.abstract.plain
    folded = len(abstract) > SHORT_ABSTRACT
    card = replace(
        make_card(catalogue, paper),
        title=escape(plain_title(paper.title)),
        summary=summarise(abstract, EXCERPT_LENGTH) if folded else abstract,
        seen=link_sightings(catalogue, paper),
    )
    return ListRow(card=card, code=paper.code_url is not None, folded=folded)


def _make_groups(
    catalogue: Catalogue, frequent: Mapping[str, FrequentValues]
) -> tuple[FilterGroup, ...]:
    """Only what can divide the papers; who and where first, as the facets may be long."""
    words = catalogue.site.words
    return tuple(
        group
        for group in (
            *_make_field_groups(frequent, ("author", "venue"), words),
            *_make_facets(catalogue),
            _make_untagged(catalogue),
            *_make_field_groups(frequent, ("keyword",), words),
            _make_listings(catalogue),
            _make_code(catalogue),
        )
        if group.others or any(value.papers for value in group.values)
    )


def _make_field_groups(
    frequent: Mapping[str, FrequentValues], fields: Iterable[str], words: Wording
) -> Iterator[FilterGroup]:
    for field in fields:
        if field not in frequent:
            continue
        name, index, all_ = _FIELDS[field]
        yield FilterGroup(
            kind=field,
            id=field,
            name=words.gettext(name),
            definition="",
            values=tuple(
                FilterOption(
                    id=value.id,
                    name=value.name,
                    definition="",
                    papers=len(value.papers),
                    address=value.address,
                )
                for value in frequent[field].values
            ),
            others=frequent[field].others,
            all=all_ and words.gettext(all_),
            index=index,
        )


def _make_facets(catalogue: Catalogue) -> Iterator[FilterGroup]:
    for facet in catalogue.facets:
        yield FilterGroup(
            kind="tag",
            id=facet.id,
            name=facet.name,
            definition=facet.definition,
            values=_sort_options(
                FilterOption(
                    id=tag.id,
                    name=tag.name,
                    definition=tag.definition,
                    papers=len(catalogue.papers_by_tag[tag.id]),
                    address=f"tags/{tag.id}/",
                )
                for tag in catalogue.tags
                if tag.facet == facet.id
            ),
            all=catalogue.site.words.gettext(_ALL),
        )


def _make_untagged(catalogue: Catalogue) -> FilterGroup:
    words = catalogue.site.words
    option = FilterOption(
        id=NO_TAG,
        name=words.gettext("Not tagged"),
        definition=words.gettext("No tag has a reason here."),
        papers=len(catalogue.untagged),
    )
    return FilterGroup(
        kind="tag",
        id="not-tagged",
        name=words.gettext("No tag"),
        definition=words.gettext("Papers that no rule fits."),
        values=(option,),
    )


def _make_listings(catalogue: Catalogue) -> FilterGroup:
    words = catalogue.site.words
    counts = Counter(listing for paper in catalogue.papers for listing in paper.listings)
    return FilterGroup(
        kind="source",
        id="source",
        name=words.gettext("Listing"),
        definition=words.gettext("Where the paper was seen."),
        values=_sort_options(
            FilterOption(
                id=item.id,
                name=item.title,
                definition=item.description,
                papers=counts[item.id],
                address=f"sources/{item.id}/",
            )
            for item in catalogue.listings
        ),
        all=words.gettext(_ALL),
    )


def _make_code(catalogue: Catalogue) -> FilterGroup:
    words = catalogue.site.words
    with_code = sum(paper.code_url is not None for paper in catalogue.papers)
    return FilterGroup(
        kind="code",
        id="code",
        name=words.gettext("Code"),
        definition=words.gettext("Whether the paper links to its code."),
        values=(
            FilterOption(id="1", name=words.gettext("Has code"), definition="", papers=with_code),
        ),
    )


def _sort_options(values: Iterator[FilterOption]) -> tuple[FilterOption, ...]:
    return tuple(sorted(values, key=lambda value: (-value.papers, value.name, value.id)))


PAGE_KIND = PageKind(name="explore", owns=("explore",), lay_out=_lay_out)
