"""Completing papers from services and files: what is taken, kept, asked again, and never done."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builder.__main__ import main
from builder.commands.enrich import EnrichReport, Options, enrich
from builder.commands.enrich_report import describe_run
from builder.model.problems import BuilderError, Problems
from builder.model.project import Project
from builder.pipeline import gather
from tests.builds import wait_for_exit
from tests.records import ABSTRACT, OTHER_ABSTRACT
from tests.services.server import FakeTime, Reply, Seen, Server, as_json, serving

TODAY = date(2026, 11, 21)
ROOMS = "Rye, Wheat and the Shape of Rooms at Dawn"
SHORT = "Multimodal Deep Learning"
ADA = [{"given": "Ada", "family": "Wendel"}, {"given": "Wei", "family": "Lin"}]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.reply = answers({})
        yield running


@pytest.fixture
def project(tmp_path: Path, server: Server) -> Project:
    """Three papers that have title and abstract alone; every service is on this machine."""
    papers = [
        {"title": ROOMS, "abstract": ABSTRACT},
        {"title": SHORT, "abstract": OTHER_ABSTRACT},
        {"title": "A Paper of Its Own Kind", "abstract": f"{ABSTRACT} {OTHER_ABSTRACT}"},
    ]
    return make_project(tmp_path, server, papers)


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
    assert "of 3 papers that lacked it, 1 have authors, 1 have a year, 1 have a venue" in told


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


def test_what_is_unsure_is_told_and_the_owner_decides(project: Project, server: Server) -> None:
    server.reply = answers({"crossref": crossref(work(SHORT), work(SHORT, doi="10.1000/other"))})
    told = lines_of(run(project))
    id_ = slug(project, SHORT)
    assert len(kept(project, "crossref")[id_]["unsure"]) == 2
    line = f'    - records: ["{SHORT}", "doi:10.1000/rooms"]'
    assert line in told and "(same title" in told and "Ada Wendel et al." in told
    rulings = (
        f"merge:\n{line}\n      comment: The owner knows.\n"
        f'keep_apart:\n    - records: ["{SHORT}", "doi:10.1000/other"]\n      comment: No.\n'
    )
    (project.sources / "same_work.yml").write_text(rulings, "utf-8")
    run(project, services=("crossref",))
    record = kept(project, "crossref")[id_]
    assert record["identifier"] == "doi:10.1000/rooms"
    assert record["evidence"] == "by hand: The owner knows."
    problems = Problems()
    assert gather(project, problems).paper[id_].doi == "10.1000/rooms"
    assert list(problems) == []


def test_a_paper_whose_title_others_have_is_named_by_its_place(
    tmp_path: Path, server: Server
) -> None:
    papers = [
        {"title": SHORT, "abstract": ABSTRACT},
        {"title": SHORT, "abstract": OTHER_ABSTRACT},
    ]
    project = make_project(tmp_path, server, papers)
    server.reply = answers({"crossref": crossref(work(SHORT))})
    told = lines_of(run(project, services=("crossref",)))
    assert '- records: ["toys.jsonl:1", "doi:10.1000/rooms"]' in told
    (project.sources / "same_work.yml").write_text(
        'merge:\n- records: ["toys.jsonl:2", "doi:10.1000/rooms"]\n  comment: This one.\n', "utf-8"
    )
    run(project, services=("crossref",))
    problems = Problems()
    found = gather(project, problems)
    assert list(problems) == []
    assert {p.sightings[0].position: p.doi for p in found.papers} == {1: None, 2: "10.1000/rooms"}


def test_what_is_undecided_is_told_again_until_it_is_decided(
    project: Project, server: Server
) -> None:
    server.reply = answers({"crossref": crossref(work(SHORT))})
    run(project, services=("crossref",))
    assert "may be “Multimodal Deep Learning”" in lines_of(run(project, services=("crossref",)))
    [note] = gather(project, Problems()).completions.notes
    assert "1 paper has works that may be theirs" in note.message


def test_what_would_add_nothing_is_no_question(project: Project, server: Server) -> None:
    offered = {k: v for k, v in work(SHORT).items() if k not in ("author", "container-title")}
    server.reply = answers({"crossref": crossref(offered)})
    run(project, services=("crossref",))
    (project.sources / "corrections.yml").write_text(
        f"{SHORT}: {{year: 2024, doi: 10.1000/own, reason: So.}}\n", "utf-8"
    )
    assert "may be" not in lines_of(run(project, services=("crossref",)))


def test_an_identifier_that_the_owner_knows_is_asked_for(project: Project, server: Server) -> None:
    server.reply = answers({"crossref": crossref(work("Quite Another Title", doi="10.1000/q"))})
    run(project, services=("crossref",))
    (project.sources / "same_work.yml").write_text(
        f"merge:\n- records: ['{SHORT}', 'doi:10.1000/q']\n  comment: Renamed.\n", "utf-8"
    )
    run(project, services=("crossref",))
    assert server.seen[-1].params["filter"] == "doi:10.1000/q"
    record = kept(project, "crossref")[slug(project, SHORT)]
    assert (record["venue"], record["evidence"]) == ("Hive Letters", "by hand: Renamed.")


def test_an_odd_answer_never_makes_a_line_that_cannot_be_read_again(
    project: Project, server: Server
) -> None:
    odd = work(
        ROOMS,
        URL="https://%%%/a",
        author=[{"name": "Ada\u0007 Wendel\u2028"}, {"family": "Lin", "ORCID": "1"}],
        page="7\u000012",
    )
    server.reply = answers({"crossref": crossref(odd)})
    run(project, services=("crossref",))
    record = kept(project, "crossref")[slug(project, ROOMS)]
    assert "url" not in record
    run(project, services=("crossref",))


def test_what_the_owner_says_is_another_work_is_not_offered_again(
    project: Project, server: Server
) -> None:
    server.reply = answers({"crossref": crossref(work(SHORT), work(ROOMS, doi="10.1000/r"))})
    run(project)
    rulings = "".join(
        f'- records: ["{title}", "doi:{doi}"]\n  comment: No.\n'
        for title, doi in ((SHORT, "10.1000/rooms"), (ROOMS, "10.1000/r"))
    )
    (project.sources / "same_work.yml").write_text(f"keep_apart:\n{rulings}", "utf-8")
    run(project)
    assert all(record["found"] is False for record in kept(project, "crossref").values())
    run(project, again=True)
    assert all(record["found"] is False for record in kept(project, "crossref").values())


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


def test_an_interrupted_run_keeps_what_it_has_and_goes_on_where_it_was(
    project: Project, server: Server
) -> None:
    def interrupt() -> None:
        os.kill(os.getpid(), signal.SIGINT)

    second = iter([crossref(work(ROOMS)), lambda seen: Reply(before=interrupt)])
    server.reply = answers({"crossref": lambda seen: next(second)(seen)})
    report = run(project, services=("crossref",))
    assert report.interrupted
    assert "interrupted: what was found is kept" in lines_of(report)
    assert len(kept(project, "crossref")) == 1
    server.reply = answers({"crossref": crossref(work(ROOMS))})
    run(project, services=("crossref",))
    assert len(kept(project, "crossref")) == 3
    assert len(server.seen) == 4


def test_a_killed_run_loses_few_papers_and_breaks_no_file(tmp_path: Path, server: Server) -> None:
    papers = [{"title": f"{ROOMS}, Number {n} of Many", "abstract": ABSTRACT} for n in range(25)]
    project = make_project(tmp_path, server, papers)
    server.reply = answers({"crossref": crossref()})
    child = os.fork()
    if not child:
        asked = 0

        def die_late(seconds: float) -> None:
            nonlocal asked
            asked += 1
            if asked == 23:
                os.kill(os.getpid(), signal.SIGKILL)

        time = FakeTime()
        clock = type(time.clock)(elapsed=time.clock.elapsed, sleep=die_late)
        try:
            enrich(project, Options(services=("crossref",)), TODAY, Problems(), clock, {})
        finally:
            os._exit(1)
    assert wait_for_exit(child) == -signal.SIGKILL
    assert len(kept(project, "crossref")) == 20
    run(project, services=("crossref",))
    assert len(kept(project, "crossref")) == 25


BIBLIOGRAPHY = f"""
@article{{rooms24, title = {{{ROOMS}}}, author = {{Wendel, Ada and Lin, Wei}}, year = 2024,
  journal = {{Hive Letters}}, pages = {{7--12}}, doi = {{10.1000/rooms}}}}
