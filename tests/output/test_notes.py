"""What parts derive of a catalogue is derived once, and each of them has asked for its fields."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from builder.model.catalogue import Catalogue
from builder.model.export import ExportFile
from builder.output.notes import (
    DerivedValues,
    FileNote,
    Notes,
    Part,
    PartMade,
    PartNote,
    Watched,
    is_current,
    remake,
)
from builder.output.rendering import Renderer
from builder.pages import all_papers, papers, tags
from tests import ROOT
from tests.papers import catalogue_of, paper


def watch(catalogue: Catalogue, derived: DerivedValues) -> tuple[Watched, Catalogue]:
    watched = Watched(catalogue, derived)
    return watched, cast(Catalogue, watched)


def count_tags(catalogue: Catalogue) -> int:
    return len(catalogue.tag)


def count_all(catalogue: Catalogue) -> int:
    return catalogue.derive(count_tags) + len(catalogue.papers)


def test_who_gets_what_another_derived_has_asked_for_what_it_was_derived_from() -> None:
    derived: DerivedValues = {}
    for _ in range(2):
        watched, catalogue = watch(catalogue_of(paper("a"), tags={"a": ("light",)}), derived)
        assert catalogue.derive(count_all) == 3
        assert watched.asked == {"tags", "papers"}
    watched, catalogue = watch(catalogue_of(paper("a")), derived)
    assert catalogue.derive(count_tags) and watched.asked == {"tags"}


def test_what_is_derived_is_derived_once() -> None:
    calls: list[Catalogue] = []

    def derive(catalogue: Catalogue) -> int:
        calls.append(catalogue)
        return len(calls)

    plain = catalogue_of(paper("a"))
    derived: DerivedValues = {}
    assert [plain.derive(derive) for _ in range(2)] == [1, 1]
    assert [Watched(plain, derived).derive(derive) for _ in range(2)] == [2, 2]
    assert Watched(plain).derive(derive) == 3


def test_a_part_is_made_anew_where_what_another_derived_for_it_has_changed(tmp_path: Path) -> None:
    def lay_out(catalogue: Catalogue) -> list[ExportFile]:
        return [ExportFile(path="a", content=str(catalogue.derive(count_all)).encode())]

    part = Part(name="a", lay_out=lay_out, made_of="x")
    fields = {"papers": "1", "tags": "1", "site": "1"}
    catalogue = replace(catalogue_of(paper("a")), made_of=fields)
    derived: DerivedValues = {}
    Watched(catalogue, derived).derive(count_all)
    (tmp_path / "a").write_text("3")
    stat = (tmp_path / "a").stat()
    *_, made = remake(part, catalogue, tmp_path, Notes(), derived)
    assert isinstance(made, PartMade)
    last = Notes(
        files={"a": FileNote("", "", stat.st_size, stat.st_mtime_ns)},
        parts={"a": PartNote(made.made_of, made.fields, ("a",))},
    )
    assert is_current(part, catalogue, tmp_path, last)
    for name in fields:
        changed = replace(catalogue, made_of={**fields, name: "2"})
        assert is_current(part, changed, tmp_path, last) == (name == "site"), name


def test_a_definition_changes_the_page_of_its_tag_and_no_list_with_a_paper_that_has_it() -> None:
    one = catalogue_of(
        paper("a"), paper("b"), tags={"a": ("light",), "b": ("light",)}, related={"a": ("b",)}
    )
    other = replace(one, tags=tuple(replace(tag, definition="New.") for tag in one.tags))
    planned = [
        {
            file.path: file.made_of
            for kind in (papers, all_papers, tags)
            for file in map(
                Renderer(ROOT / "templates", catalogue.site).plan,
                kind.PAGE_KIND.lay_out(catalogue),
            )
        }
        for catalogue in (one, other)
    ]
    before, after = planned
    differing = {path for path in before if before[path] != after[path]}
    assert "tags/light.md" in differing
    assert all(path.startswith("tags/") for path in differing)
