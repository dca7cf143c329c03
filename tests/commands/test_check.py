from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builder.__main__ import main
from builder.commands.check import CheckReport, check
from builder.commands.check_report import report_as_markdown
from builder.commands.published import read_published
from builder.model.problems import BuilderError, Problem
from builder.model.project import Project
from builder.reading.listings import READERS
from builder.reading.record_counts import COUNTERS, estimate_records
from tests import ROOT

TAGS = """\
- {slug: paper, name: Paper, facet: matter, definition: About paper., words: [paper]}
- {slug: lamps, name: Lamps, facet: matter, definition: About lamps., words: [lamp]}
"""
RECORDS = [
    {"id": "a", "title": "Paper Flowers", "abstract": "A lamp on paper flowers.", "year": 2020},
    {"id": "b", "title": "Paper Boats", "abstract": "A lamp on paper boats.", "year": 2021},
]


def project_of(tmp_path: Path, records: list[dict[str, Any]], **files: str) -> Project:
    """Write toy sources: the records as JSON Lines, tags, and `files` by name."""
    sources = tmp_path / "sources"
    (sources / "listings").mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (sources / "listings" / "toy.jsonl").write_text(lines, "utf-8")
    (sources / "tags.yml").write_text(TAGS, "utf-8")
    for name, text in files.items():
        (sources / name.replace("__", ".")).write_text(text, "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Toy\n", "utf-8")
    return Project(
        sources=sources,
        docs=tmp_path / "docs",
        templates=ROOT / "templates",
        config=tmp_path / "mkdocs.yml",
    )


def shortened(problem: Problem) -> str:
    return str(problem).replace(f"{problem.origin.file.split('sources/')[0]}sources/", "", 1)


def problems(report: CheckReport) -> list[str]:
    return [shortened(problem) for problem in report.problems]


def notes(report: CheckReport) -> list[str]:
    return [shortened(problem) for problem in report.notes]


def published(tmp_path: Path, papers: list[dict[str, Any]]) -> str:
    file = tmp_path / "published.json"
    file.write_text(json.dumps(papers), "utf-8")
    return str(file)


def test_a_catalogue_without_fault_has_no_problems(tmp_path: Path) -> None:
    report = check(project_of(tmp_path, RECORDS))
    assert problems(report) == []


def test_a_catalogue_of_many_formats_has_no_problems(project: Project) -> None:
    assert problems(check(project)) == []


def test_everything_wrong_is_reported_at_once(tmp_path: Path) -> None:
    project = project_of(
        tmp_path,
        [*RECORDS, {"id": "c", "title": "Paper Hats", "year": "20l9"}],
        same_work__yml="merge:\n  - records: [Nowhere, Paper Boats]\n    comment: c\n",
        permalinks__yml="old: nowhere\n",
    )
    (project.sources / "listings" / "broken.bib").write_bytes(b"\xff\xfe\x00\x01")
    found = problems(check(project))
    for part in ("broken.bib", "toy.jsonl:3", "same_work.yml:2", "permalinks.yml:1"):
        assert any(part in problem for problem in found), part


def test_a_record_without_abstract_is_a_note_with_its_line(tmp_path: Path) -> None:
    report = check(project_of(tmp_path, [*RECORDS, {"id": "c", "title": "Paper Hats"}]))
    assert "listings/toy.jsonl:3: record without abstract" in notes(report)
    assert problems(report) == []


def test_settings_of_a_listing_that_is_not_there_are_noted(tmp_path: Path) -> None:
    settings = "toy.jsonl: {title: Toys}\ngone.bib: {title: Gone}\n"
    report = check(project_of(tmp_path, RECORDS, listings__yml=settings))
    assert [note for note in notes(report) if "called" in note] == [
        "listings.yml: no listing is called gone.bib"
    ]


def test_tags_that_nothing_has_or_that_mean_the_same_are_noted(tmp_path: Path) -> None:
    project = project_of(tmp_path, RECORDS)
    more = (
        "- {slug: stones, name: Stones, facet: matter, definition: d, words: [granite]}\n"
        "- {slug: lamp, name: Lamp, facet: matter, definition: d, words: [lantern]}\n"
    )
    (project.sources / "tags.yml").write_text(TAGS + more, "utf-8")
    found = notes(check(project))
    assert "tags.yml: tag 'stones': no paper has it" in found
    assert "tags.yml: tags 'lamps' and 'lamp': their names are nearly the same" in found


