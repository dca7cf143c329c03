"""Commands that write into the sources: what services, subscriptions and readers know."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from ..model.metadata import SERVICE_TITLES
from ..model.problems import BuilderError, Problems
from ..model.project import RESOURCES, Project
from .program import FILE, FOLDER, READABLE, exit_with_problems

FORMS = RESOURCES / ".github" / "ISSUE_TEMPLATE"


@click.command("enrich")
@click.option("--sources", type=FOLDER, help="What to read and write.")
@click.option(
    "--from", "files", type=READABLE, multiple=True, help="Ask this file instead of services."
)
@click.argument("more_files", nargs=-1, type=READABLE, metavar="[FILE]...")
@click.option(
    "--service",
    "services",
    type=click.Choice(list(SERVICE_TITLES)),
    multiple=True,
    help="Ask only this one.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Papers to ask each service for.")
@click.option("--again", is_flag=True, help="Ask for what was asked before, too.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked or taken; write nothing.")
def enrich_command(
    sources: Path | None,
    files: tuple[Path, ...],
    more_files: tuple[Path, ...],
    services: tuple[str, ...],
    limit: int | None,
    again: bool,
    dry_run: bool,
) -> None:
    """Complete papers that lack authors, year, venue, DOI, arXiv id or code, from services.

    `--from FILE…` asks files of any format instead. What is found goes into sources/metadata/.
    """
    from ..commands.enrich import Options, enrich
    from ..commands.enrich_report import describe_run

    if more_files and not files:
        raise click.UsageError("files are given after --from")
    if files and (services or limit or again):
        raise click.UsageError("--from is for files, --service, --limit and --again for services")
    options = Options(
        services=services,
        files=(*files, *more_files),
        limit=limit,
        again=again,
        dry_run=dry_run,
    )
    problems = Problems()
    report = enrich(Project.around(sources), options, datetime.now(UTC).date(), problems)
    for line in describe_run(report):
        click.echo(line)
    exit_with_problems(problems, failed=report.interrupted or report.refused)


@click.command("update")
@click.option("--sources", type=FOLDER, help="What to read and write.")
@click.option(
    "--subscription", "names", metavar="NAME", multiple=True, help="Ask only this one, even if off."
)
@click.option("--dry-run", is_flag=True, help="Say what is new; write nothing.")
def update_command(sources: Path | None, names: tuple[str, ...], dry_run: bool) -> None:
    """Ask the subscriptions of sources/subscriptions.yml for new papers.

    Each has a listing that grows, and the day on which each paper came is recorded.
    """
    from ..commands.arrivals import record_arrivals
    from ..commands.update import describe_papers, describe_update, update

    project, today, problems = Project.around(sources), datetime.now(UTC).date(), Problems()
    asked = update(project, names, dry_run, today, problems)
    for line in () if dry_run else describe_papers(project, asked):
        click.echo(line)
    for line in describe_update(asked, dry_run):
        click.echo(line)
    if any(one.grown and one.grown.added for one in asked) and not dry_run:
        click.echo(record_arrivals(project, today))
    exit_with_problems(problems, failed=any(one.grown is None for one in asked))


@click.command("learn")
@click.option("--sources", type=FOLDER, help="What to read and write.")
@click.option("--model", type=FOLDER, help="A folder with the sentence model; else downloaded.")
@click.option("--again", is_flag=True, help="Learn everything anew, not only new papers.")
def learn_command(sources: Path | None, model: Path | None, again: bool) -> None:
    """Learn what the papers mean, for search, tags and related papers."""
    # The sentence model multiplies large matrices, for minutes.
    os.environ.pop("OPENBLAS_NUM_THREADS", None)

    from ..commands.learn import learn_catalogue

    click.echo(learn_catalogue(Project.around(sources), model, again))


@click.command("suggest-tags")
@click.option("--sources", type=FOLDER, help="What to read.")
@click.option("--most", type=click.IntRange(min=1), default=80, help="Maximum number of tags.")
@click.option("--to", type=FILE, help="A new file to write; else standard output.")
def suggest_tags_command(sources: Path | None, most: int, to: Path | None) -> None:
    """Propose a vocabulary from the papers, as a tags.yml to edit."""
    from ..commands.suggest_tags import suggest_tags, write_new_file

    if to and to.exists():
        raise BuilderError(f"{to}: is there already; name a new file")
    project = Project.around(sources)
    text = suggest_tags(project, most)
    if to:
        write_new_file(to, text)
        click.echo(f"{to}: edit it and save it as {project.sources / 'tags.yml'}")
    else:
        click.echo(text, nl=False)


@click.command("apply-suggestion")
@click.argument("file", type=READABLE)
@click.option("--sources", type=FOLDER, help="What to read and write.")
def apply_suggestion_command(file: Path, sources: Path | None) -> None:
    """Write what a reader suggested into the sources; FILE is the body of the issue.

    It is one that GitHub made from a form of `.github/ISSUE_TEMPLATE/`.
    """
    from ..commands.suggestion import apply_suggestion

    try:
        body = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BuilderError(f"{file}: cannot read: {error}") from error
    project = Project.around(sources)
    own = project.root / ".github" / "ISSUE_TEMPLATE"
    click.echo(apply_suggestion(project, body, own if own.is_dir() else FORMS))
