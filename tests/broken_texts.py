"""Broken texts that are no JSON: BibTeX, RIS, tables, XML and lists in Markdown."""

from __future__ import annotations

from .broken_json import Case

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">\n'

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
        "TY  - JOUR\nTI  - A\nER  - \nTI  - C\nTY  - JOUR\nTI  - B\nER  - \n",
        ["A", "B"],
        ["4: expected 'TY  -' first, got 'TI  - C'"],
    ),
    (
        "a year that is none",
        "TY  - JOUR\nTI  - A\nPY  - 20l9\nER  - \n",
        ["A"],
        ["3: field 'PY': expected four digits, got '20l9'"],
    ),
    ("no fields", "TY  - JOUR\nER  - \n", [], ["1: expected a title or an abstract"]),
]

MEDLINE: list[Case] = [
    (
        "a record whose beginning is lost",
        "PMID- 1\nTI  - A\nTI  - B\n\nPMID- 3\nTI  - C\n",
        ["A", "B", "C"],
        ["3: expected the tag 'PMID' before, got 'TI  - B'"],
    ),
    ("a file cut off", "PMID- 1\nTI  - A\n\nPMID- 2\nTI", ["A"], ["4: expected a title"]),
    (
        "a date that is none",
        "PMID- 1\nTI  - A\nDP  - soon\n\nPMID- 2\nTI  - B\n",
        ["A", "B"],
        ["3: field 'DP': expected a date"],
    ),
]

ENDNOTE: list[Case] = [
    (
        "a record whose beginning is lost",
        "%0 Book\n%T A\n\n%T B\n\n%0 Book\n%T C\n",
        ["A", "B", "C"],
        ["4: expected the tag '0' before, got '%T B'"],
    ),
    ("a file cut off", "%0 Book\n%T A\n%0 Bo", ["A"], ["3: expected a title"]),
    (
        "a year that is none",
        "%0 Book\n%T A\n%D 20l9\n%0 Book\n%T B\n",
        ["A", "B"],
        ["3: field 'D': expected"],
    ),
]

WEB_OF_SCIENCE: list[Case] = [
    (
        "a record whose beginning is lost",
        "FN x\nPT J\nTI A\nER\n\nTI B\nER\n\nPT J\nTI C\nER\nEF\n",
        ["A", "B", "C"],
        ["6: expected the tag 'PT' before, got 'TI B'"],
    ),
    ("a file cut off", "PT J\nTI A\nER\n\nPT J\nA", ["A"], ["5: expected a title"]),
    (
        "a year that is none",
        "PT J\nTI A\nPY 20l9\nER\nPT J\nTI B\nER\n",
        ["A", "B"],
        ["3: field 'PY': expected four digits, got '20l9'"],
    ),
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

AWESOME: list[Case] = [
    (
        "a bullet that never ends",
        f"- [A](https://example.org/a)\n- {'[' * 20_000}\n- [B](https://example.org/b)\n",
        ["A", "B"],
        ["2: expected at most 10000 characters in one bullet"],
    ),
    ("an address that is none", "- [A](javascript:alert(1)) - b\n", [], []),
]

RSS: list[Case] = [
    (
        "an item that is no XML",
        "<rss><channel>\n<item><title>A</title></item>\n<item><title>B</b></item>\n"
        "<item><title>C</title></item>\n</channel></rss>",
        ["A", "C"],
        ["3: not valid XML: mismatched tag"],
    ),
    (
        "a feed that was cut off",
        "<rss><channel>\n<item><title>A</title></item>\n<item><title>B</ti",
        ["A"],
        ["3: not valid XML: expected </item>"],
    ),
    (
        "no feed at all",
        "<rss><channel>",
        [],
        ["1: expected a complete RSS feed"],
    ),
    (
        "a date that is none",
        "<rss><channel>\n<item><title>A</title><dc:date>soon</dc:date></item>\n</channel></rss>",
        ["A"],
        ["2: field 'date': expected"],
    ),
    (
        "a prefix that is not declared",
        "<rss><channel>\n<item><title>A</title><odd:x>1</odd:x></item>\n</channel></rss>",
        [],
        ["2: not valid XML: unbound prefix"],
    ),
]

BROKEN_TEXTS = {
    "bibtex": BIBTEX,
    "ris": RIS,
    "medline": MEDLINE,
    "endnote": ENDNOTE,
    "web_of_science": WEB_OF_SCIENCE,
    "csv_table": CSV,
    "arxiv": XML,
    "awesome_list": AWESOME,
    "rss": RSS,
}
"""By the module of the reader."""
