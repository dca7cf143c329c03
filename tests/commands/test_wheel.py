"""The wheel: all that the program needs, nothing else, the same bytes wherever it is made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder import __version__
from builder.commands.wheel import pack_wheel, read_wheel
from builder.model.problems import BuilderError
from builder.model.project import PAGES_BY_HAND
from tests import ROOT
from tests.wheels import install, run, wheel

FILES = read_wheel(wheel())
INFO = f"paper_catalogue-{__version__}.dist-info/"
MOST = 2_000_000
"""Bytes of a wheel that one still puts into a catalogue's repository."""


def test_a_wheel_has_no_tests_sources_caches_or_anything_of_this_owner() -> None:
    tops = {name.split("/")[1] for name in FILES if not name.startswith(INFO)}
    assert not tops & {"tests", "bench", "site", "dist", ".ci"}
    assert not [name for name in FILES if "__pycache__" in name or name.endswith(".pyc")]
    assert "paper_catalogue/mkdocs_site/hook.py" not in FILES
    starting = {name for name in FILES if "/sources/" in name}
    assert starting == {
        f"paper_catalogue/start/sources/{name}"
        for name in ("README.md", "listings.yml", "tags.yml", "listings/first_steps.bib")
    }


def test_a_wheel_has_every_template_asset_and_page_by_hand() -> None:
    for folder in ("templates", "docs/assets"):
        paths = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        names = {f"paper_catalogue/{path.relative_to(ROOT).as_posix()}" for path in paths}
        assert names <= set(FILES)
    for name, path in PAGES_BY_HAND.items():
        packed = [FILES[each] for each in FILES if each.endswith(f"/{name}")]
        assert path.read_bytes() in packed


def test_a_wheel_is_small_and_names_what_it_needs() -> None:
    assert len(wheel()) < MOST
    metadata = FILES[f"{INFO}METADATA"].decode()
    needed = set(re.findall(r"^Requires-Dist: ([\w.-]+)[^;\n]*$", metadata, re.M))
    locked = (ROOT / "requirements" / "site.txt").read_text("utf-8")
    assert "mkdocs-material" in needed
    assert [name for name in needed if f"\n{name.lower()}==" not in f"\n{locked}"] == []


def test_the_installed_program_writes_the_wheel_it_came_from(tmp_path: Path) -> None:
    program = install(wheel(), tmp_path / "installed")
    (program / "paper_catalogue" / "__pycache__").mkdir()
    (program / "paper_catalogue" / "__pycache__" / "x.pyc").write_bytes(b"x")
    done = run(program, tmp_path, "paper_catalogue", "wheel", "out")
    assert done.returncode == 0, done.stderr
    (written,) = (tmp_path / "out").iterdir()
    assert written.name == f"paper_catalogue-{__version__}-py3-none-any.whl"
    assert written.read_bytes() == wheel()


def test_an_installation_that_is_not_whole_is_one_line(tmp_path: Path) -> None:
    program = install(wheel(), tmp_path / "installed")
    (program / "paper_catalogue" / "LICENSE").unlink()
    done = run(program, tmp_path, "paper_catalogue", "wheel", "out")
    assert done.returncode == 1
    assert done.stderr == (
        "error: paper_catalogue/LICENSE: cannot read: No such file or directory; install again\n"
    )


def test_packing_what_was_packed_changes_nothing() -> None:
    assert pack_wheel(FILES) == wheel()


def test_what_is_no_wheel_is_refused() -> None:
    with pytest.raises(BuilderError, match="expected a wheel"):
        read_wheel(b"PK but no more")


def test_outside_of_any_catalogue_a_sentence_says_so(tmp_path: Path) -> None:
    program = install(wheel(), tmp_path / "installed")
    done = run(program, tmp_path, "paper_catalogue", "site")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "expected a catalogue, a folder with mkdocs.yml, here or above" in done.stderr
    assert "`catalogue new DIR` makes one" in done.stderr
