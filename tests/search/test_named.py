"""Names of people and venues, and years, as words of a query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from builder.model.catalogue import Catalogue
from builder.search import Answer, Document, Index, answer_query, build_index, index_catalogue
from builder.search.directory import Directory, Value, mark_whole
from builder.search.identifiers import read_identifier
from builder.search.named import find_by_name, weigh_named
from builder.search.names import list_name_words, split_name
from builder.search.notes import describe_note, find_name

from .toy import paper_of

PAPERS = [
    paper_of("Gates that forget", "Networks with memory of long texts."),
    paper_of("Convolution for digits", "Networks that read the digits of cheques."),
    paper_of("Deep networks", "A review of what networks learn, with the gates."),
    paper_of("Long documents", "How long a text may be for a long memory."),
    paper_of("Long memories", "Long and longer texts."),
    paper_of("Lotteries", "Sparse networks win. We thank Frankle."),
]
PEOPLE: Mapping[str, tuple[int, ...]] = {
    "Yann LeCun": (1, 2),
    "Y. LeCun": (4,),
    "Yoshua Bengio": (2, 3),
    "Samy Bengio": (5,),
    "Guodong Long": (5,),
    "Wei Wei": (3,),
    "Ana de la Cruz": (0, 1),
    "Ana Cruz": (3,),
    "Jonathan Frankle": (0, 1),
    "Cheng Yu": (0, 1),
    "Yu Cheng": (4,),
    "Will An": (0, 4),
}
VENUES: Mapping[str, tuple[int, ...]] = {
    "NeurIPS": (1, 3),
    "Digits and Words": (2, 4),
    "Digits": (0,),
}
YEARS: Mapping[str, tuple[int, ...]] = {"2015": (2, 4), "2019": (5,), "2021": (0,)}


def directory_of(field: str, named: Mapping[str, tuple[int, ...]]) -> Directory:
    ordered = sorted(named.items(), key=lambda item: -len(item[1]))
    values = tuple(
        Value(id="-".join(split_name(name)), name=name, address=f"{field}/{name}/", papers=papers)
        for name, papers in ordered
    )
    words: dict[str, list[int]] = {}
    for number, value in enumerate(values):
        whole = {mark_whole(split_name(value.name))} if field == "venue" else set()
        for word in list_name_words(value.name) | whole:
            words.setdefault(word, []).append(number)
    return Directory(field=field, values=values, words={w: tuple(words[w]) for w in sorted(words)})


BARE = build_index(PAPERS)
INDEX = replace(
    BARE,
    directories={
        "author": directory_of("author", PEOPLE),
        "venue": directory_of("venue", VENUES),
        "year": directory_of("year", YEARS),
    },
    identifiers={"10.5555/x.(1)": 3, "2601.23265": 2, "cs/0101001": 1},
)


def fitting(query: str, index: Index = INDEX) -> list[int]:
    answer = answer_query(index, query)
    return [hit.document for hit in answer.hits[: answer.fitting]]


def offered(answer: Answer) -> list[str]:
    return [each.value.name for each in answer.named]


@pytest.mark.parametrize(
    "query",
    [
        "Yann LeCun",
        "LeCun, Yann",
        "yann lecun ",
        '"Yann LeCun"',
        "LeCun Yann et al.",
        "yann le cun",
    ],
)
def test_a_whole_name_leads_to_the_person_and_then_to_the_papers(query: str) -> None:
    answer = answer_query(INDEX, query)
    assert offered(answer)[0] == "Yann LeCun"
    assert answer.named_first
    assert fitting(query) == [1, 2]
    assert answer.notes == ()


def test_an_initial_stands_for_everybody_whose_name_begins_so() -> None:
    assert offered(answer_query(INDEX, "Y. LeCun")) == ["Yann LeCun", "Y. LeCun"]
    assert fitting("Y. LeCun") == [1, 2, 4]
    assert answer_query(INDEX, "Y. LeCun").notes == ()


def test_a_last_name_offers_those_who_have_it_and_their_papers() -> None:
    answer = answer_query(INDEX, "bengio ")
    assert offered(answer) == ["Yoshua Bengio", "Samy Bengio"]
    assert fitting("bengio ") == [2, 3, 5]


def test_of_two_whole_names_that_in_the_order_of_the_words_comes_first() -> None:
    assert offered(answer_query(INDEX, "Yu Cheng")) == ["Yu Cheng", "Cheng Yu"]
    assert offered(answer_query(INDEX, "Yu, Cheng ")) == ["Cheng Yu", "Yu Cheng"]
    assert offered(answer_query(INDEX, "cheng, yu")) == ["Yu Cheng", "Cheng Yu"]


def test_papers_of_the_whole_name_come_before_those_of_a_longer_one() -> None:
    assert fitting("ana cruz ") == [3, 0, 1]
    assert offered(answer_query(INDEX, "ana cruz ")) == ["Ana Cruz", "Ana de la Cruz"]


def test_a_name_counts_less_where_texts_have_it_as_a_word() -> None:
    named = find_by_name(INDEX, "frankle", 1, beginning=False)
    assert named == {0, 1}
    assert weigh_named(INDEX, "frankle", named, 1) == 2 / 3
    assert weigh_named(INDEX, "bengio", {2, 3, 5}, 0) == 1
    assert fitting("frankle ") == [0, 1, 5]


def test_a_name_is_not_read_as_two_words() -> None:
    index = replace(
        build_index([paper_of("Fast fellow", "A fast fellow."), paper_of("Slow")]),
        directories={"author": directory_of("author", {"Ian Fastfellow": (1,)})},
    )
    answer = answer_query(index, "fastfellow ")
    assert ([hit.document for hit in answer.hits], offered(answer)) == ([1], ["Ian Fastfellow"])


def test_those_with_the_last_name_come_before_those_with_the_given_name() -> None:
    assert offered(answer_query(INDEX, "cheng ")) == ["Yu Cheng", "Cheng Yu"]


def test_an_unfinished_name_is_found_from_three_letters_on() -> None:
    assert offered(answer_query(INDEX, "yann lec")) == ["Yann LeCun"]
    assert offered(answer_query(INDEX, "ben")) == ["Yoshua Bengio", "Samy Bengio"]
    assert offered(answer_query(INDEX, "yo")) == []
    assert offered(answer_query(INDEX, "ben ")) == []


def test_a_finished_name_is_compared_with_the_word_and_a_beginning_with_what_it_may_become() -> (
    None
):
    index = replace(
        build_index([paper_of("Lines"), paper_of("Linear maps"), paper_of("Linear sums")]),
        directories={"author": directory_of("author", {"Wei Lin": (0,), "Ada Linesse": (1,)})},
    )
    answer = answer_query(index, "lin")
    assert (offered(answer)[0], answer.named_first) == ("Wei Lin", True)
    answer = answer_query(index, "line")
    assert (offered(answer)[0], answer.named_first) == ("Ada Linesse", False)


def test_a_name_that_is_more_often_a_word_comes_after_the_papers() -> None:
    answer = answer_query(INDEX, "long ")
    assert offered(answer) == ["Guodong Long"]
    assert not answer.named_first
    assert fitting("long ") == fitting("long ", BARE)
    assert [hit.score for hit in answer.hits] == [h.score for h in answer_query(BARE, "long ").hits]


def test_a_name_and_a_topic_go_together() -> None:
    assert fitting("lecun digits ") == [1]
    assert fitting("bengio networks ") == [2, 5]
    assert fitting("bengio -deep ") == [3, 5]


def test_a_name_is_no_misspelling_and_none_is_taken_for_one() -> None:
    answer = answer_query(INDEX, "lecun network ")
    assert answer.notes == ()
    # `Gate` and `Gates` are texts' words; nobody is offered for a word that is nearly a name.
    assert offered(answer_query(INDEX, "lecum ")) == []
    assert offered(answer_query(INDEX, "gates ")) == []


def test_stop_words_may_be_of_a_name_but_are_none_alone() -> None:
    assert offered(answer_query(INDEX, "will an ")) == []
    assert offered(answer_query(INDEX, "wei wei ")) == ["Wei Wei"]
    assert [note.kind for note in answer_query(INDEX, "will an ").notes] == ["common"]


def test_a_name_can_be_excluded_and_be_a_phrase() -> None:
    assert set(fitting("-bengio")) == {0, 1, 4}
    assert set(fitting('-"yann lecun"')) == {0, 3, 4, 5}
    assert fitting('"yoshua bengio" networks ') == [2]


def test_a_year_alone_leads_to_its_page_and_beside_words_puts_its_papers_first() -> None:
    answer = answer_query(INDEX, "2015")
    assert (offered(answer), fitting("2015")) == (["2015"], [2, 4])
    assert fitting("networks 2015 ")[0] == 2
    assert fitting("lecun 2015 ")[0] == 2
    assert offered(answer_query(INDEX, "1987")) == []


def test_a_venue_is_named_by_its_whole_name_alone() -> None:
    answer = answer_query(INDEX, "neurips ")
    assert (offered(answer), fitting("neurips ")) == (["NeurIPS"], [1, 3])
    assert fitting("neurips digits ") == [1]
    # A word of texts that is a venue, too.
    answer = answer_query(INDEX, "networks ")
    assert offered(answer) == []


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("2601.23265", "2601.23265"),
        (" arXiv:2601.23265v3 ", "2601.23265"),
        ("https://arxiv.org/abs/2601.23265", "2601.23265"),
        ("arxiv.org/pdf/2601.23265v1.pdf", "2601.23265"),
        ("https://huggingface.co/papers/2601.23265", "2601.23265"),
        ("https://doi.org/10.48550/arXiv.2601.23265", "2601.23265"),
        ("cs/0101001", "cs/0101001"),
        ("10.5555/X.Y", "10.5555/x.y"),
        ("doi: 10.5555/x.y.", "10.5555/x.y"),
        ("https://doi.org/10.5555/x.y?via=z", "10.5555/x.y"),
        ("2019", ""),
        ("graph 2601.23265", ""),
        ("", ""),
        (")" * 10_000, ""),
    ],
)
def test_an_identifier_is_read_as_it_is_copied(typed: str, identifier: str) -> None:
    assert read_identifier(typed) == identifier


def test_an_identifier_finds_its_paper_alone() -> None:
    for query, paper in (("arXiv:2601.23265", 2), ("cs/0101001", 1)):
        answer = answer_query(INDEX, query)
        assert ([hit.document for hit in answer.hits], answer.fitting) == ([paper], 1)
        assert answer.notes == ()


def test_where_nobody_is_listed_a_word_that_may_be_a_name_is_looked_for_elsewhere() -> None:
    answer = answer_query(BARE, "hinton networks ")
    assert describe_note(answer.notes[-1]) == "This catalogue lists no authors."
    assert find_name(answer.notes) == "hinton"
    assert find_name(answer_query(BARE, "Geoffrey Hinton ").notes) == "Geoffrey Hinton"
    assert find_name(answer_query(BARE, "author:hinton").notes) == "hinton"


@pytest.mark.parametrize("query", ["netwroks ", "weather ", "networks ", "2601.1 ", "year:2019"])
def test_a_misspelt_or_english_word_is_not_taken_for_a_name(query: str) -> None:
    assert find_name(answer_query(BARE, query).notes) == ""


@pytest.mark.parametrize("field", ["author", "venue", "keyword", "year"])
def test_a_field_that_no_paper_has_is_said_to_be_so(field: str) -> None:
    notes = [describe_note(note) for note in answer_query(BARE, f"{field}:2019").notes]
    assert notes == [f"This catalogue lists no {field}s."]


@pytest.mark.parametrize(
    ("query", "papers"),
    [
        ("author:lecun", {1, 2, 4}),
        ('author:"yann lecun"', {1, 2}),
        ("author:yann-lecun", {1, 2}),
        ("author:lec", {1, 2, 4}),
        ("author:bengio author:yoshua", {2, 3}),
        ("-author:bengio", {0, 1, 4}),
        ("venue:neurips", {1, 3}),
        ("venue:neu", {1, 3}),
        ("venue:digits", {0}),
        ("venue:words", {2, 4}),
        ("year:2019", {5}),
        ("year:2015..2019", {2, 4, 5}),
        ("year:2019..2015", {2, 4, 5}),
        ("year:2016..", {0, 5}),
        ("year:..2015", {2, 4}),
        ("year:..", set()),
        ("year:20", set()),
        ("author:nobody", set()),
    ],
)
def test_a_field_chooses_papers(query: str, papers: set[int]) -> None:
    assert {hit.document for hit in answer_query(INDEX, query).hits} == papers


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("author:lecum", ("Yann LeCun", "Y. LeCun")),
        ('author:"yan lecun"', ("Yann LeCun", "Y. LeCun")),
        ('author:"samy bengoi"', ("Samy Bengio", "Yoshua Bengio")),
        ("venue:neurisp", ("NeurIPS",)),
        ("year:1987", ("2015",)),
        ("year:2030..", ("2021",)),
        ("author:zzzz", ()),
    ],
)
def test_a_value_that_there_is_not_leads_to_the_nearest(query: str, near: tuple[str, ...]) -> None:
    [note] = answer_query(INDEX, query).notes
    assert (note.kind, note.near) == ("no value", near)


def test_everybody_is_found_by_the_name_as_their_papers_write_it(catalogue: Catalogue) -> None:
    index = index_catalogue(catalogue)
    for person in catalogue.people.persons:
        for spelling in person.spellings:
            answer = answer_query(index, spelling.text)
            found = {index.documents[hit.document].id for hit in answer.hits[: answer.fitting]}
            assert set(person.papers) <= found, spelling.text


def test_nothing_changes_where_nobody_is_listed() -> None:
    bare: list[Document] = PAPERS
    assert answer_query(build_index(bare), "bengio networks ") == answer_query(
        replace(INDEX, directories={}, identifiers={}), "bengio networks "
    )
