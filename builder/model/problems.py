"""Where input came from, what is wrong with it, and the error that stops a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..text.lines import message_line


class BuilderError(Exception):
    """The run cannot go on; the message is one line for the user."""

    def __str__(self) -> str:
        return message_line(super().__str__())


@dataclass(frozen=True, kw_only=True, order=True, slots=True)
class Origin:
    """A place in an input file."""

    file: str
    line: int | None = None
    """1-based; `None` where the whole file is meant."""

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One fault in the input: place, thing, what was wanted, what was got."""

    origin: Origin
    message: str

    def __str__(self) -> str:
        return message_line(f"{self.origin}: {self.message}")


def count_problems(number: int) -> str:
    """Return a number of problems in words: `1 problem`, `2 problems`."""
    return f"{number} problem" if number == 1 else f"{number} problems"


class Problems:
    """Collects every fault of a run, so that all are reported at once."""

    def __init__(self) -> None:
        self._found: set[Problem] = set()

    def add(self, origin: Origin, message: str) -> None:
        """Record a problem; the run goes on."""
        self._found.add(Problem(origin=origin, message=message))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Record each of `problems`."""
        self._found.update(problems)

    def __iter__(self) -> Iterator[Problem]:
        """Sorted by file, line and message."""
        return iter(
            sorted(self._found, key=lambda p: (p.origin.file, p.origin.line or 0, p.message))
        )

    def __len__(self) -> int:
        return len(self._found)
