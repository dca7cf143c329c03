"""A paper's citation record, and its formats as parsers that are not ours read them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import bibtexparser
import pybtex.database
import pytest
import rispy
from citeproc import Citation as Cite
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pylatexenc.latex2text import LatexNodes2Text

from builder.citing.author_names import split_name
from builder.citing.citation import Citation, cite, to_tex
from builder.citing.formats import to_bibtex, to_coins, to_csl, to_ris
from builder.model.catalogue import Catalogue
from builder.model.records import Keyword
from builder.readers._keywords import split_tex_keywords
from tests.papers import SITE, catalogue_of, paper, sighting

UGLY = [
    "Plain words",
    "100% of $5 & more_than #1 {braces} ~tilde ^caret \\backslash",
    "An unbalanced { brace",
    "A closing } then { opening",
    "UniRepLKNet: Large Kernels for ConvNets, BERT and R&D",
    "<script>alert('x')</script> & \"quotes\"",
    "@article{fake, title={No}}",
    "Grüße, naïve façade, 日本語の題名 😀",
    "A constructor of toString",
    "line\nbreak\ttab and \x07bell",
    "TY  - JOUR\nER  - ",
    "=HYPERLINK(1)",
    "A lone surrogate \ud800 here",
    "$O(n \\log n)$ Attention",
]


def cited(**fields: Any) -> Citation:
    one = paper("a-title", **fields)
    return cite(one, catalogue_of(one))


def test_without_authors_and_year_a_paper_is_a_misc_with_title_and_link() -> None:
    record = cited(sightings=(sighting("first", 3, "Mar 18"), sighting("second", 1)))
    assert to_bibtex([record]) == (
        "@misc{a-title,\n"
        "  title = {A Title},\n"
        "  url = {https://papers.example/sub/papers/a-title/},\n"
        "  ids = {title},\n"
        "  abstract = {An abstract.},\n"
        "}\n"
    )


def test_no_field_that_styles_print_says_where_a_paper_was_seen() -> None:
    record = cited(sightings=(sighting("first", 3, "Mar 18"),))
    for text in (to_bibtex([record]), to_ris([record]), to_csl([record])):
        assert "Listing" not in text
        assert "note" not in text


@pytest.mark.parametrize(
    ("fields", "bibtex", "ris", "csl", "venue_field"),
    [
        ({"venue": "Journal of Toys"}, "article", "JOUR", "article-journal", "journal"),
        ({"venue": "Proc. of ToyConf"}, "inproceedings", "CPAPER", "paper-conference", "booktitle"),
        ({"arxiv_id": "2403.01234"}, "misc", "UNPB", "article", None),
        (
            {"arxiv_id": "2403.01234", "venue": "arXiv"},
            "misc",
            "UNPB",
            "article",
            "howpublished",
        ),
        ({"doi": "10.1/x"}, "misc", "GEN", "document", None),
    ],
)
def test_with_authors_and_year_a_paper_has_its_proper_type(
    fields: dict[str, str], bibtex: str, ris: str, csl: str, venue_field: str | None
) -> None:
    record = cited(authors=("Ada Lovelace", "Jan van der Berg"), date="2024-03", **fields)
    entry = pybtex.database.parse_string(to_bibtex([record]), "bibtex").entries["a-title"]
    assert entry.type == bibtex
    assert [str(person) for person in entry.persons["author"]] == [
        "Lovelace, Ada",
        "van der Berg, Jan",
    ]
    assert (entry.fields["year"], entry.fields["month"]) == ("2024", "March")
    assert "note" not in entry.fields
    if venue_field:
        assert entry.fields[venue_field] == fields["venue"]
    [from_ris] = rispy.loads(to_ris([record]))
    assert from_ris["type_of_reference"] == ris
    assert from_ris["authors"] == ["Lovelace, Ada", "van der Berg, Jan"]
    [from_csl] = json.loads(to_csl([record]))
    assert from_csl["type"] == csl
    assert from_csl["issued"] == {"date-parts": [[2024, 3]]}


@pytest.mark.parametrize("known", [{"authors": ("Ada Lovelace",)}, {"date": "2024"}])
def test_half_of_authors_and_year_is_kept_and_nothing_is_invented(known: dict[str, Any]) -> None:
    record = cited(venue="Journal of Toys", **known)
    assert record.kind == "misc"
    assert ("author" in to_bibtex([record])) is ("authors" in known)
    assert ("year" in to_bibtex([record])) is ("date" in known)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace", ("Lovelace", "Ada")),
        ("Ludwig van Beethoven", ("van Beethoven", "Ludwig")),
        ("Maria De La Cruz", ("De La Cruz", "Maria")),
        ("Guy Van den Broeck", ("Van den Broeck", "Guy")),
        ("Martin Luther King Jr.", ("King", "Martin Luther", "Jr.")),
        ("Martin L. King III", ("King", "Martin L.", "III")),
        ("King III", ("King III",)),
        ("OpenAI", ("OpenAI",)),
        ("World Health Organization", ("World Health Organization",)),
        ("Procter & Gamble", ("Procter & Gamble",)),
        ("The Apiary Group", ("The Apiary Group",)),
        ("Toy Labs, Inc.", ("Toy Labs, Inc.",)),
        ("bell hooks", ("hooks", "bell")),
        ("a b c d e f g h i j k", ("a b c d e f g h i j k",)),
    ],
)
def test_a_name_is_split_as_bibtex_splits_it(name: str, parts: tuple[str, ...]) -> None:
    assert split_name(name) == parts


def test_suffixes_particles_and_organisations_are_what_they_are_in_every_format() -> None:
    names = ("Richard H. Granger Jr.", "Jan van der Berg", "World Health Organization")
    record = cited(authors=names, date="2024")
    [entry] = pybtex.database.parse_string(to_bibtex([record]), "bibtex").entries.values()
    granger, berg, organisation = entry.persons["author"]
    assert (granger.last_names, granger.lineage_names) == (["Granger"], ["Jr."])
    assert (berg.prelast_names, berg.last_names) == (["van", "der"], ["Berg"])
    assert organisation.last_names == ["{World Health Organization}"]
    [from_ris] = rispy.loads(to_ris([record]))
    assert from_ris["authors"] == [
        "Granger, Richard H., Jr.",
        "van der Berg, Jan",
        "World Health Organization",
    ]
    assert json.loads(to_csl([record]))[0]["author"] == [
        {"family": "Granger", "given": "Richard H.", "suffix": "Jr."},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "World Health Organization"},
    ]


@pytest.mark.parametrize("name", ["Salt and Pepper", "OpenAI", "Smith, Inc.", "Ann } Brace {"])
def test_one_author_stays_one_author_in_bibtex(name: str) -> None:
    text = to_bibtex([cited(authors=(name,), date="2024")])
    entry = pybtex.database.parse_string(text, "bibtex").entries["a-title"]
    assert len(entry.persons["author"]) == 1


@pytest.mark.parametrize("title", UGLY)
def test_ugly_titles_come_back_from_every_parser_as_they_were(title: str) -> None:
    records = [
        cited(
            title=title, abstract=title, venue=title, date="2024", keywords=(Keyword(name=title),)
        ),
        _other(),
    ]
    wanted = records[0].title
    entries = pybtex.database.parse_string(to_bibtex(records), "bibtex").entries
    assert list(entries) == ["a-title", "other"]
    if "$O" not in title:
        assert _untexed(entries["a-title"].fields["title"]) == wanted
    again = bibtexparser.parse_string(to_bibtex(records))
    assert not again.failed_blocks
    assert [entry.key for entry in again.entries] == ["a-title", "other"]
    from_ris = rispy.loads(to_ris(records))
    assert [entry["id"] for entry in from_ris] == ["a-title", "other"]
    assert from_ris[0]["title"] == wanted
    assert json.loads(to_csl(records))[0]["title"] == wanted


def test_capitals_inside_a_word_are_kept_from_the_style() -> None:
    assert to_tex("BERT and UniNet for R&D in 3D") == "{BERT} and {UniNet} for R\\&D in {3D}"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://x.example/a{b}c d", "https://x.example/a%7Bb%7Dc%20d"),
        ("javascript:alert(1)", "https://papers.example/sub/papers/a-title/"),
    ],
)
def test_a_link_is_an_address_that_cannot_break_out(url: str, link: str) -> None:
    assert cited(url=url).url == link


def test_a_doi_and_an_arxiv_id_give_the_link_where_there_is_no_other() -> None:
    assert cited(doi="10.1/a<b>", arxiv_id="2403.1").url == "https://doi.org/10.1/a%3Cb%3E"
    assert cited(arxiv_id="2403.1").url == "https://arxiv.org/abs/2403.1"


def test_keywords_come_back_from_every_format_as_they_were() -> None:
    names = ["tides", "R&D", "knots, wild", "salt; pepper", "50% of ice"]
    record = cited(keywords=tuple(Keyword(name=name) for name in names))
    assert split_tex_keywords(_field(to_bibtex([record]), "keywords")) == tuple(names)
    [from_ris] = rispy.loads(to_ris([record]))
    assert from_ris["keywords"] == names
    assert json.loads(to_csl([record]))[0]["keyword"] == ", ".join(names)
    assert "keyword" not in to_bibtex([cited()]) + to_ris([cited()]) + to_csl([cited()])


def test_tags_that_no_machine_gave_are_keywords_each_once() -> None:
    one = paper("a-title", keywords=(Keyword(name="video"), Keyword(name="lamps")))
    catalogue = catalogue_of(one, tags={"a-title": ("audio", "maps", "video")})
    by = {"audio": "machine", "maps": "hand", "video": "keyword"}
    given = tuple(replace(each, by=by[each.tag]) for each in catalogue.assignments[one.id])
    record = cite(one, replace(catalogue, assignments={one.id: given}))
    assert record.keywords == ("video", "lamps", "Maps")


@pytest.mark.parametrize(
    ("pages", "bibtex", "ris"),
    [("12-18", "12--18", ("12", "18")), ("S353", "S353", ("S353", None))],
)
def test_volume_issue_and_pages_are_in_every_format(
    pages: str, bibtex: str, ris: tuple[str, str | None]
) -> None:
    record = cited(venue="Journal of Toys", volume="7", issue="1-2", pages=pages)
    text = to_bibtex([record])
    assert [_field(text, name) for name in ("volume", "number", "pages")] == ["7", "1--2", bibtex]
    [from_ris] = rispy.loads(to_ris([record]))
    assert (from_ris["volume"], from_ris["number"]) == ("7", "1-2")
    assert (from_ris["start_page"], from_ris.get("end_page")) == ris
    [csl] = json.loads(to_csl([record]))
    assert (csl["volume"], csl["issue"], csl["page"]) == ("7", "1-2", pages)


def test_the_abstract_is_in_every_format() -> None:
    record = cited(abstract="100% of {it}\n& more.")
    assert _field(to_bibtex([record]), "abstract") == (
        r"100\% of \textbraceleft{}it\textbraceright{} \& more."
    )
    assert rispy.loads(to_ris([record]))[0]["abstract"] == "100% of {it} & more."
    assert json.loads(to_csl([record]))[0]["abstract"] == "100% of {it} & more."
    assert "bstract" not in to_bibtex([cited(abstract="")]) + to_csl([cited(abstract="")])


@pytest.mark.parametrize("title", ["", "\x07", " ", "\u200b", "\u202a\u202c", "\ufeff"])
def test_a_title_that_prints_nothing_has_a_stand_in(title: str) -> None:
    record = cited(title=title, authors=("\u200b",), venue="\u200b")
    assert (record.title, record.authors, record.venue) == ("Untitled", (), None)
    assert "title = {Untitled}," in to_bibtex([record])


def test_coins_carry_the_record_as_an_openurl() -> None:
    article = cited(title="R&D", authors=("Ada Lovelace",), date="2024", venue="Journal of Toys")
    found = parse_qs(to_coins(article))
    assert found["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:journal"]
    assert found["rft.atitle"] == ["R&D"]
    assert found["rft.au"] == ["Lovelace, Ada"]
    assert found["rft_id"] == ["https://papers.example/sub/papers/a-title/"]
    assert parse_qs(to_coins(cited()))["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"]


def test_every_paper_of_a_catalogue_is_read_by_parsers_that_are_not_ours(
    catalogue: Catalogue,
) -> None:
    records = [cite(one, catalogue) for one in catalogue.papers]
    titles = [record.title for record in records]
    keys = [record.key for record in records]
    assert len(set(keys)) == len(keys) == len(catalogue.papers)

    entries = pybtex.database.parse_string(to_bibtex(records), "bibtex").entries
    assert list(entries) == keys
    plain = [record.title for record in records if not record.title_tex]
    assert [_untexed(entries[r.key].fields["title"]) for r in records if not r.title_tex] == plain
    again = bibtexparser.parse_string(to_bibtex(records))
    assert not again.failed_blocks
    assert len(again.entries) == len(records)

    from_ris = rispy.loads(to_ris(records))
    assert [(entry["id"], entry["title"]) for entry in from_ris] == list(
        zip(keys, titles, strict=True)
    )

    assert len(_bibliography(to_csl(records))) == len(records)


def test_citeproc_sets_a_bibliography_from_csl_json() -> None:
    record = cited(authors=("Ada Lovelace",), date="2024", venue="Journal of Toys")
    [line] = _bibliography(to_csl([record]))
    assert "Lovelace" in line
    assert "A Title" in line
    assert "2024" in line


def test_the_same_record_has_no_link_where_the_site_has_no_address() -> None:
    one = paper("a-title")
    assert cite(one, catalogue_of(one, site=_without_address())).url is None


def _without_address() -> Any:
    return replace(SITE, url="")


def _other() -> Citation:
    one = paper("other")
    return cite(one, catalogue_of(one))


def _untexed(tex: str) -> str:
    for command, char in (("braceleft", r"\{"), ("braceright", r"\}")):
        tex = tex.replace(rf"\text{command}{{}}", char)
    tex = tex.replace(r"\textasciicircum{}", "^")
    return str(LatexNodes2Text(strict_latex_spaces=True).latex_to_text(tex))


def _field(bibtex: str, name: str) -> str:
    [entry] = bibtexparser.parse_string(bibtex).entries
    return str(entry.fields_dict[name].value)


def _bibliography(csl: str) -> list[str]:
    source = CiteProcJSON(json.loads(csl))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for key in source:
        bibliography.register(Cite([CitationItem(key)]))
    return [str(item) for item in bibliography.bibliography()]
