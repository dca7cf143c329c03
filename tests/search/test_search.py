from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from string import ascii_lowercase

import pytest
from click.testing import CliRunner

from builder.__main__ import main
from builder.exports.search import EXPORT
from builder.model.records import TagId
from builder.runtime.memory import Memory
from builder.search import Document, Index, build_index, list_documents, search
from builder.search.analysis import Terms, tokenise
from builder.search.layout import lay_out_index
from builder.search.query import parse_query
from builder.search.spelling import find_near_spellings, limit_edits
from builder.text.language import ENGLISH
from builder.text.words import split_lower_words
from tests.library import SOURCES
from tests.papers import catalogue_of, paper, sighting


def paper_of(title: str, text: str = "", tags: tuple[str, ...] = ()) -> Document:
    id_ = "-".join(word.lower() for word in split_lower_words(title))
    return Document(
        kind="paper", id=id_, address=f"papers/{id_}/", title=title, text=text, tags=tags
    )


def page_of(title: str, text: str = "") -> Document:
    return Document(
        kind="tag", id=f"tags/{title}", address=f"tags/{title}/", title=title, text=text
    )


TOY = build_index(
    [
        paper_of(
            "Attention Is All You Need", "The Transformer, based on attention.", ("language",)
        ),
        paper_of(
            "Frozen-DETR: Foundation Models for Detection", "We use frozen CLIP-style models."
        ),
        paper_of("FrozenBiLM for Video", "Zero-shot question answering.", ("vision", "language")),
        paper_of("Naïve Bayes", "A café of representations, and naive ones.", ("learning",)),
        paper_of("Representation Learning", "A review of learned representations."),
        paper_of("Learning Deep Things", "Representation is learned; learning deep things."),
        page_of("Video", "Papers about video and attention."),
    ]
)


def titles(query: str, index: Index = TOY) -> list[str]:
    return [index.documents[hit.document].title for hit in search(index, query)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CLIP-style", ["clip", "style"]),
        ("FrozenDETR", ["frozendetr", "frozen", "detr"]),
        ("FrozenBiLM", ["frozenbilm", "frozen", "bi", "lm", "bilm"]),
        ("LLMs", ["llms"]),
        ("word2vec", ["word2vec"]),
        ("Plato's cave", ["plato", "cave"]),
        ("naïve ﬁne", ["naive", "fine"]),
        ("日本", ["日", "本"]),
        ("😀 (.*)+", []),
    ],
)
def test_a_text_becomes_words(text: str, words: list[str]) -> None:
    assert [token.word for token in tokenise(text)] == words


def test_stop_words_count_only_where_there_is_nothing_else() -> None:
    assert [token.word for token in tokenise("what is a model")] == ["model"]
    assert [token.word for token in tokenise("what is it")] == ["what", "is", "it"]


def near_forms(word: str, forms: list[str], english: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    known = Terms(ENGLISH.make_term(form) for form in forms)
    return [(near.word, near.distance) for near in find_near_spellings(word, forms, english, known)]


def test_only_the_nearest_spellings_are_given() -> None:
    assert near_forms("lanntern", ["lantern", "lintern", "landers"]) == [("lantern", 1)]
    assert near_forms("cat", ["car"]) == []


@pytest.mark.parametrize(
    ("word", "distance"),
    [("abcdefgo", 0), ("abcdefog", 1), ("abcdefo", 1), ("axcdefyo", 2), ("axyzefgo", None)],
)
def test_edits_count_swaps_as_one_and_stop_at_the_limit(word: str, distance: int | None) -> None:
    assert near_forms(word, ["abcdefgo"]) == ([] if distance is None else [("abcdefgo", distance)])


def test_other_forms_of_what_papers_have_are_near_too() -> None:
    assert near_forms("lantrens", ["lantern"]) == [("lanterns", 1)]
    assert near_forms("boot", ["boats"]) == [("boat", 1)]
    english = ("additive", "adaptive")
    assert near_forms("aditive", ["additional"], english) == [("additive", 1)]


@pytest.mark.parametrize(
    ("word", "most"), [("cat", 0), ("fogs", 1), ("weather", 1), ("lanterns", 2)]
)
def test_a_short_word_may_be_misspelt_once_and_a_very_short_one_not_at_all(
    word: str, most: int
) -> None:
    assert limit_edits(word) == most


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("attention", "Attention Is All You Need"),
        ("attentoin is all", "Attention Is All You Need"),
        ("all you need transfor", "Attention Is All You Need"),
        ("frozen detr", "Frozen-DETR: Foundation Models for Detection"),
        ("FrozenDETR", "Frozen-DETR: Foundation Models for Detection"),
        ("clip style", "Frozen-DETR: Foundation Models for Detection"),
        ("bilm", "FrozenBiLM for Video"),
        ("naive bayes", "Naïve Bayes"),
        ("CAFÉ", "Naïve Bayes"),
        ("learning representations", "Representation Learning"),
    ],
)
def test_the_paper_meant_comes_first(query: str, first: str) -> None:
    assert titles(query)[0] == first


