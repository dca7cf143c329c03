"""Commands that read the sources and show them: build, site, serve, check, search and others."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from ..model.problems import BuilderError, Problems
from ..model.project import Project, find_catalogue, path_from_here
from .program import FILE, FOLDER, READABLE, exit_with_problems

HERE = "the published site"


@click.command("build")
@click.option("--sources", type=FOLDER, help="What to read.")
@click.option("--docs", type=FOLDER, help="Where to write.")
def build_command(sources: Path | None, docs: Path | None) -> None:
    """Write the Markdown and data of the site."""
    from ..pipeline import build

    problems = Problems()
    project = Project.around(sources, docs)
    built, report = build(project, problems)
    untagged = f" ({built.untagged} not tagged)" if built.untagged else ""
    click.echo(
        f"{built.papers} papers{untagged} from {built.listings} listings: "
        f"{report.written} files written, {report.unchanged} unchanged, {report.removed} removed"
    )
    exit_with_problems(problems)


@click.command("site")
@click.option("--strict", is_flag=True, help="Fail where there is a warning.")
def site_command(strict: bool) -> None:
    """Build the website into site/."""
    from ..commands.upgrade import note_versions
    from ..mkdocs_site.running import run_mkdocs

    if note := note_versions(Project.around().root):
        click.echo(f"note: {note}", err=True)
    run_mkdocs(Project.around().config, "build", *(["--strict"] if strict else []))


@click.command("serve")
@click.option("--address", metavar="HOST:PORT", help="Where; default: 127.0.0.1:8000.")
@click.option("--open", "open_", is_flag=True, help="Show it in the browser.")
def serve_command(address: str | None, open_: bool) -> None:
    """Preview the website and build it again on each save; end with Ctrl+C."""
    from ..mkdocs_site.running import run_mkdocs

    place = ["--dev-addr", address] if address else []
    show = ["--open"] if open_ else []
    run_mkdocs(Project.around().config, "serve", "--dirty", *place, *show)


@click.command("check")
@click.option("--sources", type=FOLDER, help="What to read.")
@click.option(
    "--published",
    metavar="[PATH_OR_URL]",
    is_flag=False,
    flag_value=HERE,
    help="An api/papers.json to compare with; without a value, that of the published site.",
)
@click.option("--json", "json_", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--summary", "summary_file", type=FILE, help="Append the report as Markdown to this file."
)
@click.option(
    "--fix", is_flag=True, help="Record in sources/arrivals.jsonl when each new paper came."
)
def check_command(
    sources: Path | None, published: str | None, json_: bool, summary_file: Path | None, fix: bool
) -> None:
    """Read everything and report every problem at once; notes do not fail the check."""
    from ..commands.arrivals import record_arrivals
    from ..commands.check import check
    from ..commands.check_report import report_as_json, report_as_markdown
    from ..commands.published import find_published_address
    from ..commands.upgrade import note_versions
    from ..settings.site import read_site

    project = Project.around(sources)
    if fix:
        click.echo(record_arrivals(project, datetime.now(UTC).date()), err=json_)
    if published == HERE:
        published = find_published_address(read_site(project.config).url, os.environ)
    report = check(project, published)
    if summary_file:
        try:
            with summary_file.open("a", encoding="utf-8") as stream:
                stream.write(report_as_markdown(report) + "\n")
        except OSError as error:
            raise BuilderError(f"{summary_file}: cannot write: {error.strerror}") from error
    if json_:
        click.echo(report_as_json(report))
        sys.exit(1 if report.problems else 0)
    versions = note_versions(project.root)
    for note in (*report.notes, *([versions] if versions else [])):
        click.echo(f"note: {note}")
    papers, listings = len(report.catalogue.papers), len(report.catalogue.listings)
    click.echo(f"{papers} papers from {listings} listings, {len(report.notes)} notes")
    exit_with_problems(report.problems)


@click.command("dedupe")
@click.argument("files", nargs=-1, required=True, type=READABLE)
@click.option("--format", "format_", help="The format of the files, where it is not recognised.")
@click.option("--json", "json_", is_flag=True, help="Print every record's cluster as JSON.")
def dedupe_command(files: tuple[Path, ...], format_: str | None, json_: bool) -> None:
    """Say which records of FILES are the same work."""
    from ..commands.dedupe import report_clusters
    from ..runtime.memory import Memory

    # Outside of a catalogue nothing is remembered.
    memory = Memory(Project.around().cache if find_catalogue(Path.cwd()) else None)
    problems = Problems()
    click.echo(report_clusters(files, format_, json_, problems, memory))
    exit_with_problems(problems)


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option("--sources", type=FOLDER, help="What to read.")
@click.option("--most", type=click.IntRange(min=1), default=20, help="Maximum number of results.")
@click.option("--json", "json_", is_flag=True, help="Print the answers as JSON.")
def search_command(query: tuple[str, ...], sources: Path | None, most: int, json_: bool) -> None:
    """Search the catalogue with the index and the ranking of the site."""
    from ..commands.search import answers_as_json, answers_as_text, find_answers, read_search

    answers, notes = find_answers(read_search(Project.around(sources)), " ".join(query), most)
    click.echo(answers_as_json(answers) if json_ else answers_as_text(answers))
    for note in notes:
        click.echo(note, err=True)


@click.command("offline")
@click.option("--site", type=FOLDER, help="The built site; default: site.")
@click.option("--to", type=FILE, help="The ZIP to write; default: dist/catalogue.zip.")
def offline_command(site: Path | None, to: Path | None) -> None:
    """Pack a built site into a ZIP that works offline, search included."""
    from ..mkdocs_site.offline import write_archive

    root = Project.around().root if not (site and to) else Path()
    site, to = site or root / "site", to or root / "dist" / "catalogue.zip"
    size = write_archive(site, to)
    click.echo(f"{path_from_here(to)}: {size / 1_000_000:.1f} MB")
