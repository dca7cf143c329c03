from __future__ import annotations

from pathlib import Path

import pytest

from builder.dedupe import merge, read_same_work
from builder.dedupe.same_work import read_reference
from builder.model.problems import BuilderError, Problems
from builder.model.records import Entry, Paper
from builder.model.slugs import make_slug
from builder.settings.moves import apply_moves, read_moves
from tests.records import ABSTRACT, OTHER_ABSTRACT, entry

RECORDS = [
    entry("Paper Flowers", 1, abstract=ABSTRACT, authors=("Ada Lovelace",), key="ada20"),
    entry("Paper Flowers", 2, abstract=OTHER_ABSTRACT, authors=("Grace Hopper",)),
    entry("Blossoms of Cardboard", 3, doi="10.1000/blossoms"),
    entry("Lamplight", 4, arxiv_id="1801.00001"),
    entry("Lamplight", 5, listing="second", arxiv_id="1801.00001"),
]


def merged(tmp_path: Path, text: str) -> tuple[tuple[Paper, ...], list[str]]:
    """Return the papers under the rulings of `text`, and the problems."""
    file = tmp_path / "same_work.yml"
    file.write_text(text, "utf-8")
    problems = Problems()
    papers = merge(RECORDS, read_same_work(file, problems), problems).papers
    return papers, [str(problem).removeprefix(f"{file.as_posix()}:") for problem in problems]


def together(papers: tuple[Paper, ...], one: Entry, two: Entry) -> bool:
    return any(
        {(one.listing, one.position), (two.listing, two.position)}
        <= {(seen.listing, seen.position) for seen in paper.sightings}
        for paper in papers
    )


@pytest.mark.parametrize(
    "name",
    [
        "Blossoms of Cardboard",
        "blossoms of cardboard!",
        "10.1000/blossoms",
        "https://doi.org/10.1000/Blossoms",
        "first.txt:3",
    ],
)
@pytest.mark.parametrize(
    "other", ["Lamplight", "1801.00001", "arXiv:1801.00001v3", "https://arxiv.org/abs/1801.00001"]
)
def test_records_named_in_any_way_are_merged_by_hand(tmp_path: Path, name: str, other: str) -> None:
    text = f"merge:\n  - records: [{name!r}, {other!r}]\n    comment: Renamed.\n"
    papers, problems = merged(tmp_path, text)
    assert problems == []
    assert together(papers, RECORDS[2], RECORDS[3])
    assert together(papers, RECORDS[2], RECORDS[4])


def test_a_title_that_names_an_identifier_is_no_name_of_its_record(tmp_path: Path) -> None:
    text = "merge:\n  - records: ['Reply to arXiv:1801.00001', Lamplight]\n    comment: No.\n"
    _, problems = merged(tmp_path, text)
    assert problems == ["2: merge: no record is called 'Reply to arXiv:1801.00001'"]


def test_a_key_names_one_of_several_records_with_a_title(tmp_path: Path) -> None:
    text = "merge:\n  - records: ['first.txt:ada20', Lamplight]\n    comment: Hers.\n"
    papers, _ = merged(tmp_path, text)
    assert together(papers, RECORDS[0], RECORDS[3])
    assert not together(papers, RECORDS[1], RECORDS[3])


def test_what_is_kept_apart_by_hand_stays_apart_whatever_speaks_for_it(tmp_path: Path) -> None:
    text = "keep_apart:\n  - records: ['first.txt:4', 'second.txt:5']\n    comment: A hoax.\n"
    papers, problems = merged(tmp_path, text)
    assert problems == []
    assert not together(papers, RECORDS[3], RECORDS[4])
    assert len({paper.id for paper in papers}) == len(papers) == 5


def test_a_merge_by_hand_wins_over_what_speaks_against_it(tmp_path: Path) -> None:
    text = "merge:\n  - records: ['first.txt:1', 'first.txt:2']\n    comment: Both.\n"
    papers, _ = merged(tmp_path, text)
    assert together(papers, RECORDS[0], RECORDS[1])


