"""The command line: the only place that prints and that ends the program.

Each command imports what it needs: all together takes longer than a question to answer.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from . import __version__
from .model.metadata import SERVICE_TITLES
from .model.problems import BuilderError, Problem, Problems, count_problems
from .model.project import CONFIG, IS_INSTALLED, RESOURCES, Project, path_from_here

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
FORMS = RESOURCES / ".github" / "ISSUE_TEMPLATE"
HERE = "the published site"
READABLE = click.Path(path_type=Path, dir_okay=False, exists=True)


HOW_TO_LOOK = (
    "look with `catalogue serve` there"
    if IS_INSTALLED
    else "its README.md says how to install it and to look"
)
PROGRAM_FAULT = 3
"""The exit code of a fault of the program itself, unlike those of the sources or of their use."""


class Program(click.Group):
    """Turns each expected error into one line and the promised exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit with 1 for faults of sources or disk, 3 for one of the program."""
        try:
            return super().invoke(ctx)
        except BuilderError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(1)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise  # Click knows what to do, as where `| head` has seen enough.
            if error.filename is None or error.strerror is None:
                traceback.print_exc()
                ctx.exit(PROGRAM_FAULT)
            click.echo(f"error: {error.filename}: cannot read or write: {error.strerror}", err=True)
            ctx.exit(1)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception:
            traceback.print_exc()
            ctx.exit(PROGRAM_FAULT)


@click.group(cls=Program)
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Turn listings of papers into a website made of files."""


@main.command("build")
@click.option("--sources", type=FOLDER, help="What to read.")
@click.option("--docs", type=FOLDER, help="Where to write.")
def build_command(sources: Path | None, docs: Path | None) -> None:
    """Write the Markdown and data of the site."""
    from .pipeline import build

    problems = Problems()
    project = Project.around(sources, docs)
    built, report = build(project, problems)
    untagged = f" ({built.untagged} not tagged)" if built.untagged else ""
    click.echo(
        f"{built.papers} papers{untagged} from {built.listings} listings: "
        f"{report.written} files written, {report.unchanged} unchanged, {report.removed} removed"
    )
    _exit_with_problems(problems)


@main.command("site")
@click.option("--strict", is_flag=True, help="Fail where there is a warning.")
def site_command(strict: bool) -> None:
    """Build the website into site/."""
    from .commands.upgrade import note_versions
    from .mkdocs_site.running import run_mkdocs

    if note := note_versions(Project.around().root):
        click.echo(f"note: {note}", err=True)
    run_mkdocs(Project.around().config, "build", *(["--strict"] if strict else []))


@main.command("serve")
@click.option("--address", metavar="HOST:PORT", help="Where; default: 127.0.0.1:8000.")
@click.option("--open", "open_", is_flag=True, help="Show it in the browser.")
def serve_command(address: str | None, open_: bool) -> None:
    """Preview the website and build it again on each save; end with Ctrl+C."""
    from .mkdocs_site.running import run_mkdocs

    place = ["--dev-addr", address] if address else []
    show = ["--open"] if open_ else []
    run_mkdocs(Project.around().config, "serve", "--dirty", *place, *show)


@main.command("check")
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
    from .commands.arrivals import record_arrivals
    from .commands.check import check
    from .commands.check_report import report_as_json, report_as_markdown
    from .commands.published import find_published_address
    from .commands.upgrade import note_versions
    from .settings.site import read_site

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
    _exit_with_problems(report.problems)


@main.command("dedupe")
@click.argument("files", nargs=-1, required=True, type=READABLE)
@click.option("--format", "format_", help="The format of the files, where it is not recognised.")
@click.option("--json", "json_", is_flag=True, help="Print every record's cluster as JSON.")
def dedupe_command(files: tuple[Path, ...], format_: str | None, json_: bool) -> None:
    """Say which records of FILES are the same work."""
    from .commands.dedupe import clusters_as_json, clusters_as_text, read_for_dedupe

    problems = Problems()
    entries = read_for_dedupe(files, format_, problems)
    click.echo(clusters_as_json(entries) if json_ else clusters_as_text(entries))
    _exit_with_problems(problems)


