"""What each form of `.github/ISSUE_TEMPLATE/` comes to: new texts of the owner's files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from ..completing.field_texts import check_text
from ..model.metadata import LISTS
from ..model.problems import BuilderError, Problems
from ..model.records import TagId
from ..model.slugs import make_slug
from ..pipeline import gather
from ..settings.located_yaml import read_located_yaml
from ..settings.yaml_edits import Value, put_value
from ..text.identifiers import find_doi, read_arxiv
from ..text.lines import printable_line, visible_line
from ..text.urls import clean_url
from .suggestion_form import Suggestion
from .suggestion_merges import LONGEST_TITLE, rule_on_merge
from .suggestion_state import Change, State, edit_file, quote, slug_in

LISTING = "suggested.jsonl"
"""The listing of papers that readers missed."""


def correct_field(suggestion: Suggestion, state: State) -> Change:
    """Add the right value of a field to `corrections.yml`, or to what it has on the paper."""
    file = "corrections.yml"
    paper = state.find_paper(suggestion.values["paper"])
    field = suggestion.values["field"]
    value = _read_value(field, suggestion)
    known = next(
        (one for one in state.found.corrections if state.names.find(one.paper) == (paper.id,)), None
    )
    entry = known.paper if known else paper.id
    reason = printable_line(suggestion.values["reason"])
    if known and reason not in known.reason:
        reason = f"{known.reason} {reason}"
    own = _list_keys(state, entry)
    key = "date" if field == "year" and "date" in own else field
    text = edit_file(file, put_value, state.read_text(file), (entry, key), value)
    if not known or reason != known.reason:
        text = edit_file(file, put_value, text, (entry, "reason"), reason)

    def is_done(after: State) -> bool:
        found = next(one for one in after.found.corrections if one.paper == entry)
        return ("date" if field == "year" else field) in (*found.fields.names, *found.removed)

    return Change(summary=f"Correct {field} of {paper.id}", files={file: text}, is_done=is_done)


def _list_keys(state: State, entry: str) -> tuple[str, ...]:
    """The keys of an entry of `corrections.yml`, where a year may stand as a date."""
    root = read_located_yaml(state.project.sources / "corrections.yml")
    entries = root.pairs if root else ()
    return tuple(k.text or "" for name, v in entries if name.text == entry for k, _ in v.pairs)


def _read_value(field: str, suggestion: Suggestion) -> Value:
    """The value as the file has it; empty to remove what is there."""
    if field in LISTS:
        parts = (part for line in suggestion.lines("value") for part in line.split(";"))
        listed = tuple(line for part in parts if (line := printable_line(part)))
        return listed or ""
    given = printable_line(suggestion.values["value"])
    if not given and field != "title":
        return ""
    text, wanted = check_text("date" if field == "year" else field, given)
    if text is None:
        raise BuilderError(f"{field}: expected {wanted}, got {quote(given)}")
    return text


def change_tag(suggestion: Suggestion, state: State) -> Change:
    """Give the paper its present tags, with the change, in `tag_assignments.yml`."""
    file = "tag_assignments.yml"
    paper = state.find_paper(suggestion.values["paper"])
    tag = _find_tag(suggestion.values["tag"], state)
    owners = {known.id for known in state.vocabulary.tags}
    given = gather(state.project, Problems()).assignments[paper.id]
    tags = [one.tag for one in given if one.tag in owners]
    add = suggestion.values["change"] == "The paper should have this tag"
    if add == (tag in tags):
        raise BuilderError(f"{paper.id} has {'' if add else 'not '}the tag {tag} already")
    wanted = [*tags, tag] if add else [one for one in tags if one != tag]
    if not wanted:
        raise BuilderError(f"{tag} is the only tag of {paper.id}: a paper tagged by hand has one")
    lines = [line.paper for line in state.vocabulary.by_hand]
    known = [name for name in lines if state.names.find(name) == (paper.id,)]
    title = printable_line(paper.title.plain)
    names = (*reversed(known), title if len(title) <= LONGEST_TITLE else paper.id, paper.id)
    name = next(name for name in names if state.names.find(name) == (paper.id,))
    edited = edit_file(file, put_value, state.read_text(file), (name,), wanted)
    return Change(
        summary=f"{'Add' if add else 'Remove'} the tag {tag} {'to' if add else 'from'} {paper.id}",
        files={file: edited},
        is_done=lambda after: set(after.by_hand.get(paper.id, ())) == set(wanted),
    )


def _find_tag(name: str, state: State) -> TagId:
    wanted = slug_in(name, "tags").casefold()
    found = [tag.id for tag in state.vocabulary.tags if wanted in (tag.id, tag.name.casefold())]
    if not found:
        raise BuilderError(f"expected a tag of tags.yml, got {quote(name)}")
    return found[0]


def add_paper(suggestion: Suggestion, state: State) -> Change:
    """Add a record to the listing of papers that readers missed."""
    title = visible_line(suggestion.values["paper"])
    identifier = printable_line(suggestion.values["identifier"])
    if not title:
        raise BuilderError("expected a title that can be seen")
    ids = {"doi": find_doi(identifier), "arxiv_id": read_arxiv(identifier)}
    if not any(ids.values()):
        ids["url"] = clean_url(identifier)
    for name in (title, *ids.values()):
        if name and (there := state.names.find(name)):
            raise BuilderError(f"the catalogue has this paper already: papers/{there[0]}/")
    if not any(ids.values()):
        raise BuilderError(f"expected a DOI, an arXiv id or an address, got {quote(identifier)}")
    year = printable_line(suggestion.values["year"])
    if year and not re.fullmatch("[0-9]{4}", year):
        raise BuilderError(f"Year: expected four digits, got {quote(year)}")
    record = {
        "title": title,
        "authors": [printable_line(line) for line in suggestion.lines("authors")],
        "year": year,
        "venue": printable_line(suggestion.values["venue"]),
        **ids,
        "abstract": printable_line(suggestion.values["abstract"]),
    }
    line = json.dumps({k: v for k, v in record.items() if v}, ensure_ascii=False)
    path = f"listings/{LISTING}"
    before = state.read_text(path)
    files = {path: f"{before.rstrip()}\n{line}\n".lstrip()}
    if not before and LISTING not in (settings := state.read_text("listings.yml")):
        for field, words in _LISTING_SETTINGS.items():
            keys = (LISTING, field)
            settings = edit_file("listings.yml", put_value, settings, keys, words)
        files["listings.yml"] = settings
    records = len(state.found.read.entries)
    return Change(
        summary=f"Add {make_slug(title)}",
        files=files,
        is_done=lambda after: len(after.found.read.entries) == records + 1,
    )


_LISTING_SETTINGS = {
    "title": "Suggested by readers",
    "description": "Papers that readers of this catalogue missed.",
}

CHANGES: Mapping[str, Callable[[Suggestion, State], Change]] = {
    "wrong-field": correct_field,
    "wrong-tag": change_tag,
    "wrong-merge": rule_on_merge,
    "missing-paper": add_paper,
}
"""By the form's name."""
