"""The shapes in which BibTeX and RIS come from the programs that write them."""

from __future__ import annotations

import importlib
import time
from typing import Any

import pytest

from builder.model.problems import Problems
from builder.model.reader import Source
from builder.model.records import ListingId
from builder.readers._biblatex_commands import translate_biblatex
from builder.readers._bibtex_braces import strip_case_braces

from .shapes import plain, read

SHAPES: list[tuple[str, str, dict[str, Any]]] = [
    ("ris", "TY - JOUR\nTI - A\nPY - 2020\nER -", {"title": "A", "date": "2020"}),
    ("ris", "\nTY  - JOUR\nT1  - A\nJF  - V\nSP  - 1\nER  - \n", {"venue": "V", "pages": "1"}),
    (
        "bibtex",
        "@ARTICLE{Key,\n TITLE = {A},\n Author = {Lovelace, Ada},\n DATE = {2020-03/2020-04}\n}",
        {"title": "A", "key": "Key", "authors": ("Ada Lovelace",), "date": "2020-03"},
    ),
    (
        "bibtex",
        "@article{a, title={A}, journal={CoRR}, volume={abs/1706.03762}, year={2017}}",
        {"arxiv_id": "1706.03762", "venue": "CoRR"},
    ),
    ("bibtex", "@misc{a, title={A}, eprint={12345}, eprinttype={jstor}}", {"arxiv_id": None}),
    ("ris", "TY  - Journal Article\nTI  - A\nER  - \n", {"title": "A"}),
    (
        "ris",
        "TY  - JOUR\nTI  - A\nAU  - Lovelace, Ada\nAI  - ORCID: http://orcid.org/Lovelace, Ada; "
        "ORCID: http://orcid.org/0000-0001-0000-0001, Hopper, Grace; "
        "ORCID: http://orcid.org/0000-0001-0000-0002\nER  - \n",
        {
            "orcids": (
                ("Ada Lovelace", "0000-0001-0000-0001"),
                ("Grace Hopper", "0000-0001-0000-0002"),
            )
        },
    ),
    (
        "bibtex",
        "@article{a, title={A}, ORCID-Numbers={{Lovelace, Ada/0000-0001-0000-0001\n"
        "   Hopper, Grace/0000-0001-0000-0002}}}",
        {
            "orcids": (
                ("Ada Lovelace", "0000-0001-0000-0001"),
                ("Grace Hopper", "0000-0001-0000-0002"),
            )
        },
    ),
    ("bibtex", "@article{\n title={A}, year={August, 2005}\n}", {"title": "A", "date": "2005"}),
    ("bibtex", "@article{a, title={A}, journal={\\apj}}", {"venue": "The Astrophysical Journal"}),
    (
        "bibtex",
        "@misc{a, title={A}, howpublished={\\url{https://example.org/a_b}}}",
        {"url": "https://example.org/a_b"},
    ),
    (
        "bibtex",
        '@string{a = "Ada "}\n@string{b = a # {Lovelace}}\n@misc{x, title="A", author=b}',
        {"authors": ("Ada Lovelace",)},
    ),
]


@pytest.mark.parametrize(("module", "text", "fields"), SHAPES)
def test_a_format_is_read_in_each_of_its_shapes(
    module: str, text: str, fields: dict[str, Any]
) -> None:
    entry = read(module, text)[0]
    assert {name: plain(getattr(entry, name)) for name in fields} == fields


def test_a_crossref_gives_the_venue_and_the_year_and_takes_no_place() -> None:
    text = (
        "@proceedings{V, title={Toys}, year=2001, doi={10.1000/v}}\n"
        "@inproceedings{a, title={A}, crossref={v}}\n@misc{b, title={B}}"
    )
    first, second = read("bibtex", text)
    assert (first.venue, first.date, first.doi, first.position) == ("Toys", "2001", None, 1)
    assert (second.key, second.position) == ("b", 2)


def test_proceedings_that_nothing_refers_to_are_a_record() -> None:
    first, second = read("bibtex", "@proceedings{, title={A}}\n@misc{b, title={B}}")
    assert (first.title.source, first.position) == ("A", 1)
    assert (second.title.source, second.position) == ("B", 2)


