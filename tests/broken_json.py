"""Broken JSON, by the module of its reader: arrays, lines, and the answers of services."""

from __future__ import annotations

A, B, C = '{"title": "A"}', '{"title": "B"}', '{"title": "C"}'
DEEP = "[" * 100_000

Case = tuple[str, str, list[str], list[str]]
"""What is broken, the file, the titles still read, and how each problem begins."""

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
    (
        "a record that holds what looks like others, after a broken one",
        f'[{{"title": "X" "year": 2}},\n{{"title": "A", "cites": [{C}, {C}], "year": 2001}},\n{B}]',
        ["A", "B"],
        ["1: not valid JSON: expected ',', got '\"year\": 2}"],
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

SEMANTIC_SCHOLAR: list[Case] = [
    (
        "papers that were not found",
        '[null,\n{"paperId": "1", "title": "A", "externalIds": []},\n{"citedPaper": null}]',
        ["A"],
        [
            "2: field 'externalIds': expected an object, got a list",
            "3: expected a title or an abstract, got neither",
        ],
    ),
]

OPENALEX: list[Case] = [
    (
        "an index that is none",
        '{"results": [{"title": "A", "abstract_inverted_index": {"far": [99999999999999999],'
        ' "x": "y", "near": [0]}},\n{"title": "B", "abstract_inverted_index": [1]}]}',
        ["A", "B"],
        [
            "1: field 'abstract_inverted_index': expected places of the word 'x', got 'y'",
            "2: field 'abstract_inverted_index': expected words with their places, got a list",
        ],
    ),
]

CSL: list[Case] = [
    (
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
]

HUGGING_FACE: list[Case] = [
    (
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
]

CROSSREF: list[Case] = [
    (
        "fields of other shapes",
        '{"message-type": "work-list", "message": {"items": [\n'
        '{"DOI": "10.1000/a", "title": "A", "author": {"family": "Ada"}},\n'
        '{"DOI": "nowhere", "title": ["B"], "issued": {"date-parts": [[20, 1]]}},\n'
        '{"DOI": "10.1000/c", "title": [["C"]], "update-to": 5, "relation": [1]}]}}',
        ["A", "B"],
        [
            "2: field 'author': expected names, got an object",
            "3: field 'DOI': expected a DOI such as 10.1145/3292500.3330701, got 'nowhere'",
            "3: field 'issued': expected a date such as 2024-03-18, got '20-1'",
            "4: expected a title or an abstract, got neither",
        ],
    ),
    (
        "an answer that was cut off",
        '{"message-type": "work-list", "message": {"items": [\n'
        '{"DOI": "10.1000/a", "title": ["A"]},\n{"DOI": "10.1000/b", "ti',
        ["A"],
        ["3: not valid JSON: expected '\"' at the end of the text"],
    ),
]

BROKEN_JSON = {
    "crossref": CROSSREF,
    "json_array": JSON,
    "json_lines": LINES,
    "semantic_scholar": SEMANTIC_SCHOLAR,
    "openalex": OPENALEX,
    "csl_json": CSL,
    "hugging_face": HUGGING_FACE,
}
"""By the module of the reader."""
