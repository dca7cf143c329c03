"""The shapes in which one format comes: single records, answers, wrapped papers."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from builder.model.problems import Problems
from builder.model.reader import Source
from builder.model.records import ListingId
from builder.reading.listings import read_file

from .shapes import plain, read

SHAPES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "hugging_face",
        '{"id": "2403.01234", "title": "A", "summary": "S", "upvotes": 3,'
        ' "authors": [{"name": "Ada Lovelace"}], "publishedAt": "2024-03-18T00:00:00.000Z"}',
        {"title": "A", "abstract": "S", "arxiv_id": "2403.01234", "date": "2024-03-18"},
    ),
    (
        "hugging_face",
        '{"paper": {"id": "2403.01234", "title": "A"}}\n'
        '{"paper": {"id": "2403.05678", "title": "B"}}',
        {"title": "A", "key": "2403.01234"},
    ),
    (
        "semantic_scholar",
        '{"paperId": "p", "title": "A", "externalIds": {"DOI": "10.1000/X"}, "year": 2024,'
        ' "publicationDate": "2024-03-18", "authors": [{"name": "Ada Lovelace"}]}',
        {"key": "p", "doi": "10.1000/x", "date": "2024-03-18", "authors": ("Ada Lovelace",)},
    ),
    ("semantic_scholar", '[{"paperId": "p", "title": "A"}]', {"title": "A"}),
    (
        "semantic_scholar",
        '{"offset": 0, "data": [{"citingPaper": {"paperId": "p", "title": "A", "year": 2020}}]}',
        {"key": "p", "date": "2020"},
    ),
    ("semantic_scholar", '{"recommendedPapers": [{"paperId": "p", "title": "A"}]}', {"key": "p"}),
    (
        "openalex",
        '{"id": "https://openalex.org/W1", "display_name": "A", "publication_year": 2020,'
        ' "authorships": [{"raw_author_name": "Ada Lovelace"}]}',
        {"title": "A", "date": "2020", "authors": ("Ada Lovelace",)},
    ),
    (
        "openalex",
        '{"id": "https://openalex.org/W1", "display_name": "A", "publication_year": 2020,'
        ' "type": "dissertation"}',
        {"title": "A", "kind": "thesis"},
    ),
    (
        "crossref",
        '{"status":"ok","message-type":"work","message":{"DOI":"10.1000/X","title":["A"],'
        '"posted":{"date-parts":[[2016,5,30]]},"institution":[{"name":"bioRxiv"}],"relation":{}}}',
        {"title": "A", "doi": "10.1000/x", "date": "2016-05-30", "venue": "bioRxiv"},
    ),
    (
        "crossref",
        '{"DOI":"10.1000/x","title":["A"],"is-referenced-by-count":0,"subtitle":["B"]}\n'
        '{"DOI":"10.1000/y","title":["C"],"is-referenced-by-count":0}',
        {"title": "A: B", "key": "10.1000/x"},
    ),
    (
        "csl_json",
        '{"items": [{"type": "book", "title": "A", "issued": "2020-03", "container-title": "V"}]}',
        {"title": "A", "venue": "V", "date": "2020-03"},
    ),
    ("json_array", '{"papers": [{"title": "A", "link": "https://a.example/"}]}', {"title": "A"}),
    ("json_array", '{"title": "A",\n "Published": "March 2020"}', {"date": "2020-03"}),
    (
        "json_array",
        '[{"title": "A", "authors": [{"given": "Ada", "family": "Lovelace"}, "Hopper, Grace"]}]',
        {"authors": ("Ada Lovelace", "Grace Hopper")},
    ),
    (
        "json_array",
        '[{"title": "A", "url": "https://arxiv.org/abs/2403.01234v2", "year": 2023.0}]',
        {"arxiv_id": "2403.01234", "date": "2023"},
    ),
    (
        "json_array",
        '[{"title": "A", "url": "https://github.com/example/a"}]',
        {"code_url": "https://github.com/example/a"},
    ),
    (
        "json_array",
        '[{"title": "A", "year": 2024, "published": "2024-03-18"}]',
        {"date": "2024-03-18"},
    ),
    (
        "json_array",
        '[{"title": "A", "venue": "arXiv preprint arXiv:1706.03762"}]',
        {"arxiv_id": "1706.03762", "venue": "arXiv preprint arXiv:1706.03762"},
    ),
    (
        "json_array",
        '[{"title": "A", "url": "https://a.example/x.PDF?v=2"}]',
        {"url": "https://a.example/x.PDF?v=2", "pdf_url": "https://a.example/x.PDF?v=2"},
    ),
    (
        "json_array",
        '{"items": [{"title": "A", "date": "12/2013", "proceedingsTitle": "Proceedings of TOYS",'
        ' "creators": [{"firstName": "Ada", "lastName": "Lovelace", "creatorType": "author"},'
        ' {"name": "Toy Group", "creatorType": "author"},'
        ' {"firstName": "Grace", "lastName": "Hopper", "creatorType": "editor"}],'
        ' "extra": "arXiv: 2403.01234"}]}',
        {
            "authors": ("Ada Lovelace", "Toy Group"),
            "date": "2013",
            "venue": "Proceedings of TOYS",
            "arxiv_id": "2403.01234",
        },
    ),
    (
        "json_array",
        '[{"title": "A", "creators": [{"lastName": "Turing", "creatorType": "inventor"},'
        ' {"lastName": "Hopper", "creatorType": "editor"}]}]',
        {"authors": ("Turing",)},
    ),
    (
        "json_array",
        '[{"title": "A", "authors": [{"first": "Ada", "last": "Lovelace", "suffix": "Jr."}]}]',
        {"authors": ("Ada Lovelace Jr.",)},
    ),
    (
        "json_array",
        '[{"title": "A", "author": "Ada Lovelace;Grace Hopper;Alan Turing",'
        ' "orcid": "0000-0001-0000-0001;;https://orcid.org/0000-0001-0000-000x",'
        ' "site": "https://toys.example/a"}]',
        {
            "url": "https://toys.example/a",
            "orcids": (
                ("Ada Lovelace", "0000-0001-0000-0001"),
                ("Alan Turing", "0000-0001-0000-000X"),
            ),
        },
    ),
    (
        "json_array",
        '[{"title": "A", "authors": "Ada Lovelace", "orcid": "0000-0001-0000-0001;"}]',
        {"orcids": ()},
    ),
    (
        "json_array",
        '[{"title": "A", "url": "https://a.example/x; https://a.example/y.pdf"}]',
        {"url": "https://a.example/x", "pdf_url": "https://a.example/y.pdf"},
    ),
    (
        "json_array",
        '[{"title": "A", "extra": ["Citation Key: a", "arXiv: 2403.01234", 3]}]',
        {"arxiv_id": "2403.01234"},
    ),
    (
        "json_array",
        '[{"title": "A", "github": "https://github.com/a/b; https://github.com/a/c"}]',
        {"code_url": "https://github.com/a/b"},
    ),
    (
        "semantic_scholar",
        '[{"paperId": "p", "title": "A", "authors": [{"name": "Ada Lovelace",'
        ' "externalIds": {"ORCID": "0000-0001-0000-0001"}}, {"name": "Grace Hopper"}]}]',
        {"orcids": (("Ada Lovelace", "0000-0001-0000-0001"),)},
    ),
    (
        "semantic_scholar",
        '[{"paperId": "p", "title": "A", "openAccessPdf": {"url": "https://doi.org/10.1000/x"}}]',
        {"pdf_url": None, "doi": "10.1000/x"},
    ),
    ("csv_table", 'Title\tYear\tCode\nA "b"\t2020\t\n', {"title": 'A "b"', "date": "2020"}),
    ("csv_table", "title,year\n'-1 and '=,2020\n", {"title": "-1 and '="}),
    ("csv_table", "\n# Name|Paper title\nx|A\n", {"title": "A"}),
    ("csv_table", 'title,doi\n"A, or\nB",10.1000/X\n', {"title": "A, or B", "doi": "10.1000/x"}),
    (
        "arxiv",
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>A</a:title>'
        "<a:summary>S <![CDATA[<SEG>]]></a:summary></a:entry></a:feed>",
        {"title": "A", "abstract": "S <SEG>"},
    ),
    (
        "awesome_list",
        "* [A](https://example.org/a) (TOYS 2020) - It is a toy.",
        {"title": "A", "venue": "TOYS", "date": "2020", "abstract": "It is a toy."},
    ),
    (
        "awesome_list",
        "- **A Title in Bold**, Ada Lovelace. [[Paper]](https://arxiv.org/abs/2403.01234)",
        {"title": "A Title in Bold", "abstract": "Ada Lovelace.", "arxiv_id": "2403.01234"},
    ),
    (
        "awesome_list",
        "| Name | Paper | Code | Venue |\n|--|--|--|--|\n"
        "| A *toy* | [link](https://a.example/a) | [code](https://github.com/a/b) | TOYS 2020 |",
        {
            "title": "A toy",
            "url": "https://a.example/a",
            "code_url": "https://github.com/a/b",
            "venue": "TOYS",
            "date": "2020",
        },
    ),
    (
        "awesome_list",
        "Title | Link\n--|--\nA toy<br>It is one. | [here](https://a.example/a)",
        {"title": "A toy", "abstract": "It is one."},
    ),
    (
        "awesome_list",
        "- [A Title][1]: text\n\n[1]: https://example.org/a\n",
        {"title": "A Title", "url": "https://example.org/a", "abstract": "text"},
    ),
]


@pytest.mark.parametrize(("module", "text", "fields"), SHAPES)
def test_a_format_is_read_in_each_of_its_shapes(
    module: str, text: str, fields: dict[str, Any]
) -> None:
    entry = read(module, text)[0]
    assert {name: plain(getattr(entry, name)) for name in fields} == fields


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(end: str, tmp_path: Path) -> None:
    path = tmp_path / "toys.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"title,year{end}A,2020{end}B,20l9{end}".encode())
    problems = Problems()
    found = read_file(path, ListingId("toys"), problems)
    assert found is not None
    assert [entry.origin.line for entry in found[1]] == [2, 3]
    assert [problem.origin.line for problem in problems] == [3]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("bibtex", "@misc{a, title={A}, date={2019-13-40}}"),
        ("csl_json", '[{"type": "book", "title": "A", "issued": {"date-parts": [[2019, 13]]}}]'),
        ("json_array", '[{"title": "A", "date": "2019-02-30"}]'),
        ("ris", "TY  - JOUR\nTI  - A\nDA  - 2019/13/40\nER  - \n"),
    ],
)
def test_an_impossible_day_leaves_the_year(module: str, text: str) -> None:
    reader = importlib.import_module(f"builder.readers.{module}").READER
    source = Source(file="listing", listing=ListingId("listing"), suffix=".txt", text=text)
    problems = Problems()
    [entry] = reader.read(source, problems)
    assert entry.date == "2019"
    assert len(list(problems)) == 1


@pytest.mark.parametrize(
    "bullet",
    [
        "- [Counting](#counting)",
        "- [Tool](https://github.com/example/tool) - a tool",
        "- [Us](https://twitter.com/example)",
        "- ![stars](https://img.shields.io/x)",
        "- [![stars](https://img.shields.io/x)](https://example.org/a)",
        "- [local](papers/a.md)",
        "- plain words",
        "    - [code block](https://example.org/a)",
    ],
)
def test_a_bullet_that_is_no_paper_is_passed_over(bullet: str) -> None:
    listed = read("awesome_list", f"# List\n\n{bullet}\n\ntext\n\n- [A](https://example.org/a)\n")
    assert [entry.title.source for entry in listed] == ["A"]


@pytest.mark.parametrize("text", ["\u200b", "\u3164", "\u00a0", "\u200e\u061c"])
def test_a_field_of_which_nothing_is_seen_is_none(text: str) -> None:
    record = {"title": text, "abstract": "We count.", "venue": text, "keywords": [text, "wool"]}
    record |= {"authors": f"Ada Lovelace; {text}; Grace Hopper"}
    [entry] = read("json_array", json.dumps([record]))
    assert (entry.title.source, entry.venue) == ("", None)
    assert entry.keywords == ("wool",)
    assert entry.authors == ("Ada Lovelace", "Grace Hopper")


@pytest.mark.parametrize("tex", ["\\\\", "\\emph{}", "\\textbf{ }", "{\\em }", "\\textbf{\\\\}"])
@pytest.mark.parametrize("module", ["bibtex", "json_array"])
def test_a_title_that_prints_nothing_is_none(module: str, tex: str) -> None:
    text = json.dumps([{"title": tex, "abstract": "We count."}])
    if module == "bibtex":
        text = f"@misc{{a, title={{{tex}}}, abstract={{We count.}}}}"
    [entry] = read(module, text)
    assert not entry.title
