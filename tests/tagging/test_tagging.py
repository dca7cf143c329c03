from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from builder.model.catalogue import Catalogue
from builder.model.problems import Problems
from builder.model.records import Assignment, Paper
from builder.tagging import add_keyword_tags, assign_tags, read_vocabulary
from tests.papers import paper

TAGS = """\
- slug: diffusion-models
  name: Diffusion models
  facet: model
  words: [diffusion model, score based]
  hints: [denois*]
- slug: large-language-models
  name: Large language models
  facet: model
  words: [large language model, LLM]
  against: [multimodal LLM, multimodal large language model]
- slug: multimodal-llms
  name: Multimodal large language models
  facet: model
  words: [multimodal LLM, multimodal large language model]
- slug: robots
  name: Robots
  facet: task
  words: [robot, humanoid & !android phone]
- slug: surveys
  name: Surveys
  facet: contribution
  words: [survey (title)]
- slug: birdsong
  name: Birdsong
  facet: task
"""


Floats = NDArray[np.float32]


def assign(
    folder: Path,
    *papers: Paper,
    tags: str = TAGS,
    by_hand: str = "",
    vectors: Floats | None = None,
    tag_vectors: Floats | None = None,
) -> tuple[dict[str, tuple[Assignment, ...]], list[str]]:
    (folder / "tags.yml").write_text(tags, "utf-8")
    (folder / "tag_assignments.yml").write_text(by_hand, "utf-8")
    problems = Problems()
    vocabulary = read_vocabulary(folder, problems)
    assigned = assign_tags(
        papers, add_keyword_tags(vocabulary, papers), problems, vectors, tag_vectors
    )
    return dict(assigned), [str(problem) for problem in problems]


def tags_of(folder: Path, title: str, abstract: str = "", tags: str = TAGS) -> list[str]:
    assigned, _ = assign(folder, paper("it", title, abstract), tags=tags)
    return [assignment.tag for assignment in assigned["it"]]


@pytest.mark.parametrize(
    ("title", "abstract", "tags"),
    [
        ("Diffusion Models for Trees", "We train a diffusion model.", ["diffusion-models"]),
        ("What LLMs Know", "We ask LLMs.", ["large-language-models"]),
        ("A Multimodal LLM", "Our multimodal LLM sees.", ["multimodal-llms"]),
        ("A Survey of Robots", "Robots are many.", ["robots", "surveys"]),
        ("Robots", "We report a survey among users of robots.", ["robots"]),
        ("A Humanoid Walks", "The humanoid walks.", ["robots"]),
        ("Birdsong at Dawn", "We record birdsong.", ["birdsong"]),
        ("Robots", "Robots without diffusion models, unlike LLMs, walk.", ["robots"]),
    ],
)
def test_words_context_and_negation_decide_without_labels(
    tmp_path: Path, title: str, abstract: str, tags: list[str]
) -> None:
    assert sorted(tags_of(tmp_path, title, abstract)) == sorted(tags)


def test_a_phrase_counts_only_in_the_context_its_owner_allows(tmp_path: Path) -> None:
    calling = paper("it", "A Humanoid Calls", "The humanoid uses an android phone.")
    assigned, _ = assign(tmp_path, calling)
    assert assigned["it"] == ()


def test_a_word_in_the_title_is_stronger_than_one_in_the_abstract(tmp_path: Path) -> None:
    both = paper("it", "Robots at Home", "They use a diffusion model.")
    assigned, _ = assign(tmp_path, both)
    strength = {assignment.tag: assignment.strength for assignment in assigned["it"]}
    assert strength["robots"] > strength.get("diffusion-models", 0.0)


def test_the_reason_quotes_the_paper_and_says_where(tmp_path: Path) -> None:
    assigned, _ = assign(tmp_path, paper("it", "Diffusion-Models", "It denoises. <b>Denoising</b>"))
    (given,) = assigned["it"]
    assert given.reason.startswith("“Diffusion-Models” in the title; “denoises” in the abstract")
    assert given.by == "machine"
    assert 0.0 < given.strength <= 1.0


