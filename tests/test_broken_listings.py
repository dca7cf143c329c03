"""Broken files: each fault is told with its line and costs no other record."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from builder import readers
from builder.listings import read_file
from builder.problems import Problems
from builder.reader import Source
from builder.records import ListingId

A, B, C = '{"title": "A"}', '{"title": "B"}', '{"title": "C"}'
DEEP = "[" * 100_000
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">\n'

Case = tuple[str, str, list[str], list[str]]

JSON: list[Case] = [
    (
        "a wrong literal",
        f'[{A},\n{{"title": "X", "year": 20l9}},\n{B}]',
        ["A", "B"],
        ["2: not valid JSON: expected ',', got 'l9},'"],
    ),
    (
        "a record without its end",
        f'[{A},\n{{"title": "X"\n{B},\n{C}]',
        ["A", "B", "C"],
        ["2: not valid JSON: expected '}' at the end of the record"],
    ),
    (
        "a text without its end",
        '[\n  {\n    "title": "A"\n  },\n  {\n    "title": "X\n  },\n  {\n    "title": "C"\n  }\n]',
        ["A", "C"],
        ["6: not valid JSON: expected '\"' at the end of the text, got '\"X'"],
    ),
    (
        "a file cut off inside a record",
        f'[{A},\n{B},\n{{"title": "Trunc',
        ["A", "B"],
        ["3: not valid JSON: expected '\"' at the end of the text, got '\"Trunc'"],
    ),
    ("a file cut off after a record", f"[{A},\n{B},", ["A", "B"], ["2: expected ']', got the end"]),
    ("a missing comma", f"[{A}\n{B}]", ["A", "B"], ["2: expected ',' or ']', got '{\"title\": "]),
    ("a comma too many", f"[{A},,{B}]", ["A", "B"], ["1: expected a record, got ','"]),
    (
        "a comma before the end of a record",
        f'[{A},{{"title": "X",}},{C}]',
        ["A", "C"],
        ["1: not valid JSON: expected"],
    ),
    (
        "what is no record",
        f'[{A},\nnull,\n3,\n"x",\n[1],\n{B}]',
        ["A", "B"],
        [
            "2: expected a record, got null",
            "3: expected a record, got 3",
            "4: expected a record, got 'x'",
            "5: expected a record, got a list",
        ],
    ),
    ("deep nesting", f"[{A},{DEEP}", ["A"], ["1: not valid JSON: nested too deeply"]),
    (
        "deep nesting that ends",
        f"[{DEEP}{']' * 100_000},{A}]",
        ["A"],
        ["1: not valid JSON: nested too deeply"],
    ),
    ("a title that is a list", '[{"title": ["x"], "abstract": "a"}]', [""], ["1: field 'title': "]),
    (
        "nothing to show",
        f'[{{"foo": 1}},\n{{"title": 5}},\n{{"title": " "}},{A}]',
        ["A"],
        [
            "1: expected a title or an abstract, got neither",
            "2: expected a title or an abstract, got neither",
            "2: field 'title': expected text, got 5",
            "3: expected a title or an abstract, got neither",
        ],
    ),
    (
        "a year that is none, in its own line",
        '[\n{\n"title": "T",\n"year": "20l9"\n}\n]',
        ["T"],
        ["4: field 'year': expected four digits, got '20l9'"],
    ),
    (
        "a year out of bounds",
        '[{"title": "T", "year": 20190}, {"title": "U", "year": 2300}]',
        ["T", "U"],
        [
            "1: field 'year': expected a year from 1600 to 2199, got 2300",
            "1: field 'year': expected four digits, got 20190",
        ],
    ),
    ("not a number", '[{"title": "T", "year": NaN, "abstract": NaN}]', ["T"], []),
    ("infinity", '[{"title": "T", "year": Infinity}]', ["T"], ["1: field 'year': expected four"]),
    (
        "huge numbers",
        f'[{{"title": "T", "id": {"9" * 5000}, "year": {"9" * 5000}}}]',
        ["T"],
        ["1: field 'year': expected four digits, got '999"],
    ),
    (
        "half a surrogate pair",
        '[{"title": "a\\ud800b"}]',
        ["a\N{REPLACEMENT CHARACTER}b"],
        ["1: field 'title': expected printable text, got the character U+D800"],
    ),
    (
        "a field twice",
        '[{"title": "T", "title": "U"}]',
        ["U"],
        ["1: field 'title': given twice, the last is taken"],
    ),
    (
        "wrong types everywhere",
        '[{"title": "A", "authors": {"x": 1}, "venue": ["x"], "doi": 5, "url": {}, "id": true}]',
        ["A"],
        [
            "1: field 'authors': expected names, got an object",
            "1: field 'doi': expected text, got 5",
            "1: field 'id': expected text, got true",
            "1: field 'url': expected text, got an object",
            "1: field 'venue': expected text, got a list",
        ],
    ),
    (
        "authors of many kinds",
        '[{"title": "A", "authors": [{"name": "Ada"}, {"name": 4}, null]}]',
        ["A"],
        [
            "1: field 'authors': expected a name, got 4",
            "1: field 'authors': expected a name, got null",
        ],
    ),
    (
        "identifiers that are none",
        '[{"title": "A", "doi": "foo", "arxiv_id": "bar", "url": "javascript:alert(1)"}]',
        ["A"],
        [
            "1: field 'arxiv_id': expected an arXiv id such as 2403.01234, got 'bar'",
            "1: field 'doi': expected a DOI such as 10.1145/3292500.3330701, got 'foo'",
            "1: field 'url': expected an http or https address, got 'javascript:alert(1)'",
        ],
    ),
    ("something behind the end", f"[{A}] x", ["A"], ["1: expected nothing after ']', got 'x'"]),
    ("an error message", '{"error": "not found"}', [], ["1: expected a title or an abstract"]),
    ("no record at all", "[]", [], []),
    ("no JSON at all", "hello", [], ["1: expected a JSON array or object"]),
    (
        "an answer with a broken record",
        f'{{"n": 1, "papers": [{A},\n{{"title": "X" "y": 1}},\n{B}]}}',
        ["A", "B"],
        ["2: not valid JSON: expected ',', got '\"y\": 1},'"],
    ),
]

LINES: list[Case] = [
    (
        "one bad line",
        f'{A}\n{{"title": "X\n\n{B}\n[1]\n{C}',
        ["A", "B", "C"],
        ["2: not valid JSON: expected '\"'", "5: expected a record, got a list"],
    ),
    ("a file cut off", f'{A}\n{{"title": "B", "ye', ["A"], ["2: not valid JSON: expected '\"'"]),
    ("two records in a line", f"{A} {B}\n{C}", ["C"], ["1: not valid JSON: expected nothing more"]),
    ("a line of brackets", f"{A}\n{DEEP}\n{B}", ["A", "B"], ["2: not valid JSON: nested too"]),
]

BIBTEX: list[Case] = [
    (
        "a missing brace",
        "@misc{a, title={A}}\n@misc{x,\n title={X,\n year=2020}\n\n@misc{b, title={B}}",
        ["A", "B"],
        ["2: not valid BibTeX: Unexpected block start: '@misc'"],
    ),
    (
        "a missing comma between fields",
        "@misc{a,\n title={A}\n year={2020},\n author={Ada}\n}",
        ["A"],
        ["2: field 'title': expected ',' after it"],
    ),
    (
        "a missing comma after the key",
        "@misc{x title={X}}\n@misc{b, title={B}}",
        ["B"],
        ["1: not valid BibTeX: Expected comma after entry key, but found ="],
    ),
    (
        "a missing brace after the type",
        "@misc x, title={X}}\n@misc{b, title={B}}",
        ["B"],
        ["1: not valid BibTeX: expected '{' after '@misc'"],
    ),
    (
        "a file cut off",
        "@misc{a, title={A}}\n@misc{x, title={X",
        ["A"],
        ["2: not valid BibTeX: Unexpectedly reached end of file"],
    ),
    (
        "a key twice",
        "@misc{a, title={A}}\n@misc{a, title={B}}",
        ["A", "B"],
        ["2: key 'a': already used in line 1"],
    ),
    (
        "a field twice",
        "@misc{a, title={A},\n title={B}}",
        ["A"],
        ["1: field 'title': given twice, the first is taken"],
    ),
    (
        "an unknown macro",
        "@misc{a, title={A},\n journal=jmlr}",
        ["A"],
        ["2: field 'journal': expected a known @string, got 'jmlr'"],
    ),
    (
        "macros that grow without end",
        "@string{m0={xxxxxxxxxx}}\n"
        + "".join(f"@string{{m{n}=m{n - 1}{f' # m{n - 1}' * 9}}}\n" for n in range(1, 12))
        + "@misc{a, title=m11}",
        ["x" * 10_000],
        [
            f"{line}: @string 'm{line - 1}': expected at most 10000 characters"
            for line in range(5, 13)
        ],
    ),
    (
        "a year that is none",
        "@misc{a, title={A},\n year=20l9}",
        ["A"],
        ["2: field 'year': expected four digits, got '20l9'"],
    ),
    (
        "a month that is none",
        "@misc{a, title={A}, year=2019, month=foo}",
        ["A"],
        ["1: field 'month': expected a month from 1 to 12 or its name, got 'foo'"],
    ),
    (
        "a crossref to nothing and to itself",
        "@misc{a, title={A}, crossref={x}}\n@misc{b, title={B}, crossref={b}}",
        ["A", "B"],
        [
            "1: field 'crossref': expected the key of another record, got 'x'",
            "2: field 'crossref': expected the key of another record, got 'b'",
        ],
    ),
    ("no fields", "@misc{a}\n@misc{b,}", [], ["1: expected a title", "2: expected a title"]),
]

RIS: list[Case] = [
    (
        "a record without its end",
        "TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - \n",
        ["A", "B"],
        ["1: expected 'ER  -' at the end of the record"],
    ),
    ("a file cut off", "TY  - JOUR\nTI  - A\nPY  - 20", ["A"], ["1: expected 'ER  -'", "3: field"]),
    (
        "something between records",
        "TY  - JOUR\nTI  - A\nER  - \nfoo\nTY  - JOUR\nTI  - B\nER  - \n",
        ["A", "B"],
        ["4: expected 'TY  -' first, got 'foo'"],
    ),
    (
        "a year that is none",
        "TY  - JOUR\nTI  - A\nPY  - 20l9\nER  - \n",
        ["A"],
        ["3: field 'PY': expected four digits, got '20l9'"],
    ),
    ("no fields", "TY  - JOUR\nER  - \n", [], ["1: expected a title or an abstract"]),
]

CSV: list[Case] = [
    (
        "a cell too many",
        "title,year\nA,2019\nX, or Y,2020\nB,2021\n",
        ["A", "B"],
        ["3: expected 2 cells, got 3"],
    ),
    ("a cell too few", "title,year\nA\nB,2021\n", ["A", "B"], ["2: expected 2 cells, got 1"]),
    (
        "a quote without its end",
        'title,year\n"X,2020\nB,2021\n"C",2022\n',
        ["B", "C"],
        ["2: expected '\"' at the end of a quoted cell"],
    ),
    (
        "a year that is none, below a line break in a cell",
        'title,year\n"A\nB",2020\nC,20l9\n',
        ["A B", "C"],
        ["4: field 'year': expected four digits, got '20l9'"],
    ),
    ("no title", "title,year\n,2020\n", [], ["2: expected a title or an abstract, got neither"]),
    ("no column of titles", "foo,bar\n1,2\n", [], ["1: expected a row of column names"]),
]

XML: list[Case] = [
    (
        "a bare ampersand",
        f"{ATOM}<entry><title>\nA & B</title></entry>\n<entry><title>C</title></entry></feed>",
        ["C"],
        ["3: not valid XML: not well-formed"],
    ),
    (
        "an entry without its end",
        f"{ATOM}<entry><title>X</title>\n<entry><title>C</title></entry></feed>",
        ["C"],
        ["2: not valid XML: expected </entry>"],
    ),
    (
        "a file cut off",
        f"{ATOM}<entry><title>A</title></entry>\n<entry><title>X",
        ["A"],
        ["3: not valid XML: expected </entry>"],
    ),
    (
        "entities that grow without end",
        f'<!DOCTYPE f [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>{ATOM}'
        "<entry><title>&b;</title></entry><entry><title>B</title></entry></feed>",
        ["B"],
        ["2: not valid XML: undefined entity"],
    ),
    (
        "a file of the disk as an entity",
        f'<!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/hostname">]>{ATOM}'
        "<entry><title>&a;</title></entry></feed>",
        [],
        ["2: not valid XML: undefined entity"],
    ),
    (
        "an error of the API",
        f"{ATOM}<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title>"
        "<summary>incorrect id</summary></entry></feed>",
        [],
        ["2: arXiv answered with an error: incorrect id"],
    ),
]

OTHERS: list[tuple[str, *Case]] = [  # type: ignore[misc]
    (
        "semantic_scholar",
        "papers that were not found",
        '[null,\n{"paperId": "1", "title": "A", "externalIds": []},\n{"citedPaper": null}]',
        ["A"],
        [
            "1: expected a record, got null",
            "2: field 'externalIds': expected an object, got a list",
            "3: expected a title or an abstract, got neither",
        ],
    ),
    (
        "openalex",
        "an index that is none",
        '{"results": [{"title": "A", "abstract_inverted_index": {"far": [99999999999999999],'
        ' "x": "y", "near": [0]}},\n{"title": "B", "abstract_inverted_index": [1]}]}',
        ["A", "B"],
        [
            "1: field 'abstract_inverted_index': expected places of the word 'x', got 'y'",
            "2: field 'abstract_inverted_index': expected words with their places, got a list",
        ],
    ),
    (
        "csl_json",
        "dates that are none",
        '[{"type": "article", "title": "A", "issued": {"date-parts": [["20l9"]]}},\n'
        '{"title": "B", "issued": {"date-parts": [[2019, 13]]}},\n'
        '{"title": "C", "issued": {"date-parts": 5}}]',
        ["A", "B", "C"],
        [
            "1: field 'issued.date-parts': expected four digits, got \"[['20l9']]\"",
            "2: field 'issued.date-parts': expected a month from 1 to 12",
            "3: field 'issued.date-parts': expected [[year, month, day]], got '5'",
        ],
    ),
    (
        "hugging_face",
        "a paper that is none",
        '[{"paper": {"id": "x", "title": "A"}},\n{"paper": 5},\n{"paper": {"id": "2403.01234"}}]',
        ["A"],
        [
            "1: field 'paper.id': expected an arXiv id such as 2403.01234, got 'x'",
            "2: expected a title or an abstract, got neither",
            "2: field 'paper': expected an object, got 5",
            "3: expected a title or an abstract, got neither",
        ],
    ),
    (
        "awesome_list",
        "a bullet that never ends",
        f"- [A](https://example.org/a)\n- {'[' * 20_000}\n- [B](https://example.org/b)\n",
        ["A", "B"],
        ["2: expected at most 10000 characters in one bullet"],
    ),
    ("awesome_list", "an address that is none", "- [A](javascript:alert(1)) - b\n", [], []),
]

TABLE = [
    *(("json_array", *case) for case in JSON),
    *(("json_lines", *case) for case in LINES),
    *(("bibtex", *case) for case in BIBTEX),
    *(("ris", *case) for case in RIS),
    *(("csv_table", *case) for case in CSV),
    *(("arxiv", *case) for case in XML),
    *OTHERS,
]


@pytest.mark.parametrize(
    ("module", "text", "titles", "told"),
    [pytest.param(row[0], *row[2:], id=f"{row[0]}: {row[1]}") for row in TABLE],
)
def test_a_fault_is_told_with_its_line_and_costs_no_other_record(
    module: str, text: str, titles: list[str], told: list[str]
) -> None:
    reader = importlib.import_module(f"builder.readers.{module}").READER
    suffix = reader.suffixes[0]
    source = Source(file="listing", listing=ListingId("listing"), suffix=suffix, text=text)
    problems = Problems()
    entries = list(reader.read(source, problems))
    assert [entry.title.source for entry in entries] == titles
    lines = [str(problem).removeprefix("listing:") for problem in problems]
    assert len(lines) == len(told), lines
    for line, start in zip(lines, told, strict=True):
        assert line.startswith(start)


def test_every_reader_has_a_table_of_broken_files() -> None:
    names = {
        path.stem
        for path in Path(readers.__path__[0]).glob("*.py")
        if not path.stem.startswith("_") and path.stem != "saved_page"
    }
    assert {row[0] for row in TABLE} == names


def test_a_library_that_logs_does_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.bib"
    broken.write_text("@misc{a, title={A}}\n@misc{x, title={X", "utf-8")
    read_file(broken, ListingId("broken"), Problems())
    assert capsys.readouterr() == ("", "")
    assert "bibtexparser" in sys.modules