@article{{short, title = {{{SHORT}}}, author = {{Oakhurst, Mirabel}}, year = 2011}}
@article{{new, title = {{A Work That No Listing Has}}, year = 2020}}
"""


def test_a_bibliography_completes_papers_and_adds_none(
    project: Project, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "my books.bib"
    file.write_text(BIBLIOGRAPHY, "utf-8")
    told = lines_of(run(project, files=(file,)))
    assert server.seen == []
    assert "my books.bib: asked for 3 papers, found 1, 1 unsure, 1 not found" in told
    record = kept(project, "from")[slug(project, ROOMS)]
    assert (record["identifier"], record["pages"]) == ("from:my_books.bib:rooms24", "7-12")
    catalogue = gather(project, Problems())
    assert len(catalogue.papers) == 3
    [given] = catalogue.completions.of_paper[record["paper"]].given
    assert given.by == "my_books.bib"


def test_a_file_adds_to_what_another_said(project: Project, tmp_path: Path) -> None:
    first, second = tmp_path / "a.bib", tmp_path / "b.jsonl"
    first.write_text(BIBLIOGRAPHY, "utf-8")
    more = {"title": ROOMS, "doi": "10.1000/rooms", "code_url": "https://github.com/toys/rooms"}
    second.write_text(json.dumps(more), "utf-8")
    run(project, files=(first,))
    run(project, files=(second,))
    record = kept(project, "from")[slug(project, ROOMS)]
    assert (record["code_url"], record["venue"]) == (
        "https://github.com/toys/rooms",
        "Hive Letters",
    )


def test_a_dry_run_of_a_file_says_what_it_would_give(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_text(BIBLIOGRAPHY, "utf-8")
    told = lines_of(run(project, files=(file,), dry_run=True))
    assert "of 3 papers that lacked it, 1 would now have authors" in told
    assert not (project.sources / "metadata").exists()


def test_the_owner_names_a_record_of_a_file(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_text(BIBLIOGRAPHY, "utf-8")
    (project.sources / "same_work.yml").write_text(
        'merge:\n- records: ["toys.jsonl:3", "from:a.bib:new"]\n  comment: Renamed.\n', "utf-8"
    )
    run(project, files=(file,))
    record = kept(project, "from")[slug(project, "A Paper of Its Own Kind")]
    assert (record["date"], record["evidence"]) == ("2020", "by hand: Renamed.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--service", "bing"], "'bing' is not one of"),
        (["--limit", "0"], "0 is not in the range"),
        (["--from", "{file}", "--again"], "--from is for files"),
        (["{file}"], "files are given after --from"),
        (["--from", "nowhere.bib"], "does not exist"),
    ],
)
def test_wrong_use_is_told_with_code_2(
    project: Project, tmp_path: Path, arguments: list[str], message: str
) -> None:
    file = tmp_path / "a.bib"
    file.write_text(BIBLIOGRAPHY, "utf-8")
    filled = [argument.format(file=file) for argument in arguments]
    result = CliRunner().invoke(main, ["enrich", "--sources", str(project.sources), *filled])
    assert result.exit_code == 2
    assert message in result.output


def test_the_command_takes_several_files_and_reports_their_faults(
    project: Project, tmp_path: Path
) -> None:
    good, bad = tmp_path / "a.bib", tmp_path / "b.jsonl"
    good.write_text(BIBLIOGRAPHY, "utf-8")
    bad.write_text('{"title": "A", "year": "20l9"}\n', "utf-8")
    sources = str(project.sources)
    result = CliRunner().invoke(
        main, ["enrich", "--sources", sources, "--from", str(good), str(bad)]
    )
    assert result.exit_code == 1
    assert "b.jsonl:1: field 'year': expected four digits" in result.output
    assert "a.bib, b.jsonl: asked for 3 papers, found 1" in result.output
    result = CliRunner().invoke(main, ["enrich", "--sources", sources, "--from", str(good)])
    assert result.exit_code == 0


def test_nothing_to_ask_is_fine(tmp_path: Path, server: Server) -> None:
    project = make_project(tmp_path, server, [{"title": "Introduction"}])
    told = lines_of(run(project))
    assert server.seen == []
    assert "arXiv: nothing to ask" in told
