from pathlib import Path

import pytest

from builder.model.problems import BuilderError, Problems
from builder.tagging import Vocabulary, read_vocabulary

TAGS = """\
facets:
  - id: subject
    name: Subject
    definition: What it is about.
tags:
  - slug: birds
    name: Birds
    facet: subject
    definition: Animals with feathers.
    not: Aeroplanes.
    words: [bird, sparrow]
    hints: [wing]
    against: [early bird]
  - slug: fish
    name: Fish
    facet: subject
"""


def read(folder: Path, tags: str, assignments: str = "") -> tuple[Vocabulary, list[str]]:
    (folder / "tags.yml").write_text(tags, "utf-8")
    if assignments:
        (folder / "tag_assignments.yml").write_text(assignments, "utf-8")
    problems = Problems()
    vocabulary = read_vocabulary(folder, problems)
    return vocabulary, [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in problems]


def test_facets_and_tags_keep_the_owners_order_and_words(tmp_path: Path) -> None:
    vocabulary, problems = read(tmp_path, TAGS)
    assert problems == []
    assert [(facet.id, facet.name, facet.definition) for facet in vocabulary.facets] == [
        ("subject", "Subject", "What it is about.")
    ]
    birds, fish = vocabulary.tags
    assert (birds.name, birds.definition, birds.excludes) == (
        "Birds",
        "Animals with feathers.",
        "Aeroplanes.",
    )
    assert [phrase.source for phrase in vocabulary.phrases[birds.id].words] == ["bird", "sparrow"]
    assert [phrase.source for phrase in vocabulary.phrases[birds.id].hints] == ["wing"]
    assert [phrase.source for phrase in vocabulary.phrases[birds.id].against] == ["early bird"]
    assert [phrase.source for phrase in vocabulary.phrases[fish.id].words] == ["Fish"]


def test_a_bare_list_of_tags_is_a_vocabulary_whose_facets_name_themselves(tmp_path: Path) -> None:
    vocabulary, problems = read(tmp_path, "- {slug: fish, name: Fish, facet: animals}\n")
    assert problems == []
    assert [facet.name for facet in vocabulary.facets] == ["Animals"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("slug: fish", "slug: birds", "tags.yml:14: tag 'birds': expected each slug once"),
        ("slug: fish", "slug: Fish & Co", "tags.yml:14: tag: slug: expected small letters"),
        ("slug: fish", "slug: none", "tags.yml:14: tag: slug: expected another, as 'none'"),
        ("slug: fish", "colour: red", "tags.yml:14: tag: expected one of slug, name"),
        ("slug: fish", "slug: [fish]", "tags.yml:14: tag: slug: expected text, got a list"),
        ("name: Fish", "name:", "tags.yml:14: tag 'fish': name: expected a name, got none"),
        ("Fish\n    facet: subject", "Fish", "tags.yml:14: tag 'fish': facet: expected one of"),
        ("Fish\n    facet: subject", "Fish\n    facet: sea", "got 'sea'"),
        ("hints: [wing]", "hints: {a: b}", "tags.yml:12: tag: hints: expected a list of phrases"),
        ("hints: [wing]", "hints: ['&']", "tags.yml:12: hints: expected a phrase with a word"),
        ("hints: [wing]", "hints: [[wing]]", "tags.yml:12: hints: expected a phrase with a word"),
        ("- id: subject", "- id: My Subject", "tags.yml:2: facet: id: expected letters"),
        (
            "facets:",
            "colours:",
            "tags.yml:1: expected 'facets', 'tags' or 'keywords', got 'colours'",
        ),
    ],
)
def test_each_fault_is_a_problem_with_its_line(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in TAGS
    _, problems = read(tmp_path, TAGS.replace(old, new, 1))
    assert any(problem in found for found in problems), problems


@pytest.mark.parametrize(
    "tags", ["", "tags: 3\n", "just words\n", "tags: []\n", "- 1\n- [a]\n- null\n"]
)
def test_a_file_without_tags_is_a_problem_and_no_crash(tmp_path: Path, tags: str) -> None:
    vocabulary, problems = read(tmp_path, tags)
    assert vocabulary.tags == ()
    assert any("expected tags, got none" in problem for problem in problems)


@pytest.mark.parametrize("tags", ["tags: [", "a: b: c\n", "- {slug: 'x}\n"])
def test_what_is_not_yaml_stops_the_run_and_names_the_line(tmp_path: Path, tags: str) -> None:
    with pytest.raises(BuilderError, match=r"tags\.yml:\d+: not valid YAML"):
        read(tmp_path, tags)


def test_an_alias_that_contains_itself_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(BuilderError, match="expected at most"):
        read(tmp_path, "tags: &a [*a]\n")


@pytest.mark.parametrize(
    ("assignments", "problem"),
    [
        ("A title: [birds, bats]\n", "tag_assignments.yml:1: 'A title': expected a slug of"),
        ("B: fish\nA title: [bats]\n", "tag_assignments.yml:2: 'A title': expected a slug of"),
        ("\nA: [bats]\nB: cats\n", "tag_assignments.yml:2: expected slugs of tags.yml, got those"),
        ("A title: []\n", "tag_assignments.yml:1: 'A title': expected a list of tags"),
        ("A title:\n", "tag_assignments.yml:1: 'A title': expected a list of tags"),
        ("A title: [fish]\nA title: [birds]\n", "tag_assignments.yml:2: 'A title': expected each"),
        ("- A title\n", "tag_assignments.yml:1: expected titles with tags, got a list"),
    ],
)
def test_each_fault_in_the_assignments_is_a_problem_with_its_line(
    tmp_path: Path, assignments: str, problem: str
) -> None:
    _, problems = read(tmp_path, TAGS, assignments)
    assert any(found.startswith(problem) for found in problems), problems


def test_a_line_may_name_one_tag_without_brackets(tmp_path: Path) -> None:
    vocabulary, problems = read(tmp_path, TAGS, "2403.01234: fish\n")
    assert problems == []
    assert [(line.paper, line.tags) for line in vocabulary.by_hand] == [("2403.01234", ("fish",))]
