from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from builder.exports.explorer import EXPORT, ROWS_PER_FILE, TITLES_PER_FILE
from builder.model.arrivals import Arrivals
from builder.model.catalogue import Catalogue
from builder.model.page import Page
from builder.model.records import Keyword, PaperId
from builder.model.slugs import guess_slug, keyword_id
from builder.output.rendering import Renderer
from builder.pages.explore import FIRST_PAGE_PAPERS, PAGE_KIND
from tests.papers import catalogue_of, paper, sighting

TOY = catalogue_of(
    paper("b", "Beta", sightings=(sighting("first", 2), sighting("second", 1)), date="2024-03"),
    paper("a", "“Ábc” <b>", "Not <i>this</i>.", sightings=(sighting("first", 1),)),
    paper("c", "Gamma", sightings=(sighting("second", 9),), code_url="https://code.example/c"),
    tags={"a": ("vision",), "b": ("speech", "vision"), "c": ()},
)


def files_of(catalogue: Catalogue) -> dict[str, Any]:
    return {file.path: json.loads(file.content) for file in EXPORT.lay_out(catalogue)}


def page_of(catalogue: Catalogue) -> Page:
    (page,) = PAGE_KIND.lay_out(catalogue)
    return page


@pytest.fixture(scope="module")
def toy() -> dict[str, Any]:
    return files_of(TOY)


def test_papers_stand_by_their_best_place_in_a_listing(toy: dict[str, Any]) -> None:
    assert toy["explore/titles.json"]["titles"] == ["“Ábc” <b>", "Beta", "Gamma"]


def test_every_file_keeps_the_same_order_of_papers(toy: dict[str, Any]) -> None:
    slugs = [row["slug"] for row in toy["explore/rows/0.json"]]
    assert slugs == ["a", "b", "c"]
    filters = toy["explore/filters.json"]
    assert filters["sightings"] == [[0, 1], [0, 2, 1, 1], [1, 9]]
    assert [[filters["tags"][n] for n in tagged] for tagged in filters["tagged"]] == [
        ["vision"],
        ["speech", "vision"],
        [],
    ]


def test_code_and_years_are_said_where_known(toy: dict[str, Any]) -> None:
    assert toy["explore/filters.json"]["code"] == [2]
    assert toy["explore/filters.json"]["years"] == [0, 2024, 0]


def test_how_many_tags_no_machine_gave_is_said_of_each_paper(toy: dict[str, Any]) -> None:
    assert toy["explore/filters.json"]["given"] == [0, 0, 0]
    first, second = TOY.assignments[PaperId("b")]
    mixed = {**TOY.assignments, PaperId("b"): (replace(first, by="keyword"), second)}
    files = files_of(replace(TOY, assignments=mixed))
    assert files["explore/filters.json"]["given"] == [0, 1, 0]


def test_years_are_absent_where_no_paper_has_one() -> None:
    assert files_of(catalogue_of(paper("a")))["explore/filters.json"]["years"] is None


def test_days_tell_apart_papers_of_a_year_as_far_as_they_are_known(toy: dict[str, Any]) -> None:
    assert toy["explore/filters.json"]["days"] == [0, 3 * 32, 0]
    dates = ("2024", "2024-01", "2024-01-01", "2024-12-31")
    papers = [
        paper(f"p{n}", date=date, sightings=(sighting("first", n + 1),))
        for n, date in enumerate(dates)
    ]
    days = files_of(catalogue_of(*papers))["explore/filters.json"]["days"]
    assert days == sorted(set(days))
    assert max(days) < 512  # See `DAYS` in `orders.js`.
    assert files_of(catalogue_of(papers[0]))["explore/filters.json"]["days"] is None


def test_days_on_which_papers_came_count_from_the_first() -> None:
    def arrivals_of(**days: str) -> object:
        papers = (
            paper(id_, sightings=(sighting("first", n),)) for n, id_ in enumerate("abc", start=1)
        )
        came = {id_: dt.date.fromisoformat(day) for id_, day in days.items()}
        catalogue = catalogue_of(*papers, arrivals=Arrivals(papers=came))
        found = files_of(catalogue)["explore/filters.json"]["arrivals"]
        assert page_of(catalogue).context["came"] == (found is not None)
        return found

    assert arrivals_of(a="2026-01-31", c="2026-02-01") == [1, 0, 2]
    assert arrivals_of(a="2026-01-31", b="2026-01-31") is None
    assert arrivals_of() is None


