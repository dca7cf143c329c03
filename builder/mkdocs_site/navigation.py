"""The navigation: its titles, and what a catalogue has no page of."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any

from ..model.wording import gettext_noop
from ..pipeline import OWNED_NAMES

NAV_TITLES = (
    gettext_noop("Home"),
    gettext_noop("Explore"),
    gettext_noop("Papers"),
    gettext_noop("Tags"),
    gettext_noop("Authors"),
    gettext_noop("Listings"),
    gettext_noop("Map"),
    gettext_noop("Reading list"),
    gettext_noop("More"),
    gettext_noop("Venues"),
    gettext_noop("Years"),
    gettext_noop("Statistics"),
    gettext_noop("Merges"),
    gettext_noop("Feeds"),
    gettext_noop("Data"),
    gettext_noop("About"),
)
"""What a new catalogue's navigation says: titles of the owner's own stay as they are."""


def prune_nav(entries: list[Any], paths: Container[str]) -> list[Any]:
    """Return the navigation without the generated pages that were not generated.

    MkDocs still says what an owner has mistyped. An entry is a path, or a title with a path or
    with further entries.
    """
    kept: list[Any] = []
    for entry in entries:
        title, target = next(iter(entry.items())) if isinstance(entry, dict) else (None, entry)
        if isinstance(target, list):
            kept.append({title: prune_nav(target, paths)})
        elif target in paths or str(target).split("/")[0] not in OWNED_NAMES:
            kept.append(entry)
    return kept


def list_titles(entries: Iterable[Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the paths in the navigation, each with its title, where it is given one."""
    for entry in entries:
        title, target = next(iter(entry.items())) if isinstance(entry, dict) else (None, entry)
        if isinstance(target, list):
            yield from list_titles(target)
        else:
            yield target, title
