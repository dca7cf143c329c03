"""What all commands share: their faults in one line, their exit codes, their kinds of values."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

import click

from ..model.problems import BuilderError, Problem, count_problems

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
READABLE = click.Path(path_type=Path, dir_okay=False, exists=True)
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


def exit_with_problems(problems: Iterable[Problem], failed: bool = False) -> None:
    """Print every problem and exit with the matching code."""
    problems = tuple(problems)
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(count_problems(len(problems)), err=True)
    sys.exit(1 if problems or failed else 0)
