"""What a service says that the listings of a paper contradict, for the owner to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..model.metadata import SERVICE_TITLES, MetadataRecord
from ..model.problems import Problem
from ..model.records import Paper
from ..text.identifiers import ARXIV_DOI
from ..text.title_key import normalise_title

_YEARS = 1
"""Years that a preprint and its publication may differ."""
_NAME = re.compile(r"[^\W\d_]{2,}")


def find_contradictions(paper: Paper, record: MetadataRecord) -> Iterator[Problem]:
    """Give a note for each field of the record that cannot be right if the listing is."""
    if record.found is None:
        return
    fields = record.found.fields
    by = SERVICE_TITLES.get(record.service, "a file")
    year = int(fields.date[:4]) if fields.date else None
    if paper.year and year and abs(paper.year - year) > _YEARS:
        yield _note(paper, record, f"the listing has the year {paper.year}, {by} has {year}")
    dois = (paper.doi, fields.doi)
    if all(doi and not doi.startswith(ARXIV_DOI) for doi in dois) and dois[0] != dois[1]:
        yield _note(paper, record, f"the listing has the DOI {paper.doi}, {by} has {fields.doi}")
    if paper.arxiv_id and fields.arxiv_id and paper.arxiv_id != fields.arxiv_id:
        message = f"the listing has the arXiv id {paper.arxiv_id}, {by} has {fields.arxiv_id}"
        yield _note(paper, record, message)
    if paper.authors and fields.authors and not _names(paper.authors) & _names(fields.authors):
        message = f"the listing has {paper.authors[0]} among its authors, {by} none of them"
        yield _note(paper, record, message)


def _note(paper: Paper, record: MetadataRecord, message: str) -> Problem:
    return Problem(origin=record.origin, message=f"{paper.id}: {message}")


def _names(authors: Iterable[str]) -> frozenset[str]:
    return frozenset(_NAME.findall(normalise_title(" ".join(authors))))
