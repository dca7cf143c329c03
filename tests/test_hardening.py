"""Builds that are killed, that meet each other, that find no room, and that are told nonsense."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder.model.export import ExportFile
from builder.model.problems import BuilderError, Problems
from builder.output import writing
from builder.pipeline import OWNED_NAMES, build
from tests import ROOT

from .builds import make_project
from .processes import Program, run

TAGS = """\
facets:
  - {id: task, name: Task}
tags:
  - {slug: sheep, name: Sheep, facet: task, definition: About sheep.}
"""


def toy_sources(folder: Path, *titles: str) -> Path:
    listings = folder / "listings"
    listings.mkdir(parents=True)
    records = (
        f"@article{{k{n},\n title = {{{title}}},\n abstract = {{We count sheep {n} times.}}\n}}\n"
        for n, title in enumerate(titles)
    )
    (listings / "toys.bib").write_text("\n".join(records), "utf-8")
    (folder / "tags.yml").write_text(TAGS, "utf-8")
    return folder


@pytest.fixture
def toys(tmp_path: Path) -> Path:
    return toy_sources(tmp_path / "sources", "Counting Sheep", "Wooden Abacus", "Knots in String")


def tree(docs: Path) -> dict[str, bytes]:
    return {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in sorted(docs.rglob("*"))
        if path.is_file()
    }


def test_a_build_killed_at_any_moment_leaves_a_state_from_which_the_next_is_right(
    tmp_path: Path,
) -> None:
    old = toy_sources(tmp_path / "old", "Counting Sheep", "Wooden Abacus", "Old Knots")
    new = toy_sources(tmp_path / "new", "Counting Sheep", "Woollen Abacus", "Looms and Looms")
    docs, clean = tmp_path / "docs", tmp_path / "clean"
    (docs / "papers").mkdir(parents=True)
    (docs / ".writing-left").write_text("half")
    (docs / "papers" / ".writing-left").write_text("half")
    done = run("tests.builds", str(old), str(new), str(docs), "14", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    build(make_project(new, clean), Problems())
    assert tree(docs) == tree(clean)


def test_two_builds_at_once_take_turns_and_the_last_word_is_right(toys: Path) -> None:
    docs, clean = toys.parent / "docs", toys.parent / "clean"
    command = ["builder", "build", "--sources", str(toys), "--docs", str(docs)]
    both = [Program(*command, cwd=ROOT) for _ in range(2)]
    ended = [program.wait() for program in both]
    assert [one.returncode for one in ended] == [0, 0], ended
    build(make_project(toys, clean), Problems())
    assert tree(docs) == tree(clean)


def test_a_build_waits_for_the_one_before_it_and_says_so(tmp_path: Path) -> None:
    command = "from pathlib import Path; from builder.output.writing import lock_output\n"
    command += f"with lock_output(Path({str(tmp_path)!r})): print('mine', flush=True)"
    with writing.lock_output(tmp_path):
        other = subprocess.Popen(
            [sys.executable, "-c", command],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert other.stdout and other.stderr
        line = other.stderr.readline()
        assert line == f"{tmp_path}: another build is writing here; waiting for it to finish\n"
        assert other.poll() is None
    said, rest = other.communicate()
    assert (said, rest, other.returncode) == ("mine\n", "", 0)


class Full:
    """A disk with room for so many bytes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
        self.room = room
        self.fdopen = os.fdopen
        monkeypatch.setattr(writing.os, "fdopen", self.open)

    def open(self, handle: int, mode: str) -> Full:
        self.stream = self.fdopen(handle, mode)
        return self

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def write(self, content: bytes) -> None:
        self.stream.write(content[: max(self.room, 0)])
        self.room -= len(content)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_one_clear_line_and_no_half_file(
    toys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = toys.parent / "docs"
    Full(monkeypatch, 20_000)
    with pytest.raises(BuilderError, match=r"^\S+: cannot write: No space left on device$"):
        build(make_project(toys, docs), Problems())
    assert not list(docs.rglob(".writing-*"))
    assert all(path.stat().st_size for path in docs.rglob("*.md"))


def test_a_file_that_may_grow_no_further_ends_the_command_with_one_line(toys: Path) -> None:
    """The system's own limit, since not every machine lets a test fill a disk."""
    arguments = ["builder", "build", "--sources", str(toys), "--docs", str(toys.parent / "docs")]
    limited = f"import resource, runpy, signal, sys; sys.argv = {arguments!r}\n"
    limited += "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
    limited += "runpy.run_module('builder', run_name='__main__')\n"
    done = subprocess.run([sys.executable, "-c", limited], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("cannot write: File too large")
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def read_only(toys: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose disk takes no file; whoever is root may write to a folder without rights."""

    def refuse(**given: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    docs = toys.parent / "docs"
    docs.mkdir()
    monkeypatch.setattr(writing.tempfile, "mkstemp", refuse)
    return docs


def test_docs_that_cannot_be_written_are_one_clear_line(toys: Path, read_only: Path) -> None:
    with pytest.raises(BuilderError, match=r"docs/.*: cannot write: Read-only file system$"):
        build(make_project(toys, read_only), Problems())


def test_a_folder_of_the_owner_is_never_taken_for_the_builders_own(toys: Path) -> None:
    with pytest.raises(BuilderError, match="expected another folder"):
        build(make_project(toys, toys.parent), Problems())
    assert (toys / "listings" / "toys.bib").is_file()


def test_a_link_out_of_docs_is_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "precious").write_text("x")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "papers").symlink_to(mine)
    with pytest.raises(BuilderError, match="expected no symbolic link"):
        writing.write_files([], docs, ["papers"])
    assert (mine / "precious").is_file()


def test_a_link_inside_a_generated_folder_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "precious").write_text("x")
    (tmp_path / "docs" / "papers").mkdir(parents=True)
    (tmp_path / "docs" / "papers" / "link").symlink_to(mine)
    assert writing.write_files([], tmp_path / "docs", ["papers"]).removed == 1
    assert (mine / "precious").is_file()


@pytest.mark.parametrize("path", ["papers/../../x.md", "../x.md", "/x.md", ""])
def test_no_path_leads_out_of_docs(tmp_path: Path, path: str) -> None:
    file = ExportFile(path=path, content=b"")
    with pytest.raises(BuilderError, match="expected a path below one of"):
        writing.write_files([lambda: [file]], tmp_path / "docs", OWNED_NAMES)