@main.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option("--sources", type=FOLDER, help="What to read.")
@click.option("--most", type=click.IntRange(min=1), default=20, help="Maximum number of results.")
@click.option("--json", "json_", is_flag=True, help="Print the answers as JSON.")
def search_command(query: tuple[str, ...], sources: Path | None, most: int, json_: bool) -> None:
    """Search the catalogue with the index and the ranking of the site."""
    from .commands.search import answers_as_json, answers_as_text, find_answers, read_search

    answers, notes = find_answers(read_search(Project.around(sources)), " ".join(query), most)
    click.echo(answers_as_json(answers) if json_ else answers_as_text(answers))
    for note in notes:
        click.echo(note, err=True)


@main.command("enrich")
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
    from .commands.enrich import Options, enrich
    from .commands.enrich_report import describe_run

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
    _exit_with_problems(problems, failed=report.interrupted or report.refused)


@main.command("update")
@click.option("--sources", type=FOLDER, help="What to read and write.")
@click.option(
    "--subscription", "names", metavar="NAME", multiple=True, help="Ask only this one, even if off."
)
@click.option("--dry-run", is_flag=True, help="Say what is new; write nothing.")
def update_command(sources: Path | None, names: tuple[str, ...], dry_run: bool) -> None:
    """Ask the subscriptions of sources/subscriptions.yml for new papers.

    Each has a listing that grows, and the day on which each paper came is recorded.
    """
    from .commands.arrivals import record_arrivals
    from .commands.update import describe_papers, describe_update, update

    project, today, problems = Project.around(sources), datetime.now(UTC).date(), Problems()
    asked = update(project, names, dry_run, today, problems)
    for line in () if dry_run else describe_papers(project, asked):
        click.echo(line)
    for line in describe_update(asked, dry_run):
        click.echo(line)
    if any(one.grown and one.grown.added for one in asked) and not dry_run:
        click.echo(record_arrivals(project, today))
    _exit_with_problems(problems, failed=any(one.grown is None for one in asked))


@main.command("learn")
@click.option("--sources", type=FOLDER, help="What to read and write.")
@click.option("--model", type=FOLDER, help="A folder with the sentence model; else downloaded.")
@click.option("--again", is_flag=True, help="Learn everything anew, not only new papers.")
def learn_command(sources: Path | None, model: Path | None, again: bool) -> None:
    """Learn what the papers mean, for search, tags and related papers."""
    # The sentence model multiplies large matrices, for minutes.
    os.environ.pop("OPENBLAS_NUM_THREADS", None)

    from .commands.learn import learn_catalogue

    click.echo(learn_catalogue(Project.around(sources), model, again))


@main.command("suggest-tags")
@click.option("--sources", type=FOLDER, help="What to read.")
@click.option("--most", type=click.IntRange(min=1), default=80, help="Maximum number of tags.")
@click.option("--to", type=FILE, help="A new file to write; else standard output.")
def suggest_tags_command(sources: Path | None, most: int, to: Path | None) -> None:
    """Propose a vocabulary from the papers, as a tags.yml to edit."""
    from .commands.suggest_tags import suggest_tags, write_new_file

    if to and to.exists():
        raise BuilderError(f"{to}: is there already; name a new file")
    project = Project.around(sources)
    text = suggest_tags(project, most)
    if to:
        write_new_file(to, text)
        click.echo(f"{to}: edit it and save it as {project.sources / 'tags.yml'}")
    else:
        click.echo(text, nl=False)


@main.command("apply-suggestion")
@click.argument("file", type=READABLE)
@click.option("--sources", type=FOLDER, help="What to read and write.")
def apply_suggestion_command(file: Path, sources: Path | None) -> None:
    """Write what a reader suggested into the sources; FILE is the body of the issue.

    It is one that GitHub made from a form of `.github/ISSUE_TEMPLATE/`.
    """
    from .commands.suggestion import apply_suggestion

    try:
        body = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BuilderError(f"{file}: cannot read: {error}") from error
    project = Project.around(sources)
    own = project.root / ".github" / "ISSUE_TEMPLATE"
    click.echo(apply_suggestion(project, body, own if own.is_dir() else FORMS))


