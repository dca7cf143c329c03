"""Whatever lies in `sources/`: nothing of it is lost, and each paper is there once and whole.

What the builder wrote is compared with records that were read without it. The owner's listings
are built with two more, for a sixth listing is no news to any test.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from builder.commands.check import check
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import OWNED_NAMES, build
from tests.library import SOURCES, crowd

from .counting import Counted, counted
from .shown import Shown, is_whole


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What was built, beside what its listings hold."""

    docs: Path
    problems: tuple[str, ...]
    records: Mapping[tuple[str, int], Counted]
    """By file and position."""
    papers: tuple[dict[str, Any], ...]
    """As `api/papers.json` has them."""

    def of(self, paper: dict[str, Any]) -> Iterator[Counted]:
        """The records that became `paper`."""
        for seen in paper["sightings"]:
            yield self.records[seen["source"], seen["position"]]

    def page(self, paper: dict[str, Any]) -> str:
        """The paper's page, below its front matter."""
        return (self.docs / "papers" / f"{paper['id']}.md").read_text("utf-8").split("---\n", 2)[2]


def whole(project: Project) -> Whole:
    """Build `project` and count what its listings hold."""
    problems = Problems()
    build(project, problems)
    listings = sorted((project.sources / "listings").glob("[!.]*"))
    records = [record for path in listings for record in counted(path)]
    return Whole(
        docs=project.docs,
        problems=tuple(map(str, problems)),
        records={(record.file, record.position): record for record in records},
        papers=tuple(json.loads((project.docs / "api" / "papers.json").read_text("utf-8"))),
    )


def grown(folder: Path, project: Project) -> Project:
    """The owner's catalogue with two listings more, in a copy."""
    sources, docs = folder / "sources", folder / "docs"
    shutil.copytree(project.sources, sources)
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in crowd(30))
    (sources / "listings" / "further.jsonl").write_text("".join(lines), "utf-8")
    shutil.copy(SOURCES / "listings" / "drawer.bib", sources / "listings" / "further.bib")
    docs.mkdir()
    return replace(project, sources=sources, docs=docs)


@pytest.fixture(scope="module", params=["the owner's listings and two more", "the toy library"])
def found(
    request: pytest.FixtureRequest,
    owner_project: Project,
    project: Project,
    tmp_path_factory: pytest.TempPathFactory,
) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    if request.param == "the toy library":
        return whole(replace(project, docs=folder))
    return whole(grown(folder, owner_project))


def test_nothing_of_the_owners_is_to_be_mended(owner_project: Project) -> None:
    assert [str(problem) for problem in check(owner_project).problems] == []


def test_listings_without_fault_are_built_without_a_word(found: Whole) -> None:
    assert found.problems == ()
    assert {path.name for path in found.docs.iterdir()} - {".built.json"} <= OWNED_NAMES


def test_every_record_was_seen_once_with_its_label_and_no_other(found: Whole) -> None:
    seen = Counter(
        (seen["source"], seen["position"], seen["label"])
        for paper in found.papers
        for seen in paper["sightings"]
    )
    assert seen == Counter((r.file, r.position, r.label) for r in found.records.values())


def test_every_paper_has_one_page_and_no_old_address_is_that_of_another(found: Whole) -> None:
    ids = [paper["id"] for paper in found.papers]
    assert len(set(ids)) == len(ids)
    assert all((found.docs / "papers" / f"{id_}.md").is_file() for id_ in ids)
    links = json.loads((found.docs / "api" / "permalinks.json").read_text("utf-8"))
    assert set(links["papers"]) == set(ids)
    assert not set(links["moved"]) & set(ids)
    assert set(links["moved"].values()) <= set(ids)


def test_page_and_data_of_each_paper_have_a_title_and_an_abstract_of_its_records_whole(
    found: Whole,
) -> None:
    wrong: list[str] = []
    for paper in found.papers:
        page = Shown(found.page(paper))
        for name, shown in (("title", page.title), ("abstract", page.abstract)):
            written = [text for record in found.of(paper) if (text := getattr(record, name))]
            if not all(
                any(is_whole(t, s) for t in written) for s in (shown, paper[name]) if written
            ):
                wrong.append(f"{paper['id']}: {name}")
    assert wrong == []


def addresses(text: str) -> Iterator[str]:
    """Bare addresses; they end where a space, a comma, a bracket or TeX does."""
    for address in re.findall(r"https?://[^\s,)}\\$]+", text):
        yield address.rstrip(".;:")


def test_every_address_in_an_abstract_is_a_link_on_its_page(found: Whole) -> None:
    assert [
        (paper["id"], address)
        for paper in found.papers
        for address in addresses(paper["abstract"])
        if f'href="{address}' not in found.page(paper)
    ] == []
