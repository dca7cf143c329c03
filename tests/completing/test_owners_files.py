"""The files of metadata and corrections: what is read of them, and where each fault stands."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.completing import read_corrections, read_metadata
from builder.completing.metadata_files import format_record, tidy_candidate, write_metadata
from builder.model.metadata import Candidate, Fields, MetadataRecord
from builder.model.problems import BuilderError, Origin, Problems
from builder.model.records import PaperId

from .records import said

FULL: dict[str, Any] = {
    "title": "Bread “and” Time\u2028",
    "authors": ("Ada Wendel", "Tomasz Wędrowski"),
    "date": "2024-03-18",
    "venue": "Hive Letters",
    "volume": "3",
    "issue": "1",
    "pages": "7-12",
    "doi": "10.1000/x",
    "arxiv_id": "2403.01234",
    "url": "https://toys.example/a",
    "pdf_url": "https://toys.example/a.pdf",
    "code_url": "https://github.com/toys/a",
    "keywords": ("bread",),
    "orcids": (("Ada Wendel", "0000-0002-1825-0097"),),
}


def read(folder: Path) -> tuple[list[MetadataRecord], list[str]]:
    problems = Problems()
    found = [replace(one, origin=Origin(file="")) for one in read_metadata(folder, problems)]
    return found, [str(one).removeprefix(f"{folder.as_posix()}/") for one in problems]


def without_place(record: MetadataRecord) -> MetadataRecord:
    return replace(record, origin=Origin(file=""))


def test_what_is_written_is_read_again_and_sorted_by_paper(tmp_path: Path) -> None:
    full = without_place(said("b", **{**FULL, "title": "Bread “and” Time"}))
    nothing = MetadataRecord(paper=PaperId("c"), service="arxiv", day="2026-11-21")
    may_be = Candidate(identifier="doi:10.1/x", evidence="same title", fields=Fields(title="Bread"))
    unsure = replace(nothing, paper=PaperId("a"), unsure=(may_be,))
    write_metadata(tmp_path, "arxiv", [nothing, full, unsure])
    assert read(tmp_path) == ([unsure, full, nothing], [])
    assert [path.name for path in tmp_path.iterdir()] == ["arxiv.jsonl"]


def test_a_file_of_nothing_is_removed_and_an_unchanged_one_is_not_touched(tmp_path: Path) -> None:
    write_metadata(tmp_path, "arxiv", [said("a")])
    os.utime(tmp_path / "arxiv.jsonl", ns=(0, 0))
    write_metadata(tmp_path, "arxiv", [said("a")])
    assert (tmp_path / "arxiv.jsonl").stat().st_mtime_ns == 0
    write_metadata(tmp_path, "arxiv", [])
    assert list(tmp_path.iterdir()) == []


def test_a_record_is_one_line_with_the_paper_first() -> None:
    line = format_record(said("a", **FULL))
    assert line.startswith('{"paper": "a", "service": "arxiv", "identifier": "arxiv:1", "day": ')
    assert "Wędrowski" in line and "\n" not in line


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not valid JSON"),
        ("[]", "expected an object, got []"),
        ('{"paper": "A b"}', "paper: expected the slug of a paper, got 'A b'"),
        ('{"paper": "a"}', "service: expected 'arxiv', as the file, got None"),
        ('{"paper": "a", "service": "arxiv", "day": "soon"}', "day: expected a day such as"),
        (
            '{"paper": "a", "service": "arxiv", "day": "2026-11-21"}',
            "expected one of 'identifier', 'unsure' and 'found': false",
        ),
        (
            '{"paper": "a", "service": "arxiv", "day": "2026-11-21", "unsure": 3}',
            "unsure: expected a list of objects, got 3",
        ),
    ],
)
def test_a_line_that_is_no_record_is_a_problem_with_its_place(
    tmp_path: Path, line: str, message: str
) -> None:
    good = format_record(said("z", date="2024"))
    (tmp_path / "arxiv.jsonl").write_text(f"{line}\n\n{good}\n", "utf-8")
    found, problems = read(tmp_path)
    assert [record.paper for record in found] == ["z"]
    [problem] = problems
    assert problem.startswith(f"arxiv.jsonl:1: {message}")


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ('"date": "March"', "date: expected a date such as 2024, 2024-03 or 2024-03-18"),
        ('"date": "2024-02-30"', "date: expected a date"),
        ('"authors": "Ada"', "authors: expected a list of texts, got 'Ada'"),
        ('"doi": "nowhere"', "doi: expected a DOI"),
        ('"arxiv_id": "x"', "arxiv_id: expected an arXiv id"),
        ('"url": "javascript:alert(1)"', "url: expected an http or https address"),
        ('"orcids": {"Ada": "1"}', "orcids: expected names with ORCIDs"),
        ('"colour": "red"', "expected one of ['title'"),
        ('"volume": 3', "volume: expected text, got 3"),
    ],
)
def test_a_field_of_another_form_is_a_problem(tmp_path: Path, field: str, message: str) -> None:
    head = '"paper": "a", "service": "arxiv", "identifier": "arxiv:1", "day": "2026-11-21"'
    (tmp_path / "arxiv.jsonl").write_text(f"{{{head}, {field}}}\n", "utf-8")
    found, [problem] = read(tmp_path)
    assert found == []
    assert problem.startswith(f"arxiv.jsonl:1: {message}")


def test_a_paper_stands_once_in_a_file(tmp_path: Path) -> None:
    line = format_record(said("a", date="2024")) + "\n"
    (tmp_path / "arxiv.jsonl").write_text(line * 2, "utf-8")
    found, problems = read(tmp_path)
    assert len(found) == 1
    assert problems == ["arxiv.jsonl:2: a: expected each paper once, got it again"]


def test_a_file_that_is_not_utf_8_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "arxiv.jsonl").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(BuilderError, match=r"arxiv\.jsonl: cannot read"):
        read_metadata(tmp_path, Problems())


@given(
    st.dictionaries(
        st.sampled_from(["title", "date", "venue", "doi", "url", "arxiv_id", "volume"]),
        st.text()
        | st.sampled_from(["2024", "10.1/x.", "http://a b", "https://[x", "2403.01234v9"]),
    ),
    st.lists(st.text()),
    st.lists(st.tuples(st.text(), st.sampled_from(["0000-0002-1825-0097", "1", ""]))),
    st.text(),
)
def test_whatever_a_service_says_what_is_kept_of_it_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory,
    texts: dict[str, str],
    names: list[str],
    orcids: list[tuple[str, str]],
    evidence: str,
) -> None:
    fields = Fields(**texts, authors=tuple(names), keywords=tuple(names), orcids=tuple(orcids))
    found = tidy_candidate(Candidate(identifier="a b", evidence=evidence, fields=fields))
    record = MetadataRecord(paper=PaperId("a"), service="arxiv", day="2026-11-21", found=found)
    folder = tmp_path_factory.getbasetemp() / "tidied"
    write_metadata(folder, "arxiv", [record])
    assert read(folder) == ([record], [])


def corrections(tmp_path: Path, text: str) -> tuple[list[Any], list[str]]:
    path = tmp_path / "corrections.yml"
    path.write_text(text, "utf-8")
    problems = Problems()
    found = read_corrections(path, problems)
    return list(found), [str(one).partition("corrections.yml:")[2] for one in problems]


def test_a_correction_has_any_field_of_a_paper_and_a_reason(tmp_path: Path) -> None:
    text = (
        "a:\n  title: A Title\n  authors: [Ada Wendel]\n  year: 2021\n  doi: https://doi.org/10.1000/X\n"
        "  keywords: bread\n  venue:\n  reason: So.\n"
    )
    [found], problems = corrections(tmp_path, text)
    assert problems == []
    assert found.fields == Fields(
        title="A Title", authors=("Ada Wendel",), date="2021", doi="10.1000/x", keywords=("bread",)
    )
    assert (found.removed, found.reason, found.paper) == (("venue",), "So.", "a")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "1: expected papers with the fields to correct, got a list"),
        ("a: x\n", "1: a: expected fields, got 'x'"),
        ("a: {year: 2021}\n", "1: a: expected a reason that says why, got none"),
        ("a:\n  year: soon\n  reason: So.\n", "2: a: year: expected a date such as 2024"),
        ("a:\n  colour: red\n  reason: So.\n", "2: a: expected one of title, abstract"),
        ("a:\n  title:\n  reason: So.\n", "2: a: title: expected text, got nothing"),
        ("a:\n  authors: [[x]]\n  reason: So.\n", "2: a: authors: expected a list of texts"),
        ("a:\n  url: x\n  reason: So.\n", "2: a: url: expected an http or https address"),
        (
            "a: {year: 2021, reason: So.}\na: {year: 2022, reason: So.}\n",
            "2: a: expected each paper once, got it again",
        ),
    ],
)
def test_a_fault_in_corrections_is_a_problem_with_its_line(
    tmp_path: Path, text: str, message: str
) -> None:
    _, [problem] = corrections(tmp_path, text)
    assert problem.startswith(message)


def test_there_need_be_neither_file(tmp_path: Path) -> None:
    problems = Problems()
    assert read_corrections(tmp_path / "corrections.yml", problems) == ()
    assert read_metadata(tmp_path / "metadata", problems) == ()
    assert len(problems) == 0
