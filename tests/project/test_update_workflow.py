"""From subscriptions to a pull request, with a stand-in for GitHub and a server on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import ROOT
from tests.services.server import Reply, Server, as_json, serving

from .test_suggestion_workflow import GH, git

WORKFLOW: dict[Any, Any] = yaml.safe_load(
    (ROOT / ".github" / "workflows" / "update.yml").read_text("utf-8")
)
OFF = "off: [hugging-face, arxiv, semantic-scholar, openalex, crossref]\n"
HOSTILE = "Salt $(touch pwned) `touch pwned` @everyone"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.reply = lambda seen: as_json([{"title": HOSTILE}])
        yield running


@pytest.fixture
def clone(tmp_path: Path, server: Server) -> Path:
    """A small catalogue with a subscription, as a runner checks it out."""
    folder = tmp_path / "clone"
    (folder / "sources" / "listings").mkdir(parents=True)
    (folder / "sources" / "listings" / "old.jsonl").write_text('{"title": "Bread"}\n')
    (folder / "sources" / "tags.yml").write_text(
        "- {slug: toys, name: Toys, facet: kind, definition: Of toys., words: [toy]}\n"
    )
    (folder / "sources" / "services.yml").write_text(OFF)
    (folder / "sources" / "subscriptions.yml").write_text(
        f"- {{name: toys, file: '{server.address}/toys.json'}}\n"
    )
    (folder / ".ci").mkdir()
    for name in ("update", "propose-update", "publish-update"):
        (folder / ".ci" / name).write_bytes((ROOT / ".ci" / name).read_bytes())
        (folder / ".ci" / name).chmod(0o755)
    (folder / "builder").symlink_to(ROOT / "builder")
    (folder / "mkdocs.yml").write_text("site_name: Toys\n")
    (folder / ".gitignore").write_text("dist/\n__pycache__/\n.cache/\n")
    git(tmp_path, "init", "--quiet", "--bare", "origin")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "config", "user.name", "Owner")
    git(folder, "config", "user.email", "owner@example.org")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "A catalogue")
    git(folder, "remote", "add", "origin", str(tmp_path / "origin"))
    return folder


def run(
    clone: Path, script: str, already: int = 0, python: Path = Path(sys.executable)
) -> subprocess.CompletedProcess[str]:
    tools = clone.parent / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    return subprocess.run(
        [str(clone / ".ci" / script)],
        env={
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(clone.parent),
            "BIN": str(python.parent),
            "GITHUB_OUTPUT": str(clone.parent / "output"),
            "TOLD": str(clone.parent / "told"),
            "OPEN": str(already),
        },
        capture_output=True,
        text=True,
    )


def ran(clone: Path, script: str, already: int = 0) -> str:
    done = run(clone, script, already)
    assert done.returncode == 0, done.stderr
    return done.stdout


def hand_over(clone: Path) -> None:
    git(clone, "reset", "--quiet", "--hard")
    git(clone, "clean", "-fdq")


def test_it_runs_on_a_schedule_and_knows_when_papers_came() -> None:
    # YAML 1.1 takes the key `on` for a truth value.
    assert set(WORKFLOW[True]) == {"schedule", "workflow_dispatch"}
    assert WORKFLOW["jobs"]["ask"]["steps"][0]["with"]["fetch-depth"] == 0
    assert WORKFLOW["jobs"]["propose"]["needs"] == "ask"


def test_only_what_the_owner_allowed_and_the_check_passed_is_published_unseen() -> None:
    ask, propose, publish = WORKFLOW["jobs"].values()
    assert ask["outputs"] == {"sound": "${{ steps.ask.outputs.sound }}"}
    allowed = ("vars.PUBLISH_UNSEEN", "needs.ask.outputs.sound", "github.ref")
    wanted = ("'true'", "'true'", "'refs/heads/main'")
    pairs = list(zip(allowed, wanted, strict=True))
    assert set(publish["if"].split(" && ")) == {f"{one} == {two}" for one, two in pairs}
    assert set(propose["if"].split(" || ")) == {f"{one} != {two}" for one, two in pairs}
    assert publish["needs"] == "ask"
    # What starts it there; a push by a workflow starts nothing.
    publishing = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8"))
    assert "workflow_dispatch" in publishing[True]


def test_new_papers_become_a_branch_and_a_pull_request(clone: Path) -> None:
    assert ran(clone, "update") == ""
    hand_over(clone)
    ran(clone, "propose-update")
    changed = git(clone.parent / "origin", "show", "--format=%s", "--name-only", "update")
    assert changed.split() == [
        *"Add what subscriptions and services gave".split(),
        *("sources/arrivals.jsonl", "sources/listings/toys.jsonl"),
    ]
    told = (clone.parent / "told").read_text().splitlines()
    assert told[told.index("create") :][:3] == ["create", "--head", "update"]
    summary = (clone / "dist" / "update" / "summary").read_text()
    merges = "## New papers and merges\n\n    papers added: 1, merges made: 0\n"
    assert summary.startswith(f"{merges}    toys: 1 new paper\n      + {HOSTILE}\n")
    off = "\n## Completed and unsure\n\n    no service is asked: all are off\n"
    assert f"{off}    fields completed: 0\n    papers in doubt: 0\n" in summary
    assert summary.endswith("\nGitHub checks it once you close and reopen it.\n")
    assert not list(clone.parent.rglob("pwned"))


def test_the_next_run_renews_an_open_pull_request(clone: Path) -> None:
    for _ in range(2):
        ran(clone, "update")
        hand_over(clone)
        ran(clone, "propose-update", already=1)
        git(clone, "reset", "--quiet", "--hard", "HEAD~1")
    told = (clone.parent / "told").read_text().splitlines()
    assert "create" not in told
    assert told.count("edit") == 2


def test_a_service_that_refuses_stops_nothing(clone: Path, server: Server) -> None:
    server.reply = lambda seen: Reply(status=403)
    ran(clone, "update")
    assert "toys: it refuses (HTTP 403)" in (clone / "dist" / "update" / "summary").read_text()
    hand_over(clone)
    assert ran(clone, "propose-update") == "nothing new\n"
    assert not (clone.parent / "told").exists()


def test_what_is_published_unseen_is_a_commit_to_main(clone: Path) -> None:
    git(clone, "push", "--quiet", "origin", "main")
    ran(clone, "update")
    assert (clone.parent / "output").read_text() == "sound=true\n"
    hand_over(clone)
    ran(clone, "publish-update")
    published = git(clone.parent / "origin", "show", "--format=%h", "--name-only", "main")
    assert published.split()[1:] == ["sources/arrivals.jsonl", "sources/listings/toys.jsonl"]
    told = (clone.parent / "told").read_text().splitlines()
    assert told == [*("auth", "setup-git"), *"workflow run publish.yml --ref main".split()]

    # Somebody pushed in the meantime: nothing of it is lost.
    git(clone, "reset", "--quiet", "--hard", "HEAD~1")
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "Not pushed yet")
    assert run(clone, "publish-update").returncode
    now = git(clone.parent / "origin", "show", "--format=%h", "--name-only", "main")
    assert now == published
    assert (clone.parent / "told").read_text().splitlines().count("workflow") == 1


def stand_in(clone: Path, command: str, code: int) -> Path:
    """A Python in which one command of the program ends with this exit code."""
    python = clone.parent / "bin" / "python"
    python.parent.mkdir()
    python.write_text(
        f'#!/bin/sh\n[ "$3" = {command} ] || exit 0\necho "a fault" >&2\nexit {code}\n'
    )
    python.chmod(0o755)
    return python


@pytest.mark.parametrize(
    ("command", "sound"), [("update", "true"), ("enrich", "true"), ("check", "false")]
)
def test_faults_are_told_and_those_that_the_check_finds_are_not_published(
    clone: Path, command: str, sound: str
) -> None:
    done = run(clone, "update", python=stand_in(clone, command, 1))
    assert done.returncode == 0, done.stderr
    assert (clone.parent / "output").read_text() == f"sound={sound}\n"
    assert "\n    a fault\n" in (clone / "dist" / "update" / "summary").read_text()


@pytest.mark.parametrize("code", [2, 3, 139])
@pytest.mark.parametrize("command", ["update", "enrich", "check"])
def test_a_fault_of_the_program_fails_the_job(clone: Path, command: str, code: int) -> None:
    done = run(clone, "update", python=stand_in(clone, command, code))
    assert (done.returncode, done.stderr) == (code, "a fault\n")
    assert not (clone.parent / "output").exists()
