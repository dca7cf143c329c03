"""`check --fix` records when papers came, as git knows it."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest

from builder.__main__ import main
from builder.commands.arrivals import record_arrivals
from builder.commands.check import check
from builder.model.problems import Problems
from builder.model.project import Project
from builder.settings.arrivals import read_arrivals
from tests import ROOT

TODAY = dt.date(2026, 11, 21)
TAGS = "- {slug: toys, name: Toys, facet: matter, definition: About toys., words: [toy]}\n"
TITLES = ("Paper Boats", "Clockwork Bread", "Lamps at Sea", "A Garden of Glass")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Sources in a repository, without any listing."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-settings"))
    folder = tmp_path / "repository"
    (folder / "sources" / "listings").mkdir(parents=True)
    (folder / "sources" / "tags.yml").write_text(TAGS, "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Toy\n", "utf-8")
    git(folder, "init", "-q")
    return Project(
        sources=folder / "sources",
        docs=folder / "docs",
        templates=ROOT / "templates",
        config=folder / "mkdocs.yml",
    )


def git(folder: Path, *words: str, moment: str = "2026-01-01T12:00:00+0000") -> None:
    settings = ("-c", "user.name=Ada) 2001-01-01 1", "-c", "user.email=ada@toys.example")
    environment = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": "2026-10-10T12:00:00+0000"}
    subprocess.run(
        ("env", *(f"{k}={v}" for k, v in environment.items()), "git", *settings, *words),
        cwd=folder,
        check=True,
        capture_output=True,
    )


def put(project: Project, name: str, *titles: str, lines: bool = True) -> Path:
    path = project.sources / "listings" / name
    records = [{"title": title, "abstract": f"About {title}."} for title in titles]
    text = "".join(f"{json.dumps(one)}\n" for one in records) if lines else json.dumps(records)
    path.write_text(text, "utf-8")
    return path


def commit(project: Project, day: str) -> None:
    git(project.sources, "add", "--all")
    moment = day if "T" in day else f"{day}T12:00:00+0000"
    git(project.sources, "commit", "-q", "-m", "A day\n\nauthor-time 1", moment=moment)


def days(project: Project) -> dict[str, str]:
    found = read_arrivals(project.sources / "arrivals.jsonl", Problems())
    return {name: str(day) for name, day in {**found.listings, **found.papers}.items()}


def test_a_paper_has_the_day_on_which_its_line_was_committed(project: Project) -> None:
    put(project, "toys.jsonl", TITLES[0])
    commit(project, "2026-02-01")
    put(project, "toys.jsonl", TITLES[1], TITLES[0])
    commit(project, "2026-03-01T23:30:00-0300")
    put(project, "toys.jsonl", TITLES[1], TITLES[0], TITLES[2])
    put(project, "new.jsonl", TITLES[3])
    said = record_arrivals(project, TODAY)
    assert said.endswith("arrivals.jsonl: recorded the day of 4 papers, 2 listings")
    assert days(project) == {
        "toys.jsonl": "2026-02-01",
        "new.jsonl": "2026-11-21",
        "paper-boats": "2026-02-01",
        "clockwork-bread": "2026-03-01",
        "lamps-at-sea": "2026-11-21",
        "a-garden-of-glass": "2026-11-21",
    }


def test_of_two_sightings_the_earlier_counts_and_a_page_saved_again_is_a_listing_of_its_day(
    project: Project,
) -> None:
    put(project, "b.jsonl", TITLES[0])
    commit(project, "2026-02-01")
    put(project, "a.jsonl", TITLES[0])
    commit(project, "2026-03-01")
    record_arrivals(project, TODAY)
    assert days(project) == {
        "a.jsonl": "2026-03-01",
        "b.jsonl": "2026-02-01",
        "paper-boats": "2026-02-01",
    }


def test_new_line_ends_and_spaces_make_no_paper_new(project: Project) -> None:
    path = put(project, "toys.jsonl", *TITLES)
    commit(project, "2026-02-01")
    path.write_bytes(path.read_bytes().replace(b", ", b",  ").replace(b"\n", b"\r\n"))
    commit(project, "2026-03-01")
    record_arrivals(project, TODAY)
    assert set(days(project).values()) == {"2026-02-01"}


def test_a_recorded_day_stays_whatever_becomes_of_the_listing(project: Project) -> None:
    put(project, "toys.jsonl", TITLES[0], TITLES[1])
    commit(project, "2026-02-01")
    record_arrivals(project, TODAY)
    before = days(project)
    put(project, "toys.jsonl", TITLES[1], TITLES[2])
    commit(project, "2026-04-01")
    record_arrivals(project, TODAY)
    assert days(project) == {**before, "lamps-at-sea": "2026-04-01"}
    assert record_arrivals(project, TODAY) == "every paper and listing has its day"


def test_in_a_folder_each_paper_has_the_day_of_its_file(project: Project) -> None:
    (project.sources / "listings" / "toys").mkdir()
    put(project, "toys/a.json", TITLES[0], lines=False)
    commit(project, "2026-02-01")
    put(project, "toys/b.json", TITLES[1], lines=False)
    commit(project, "2026-03-01")
    put(project, "toys/c.json", TITLES[2], lines=False)
    record_arrivals(project, TODAY)
    assert days(project) == {
        "toys": "2026-02-01",
        "paper-boats": "2026-02-01",
        "clockwork-bread": "2026-03-01",
        "lamps-at-sea": "2026-11-21",
    }


def test_a_renamed_listing_came_when_it_had_its_first_name(project: Project) -> None:
    put(project, "old.jsonl", *TITLES)
    commit(project, "2026-02-01")
    git(project.sources, "mv", "listings/old.jsonl", "listings/new.jsonl")
    commit(project, "2026-03-01")
    record_arrivals(project, TODAY)
    assert set(days(project).values()) == {"2026-02-01"}


def test_records_on_one_line_come_with_the_file_and_later_ones_with_its_last_change(
    project: Project,
) -> None:
    put(project, "toys.json", *TITLES[:2], lines=False)
    commit(project, "2026-02-01")
    put(project, "toys.json", *TITLES[:3], lines=False)
    commit(project, "2026-03-01")
    record_arrivals(project, TODAY)
    assert set(days(project).values()) == {"2026-02-01"}
    put(project, "toys.json", *TITLES, lines=False)
    commit(project, "2026-04-01")
    record_arrivals(project, TODAY)
    assert days(project).pop("a-garden-of-glass") == "2026-04-01"


def test_names_that_git_would_read_as_something_else_are_names(project: Project) -> None:
    for name in ("-a.jsonl", ":(top)b [1]*.jsonl", "ä 'c'.jsonl"):
        put(project, name, TITLES[0])
    commit(project, "2026-02-01")
    record_arrivals(project, TODAY)
    assert set(days(project).values()) == {"2026-02-01"}
    assert len(days(project)) == 4


def test_before_the_first_commit_everything_comes_today(project: Project) -> None:
    put(project, "toys.jsonl", TITLES[0])
    record_arrivals(project, TODAY)
    assert set(days(project).values()) == {"2026-11-21"}


def test_without_the_whole_history_nothing_is_recorded(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(project, "toys.jsonl", TITLES[0])
    for day in ("2026-02-01", "2026-03-01"):
        (project.sources / "note.txt").write_text(day, "utf-8")
        commit(project, day)
    origin = f"file://{project.sources.parent}"
    git(tmp_path, "clone", "-q", "--depth=1", origin, "shallow")
    shallow = tmp_path / "shallow" / "sources"
    other = Project(
        sources=shallow, docs=project.docs, templates=project.templates, config=project.config
    )
    said = record_arrivals(other, TODAY)
    assert "a shallow clone does not have the whole history" in said
    (project.sources.parent / ".git").rename(tmp_path / "moved")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert "not a git repository" in record_arrivals(project, TODAY)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git cannot be run" in record_arrivals(project, TODAY)
    assert not list(tmp_path.glob("*/sources/arrivals.jsonl"))


def test_a_broken_file_is_not_written_over(project: Project) -> None:
    path = project.sources / "arrivals.jsonl"
    path.write_text("<<<<<<< ours\n", "utf-8")
    put(project, "toys.jsonl", TITLES[0])
    assert f"{path.as_posix()}:1: not valid JSON" in record_arrivals(project, TODAY)
    assert path.read_text("utf-8") == "<<<<<<< ours\n"


def test_check_notes_what_has_no_day_until_it_is_fixed(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    put(project, "toys.jsonl", *TITLES)

    def notes() -> list[str]:
        found = (note.message for note in check(project).notes)
        return [message for message in found if "no day" in message]

    assert notes() == [
        "no day is known on which 4 papers and toys.jsonl came: run `python -m builder check --fix`"
    ]
    with pytest.raises(SystemExit, match="0"):
        main(["check", "--fix", "--json", "--sources", str(project.sources)])
    out, err = capsys.readouterr()
    assert json.loads(out)["papers"] == 4
    assert "recorded the day of 4 papers, 1 listing" in err
    assert notes() == []
