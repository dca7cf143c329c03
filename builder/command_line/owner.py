"""Commands that make and keep a catalogue: new, upgrade, wheel."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from ..model.problems import BuilderError
from ..model.project import CONFIG, IS_INSTALLED, Project
from .program import FOLDER, READABLE

HOW_TO_LOOK = (
    "look with `catalogue serve` there"
    if IS_INSTALLED
    else "its README.md says how to install it and to look"
)


@click.command("upgrade")
@click.argument("wheel", type=READABLE, required=False)
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--to-this", is_flag=True, hidden=True)
def upgrade_command(wheel: Path | None, dry_run: bool, to_this: bool) -> None:
    """Upgrade the catalogue to the program in WHEEL, or to the newest release.

    A catalogue that is older than the program that runs is upgraded to that, without a network.
    What you edited stays; files are replaced all or none.
    """
    from ..commands.upgrade import find_repository, needs_this_program, upgrade, upgrade_with
    from ..pipeline import OWNED_NAMES

    root = Project.around().root
    if wheel:
        sys.exit(upgrade_with(_read_bytes(wheel), root, dry_run))
    if not to_this and not needs_this_program(root):
        repository = find_repository(root / CONFIG)
        from ..services.releases import fetch_newest_wheel

        name, content = fetch_newest_wheel(repository)
        click.echo(f"{name}: the newest release of {repository}")
        sys.exit(upgrade_with(content, root, dry_run))
    for line in upgrade(root, OWNED_NAMES, dry_run):
        click.echo(line)


@click.command("wheel")
@click.argument("folder", type=FOLDER, metavar="[DIR]", default=Path("dist"))
def wheel_command(folder: Path) -> None:
    """Write this program as a wheel into DIR, to install it elsewhere; default: dist."""
    from ..commands.wheel import write_wheel

    path = write_wheel(folder)
    click.echo(f"{path}: {path.stat().st_size / 1_000_000:.1f} MB")


@click.command("new")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--name", default="A catalogue of papers", help="The name of the site.")
@click.option("--url", default="https://example.org/", help="Where it will be published.")
@click.option(
    "--from", "origin", help='Its first papers: a file, or such as "arxiv:cat:cs.DL AND ti:rye".'
)
def new_command(folder: Path, name: str, url: str, origin: str | None) -> None:
    """Make a catalogue of your own in DIR, with a toy listing or your papers to begin with."""
    from ..commands.new import create_catalogue
    from ..pipeline import OWNED_NAMES

    if not origin:
        create_catalogue(folder, name, url, OWNED_NAMES)
        click.echo(f"{folder}: a catalogue with one toy listing; {HOW_TO_LOOK}")
        return
    from ..commands.filling import check_origin, fill_catalogue

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
