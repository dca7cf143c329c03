"""Learns what the papers of a catalogue mean, and keeps it in `sources/meaning/`."""

from __future__ import annotations

import os
from pathlib import Path

from ..learning import LearnReport, learn
from ..learning.model_files import DOWNLOAD_BYTES, check_folder, download_model, is_downloaded
from ..learning.sentence_model import SentenceModel, check_packages
from ..meaning.learnt import read_learnt, write_learnt
from ..model.problems import BuilderError, Problems
from ..model.project import Project
from ..pipeline import gather
from ..runtime.progress import Progress
from ..text.lines import collapse_spaces

FOLDER = "meaning"


def learn_catalogue(project: Project, model: Path | None, again: bool) -> str:
    """Bring `sources/meaning/` up to date and return what was done, in a sentence or two.

    The model is that in the folder `model`, or else downloaded once for all catalogues of this
    user. Raises `BuilderError` where there is no network, no room or no paper; the files are
    written whole or not at all.
    """
    folder = project.sources / FOLDER
    problems = Problems()
    catalogue = gather(project, problems)
    language = catalogue.site.papers_language
    if not language.startswith("en"):
        raise BuilderError(
            f"{project.config}: the language is {language!r}, but the sentence model reads "
            "English; search goes by words alone"
        )
    if not catalogue.papers:
        raise BuilderError(f"{project.sources}: there are no papers to learn from")
    known = read_learnt(folder, Problems())
    with Progress() as progress:

        def open_model() -> SentenceModel:
            check_packages()
            return SentenceModel(check_folder(model) if model else _find_model(progress))

        learnt, report = learn(catalogue.papers, catalogue.tags, open_model, known, progress, again)
        try:
            write_learnt(folder, learnt)
        except OSError as error:
            raise BuilderError(f"{folder}: cannot write: {error.strerror or error}") from error
    return _describe(report, folder)


def _find_model(progress: Progress) -> Path:
    cache = _cache_folder()
    if not is_downloaded(cache):
        progress.stage("downloading the sentence model, in kB", DOWNLOAD_BYTES // 1000)
    return download_model(cache, step=lambda count: progress.step(count // 1000))


def _cache_folder() -> Path:
    """The user's cache, by the XDG base directory specification."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "paper-catalogue"


def _describe(report: LearnReport, folder: Path) -> str:
    texts = "1 text" if report.encoded == 1 else f"{report.encoded:,} texts"
    trained = f", trained an encoder of {report.words:,} words" if report.trained else ""
    gone = f", forgot {report.forgotten:,}" if report.forgotten else ""
    grown = (
        """ The catalogue has outgrown what the encoder was trained on; `--again` trains it anew,
        in a few minutes."""
        if report.outgrown
        else ""
    )
    return collapse_spaces(
        f"{folder}: read {texts}{trained}{gone}; {report.papers:,} papers are known.{grown}"
    )
