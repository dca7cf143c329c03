"""Links JavaScript modules into one script.

A page then waits for one answer instead of thirty, and works from a disk, where no browser loads
a module. Our modules keep to a few forms of `import` and
`export`, which this linker knows; another form is an error, never a broken script.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from ..model.problems import BuilderError

_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*$)", re.S | re.M)
_IMPORT = re.compile(
    r"^import[ \t]+(?:(?P<names>\{[^}]*\}|\*[ \t]+as[ \t]+\w+)[ \t]+from[ \t]+)?"
    r"""["'](?P<path>\.{1,2}/[^"']+)["'][ \t]*;?[ \t]*$""",
    re.M,
)
_EXPORT = re.compile(
    r"^export[ \t]+(?P<kept>(?:(?:async[ \t]+)?function\*?|class|const)[ \t]+(?P<name>[\w$]+))",
    re.M,
)
_UNKNOWN = re.compile(r"^[ \t]*(?:import\b[^(]|export\b).*|\bimport\s*\(.*|\bimport\.meta\b", re.M)


def is_module(text: str) -> bool:
    """Return whether a script of ours imports or exports anything."""
    code = strip_comments(text)
    return bool(_IMPORT.search(code) or _EXPORT.search(code))


def link_scripts(entry: str, modules: Mapping[str, str]) -> str:
    """Return `entry` and all it imports as one classic script.

    `modules` are texts by path below the site's root. Raises `BuilderError` for a form that is
    not known, a missing module or an import cycle.
    """
    return join_modules(order_modules([entry], modules), modules)


def join_modules(paths: Iterable[str], modules: Mapping[str, str]) -> str:
    """Return the modules of these paths, in dependency order, as one classic script.

    A module runs once however many scripts of a page have it: it lies in `catalogueModules`.
    """
    wrapped = (_wrap_module(path, modules[path]) for path in paths)
    return "\n".join(["globalThis.catalogueModules ??= {};", *wrapped])


def order_modules(entries: Iterable[str], modules: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths of the entries and of all they import, in dependency order."""
    order: list[str] = []
    for entry in entries:
        _collect_modules(entry, modules, order, ())
    return tuple(order)


def strip_comments(text: str) -> str:
    """Return `text` without comments that start a line or span several."""
    return _COMMENT.sub("", text)


def _collect_modules(
    path: str, modules: Mapping[str, str], order: list[str], above: tuple[str, ...]
) -> None:
    if path in above:
        raise BuilderError(f"{path}: import cycle: {' → '.join(above)}")
    if path in order:
        return
    if path not in modules:
        raise BuilderError(
            f"{path}: no such module, imported by {above[-1] if above else 'a page'}"
        )
    for found in _IMPORT.finditer(strip_comments(modules[path])):
        _collect_modules(_resolve_path(path, found["path"]), modules, order, (*above, path))
    order.append(path)


def _wrap_module(path: str, text: str) -> str:
    """Wrap the module in a function that runs once and returns its exports."""
    code = strip_comments(text)
    names = [found["name"] for found in _EXPORT.finditer(code)]
    code = _EXPORT.sub(lambda found: found["kept"], code)
    code = _IMPORT.sub(lambda found: _import_to_constant(path, found), code)
    unknown = _UNKNOWN.search(code)
    if unknown:
        raise BuilderError(f"{path}: cannot link {unknown.group().strip()!r}")
    # Top-level await is fine in a script, not in a module whose exports are needed at once.
    head = "async () =>" if not names and "await " in code else "() =>"
    return (
        f"catalogueModules[{path!r}] ??= ({head} {{\n'use strict';\n{code.strip()}\n"
        f"return {{ {', '.join(names)} }};\n}})();\n"
    )


def _import_to_constant(path: str, found: re.Match[str]) -> str:
    names = found["names"]
    if names is None:
        return ""
    module = f"catalogueModules[{_resolve_path(path, found['path'])!r}]"
    if names.startswith("*"):
        return f"const {names.split()[-1]} = {module};"
    return f"const {re.sub(r'[ ]+as[ ]+', ': ', names)} = {module};"


def _resolve_path(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))
