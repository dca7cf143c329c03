"""The program: `catalogue` where it is installed, `python -m builder` in a checkout.

Each command imports what it needs: all together takes longer than a question to answer.
"""

from __future__ import annotations

import click

from . import __version__
from .command_line.owner import new_command, upgrade_command, wheel_command
from .command_line.program import Program
from .command_line.site import (
    build_command,
    check_command,
    dedupe_command,
    offline_command,
    search_command,
    serve_command,
    site_command,
)
from .command_line.sources import (
    apply_suggestion_command,
    enrich_command,
    learn_command,
    suggest_tags_command,
    update_command,
)
from .model.project import IS_INSTALLED


@click.group(cls=Program)
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Turn listings of papers into a website made of files."""


for command in (
    *(build_command, site_command, serve_command, check_command, dedupe_command),
    *(search_command, offline_command, enrich_command, update_command, learn_command),
    *(suggest_tags_command, apply_suggestion_command, new_command, upgrade_command, wheel_command),
):
    main.add_command(command)


def run() -> None:
    """Run the program, and end it with an exit code."""
    main(prog_name="catalogue" if IS_INSTALLED else "python -m builder")


if __name__ == "__main__":
    run()
