"""What is wrong with the owner's files is one clear line, from the builder and from MkDocs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from bench.sites import prepare_site
from builder import __main__ as program
from builder.mkdocs_site.hook import on_build_error, on_pre_build
from builder.model.problems import BuilderError, Problems
from builder.model.project import Project
from builder.pipeline import build, gather
from tests import ROOT

from .processes import run
from .test_hardening import toy_sources


@pytest.fixture
def toys(tmp_path: Path) -> Path:
    return toy_sources(tmp_path / "sources", "Counting Sheep", "Wooden Abacus")


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program.main, [str(argument) for argument in arguments])


WRONG = [
    ("tags.yml", "tags:\n  - {slug: a\n  - b\n", "tags.yml:4: not valid YAML: "),
    ("tags.yml", "tags: [[[" + "[" * 2000, "tags.yml"),
    ("tags.yml", 'a: "\\ud800"\n', "tags.yml:1: not valid YAML: "),
    ("tags.yml", "a: \x00\n", "tags.yml: not valid YAML: "),
    ("listings.yml", "a: 1\n b: 2\n", "listings.yml:2: not valid YAML: "),
    ("same_work.yml", "merge: [\n", "same_work.yml:2: not valid YAML: "),
    ("permalinks.yml", "a: 'b\n", "permalinks.yml:2: not valid YAML: "),
    ("tag_assignments.yml", "? [\n", "tag_assignments.yml:2: not valid YAML: "),
]


@pytest.mark.parametrize(("name", "text", "message"), WRONG)
def test_a_file_that_is_not_yaml_stops_the_run_with_its_line(
    toys: Path, name: str, text: str, message: str
) -> None:
    (toys / name).write_text(text, "utf-8")
    said = command("build", "--sources", toys, "--docs", toys.parent / "docs")
    assert said.exit_code == 1
    assert len(said.stderr.splitlines()) == 1
    assert said.stderr.startswith("error: ") and message in said.stderr


UNKNOWN = [
    ("tags.yml", "tags:\n  - slug: sheep\n    name: Sheep\n    color: red\n", ":4: tag: expected"),
    ("tags.yml", "topics: []\n", "tags.yml:1: expected 'facets', 'tags' or 'keywords', got"),
    ("listings.yml", "toys.bib:\n  titel: Toys\n", "listings.yml:2: toys.bib: expected one of"),
    ("same_work.yml", "join: []\n", "same_work.yml:1: expected 'merge' or 'keep_apart'"),
    ("people.yml", "merge: []\n", "people.yml:1: expected 'join' or 'part', got 'merge'"),
]


@pytest.mark.parametrize(("name", "text", "message"), UNKNOWN)
def test_an_unknown_key_is_a_problem_with_its_line_and_the_run_goes_on(
    toys: Path, name: str, text: str, message: str
) -> None:
    (toys / name).write_text(text, "utf-8")
    docs = toys.parent / "docs"
    said = command("build", "--sources", toys, "--docs", docs)
    assert said.exit_code == 1
    assert [message in line for line in said.stderr.splitlines()].count(True) == 1
    assert (docs / "papers" / "counting-sheep.md").is_file()


@pytest.mark.parametrize(
    "arguments",
    [["build", "--nonsense"], ["nonsense"], ["dedupe"], ["search"], ["new"], ["build", "extra"]],
)
def test_wrong_use_has_an_exit_code_of_its_own(arguments: list[str]) -> None:
    assert command(*arguments).exit_code == 2


def test_sources_that_are_not_there_are_one_line(tmp_path: Path) -> None:
    said = command("build", "--sources", tmp_path / "none", "--docs", tmp_path / "docs")
    assert (said.exit_code, len(said.stderr.splitlines())) == (1, 1)
    assert "expected a folder of listings" in said.stderr


def test_docs_that_are_a_file_are_one_line(toys: Path) -> None:
    (toys.parent / "docs").write_text("")
    with pytest.raises(BuilderError, match="docs: cannot write: File exists"):
        build(
            Project(
                sources=toys,
                docs=toys.parent / "docs",
                templates=ROOT / "templates",
                config=ROOT / "mkdocs.yml",
            ),
            Problems(),
        )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "paper.md.j2").write_text("{% if %}"), "paper.md.j2:1: "),
        (lambda folder: (folder / "paper.md.j2").write_text("{{ nothing }}"), "is undefined"),
    ],
    ids=["not Jinja", "unknown name"],
)
def test_a_broken_template_is_one_line(
    toys: Path, change: object, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = toys.parent / "root"
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copy(ROOT / "mkdocs.yml", root)
    change(root / "templates")  # type: ignore[operator]
    monkeypatch.chdir(root)
    said = command("build", "--sources", toys, "--docs", toys.parent / "docs")
    assert (said.exit_code, len(said.stderr.splitlines())) == (1, 1)
    assert message in said.stderr


def test_a_page_of_the_owner_that_is_not_utf8_is_one_line(toys: Path) -> None:
    docs = toys.parent / "docs"
    docs.mkdir()
    (docs / "about.md").write_bytes(b"caf\xe9")
    said = command("build", "--sources", toys, "--docs", docs)
    assert (said.exit_code, len(said.stderr.splitlines())) == (1, 1)
    assert "about.md" in said.stderr


def test_mkdocs_says_the_same_line_and_fails(toys: Path) -> None:
    (toys / "tags.yml").write_text("tags: [\n", "utf-8")
    config = prepare_site(toys.parent / "project", toys)
    done = run("mkdocs", "build", "--quiet", "-f", str(config), cwd=ROOT)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) <= 2
    assert "tags.yml:2: not valid YAML" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("catalogue", [["a"], {"color": "red"}, "x"])
def test_mkdocs_refuses_settings_of_the_catalogue_that_there_are_not(
    toys: Path, catalogue: object
) -> None:
    path = prepare_site(toys.parent / "project", toys)
    settings = yaml.safe_load(path.read_text("utf-8"))
    settings["extra"]["catalogue"] = catalogue
    path.write_text(yaml.safe_dump(settings), "utf-8")
    if isinstance(catalogue, dict):
        with pytest.raises(PluginError, match=r"extra\.catalogue: expected one of"):
            on_pre_build(load_config(str(path)))
    else:
        with pytest.raises(PluginError, match="catalogue: expected settings, got"):
            on_pre_build(load_config(str(path)))


def test_a_disk_that_fills_while_mkdocs_writes_is_one_line() -> None:
    with pytest.raises(PluginError, match=r"site/x: cannot read or write: No space left"):
        on_build_error(error=OSError(28, "No space left on device", "site/x"))
    on_build_error(error=ValueError("not ours"))


def test_a_check_reports_all_of_it_at_once(toys: Path) -> None:
    for name, text, _ in UNKNOWN[1:]:
        (toys / name).write_text(text, "utf-8")
    problems = Problems()
    gather(
        Project(
            sources=toys,
            docs=toys.parent / "docs",
            templates=ROOT / "templates",
            config=ROOT / "mkdocs.yml",
        ),
        problems,
    )
    assert {Path(problem.origin.file).name for problem in problems} >= {n for n, _, _ in UNKNOWN}
