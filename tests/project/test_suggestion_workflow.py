"""From an issue that the owner accepted to a pull request, with a stand-in for GitHub."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import ROOT
from tests.commands.test_suggestion import LOAF, fill_in
from tests.library import SOURCES

WORKFLOW: dict[Any, Any] = yaml.safe_load(
    (ROOT / ".github" / "workflows" / "suggestion.yml").read_text("utf-8")
)
GH = """#!/bin/sh
for word in "$@"; do printf '%s\\n' "$word" >>"$TOLD"; done
[ "$1 $2" != "pr list" ] || echo "$OPEN"
"""
"""Writes down what it is told."""


def test_only_a_label_that_the_owner_gives_starts_it() -> None:
    # YAML 1.1 takes the key `on` for a truth value.
    assert WORKFLOW[True] == {"issues": {"types": ["labeled"]}}
    assert WORKFLOW["jobs"]["apply"]["if"] == "github.event.label.name == 'accepted'"
    assert WORKFLOW["jobs"]["propose"]["needs"] == "apply"


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A catalogue of the toy library, as a runner checks it out."""
    folder = tmp_path / "clone"
    shutil.copytree(SOURCES, folder / "sources")
    shutil.copytree(ROOT / ".github", folder / ".github")
    (folder / ".ci").mkdir()
    for name in ("apply-suggestion", "propose-suggestion"):
        shutil.copy(ROOT / ".ci" / name, folder / ".ci")
    (folder / "builder").symlink_to(ROOT / "builder")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / ".gitignore").write_text("dist/\n__pycache__/\n.cache/\n")
    git(tmp_path, "init", "--quiet", "--bare", "origin")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "config", "user.name", "Owner")
    git(folder, "config", "user.email", "owner@example.org")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "A catalogue")
    git(folder, "remote", "add", "origin", str(tmp_path / "origin"))
    return folder


def ran(clone: Path, script: str, body: str, already: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a script of the workflow as if an issue with this text had been accepted."""
    event, tools = clone.parent / "event.json", clone.parent / "tools"
    event.write_text(json.dumps({"issue": {"number": 7, "title": "$(id)", "body": body}}))
    tools.mkdir(exist_ok=True)
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    return subprocess.run(
        [str(clone / ".ci" / script)],
        env={
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(clone.parent),
            "BIN": str(Path(sys.executable).parent),
            "GITHUB_EVENT_PATH": str(event),
            "TOLD": str(clone.parent / "told"),
            "OPEN": str(already),
        },
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is on GitHub's machines, not on every other")
def test_an_accepted_issue_becomes_a_branch_and_a_pull_request(clone: Path) -> None:
    hostile = "$(touch pwned) `touch pwned`; \"'\n::set-output name=x::y"
    body = fill_in("missing-paper", paper="Salt $(touch pwned)", abstract=hostile)
    for script in ("apply-suggestion", "propose-suggestion"):
        done = ran(clone, script, body)
        assert done.returncode == 0, done.stderr
        assert not done.stdout
        git(clone, "reset", "--quiet", "--hard")
        git(clone, "clean", "-fdq")
    changed = git(clone.parent / "origin", "show", "--format=%B", "--name-only", "suggestion-7")
    assert changed.split("\n") == [
        *("Add salt-touch-pwned", "", "Suggested in #7.", "", ""),
        *("sources/listings.yml", "sources/listings/suggested.jsonl", ""),
    ]
    told = (clone.parent / "told").read_text().splitlines()
    assert told[told.index("create") :] == [
        *("create", "--head", "suggestion-7", "--title", "Add salt-touch-pwned"),
        *("--body", "Closes #7. GitHub checks it once you close and reopen it."),
    ]
    assert not list(clone.parent.rglob("pwned"))


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is on GitHub's machines, not on every other")
def test_accepted_again_it_renews_the_branch_of_the_open_pull_request(clone: Path) -> None:
    body = fill_in("wrong-field")
    assert ran(clone, "apply-suggestion", body).returncode == 0
    git(clone, "reset", "--quiet", "--hard")
    git(clone, "clean", "-fdq")
    done = ran(clone, "propose-suggestion", body, already=1)
    assert done.returncode == 0, done.stderr
    assert "create" not in (clone.parent / "told").read_text().splitlines()
    patch = git(clone.parent / "origin", "show", "suggestion-7")
    assert f'+{LOAF}:\n+  venue: "Bread"\n+  reason: "It says so."' in patch


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is on GitHub's machines, not on every other")
@pytest.mark.parametrize("body", ["Hello", fill_in("wrong-field", paper="none")])
def test_an_issue_that_cannot_be_applied_stops_there_with_a_line(clone: Path, body: str) -> None:
    done = ran(clone, "apply-suggestion", body)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: expected ") and done.stderr.count("\n") == 1
    assert not git(clone, "status", "--porcelain")