def test_values_that_most_papers_have_come_with_their_papers_as_differences() -> None:
    papers = [
        paper(
            f"p{n}",
            sightings=(sighting("first", n + 1),),
            authors=("Ada Lovelace",) if n in (1, 2, 5) else (f"Someone Else{n}",),
            keywords=(Keyword(name="C++", spellings=("c++",)),) if n == 3 else (),
        )
        for n in range(20)
    ]
    assert files_of(catalogue_of(*papers))["explore/filters.json"]["frequent"] == {
        "author": {"ada-lovelace": [1, 1, 3]},
        "keyword": {keyword_id("C++"): [3]},
    }
    assert files_of(TOY)["explore/filters.json"]["frequent"] == {}


def test_a_row_has_the_addresses_that_do_not_follow_from_a_name() -> None:
    shared = {"sightings": (sighting("first", 1),), "venue": "Hive Letters", "date": "2024-03"}
    authors = ("Ada Lovelace", "Jörg Ötzi", "Once Only", "Ada Lovelace II")
    one, two = paper("a", authors=authors, **shared), paper("b", authors=authors[:2], **shared)
    rows = files_of(catalogue_of(one, two))["explore/rows/0.json"]
    address = catalogue_of(one, two).people.authors_of(one.id)[1].address
    assert rows[0] == {
        "slug": "a",
        "abstract": "An abstract.",
        "authors": ["Ada Lovelace", "Jörg Ötzi", "Once Only"],
        "people": [1, address, 0],
        "more": True,
        "year": 2024,
        "venue": "Hive Letters",
    }
    assert rows[1]["people"] == [1, address]
    assert "more" not in rows[1]


def test_titles_sort_without_case_accents_and_leading_signs() -> None:
    catalogue = catalogue_of(
        paper("1", "Ezra", sightings=(sighting("first", 1),)),
        paper("2", "Élan", sightings=(sighting("first", 2),)),
        paper("3", "(Delta)", sightings=(sighting("first", 3),)),
        paper("4", "beta", sightings=(sighting("first", 4),)),
        paper("5", "Alpha", sightings=(sighting("first", 5),)),
    )
    assert files_of(catalogue)["explore/filters.json"]["title_ranks"] == [4, 3, 2, 1, 0]


def test_only_slugs_that_do_not_follow_from_the_title_are_listed(toy: dict[str, Any]) -> None:
    assert toy["explore/titles.json"]["slugs"] == {"0": "a", "1": "b", "2": "c"}
    obvious = catalogue_of(paper("attention-is-all-you-need", "Attention Is All You Need"))
    assert files_of(obvious)["explore/titles.json"]["slugs"] == {}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Attention Is All You Need!", "attention-is-all-you-need"),
        ("  C++ & co: 2D/3D ", "c-co-2d-3d"),
        ("Ünïcode", "n-code"),
        ("a" * 79 + " b", "a" * 79),
        ("日本語", ""),
    ],
)
def test_a_slug_is_guessed_from_plain_letters_and_digits(title: str, slug: str) -> None:
    assert guess_slug(title) == slug


