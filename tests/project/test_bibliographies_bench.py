"""The bench that compares other people's bibliographies counts by itself, and notices a loss."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.bibliographies import compare_source
from bench.counted_records import FIELDS, count_records
from tests import GOLDEN

RIS = "TY  - JOUR\nTI  - A\nAU  - Lovelace, Ada\nPY  - 1843\nKW  - bees\nER  - \n"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<entry>
<id>http://arxiv.org/abs/2403.01234v1</id><title>A</title><summary>We count.</summary>
<author><name>Ada Lovelace</name></author><category term="cs.CL"/>
<link href="https://arxiv.org/pdf/2403.01234v1" title="pdf"/>
</entry></feed>"""


@pytest.mark.parametrize(
    ("name", "text", "fields"),
    [
        ("a.bib", "@string{x=1}\n@misc{a,\n title={A},\n date={1843}, doi={}\n}", "title date"),
        ("a.ris", RIS, "title authors date keywords"),
        ("a.atom", ATOM, "title authors arxiv abstract keywords pdf"),
        ("a.csv", "Title,Year,DOI\nA,1843,\n", "title date"),
        ("a.json", '{"results": [{"title": "A", "year": 1843, "doi": null}]}', "title date"),
        ("a.jsonl", '{"title": "A", "author": [{"ORCID": "0000-0001-0000-0001"}]}', ""),
        ("a.json", '[{"title": "A", "creators": [{"creatorType": "editor"}]}]', "title"),
    ],
)
def test_a_field_counts_where_it_has_a_value(
    name: str, text: str, fields: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    [record] = count_records(tmp_path / name)
    assert record.fields == frozenset(fields.split() or ("title", "authors", "orcids"))


@pytest.mark.parametrize("module", ["arxiv", "bibtex", "csl_json", "openalex", "ris"])
def test_golden_samples_lose_nothing_that_was_counted(module: str, tmp_path: Path) -> None:
    for path in (GOLDEN / "readers" / module).glob("sample.*"):
        shutil.copy(path, tmp_path)
    found = compare_source(tmp_path)
    assert found.titled > 1
    assert found.stated.keys() <= set(FIELDS)
    assert found.lost == []


def test_nothing_is_lost_of_what_public_bibliographies_look_like() -> None:
    """Toys in the shapes of the ACL Anthology, JabRef, Zotero, conference lists and services."""
    found = compare_source(GOLDEN / "bibliographies")
    assert found.lost == []
    assert (found.counted, found.titled, found.read) == (12, 12, 12)
    assert set(found.stated) == set(FIELDS)


def test_what_is_lost_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@misc{a, title={A}, doi={none}}\n@misc{b}\n", "utf-8")
    (tmp_path / "b.bib").write_text("@misc{a, title={A}, year={1843}\n", "utf-8")
    (tmp_path / "c.json").write_text('{"title": ', "utf-8")
    found = compare_source(tmp_path)
    assert (found.counted, found.titled, found.read) == (3, 2, 1)
    assert found.lost == ["a.bib:1: doi", "b.bib:1: record"]
    assert (found.stated["doi"], found.arrived["doi"]) == (1, 0)
    assert found.uncounted == ["c.json"]
