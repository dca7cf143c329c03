"""A new owner's catalogue, made and built as its owner would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from builder.__main__ import main
from builder.commands.new import create_catalogue
from builder.model.problems import BuilderError
from builder.settings.site import read_yaml
from tests import ROOT

NAME = 'Knots & "Loops": a catalogue'
URL = "https://owner.example/knots"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("owner") / "knots"
    done = CliRunner().invoke(main, ["new", str(folder), "--name", NAME, "--url", URL])
    assert done.exit_code == 0, done.output
    yield folder


def ran(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "SITE_URL")}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**environment, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )


def test_a_new_catalogue_builds_without_a_word_from_its_own_folder(made: Path) -> None:
    done = ran(made, "mkdocs", "build", "--quiet", "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    home = (made / "site" / "index.html").read_text("utf-8")
    assert "Knots &amp; " in home
    sheet = (made / "site" / "assets" / "stylesheets" / "site.css").read_text("utf-8")
    assert sheet.count("--catalogue-accent:#0d5c54") == 1
    assert "https://owner.example/knots/" in (made / "site" / "sitemap.xml").read_text("utf-8")
    papers = {path.parent.name for path in (made / "site").glob("papers/*/index.html")}
    assert "counting-sheep-with-wooden-machines-a-benchmark" in papers


def test_a_new_catalogue_serves_nothing_of_others_but_what_its_page_of_licences_names(
    made: Path,
) -> None:
    def below(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}

    theirs = below(made / "site" / "assets") - below(made / "docs" / "assets")
    stems = {name.split(".")[0] for name in theirs}
    material = {"stylesheets/main", "stylesheets/palette", "images/favicon"}
    assert stems == {*material, "stylesheets/site", "javascripts/site"}
    licences = (made / "site" / "licences" / "index.html").read_text("utf-8")
    texts = set(re.findall(r'href="\.\./(assets/[^"]+\.txt)"', licences))
    assert len(texts) == 5
    assert all((made / "site" / text).is_file() for text in texts)


def test_a_new_catalogue_has_nothing_to_be_mended(made: Path) -> None:
    done = ran(made, "builder", "check")
    assert done.returncode == 0, done.stderr
    assert "3 papers from 1 listings" in done.stdout
    assert "no paper has it" not in done.stdout


def test_a_new_catalogue_holds_nothing_of_the_old_one(made: Path) -> None:
    assert [path.name for path in (made / "sources" / "listings").iterdir()] == ["first_steps.bib"]
    assert not (made / "tests").exists()
    by_hand = "".join(path.read_text("utf-8") for path in (made / "docs").glob("*.md"))
    assert "reciprocal rank" not in by_hand
    config = read_yaml(made / "mkdocs.yml")
    ours = read_yaml(ROOT / "mkdocs.yml")
    assert config["site_name"] == NAME
    assert ours["site_name"] not in (made / "mkdocs.yml").read_text("utf-8")
    assert {**config["theme"], **config["extra"]["catalogue"]}.keys() >= ours["theme"].keys()


def test_a_fault_is_named_by_its_file_as_seen_from_the_catalogue(made: Path) -> None:
    broken = made / "sources" / "listings" / "broken.bib"
    broken.write_text("@article{a, title = {Knots}, year = {19x5}}\n")
    done = ran(made, "builder", "check")
    broken.unlink()
    assert done.returncode == 1
    assert done.stderr.startswith("sources/listings/broken.bib:1: field 'year': expected")


def test_what_a_new_catalogue_runs_exists(made: Path) -> None:
    makefile = (made / "Makefile").read_text("utf-8")
    for path in (made / ".github" / "workflows").glob("*.yml"):
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            for step in job["steps"]:
                words = step.get("run", "make site").split()
                if words[0] == "make":
                    assert f"\n{words[1]}: " in makefile
                elif words[0] != "gh":
                    assert os.access(made / words[0], os.X_OK)
    for target in ("test", "bench", "audit"):
        assert f"\n{target}:" not in makefile


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    done = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert done.exit_code == 1
    assert done.stderr == f"error: {tmp_path}: expected a new or an empty folder\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("name", "url", "message"),
    [
        ("Knots", "javascript:alert(1)", "--url: expected an http or https address"),
        ("Knots", "owner.example", "--url: expected an http or https address"),
        ("  ", URL, "--name: expected a name"),
        ("a\nb", URL, "--name: expected a name"),
    ],
)
def test_a_name_or_an_address_that_is_none_is_refused(
    tmp_path: Path, name: str, url: str, message: str
) -> None:
    with pytest.raises(BuilderError, match=message):
        create_catalogue(tmp_path / "new", name, url)
    assert not (tmp_path / "new").exists()


def test_a_catalogue_inside_this_project_is_refused() -> None:
    with pytest.raises(BuilderError, match="outside this project"):
        create_catalogue(ROOT / "knots", "Knots", URL)


def test_a_disk_that_refuses_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BuilderError, match="cannot write: Not a directory"):
        create_catalogue(tmp_path / "file" / "new", "Knots", URL)
