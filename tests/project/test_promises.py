"""The promises to owners and readers: `docs/promises.md` is read, and each line of it held."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from builder import __version__
from builder.__main__ import main
from builder.exports.api import EXPORT as API
from builder.layout.paper_schema import build_schema
from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import EXPORTS, PAGE_KINDS, gather
from tests import ROOT
from tests.library import toy_project

TEXT = (ROOT / "docs" / "promises.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The code in the first column of a section's table, row by row."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S)
    assert section
    lines = re.findall(r"^\| (`.*?) \| ", section[1], re.M)
    return [re.findall(r"`([^`]+)`", line) for line in lines]


COMMANDS = [row[0] for row in rows("Commands")]
ADDRESSES = [row[0] for row in rows("Addresses on the site")]
FIELDS = [field for row in rows("Fields of `api/papers.json`") for field in row]
SOURCES = [row[0] for row in rows("Files in `sources/`")]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return gather(toy_project(), Problems())


def test_the_version_is_semantic() -> None:
    assert re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", __version__)


def test_every_command_is_promised() -> None:
    assert {line.split()[1] for line in COMMANDS} == set(main.commands)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_promised_command_takes_what_is_promised(line: str) -> None:
    command = main.commands[line.split()[1]]
    options = {name for each in command.params for name in each.opts}
    assert set(re.findall(r"--[\w-]+", line)) <= options
    taken = [each for each in command.params if isinstance(each, click.Argument)]
    words = re.sub(r"\[--[^][]*(?:\[[^]]*\])?[^][]*\]", "", line).split()[2:]
    assert taken or not words


def test_the_exit_codes_are_those_promised(tmp_path: Path) -> None:
    from click.testing import CliRunner

    assert "0 is fine, 1 means problems were found, 2 wrong use" in TEXT
    assert CliRunner().invoke(main, ["check", "--sources", str(tmp_path)]).exit_code == 1
    assert CliRunner().invoke(main, ["check", "--nonsense"]).exit_code == 2


@pytest.fixture(scope="module")
def published(catalogue: Catalogue) -> frozenset[str]:
    """The addresses of all pages and files."""
    pages = {page.address for kind in PAGE_KINDS for page in kind.lay_out(catalogue)}
    return frozenset(pages | {file.path for one in EXPORTS for file in one.lay_out(catalogue)})


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_promised_address_is_there(address: str, published: frozenset[str]) -> None:
    pattern = re.escape(address.split("?")[0]).replace("<slug>", "[a-z0-9-]+")
    pattern = pattern.replace("<year>", r"\d{4}")
    assert any(re.fullmatch(pattern, each) for each in published)


def test_a_paper_has_the_promised_fields_and_no_others(catalogue: Catalogue) -> None:
    stated = build_schema(catalogue)["$defs"]["paper"]["properties"]
    assert set(FIELDS) == set(stated)
    (file,) = (each for each in API.lay_out(catalogue) if each.path == "api/papers.json")
    papers = json.loads(file.content)
    assert [one["id"] for one in papers] == sorted(one["id"] for one in papers)
    assert all(set(FIELDS[:8]) <= set(one) <= set(FIELDS) for one in papers)
    sighting = papers[0]["sightings"][0]
    assert set(sighting) == {"source", "position", "label"}


@pytest.mark.parametrize("name", SOURCES)
def test_a_promised_file_of_the_sources_is_read(name: str, tmp_path: Path) -> None:
    """A broken one is no silence: it is a problem, or an error, that names the file."""
    (tmp_path / "listings").mkdir()
    (tmp_path / "listings" / "one.jsonl").write_text('{"title": "A knot"}\n')
    target = tmp_path / name
    if name.endswith("/"):
        target.mkdir(exist_ok=True)
        broken = {"listings/": "x.jsonl", "metadata/": "x.jsonl", "meaning/": "learnt.json"}
        target /= broken[name]
    target.write_text('{"broken\n: [')
    problems = Problems()
    project = Project.around(tmp_path, tmp_path / "docs")
    try:
        gather(project, problems)
        said = "\n".join(str(problem) for problem in problems)
    except Exception as error:
        said = str(error)
    assert name.rstrip("/") in said
