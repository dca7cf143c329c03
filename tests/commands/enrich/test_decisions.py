"""What is unsure, and what the owner decides about it."""

from __future__ import annotations

from pathlib import Path

from builder.model.problems import Problems
from builder.model.project import Project
from builder.pipeline import gather
from tests.records import ABSTRACT, OTHER_ABSTRACT
from tests.services.server import Server

from .asking import ROOMS, SHORT, answers, crossref, kept, lines_of, make_project, run, slug, work


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
