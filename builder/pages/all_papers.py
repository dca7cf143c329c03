"""The index of all papers by title, in parts."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout.alphabet import group_by_letter, make_letters, make_sort_key, sort_by_letter
from ..layout.pagination import PAPERS_PER_PAGE, name_part, paginate
from ..model.catalogue import Catalogue
from ..model.export import MANY_PAPERS
from ..model.page import Page, PageKind
from ._cards import make_brief_card, make_card
from ._nothing import or_empty_page


def _lay_out(catalogue: Catalogue) -> Iterator[Page]:
    items = sort_by_letter(
        (make_sort_key(paper.title.plain), paper.id, paper) for paper in catalogue.papers
    )
    parts = paginate(items, PAPERS_PER_PAGE, "papers", index=True)
    letters = make_letters(parts)
    words = catalogue.site.words
    make = make_brief_card if len(catalogue.papers) > MANY_PAPERS else make_card
    for part in parts:
        groups = tuple(
            (letter, anchor, tuple(make(catalogue, paper) for paper in papers))
            for letter, anchor, papers in group_by_letter(part)
        )
        page = Page(
            path=part.path,
            template="all_papers.md.j2",
            title=name_part(words.gettext("All papers"), part, words),
            description=words.ngettext(
                "The only paper of the catalogue.",
                "All %(number)s papers of the catalogue by title.",
                part.total,
            ),
            context={"part": part, "letters": letters, "groups": groups},
            meta={"hide": ["navigation", "toc"]},
        )
        yield or_empty_page(page, catalogue)


PAGE_KIND = PageKind(name="all_papers", owns=("papers",), lay_out=_lay_out)
