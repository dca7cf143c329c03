from __future__ import annotations

import json
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from builder.meaning import read_learnt
from builder.meaning.learnt import Learnt, make_key, text_of_paper, write_learnt
from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.output.build_cache import hash_inputs
from builder.pipeline import gather
from builder.search import index_catalogue, search
from tests.library import SOURCES, toy_project
from tests.library.meaning import make_up_meaning
from tests.papers import paper

FILES = "learnt.json", "papers.npz", "words.npz"


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> Learnt:
    return make_up_meaning(catalogue.papers, catalogue.tags)


@pytest.fixture
def folder(made: Learnt, tmp_path: Path) -> Path:
    write_learnt(tmp_path / "meaning", made)
    return tmp_path / "meaning"


def read(folder: Path) -> tuple[Learnt | None, list[str]]:
    problems = Problems()
    learnt = read_learnt(folder, problems)
    return learnt, [str(problem) for problem in problems]


def change(path: Path, **arrays: Any) -> None:
    """Write an archive again, with other arrays; those that are None are left out."""
    with np.load(path) as archive:
        kept = {**archive, **arrays}
    np.savez(path, **{name: array for name, array in kept.items() if array is not None})


def test_what_is_written_is_read(made: Learnt, folder: Path) -> None:
    learnt, problems = read(folder)
    assert problems == []
    assert learnt
    assert (learnt.keys, learnt.origin) == (made.keys, made.origin)
    assert learnt.encoder.words == made.encoder.words
    assert learnt.encoder.gain == made.encoder.gain
    assert (learnt.vectors == made.vectors).all()
    assert (learnt.projection == made.projection).all()
    for name in ("rows", "scales", "inner", "inner_bias", "outer", "outer_bias"):
        one, other = getattr(learnt.encoder, name), getattr(made.encoder, name)
        assert (one == other).all(), name
        assert one.dtype == other.dtype, name


def test_the_same_is_written_in_the_same_bytes(made: Learnt, folder: Path, tmp_path: Path) -> None:
    write_learnt(tmp_path / "other", made)
    for name in FILES:
        assert (tmp_path / "other" / name).read_bytes() == (folder / name).read_bytes()


def test_nothing_learnt_is_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path / "nowhere") == (None, [])


def test_a_key_depends_on_title_and_abstract() -> None:
    texts = [text_of_paper(paper(*text)) for text in (("a", "T", "A"), ("b", "T", "A"), ("a", "T"))]
    assert texts == ["T. A", "T. A", "T. An abstract."]
    assert make_key("T. A") == make_key("T. A") != make_key("T. B")
    assert len(make_key("\ud800")) == 16


def one_problem(folder: Path) -> str:
    learnt, problems = read(folder)
    assert learnt is None
    [problem] = problems
    assert "\n" not in problem
    assert problem.startswith(f"{folder}: cannot be read: ")
    assert problem.endswith("; run `python -m builder learn`")
    return problem


@pytest.mark.parametrize("name", ["papers.npz", "words.npz"])
def test_a_missing_file_is_one_problem(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert name in one_problem(folder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.95])
def test_a_truncated_file_is_one_problem(folder: Path, name: str, share: float) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: int(len(content) * share)])
    one_problem(folder)


@pytest.mark.parametrize(
    "content", ["[]", '"text"', "7", "null", "{", '{"format": 2}', "{}", '{"format": "1"}', "\0"]
)
def test_a_file_that_does_not_say_our_format_is_one_problem(folder: Path, content: str) -> None:
    (folder / "learnt.json").write_text(content)
    one_problem(folder)


def test_another_format_is_named(folder: Path) -> None:
    (folder / "learnt.json").write_text('{"format": 2}')
    assert "expected format 1, got 2" in one_problem(folder)
    (folder / "learnt.json").write_text("[1]")
    assert "learnt.json: expected an object" in one_problem(folder)


