"""Completing papers from the owner's files, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.__main__ import main
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import gather
from tests.services.server import Server

from .asking import ROOMS, SHORT, kept, lines_of, make_project, run, slug

BIBLIOGRAPHY = f"""
@article{{rooms24, title = {{{ROOMS}}}, author = {{Wendel, Ada and Lin, Wei}}, year = 2024,
  journal = {{Hive Letters}}, pages = {{7--12}}, doi = {{10.1000/rooms}}}}
@article{{short, title = {{{SHORT}}}, author = {{Oakhurst, Mirabel}}, year = 2011}}
@article{{new, title = {{A Work That No Listing Has}}, year = 2020}}
"""


def test_a_bibliography_completes_papers_and_adds_none(
    project: Project, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "my books.bib"
    file.write_text(BIBLIOGRAPHY, "utf-8")
    told = lines_of(run(project, files=(file,)))
    assert server.seen == []
    assert "my books.bib: asked for 3 papers, found 1, 1 unsure, 1 not found" in told
    record = kept(project, "from")[slug(project, ROOMS)]
    assert (record["identifier"], record["pages"]) == ("from:my_books.bib:rooms24", "7-12")
    catalogue = gather(project, Problems())
    assert len(catalogue.papers) == 3
    [given] = catalogue.completions.of_paper[record["paper"]].given
    assert given.by == "my_books.bib"


def test_a_file_adds_to_what_another_said(project: Project, tmp_path: Path) -> None:
    first, second = tmp_path / "a.bib", tmp_path / "b.jsonl"
    first.write_text(BIBLIOGRAPHY, "utf-8")
    more = {"title": ROOMS, "doi": "10.1000/rooms", "code_url": "https://github.com/toys/rooms"}
    second.write_text(json.dumps(more), "utf-8")
    run(project, files=(first,))
    run(project, files=(second,))
    record = kept(project, "from")[slug(project, ROOMS)]
    assert (record["code_url"], record["venue"]) == (
        "https://github.com/toys/rooms",
        "Hive Letters",
    )


def test_a_dry_run_of_a_file_says_what_it_would_give(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_text(BIBLIOGRAPHY, "utf-8")
    told = lines_of(run(project, files=(file,), dry_run=True))
    assert "fields that would be completed: 4 (authors 1, year 1, venue 1, " in told
    assert not (project.sources / "metadata").exists()


def test_the_owner_names_a_record_of_a_file(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_text(BIBLIOGRAPHY, "utf-8")
    (project.sources / "same_work.yml").write_text(
        'merge:\n- records: ["toys.jsonl:3", "from:a.bib:new"]\n  comment: Renamed.\n', "utf-8"
    )
    run(project, files=(file,))
    record = kept(project, "from")[slug(project, "A Paper of Its Own Kind")]
    assert (record["date"], record["evidence"]) == ("2020", "by hand: Renamed.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--service", "bing"], "'bing' is not one of"),
        (["--limit", "0"], "0 is not in the range"),
        (["--from", "{file}", "--again"], "--from is for files"),
        (["{file}"], "files are given after --from"),
        (["--from", "nowhere.bib"], "does not exist"),
    ],
)
def test_wrong_use_is_told_with_code_2(
    project: Project, tmp_path: Path, arguments: list[str], message: str
) -> None:
    file = tmp_path / "a.bib"
    file.write_text(BIBLIOGRAPHY, "utf-8")
    filled = [argument.format(file=file) for argument in arguments]
    result = CliRunner().invoke(main, ["enrich", "--sources", str(project.sources), *filled])
    assert result.exit_code == 2
    assert message in result.output


def test_the_command_takes_several_files_and_reports_their_faults(
    project: Project, tmp_path: Path
) -> None:
    good, bad = tmp_path / "a.bib", tmp_path / "b.jsonl"
    good.write_text(BIBLIOGRAPHY, "utf-8")
    bad.write_text('{"title": "A", "year": "20l9"}\n', "utf-8")
    sources = str(project.sources)
    result = CliRunner().invoke(
        main, ["enrich", "--sources", sources, "--from", str(good), str(bad)]
    )
    assert result.exit_code == 1
    assert "b.jsonl:1: field 'year': expected four digits" in result.output
    assert "a.bib, b.jsonl: asked for 3 papers, found 1" in result.output
    result = CliRunner().invoke(main, ["enrich", "--sources", sources, "--from", str(good)])
    assert result.exit_code == 0


def test_nothing_to_ask_is_fine(tmp_path: Path, server: Server) -> None:
    project = make_project(tmp_path, server, [{"title": "Introduction"}])
    told = lines_of(run(project))
    assert server.seen == []
    assert "arXiv: nothing to ask" in told