def test_the_exact_title_comes_before_a_paper_that_says_its_words_more_often() -> None:
    often = paper_of("On Representation Learning Again", "representation learning " * 20)
    exact = paper_of("Representation Learning", "Nothing else.")
    assert titles("representation learning", build_index([often, exact]))[0] == exact.title


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"learned representations"', ["Representation Learning"]),
        ('"deep learning"', []),
        ('"all you need"', ["Attention Is All You Need"]),
        ("attention -transformer", ["Video"]),
        ('models -"zero-shot question"', ["Frozen-DETR: Foundation Models for Detection"]),
        ("frozen tag:vision", ["FrozenBiLM for Video"]),
        ("tag:language", ["Attention Is All You Need", "FrozenBiLM for Video"]),
        ("tag:lang attention", ["Attention Is All You Need"]),
        ("frozen -tag:vision", ["Frozen-DETR: Foundation Models for Detection"]),
        ("frozen tag:nothing", []),
        ("", []),
        ("   ", []),
        ("-zzzzzz tag:vision", ["FrozenBiLM for Video"]),
        ("zzzzzz", []),
    ],
)
def test_a_query_narrows(query: str, found: list[str]) -> None:
    assert sorted(titles(query)) == sorted(found)


def test_other_pages_come_below_papers() -> None:
    assert titles("video") == ["FrozenBiLM for Video", "Video"]


@pytest.mark.parametrize(
    "query",
    [
        "(.*)+[",
        "😀",
        "שלום",
        '"',
        '"lone quote',
        "a" * 10_000,
        "model " * 2_000,
        "tag:",
        "-",
        "\\",
        "\0",
    ],
)
def test_any_text_is_a_query(query: str) -> None:
    for hit in search(TOY, query):
        assert hit.score >= 0


def test_a_lone_quote_is_passed_over() -> None:
    assert titles('"attention') == titles("attention")


def test_the_last_word_is_open_until_a_blank_follows() -> None:
    assert parse_query("deep trans").unfinished_word == "trans"
    assert parse_query("deep trans ").unfinished_word == ""
    assert parse_query('"deep trans"').unfinished_word == ""
    assert parse_query("theory of").unfinished_word == ""


def test_scores_fall() -> None:
    scores = [hit.score for hit in search(TOY, "frozen learning attention video")]
    assert scores == sorted(scores, reverse=True)


def contents(documents: Iterable[Document]) -> dict[str, bytes]:
    parts, manifest = lay_out_index(build_index(documents))
    return {part.name: part.content for part in (*parts, manifest)}


def test_the_same_documents_give_the_same_bytes() -> None:
    assert contents(TOY.documents) == contents(TOY.documents)


