"""Finds the readers, page kinds and exports: every module of a package that has one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from types import ModuleType
from typing import TypeVar

Kind = TypeVar("Kind")


def collect_constants(
    package: ModuleType, constant: str, kind: type[Kind], skip: Collection[str] = ()
) -> tuple[Kind, ...]:
    """Return `constant` of every public module of `package` but `skip`, in the order of names.

    Raises `TypeError` where a module has no such constant or one of another type.
    """
    found: list[Kind] = []
    for info in pkgutil.iter_modules(package.__path__):
        if info.name.startswith("_") or info.name in skip:
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        value = getattr(module, constant, None)
        if not isinstance(value, kind):
            raise TypeError(f"{module.__name__}: expected {constant} to be a {kind.__name__}")
        found.append(value)
    return tuple(found)