def test_a_paper_that_fits_nothing_has_no_tag(tmp_path: Path) -> None:
    papers = [paper("a", "Nothing"), paper("b", "", ""), paper("c", "Ελληνικά", "中文")]
    assigned, problems = assign(tmp_path, *papers)
    assert assigned == {it.id: () for it in papers}
    assert problems == []


def test_a_hint_alone_gives_no_tag(tmp_path: Path) -> None:
    assert tags_of(tmp_path, "Nothing", "It denoises.") == []


def test_tags_by_hand_are_exactly_those_and_need_no_reason(tmp_path: Path) -> None:
    assigned, problems = assign(
        tmp_path,
        paper("it", "Robots and LLMs", "Robots use LLMs."),
        by_hand='"robots and LLMs": [surveys, birdsong]\n',
    )
    assert problems == []
    assert [(given.tag, given.by, given.strength, given.reason) for given in assigned["it"]] == [
        ("surveys", "hand", 1.0, ""),
        ("birdsong", "hand", 1.0, ""),
    ]


@pytest.mark.parametrize(
    "name", ["A title: with “marks”", "a TITLE with marks", "it", "10.1000/XYZ", "2403.01234"]
)
def test_a_line_by_hand_names_a_paper_by_title_slug_doi_or_arxiv_id(
    tmp_path: Path, name: str
) -> None:
    it = paper("it", "A Title: with “Marks”", doi="10.1000/xyz", arxiv_id="2403.01234")
    assigned, problems = assign(tmp_path, it, by_hand=f"'{name}': [birdsong]\n")
    assert problems == []
    assert [given.tag for given in assigned["it"]] == ["birdsong"]


def test_a_line_by_hand_that_names_no_paper_is_a_problem_with_its_line(tmp_path: Path) -> None:
    _, problems = assign(tmp_path, paper("it"), by_hand="\nNo such paper: [robots]\n")
    assert len(problems) == 1
    assert problems[0].endswith(
        "tag_assignments.yml:2: expected the title of a paper, got 'No such paper'"
    )


def test_lines_by_hand_of_another_catalogue_are_one_problem(tmp_path: Path) -> None:
    _, problems = assign(tmp_path, paper("it"), by_hand="No such: [robots]\nNor this: [robots]\n")
    assert len(problems) == 1
    assert "expected titles of papers, got none of this catalogue" in problems[0]


@pytest.mark.parametrize("count", [6, 30, 100])
def test_labels_teach_how_to_tag_similar_papers(tmp_path: Path, count: int) -> None:
    chirps = [
        paper(f"chirp{n}", f"Warblers {n}", "Warblers chirp in forests at dawn.")
        for n in range(count)
    ]
    others = [
        paper(f"robot{n}", f"Robots {n}", "A robot grasps a cup on a table.") for n in range(count)
    ]
    unseen = paper("unseen", "Warblers Again", "Warblers chirp in forests once more.")
    before, _ = assign(tmp_path, *chirps, *others, unseen)
    lines = "".join(f"{it.title.source}: [birdsong]\n" for it in chirps)
    lines += "".join(f"{it.title.source}: [robots]\n" for it in others)
    after, _ = assign(tmp_path, *chirps, *others, unseen, by_hand=lines)
    assert before["unseen"] == ()
    assert [given.tag for given in after["unseen"]] == ["birdsong"]
    assert "warbler" in after["unseen"][0].reason


def test_a_new_tag_with_words_and_no_label_is_found_beside_learned_ones(tmp_path: Path) -> None:
    taught = [paper(f"robot{n}", f"Robots {n}", "A robot grasps a cup.") for n in range(8)]
    new = paper("new", "LLMs in Trouble", "We study LLMs. Every LLM fails.")
    lines = "".join(f"{it.title.source}: [robots]\n" for it in taught)
    assigned, _ = assign(tmp_path, *taught, new, by_hand=lines)
    assert assigned["new"][0].tag == "large-language-models"


def point(*axes: int) -> Floats:
    """A row for each axis: a direction of its own, or none for -1."""
    rows = np.zeros((len(axes), 8), np.float32)
    for row, axis in enumerate(axes):
        rows[row, axis] = axis >= 0
    return rows


