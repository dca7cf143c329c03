"""`python -m builder suggest-tags`, from the papers to a `tags.yml` that a build takes."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builder.__main__ import main
from builder.model.problems import Problems
from builder.pipeline import gather
from builder.tagging import read_vocabulary
from tests.library import SOURCES, toy_project


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(main, ["suggest-tags", *map(str, arguments)])


@pytest.fixture(scope="module")
def suggested() -> str:
    done = run("--sources", SOURCES)
    assert done.exit_code == 0
    return str(done.stdout)


def test_a_build_takes_it_and_gives_as_many_papers_as_it_says(
    suggested: str, tmp_path: Path
) -> None:
    shutil.copytree(SOURCES / "listings", tmp_path / "listings")
    (tmp_path / "tags.yml").write_text(suggested, "utf-8")
    problems = Problems()
    assert read_vocabulary(tmp_path, problems).tags
    assert tuple(problems) == ()
    catalogue = gather(replace(toy_project(), sources=tmp_path), Problems())
    counts = Counter(one.tag for given in catalogue.assignments.values() for one in given)
    said = re.findall(r"# ([\d,]+) papers?, such as\n(?:  # .*\n)+  - slug: (\S+)", suggested)
    assert {slug: int(count) for count, slug in said} == counts
    assert len(said) == len(catalogue.tags)


def test_what_the_owner_wrote_makes_no_difference(suggested: str, tmp_path: Path) -> None:
    shutil.copytree(SOURCES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tags.yml").unlink()
    (tmp_path / "tag_assignments.yml").unlink()
    assert run("--sources", tmp_path).stdout == suggested


def test_it_names_examples(suggested: str) -> None:
    titles = {paper.title.plain for paper in gather(toy_project(), Problems()).papers}
    examples = re.findall(r"^  #   (.*)$", suggested, re.M)
    assert examples
    assert all(any(t.startswith(one.rstrip("…")) for t in titles) for one in examples)


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "tags.yml"
    path.write_text("the owner's", "utf-8")
    done = run("--sources", SOURCES, "--to", path)
    assert done.exit_code == 1
    assert "is there already" in done.stderr
    assert path.read_text("utf-8") == "the owner's"


def test_a_new_file_is_written(suggested: str, tmp_path: Path) -> None:
    path = tmp_path / "new.yml"
    assert run("--sources", SOURCES, "--to", path).exit_code == 0
    assert path.read_text("utf-8") == suggested


def test_without_papers_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "listings").mkdir()
    done = run("--sources", tmp_path)
    assert done.exit_code == 1
    assert "there are no papers yet; save a listing there" in done.stderr


def test_one_paper_suggests_nothing_and_that_is_said(tmp_path: Path) -> None:
    write_listing(tmp_path, ["Bees"])
    done = run("--sources", tmp_path)
    assert done.exit_code == 1
    assert "too little in common" in done.stderr


def test_ten_papers_with_hostile_titles_give_a_file_that_is_read(tmp_path: Path) -> None:
    ugly = (
        "\u2028 x: - y",
        "# [a, b",
        "\x07{",
        "\x85}",
        "'\"",
        "🔥",
        "null",
        "---",
        "& *",
        "a\n b",
    )
    write_listing(
        tmp_path,
        [f"{('Waggle dance', 'Harbour')[at % 2]}: no {sign} end" for at, sign in enumerate(ugly)],
    )
    text = run("--sources", tmp_path).stdout
    (tmp_path / "tags.yml").write_text(text, "utf-8")
    problems = Problems()
    assert read_vocabulary(tmp_path, problems).tags
    assert tuple(problems) == ()


def write_listing(sources: Path, titles: list[str]) -> None:
    (sources / "listings").mkdir()
    lines = (
        json.dumps({"title": title, "abstract": f"Paper {at} tells of hives."})
        for at, title in enumerate(titles)
    )
    (sources / "listings" / "some.jsonl").write_text("\n".join(lines), "utf-8")
