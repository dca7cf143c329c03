"""What the tests of `enrich` share: papers to complete, works that are offered, and a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from builder.commands.enrich import EnrichReport, Options, enrich
from builder.commands.enrich_report import describe_run
from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import gather
from tests.services.server import FakeTime, Reply, Seen, Server, as_json

TODAY = date(2026, 11, 21)
ROOMS = "Rye, Wheat and the Shape of Rooms at Dawn"
SHORT = "Multimodal Deep Learning"
ADA = [{"given": "Ada", "family": "Wendel"}, {"given": "Wei", "family": "Lin"}]


def make_project(folder: Path, server: Server, papers: list[dict[str, Any]]) -> Project:
    sources = folder / "sources"
    (sources / "listings").mkdir(parents=True)
    lines = "".join(f"{json.dumps(paper)}\n" for paper in papers)
    (sources / "listings" / "toys.jsonl").write_text(lines, "utf-8")
    (sources / "tags.yml").write_text("tags: [{slug: toys, name: Toys, facet: kind}]\n", "utf-8")
    names = ("hugging-face", "arxiv", "semantic-scholar", "openalex", "crossref")
    addresses = "".join(f"  {name}: {server.address}/{name}\n" for name in names)
    settings = f"contact: owner@toys.example\naddress:\n{addresses}"
    (sources / "services.yml").write_text(settings, "utf-8")
    return Project.around(sources)


EMPTY_FEED = Reply(body=b"<feed></feed>", type="application/atom+xml")


def answers(by_service: dict[str, Callable[[Seen], Reply]]) -> Callable[[Seen], Reply]:
    """Replies by service; one that is not named knows nothing."""

    def reply(seen: Seen) -> Reply:
        name = seen.path.split("/")[1]
        if name in by_service:
            return by_service[name](seen)
        return EMPTY_FEED if name == "arxiv" else as_json([])

    return reply


def crossref(*items: dict[str, Any]) -> Callable[[Seen], Reply]:
    """Crossref that has these works, and finds those whose title has the first word asked for."""

    def reply(seen: Seen) -> Reply:
        asked = seen.params.get("query.bibliographic", "").split()[:1]
        dois = seen.params.get("filter", "")
        found = [
            item
            for item in items
            if (asked and asked[0] in str(item["title"])) or f"doi:{item['DOI']}" in dois
        ]
        return as_json({"message-type": "work-list", "message": {"items": found}})

    return reply


def work(title: str, doi: str = "10.1000/rooms", **fields: Any) -> dict[str, Any]:
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "author": ADA,
        "container-title": ["Hive Letters"],
        "published": {"date-parts": [[2024, 3, 18]]},
        "is-referenced-by-count": 0,
        **fields,
    }


def run(
    project: Project, today: date = TODAY, time: FakeTime | None = None, **options: Any
) -> EnrichReport:
    problems = Problems()
    clock = (time or FakeTime()).clock
    report = enrich(project, Options(**options), today, problems, clock, environment={})
    assert [str(problem) for problem in problems] == []
    return report


def lines_of(report: EnrichReport) -> str:
    return "\n".join(describe_run(report))


def kept(project: Project, service: str) -> dict[str, dict[str, Any]]:
    """The lines of a service's file, by paper."""
    path = project.sources / "metadata" / f"{service}.jsonl"
    text = path.read_text("utf-8") if path.exists() else ""
    return {(line := json.loads(one))["paper"]: line for one in text.splitlines()}


def slug(project: Project, title: str) -> str:
    return next(p.id for p in gather(project, Problems()).papers if p.title.plain == title)