def test_vectors_tell_a_tag_that_words_leave_in_doubt(tmp_path: Path) -> None:
    doubtful = paper("it", "Walking", "Learning to walk, as a robot or an LLM might do.")
    others = [paper(f"other{n}", "Nothing", "Not a word.") for n in range(6)]
    directions = {"large-language-models": 1, "robots": 3}
    tag_vectors = point(0, 1, 2, 3, 4, 5)
    for tag, axis in directions.items():
        vectors = point(axis, 6, 6, 6, 7, 7, 7)
        assigned, _ = assign(tmp_path, doubtful, *others, vectors=vectors, tag_vectors=tag_vectors)
        assert assigned["it"][0].tag == tag


def test_a_tag_learned_by_meaning_alone_says_so(tmp_path: Path) -> None:
    taught = [paper(f"taught{n}", f"One{n} two{n}", "") for n in range(20)]
    others = [paper(f"other{n}", f"Three{n} four{n}", "") for n in range(60)]
    unseen = paper("unseen", "Something else", "")
    lines = "".join(f"{it.title.source}: [birdsong]\n" for it in taught)
    lines += "".join(f"{it.title.source}: [robots]\n" for it in others)
    assigned, _ = assign(
        tmp_path,
        *taught,
        *others,
        unseen,
        by_hand=lines,
        vectors=point(*[5] * 20, *[3] * 60, 5),
        tag_vectors=point(0, 1, 2, 3, 4, 5),
    )
    assert [(given.tag, given.reason) for given in assigned["unseen"]] == [
        ("birdsong", "close in meaning to this tag")
    ]


def test_zeros_for_vectors_change_nothing(tmp_path: Path) -> None:
    papers = [paper("a", "LLMs", "An LLM and a robot."), paper("b", "Robots", "A robot.")]
    plain, _ = assign(tmp_path, *papers)
    zeros = point(-1, -1)
    assert plain == assign(tmp_path, *papers, vectors=zeros)[0]
    assert plain == assign(tmp_path, *papers, vectors=zeros, tag_vectors=point(*[-1] * 6))[0]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("- {slug: one, name: One, facet: a}\n", []),
        ("- {slug: one, name: '&*..', facet: a}\n", []),
        ("- {slug: one, name: '(title)', facet: a, words: [], hints: [toy*]}\n", ["one"]),
        ("- {slug: c, name: C++, facet: a}\n- {slug: toy, name: Toy, facet: a}\n", ["toy"]),
        ("[]", []),
    ],
)
def test_any_vocabulary_gives_tags_and_no_crash(
    tmp_path: Path, tags: str, expected: list[str]
) -> None:
    assert tags_of(tmp_path, "A Toy", "Toys are toys.", tags=tags) == expected


def test_the_order_of_the_papers_changes_nothing(tmp_path: Path) -> None:
    papers = [
        paper("a", "LLMs", "An LLM and a robot."),
        paper("b", "Robots", "A robot and a diffusion model."),
        paper("c", "A Survey", "Scores are score based."),
        paper("d", "Birds", "Birdsong and robots."),
    ]
    lines = "LLMs: [large-language-models]\nRobots: [robots]\n"
    one, _ = assign(tmp_path, *papers, by_hand=lines)
    two, _ = assign(tmp_path, *papers, by_hand=lines)
    assert one == two
    reverse, _ = assign(tmp_path, *reversed(papers), by_hand=lines)
    assert {id_: [given.tag for given in tags] for id_, tags in one.items()} == {
        id_: [given.tag for given in reverse[id_]] for id_ in one
    }


def test_every_tag_by_the_machine_has_a_reason_and_the_strongest_comes_first(
    catalogue: Catalogue,
) -> None:
    tags = [catalogue.assignments[it.id] for it in catalogue.papers]
    machine = [given for found in tags for given in found if given.by == "machine"]
    assert len(machine) > len(catalogue.papers)
    assert all(given.reason for given in machine)
    assert all(list(found) == sorted(found, key=lambda given: -given.strength) for found in tags)
