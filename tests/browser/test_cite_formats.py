"""What the browser writes of citations: the same text as at build time, and references."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from playwright.sync_api import Page

from builder.citing.citation import Citation, cite
from builder.citing.formats import to_bibtex, to_csl, to_ris
from builder.model.catalogue import Catalogue
from builder.model.records import Keyword
from tests.citing.test_citations import UGLY
from tests.papers import catalogue_of, paper

WRITERS = {"toBibTeX": to_bibtex, "toRIS": to_ris, "toCSL": to_csl}


def toys() -> Catalogue:
    """Papers with every combination of known fields, and with texts that break things."""
    known = {
        "authors": (
            "Ada Lovelace",
            "OpenAI",
            "Salt and Pepper",
            "Jan van der Berg",
            "Richard H. Granger Jr.",
            "Toy Labs, Inc.",
            "Ann {Brace",
        ),
        "date": "2024-03-18",
        "venue": "Proceedings of R&D_{x}",
        "doi": "10.1/a_b<c>",
        "arxiv_id": "2403.01234",
        "url": "https://x.example/(a)_b?c={d}",
        "keywords": tuple(Keyword(name=name) for name in ("R&D", "knots, wild", "a; b")),
    }
    names = list(known)
    papers = [
        paper(
            f"known-{bits}", **{name: known[name] for n, name in enumerate(names) if bits >> n & 1}
        )
        for bits in range(2 ** len(names))
    ]
    papers += [
        paper(
            f"ugly-{n}",
            title=text,
            abstract=text,
            authors=(text,),
            venue=text,
            date="2024-02",
            keywords=(Keyword(name=text),),
        )
        for n, text in enumerate(UGLY)
    ]
    papers.append(paper("year-and-month", authors=("A B",), date="2024-11", venue="J"))
    papers += [
        paper(f"pages-{n}", venue="J", volume="7 & 8", issue="1-2", pages=pages)
        for n, pages in enumerate(["12-18", "1\u201312\u20143", "S353", "-5"])
    ]
    return catalogue_of(*papers)


def written(page: Page, site_url: str, function: str, records: list[Citation]) -> str:
    """What a function of the browser's writes; the page is any of the site."""
    module = "reference" if function in ("toText", "toHtml") else "formats"
    data = [{**record.as_data(), "abstract": record.abstract} for record in records]
    for record in data:
        if not record["abstract"]:
            del record["abstract"]
    text = page.evaluate(
        "async ([address, name, records]) => (await import(address))[name](records)",
        [f"{site_url}assets/javascripts/cite/{module}.js", function, data],
    )
    assert isinstance(text, str)
    return text


def test_the_browser_writes_what_the_builder_writes(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.goto(site_url)
    for source in (catalogue, toys()):
        records = [cite(paper, source) for paper in source.papers]
        for function, write in WRITERS.items():
            assert written(page, site_url, function, records) == write(records), function


def test_markdown_shows_the_texts_as_they_are(
    page: Page, site_url: str, catalogue: Catalogue
) -> None:
    page.goto(site_url)
    records = [cite(paper, source) for source in (catalogue, toys()) for paper in source.papers]
    lines = written(page, site_url, "toMarkdown", records).splitlines()
    markdown = MarkdownIt("js-default")
    for line, record in zip(lines, records, strict=True):
        [inline] = [token for token in markdown.parse(line) if token.type == "inline"]
        shown = "".join(child.content for child in inline.children or ())
        assert shown.startswith(record.title)
        assert record.venue is None or record.venue in shown


def test_markdown_escapes_nothing_that_means_itself(page: Page, site_url: str) -> None:
    page.goto(site_url)
    one = paper("a", "Brain-Guided R&D (2.0): C++ + #1!", "", url="https://x.example/")
    text = written(page, site_url, "toMarkdown", [cite(one, catalogue_of(one))])
    assert text == "- [Brain-Guided R&D (2.0): C++ + #1!](https://x.example/)\n"


ADA, JAN = "Ada Lovelace", "Jean-Paul R. van der Berg"
REFERENCES: list[tuple[dict[str, Any], str]] = [
    (
        {"authors": (ADA, JAN), "date": "2024-03", "venue": "Journal of Toys", "volume": "7"}
        | {"issue": "2", "pages": "12-18", "doi": "10.1/x"},
        "Lovelace, A., & van der Berg, J.-P. R. (2024). A Title. Journal of Toys, 7(2), 12–18. "
        "https://doi.org/10.1/x",
    ),
    (
        {"authors": ("OpenAI",), "date": "2024", "venue": "Proceedings of Toys", "pages": "3"},
        "OpenAI. (2024). A Title. In Proceedings of Toys (pp. 3). "
        "https://papers.example/sub/papers/a/",
    ),
    (
        {"authors": ("J.R. Granger Jr.",), "date": "2024", "arxiv_id": "2403.1"},
        "Granger, J. R., Jr. (2024). A Title (arXiv:2403.1). arXiv. https://arxiv.org/abs/2403.1",
    ),
    (
        {"authors": tuple(f"A{n} B{n}" for n in range(25)), "date": "2024"},
        ", ".join(f"B{n}, A." for n in range(19))
        + ", … B24, A. (2024). A Title. https://papers.example/sub/papers/a/",
    ),
    (
        {"date": "2024"},
        "[Authors unknown]. (2024). A Title. https://papers.example/sub/papers/a/",
    ),
    (
        {"authors": (ADA,)},
        "Lovelace, A. ([year unknown]). A Title. https://papers.example/sub/papers/a/",
    ),
]


def test_a_reference_is_set_of_what_is_known(page: Page, site_url: str) -> None:
    page.goto(site_url)
    papers = [paper("a", **known) for known, _ in REFERENCES]
    records = [cite(one, catalogue_of(one)) for one in papers]
    wanted = [reference for _, reference in REFERENCES]
    assert written(page, site_url, "toText", records).splitlines() == wanted
    html = written(page, site_url, "toHtml", records)
    assert re.sub("<[^>]*>", "", html).replace("&amp;", "&") == "".join(wanted)
    assert html.count("<i>") == len(wanted)


def test_a_reference_is_no_markup(page: Page, site_url: str) -> None:
    page.goto(site_url)
    one = paper("a", "<img src=x> & y", authors=("<b>A", "B</b> C"), date="2024")
    html = written(page, site_url, "toHtml", [cite(one, catalogue_of(one))])
    assert "<img" not in html
    assert "<b>" not in html