@main.command("offline")
@click.option("--site", type=FOLDER, help="The built site; default: site.")
@click.option("--to", type=FILE, help="The ZIP to write; default: dist/catalogue.zip.")
def offline_command(site: Path | None, to: Path | None) -> None:
    """Pack a built site into a ZIP that works offline, search included."""
    from .mkdocs_site.offline import write_archive

    root = Project.around().root if not (site and to) else Path()
    site, to = site or root / "site", to or root / "dist" / "catalogue.zip"
    size = write_archive(site, to)
    click.echo(f"{path_from_here(to)}: {size / 1_000_000:.1f} MB")


@main.command("upgrade")
@click.argument("wheel", type=READABLE, required=False)
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--to-this", is_flag=True, hidden=True)
def upgrade_command(wheel: Path | None, dry_run: bool, to_this: bool) -> None:
    """Upgrade the catalogue to the program in WHEEL, or to the newest release.

    A catalogue that is older than the program that runs is upgraded to that, without a network.
    What you edited stays; files are replaced all or none.
    """
    from .commands.upgrade import find_repository, needs_this_program, upgrade, upgrade_with
    from .pipeline import OWNED_NAMES

    root = Project.around().root
    if wheel:
        sys.exit(upgrade_with(_read_bytes(wheel), root, dry_run))
    if not to_this and not needs_this_program(root):
        repository = find_repository(root / CONFIG)
        from .services.releases import fetch_newest_wheel

        name, content = fetch_newest_wheel(repository)
        click.echo(f"{name}: the newest release of {repository}")
        sys.exit(upgrade_with(content, root, dry_run))
    for line in upgrade(root, OWNED_NAMES, dry_run):
        click.echo(line)


@main.command("wheel")
@click.argument("folder", type=FOLDER, metavar="[DIR]", default=Path("dist"))
def wheel_command(folder: Path) -> None:
    """Write this program as a wheel into DIR, to install it elsewhere; default: dist."""
    from .commands.wheel import write_wheel

    path = write_wheel(folder)
    click.echo(f"{path}: {path.stat().st_size / 1_000_000:.1f} MB")


@main.command("new")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--name", default="A catalogue of papers", help="The name of the site.")
@click.option("--url", default="https://example.org/", help="Where it will be published.")
@click.option(
    "--from", "origin", help='Its first papers: a file, or such as "arxiv:cat:cs.DL AND ti:rye".'
)
def new_command(folder: Path, name: str, url: str, origin: str | None) -> None:
    """Make a catalogue of your own in DIR, with a toy listing or your papers to begin with."""
    from .commands.new import create_catalogue
    from .pipeline import OWNED_NAMES

    if not origin:
        create_catalogue(folder, name, url, OWNED_NAMES)
        click.echo(f"{folder}: a catalogue with one toy listing; {HOW_TO_LOOK}")
        return
    from .commands.filling import check_origin, fill_catalogue

    check_origin(origin)
    create_catalogue(folder, name, url, OWNED_NAMES)
    for line in fill_catalogue(folder, origin, datetime.now(UTC).date()):
        click.echo(line)
    click.echo(f"{folder}: a catalogue of these papers; {HOW_TO_LOOK}")


def _read_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BuilderError(f"{file}: cannot read: {error.strerror}") from error


def _exit_with_problems(problems: Iterable[Problem], failed: bool = False) -> None:
    """Print every problem and exit with the matching code."""
    problems = tuple(problems)
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(count_problems(len(problems)), err=True)
    sys.exit(1 if problems or failed else 0)


def run() -> None:
    """Run the program: `catalogue` where it is installed, `python -m builder` in a checkout."""
    main(prog_name="catalogue" if IS_INSTALLED else "python -m builder")


if __name__ == "__main__":
    run()