def test_an_index_is_written_in_parts_with_every_posting_once() -> None:
    many = [paper_of(f"Paper n{n}", f"shared word{n % 7} only{n}") for n in range(3000)]
    index = build_index(many)
    files = contents(many)
    manifest = json.loads(files["manifest.json"])
    words = [json.loads(files[f"words-{n}.json"]) for n in range(len(manifest["words"]))]
    assert [terms for each in words for terms in each["terms"]] == list(index.terms)
    assert [each["terms"][0] for each in words] == manifest["words"]
    assert all(len(each["terms"]) == manifest["wordsPerFile"] for each in words[:-1])
    starts = manifest["starts"]
    assert [index.terms[start] for start in starts] == manifest["postings"]
    for kind in ("postings", "places"):
        rows = [len(json.loads(files[f"{kind}-{n}.json"])) for n in range(len(starts))]
        ends = [*starts[1:], len(index.terms)]
        assert rows == [end - start for start, end in zip(starts, ends, strict=True)]


def test_only_files_whose_numbers_have_changed_are_packed_again(tmp_path: Path) -> None:
    before = [paper_of(f"Paper n{n}", f"shared word{n % 7} only{n}") for n in range(3000)]
    after = [*before[:-1], before[-1]._replace(text="shared word1 only1")]
    memory = Memory(tmp_path)
    lay_out_index(build_index(before, memory=memory), memory)
    parts, manifest = lay_out_index(build_index(after, memory=memory), memory)
    packed = {part.name for part in parts if "content" in vars(part)}
    old = contents(before)
    assert packed == {part.name for part in parts if old.get(part.name) != part.content}
    assert {part.name: part.content for part in (*parts, manifest)} == contents(after)


def test_an_empty_index_has_no_parts() -> None:
    english = {f"english-{letter}.json" for letter in ascii_lowercase}
    assert contents([]).keys() - english == {"facts.json", "others.json", "manifest.json"}


def test_what_is_no_paper_says_how_many_papers_it_has() -> None:
    toy = catalogue_of(paper("a"), paper("b"), tags={"a": ("vision",), "b": ()})
    files = {file.path: file.content for file in EXPORT.lay_out(toy)}
    others = {row["address"]: row for row in json.loads(files["search/others.json"])}
    assert others["tags/vision/"] == {
        "kind": "tag",
        "id": "vision",
        "address": "tags/vision/",
        "title": toy.tag[TagId("vision")].name,
        "papers": 1,
    }
    assert others["sources/first/"]["papers"] == 2


def test_lunr_is_served_with_its_licence_and_without_its_own_index() -> None:
    files = {file.path: file.content for file in EXPORT.lay_out(catalogue_of(paper("a")))}
    script = files["search/lunr.js"].decode()
    assert "Oliver Nightingale" in script
    assert "lunr.stemmer = " in script
    assert "lunr.Index = " not in script


def test_papers_are_numbered_as_the_explorer_lists_them() -> None:
    toy = catalogue_of(
        paper("a", sightings=(sighting("first", 2),)), paper("b", sightings=(sighting("first", 1),))
    )
    assert [document.id for document in list_documents(toy)][:2] == ["b", "a"]


def test_tags_listings_and_papers_are_documents() -> None:
    toy = catalogue_of(paper("a"), tags={"a": ("vision",)})
    found = {(document.kind, document.address) for document in list_documents(toy)}
    assert {("paper", "papers/a/"), ("tag", "tags/vision/"), ("listing", "sources/first/")} <= found


def test_the_command_says_on_standard_error_what_became_of_the_query() -> None:
    options = ["--sources", str(SOURCES), "--json"]
    result = CliRunner().invoke(main, ["search", "frozen", "lantrens", "tag:nowhere", *options])
    assert json.loads(result.stdout) == []
    assert result.stderr.splitlines() == [
        "No paper has “lantrens”; showing results for “lanterns”.",
        "There is no tag “nowhere”.",
    ]


def test_the_command_prints_json() -> None:
    options = ["--sources", str(SOURCES), "--json", "--most", "2"]
    result = CliRunner().invoke(main, ["search", "frozen", "lantern", *options])
    assert result.exit_code == 0
    answers = json.loads(result.stdout)
    assert all({"id", "title", "url", "score"} <= answer.keys() for answer in answers)
    assert len(answers) == 2
    assert answers[0]["title"].startswith("Frozen-Lantern")
