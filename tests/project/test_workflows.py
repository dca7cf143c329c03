"""The workflows as they are written: pinned, with few rights, in order, of steps that exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.commands.published import find_published_address
from tests import ROOT

from .start_workflows import DERIVED, START, derive_workflow

WORKFLOWS = ROOT / ".github" / "workflows"
RIGHTS = {
    ("check.yml", "check"): {"contents": "read"},
    ("check.yml", "platforms"): {"contents": "read"},
    ("check.yml", "audit"): {"contents": "read"},
    ("publish.yml", "build"): {"contents": "read", "pages": "read"},
    ("publish.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("release.yml", "build"): {"contents": "read"},
    ("release.yml", "release"): {"contents": "write"},
    ("suggestion.yml", "apply"): {"contents": "read"},
    ("suggestion.yml", "propose"): {"contents": "write", "pull-requests": "write"},
    ("update.yml", "ask"): {"contents": "read"},
    ("update.yml", "propose"): {"contents": "write", "pull-requests": "write"},
    ("update.yml", "publish"): {"contents": "write", "actions": "write"},
}
"""Every right that a job has; the workflows themselves have none."""
RELEASE = 'gh release create "$GITHUB_REF_NAME" dist/* --verify-tag --generate-notes'
STEPS = {
    ("check.yml", "check"): ["make check", "make test", "make site", ".ci/report"],
    ("check.yml", "platforms"): ["make test", "make site"],
    ("check.yml", "audit"): ["make audit"],
    ("publish.yml", "build"): ["make check", "make test", ".ci/report", "make site"],
    ("publish.yml", "deploy"): [],
    ("release.yml", "build"): ["make check", "make test", "make offline", "make sbom"],
    ("release.yml", "release"): [RELEASE],
    ("suggestion.yml", "apply"): [".ci/apply-suggestion"],
    ("suggestion.yml", "propose"): [".ci/propose-suggestion"],
    ("update.yml", "ask"): [".ci/update"],
    ("update.yml", "propose"): [".ci/propose-update"],
    ("update.yml", "publish"): [".ci/publish-update"],
}
"""Nothing is built for the public before it is checked and no address is lost."""


def workflow(name: str) -> dict[Any, Any]:
    return yaml.safe_load((WORKFLOWS / name).read_text("utf-8"))


def jobs() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path.name, name, job)
        for path in sorted(WORKFLOWS.glob("*.yml"))
        for name, job in workflow(path.name)["jobs"].items()
    ]


def test_there_are_the_jobs_this_module_knows() -> None:
    assert {(file, name) for file, name, _ in jobs()} == set(RIGHTS) == set(STEPS)


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_a_job_has_no_right_it_does_not_need(file: str, name: str, job: dict[str, Any]) -> None:
    assert workflow(file)["permissions"] == {}
    assert job["permissions"] == RIGHTS[file, name]
    assert 0 < job["timeout-minutes"] <= 60


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_every_action_is_pinned_to_a_commit_and_names_its_version(
    file: str, name: str, job: dict[str, Any]
) -> None:
    lines = (WORKFLOWS / file).read_text("utf-8").splitlines()
    for step in job["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", step["uses"])
            line = next(line for line in lines if step["uses"] in line)
            assert re.search(r" # v\d+\.\d+\.\d+$", line)
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize(("file", "name", "job"), jobs())
def test_steps_come_in_the_order_that_keeps_the_public_safe(
    file: str, name: str, job: dict[str, Any]
) -> None:
    assert [step["run"] for step in job["steps"] if "run" in step] == STEPS[file, name]
    assert "${{" not in " ".join(step.get("run", "") for step in job["steps"])


def test_only_a_tag_releases_and_what_may_write_runs_nothing_of_the_project() -> None:
    assert workflow("release.yml")[True] == {"push": {"tags": ["v*"]}}
    job = workflow("release.yml")["jobs"]["release"]
    assert job["needs"] == "build"
    assert not [step for step in job["steps"] if "checkout" in step.get("uses", "")]


def test_only_a_pull_request_checks_and_only_main_publishes() -> None:
    # YAML 1.1 takes the key `on` for a truth value.
    assert workflow("check.yml")[True] == {"pull_request": None}
    assert workflow("publish.yml")[True]["push"] == {"branches": ["main"]}
    assert workflow("publish.yml")["jobs"]["deploy"]["needs"] == "build"
    assert workflow("publish.yml")["concurrency"]["cancel-in-progress"] is False


@pytest.mark.parametrize(
    "command", sorted({step for steps in STEPS.values() for step in steps} - {RELEASE})
)
def test_every_step_is_a_target_of_the_makefile_or_a_script(command: str) -> None:
    if command.startswith("make "):
        makefile = (ROOT / "Makefile").read_text("utf-8")
        assert re.search(rf"^{command.removeprefix('make ')}: .* ## ", makefile, re.M)
    else:
        assert os.access(ROOT / command, os.X_OK)


SCRIPTS = ["report", "audit", "javascript", "run", "apply-suggestion", "propose-suggestion"]
SCRIPTS += ["update", "propose-update", "publish-update"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_valid_and_stop_at_the_first_fault(script: str) -> None:
    path = ROOT / ".ci" / script
    subprocess.run(["bash", "-n", str(path)], check=True)
    assert "set -euo pipefail" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("stated", "environment", "address"),
    [
        ("", {"SITE_URL": "https://a.example/b/"}, "https://a.example/b/"),
        ("https://c.example/", {"SITE_URL": "https://a.example/b"}, "https://a.example/b/"),
        ("https://c.example/", {"GITHUB_REPOSITORY": "Owner/Papers"}, "https://c.example/"),
        (
            "https://example.org/",
            {"GITHUB_REPOSITORY": "Owner/Papers"},
            "https://owner.github.io/Papers/",
        ),
        ("", {"GITHUB_REPOSITORY": "Owner/owner.github.io"}, "https://owner.github.io/"),
    ],
)
def test_the_report_asks_the_published_site(
    stated: str, environment: dict[str, str], address: str
) -> None:
    assert find_published_address(stated, environment) == f"{address}api/papers.json"


def test_the_report_refuses_to_guess() -> None:
    environment = {
        k: v for k, v in os.environ.items() if k not in ("SITE_URL", "GITHUB_REPOSITORY")
    }
    done = subprocess.run(
        [str(ROOT / ".ci" / "report")],
        env={**environment, "BIN": str(Path(sys.executable).parent)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "expected a site_url in mkdocs.yml or SITE_URL, got none" in done.stderr


@pytest.mark.parametrize("name", DERIVED)
def test_a_new_catalogue_has_our_workflow_with_the_program_installed(name: str) -> None:
    """Where this fails, `python -m tests.project.start_workflows` writes it anew."""
    assert (START / name).read_text("utf-8") == derive_workflow(name)
