"""Suggestions of readers, as GitHub writes them from the forms, and what becomes of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from builder.__main__ import main
from builder.command_line.sources import FORMS
from builder.commands.suggestion import apply_suggestion
from builder.commands.suggestion_changes import CHANGES, LISTING
from builder.commands.suggestion_form import read_forms
from builder.completing.corrections import _KNOWN
from builder.model.problems import BuilderError, Problems
from builder.model.project import Project
from builder.pipeline import gather
from builder.text.lines import printable_line
from tests.hostile import PAYLOADS
from tests.library import SOURCES, toy_project

LOAF = "a-loaf-as-a-clock"
NOT_IT = "The paper should not have this tag"
HAS_IT = "The paper should have this tag"
PARTED = "The paper is joined with a different work"
JOINED = "The paper is the same work as another one"
BODIES: Mapping[str, Mapping[str, str]] = {
    "wrong-field": {"paper": LOAF, "field": "venue", "value": "Bread", "reason": "It says so."},
    "wrong-tag": {"paper": LOAF, "tag": "memory", "change": HAS_IT, "reason": "It remembers."},
    "wrong-merge": {"paper": LOAF, "change": JOINED, "other": "lampbench", "reason": "Both."},
    "missing-paper": {"paper": "Salt and Its Tides", "identifier": "10.5555/salt.1"},
}
"""What is filled in where a test is about something else."""


def fill_in(form: str, **values: str) -> str:
    """The body of an issue, as GitHub writes it."""
    said = {**BODIES[form], **values}
    fields = read_forms(FORMS)[form]
    return "\n\n".join(f"### {f.label}\n\n{said.get(f.id) or '_No response_'}" for f in fields)


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """A copy of the toy library."""
    shutil.copytree(SOURCES, tmp_path / "sources")
    return replace(toy_project(), sources=tmp_path / "sources")


def suggest(project: Project, form: str, **values: str) -> str:
    return apply_suggestion(project, fill_in(form, **values), FORMS)


def files_of(project: Project) -> dict[str, bytes]:
    paths = (path for path in project.sources.rglob("*") if path.is_file())
    return {path.relative_to(project.sources).as_posix(): path.read_bytes() for path in paths}


def written(project: Project, name: str) -> Any:
    return yaml.safe_load((project.sources / name).read_text("utf-8"))


def test_every_form_comes_to_a_change_and_says_what_the_program_knows() -> None:
    forms = read_forms(FORMS)
    assert forms.keys() == CHANGES.keys() == BODIES.keys()
    options = {
        (form, field.id): field.options
        for form, fields in forms.items()
        for field in fields
        if field.options
    }
    fields = tuple("year" if name == "date" else name for name in _KNOWN)
    assert options == {
        ("wrong-field", "field"): fields,
        ("wrong-tag", "change"): (NOT_IT, HAS_IT),
        ("wrong-merge", "change"): (PARTED, JOINED),
    }
    reserved = {"title", "body", "labels", "template", "assignees", "projects", "milestone"}
    assert not reserved & {field.id for fields in forms.values() for field in fields}


def test_no_form_gives_itself_a_label() -> None:
    for path in FORMS.glob("*.yml"):
        assert "labels" not in yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("name", [LOAF, f"https://toys.example/papers/{LOAF}/", "2401.04321"])
def test_a_field_is_corrected_with_the_reason(own: Project, name: str) -> None:
    said = suggest(own, "wrong-field", paper=name, field="authors", value="Ada Ü\n\nB. C.; D. E.")
    assert said == f"Correct authors of {LOAF}"
    assert written(own, "corrections.yml") == {
        LOAF: {"authors": ["Ada Ü", "B. C.", "D. E."], "reason": "It says so."}
    }
    problems = Problems()
    assert gather(own, problems).paper[LOAF].authors == ("Ada Ü", "B. C.", "D. E.")
    assert not problems


def test_a_second_correction_joins_the_first_and_comments_stay(own: Project) -> None:
    before = (
        f"# Ours.\n{LOAF}:   # the baker's\n  date: 2023   # at first\n  reason: Old.\n# End.\n"
    )
    (own.sources / "corrections.yml").write_text(before)
    suggest(own, "wrong-field", field="year", value="2025")
    suggest(own, "wrong-field", field="keywords", value="", reason="None.")
    after = (own.sources / "corrections.yml").read_text("utf-8")
    assert after == (
        f"# Ours.\n{LOAF}:   # the baker's\n"
        '  date: "2025"   # at first\n  reason: "Old. It says so. None."\n  keywords: ""\n# End.\n'
    )


def test_tags_change_by_one_and_the_line_by_hand_is_kept(own: Project) -> None:
    before = (own.sources / "tag_assignments.yml").read_text("utf-8")
    now = [given.tag for given in gather(own, Problems()).assignments[LOAF]]
    assert suggest(own, "wrong-tag") == f"Add the tag memory to {LOAF}"
    after = (own.sources / "tag_assignments.yml").read_text("utf-8")
    assert after.startswith(before)
    assert written(own, "tag_assignments.yml")["A Loaf as a Clock"] == [*now, "memory"]
    address = "https://toys.example/tags/memory/"
    suggest(own, "wrong-tag", tag=address, change=NOT_IT)
    assert written(own, "tag_assignments.yml")["A Loaf as a Clock"] == now
    suggest(own, "wrong-tag", paper="2403.01234", tag="Theory", change=NOT_IT)
    assert written(own, "tag_assignments.yml")["2403.01234"] == ["tides"]


def test_papers_are_merged(own: Project) -> None:
    one, two = "an-almanac-of-small-tides", "memory-palaces-made-of-bread"
    suggest(own, "wrong-merge", paper=one, other=f"https://toys.example/papers/{two}/")
    papers = gather(own, Problems()).paper
    assert (one in papers) + (two in papers) == 1
    first, last = written(own, "same_work.yml")["merge"]
    assert last["records"] == ["An Almanac of Small Tides", "Memory Palaces Made of Bread"]
    assert first["comment"].startswith("Renamed") and last["comment"] == "Both."


@pytest.mark.parametrize("other", ["", "000_harbour.txt:1", "001_lanterns.txt:1"])
def test_records_are_kept_apart(own: Project, other: str) -> None:
    slug = "frozen-lantern-ice-lamps-that-keep-the-evening"
    places = [(s.listing, s.position) for s in gather(own, Problems()).paper[slug].sightings]
    suggest(own, "wrong-merge", paper=slug, change=PARTED, other=other)
    at = gather(own, Problems()).paper_at
    assert len({at[place] for place in places}) == 2
    assert len(written(own, "same_work.yml")["keep_apart"]) == 2


def test_a_paper_is_added_to_a_listing_of_its_own(own: Project) -> None:
    title = 'Salt: a "Tide", it\'s {here} — ü'
    assert suggest(own, "missing-paper", paper=title, authors="A. B.\nC. D.", year="2020")
    suggest(own, "missing-paper", paper="More Salt", identifier="https://salt.example/x")
    lines = (own.sources / "listings" / LISTING).read_text("utf-8").splitlines()
    record = {"title": title, "authors": ["A. B.", "C. D."], "year": "2020"}
    assert json.loads(lines[0]) == {**record, "doi": "10.5555/salt.1"}
    assert json.loads(lines[1]) == {"title": "More Salt", "url": "https://salt.example/x"}
    found = gather(own, Problems())
    assert {"A. B.", "C. D."} <= {name for p in found.papers for name in p.authors}
    assert (
        next(one for one in found.listings if one.file == LISTING).title == "Suggested by readers"
    )


REFUSED = [
    ("wrong-field", {"paper": "no-such-paper"}, "no paper is called 'no-such-paper'"),
    ("wrong-field", {"paper": "Lamplight"}, "2 papers are called 'Lamplight'"),
    ("wrong-field", {"paper": "../../etc/passwd"}, "no paper is called '../../etc/passwd'"),
    ("wrong-field", {"field": "reason"}, "Field: expected one of its options, got 'reason'"),
    ("wrong-field", {"field": "year", "value": "20l9"}, "year: expected a date"),
    ("wrong-field", {"field": "url", "value": "javascript:x"}, "url: expected an http"),
    ("wrong-field", {"field": "title", "value": ""}, "title: expected text"),
    ("wrong-field", {"reason": ""}, "Reason: expected a value, got none"),
    ("wrong-field", {"value": "x" * 20_001}, "Right value: expected at most 20,000 characters"),
    ("wrong-field", {"paper": "x" * 501}, "Paper: expected at most 500 characters"),
    ("wrong-field", {"value": "x\n\n### Reason\n\nfake"}, "expected the headings of one form"),
    (
        "wrong-field",
        {"value": "### Tag\nx\n### Change\n" + HAS_IT},
        "expected the headings of one form, each once and in order, got the headings of several",
    ),
    ("wrong-tag", {"tag": "a]\nb: [c"}, "expected a tag of tags.yml, got 'a] b: [c'"),
    ("wrong-tag", {"tag": "bread"}, f"{LOAF} has the tag bread already"),
    ("wrong-tag", {"change": NOT_IT}, f"{LOAF} has not the tag memory already"),
    (
        "wrong-tag",
        {"paper": "memory-palaces-made-of-bread", "tag": "gardens", "change": "Both"},
        "Change: expected one of its options",
    ),
    ("wrong-merge", {"other": LOAF}, "expected another paper"),
    ("wrong-merge", {"change": PARTED, "other": "x"}, "expected some of the 2 records"),
    ("wrong-merge", {"change": PARTED, "other": ""}, "not done, for it would have no effect"),
    ("missing-paper", {"paper": "A loaf as a clock"}, f"already: papers/{LOAF}/"),
    ("missing-paper", {"identifier": "arXiv:2401.04321"}, f"already: papers/{LOAF}/"),
    ("missing-paper", {"identifier": "data:text/html,x"}, "expected a DOI, an arXiv id or"),
    ("missing-paper", {"year": "2020-01"}, "Year: expected four digits"),
    ("missing-paper", {"paper": "\u202e\u200b"}, "expected a title that can be seen"),
]


@pytest.mark.parametrize(("form", "values", "message"), REFUSED)
def test_what_cannot_be_is_refused_in_one_line_and_changes_nothing(
    own: Project, form: str, values: dict[str, str], message: str
) -> None:
    before = files_of(own)
    with pytest.raises(BuilderError) as raised:
        suggest(own, form, **values)
    assert message in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1 and str(raised.value).isprintable()
    assert files_of(own) == before


@pytest.mark.parametrize(
    "body", ["", "Hello", "### Paper\n\nx", "x\n" + fill_in("wrong-tag"), "x" * 70_001]
)
def test_what_no_form_made_is_refused(own: Project, body: str) -> None:
    with pytest.raises(BuilderError, match=r"^expected "):
        apply_suggestion(own, body, FORMS)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """One copy for all payloads, which pile up in its files."""
    sources = tmp_path_factory.mktemp("hostile") / "sources"
    shutil.copytree(SOURCES, sources)
    yield replace(toy_project(), sources=sources)


YAML_PAYLOADS = {
    "yaml": 'x"\nreason: y\nevil-paper:\n  title: z\n',
    "quotes": '\'" }] : - # | > & * ! % @ ` \\ \\" \\n',
    "tag": "!!python/object/apply:os.system ['id']",
    "anchor": "&a [*a, *a]",
    "document": "---\n...\n--- {}\n%YAML 1.1",
    "breaks": "one\u2028two\u2029three\x85four\x0bfive\ufeff",
    "shell": "$(touch /tmp/pwned) `id` ; ${{ github.token }} ::add-mask::x",
}


@pytest.mark.parametrize("name", [*PAYLOADS, *YAML_PAYLOADS])
def test_hostile_text_stays_text(hostile: Project, name: str) -> None:
    payload = {**PAYLOADS, **YAML_PAYLOADS}[name].encode("utf-8", "replace").decode()
    suggest(hostile, "wrong-field", field="authors", value=payload, reason=payload)
    suggest(
        hostile,
        "missing-paper",
        paper=f"{name} {payload[:400]}".replace("\n", " "),
        identifier=f"10.5555/{name}",
        abstract=payload,
        venue=payload.replace("\n", " "),
    )
    told = written(hostile, "corrections.yml")
    assert told.keys() == {LOAF}
    assert told[LOAF].keys() == {"authors", "reason"}
    assert told[LOAF]["authors"]
    assert " ".join(payload_words(payload)) in told[LOAF]["reason"]
    listed = (hostile.sources / "listings" / LISTING).read_text("utf-8").split("\n")
    assert json.loads(listed[-2])["abstract"].split() == payload_words(payload)
    assert set(files_of(hostile)) - {"corrections.yml", f"listings/{LISTING}"} == {
        path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*") if path.is_file()
    }


def payload_words(payload: str) -> list[str]:
    return printable_line("\n".join(payload.splitlines())).split()


def test_the_command_says_what_it_did_or_why_not(own: Project, tmp_path: Path) -> None:
    issue = tmp_path / "issue.md"
    issue.write_text(fill_in("wrong-tag").replace("\n", "\r\n"), "utf-8", newline="")
    command = ["apply-suggestion", str(issue), "--sources", str(own.sources)]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, done.stdout) == (0, f"Add the tag memory to {LOAF}\n")
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 1
    assert again.stderr == f"error: {LOAF} has the tag memory already\n"
