"""What a suggestion about a merge comes to: rulings in `sources/same_work.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from ..model.problems import BuilderError
from ..model.records import Entry, Paper
from ..settings.yaml_edits import Value, append_item
from ..text.identifiers import find_doi, read_arxiv
from ..text.lines import printable_line
from ..text.title_key import normalise_title
from .suggestion_form import Suggestion
from .suggestion_state import Change, State, edit_file, quote

LONGEST_TITLE = 300
"""Characters of a title that names a paper or a record in a file."""
_MOST_RULINGS = 20
"""Pairs of records that one suggestion may keep apart."""


def rule_on_merge(suggestion: Suggestion, state: State) -> Change:
    """Add a ruling to `same_work.yml`: two papers are one work, or a paper's records are not."""
    paper = state.find_paper(suggestion.values["paper"])
    records = state.records_of(paper)
    comment = printable_line(suggestion.values["reason"])
    other = suggestion.values["other"]
    if suggestion.values["change"] == "The paper is the same work as another one":
        twin = state.find_paper(other)
        if twin.id == paper.id:
            raise BuilderError(f"expected another paper, got {paper.id} itself")
        theirs = state.records_of(twin)
        pairs = [(_name_records(records, state)[0], _name_records(theirs, state)[0])]
        one, two = records[0], theirs[0]
        action, summary = "merge", f"Merge {paper.id} with {twin.id}"
    else:
        odd = _find_odd(other, records, paper)
        rest = tuple(record for record in records if record not in odd)
        pairs = [*product(_name_records(odd, state), _name_records(rest, state))]
        one, two = odd[0], rest[0]
        action, summary = "keep_apart", f"Keep records of {paper.id} apart"
        if len(pairs) > _MOST_RULINGS:
            raise BuilderError(f"{paper.id} has too many records for this: edit it by hand")
    file = "same_work.yml"
    text = state.read_text(file)
    for pair in pairs:
        item: Mapping[str, Value] = {"records": pair, "comment": comment}
        text = edit_file(file, append_item, text, action, item)
    return Change(
        summary=summary,
        files={file: text},
        is_done=lambda after: (after.paper_of(one) == after.paper_of(two)) == (action == "merge"),
    )


def _find_odd(name: str, records: Sequence[Entry], paper: Paper) -> tuple[Entry, ...]:
    """The records of a paper that do not belong to it."""
    if not name and len(records) == 2:
        return (records[1],)
    key, doi, arxiv_id = normalise_title(name), find_doi(name), read_arxiv(name)
    odd = tuple(
        record
        for record in records
        if name in _places(record)
        or (doi and record.doi == doi)
        or (arxiv_id and record.arxiv_id == arxiv_id)
        or (key and normalise_title(record.title.plain) == key)
    )
    if not odd or len(odd) == len(records):
        got = "all of them" if odd else quote(name) if name else "nothing"
        message = f"expected some of the {len(records)} records of {paper.id}"
        raise BuilderError(f"{message} by title, DOI, arXiv id or file:position, got {got}")
    return odd


def _places(record: Entry) -> tuple[str, ...]:
    file = record.origin.file.rpartition("/")[2]
    keys = (f"{file}:{record.key}",) if record.key else ()
    return (*keys, f"{file}:{record.position}")


def _name_records(records: Sequence[Entry], state: State) -> tuple[str, ...]:
    """What to call records in `same_work.yml`: by title where no other record has it."""
    names: dict[str, None] = {}
    for record in records:
        key = normalise_title(record.title.plain)
        title = printable_line(record.title.plain)
        alike = [e for e in state.found.read.entries if normalise_title(e.title.plain) == key]
        all_ = [e for e in state.found.read.entries if set(_places(e)) & set(_places(record))]
        own = len(title) <= LONGEST_TITLE and key and all(e in records for e in alike)
        places = _places(record)
        names[title if own else places[0] if len(all_) == 1 else places[-1]] = None
    return tuple(names)
