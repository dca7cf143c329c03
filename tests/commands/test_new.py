"""A new owner's catalogue, made and built as its owner would."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from builder.__main__ import main
from builder.commands.new import create_catalogue
from builder.model.problems import BuilderError
from builder.pipeline import OWNED_NAMES
from builder.settings.site import read_yaml
from tests import ROOT
from tests.commands.test_suggestion import fill_in
from tests.wheels import install, read_tree, run, wheel

NAME = 'Knots & "Loops": a catalogue'
URL = "https://owner.example/knots"
ABACUS = "a-survey-of-the-wooden-abacus"
KNOTS = "Learning to Tie Knots in String"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the program is installed."""
    return install(wheel(), tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def untouched(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new catalogue as it was made."""
    folder = tmp_path_factory.mktemp("owner") / "knots"
    words = ("new", str(folder), "--name", NAME, "--url", URL)
    done = run(program, folder.parent, "paper_catalogue", *words)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def made(untouched: Path, program: Path) -> Path:
    """The same, built with MkDocs alone."""
    folder = untouched.parent / "built"
    shutil.copytree(untouched, folder)
    done = run(program, folder, "mkdocs", "build", "--quiet", "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


def test_a_new_catalogue_is_small_and_its_settings_are_the_owners_things(untouched: Path) -> None:
    assert len(read_tree(untouched)) < 20
    config = (untouched / "mkdocs.yml").read_text("utf-8")
    assert len(config.splitlines()) < 40
    settings = read_yaml(untouched / "mkdocs.yml")
    assert settings["site_name"] == NAME
    assert settings.keys() <= {
        *("site_name", "site_description", "site_author", "site_url", "extra", "plugins")
    }
    assert settings["extra"].keys() == {"catalogue"}


def test_a_new_catalogue_builds_without_a_word_from_its_own_folder(made: Path) -> None:
    home = (made / "site" / "index.html").read_text("utf-8")
    assert "Knots &amp; " in home
    sheet = (made / "site" / "assets" / "stylesheets" / "site.css").read_text("utf-8")
    assert sheet.count("--catalogue-accent:#0d5c54") == 1
    assert "https://owner.example/knots/" in (made / "site" / "sitemap.xml").read_text("utf-8")
    papers = {path.parent.name for path in (made / "site").glob("papers/*/index.html")}
    assert "counting-sheep-with-wooden-machines-a-benchmark" in papers


def test_the_checkout_makes_the_same_catalogue_and_the_same_site_to_the_byte(
    untouched: Path, made: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    done = run(ROOT, ROOT, "builder", "new", str(copy), "--name", NAME, "--url", URL)
    assert done.returncode == 0, done.stderr
    assert read_tree(copy) == read_tree(untouched)
    (copy / "sources" / "deep").mkdir()
    done = run(ROOT, copy / "sources" / "deep", "builder", "site", "--strict")
    assert done.returncode == 0, done.stderr
    theirs, ours = (
        {name: text for name, text in read_tree(folder / "site").items() if "sitemap" not in name}
        for folder in (made, copy)
    )
    assert theirs == ours


def test_a_new_catalogue_serves_nothing_of_others_but_what_its_page_of_licences_names(
    made: Path,
) -> None:
    assets = made / "site" / "assets"
    served = {path.relative_to(assets).as_posix() for path in assets.rglob("*.*")}
    our_assets = ROOT / "docs" / "assets"
    ours = {path.relative_to(our_assets).as_posix() for path in our_assets.rglob("*.*")}
    stems = {name.split(".")[0] for name in served - ours}
    material = {"stylesheets/main", "stylesheets/palette", "images/favicon"}
    assert stems == {*material, "stylesheets/site", "javascripts/site"}
    licences = (made / "site" / "licences" / "index.html").read_text("utf-8")
    texts = set(re.findall(r'href="\.\./(assets/[^"]+\.txt)"', licences))
    assert len(texts) == 5
    assert all((made / "site" / text).is_file() for text in texts)


def test_a_new_catalogue_has_nothing_to_be_mended(made: Path, program: Path) -> None:
    done = run(program, made, "paper_catalogue", "check")
    assert done.returncode == 0, done.stderr
    assert "3 papers from 1 listings" in done.stdout
    assert "no paper has it" not in done.stdout


def test_a_new_catalogue_holds_nothing_of_the_old_one(untouched: Path) -> None:
    assert {path.name for path in (untouched / "sources").iterdir()} == {
        *("README.md", "listings", "listings.yml", "tags.yml")
    }
    assert [path.name for path in (untouched / "sources" / "listings").iterdir()] == [
        "first_steps.bib"
    ]
    about = (untouched / "docs" / "about.md").read_text("utf-8")
    assert "reciprocal rank" not in about
    ours = read_yaml(ROOT / "mkdocs.yml")
    assert ours["site_name"] not in (untouched / "mkdocs.yml").read_text("utf-8")


def test_git_ignores_what_is_built_and_nothing_else(made: Path, untouched: Path) -> None:
    ignored = (untouched / ".gitignore").read_text("utf-8").splitlines()
    by_hand = read_tree(untouched)
    built = {name for name in read_tree(made) if name not in by_hand}
    for name in built:
        assert any(f"/{name}/".startswith(f"{line.rstrip('/')}/") for line in ignored), name
    assert {f"/docs/{name}" for name in OWNED_NAMES} <= set(ignored)


def test_the_lock_names_the_wheel_and_its_hash_and_all_that_it_needs(untouched: Path) -> None:
    (packed,) = (untouched / "vendor").iterdir()
    lock = (untouched / "requirements.txt").read_text("utf-8")
    digest = hashlib.sha256(packed.read_bytes()).hexdigest()
    assert f"./vendor/{packed.name} \\\n    --hash=sha256:{digest}\n" in lock
    assert lock.endswith((ROOT / "requirements" / "site.txt").read_text("utf-8"))
    assert not re.search(r"https?://", lock)


def test_a_fault_is_named_by_its_file_as_seen_from_the_catalogue(made: Path, program: Path) -> None:
    broken = made / "sources" / "listings" / "broken.bib"
    broken.write_text("@article{a, title = {Knots}, year = {19x5}}\n")
    done = run(program, made, "paper_catalogue", "check")
    broken.unlink()
    assert done.returncode == 1
    assert done.stderr.startswith("sources/listings/broken.bib:1: field 'year': expected")


@pytest.mark.parametrize(
    ("form", "values", "file"),
    [
        ("wrong-field", {"paper": ABACUS, "value": "A survey"}, "corrections.yml"),
        ("wrong-tag", {"paper": ABACUS, "tag": "benchmark"}, "tag_assignments.yml"),
        (
            "wrong-merge",
            {"paper": ABACUS, "other": "Learning to Tie Knots in String"},
            "same_work.yml",
        ),
        ("missing-paper", {"paper": "Salt"}, "listings/suggested.jsonl"),
    ],
)
def test_a_suggestion_makes_the_file_that_it_needs(
    untouched: Path, tmp_path: Path, form: str, values: dict[str, str], file: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(untouched, copy)
    (tmp_path / "issue.md").write_text(fill_in(form, **values), "utf-8")
    words = ["apply-suggestion", str(tmp_path / "issue.md"), "--sources", str(copy / "sources")]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.stderr
    assert not (untouched / "sources" / file).exists()
    assert (copy / "sources" / file).is_file()


def test_the_workflows_of_a_new_catalogue_run_commands_that_exist(untouched: Path) -> None:
    for path in (untouched / ".github" / "workflows").glob("*.yml"):
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            for step in job["steps"]:
                for command in re.findall(r"^ *catalogue ([a-z][\w-]*)", step.get("run", ""), re.M):
                    assert command in main.commands


def test_the_workflows_of_a_new_catalogue_pin_the_actions_that_ours_do(untouched: Path) -> None:
    def pins(folder: Path) -> set[str]:
        texts = [path.read_text("utf-8") for path in folder.glob("*.yml")]
        return {pin for text in texts for pin in re.findall(r"uses: (.+)", text)}

    ours = pins(ROOT / ".github" / "workflows")
    theirs = pins(untouched / ".github" / "workflows")
    assert theirs <= ours
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", pin) for pin in theirs)


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
        create_catalogue(tmp_path / "new", name, url, OWNED_NAMES)
    assert not (tmp_path / "new").exists()


def test_a_catalogue_inside_this_project_is_refused() -> None:
    with pytest.raises(BuilderError, match="outside this project"):
        create_catalogue(ROOT / "knots", "Knots", URL, OWNED_NAMES)


def test_a_disk_that_refuses_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BuilderError, match="cannot write: Not a directory"):
        create_catalogue(tmp_path / "file" / "new", "Knots", URL, OWNED_NAMES)
