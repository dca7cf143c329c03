"""What a catalogue still lacks in its first hour, in sentences for its owner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from ..model.problems import Origin, Problem
from ..model.project import describe_command


def is_no_address(url: str) -> bool:
    """Whether this is no address of a published site: none, or the one that stands for it."""
    return not url or urlsplit(url).hostname == "example.org"


def find_missing(sources: Path, listings: int, url: str) -> Iterator[Problem]:
    """Yield what is missing before anything else: listings, tags, the address of the site."""
    tags = sources / "tags.yml"
    if not listings:
        yield Problem(
            origin=Origin(file=(sources / "listings").as_posix()),
            message="no listings yet: put files with papers there, such as a .bib",
        )
    if not tags.is_file():
        yield Problem(
            origin=Origin(file=tags.as_posix()),
            message=f"no tags yet: {describe_command('suggest-tags')} proposes some, and "
            '"keywords: {least: 3}" makes tags of the keywords of listings',
        )
    if is_no_address(url):
        yield Problem(
            origin=Origin(file="mkdocs.yml"),
            message="no address set: site_url says where the site will be, for feeds and citations",
        )
