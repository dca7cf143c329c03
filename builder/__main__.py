"""The command line: the only place that prints and that ends the program."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .pipeline import Project, build
from .problems import BuilderError, Problems

ROOT = Path(__file__).parent.parent

FOLDER = click.Path(path_type=Path, file_okay=False)


class Program(click.Group):
    """Turns each expected error into one line and the promised exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit code 1 where the sources or the disk are at fault."""
        try:
            return super().invoke(ctx)
        except BuilderError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(1)


@click.group(cls=Program)
def main() -> None:
    """Turn listings of papers into a website made of files."""


@main.command("build")
@click.option("--sources", type=FOLDER, default=ROOT / "sources", help="What to read.")
@click.option("--docs", type=FOLDER, default=ROOT / "docs", help="Where to write.")
def build_command(sources: Path, docs: Path) -> None:
    """Write the Markdown and data of the site."""
    problems = Problems()
    project = Project(
        sources=sources, docs=docs, templates=ROOT / "templates", config=ROOT / "mkdocs.yml"
    )
    catalogue, report = build(project, problems)
    click.echo(
        f"{len(catalogue.papers)} papers from {len(catalogue.listings)} listings: "
        f"{report.written} files written, {report.unchanged} unchanged, {report.removed} removed"
    )
    _report(problems)


def _report(problems: Problems) -> None:
    """Print every problem and end the program with the code that fits."""
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(f"{len(problems)} problems", err=True)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main(prog_name="python -m builder")
