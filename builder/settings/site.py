"""The owner's YAML files: `sources/listings.yml`, `sources/tags.yml`, `mkdocs.yml`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import yaml

from ..model.problems import BuilderError, Problems
from ..model.site import Site
from ..text import Text
from ..text.dates import VALID_YEARS
from .located_yaml import YamlValue, parse_yaml, read_pairs
from .palette import is_colour

_LISTING_FIELDS = ("title", "description", "format", "encoding", "year", "venue")
_CATALOGUE_FIELDS = ("sources", "content_licence", "colour", "papers_language", "releases")
_GITHUB = re.compile(r"https?://(?:www\.)?github\.com/([\w-]+/[\w.-]+?)(?:\.git)?/?", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingSettings:
    """What the owner says about a listing."""

    title: str = ""
    description: str = ""
    format: str | None = None
    encoding: str | None = None
    """As Python calls it: `latin-1`."""
    year: int | None = None
    """Of the dates that it prints beside its records, else of its papers."""
    venue: str = ""
    """Of its papers that state none."""


def read_yaml(path: Path) -> Any:
    """Return the parsed file, `None` where it is missing or empty.

    Raises `BuilderError`, with the line where known, if it cannot be read or is not YAML.
    """
    return parse_yaml(path, lambda text: yaml.load(text, Loader=_Loader))


class _Loader(yaml.SafeLoader):
    """A safe loader that knows `!ENV` and ignores other MkDocs tags (`!!python/name:`)."""


def _construct_env(loader: _Loader, node: yaml.Node) -> object:
    """`!ENV NAME` and `!ENV [NAME, …, default]`, as MkDocs reads them."""
    if isinstance(node, yaml.SequenceNode):
        *names, default = loader.construct_sequence(node)
    else:
        names, default = [node.value], None
    return next((os.environ[name] for name in names if os.environ.get(name)), default)


_Loader.add_constructor("!ENV", _construct_env)
_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_listing_settings(path: Path, problems: Problems) -> Mapping[str, ListingSettings]:
    """Return the entries of `listings.yml` by file name; each fault is a problem with its line."""
    settings: dict[str, ListingSettings] = {}
    for name, fields in read_pairs(path, "file names with settings", problems):
        if name.text in settings:
            problems.add(name.origin, f"{name.text}: expected each file once, got it again")
        elif fields.kind == "mapping":
            settings[name.text or ""] = ListingSettings(**_read_fields(name, fields, problems))
        elif fields.text != "":
            problems.add(fields.origin, f"{name.text}: expected settings, got {fields.quoted}")
    return settings


def _read_fields(name: YamlValue, fields: YamlValue, problems: Problems) -> dict[str, Any]:
    """The settings of one listing that have a name and a form we know."""
    known: dict[str, Any] = {}
    for key, value in fields.pairs:
        field, text = key.text or "", value.text
        place = f"{name.text}: {field}"
        if field not in _LISTING_FIELDS:
            problems.add(
                key.origin, f"{name.text}: expected one of {list(_LISTING_FIELDS)}, got {field!r}"
            )
        elif text is None:
            problems.add(value.origin, f"{place}: expected text, got {value.quoted}")
        elif wanted := _find_fault(field, text):
            problems.add(value.origin, f"{place}: expected {wanted}, got {text!r}")
        elif text or field not in ("format", "encoding", "year"):
            known[field] = int(text) if field == "year" else Text(text).source
    return known


def _find_fault(field: str, text: str) -> str | None:
    """Return what was expected of a setting; `None` where its text is right, or nothing."""
    if field == "year" and text:
        if not re.fullmatch("[0-9]{4}", text):
            return "four digits"
        if int(text) not in VALID_YEARS:
            return f"a year from {VALID_YEARS[0]} to {VALID_YEARS[-1]}"
    if field == "encoding" and text:
        try:
            TextIOWrapper(BytesIO(), encoding=text)
        except (LookupError, ValueError):
            return "an encoding such as latin-1"
    return None


def _read_config(path: Path) -> dict[str, Any]:
    """Merge a configuration into the one that its `INHERIT` names, as MkDocs does."""
    data = read_yaml(path) or {}
    if not isinstance(data, dict):
        raise BuilderError(f"{path}: expected settings, got {type(data).__name__}")
    if "INHERIT" not in data:
        return data
    below = data["INHERIT"]
    if not isinstance(below, str):
        raise BuilderError(f"{path}: INHERIT: expected a file, got {type(below).__name__}")
    return _merge(_read_config(path.parent / below), data)


def list_configs(path: Path) -> tuple[Path, ...]:
    """Return a configuration, as `read_site` has read it, and all that it inherits from."""
    below = (read_yaml(path) or {}).get("INHERIT")
    return (path, *(list_configs(path.parent / below) if below else ()))


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = {**below, **above}
    for name in below.keys() & above.keys():
        if isinstance(below[name], dict) and isinstance(above[name], dict):
            merged[name] = _merge(below[name], above[name])
    return merged


def read_site(path: Path) -> Site:
    """Return what `mkdocs.yml` says of the site.

    Raises `BuilderError` where it, or a file it inherits from, is not a table of settings, and
    where it has an unknown setting under `extra.catalogue`.
    """
    data = _read_config(path)
    extra = _get_table(_get_table(data, "extra", path), "catalogue", path)
    for name in extra:
        if name not in _CATALOGUE_FIELDS:
            wanted = list(_CATALOGUE_FIELDS)
            raise BuilderError(f"{path}: extra.catalogue: expected one of {wanted}, got {name!r}")
    colour = _get_text(extra, "colour")
    if colour and not is_colour(colour):
        raise BuilderError(f'{path}: colour: expected one like "#0d5c54", got {colour!r}')
    if data.get("use_directory_urls") is False:
        message = "expected true, got false: a paper's address is papers/<slug>/"
        raise BuilderError(f"{path}: use_directory_urls: {message}")
    language = _get_text(_get_table(data, "theme", path), "language") or "en"
    url = str(data.get("site_url") or "")
    return Site(
        name=_get_text(data, "site_name") or "Papers",
        url=url if not url or url.endswith("/") else url + "/",
        description=_get_text(data, "site_description"),
        author=_get_text(data, "site_author"),
        language=language,
        papers_language=_get_text(extra, "papers_language") or language,
        content_licence=_get_text(extra, "content_licence"),
        colour=colour,
        issues_url=_find_issues(_get_text(data, "repo_url")),
    )


def _find_issues(repository: str) -> str:
    """Where a new issue of a repository begins; empty but for GitHub, which alone has our forms."""
    found = _GITHUB.fullmatch(repository)
    return f"https://github.com/{found[1]}/issues/new" if found else ""


def _get_table(data: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    value = data.get(name) or {}
    if name == "theme" and isinstance(value, str):
        return {}
    if not isinstance(value, dict):
        raise BuilderError(f"{path}: {name}: expected settings, got {value!r}")
    return value


def _get_text(data: Mapping[str, Any], name: str) -> str:
    return Text(str(data.get(name) or "")).source
