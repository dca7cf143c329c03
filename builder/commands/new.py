"""Creates a new catalogue: this program, its theme, and a toy listing."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from ..model.problems import BuilderError
from ..model.project import PROGRAM, ROOT

STARTER_FILES = PROGRAM / "start"
"""The files of a new catalogue that differ from this one's."""

_COPIED_PATHS = (
    *("builder", "templates", "requirements", ".github", "docs/assets"),
    *("Makefile", "pyproject.toml", "LICENSE", ".gitignore", "mkdocs.yml"),
    *(".ci/report", ".ci/sbom", ".ci/apply-suggestion", ".ci/propose-suggestion"),
    *(".ci/update", ".ci/propose-update", ".ci/publish-update"),
    *("docs/about.md", "docs/formats.md", "docs/enrich.md", "docs/update.md"),
    "docs/suggestions.md",
    *("sources/same_work.yml", "sources/people.yml", "sources/permalinks.yml"),
    *("sources/corrections.yml", "sources/services.yml", "sources/subscriptions.yml"),
)
_TESTS = re.compile(r"^(?:test|bench|audit): .*\n(?:\t.*\n)+\n?", re.M)
_CHECK = re.compile(r"^(check: )\S+( ## ).*\n(?:\t.*\n)+", re.M)
_FIGURES = re.compile(r"^## How well search works\n.*?(?=^## )", re.M | re.S)
_PROGRAM_JOB = re.compile(r"^\n  (?:audit|platforms):\n(?:    .*\n)+", re.M)
_TEST_STEP = re.compile(r"^ +- name: Test\n +run: make test\n", re.M)


def create_catalogue(folder: Path, name: str, url: str) -> None:
    """Make a catalogue called `name`, to be published at `url`, in a new or empty `folder`.

    It has the program but not its tests, which are about the program and not about a
    catalogue. Raises `BuilderError` where the folder is not empty, the address is none, or
    the disk refuses.
    """
    if not re.fullmatch(r"https?://[^\s/]+(?:/[^\s]*)?", url):
        raise BuilderError(f"--url: expected an http or https address, got {url!r}")
    if not name.strip() or not name.isprintable():
        raise BuilderError(f"--name: expected a name, got {name!r}")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise BuilderError(f"{folder}: expected a new or an empty folder")
        if ROOT.resolve() in (folder.resolve(), *folder.resolve().parents):
            raise BuilderError(f"{folder}: expected a folder outside this project")
        _copy_files(_COPIED_PATHS, folder)
        shutil.copytree(STARTER_FILES, folder, dirs_exist_ok=True)
        _edit_file(folder / "mkdocs.yml", lambda text: _set_site_details(text, name, url))
        _edit_file(folder / "README.md", lambda text: text.replace("NAME", name))
        _edit_file(folder / "docs" / "about.md", lambda text: _FIGURES.sub("", text))
        _edit_file(folder / "sources" / "subscriptions.yml", _keep_comments)
        _edit_file(folder / "Makefile", _strip_test_targets)
        for workflow in sorted((folder / ".github" / "workflows").glob("*.yml")):
            _edit_file(workflow, lambda text: _PROGRAM_JOB.sub("", _TEST_STEP.sub("", text)))
    except OSError as error:
        place = error.filename or folder
        raise BuilderError(f"{place}: cannot write: {error.strerror or error}") from error


def _copy_files(names: Iterable[str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        origin, copy = ROOT / name, folder / name
        if origin.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc", ".*.swp")
            shutil.copytree(origin, copy, ignore=ignored, dirs_exist_ok=True)
        elif origin.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(origin, copy)


def _edit_file(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8", newline="\n")


def _keep_comments(settings: str) -> str:
    """What explains a file, without what this catalogue's owner wrote there."""
    return "".join(line for line in settings.splitlines(True) if line.startswith("#"))


def _set_site_details(config: str, name: str, url: str) -> str:
    """`mkdocs.yml` with the owner's words at its top; the rest is the frame."""
    address = json.dumps(url if url.endswith("/") else url + "/")
    own = {
        "site_name": json.dumps(name, ensure_ascii=False),
        "site_description": '"Papers gathered from saved listings."',
        "site_author": '""',
        "site_url": f"!ENV [SITE_URL, {address}]",
        "    content_licence": '""',
        "    colour": '"#0d5c54"',
    }
    lines = ((line.partition(":")[0], line) for line in config.splitlines())
    return "".join(f"{key}: {own[key]}\n" if key in own else f"{line}\n" for key, line in lines)


def _strip_test_targets(makefile: str) -> str:
    """Only what an owner runs; `check` looks at the sources."""
    makefile = _TESTS.sub("", makefile)
    makefile = _CHECK.sub(
        r"\g<1>$(VENV)/site\g<2>Check the sources\n\t$(BIN)/python -m builder check\n", makefile
    )
    return re.sub(
        r"^\.PHONY: .*$",
        ".PHONY: help site offline sbom serve enrich update check lock clean",
        makefile,
        flags=re.M,
    )
