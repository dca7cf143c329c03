"""The whole of `learn` on the toy library with a tiny model."""

from __future__ import annotations

import errno
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from builder.__main__ import main
from builder.commands.learn import learn_catalogue
from builder.learning import training_texts
from builder.learning.sentence_model import SentenceModel
from builder.meaning.learnt import make_key, read_learnt, text_of_paper
from builder.model.problems import BuilderError, Problems
from builder.model.project import Project
from builder.pipeline import gather
from builder.search import index_catalogue, search
from tests.library import SOURCES, toy_project

from .tiny_model import make_tiny_model, trust

FILES = "learnt.json", "papers.npz", "words.npz"


def learn_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_texts, "MIXTURES", 40)
    monkeypatch.setattr(training_texts, "QUESTIONS", 40)
    monkeypatch.setattr(training_texts, "SPANS_PER_SENTENCE", 1)
    monkeypatch.setattr("builder.learning.training.HIDDEN", 32)


@pytest.fixture(autouse=True)
def few_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    learn_little(monkeypatch)


@pytest.fixture(scope="module")
def first_run(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The sources after a first run, and what it said."""
    sources = tmp_path_factory.mktemp("library") / "sources"
    shutil.copytree(SOURCES, sources)
    with pytest.MonkeyPatch.context() as patch:
        trust(patch, tiny_model)
        learn_little(patch)
        return sources, learn_catalogue(project_of(sources), tiny_model, False)


@pytest.fixture
def sources(first_run: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of the sources after a first run."""
    shutil.copytree(first_run[0], tmp_path / "sources")
    return tmp_path / "sources"


def project_of(sources: Path) -> Project:
    return replace(toy_project(), sources=sources)


def run(sources: Path, *options: str | Path) -> Result:
    return CliRunner().invoke(main, ["learn", "--sources", str(sources), *map(str, options)])


def contents(sources: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((sources / "meaning").iterdir())}


def write_paper(sources: Path, title: str, abstract: str) -> None:
    record = {"id": "new", "title": title, "abstract": abstract}
    (sources / "listings" / "new.jsonl").write_text(json.dumps(record) + "\n")


def keys(sources: Path) -> set[bytes]:
    learnt = read_learnt(sources / "meaning", Problems())
    assert learnt
    return set(learnt.keys)


def test_the_first_run_reads_all_papers_and_tags_and_trains(
    first_run: tuple[Path, str], tiny_model: Path
) -> None:
    sources, said = first_run
    catalogue = gather(project_of(sources), Problems())
    texts = len(catalogue.papers) + len(catalogue.tags)
    assert said.startswith(f"{sources / 'meaning'}: read {texts} texts, trained an encoder of ")
    assert said.endswith(f"; {len(catalogue.papers)} papers are known.")
    assert tuple(contents(sources)) == FILES
    assert catalogue.meaning
    assert catalogue.meaning.unlearnt == 0
    learnt = read_learnt(sources / "meaning", Problems())
    assert learnt
    paper = catalogue.papers[3]
    [exact] = SentenceModel(tiny_model).encode([text_of_paper(paper)])
    kept = learnt.vectors[learnt.row[make_key(text_of_paper(paper))]].astype(float)
    assert exact @ kept / np.linalg.norm(kept) > 0.999
    assert json.loads(contents(sources)["learnt.json"])["trained_on"] == len(catalogue.papers)


def test_what_was_learnt_answers_a_search(first_run: tuple[Path, str]) -> None:
    catalogue = gather(project_of(first_run[0]), Problems())
    index = index_catalogue(catalogue)
    assert index.meaning
    found = search(index, "lanterns of the harbour ")
    assert len(found) > len(search(replace(index, meaning=None), "lanterns of the harbour "))


def test_the_same_papers_give_the_same_bytes(sources: Path, trusted_model: Path) -> None:
    before = contents(sources)
    result = run(sources, "--model", trusted_model, "--again")
    assert result.exit_code == 0, result.output
    assert ", trained an encoder of " in result.output
    assert contents(sources) == before


def test_a_second_run_reads_nothing_needs_no_model_and_touches_no_file(
    sources: Path, trusted_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in (sources / "meaning").iterdir()}
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    result = run(sources, "--model", tmp_path / "nowhere")
    assert result.exit_code == 0, result.output
    assert ": read 0 texts; 40 papers are known." in result.output
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert tuple(contents(sources)) == FILES


def test_only_a_new_paper_is_read(sources: Path, trusted_model: Path) -> None:
    before = contents(sources), keys(sources)
    write_paper(sources, "Kites over the Marsh", "String and reed.")
    result = run(sources, "--model", trusted_model)
    assert ": read 1 text; 41 papers are known." in result.output
    after = contents(sources)
    assert after["words.npz"] == before[0]["words.npz"]
    assert after["learnt.json"] == before[0]["learnt.json"]
    assert keys(sources) == before[1] | {make_key("Kites over the Marsh. String and reed.")}


def test_a_changed_abstract_is_read_again_and_a_removed_paper_forgotten(
    sources: Path, trusted_model: Path
) -> None:
    before = contents(sources)
    write_paper(sources, "Kites over the Marsh", "String and reed.")
    run(sources, "--model", trusted_model)
    write_paper(sources, "Kites over the Marsh", "String, reed and wind.")
    result = run(sources, "--model", trusted_model)
    assert ": read 1 text, forgot 1; 41 papers are known." in result.output
    (sources / "listings" / "new.jsonl").unlink()
    result = run(sources, "--model", trusted_model)
    assert ": read 0 texts, forgot 1; 40 papers are known." in result.output
    assert contents(sources) == before


def test_a_catalogue_that_outgrew_its_encoder_is_told_so(
    sources: Path, trusted_model: Path
) -> None:
    titles = [f"Kite {letter}" for letter in "abcdefghijklmnopqrstuvwxy"]
    lines = [json.dumps({"id": title, "title": title, "abstract": title}) for title in titles]
    (sources / "listings" / "kites.jsonl").write_text("\n".join(lines))
    assert "outgrown" in run(sources, "--model", trusted_model).output


def test_vectors_of_another_model_are_not_mixed_with_new_ones(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_tiny_model(tmp_path / "other", seed=1)
    trust(monkeypatch, other)
    before = contents(sources)
    result = run(sources, "--model", other)
    assert ", trained an encoder of " in result.output
    assert contents(sources)["papers.npz"] != before["papers.npz"]


def test_damaged_files_are_made_anew(sources: Path, trusted_model: Path) -> None:
    before = contents(sources)
    (sources / "meaning" / "words.npz").write_bytes(before["words.npz"][:-100])
    assert run(sources, "--model", trusted_model).exit_code == 0
    assert contents(sources) == before


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("builder.learning.training._Learner.learn", KeyboardInterrupt()),
        ("builder.learning.sentence_model.SentenceModel.encode", KeyboardInterrupt()),
        ("builder.meaning.learnt.os.fsync", KeyboardInterrupt()),
        ("builder.meaning.learnt.os.fsync", OSError(errno.ENOSPC, "No space left on device")),
    ],
    ids=["training", "reading", "writing", "no room"],
)
def test_an_interrupted_run_leaves_the_old_files(
    sources: Path,
    trusted_model: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    error: BaseException,
) -> None:
    before = contents(sources)
    write_paper(sources, "Kites over the Marsh", "String and reed.")
    left = 2  # The fault comes with the third file, where there are files.

    def fail(*arguments: Any, **options: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0 or "fsync" not in where:
            raise error

    monkeypatch.setattr(where, fail)
    result = run(sources, "--model", trusted_model, "--again")
    assert result.exit_code == 1
    assert contents(sources) == before
    if isinstance(error, OSError):
        assert result.stderr == f"error: {sources}/meaning: cannot write: No space left on device\n"


def one_line(result: Result) -> str:
    assert result.exit_code == 1, result.output
    [line] = result.stderr.splitlines()
    assert line.startswith("error: ")
    return line.removeprefix("error: ")


@pytest.fixture
def unlearnt(tmp_path: Path) -> Path:
    shutil.copytree(SOURCES, tmp_path / "sources")
    return tmp_path / "sources"


def test_a_wrong_model_is_one_line_and_nothing_is_written(unlearnt: Path, tiny_model: Path) -> None:
    assert "expected the SHA-256" in one_line(run(unlearnt, "--model", tiny_model))
    assert "cannot read" in one_line(run(unlearnt, "--model", unlearnt / "nowhere"))
    assert not (unlearnt / "meaning").exists()


def test_no_network_is_one_line_and_nothing_is_written(
    unlearnt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(
        "builder.learning.model_files.download_model.__defaults__",
        ("http://127.0.0.1:1", lambda count: None),
    )
    assert "cannot download: Connection refused" in one_line(run(unlearnt))
    assert not (unlearnt / "meaning").exists()
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]


def test_missing_packages_are_one_line_before_anything_is_downloaded(
    unlearnt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def download(*arguments: Any, **options: Any) -> Path:
        raise AssertionError

    monkeypatch.setattr("builder.commands.learn.download_model", download)
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    assert one_line(run(unlearnt)) == (
        "learn: the package tokenizers is missing; `make learn` installs what it needs"
    )


def test_another_language_is_one_line(unlearnt: Path, tmp_path: Path, tiny_model: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: Spielzeug\ntheme: {name: material, language: de}\n")
    with pytest.raises(BuilderError, match="the language is 'de'") as caught:
        learn_catalogue(replace(project_of(unlearnt), config=config), tiny_model, False)
    assert "\n" not in str(caught.value)
    assert not (unlearnt / "meaning").exists()


def test_no_papers_are_one_line(tmp_path: Path, tiny_model: Path) -> None:
    (tmp_path / "sources" / "listings").mkdir(parents=True)
    with pytest.raises(BuilderError):
        learn_catalogue(project_of(tmp_path / "sources"), tiny_model, False)
