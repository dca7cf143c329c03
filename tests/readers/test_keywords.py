"""How a field of keywords is split, in any format."""

from __future__ import annotations

import importlib
import time
from typing import Any

import pytest

from builder.model.problems import Problems
from builder.model.reader import Source
from builder.model.records import ListingId
from builder.readers._keywords import split_keywords, split_tex_keywords


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("bees, bread", ("bees", "bread")),
        ("bees; bread, old", ("bees", "bread, old")),
        ("bees | bread", ("bees", "bread")),
        ("bees • bread · tides", ("bees", "bread", "tides")),
        ("one keyword of several words", ("one keyword of several words",)),
        ("cs.CL cs.AI stat.ML", ("cs.CL", "cs.AI", "stat.ML")),
        ("math.AG hep-th", ("math.AG", "hep-th")),
        ("see cs.CL for More", ("see cs.CL for More",)),
        ("R&amp;D, <i>tides</i>", ("R&D", "tides")),
        ("bees,, ;  ", ("bees",)),
        ("*Bees; Bread.", ("Bees", "Bread")),
        ("bees, bees", ("bees",)),
        (" , - ;", ()),
        (
            "Databases; Factual," + ",".join(30 * ["long words"]) + ",tides",
            ("Databases", "Factual", "long words", "tides"),
        ),
        ("", ()),
    ],
)
def test_a_field_is_split_at_the_strongest_sign_it_has(
    text: str, keywords: tuple[str, ...]
) -> None:
    assert split_keywords(text) == keywords


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("bees, {Bread, old}, {\\'E}clair", ("bees", "Bread, old", "Éclair")),
        ("{bees; bread}, tides", ("bees; bread", "tides")),
        ("R\\&D; a\\;b", ("R&D", "a b")),
        ("{bees, bread", ("bees, bread",)),
        ("bees}, bread", ("bees", "bread")),
        ("$p$-adic tides, bees\\", ("p-adic tides", "bees")),
        ("bees; " + ", ".join(30 * ["{long, words}"]), ("bees", "long, words")),
    ],
)
def test_braces_hold_a_keyword_of_bibtex_together(text: str, keywords: tuple[str, ...]) -> None:
    assert split_tex_keywords(text) == keywords


@pytest.mark.parametrize("text", ["{" * 100_000, "{},;" * 25_000, "," * 100_000, "a;" * 50_000])
def test_splitting_takes_linear_time(text: str) -> None:
    start = time.process_time()
    split_tex_keywords(text)
    split_keywords(text)
    assert time.process_time() - start < 5


def read(module: str, text: str) -> tuple[tuple[str, ...], list[str]]:
    problems = Problems()
    source = Source(file="toys", listing=ListingId("toys"), suffix=".txt", text=text)
    reader = importlib.import_module(f"builder.readers.{module}").READER
    [entry] = reader.read(source, problems)
    return entry.keywords, list(map(str, problems))


@pytest.mark.parametrize(
    ("module", "text", "keywords"),
    [
        ("ris", "TY  - JOUR\nTI  - A\nKW  - bees, bread\nER  - \n", ("bees", "bread")),
        (
            "ris",
            "TY  - JOUR\nTI  - A\nKW  - bees, wild\nKW  - bread\nER  - \n",
            ("bees, wild", "bread"),
        ),
        (
            "ris",
            "TY  - JOUR\nTI  - A\nKW  - bees\nbread\n\nPY  - 2020\nER  - \n",
            ("bees", "bread"),
        ),
        ("bibtex", "@misc{a, title={A}, Keyword={bees}, keywords={bread}}", ("bread", "bees")),
        (
            "csv_table",
            "Title,Manual Tags,Automatic Tags\nA,bees; bread,tides\n",
            ("bees", "bread", "tides"),
        ),
        (
            "json_array",
            '[{"title": "A", "keywords": ["cs.CL", {"name": "bees"}]}]',
            ("cs.CL", "bees"),
        ),
        (
            "openalex",
            '{"title": "A", "authorships": [], "keywords": [{"keyword": "bees", "score": 1}]}',
            ("bees",),
        ),
        (
            "semantic_scholar",
            '[{"citingPaper": {"paperId": "p", "title": "A", "fieldsOfStudy": ["Bees"]}}]',
            ("Bees",),
        ),
    ],
)
def test_a_format_gives_keywords_in_each_of_its_shapes(
    module: str, text: str, keywords: tuple[str, ...]
) -> None:
    assert read(module, text) == (keywords, [])


@pytest.mark.parametrize(
    ("value", "keywords", "problem"),
    [
        ("5", (), "field 'keywords': expected keywords, got 5"),
        ('["a", 5]', ("a",), "field 'keywords': expected a keyword, got 5"),
        ('[{"id": 1}]', (), "field 'keywords': expected a keyword, got an object"),
        (f'["a", "{"x" * 201}"]', ("a",), "expected keywords of at most 200 characters, got 'xxx"),
    ],
)
def test_what_is_no_keyword_is_a_problem_and_the_others_stay(
    value: str, keywords: Any, problem: str
) -> None:
    found, [told] = read("json_array", f'[{{"title": "A", "keywords": {value}}}]')
    assert found == keywords
    assert told.startswith(f"toys:1: {problem}")