def test_rulings_are_reported_with_their_comment() -> None:
    from builder.dedupe.same_work import Ruling
    from builder.model.problems import Origin
    from builder.settings.located_yaml import YamlValue

    def value(text: str) -> YamlValue:
        return YamlValue(origin=Origin(file="same_work.yml", line=1), content=text, kind="text")

    ruling = Ruling(
        action="merge",
        records=(value("Lamplight"), value("Blossoms of Cardboard")),
        comment="Renamed.",
        node=value(""),
    )
    (found, *_) = merge(RECORDS, [ruling]).matches
    assert (found.decision, found.evidence.split(";")[0]) == ("merged", "by hand: Renamed.")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "merge:\n  - records: [Lamplight, Nowhere]\n    comment: c\n",
            "2: merge: no record is called 'Nowhere'",
        ),
        ("merge:\n  - records: [Lamplight]\n    comment: c\n", "2: merge: expected two records or"),
        ("merge:\n  - records: [Lamplight, Paper Flowers]\n", "2: merge: expected a comment"),
        ("merge:\n  - [Lamplight, Paper Flowers]\n", "2: merge: expected two records"),
        ("merge:\n  - recods: [a, b]\n    comment: c\n", "2: merge: expected 'records' (a list)"),
        ("merges: []\n", "1: expected 'merge' or 'keep_apart', got 'merges'"),
        ("merge: Lamplight\n", "1: merge: expected a list, got 'Lamplight'"),
        ("- Lamplight\n", "1: expected 'merge' and 'keep_apart', got a list"),
        (
            "keep_apart:\n  - records: [Lamplight, '1801.00001']\n    comment: c\n",
            "2: keep_apart: two names mean the same record",
        ),
    ],
)
def test_a_fault_is_a_problem_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    _, problems = merged(tmp_path, text)
    assert any(found.startswith(problem) for found in problems), problems


@pytest.mark.parametrize("text", ["", "merge:\nkeep_apart:\n", "merge: []\n"])
def test_nothing_ruled_is_no_problem(tmp_path: Path, text: str) -> None:
    papers, problems = merged(tmp_path, text)
    assert (len(papers), problems) == (4, [])


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("doi:10.1000/X", "doi:10.1000/x"),
        ("DOI: https://doi.org/10.1000/x", "doi:10.1000/x"),
        ("arXiv:2403.01234v2", "arxiv:2403.01234"),
        ("openalex:W1", "openalex:W1"),
        ("from:a.bib:key", "from:a.bib:key"),
        ("bing:W1", None),
        ("doi:nowhere", None),
        ("10.1000/x", None),
        ("openalex: W1 and W2", None),
    ],
)
def test_a_work_that_no_listing_has_may_be_named_for_enrich(
    tmp_path: Path, name: str, reference: str | None
) -> None:
    assert read_reference(name) == reference
    text = f"keep_apart:\n- records: [Lamplight, '{name}']\n  comment: Another.\n"
    papers, problems = merged(tmp_path, text)
    assert len(papers) == 4
    assert bool(problems) == (reference is None)


def test_a_missing_file_rules_nothing(tmp_path: Path) -> None:
    assert read_same_work(tmp_path / "none.yml", Problems()) == ()


def test_a_file_that_is_no_yaml_stops_the_run_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "same_work.yml"
    file.write_text("merge:\n  - [a\n", "utf-8")
    with pytest.raises(BuilderError, match=r"same_work\.yml:\d+: not valid YAML"):
        read_same_work(file, Problems())


def moved(tmp_path: Path, text: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Return the aliases of every paper under the moves of `text`, and the problems."""
    file = tmp_path / "permalinks.yml"
    file.write_text(text, "utf-8")
    problems = Problems()
    papers = apply_moves(merge(RECORDS).papers, read_moves(file, problems), problems)
    found = [str(problem).removeprefix(f"{file.as_posix()}:") for problem in problems]
    return {paper.id: tuple(paper.aliases) for paper in papers}, found


def test_an_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    aliases, problems = moved(tmp_path, "papers/light-of-a-lamp/: lamplight\n")
    assert (aliases["lamplight"], problems) == (("light-of-a-lamp",), [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("old: nowhere\n", "1: old: expected the slug of a paper, got 'nowhere'"),
        ("\nlamplight: blossoms-of-cardboard\n", "2: lamplight: expected a slug that no paper"),
        ("../x: lamplight\n", "1: expected an old slug and a different new one"),
        ("lamplight: lamplight\n", "1: expected an old slug and a different new one"),
        ("- old\n", "1: expected old slugs with new ones, got a list"),
    ],
)
def test_a_move_that_cannot_be_is_a_problem_with_its_line(
    tmp_path: Path, text: str, problem: str
) -> None:
    _, problems = moved(tmp_path, text)
    assert any(found.startswith(problem) for found in problems), problems


def test_the_slug_of_a_kept_apart_namesake_is_not_the_plain_one(tmp_path: Path) -> None:
    text = "keep_apart:\n  - records: ['first.txt:4', 'second.txt:5']\n    comment: A hoax.\n"
    papers, _ = merged(tmp_path, text)
    lamps = [paper for paper in papers if paper.title.plain == "Lamplight"]
    assert make_slug("Lamplight") not in {paper.id for paper in lamps}
    assert all(make_slug("Lamplight") in paper.aliases for paper in lamps)