def test_lines_are_counted_over_a_backslash_at_the_end_of_one() -> None:
    first, second = read("bibtex", "@misc{a, title={A\\\\\n B}}\n@misc{b, title={B}}")
    assert (first.title.source, second.origin.line) == ("A\\\\ B", 3)


def test_a_broken_record_keeps_its_place() -> None:
    text = "@misc{a, title={A}}\n@misc{x, title={X\n@misc{b, title={B}}"
    reader = importlib.import_module("builder.readers.bibtex").READER
    source = Source(file="listing", listing=ListingId("listing"), suffix=".bib", text=text)
    assert [entry.position for entry in reader.read(source, Problems())] == [1, 3]


WEB_OF_SCIENCE = """\
TY  - JOUR
AU  - Lovelace, A
TI  - Counting Sheep
DA  - {day}
PY  - 2014
ER  -

"""


@pytest.mark.parametrize(
    ("day", "date"),
    [
        ("AUG", "2014-08"),
        ("AUG 15", "2014-08-15"),
        ("February 01", "2014-02-01"),
        ("MAY-JUN", "2014"),
        ("SPR", "2014"),
        ("FEB 30", "2014"),
        ("2014/08/15/", "2014-08-15"),
    ],
)
def test_a_day_of_no_year_completes_the_year(day: str, date: str) -> None:
    assert read("ris", WEB_OF_SCIENCE.format(day=day))[0].date == date


def test_what_stands_between_records_is_no_fault() -> None:
    text = (
        "1.\nTY  - JOUR\nTI  - A\nER  - \nNL  - J Toys\n\nLink to the Ovid Full Text: https://x.org"
        "\n\n<2>\nTY  - JOUR\nTI  - B\nER  - \n"
    )
    assert [entry.title.source for entry in read("ris", text)] == ["A", "B"]


def test_the_keywords_of_endnote_stand_on_lines_without_a_tag() -> None:
    text = "TY  - JOUR\nTI  - A\nKW  - Animals\nSheep/*physiology\nWool, raw\nLA  - eng\nER  - \n"
    assert read("ris", text)[0].keywords == ("Animals", "Sheep/*physiology", "Wool, raw")


@pytest.mark.parametrize("between", ["; ", ";", ", ", " | ", " "])
def test_one_field_may_have_several_addresses(between: str) -> None:
    addresses = between.join(["https://a.example/1", "https://a.example/2.pdf"])
    attached = f"{addresses}, internal-pdf://37/A toy, and b.pdf"
    [entry] = read("ris", f"TY  - JOUR\nTI  - A\nUR  - {attached}\nER  - \n")
    assert (entry.url, entry.pdf_url) == ("https://a.example/1", "https://a.example/2.pdf")


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"The \mkbibquote{notion of \enquote{notion}}", "The “notion of ‘notion’”"),
        (r"{\mkbibemph{Homo sapiens}} \mkbibbold{in} \mkbibparens{it}", "Homo sapiens in (it)"),
        (r"\foreignquote{german}{Zeit} \foreignlanguage{german}{und}", "“Zeit” und"),
        (r"\texorpdfstring{$\alpha$}{alpha} \enquote*{a} \enquote", r"alpha “a” \enquote"),
        (r"AND\slash OR, AlN\slash{GaN}, pre\-{C}olumbian, With\/ and", None),
        (r"\textquote[{\cite{a}}]{Sheep} C\textsubscript{2}", "“Sheep” C2"),
    ],
)
def test_the_commands_of_biblatex_are_read(tex: str, plain: str | None) -> None:
    [entry] = read("bibtex", f"@misc{{a, title={{{tex}}}}}")
    assert entry.title.plain == (plain or "AND/OR, AlN/GaN, preColumbian, With and")


def test_emphasis_of_biblatex_is_emphasis_on_the_page() -> None:
    [entry] = read("bibtex", r"@misc{a, title={The {\mkbibemph{Salmonella}}}}")
    assert str(entry.title.html) == "The <em>Salmonella</em>"


@pytest.mark.parametrize(
    "piece", ["{a", "\\enquote{", "{\\a{", "\\slash", "\\foreignquote{a}{b", "\\textquote[", "{}"]
)
def test_the_time_of_braces_grows_with_their_number(piece: str) -> None:
    title = piece * (100_000 // len(piece))
    started = time.process_time()
    strip_case_braces(translate_biblatex(title))
    assert time.process_time() - started < 2