def test_papers_without_a_tag_are_counted_in_a_note(tmp_path: Path) -> None:
    stray = {"id": "c", "title": "Quiet evenings", "abstract": "Nothing happens."}
    found = notes(check(project_of(tmp_path, [*RECORDS, stray])))
    assert any(note.startswith("tags.yml: 1 paper has no tag, of ") for note in found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_listing_that_yields_too_little_is_a_problem(tmp_path: Path, encoding: str) -> None:
    project = project_of(tmp_path, RECORDS)
    (project.sources / "listings" / "toy.jsonl").write_text(
        json.dumps(RECORDS[0]) + "\n" + "not a record\n" * 5, encoding
    )
    assert any(
        "expected about 6 records from its lines, got 1" in p for p in problems(check(project))
    )


@pytest.mark.parametrize(
    ("format_", "text", "records"),
    [
        ("saved-page", "new\n\nTitle\n\nAbstract\n\nTitle\nAbstract\n", 2),
        ("bibtex", "@string{a = 1}\n@article{x,\n title = {@misc}}\n @Book (y,\n", 2),
        ("ris", "TY  - JOUR\nTI  - TY\nER  -\nTY  - CONF\n", 2),
        ("csv", 'title,abstract\na,"one\ntwo"\nb,c\n', 2),
        ("json", '[{"title": "a"}, {"title": "b"}]', 2),
        ("json", '{"results": [{"title": "a", "authors": [{}, {}, {}]}]}', 1),
        ("json-lines", '{"a": 1}\n\n{"a": 2}\n', 2),
        ("arxiv", "<feed><entry><id/></entry>\n<entry ><id/></entry></feed>", 2),
        ("awesome-list", "- [a](https://a.example)\n- plain\n* b https://b.example\n", 2),
        ("unheard-of", "a\nb\n", 0),
    ],
)
def test_lines_suggest_how_many_records_there_are(format_: str, text: str, records: int) -> None:
    assert estimate_records(text, format_) == records


def test_every_format_has_a_count() -> None:
    assert {reader.name for reader in READERS} == set(COUNTERS)


def test_an_address_that_would_vanish_is_a_problem(tmp_path: Path) -> None:
    before = published(tmp_path, [{"id": "paper-kites", "title": "Paper Kites"}])
    report = check(project_of(tmp_path, RECORDS), before)
    assert any("papers/paper-kites/ would vanish" in problem for problem in problems(report))
    assert report.changes is not None
    assert [paper.id for paper in report.changes.added] == ["paper-boats", "paper-flowers"]


def test_an_address_that_leads_on_has_not_vanished(tmp_path: Path) -> None:
    before = published(tmp_path, [{"id": "paper-kites", "title": "Paper Kites"}])
    project = project_of(tmp_path, RECORDS, permalinks__yml="paper-kites: paper-boats\n")
    report = check(project, before)
    assert problems(report) == []
    assert report.changes is not None
    assert report.changes.moved == (("paper-kites", "paper-boats"),)


def test_fields_that_a_published_paper_would_lose_are_noted(tmp_path: Path) -> None:
    before = published(
        tmp_path,
        [
            {
                "id": "paper-flowers",
                "title": "Paper Flowers",
                "abstract": "A lamp on paper flowers. " * 3,
                "doi": "10.1/a",
                "year": 2020,
            }
        ],
    )
    report = check(project_of(tmp_path, RECORDS), before)
    assert problems(report) == []
    assert any("would lose doi, part of its abstract" in note for note in notes(report))


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/api/papers.json":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'[{"id": "a", "title": "A"}]')
        else:
            self.send_response(404 if self.path == "/new/papers.json" else 500)
            self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    http = HTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()


def test_a_published_catalogue_is_read_from_its_address(server: str) -> None:
    assert [paper.id for paper in read_published(f"{server}/api/papers.json") or ()] == ["a"]


def test_a_site_that_is_not_there_yet_has_published_nothing(server: str, tmp_path: Path) -> None:
    assert read_published(f"{server}/new/papers.json") is None
    report = check(project_of(tmp_path, RECORDS), f"{server}/new/papers.json")
    assert problems(report) == []
    assert any("nothing has been published there yet" in note for note in notes(report))


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("{server}/broken", "cannot fetch: HTTP 500"),
        ("http://127.0.0.1:9/papers.json", "cannot fetch"),
        ("{tmp}/none.json", "cannot read: No such file"),
        ("{tmp}/text.json", "expected an array of papers"),
        ("{tmp}/object.json", "expected an array of papers"),
    ],
)
def test_what_cannot_be_compared_with_is_a_clear_error(
    server: str, tmp_path: Path, place: str, message: str
) -> None:
    (tmp_path / "text.json").write_text("not JSON", "utf-8")
    (tmp_path / "object.json").write_text('{"papers": 3}', "utf-8")
    with pytest.raises(BuilderError, match=message):
        read_published(place.format(server=server, tmp=tmp_path))


