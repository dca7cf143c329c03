"""Where new papers come from: `sources/subscriptions.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model.problems import Problems
from ..text.urls import clean_url
from .located_yaml import YamlValue, read_located_yaml

LATEST = "latest"
_MOST, _LARGEST = 200, 1000
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LIBRARY = re.compile(r"(?:users|groups)/\d+(?:/collections/[A-Za-z0-9]+)?", re.ASCII)
_PERIODS = {
    "day": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "week": re.compile(r"\d{4}-W\d\d", re.ASCII),
    "month": re.compile(r"\d{4}-\d\d", re.ASCII),
}
_PERIOD_EXAMPLES = {"day": "2026-11-21", "week": "2026-W47", "month": "2026-11"}
KINDS = ("arxiv", "hugging-face", "openalex", "semantic-scholar", "zotero", "feed", "file")
"""Whom to ask: a service, or an address."""
_KEYS = ("name", "title", *KINDS, "most", "without", "off")
_SWITCH = {"true": True, "yes": True, "on": True, "": False}
_SWITCH |= {"false": False, "no": False, "off": False}


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """One question that is asked again and again; its answers become a listing that grows."""

    name: str
    """Of the listing, whose file is `<name>.jsonl`."""
    title: str = ""
    """What the site calls the listing; may be empty."""
    kind: str
    """One of `KINDS`."""
    question: str
    """A query, a library, a period or an address, as its kind wants it."""
    by: str = ""
    """What a question to Hugging Face is: `day`, `week`, `month` or `search`."""
    most: int = _MOST
    """Papers to ask for, the newest first."""
    without: tuple[str, ...] = ()
    """Papers that do not belong to it, each by its title, DOI, arXiv id or address."""
    off: bool = False

    @property
    def file(self) -> str:
        """The name of its listing inside `sources/listings/`."""
        return f"{self.name}.jsonl"


def read_subscriptions(path: Path, problems: Problems) -> tuple[Subscription, ...]:
    """Read the file; it may be missing. Each fault is a problem with its line.

    A subscription with a fault is left out. Raises `BuilderError` where the file is not YAML.
    """
    root = read_located_yaml(path)
    if root is None:
        return ()
    if root.kind != "list":
        problems.add(root.origin, f"expected a list of subscriptions, got {root.quoted}")
    found: dict[str, Subscription] = {}
    for item in root.items:
        if item.kind != "mapping":
            problems.add(item.origin, f"expected a subscription, got {item.quoted}")
            continue
        faults = Problems()
        one = _read_subscription(item, faults)
        problems.extend(faults)
        if one is None or faults:
            continue
        if one.name in found:
            message = f"name: expected each name once, got {one.name!r} again"
            problems.add(item.origin, message)
        else:
            found[one.name] = one
    return tuple(found.values())


def _read_subscription(item: YamlValue, problems: Problems) -> Subscription | None:
    """The subscription; `None`, or problems, where it is none."""
    values: dict[str, YamlValue] = {}
    for key, value in item.pairs:
        if key.text not in _KEYS:
            problems.add(key.origin, f"expected one of {list(_KEYS)}, got {key.quoted}")
        elif key.text in values:
            problems.add(key.origin, f"expected {key.text!r} once, got it again")
        else:
            values[key.text] = value
    kinds = [kind for kind in KINDS if kind in values]
    if len(kinds) != 1:
        got = " and ".join(kinds) or "none"
        problems.add(item.origin, f"expected one of {list(KINDS)}, got {got}")
    if "name" not in values:
        problems.add(item.origin, "expected a name")
    if problems:
        return None
    by, question = _read_question(kinds[0], values[kinds[0]], problems)
    return Subscription(
        name=_read_name(values["name"], problems),
        title=_read_text("title", values["title"], problems) if "title" in values else "",
        kind=kinds[0],
        question=question,
        by=by,
        most=_read_most(values["most"], problems) if "most" in values else _MOST,
        without=_read_without(values["without"], problems) if "without" in values else (),
        off=_read_switch(values["off"], problems) if "off" in values else False,
    )


def _read_name(value: YamlValue, problems: Problems) -> str:
    if value.text and _NAME.fullmatch(value.text) and len(value.text) <= 60:
        return value.text
    wanted = "small letters, digits and hyphens"
    problems.add(value.origin, f"name: expected {wanted}, got {value.quoted}")
    return ""


def _read_text(place: str, value: YamlValue, problems: Problems) -> str:
    text = " ".join((value.text or "").split())
    if not text or not text.isprintable():
        problems.add(value.origin, f"{place}: expected text, got {value.quoted}")
    return text


def _read_question(kind: str, value: YamlValue, problems: Problems) -> tuple[str, str]:
    """What Hugging Face is asked by, and what is asked."""
    if kind == "hugging-face":
        return _read_period(value, problems)
    text = _read_text(kind, value, problems)
    if kind in ("feed", "file") and text:
        address = clean_url(text)
        if address is None:
            message = f"{kind}: expected an http or https address, got {value.quoted}"
            problems.add(value.origin, message)
        return "", address or ""
    if kind == "zotero" and text and not _LIBRARY.fullmatch(text):
        wanted = "users/<id> or groups/<id>, perhaps with /collections/<key>"
        problems.add(value.origin, f"zotero: expected {wanted}, got {value.quoted}")
    return "", text


def _read_period(value: YamlValue, problems: Problems) -> tuple[str, str]:
    wanted = "one of 'day', 'week', 'month' and 'search' with a value"
    pairs = tuple(_read_periods(value))
    if len(pairs) != 1:
        problems.add(value.origin, f"hugging-face: expected {wanted}, got {value.quoted}")
        return "", ""
    by, asked = pairs[0]
    if by == "search":
        return by, _read_text("hugging-face: search", asked, problems)
    if by not in _PERIODS:
        problems.add(value.origin, f"hugging-face: expected {wanted}, got {by!r}")
        return "", ""
    text = asked.text or ""
    if text != LATEST and not _PERIODS[by].fullmatch(text):
        example = f"{LATEST!r} or such as {_PERIOD_EXAMPLES[by]}"
        message = f"hugging-face: {by}: expected {example}, got {asked.quoted}"
        problems.add(asked.origin, message)
    return by, text


def _read_periods(value: YamlValue) -> Iterator[tuple[str, YamlValue]]:
    for key, asked in value.pairs:
        yield key.text or "", asked


def _read_most(value: YamlValue, problems: Problems) -> int:
    text = value.text or ""
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _LARGEST:
        return int(text)
    wanted = f"a number from 1 to {_LARGEST}"
    problems.add(value.origin, f"most: expected {wanted}, got {value.quoted}")
    return _MOST


def _read_without(value: YamlValue, problems: Problems) -> tuple[str, ...]:
    wanted = "a list of titles, DOIs, arXiv ids or addresses"
    if value.kind != "list":
        problems.add(value.origin, f"without: expected {wanted}, got {value.quoted}")
    for item in value.items:
        if not item.text:
            problems.add(item.origin, f"without: expected {wanted}, got {item.quoted} in it")
    return tuple(item.text for item in value.items if item.text)


def _read_switch(value: YamlValue, problems: Problems) -> bool:
    known = _SWITCH.get((value.text or "").lower()) if value.kind == "text" else None
    if known is None:
        problems.add(value.origin, f"off: expected 'true' or 'false', got {value.quoted}")
    return bool(known)
