"""The owner's YAML files: `sources/listings.yml`, `sources/tags.yml`, `mkdocs.yml`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from .problems import BuilderError, Origin, Problems
from .records import Site


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingSettings:
    """What the owner says about a listing."""

    title: str = ""
    description: str = ""
    format: str | None = None
    year: int | None = None


def read_yaml(path: Path) -> Any:
    """Return the parsed file, `None` where it is missing or empty.

    Raises `BuilderError` with the line where it is not YAML.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BuilderError(f"{path}: cannot read: {error}") from error
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise BuilderError(f"{path}:{line}: not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise BuilderError(f"{path}: not valid YAML: {error}") from error


class _Loader(yaml.SafeLoader):
    """Safe; knows `!ENV` and passes over the other tags that MkDocs allows (`!!python/name:`)."""


def _environment(loader: _Loader, node: yaml.Node) -> object:
    """`!ENV NAME` and `!ENV [NAME, …, default]`, as MkDocs reads them."""
    if isinstance(node, yaml.SequenceNode):
        *names, default = loader.construct_sequence(node)
    else:
        names, default = [node.value], None
    return next((os.environ[name] for name in names if os.environ.get(name)), default)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_listing_settings(path: Path, problems: Problems) -> Mapping[str, ListingSettings]:
    """Return the entries of `listings.yml` by file name; each fault is a problem."""
    data = read_yaml(path) or {}
    origin = Origin(file=path.as_posix())
    if not isinstance(data, dict):
        problems.add(origin, f"expected file names with settings, got {type(data).__name__}")
        return {}
    settings: dict[str, ListingSettings] = {}
    wanted = {"title": str, "description": str, "format": str, "year": int}
    for name, fields in data.items():
        known: dict[str, Any] = {}
        for field, value in (fields if isinstance(fields, dict) else {}).items():
            if field not in wanted:
                problems.add(origin, f"{name}: expected one of {sorted(wanted)}, got {field!r}")
            elif not isinstance(value, wanted[field]):
                kind = wanted[field].__name__
                problems.add(origin, f"{name}: {field}: expected {kind}, got {value!r}")
            else:
                known[field] = value
        settings[str(name)] = ListingSettings(**known)
    return settings


def _read_config(path: Path) -> dict[str, Any]:
    """A configuration over the one that its `INHERIT` names, as MkDocs merges them."""
    data = read_yaml(path) or {}
    if not isinstance(data, dict):
        raise BuilderError(f"{path}: expected settings, got {type(data).__name__}")
    if "INHERIT" not in data:
        return data
    return _merged(_read_config(path.parent / data["INHERIT"]), data)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = {**below, **above}
    for name in below.keys() & above.keys():
        if isinstance(below[name], dict) and isinstance(above[name], dict):
            merged[name] = _merged(below[name], above[name])
    return merged


def read_site(path: Path) -> Site:
    """Return what `mkdocs.yml` says of the site.

    Raises `BuilderError` where it, or a file it inherits from, is not a table of settings.
    """
    data = _read_config(path)
    extra = (data.get("extra") or {}).get("catalogue") or {}
    engine: Literal["auto", "lunr", "pagefind"] = extra.get("search_engine", "auto")
    if engine not in ("auto", "lunr", "pagefind"):
        raise BuilderError(
            f"{path}: search_engine: expected auto, lunr or pagefind, got {engine!r}"
        )
    url = str(data.get("site_url") or "")
    return Site(
        name=str(data.get("site_name") or "Papers"),
        url=url if not url or url.endswith("/") else url + "/",
        description=str(data.get("site_description") or ""),
        author=str(data.get("site_author") or ""),
        language=str((data.get("theme") or {}).get("language") or "en"),
        search_engine=engine,
        content_licence=str(extra.get("content_licence") or ""),
    )
