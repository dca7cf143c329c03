"""Completing papers from services: what is taken, kept, asked again, and never done."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from builder.commands.enrich import Options, enrich
from builder.model.problems import BuilderError, Problems
from builder.model.project import Project
from builder.pipeline import gather
from tests.records import ABSTRACT
from tests.services.server import FakeTime, Reply, Server, as_json

from .asking import (
    ADA,
    ROOMS,
    SHORT,
    TODAY,
    answers,
    crossref,
    kept,
    lines_of,
    make_project,
    run,
    slug,
    work,
)


def test_a_sure_work_completes_its_paper_and_the_rest_is_remembered(
    project: Project, server: Server
) -> None:
    server.reply = answers({"crossref": crossref(work(ROOMS), work("Something Else Entirely"))})
    report = run(project)
    record = kept(project, "crossref")[slug(project, ROOMS)]
    assert record == {
        "paper": slug(project, ROOMS),
        "service": "crossref",
        "identifier": "doi:10.1000/rooms",
        "day": "2026-11-21",
        "evidence": "same title",
        "title": ROOMS,
        "authors": ["Ada Wendel", "Wei Lin"],
        "date": "2024-03-18",
        "venue": "Hive Letters",
        "doi": "10.1000/rooms",
    }
    assert kept(project, "arxiv")[record["paper"]]["found"] is False
    catalogue = gather(project, Problems())
    assert len(catalogue.papers) == 3
    assert catalogue.paper[record["paper"]].authors == ("Ada Wendel", "Wei Lin")
    told = lines_of(report)
    assert "Crossref: asked for 3 papers, found 1, 2 not found" in told
    assert "fields completed: 4 (authors 1, year 1, venue 1, DOI 1)\npapers in doubt: 0" in told


def test_a_second_run_asks_only_after_a_while_or_when_it_is_told_to(
    project: Project, server: Server
) -> None:
    run(project)
    asked = len(server.seen)
    assert asked == 15
    run(project, TODAY + timedelta(days=89))
    assert len(server.seen) == asked
    run(project, TODAY + timedelta(days=90))
    assert len(server.seen) == 2 * asked
    run(project, again=True)
    assert len(server.seen) == 3 * asked


def test_what_was_found_stays_though_a_service_forgets_it(project: Project, server: Server) -> None:
    server.reply = answers({"crossref": crossref(work(ROOMS))})
    run(project, services=("crossref",))
    server.reply = answers({"crossref": crossref()})
    run(project, services=("crossref",), again=True)
    assert kept(project, "crossref")[slug(project, ROOMS)]["venue"] == "Hive Letters"


def test_a_service_is_only_asked_for_what_it_could_give(tmp_path: Path, server: Server) -> None:
    full = {
        "title": ROOMS,
        "authors": ["Ada Wendel"],
        "year": 2024,
        "venue": "Hive Letters",
        "doi": "10.1000/rooms",
        "arxiv_id": "2403.01234",
    }
    run(make_project(tmp_path, server, [full]))
    assert [seen.path for seen in server.seen] == ["/hugging-face/api/papers/2403.01234"]


def test_what_one_service_finds_is_what_the_next_is_asked_by(
    project: Project, server: Server
) -> None:
    found = {"id": "2403.01234", "title": ROOMS, "summary": ABSTRACT, "upvotes": 1}
    server.reply = answers(
        {"hugging-face": lambda seen: as_json([{"paper": found, "title": ROOMS}])}
    )
    run(project)
    by_id = [seen.params.get("id_list") for seen in server.seen if "/arxiv/" in seen.path]
    assert by_id.count("2403.01234") == 1
    assert any(seen.body == {"ids": ["ARXIV:2403.01234"]} for seen in server.seen)


def test_a_preprint_and_its_publication_complete_one_paper(
    project: Project, server: Server
) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2203.01234v2</id>'
        f"<title>{ROOMS}</title><summary>{ABSTRACT}</summary><published>2022-03-02T00:00:00Z"
        "</published><author><name>Ada Wendel</name></author><author><name>Wei Lin</name></author>"
        "</entry></feed>"
    )
    server.reply = answers(
        {
            "arxiv": lambda seen: Reply(body=feed.encode(), type="application/atom+xml"),
            "crossref": crossref(work(ROOMS)),
        }
    )
    run(project)
    paper = gather(project, Problems()).paper[slug(project, ROOMS)]
    assert (paper.arxiv_id, paper.doi, paper.venue) == (
        "2203.01234",
        "10.1000/rooms",
        "Hive Letters",
    )
    assert (paper.date, paper.authors) == ("2024-03-18", ("Ada Wendel", "Wei Lin"))


@pytest.mark.parametrize(
    "offered",
    [
        work(SHORT),
        work(SHORT, type="dissertation", author=ADA[:1]),
        work(f"Retraction: {SHORT}"),
        work(SHORT, **{"update-to": [{"DOI": "10.1000/x", "type": "retraction"}]}),
        work(f"{SHORT} 2.0"),
    ],
)
def test_no_trap_is_taken(project: Project, server: Server, offered: dict[str, Any]) -> None:
    server.reply = answers({"crossref": crossref(offered)})
    run(project)
    assert "identifier" not in kept(project, "crossref")[slug(project, SHORT)]
    assert gather(project, Problems()).paper[slug(project, SHORT)].authors == ()


def test_a_service_that_refuses_is_told_and_the_next_is_asked(
    project: Project, server: Server
) -> None:
    server.reply = answers(
        {
            "arxiv": lambda seen: Reply(status=403),
            "openalex": lambda seen: Reply(status=429, headers={"Retry-After": "9999"}),
            "crossref": crossref(work(ROOMS)),
        }
    )
    report = run(project)
    told = lines_of(report)
    assert report.refused
    assert "arXiv: it refuses (HTTP 403); 3 papers left to ask" in told
    assert "OpenAlex: it has had too many questions, and asks to wait 3 hours; 3 papers" in told
    assert "Crossref: asked for 3 papers, found 1" in told


def test_what_a_service_said_before_it_refused_is_kept(project: Project, server: Server) -> None:
    busy = [crossref(work(ROOMS)), lambda seen: Reply(status=401)]
    server.reply = answers(
        {"crossref": lambda seen: busy.pop(0)(seen) if busy else Reply(status=401)}
    )
    told = lines_of(run(project, services=("crossref",)))
    assert "Crossref: asked for 1 paper, " in told and "; then it refuses (HTTP 401)" in told
    assert len(kept(project, "crossref")) == 1


def test_a_question_that_is_not_accepted_is_asked_again_next_time(
    project: Project, server: Server
) -> None:
    server.reply = answers({"crossref": lambda seen: Reply(status=400)})
    told = lines_of(run(project, services=("crossref",)))
    assert "Crossref: asked for 3 papers, found 0, 3 not accepted" in told
    assert kept(project, "crossref") == {}


def test_a_dry_run_asks_nobody_and_writes_nothing(project: Project, server: Server) -> None:
    told = lines_of(run(project, dry_run=True))
    assert server.seen == []
    assert not (project.sources / "metadata").exists()
    assert "OpenAlex: would be asked for at most 3 papers (0 by identifier, 3 by title)" in told
    assert "and $0.0030" in told and "dry run: nothing was written" in told


def test_a_limit_and_a_choice_of_services_are_kept(project: Project, server: Server) -> None:
    run(project, services=("openalex", "crossref"), limit=2)
    assert [seen.path.split("/")[1] for seen in server.seen] == ["openalex"] * 2 + ["crossref"] * 2
    run(project, services=("crossref",))
    assert len(server.seen) == 5


def test_the_owner_orders_services_and_turns_them_off(project: Project, server: Server) -> None:
    path = project.sources / "services.yml"
    path.write_text(
        "order: [crossref]\noff: [hugging-face, arxiv, openalex]\n" + path.read_text("utf-8"),
        "utf-8",
    )
    run(project, limit=1)
    assert [seen.path.split("/")[1] for seen in server.seen] == ["crossref", "semantic-scholar"]
    assert all("owner@toys.example" in seen.headers["User-Agent"] for seen in server.seen)


def test_records_of_papers_that_are_gone_are_dropped(project: Project, server: Server) -> None:
    folder = project.sources / "metadata"
    folder.mkdir()
    line = '{"paper": "gone", "service": "arxiv", "day": "2026-01-01", "found": false}\n'
    (folder / "arxiv.jsonl").write_text(line, "utf-8")
    assert "dropped 1 record of papers that are gone" in lines_of(run(project, limit=1))
    assert "gone" not in kept(project, "arxiv")


def test_a_line_that_cannot_be_read_is_not_written_over(project: Project, server: Server) -> None:
    folder = project.sources / "metadata"
    folder.mkdir()
    (folder / "arxiv.jsonl").write_text('{"paper": "a",\n', "utf-8")
    with pytest.raises(BuilderError, match=r"arxiv\.jsonl:1: not valid JSON.*; mend it before"):
        enrich(project, Options(), TODAY, Problems(), FakeTime().clock, {})
    assert server.seen == []