@pytest.mark.parametrize(
    ("file", "arrays"),
    [
        ("papers.npz", {"keys": None}),
        ("papers.npz", {"vectors": np.zeros((3, 64), np.int8)}),
        ("papers.npz", {"vectors": np.zeros(64, np.int8)}),
        ("papers.npz", {"vectors": np.int8(0)}),
        ("papers.npz", {"keys": np.zeros((2, 2, 2), np.uint8)}),
        ("words.npz", {"words": np.frombuffer(b"one\ntwo", np.uint8)}),
        ("words.npz", {"words": np.frombuffer(b"\xff\xfe", np.uint8)}),
        ("words.npz", {"projection": np.zeros((64, 47), np.int16)}),
        ("words.npz", {"projection": np.zeros((64, 48), np.float32)}),
        ("words.npz", {"projection": np.int16(1)}),
        ("words.npz", {"inner": np.zeros(48, np.int8)}),
        ("words.npz", {"outer": np.zeros((24, 47), np.int8)}),
        ("words.npz", {"outer_bias": np.zeros(24, np.int64)}),
        ("words.npz", {"rows": None}),
        ("words.npz", {"gain": np.zeros(3)}),
        ("words.npz", {"gain": np.int64(0)}),
    ],
)
def test_other_shapes_are_one_problem(folder: Path, file: str, arrays: dict[str, Any]) -> None:
    change(folder / file, **arrays)
    one_problem(folder)


def test_pickled_arrays_are_refused(folder: Path) -> None:
    with np.load(folder / "papers.npz") as archive:
        keys = archive["keys"]
    np.savez(folder / "papers.npz", keys=keys, vectors=np.array([{}, print], object))
    assert "Object arrays cannot be loaded" in one_problem(folder)
    (folder / "papers.npz").write_bytes(b"cbuiltins\nprint\n(S'called'\ntR.")
    assert "pickled" in one_problem(folder)


def test_a_single_array_in_place_of_an_archive_is_one_problem(folder: Path) -> None:
    file = BytesIO()
    np.save(file, np.zeros(3))
    (folder / "papers.npz").write_bytes(file.getvalue())
    one_problem(folder)


def test_a_changed_byte_is_a_problem_or_harmless(folder: Path) -> None:
    content = (folder / "papers.npz").read_bytes()
    chance = np.random.default_rng(0)
    for at in map(int, chance.integers(0, len(content), 150)):
        changed = content[:at] + bytes([content[at] ^ int(chance.integers(1, 256))])
        (folder / "papers.npz").write_bytes(changed + content[at + 1 :])
        learnt, problems = read(folder)
        assert (learnt is None) == (len(problems) == 1)


def test_a_build_goes_on_with_words_where_the_files_are_damaged(
    made: Learnt, tmp_path: Path, catalogue: Catalogue
) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(SOURCES, sources)
    write_learnt(sources / "meaning", made)
    project = replace(toy_project(), sources=sources)
    assert gather(project, Problems()).meaning
    (sources / "meaning" / "words.npz").write_bytes(b"")
    problems = Problems()
    gathered = gather(project, problems)
    assert len(tuple(problems)) == 1
    assert gathered.meaning is None
    assert gathered.assignments == catalogue.assignments
    assert gathered.related == catalogue.related
    query = "lanterns of the harbour"
    assert search(index_catalogue(gathered), query) == search(index_catalogue(catalogue), query)


def test_a_build_depends_on_what_was_learnt(made: Learnt, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(SOURCES, sources)
    project = replace(toy_project(), sources=sources)

    def inputs() -> str:
        return str(hash_inputs((project.sources,), gather(project, Problems()).site))

    before = inputs()
    write_learnt(sources / "meaning", made)
    learnt = inputs()
    vectors = made.vectors.copy()
    vectors[0, 0] += 1
    write_learnt(sources / "meaning", replace(made, vectors=vectors))
    assert len({before, learnt, inputs()}) == 3


def test_the_files_say_where_they_came_from(folder: Path) -> None:
    text = (folder / "learnt.json").read_text("utf-8")
    assert text.endswith("}\n")
    assert list(json.loads(text)) == sorted(json.loads(text))
