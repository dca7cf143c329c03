"""What the catalogue holds, in charts and in tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from ..layout.charts import Chart, LabelledNumber, draw_bars, draw_columns, draw_matrix
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.records import TagId
from ..settings.palette import facet_colour
from ._counts import count_keywords, count_people, count_venues, count_years
from ._nothing import or_empty_page

SHOWN_LISTINGS = 20
"""The overlap of more listings is not drawn: nobody could read the matrix."""
SHOWN_TAGS = 16
"""Tags in the matrix of tags that occur together."""
SHOWN_PAIRS = 15
MIN_TOGETHER = 4
"""Papers in common below which a pair of tags is a coincidence."""
BIN_WORDS = 25
"""Width of a histogram bin, in words."""


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    charts = (
        _overlap_chart(catalogue),
        _sightings_chart(catalogue),
        _code_chart(catalogue),
        _lengths_chart(catalogue),
        *_facet_charts(catalogue),
        _lift_chart(catalogue),
        _cooccurrence_chart(catalogue),
    )
    page = Page(
        path="statistics/index.md",
        template="statistics.md.j2",
        title="Statistics",
        description=f"What {len(catalogue.papers):,} papers have in common, in charts and tables.",
        context={
            "charts": [chart for chart in charts if chart is not None],
            "years": count_years(catalogue.papers),
            "lists": [
                (name, told, counts)
                for name, told, counts in (
                    ("Venues", "Papers by venue.", count_venues(catalogue, catalogue.papers)),
                    ("Authors", "Who has most papers.", count_people(catalogue, catalogue.papers)),
                    ("Keywords", "Papers by keyword.", count_keywords(catalogue.papers)),
                )
                if counts
            ],
        },
        meta={"hide": ["navigation", "toc"], "styles": ["statistics.css", "counts.css"]},
    )
    yield or_empty_page(page, catalogue)


def _format_share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "–"


def _overlap_chart(catalogue: Catalogue) -> Chart | None:
    names = {listing.id: listing.title for listing in catalogue.listings}
    if not 2 <= len(names) <= SHOWN_LISTINGS:
        return None
    shared: Counter[tuple[str, str]] = Counter()
    for paper in catalogue.papers:
        for a in paper.listings:
            for b in paper.listings:
                shared[names[a], names[b]] += 1
    pairs = list(combinations(names.values(), 2))
    drawn = [(a, b, shared[a, b]) for pair in pairs for a, b in (pair, pair[::-1]) if shared[a, b]]
    return Chart(
        title="Overlap of the listings",
        caption="Papers found in two listings: the larger the disc, the more papers.",
        svg=draw_matrix(drawn, list(names.values()), step=36 if len(names) < 7 else 16),
        head=("Listing", "and listing", "papers in both"),
        rows=tuple((a, b, f"{shared[a, b]:,}") for a, b in pairs),
    )


def _sightings_chart(catalogue: Catalogue) -> Chart | None:
    counts = Counter(len(paper.listings) for paper in catalogue.papers)
    if not counts:
        return None
    rows = [
        ("1 listing" if n == 1 else f"{n} listings", counts[n]) for n in range(1, max(counts) + 1)
    ]
    return Chart(
        title="Listings per paper",
        caption="Papers by the number of listings they are found in.",
        svg=draw_bars(rows),
        head=("Found in", "papers"),
        rows=_format_rows(rows),
    )


def _code_chart(catalogue: Catalogue) -> Chart | None:
    if not catalogue.papers:
        return None
    rows: list[LabelledNumber] = []
    for listing in catalogue.listings:
        papers = {paper.id: paper for _, paper in catalogue.papers_by_listing[listing.id]}.values()
        with_code = sum(paper.code_url is not None for paper in papers)
        rows.append((listing.title, round(100 * with_code / max(len(papers), 1))))
    with_code = sum(paper.code_url is not None for paper in catalogue.papers)
    return Chart(
        title="Papers with code",
        caption=f"{with_code:,} papers, {_format_share(with_code, len(catalogue.papers))} of all, "
        "link to code; by listing:",
        svg=draw_bars(rows[:SHOWN_LISTINGS], unit="%"),
        head=("Listing", "% with code"),
        rows=_format_rows(rows),
    )


def _lengths_chart(catalogue: Catalogue) -> Chart | None:
    lengths = [len(re.findall(r"\w+", paper.abstract.plain)) for paper in catalogue.papers]
    counted = Counter(length // BIN_WORDS for length in lengths if length)
    if not counted:
        return None
    longest = min(max(counted), 20)
    rows = [(str(n * BIN_WORDS), counted[n]) for n in range(longest)]
    beyond = sum(count for n, count in counted.items() if n >= longest)
    rows.append((f"{longest * BIN_WORDS}+", beyond))
    middle = sorted(filter(None, lengths))[sum(map(bool, lengths)) // 2]
    return Chart(
        title="Length of abstracts",
        caption=f"Papers by number of words in the abstract; half have more than {middle}.",
        svg=draw_columns(rows, x_title="words (from)", y_title="papers"),
        head=("Words (from)", "papers"),
        rows=_format_rows(rows),
    )


def _facet_charts(catalogue: Catalogue) -> Iterator[Chart]:
    for index, facet in enumerate(catalogue.facets):
        tags = [tag for tag in catalogue.tags if tag.facet == facet.id]
        counted = sorted((-len(catalogue.papers_by_tag[tag.id]), tag.name) for tag in tags)
        rows = [(name, -count) for count, name in counted if count]
        if rows:
            yield Chart(
                title=f"Tags: {facet.name}",
                caption="Papers per tag.",
                svg=draw_bars(rows[:SHOWN_LISTINGS], colour=facet_colour(index)),
                head=("Tag", "papers"),
                rows=_format_rows(rows),
            )


def _count_tag_pairs(catalogue: Catalogue) -> Counter[tuple[TagId, TagId]]:
    return Counter(
        pair
        for paper in catalogue.papers
        for pair in combinations(
            sorted(assignment.tag for assignment in catalogue.assignments[paper.id]), 2
        )
    )


def _lift_chart(catalogue: Catalogue) -> Chart | None:
    size = {tag: len(papers) for tag, papers in catalogue.papers_by_tag.items()}
    lift = {
        (a, b): count * len(catalogue.papers) / (size[a] * size[b])
        for (a, b), count in _count_tag_pairs(catalogue).items()
        if count >= MIN_TOGETHER
    }
    best = sorted(lift, key=lambda pair: (-lift[pair], pair))[:SHOWN_PAIRS]
    if not best:
        return None
    name = {tag.id: tag.name for tag in catalogue.tags}
    rows = [(f"{name[a]} + {name[b]}", round(lift[a, b], 1)) for a, b in best]
    return Chart(
        title="Tags that occur together more than expected",
        caption="How often two tags occur together, compared with chance.",
        svg=draw_bars(rows, unit="×"),
        head=("Tags", "times as often as by chance"),
        rows=_format_rows(rows),
    )


def _cooccurrence_chart(catalogue: Catalogue) -> Chart | None:
    largest = sorted(
        catalogue.tags, key=lambda tag: (-len(catalogue.papers_by_tag[tag.id]), tag.id)
    )
    name = {tag.id: tag.name for tag in largest[:SHOWN_TAGS]}
    counted = _count_tag_pairs(catalogue)
    drawn = [
        (name[a], name[b], count)
        for pair, count in sorted(counted.items())
        if pair[0] in name and pair[1] in name
        for a, b in (pair, pair[::-1])
    ]
    if not drawn:
        return None
    return Chart(
        title=f"How often the {len(name)} largest tags coincide",
        caption="Papers with both tags: the larger the disc, the more papers.",
        svg=draw_matrix(drawn, list(name.values()), step=13),
        head=("Tag", "and tag", "papers with both"),
        rows=tuple(
            (name[a], name[b], f"{count:,}")
            for (a, b), count in counted.most_common()
            if a in name and b in name
        ),
    )


def _format_rows(rows: Sequence[LabelledNumber]) -> tuple[tuple[str, ...], ...]:
    return tuple((name, f"{value:,}") for name, value in rows)


PAGE_KIND = PageKind(name="statistics", owns=("statistics",), lay_out=_lay_out)
