"""The program's tests and the owner's papers are two things."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests import ROOT

OWNERS = {"sources"}
"""What stands in the project's own folder and is the owner's to change."""


def places(text: str) -> Iterator[str]:
    """What a module names directly below `ROOT`, as `ROOT / "sources"`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            left, right = node.left, node.right
            if isinstance(left, ast.Name) and left.id == "ROOT" and isinstance(right, ast.Constant):
                yield str(right.value).split("/")[0]


def test_only_the_tests_of_the_catalogue_read_the_owners_sources() -> None:
    reading = {
        path.relative_to(ROOT / "tests").parts[0]
        for path in (ROOT / "tests").rglob("*.py")
        if OWNERS & set(places(path.read_text("utf-8")))
    }
    assert reading == {"catalogue"}