def test_the_summary_shows_what_strangers_wrote_as_written(tmp_path: Path) -> None:
    before = published(tmp_path, [{"id": "gone", "title": "<img src=x> *bold* [a](b) @all"}])
    text = report_as_markdown(check(project_of(tmp_path, RECORDS), before))
    assert r"\<img src=x\> \*bold\* \[a\]\(b\) \@all" in text
    assert "### Papers removed: 1" in text
    assert "### Papers added: 2" in text


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_fails_on_problems_and_appends_a_summary(tmp_path: Path) -> None:
    project = project_of(tmp_path, RECORDS, permalinks__yml="old: nowhere\n")
    file = tmp_path / "summary.md"
    file.write_text("before\n", "utf-8")
    code, _, err = run("check", "--sources", project.sources, "--summary", file)
    assert code == 1
    assert "permalinks.yml:1" in err
    assert file.read_text("utf-8").startswith("before\n## Catalogue")


def test_the_command_answers_in_json(tmp_path: Path) -> None:
    project = project_of(tmp_path, [*RECORDS, {"id": "c", "title": "Paper Hats"}])
    code, out, _ = run("check", "--sources", project.sources, "--json")
    report = json.loads(out)
    assert (code, report["papers"], report["problems"]) == (0, 3, [])
    assert ["no day is known" in report["notes"][0]["message"], report["notes"][1]["line"]] == [
        True,
        3,
    ]
    assert report["notes"][1]["message"] == "record without abstract"


def test_dedupe_prints_every_record_in_one_cluster(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.csv"
    one.write_text("".join(json.dumps(r) + "\n" for r in RECORDS), "utf-8")
    two.write_text("title,year\nPaper flowers!,2020\nPaper Hats,2021\n", "utf-8")
    code, out, _ = run("dedupe", one, two, "--json")
    clusters = json.loads(out)["clusters"]
    assert code == 0
    assert clusters == sorted([[f"{two.as_posix()}:2", "a"], ["b"], [f"{two.as_posix()}:3"]])


def test_dedupe_tells_people_what_is_repeated(tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in [*RECORDS, RECORDS[0]]), "utf-8")
    code, out, _ = run("dedupe", file)
    assert code == 0
    assert "3 records, 2 works, 1 of them repeated" in out


def test_dedupe_reports_broken_records_and_answers_for_the_others(tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(RECORDS[0]) + "\n{broken\n", "utf-8")
    code, out, err = run("dedupe", file, "--json")
    assert (code, json.loads(out)["clusters"]) == (1, [["a"]])
    assert "one.jsonl:2" in err


class Reads:
    """Counts how often the content of each file is read."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.times: Counter[Path] = Counter()
        read_bytes = Path.read_bytes

        def count(path: Path) -> bytes:
            self.times[path] += 1
            return read_bytes(path)

        patch.setattr(Path, "read_bytes", count)


def test_dedupe_reads_a_file_once_and_remembers_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "cache", tmp_path / "memory")
    file = tmp_path / "one.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in RECORDS) + "{broken\n", "utf-8")
    reads = Reads(monkeypatch)
    first = run("dedupe", file)
    assert reads.times[file] == 1
    monkeypatch.setattr("builder.commands.dedupe.partition", None)
    assert run("dedupe", file) == first
    assert first[0] == 1


def test_check_reads_a_listing_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_of(tmp_path, RECORDS)
    monkeypatch.setattr(Project, "cache", tmp_path / "memory")
    [listing] = (project.sources / "listings").iterdir()
    reads = Reads(monkeypatch)
    for _ in range(2):
        assert len(check(project).catalogue.papers) == 2
    assert reads.times[listing] == 2


@pytest.mark.parametrize("arguments", [("dedupe",), ("dedupe", "none.bib"), ("check", "--what")])
def test_wrong_use_ends_with_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2
