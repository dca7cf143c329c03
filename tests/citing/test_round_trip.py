"""What we export comes back the same when our own readers read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.citing.citation import Citation, cite
from builder.citing.formats import to_bibtex, to_csl, to_ris
from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.model.reader import Source
from builder.model.records import Entry, ListingId
from builder.readers._field_values import strip_markup
from builder.reading.listings import READERS
from builder.text import Text
from builder.text.lines import title_line
from tests.citing.test_citations import UGLY
from tests.papers import catalogue_of, paper

Write = Callable[[Iterable[Citation]], str]
FORMATS: dict[str, Write] = {"bibtex": to_bibtex, "ris": to_ris, "csl-json": to_csl}
READ_BACK = pytest.mark.parametrize("format_", FORMATS)

NAMES = [
    "Ada Lovelace",
    "Richard H. Granger Jr.",
    "Martin L. King III",
    "W. L. van Putten Jr.",
    "Jan van der Berg",
    "Ludwig van Beethoven",
    "Maria De La Cruz",
    "Guy Van den Broeck",
    "Charles de Gaulle",
    "Jean-Paul Sartre",
    "Gabriel García Márquez",
    "bell hooks",
    "Miles O'Neill",
    "Håkon Ås",
    "OpenAI",
    "World Health Organization",
    "The Apiary Group",
    "Salt and Pepper",
    "Procter & Gamble",
    "王伟",
    "محمد علي",
    "Ann {Brace",
    "Bob }Brace",
    "50% Sure",
    "J. R. R. Tolkien",
    "X Æ A-12",
    "DeepSeek-AI",
    "Granger Jr.",
    "Zoë 😀 Smile",
    "Back\\slash Name",
    "Tilde~ Caret^",
]
TITLES = [
    *UGLY,
    "{MLP} and {LaTeX3}",
    "Metal–Oxide–Semiconductor",
    "x{N} ~{BERT} \\{GPT}",
    "Dvi_QMS and a^BERT",
    "{",
    "}{",
    "\\",
    "\\em BERT",
    "$5 and $6",
    "R&D -- GPT-4's \"BERT\" ``now''",
    "a^2 + b_1 = #3",
    "<GPT> | <i>x</i>",
    "😀 1F600",
    "‏עברית‏ and العربية",
    "x" * 10_000,
    "The {\\em Drosophila} of AI",
    "On \\textsc{SAT} for \\emph{DNNs}",
    "$O(n^2)$ BERT for ~ 5\\% of $x_{i}$",
    "Metal\\textendash{Oxide}",
    "\\LaTeX3",
]


def cited(**fields: Any) -> Citation:
    one = paper("a-title", **fields)
    return cite(one, catalogue_of(one))


def read_back(format_: str, records: Iterable[Citation]) -> list[Entry]:
    """What our reader of `format_` makes of what our writer wrote."""
    [reader] = [reader for reader in READERS if reader.name == format_]
    text = FORMATS[format_](records).replace("\r\n", "\n")
    suffix = reader.suffixes[0]
    source = Source(file=f"x{suffix}", listing=ListingId("x"), suffix=suffix, text=text)
    problems = Problems()
    entries = list(reader.read(source, problems))
    assert not list(problems)
    return entries


@READ_BACK
def test_every_name_comes_back(format_: str) -> None:
    [entry] = read_back(format_, [cited(authors=tuple(NAMES), date="2024")])
    assert entry.authors == tuple(NAMES)


@pytest.mark.parametrize(
    ("format_", "name"),
    [("bibtex", "Toy Labs, Inc."), ("csl-json", "Toy Labs, Inc."), ("ris", "Toy Labs Inc.")],
)
def test_an_organisation_keeps_its_comma_where_the_format_can(format_: str, name: str) -> None:
    [entry] = read_back(format_, [cited(authors=("Toy Labs, Inc.",), date="2024")])
    assert entry.authors == (name,)


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:20])
@READ_BACK
def test_every_title_and_abstract_comes_back(format_: str, title: str) -> None:
    record = cited(title=title, abstract=title, venue=title, date="2024")
    [entry] = read_back(format_, [record])
    assert entry.title.plain == written(format_, record.title)
    assert entry.abstract.plain == written(format_, record.abstract or "")


def written(format_: str, text: str) -> str:
    """In CSL-JSON a tag is markup; all other texts mean themselves."""
    return strip_markup(text) if format_ == "csl-json" else text


@READ_BACK
def test_every_paper_of_a_catalogue_comes_back(format_: str, catalogue: Catalogue) -> None:
    records = [cite(one, catalogue) for one in catalogue.papers]
    for entry, record, one in zip(
        read_back(format_, records), records, catalogue.papers, strict=True
    ):
        assert entry.key == record.key
        assert entry.title.plain == record.title
        assert entry.abstract.plain == written(format_, record.abstract or "")
        assert entry.authors == one.authors
        assert entry.year == one.year
        assert (entry.volume, entry.issue) == (record.volume, record.issue)
        assert entry.pages == one.pages
        assert entry.doi == one.doi
        assert entry.keywords == record.keywords


TEX = st.lists(st.sampled_from([*"\\{}$^_~`'\"-%&#<>| aB1.:/", "BERT", "--", "``"])).map("".join)
WORDS = st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), max_size=4)


@settings(deadline=None)
@given(st.text(max_size=60) | TEX)
def test_any_plain_title_comes_back_from_bibtex(title: str) -> None:
    record = replace(cited(), title=title_line(Text(title).source), title_tex=None)
    [entry] = read_back("bibtex", [record])
    assert entry.title.plain == record.title


@settings(deadline=None)
@given(
    words=WORDS.filter(lambda words: "and" not in map(str.casefold, words)),
    suffix=st.sampled_from(["", " Jr.", " III"]),
)
def test_any_name_comes_back_from_every_format(words: list[str], suffix: str) -> None:
    name = " ".join(["Ada", *words, "Lovelace"]) + suffix
    for format_ in FORMATS:
        [entry] = read_back(format_, [cited(authors=(name,))])
        assert entry.authors == (name,)
