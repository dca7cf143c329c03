"""Writes what a reader suggested, and the owner accepted, into the file that it is about."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ..model.problems import BuilderError, Problems
from ..model.project import Project
from ..papers import read_papers
from ..runtime.progress import Progress
from ..settings.paper_names import PaperNames
from ..tagging import read_vocabulary
from ..tagging.assigning import resolve_hand_tags
from .suggestion_changes import CHANGES
from .suggestion_form import read_forms, read_suggestion
from .suggestion_state import Change, State


def apply_suggestion(project: Project, body: str, forms: Path) -> str:
    """Change the file that the body of an issue is about; returns what was done, in one line.

    The sources are read again afterwards. Raises `BuilderError`, and leaves everything as it was,
    if they have new problems then or do not say what was suggested.
    """
    suggestion = read_suggestion(body, read_forms(forms))
    before, old_problems = _read_state(project)
    change = CHANGES[suggestion.form](suggestion, before)
    paths = {name: project.sources / name for name in change.files}
    old = {name: path.read_bytes() if path.exists() else None for name, path in paths.items()}
    try:
        for name, text in change.files.items():
            paths[name].write_bytes(text.encode())
        after, problems = _read_state(project)
        _check_change(change, after, old_problems, problems)
    except BaseException as error:
        for name, content in old.items():
            if content is None:
                paths[name].unlink(missing_ok=True)
            else:
                paths[name].write_bytes(content)
        if isinstance(error, OSError):
            place = error.filename or project.sources
            raise BuilderError(f"{place}: cannot write: {error.strerror}") from error
        raise
    return change.summary


def _read_state(project: Project) -> tuple[State, Problems]:
    problems = Problems()
    found = read_papers(project, problems, Progress())
    vocabulary = read_vocabulary(project.sources, problems)
    state = State(
        project=project,
        found=found,
        names=PaperNames(found.papers),
        vocabulary=vocabulary,
        by_hand=resolve_hand_tags(found.papers, vocabulary, problems),
    )
    return state, problems


def _check_change(change: Change, after: State, old: Problems, new: Problems) -> None:
    # Without lines, for those below the change have moved.
    known = Counter((problem.origin.file, problem.message) for problem in old)
    found = Counter((problem.origin.file, problem.message) for problem in new)
    for file, message in sorted((found - known).keys()):
        raise BuilderError(f"not done, for it would be at fault: {file}: {message}")
    if not change.is_done(after):
        names = " and ".join(f"sources/{name}" for name in change.files)
        raise BuilderError(f"not done, for it would have no effect: look at {names} by hand")
