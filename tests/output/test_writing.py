from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from builder.model.export import ExportFile
from builder.model.problems import BuilderError
from builder.output.writing import WriteReport, write_files


def files(**contents: str) -> Iterator[ExportFile]:
    """`papers__a="x"` stands for the file `papers/a.md`."""
    for name, text in contents.items():
        yield ExportFile(path=name.replace("__", "/") + ".md", content=text.encode())


def test_a_second_write_writes_nothing(tmp_path: Path) -> None:
    assert write_files([lambda: files(papers__a="x")], tmp_path, ["papers"]) == WriteReport(
        written=1, unchanged=0, removed=0
    )
    os.utime(tmp_path / "papers/a.md", ns=(0, 0))
    assert write_files([lambda: files(papers__a="x")], tmp_path, ["papers"]) == WriteReport(
        written=0, unchanged=1, removed=0
    )
    assert (tmp_path / "papers/a.md").stat().st_mtime_ns == 0


def test_what_nobody_produced_goes_and_what_people_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("by hand")
    all_ = partial(files, papers__a="x", papers__b="y", tags__deep__er__t="z", index="i")
    write_files([all_], tmp_path, OWNED)
    report = write_files([lambda: files(papers__a="x")], tmp_path, OWNED)
    assert report.removed == 3
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.md", "about.md", "papers"]


OWNED = ["papers", "tags", "index.md"]


def test_a_path_outside_the_owned_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuilderError, match="expected a path below one of"):
        write_files([lambda: files(about="x")], tmp_path, OWNED)


@pytest.mark.parametrize("least", [2, 99], ids=["on all cores", "in this process"])
def test_two_files_on_one_path_are_refused(tmp_path: Path, least: int) -> None:
    one, other = partial(files, papers__a="x"), partial(files, papers__a="y")
    for batches in ([one, other], [lambda: [*one(), *other()]]):
        with pytest.raises(BuilderError, match=r"papers/a\.md: produced twice"):
            write_files(batches, tmp_path, OWNED, least=least)


@pytest.mark.parametrize("least", [2, 99], ids=["on all cores", "in this process"])
def test_batches_are_written_and_counted_together(tmp_path: Path, least: int) -> None:
    batches = [partial(files, **{f"papers__{name}": name}) for name in "abcde"]
    write_files(batches[:2], tmp_path, OWNED, least=least)
    report = write_files(batches[1:], tmp_path, OWNED, least=least)
    assert report == WriteReport(written=3, unchanged=1, removed=1)
    assert {path.stem: path.read_text() for path in tmp_path.glob("papers/*")} == {
        name: name for name in "bcde"
    }


def test_a_disk_that_refuses_is_one_clear_line_and_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file where the folder should be")
    with pytest.raises(BuilderError, match="cannot write"):
        write_files([lambda: files(papers__a="x")], tmp_path, OWNED)
    assert not list(tmp_path.glob("**/.writing-*"))