def test_a_large_catalogue_has_its_titles_in_parts_too() -> None:
    many = [paper(f"p{n:04}", sightings=(sighting("first", n + 1),)) for n in range(2001)]
    files = files_of(catalogue_of(*many))
    whole = files["explore/titles.json"]["titles"]
    parts = [files[f"explore/titles/{n}.json"] for n in range(-(-2001 // TITLES_PER_FILE))]
    assert [title for part in parts for title in part["titles"]] == whole
    assert parts[1]["slugs"]["0"] == f"p{TITLES_PER_FILE:04}"


def test_texts_are_data_as_they_were_written(toy: dict[str, Any]) -> None:
    assert toy["explore/rows/0.json"][0]["abstract"] == TOY.paper[TOY.papers[0].id].abstract.plain


def test_where_the_aim_stands_is_told_of_an_abstract_that_is_folded() -> None:
    aim = "In this paper we study 𝛼."
    long = f"𝛼 is a letter. {aim} {'It does. ' * 30}"
    first = paper("a", abstract=long, sightings=(sighting("first", 1),))
    second = paper("b", abstract=aim, sightings=(sighting("first", 2),))
    one, two = files_of(catalogue_of(first, second))["explore/rows/0.json"]
    start, end = one["aim"]
    units = long.encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == aim
    assert "aim" not in two


def test_what_is_unknown_of_a_paper_is_left_out(toy: dict[str, Any]) -> None:
    assert set(toy["explore/rows/0.json"][0]) == {"slug", "abstract"}


@pytest.mark.parametrize("papers", [1, ROWS_PER_FILE, ROWS_PER_FILE + 1])
def test_rows_come_in_files_of_equal_length(papers: int) -> None:
    many = [paper(f"p{n:03}", sightings=(sighting("first", n + 1),)) for n in range(papers)]
    files = files_of(catalogue_of(*many))
    rows = [files[f"explore/rows/{n}.json"] for n in range(len(files) - 2)]
    assert [row["slug"] for file in rows for row in file] == [p.id for p in many]
    assert all(len(file) == ROWS_PER_FILE for file in rows[:-1])


def test_an_empty_catalogue_has_no_rows() -> None:
    assert set(files_of(catalogue_of())) == {"explore/filters.json", "explore/titles.json"}


def test_the_page_offers_each_value_with_its_papers_most_first() -> None:
    groups = {group.id: group for group in page_of(TOY).context["groups"]}
    counts = {id_: [(v.id, v.papers) for v in group.values] for id_, group in groups.items()}
    assert counts == {
        "task": [("vision", 2), ("speech", 1), ("unused", 0)],
        "not-tagged": [("none", 1)],
        "source": [("first", 2), ("second", 2)],
        "code": [("1", 1)],
    }


def test_people_who_are_many_are_offered_from_two_papers_on_and_the_others_found() -> None:
    papers = [
        paper(
            f"p{n}",
            sightings=(sighting("first", n + 1),),
            authors=(f"Ada {'abcdefghijklmn'[n] * 3}son".title(),),
            venue="Hive Letters",
        )
        for n in range(14)
    ]
    second = replace(papers[0], id=PaperId("second"))
    groups = {g.id: g for g in page_of(catalogue_of(*papers, second)).context["groups"]}
    assert [(value.name, value.papers) for value in groups["author"].values] == [("Ada Aaason", 2)]
    assert groups["author"].others == 13
    assert groups["venue"].others == 0
    few = {g.id: g for g in page_of(catalogue_of(*papers[:3])).context["groups"]}
    assert [value.papers for value in few["author"].values] == [1, 1, 1]
    assert few["author"].others == 0


def test_what_no_paper_has_is_not_offered_as_a_group() -> None:
    groups = page_of(catalogue_of(paper("a"), tags={"a": ("vision",)})).context["groups"]
    assert [group.id for group in groups] == ["task", "source"]


def test_without_a_script_the_page_leads_to_the_tags_and_listings(project: Any) -> None:
    renderer = Renderer(project.templates, TOY.site)
    text = renderer.render(page_of(TOY)).content.decode()
    links = text.split("<aside")[1].split("<noscript>")[1].split("</noscript>")[0]
    assert 'href="../tags/vision/"' in links
    assert 'href="../sources/second/"' in links
    assert "tags/unused/" not in links


def test_the_page_comes_with_the_first_papers_in_their_order() -> None:
    many = [
        paper(f"p{n:03}", f"Title {n}", sightings=(sighting("first", n + 1),)) for n in range(30)
    ]
    rows = page_of(catalogue_of(*many)).context["rows"]
    assert [row.card.title for row in rows] == [f"Title {n}" for n in range(FIRST_PAGE_PAPERS)]


def test_the_first_papers_are_shown_as_the_script_would() -> None:
    long = "word " * 200
    first = paper("a", "“Ábc” <b>", long, sightings=(sighting("first", 1), sighting("first", 9)))
    second = paper("b", abstract="Short.", sightings=(sighting("first", 2),))
    row, short = page_of(catalogue_of(first, second)).context["rows"]
    assert row.card.title == "“Ábc” &lt;b&gt;"
    assert [one.position for one in row.card.seen] == [1, 9]
    assert (row.folded, short.folded) == (True, False)
    assert row.card.summary.endswith("word…")
    assert len(row.card.summary) < len(long) / 2
    assert [row.code for row in page_of(TOY).context["rows"]] == [False, False, True]


def test_names_of_strangers_are_escaped_on_the_page(project: Any) -> None:
    renderer = Renderer(project.templates, TOY.site)
    catalogue = catalogue_of(paper("a"), tags={"a": ('<img src=x onerror="x">',)})
    assert "<img" not in renderer.render(page_of(catalogue)).content.decode()
