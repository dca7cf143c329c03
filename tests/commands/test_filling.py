"""A new catalogue begins with the owner's papers instead of toys."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.__main__ import main
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import gather
from tests.services.server import Reply, as_json, serving


def new(folder: Path, origin: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["new", str(folder), "--from", origin])
    return done.exit_code, done.output


def titles(folder: Path) -> list[str]:
    problems = Problems()
    found = gather(Project.around(folder / "sources"), problems)
    assert not problems, list(problems)
    return [paper.title.plain for paper in found.papers]


def test_a_file_becomes_the_only_listing(tmp_path: Path) -> None:
    library = tmp_path / "library.bib"
    library.write_text("@misc{a, title={Rye and Wheat}}\n", "utf-8")
    code, said = new(tmp_path / "own", str(library))
    assert code == 0, said
    assert titles(tmp_path / "own") == ["Rye and Wheat"]


def test_a_subscription_is_kept_and_asked(tmp_path: Path) -> None:
    with serving() as server:
        server.reply = lambda seen: as_json([{"title": "Rye and Wheat"}])
        code, said = new(tmp_path / "own", f"file:{server.address}/papers.json")
    assert code == 0, said
    assert "papers: 1 new paper" in said
    assert titles(tmp_path / "own") == ["Rye and Wheat"]
    assert "/papers.json" in (tmp_path / "own" / "sources" / "subscriptions.yml").read_text("utf-8")


def test_where_nothing_comes_the_toys_stay(tmp_path: Path) -> None:
    with serving() as server:
        server.reply = lambda seen: Reply(status=403)
        code, said = new(tmp_path / "own", f"file:{server.address}/papers.json")
    assert code == 1
    assert "papers: it refuses (HTTP 403); try again" in said
    assert len(titles(tmp_path / "own")) == 3


@pytest.mark.parametrize("origin", ["bing:rye", "arxiv:", "none.bib"])
def test_what_is_neither_is_refused_and_nothing_made(origin: str, tmp_path: Path) -> None:
    code, said = new(tmp_path / "own", origin)
    assert (code, said.startswith("error: --from: expected a file, or one of")) == (1, True)
    assert not (tmp_path / "own").exists()
