"""Metadata and corrections reach pages and exports, and a change of them makes a new build."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from builder.commands.check import check
from builder.completing.metadata_files import write_metadata
from builder.exports.api import EXPORT as API
from builder.model.problems import Problems
from builder.model.project import Project
from builder.output.build_cache import hash_inputs
from builder.output.rendering import Renderer
from builder.pages.papers import PAGE_KIND
from builder.pipeline import gather
from tests import ROOT
from tests.library import SOURCES, toy_project

from .records import said


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """A copy of the toy library."""
    shutil.copytree(SOURCES, tmp_path / "sources")
    return replace(toy_project(), sources=tmp_path / "sources")


def paper_without_authors(project: Project) -> str:
    return next(p.id for p in gather(project, Problems()).papers if not p.authors and not p.date)


def test_what_was_found_is_on_the_page_and_in_the_data(own: Project) -> None:
    slug = paper_without_authors(own)
    fields = {"authors": ("Ada <b>Wendel",), "date": "2024-03-18", "doi": "10.1000/x"}
    record = said(slug, identifier="arxiv:2403.01234", **fields)
    write_metadata(own.sources / "metadata", "arxiv", [record])
    (own.sources / "corrections.yml").write_text(
        f"{slug}:\n  title: A Right Title\n  reason: So <i>they</i> say.\n", "utf-8"
    )
    problems = Problems()
    catalogue = gather(own, problems)
    assert list(problems) == []
    [page] = [one for one in PAGE_KIND.lay_out(catalogue) if one.path == f"papers/{slug}.md"]
    shown = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    section = shown.partition("About these details")[2].partition("</section>")[0]
    assert 'Authors, year and DOI from <a href="https://arxiv.org/abs/2403.01234"' in section
    assert "Title corrected: So &lt;i&gt;they&lt;/i&gt; say." in section
    assert "<h1>A Right Title</h1>" in shown
    data = next(one for one in API.lay_out(catalogue) if one.path == "api/papers.json")
    told = {one["id"]: one for one in json.loads(data.content)}[slug]
    assert (told["title"], told["authors"]) == ("A Right Title", ["Ada <b>Wendel"])
    assert (told["year"], told["doi"]) == (2024, "10.1000/x")
    assert any("Ada" in person.name for person in catalogue.people.persons)


def test_a_page_that_only_its_listings_made_says_nothing_of_it(own: Project) -> None:
    catalogue = gather(own, Problems())
    [page, *_] = PAGE_KIND.lay_out(catalogue)
    shown = Renderer(ROOT / "templates", catalogue.site).render(page).content.decode()
    assert "About these details" not in shown


def test_check_tells_contradictions_as_notes_and_faults_as_problems(own: Project) -> None:
    listed = next(p for p in gather(own, Problems()).papers if p.year)
    records = [said(listed.id, date="1801"), said("gone")]
    write_metadata(own.sources / "metadata", "arxiv", records)
    (own.sources / "metadata" / "openalex.jsonl").write_text("{\n", "utf-8")
    (own.sources / "services.yml").write_text("order: [bing]\n", "utf-8")
    report = check(own)
    assert any("arXiv has 1801" in note.message for note in report.notes)
    assert any("no paper is called gone" in note.message for note in report.notes)
    places = [str(problem.origin).rpartition("/")[2] for problem in report.problems]
    assert places == ["openalex.jsonl:1", "services.yml:1"]


def test_a_changed_file_of_metadata_makes_a_new_build(own: Project) -> None:
    before = hash_inputs(own.inputs(()), None)
    write_metadata(own.sources / "metadata", "arxiv", [said("a", date="2024")])
    written = hash_inputs(own.inputs(()), None)
    write_metadata(own.sources / "metadata", "arxiv", [said("a", date="2025")])
    assert len({before, written, hash_inputs(own.inputs(()), None)}) == 3
