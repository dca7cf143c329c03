"""A page for everybody with two papers or more, and the index of authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

from ..citing.author_names import split_name
from ..layout.alphabet import group_by_letter, make_letters, make_sort_key, sort_by_letter
from ..layout.pagination import PAPERS_PER_PAGE, name_part, paginate
from ..model.catalogue import Catalogue
from ..model.page import Page, PageKind
from ..model.people import CROWD, Person
from ..text.words import title_order
from ._cards import make_brief_card
from ._counts import count_tags, count_venues, count_years, format_span

NAMES_PER_PAGE = 300
"""Names on one page of the index."""
MAX_INDEXED = 3000
"""People up to whom the index names all; of more, those with a page."""
SUMMED_UP_FROM = 4
"""Papers from which a page counts their years and venues: fewer are seen at a glance."""
MAX_COAUTHORS = 24
"""Co-authors that a page names, of those who have a page."""

_SEARCHES = (
    ("ORCID", "https://orcid.org/orcid-search/search?searchQuery={}"),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q={}"),
    ("Google Scholar", "https://scholar.google.com/scholar?q=author:%22{}%22"),
    ("DBLP", "https://dblp.org/search/author?q={}"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexName:
    """A person in the index."""

    given: str
    family: str
    """What it is sorted by; all of a name without parts."""
    suffix: str
    person: Person


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    if not catalogue.people.persons:
        return
    yield from _make_index(catalogue)
    namesakes: dict[str, list[Person]] = {}
    for person in catalogue.people.persons:
        namesakes.setdefault(title_order(person.name), []).append(person)
    for person in catalogue.people.persons:
        if person.has_page:
            yield from _make_pages(catalogue, person, namesakes)


def _make_index(catalogue: Catalogue) -> Iterator[Page]:
    words = catalogue.site.words
    everybody = catalogue.people.persons
    is_whole = len(everybody) <= MAX_INDEXED
    named = [_make_name(person) for person in everybody if is_whole or person.has_page]
    items = sort_by_letter(
        (f"{make_sort_key(one.family)} {make_sort_key(one.given)}", one.person.id, one)
        for one in named
    )
    parts = paginate(items, NAMES_PER_PAGE, "authors", index=True)
    letters = make_letters(parts)
    for part in parts:
        yield Page(
            path=part.path,
            template="authors.md.j2",
            title=name_part(words.gettext("Authors"), part, words),
            description=words.ngettext(
                "%(number)s author by family name, with the papers.",
                "%(number)s authors by family name, with their papers.",
                len(named),
            ),
            context={
                "part": part,
                "letters": letters,
                "groups": tuple(group_by_letter(part)),
                "everybody": len(everybody),
                "least": min((len(one.person.papers) for one in named), default=0),
            },
            meta={"hide": ["navigation", "toc"], "styles": ["counts.css"]},
        )


def _make_name(person: Person) -> IndexName:
    # Of an organisation, all but its article.
    family = split_name(person.name)[0].removeprefix("The ")
    given, _, suffix = person.name.rpartition(family)
    return IndexName(given=given.strip(), family=family, suffix=suffix.strip(), person=person)


def _make_pages(
    catalogue: Catalogue, person: Person, namesakes: Mapping[str, list[Person]]
) -> Iterator[Page]:
    papers = tuple(catalogue.paper[id_] for id_ in person.papers)
    parts = paginate(papers, PAPERS_PER_PAGE, f"authors/{person.id}")
    summed_up = papers if len(papers) >= SUMMED_UP_FROM else ()
    coauthors = catalogue.people.coauthors_of(person)
    named = tuple(pair for pair in coauthors if pair[0].has_page)[:MAX_COAUTHORS]
    span = format_span(papers)
    words = catalogue.site.words
    said = words.ngettext(
        "%(number)s paper by %(name)s",
        "%(number)s papers by %(name)s",
        len(papers),
        name=person.name,
    )
    for part in parts:
        yield Page(
            path=part.path,
            template="author.md.j2",
            title=name_part(person.name, part, words),
            description=f"{said}{span and f', {span}'}.",
            context={
                "person": person,
                "others": tuple(s for s in person.spellings if s.text != person.name),
                "namesakes": tuple(
                    one for one in namesakes[title_order(person.name)] if one is not person
                ),
                "span": span,
                "part": part,
                "cards": tuple(make_brief_card(catalogue, paper, person) for paper in part.items),
                "coauthors": named,
                "other_coauthors": len(coauthors) - len(named),
                "crowd": CROWD,
                "in_crowds": any(len(paper.authors) > CROWD for paper in papers),
                "tags": count_tags(catalogue, papers),
                "years": count_years(summed_up),
                "venues": count_venues(catalogue, summed_up),
                "searches": [
                    (name, url.format(quote_plus(person.name))) for name, url in _SEARCHES
                ],
            },
            meta={
                "hide": ["navigation", "toc"],
                "styles": ["counts.css"],
                "atom": f"authors/{person.id}",
            },
        )


PAGE_KIND = PageKind(name="authors", owns=("authors",), lay_out=_lay_out)
