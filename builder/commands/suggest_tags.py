"""Proposes a vocabulary from the papers of a catalogue."""

from __future__ import annotations

from pathlib import Path

from ..meaning import compose_meaning, read_learnt
from ..model.problems import BuilderError, Problems
from ..model.project import Project, describe_command
from ..papers import read_papers
from ..proposing import propose_vocabulary, write_tags_file
from ..runtime.progress import Progress


def suggest_tags(project: Project, most: int) -> str:
    """Return a `tags.yml` of up to `most` tags that the papers suggest, for an owner to edit.

    What was learnt of the papers' meaning helps; no tag that the owner wrote makes a difference.
    Raises `BuilderError` where there are no papers, or too few that have something in common.
    """
    with Progress() as progress:
        papers = read_papers(project, Problems(), progress).papers
        if not papers:
            raise BuilderError(
                f"{project.sources / 'listings'}: there are no papers yet; save a listing there "
                f"first, or begin with {describe_command('new DIR --from FILE')}"
            )
        learnt = read_learnt(project.sources / "meaning", Problems())
        vectors = compose_meaning(learnt, papers, ()).papers if learnt else None
        proposal = propose_vocabulary(papers, vectors, most, progress)
    if not proposal.tags:
        raise BuilderError(
            f"{project.sources / 'listings'}: {len(papers):,} papers have too little in common to "
            "suggest tags; add more, or write the tags by hand"
        )
    return write_tags_file(proposal, {paper.id: paper.title.plain for paper in papers})


def write_new_file(path: Path, text: str) -> None:
    """Write `text` to a file that is not there yet; raises `BuilderError` otherwise."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise BuilderError(f"{path}: is there already; name a new file") from None
    except OSError as error:
        raise BuilderError(f"{path}: cannot write: {error.strerror or error}") from error
