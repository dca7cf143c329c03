"""`update`: listings grow, one fault costs one subscription, and a dry run writes nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.__main__ import main
from builder.commands.update import Asked, describe_papers, describe_update, update
from builder.model.problems import BuilderError, Problems
from builder.model.project import Project
from builder.pipeline import gather
from tests import ROOT
from tests.services.server import FakeTime, Reply, Server, as_json, serving

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.reply = lambda seen: as_json([{"title": "Paper Boats", "date": "2024"}])
        yield running


@pytest.fixture
def project(tmp_path: Path, server: Server) -> Project:
    sources = tmp_path / "sources"
    (sources / "listings").mkdir(parents=True)
    (sources / "listings" / "old.jsonl").write_text('{"title": "Clockwork Bread"}\n', "utf-8")
    (sources / "tags.yml").write_text("tags: [{slug: toys, name: Toys, facet: kind}]\n", "utf-8")
    subscribe(sources, f"- {{name: toys, title: Toys, file: '{server.address}/toys.json'}}\n")
    return Project.around(sources)


def subscribe(sources: Path, text: str) -> None:
    (sources / "subscriptions.yml").write_text(text, "utf-8")


def run(project: Project, *names: str, dry_run: bool = False) -> tuple[Asked, ...]:
    clock = FakeTime().clock
    return update(project, names, dry_run, TODAY, Problems(), clock=clock, environment={})


def told(asked: tuple[Asked, ...], dry_run: bool = False) -> list[str]:
    return list(describe_update(asked, dry_run))


def test_a_subscription_becomes_a_listing_of_that_title(project: Project) -> None:
    assert told(run(project)) == ["toys: 1 new paper", "  + Paper Boats"]
    problems = Problems()
    catalogue = gather(project, problems)
    assert [one.title for one in catalogue.listings] == ["old.jsonl", "Toys"]
    assert len(catalogue.papers) == 2
    (project.sources / "listings.yml").write_text("toys.jsonl: {title: Mine}\n", "utf-8")
    assert gather(project, problems).listings[1].title == "Mine"


def test_a_fault_in_the_subscriptions_is_a_problem_of_the_catalogue(project: Project) -> None:
    subscribe(project.sources, "- {name: toys}\n")
    problems = Problems()
    gather(project, problems)
    assert any("subscriptions.yml:1: expected one of" in str(one) for one in problems)


def test_a_second_run_adds_only_what_is_new(project: Project, server: Server) -> None:
    run(project)
    file = project.sources / "listings" / "toys.jsonl"
    first = file.read_text("utf-8")
    server.reply = lambda seen: as_json([{"title": "Lamps"}, {"title": "Paper Boats"}])
    assert told(run(project)) == ["toys: 1 new paper", "  + Lamps"]
    assert file.read_text("utf-8") == first + '{"title": "Lamps"}\n'
    assert told(run(project)) == ["toys: 0 new papers"]


def test_a_dry_run_writes_nothing(project: Project) -> None:
    said = told(run(project, dry_run=True), dry_run=True)
    assert said == ["toys: 1 new paper", "  + Paper Boats", "dry run: nothing was written"]
    assert not (project.sources / "listings" / "toys.jsonl").exists()


def test_nothing_found_makes_no_listing(project: Project, server: Server) -> None:
    server.reply = lambda seen: as_json([])
    assert told(run(project)) == ["toys: 0 new papers"]
    assert not (project.sources / "listings" / "toys.jsonl").exists()


def test_one_that_refuses_is_told_and_the_next_goes_on(project: Project, server: Server) -> None:
    here = server.address
    subscribe(
        project.sources,
        f"- {{name: bad, file: '{here}/bad'}}\n- {{name: good, file: '{here}/good'}}\n",
    )
    good = as_json([{"title": "Lamps"}])
    server.reply = lambda seen: good if seen.path == "/good" else Reply(status=403)
    said = told(run(project))
    assert said == ["bad: it refuses (HTTP 403)", "good: 1 new paper", "  + Lamps"]


def test_a_broken_listing_stays_as_it_is(project: Project) -> None:
    file = project.sources / "listings" / "toys.jsonl"
    file.write_text('{"title": \n', "utf-8")
    [asked] = run(project)
    assert "toys.jsonl:1" in asked.refusal
    assert file.read_text("utf-8") == '{"title": \n'


def test_those_that_are_off_are_asked_by_name_only(project: Project, server: Server) -> None:
    subscribe(project.sources, f"- {{name: toys, file: '{server.address}/a', off: true}}\n")
    assert told(run(project)) == [
        "nothing to ask: no subscription in sources/subscriptions.yml, or all are off"
    ]
    assert len(run(project, "toys", "toys")) == 1
    with pytest.raises(BuilderError, match="--subscription: expected one of"):
        run(project, "toy")


def command(project: Project, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["update", "--sources", str(project.sources), *words])
    return result.exit_code, result.output


def test_the_command_tells_what_it_did_by_its_code(project: Project, server: Server) -> None:
    code, said = command(project)
    lines = ["papers added: 1, merges made: 0", "toys: 1 new paper", "  + Paper Boats"]
    assert (code, said.splitlines()[:3]) == (0, lines)
    assert "day" in said
    server.reply = lambda seen: Reply(status=403)
    assert command(project)[0] == 1
    assert command(project, "--most")[0] == 2
    subscribe(project.sources, "- toys\n")
    code, said = command(project)
    assert code == 1
    assert "subscriptions.yml:1: expected a subscription, got 'toys'" in said


def test_what_is_written_is_one_record_a_line(project: Project) -> None:
    run(project)
    text = (project.sources / "listings" / "toys.jsonl").read_text("utf-8")
    assert [json.loads(line) for line in text.splitlines()] == [
        {"title": "Paper Boats", "date": "2024"}
    ]


def test_new_records_are_told_apart_into_papers_and_merges(
    project: Project, server: Server
) -> None:
    here = server.address
    subscribe(
        project.sources,
        f"- {{name: one, title: One, file: '{here}/1'}}\n- {{name: two, file: '{here}/2'}}\n",
    )
    lamps = {"title": "Lamps of the Northern Harbours", "doi": "10.1000/lamps"}
    bread = {"title": "Clockwork Bread"}
    server.reply = lambda seen: as_json([lamps, bread] if seen.path == "/1" else [lamps])
    assert list(describe_papers(project, run(project))) == [
        "papers added: 1, merges made: 2",
        "  = Clockwork Bread, in old.jsonl, One",
        "  = Lamps of the Northern Harbours, in One, two.jsonl",
    ]
    assert list(describe_papers(project, run(project))) == ["papers added: 0, merges made: 0"]


def test_who_reads_only_the_first_lines_sees_no_fault(project: Project) -> None:
    words = ["update", "--sources", str(project.sources), "--dry-run"]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "builder", *words],
        cwd=ROOT,
        stdout=write,
        stderr=subprocess.PIPE,
    )
    os.close(write)
    assert done.stderr == b""


def test_a_fault_of_the_program_has_an_exit_code_of_its_own(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("builder.commands.update.grow_listing", stumble)
    code, said = command(project)
    assert (code, said.splitlines()[0]) == (3, "Traceback (most recent call last):")


def test_a_paper_that_the_owner_removed_does_not_come_back(
    project: Project, server: Server
) -> None:
    run(project)
    file = project.sources / "listings" / "toys.jsonl"
    file.write_text("", "utf-8")
    subscribe(
        project.sources,
        f"- {{name: toys, file: '{server.address}/a', without: [paper boats]}}\n",
    )
    assert told(run(project)) == ["toys: 0 new papers, 1 left out"]
    assert file.read_text("utf-8") == ""
