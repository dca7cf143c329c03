from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model.slugs import (
    MAX_SLUG_LENGTH,
    RESERVED_SLUGS,
    is_slug,
    keyword_id,
    make_namesake_slug,
    make_slug,
    paper_address,
    parse_slug,
    slug_of_file,
)
from builder.text.title_key import normalise_title

LONG = "A Study of " + "very " * 30 + "long titles"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Attention Is All You Need", "attention-is-all-you-need"),
        ("BERT: Pre-training", "bert-pre-training"),
        ("na\u00efve Bayes", "naive-bayes"),
        (
            "What\u2019s New in \u03b2-cells & <i>in vivo</i>?",
            "whats-new-in-beta-cells-and-in-vivo",
        ),
        ("4D", "4d"),
    ],
)
def test_a_title_that_fits_is_its_own_slug(title: str, slug: str) -> None:
    assert make_slug(title) == slug


@pytest.mark.parametrize(
    "title",
    [
        "\u7d39\u4ecb",
        "\U0001f525",
        "\U0001f4a7",
        "",
        "?!",
        "\u0939\u093f\u0928\u094d\u0926\u0940",
        LONG,
        *sorted(RESERVED_SLUGS),
    ],
)
def test_a_title_that_does_not_fit_keeps_readable_words_and_gets_a_digest(title: str) -> None:
    slug = make_slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}", slug)
    assert len(slug) <= MAX_SLUG_LENGTH
    assert slug not in RESERVED_SLUGS


def test_titles_with_the_same_beginning_differ() -> None:
    assert make_slug(LONG) != make_slug(LONG + " again")


def test_signs_that_mean_something_keep_titles_apart() -> None:
    assert len({make_slug("C"), make_slug("C++"), make_slug("C#")}) == 3


def test_a_title_cannot_pose_as_the_slug_of_another() -> None:
    assert make_slug(str(make_slug("\U0001f525")).replace("-", " ")) != make_slug("\U0001f525")


def test_case_spacing_and_punctuation_do_not_matter() -> None:
    assert make_slug("  deep\u00a0 LEARNING: a survey. ") == make_slug("Deep Learning - A Survey")


def test_namesakes_differ_by_what_tells_them_apart() -> None:
    slugs = {make_namesake_slug("Editorial", doi) for doi in ("10.1/a", "10.1/b")}
    assert len(slugs | {make_slug("Editorial")}) == 3


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("papers/attention/", "attention"),
        ("/papers/attention", "attention"),
        ("attention", "attention"),
        ("papers/../secret/", None),
        ("papers/Attention/", None),
        ("index", None),
        ("", None),
    ],
)
def test_only_an_address_that_a_paper_can_have_is_one(address: str, slug: str | None) -> None:
    assert parse_slug(address) == slug


WORDS = st.lists(
    st.sampled_from(["a", "A", "b", "c++", "\u00e4", "\u7d39", "\U0001f525", "-", "1", LONG]),
    max_size=4,
)


@settings(deadline=None)
@given(st.text(max_size=120) | WORDS.map(" ".join), st.text(max_size=120) | WORDS.map(" ".join))
def test_different_titles_never_share_a_slug_and_equal_ones_always_do(one: str, two: str) -> None:
    assert (make_slug(one) == make_slug(two)) == (normalise_title(one) == normalise_title(two))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_every_slug_is_a_safe_file_name(title: str) -> None:
    slug = make_slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= MAX_SLUG_LENGTH
    assert slug not in RESERVED_SLUGS


@settings(deadline=None)
@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(title: str) -> None:
    assert normalise_title(normalise_title(title)) == normalise_title(title)


def test_the_address_of_a_paper_leads_back_to_its_slug() -> None:
    slug = make_slug("A Title")
    assert paper_address(slug) == "papers/a-title/"
    assert parse_slug(paper_address(slug)) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("000_15a37d389321c336", "000-15a37d389321c336"),
        ("\u00dcbersicht \u2013 M\u00e4rz 2024", "ubersicht-marz-2024"),
        ("L'\u00e9t\u00e9, 1,000 papers", "l-ete-1000-papers"),
        ("\u041e\u0431\u0437\u043e\u0440", "obzor"),
        ("\u8ad6\u6587", "lun-wen"),
        ("\U0001f525", ""),
    ],
)
def test_a_listing_keeps_the_address_that_was_published(name: str, slug: str) -> None:
    assert slug_of_file(name) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("word embeddings", "word-embeddings"),
        ("Pre-training", "pre-training"),
        ("cs.LG", "cs-lg"),
        ("TTS", "tts"),
        ("naïve Bayes", "naive-bayes"),
        ("C", "c"),
        ("question answering (QA)", "question-answering-qa"),
    ],
)
def test_a_keyword_has_a_plain_slug_where_its_words_make_it_up(name: str, slug: str) -> None:
    assert keyword_id(name) == slug


def test_another_keyword_has_a_slug_of_its_own_that_fits_an_address() -> None:
    names = ("C", "C++", "C#", "α", "日本", "!", "x" * 200, "x" * 201, "a&b=c?d#e", "<script>")
    slugs = {keyword_id(name) for name in names}
    assert len(slugs) == len(names)
    assert all(map(is_slug, slugs))
