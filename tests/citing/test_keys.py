"""Short citation keys: readable, stable, and never two the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.citing.citation import cite
from builder.citing.formats import to_bibtex
from builder.citing.keys import make_keys
from builder.model.catalogue import Catalogue
from builder.model.records import Paper
from builder.model.slugs import make_slug
from tests.papers import catalogue_of, paper


def titled(title: str, *authors: str, date: str | None = None, slug: str = "") -> Paper:
    return paper(slug or make_slug(title), title, authors=authors, date=date)


def keys_of(*papers: Paper) -> Mapping[str, str]:
    return {str(slug): key for slug, key in make_keys(papers).items()}


@pytest.mark.parametrize(
    ("title", "author", "date", "key"),
    [
        ("2D Matryoshka Embeddings", "Aditya Kusupati", "2022-05", "kusupati2022matryoshka"),
        ("On the Tides", "Jan van der Berg", "2024", "vanderberg2024tides"),
        ("Towards a Theory", "Zoë O'Neill-Ås", "2024", "oneillas2024theory"),
        ("A Grammar", "Richard H. Granger Jr.", "2024", "granger2024grammar"),
        ("The Almanac", "The Tidal Consortium", "2024", "tidalconsortium2024almanac"),
        (
            "The Almanac",
            "World Organization for the Very Many Words",
            "2024",
            "worldorganizationvery2024almanac",
        ),
        ("The Almanac", "Ada Lovelace", None, "lovelacealmanac"),
        ("The Almanac of the Long Coast Line", "", "2024", "almanaclongcoast2024"),
        ("What Is It?", "Ada Lovelace", "2024", "lovelace2024what"),
        ("1984", "Ada Lovelace", "2024", "lovelace2024"),
        ("日本語", "山田", "2024", "shantian2024ribenyu"),
        ("…", "", None, "the-slug"),
        ("1984", "", None, "the-slug"),
    ],
)
def test_a_key_is_family_name_year_and_the_first_telling_word(
    title: str, author: str, date: str | None, key: str
) -> None:
    authors = (author,) if author else ()
    [made] = make_keys([titled(title, *authors, date=date, slug="the-slug")]).values()
    assert made == key


def test_papers_that_would_share_a_key_take_more_words_and_then_a_digest() -> None:
    papers = [
        titled("Deep Tides", "Ada Lovelace", date="2024"),
        titled("Deep Lamps", "Eve Lovelace", date="2024"),
        titled("Deep", "Ada Lovelace", date="2024"),
        titled("Rye", "Ada Lovelace", date="2024", slug="rye-1"),
        titled("Rye", "Eve Lovelace", date="2024", slug="rye-2"),
    ]
    keys = keys_of(*papers)
    assert keys["deep-tides"] == "lovelace2024deeptides"
    assert keys["deep-lamps"] == "lovelace2024deeplamps"
    assert keys["deep"] == "lovelace2024deep"
    assert re.fullmatch("lovelace2024rye-[0-9a-f]{4}", keys["rye-1"])
    assert keys["rye-1"] != keys["rye-2"]


def test_no_key_is_the_slug_of_another_paper() -> None:
    other = titled("Something", slug="lovelace2024tides")
    assert keys_of(titled("Tides", "Ada Lovelace", date="2024"), other)["tides"] != other.id


WORDS = ("deep", "tides", "of", "lamps", "1984", "語", "the")
PAPERS = st.lists(
    st.builds(
        lambda words, author, date: (" ".join(words), author, date),
        st.lists(st.sampled_from(WORDS), max_size=4),
        st.sampled_from([(), ("Ada Lovelace",), ("W. Lin",), ("語",)]),
        st.sampled_from([None, "2024"]),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(PAPERS)
def test_keys_never_collide_and_stay_when_other_papers_come(
    drawn: list[tuple[str, tuple[str, ...], str | None]],
) -> None:
    papers = [
        titled(title, *authors, date=date, slug=f"p{n}")
        for n, (title, authors, date) in enumerate(drawn)
    ]
    all_keys = make_keys(papers)
    assert len(set(all_keys.values())) == len(papers)
    assert make_keys(reversed(papers)) == all_keys
    for one in papers:
        alone = make_keys([one])[one.id]
        shared = [p for p in papers if make_keys([p])[p.id] == alone]
        if len(shared) == 1 and alone not in {all_keys[p.id] for p in papers if p is not one}:
            assert all_keys[one.id] == alone


def test_every_key_of_a_catalogue_is_another(catalogue: Catalogue) -> None:
    keys = list(catalogue.keys.values())
    assert len(set(keys)) == len(keys) == len(catalogue.papers)
    assert all(re.fullmatch("[a-z][a-z0-9-]*", key) for key in keys)


def test_the_permanent_key_is_the_entrys_and_the_short_one_its_alias() -> None:
    one = titled("On Tides", "Ada Lovelace", date="2024")
    text = to_bibtex([cite(one, catalogue_of(one))])
    assert text.startswith("@misc{on-tides,\n")
    assert "  ids = {lovelace2024tides},\n" in text
