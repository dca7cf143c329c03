"""YAML with line numbers, for messages that name them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ..model.problems import BuilderError, Origin, Problems
from ..text.lines import collapse_spaces

Parsed = TypeVar("Parsed")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True, slots=True)
class YamlValue:
    """A value of a YAML file and its location."""

    origin: Origin
    content: str | tuple[YamlValue, ...] | tuple[tuple[YamlValue, YamlValue], ...]
    kind: str
    """`text`, `list` or `mapping`; numbers, dates and truth values are text as written."""

    @property
    def text(self) -> str | None:
        """The text without outer white space, `None` where it is a list or a mapping."""
        return self.content.strip() if isinstance(self.content, str) else None

    @property
    def quoted(self) -> str:
        """What a message says was got: the text in quotation marks, `nothing` or `a list`."""
        if self.text is None:
            return f"a {self.kind}"
        return repr(self.text) if self.text else "nothing"

    @property
    def items(self) -> tuple[YamlValue, ...]:
        """The members of a list; empty for anything else."""
        return self.content if self.kind == "list" else ()  # type: ignore[return-value]

    @property
    def pairs(self) -> tuple[tuple[YamlValue, YamlValue], ...]:
        """The keys and values of a mapping in order, repeated keys too; empty for others."""
        return self.content if self.kind == "mapping" else ()  # type: ignore[return-value]


def read_located_yaml(path: Path) -> YamlValue | None:
    """Return the parsed file, `None` where it is missing or empty.

    Raises `BuilderError`, with the line where known, if it cannot be read or is not YAML.
    """
    node = parse_yaml(path, lambda text: yaml.compose(text, Loader=_LOADER))
    return None if node is None else _Values(path.as_posix()).make(node)


def read_pairs(
    path: Path, expected: str, problems: Problems
) -> tuple[tuple[YamlValue, YamlValue], ...]:
    """Return the keys and values of a file that is a mapping; it may be missing or empty.

    Anything else is a problem that names what was `expected`; raises as `read_located_yaml`.
    """
    root = read_located_yaml(path)
    if root is None:
        return ()
    if root.kind != "mapping":
        problems.add(root.origin, f"expected {expected}, got {root.quoted}")
    return root.pairs


def parse_yaml(path: Path, parse: Callable[[str], Parsed]) -> Parsed | None:
    """Return what `parse` makes of the text of a file, `None` where it is missing.

    Raises `BuilderError`, with the line where known, if it cannot be read or is not YAML.
    """
    file = path.as_posix()
    try:
        return parse(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BuilderError(f"{file}: cannot read: {error}") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Origin(file=file, line=mark.line + 1 if mark else None)
        raise BuilderError(f"{place}: not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BuilderError(f"{file}: not valid YAML: {collapse_spaces(str(error))}") from error


_DEEPEST = 20
_MOST_REPEATED = 10_000
"""Values that aliases repeat: a few short lines can stand for billions."""


class _Values:
    """Makes the values of one file's nodes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._seen: set[yaml.Node] = set()
        self._repeated = 0

    def make(self, node: yaml.Node, depth: int = 0) -> YamlValue:
        """Return the value; raises `BuilderError` where there is too much of it."""
        origin = Origin(file=self._file, line=node.start_mark.line + 1)
        if depth > _DEEPEST:
            raise BuilderError(f"{origin}: expected at most {_DEEPEST} levels of YAML")
        self._repeated += node in self._seen
        if self._repeated > _MOST_REPEATED:
            message = f"expected aliases that repeat at most {_MOST_REPEATED:,} values"
            raise BuilderError(f"{origin}: {message}")
        self._seen.add(node)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self.make(item, depth + 1) for item in node.value)
            return YamlValue(origin=origin, content=items, kind="list")
        if isinstance(node, yaml.MappingNode):
            pairs = tuple(
                (self.make(key, depth + 1), self.make(value, depth + 1))
                for key, value in node.value
            )
            return YamlValue(origin=origin, content=pairs, kind="mapping")
        empty = node.tag == "tag:yaml.org,2002:null"
        return YamlValue(origin=origin, content="" if empty else str(node.value), kind="text")
