"""The software, fonts and icons that the site serves, with versions and licences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import metadata
from importlib.resources import files

from .. import __version__
from ..model.project import RESOURCES


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """A work by one maker under one licence."""

    name: str
    part: str
    """Which part of the site it is."""
    holders: str
    """As its notice names them."""
    licence: str
    """SPDX identifier."""
    address: str
    """Where it comes from."""
    version: str = ""
    """Empty where unknown."""
    within: str = ""
    """The name of the work that brings it."""
    purl: str = ""
    """Its package, with the version where that is known: `pkg:npm/lunr@2.3.9`."""
    own_text: str = ""
    """Where its licence stands below the site's root, if not with those of others."""

    @property
    def text(self) -> str:
        """Where its licence can be read, relative to the site's root."""
        return self.own_text or f"assets/licences/{self.licence}.txt"


_MATERIAL = "Material for MkDocs"


@cache
def list_works() -> tuple[Work, ...]:
    """Return all that a site serves beside its content, those that bring others first.

    Versions are read from what is installed, so they are those of the files served; a version
    of MkDocs without lunr, or an installation without Material, is an error of the program.
    """
    material = metadata("mkdocs-material")
    return (
        Work(
            name="Paper catalogue",
            part="the program: pages, scripts and stylesheets",
            holders=_find_holders((RESOURCES / "LICENSE").read_text("utf-8")),
            licence="MIT",
            address="",
            version=__version__,
        ),
        Work(
            name=_MATERIAL,
            part="page layout",
            holders="2016-2025 Martin Donath",
            licence=material["License-Expression"],
            address="https://squidfunk.github.io/mkdocs-material/",
            version=material["Version"],
            purl=f"pkg:pypi/mkdocs-material@{material['Version']}",
        ),
        *_BUNDLED,
        Work(
            name="lunr",
            part="word analysis for search",
            holders="2020 Oliver Nightingale",
            licence="MIT",
            address="https://lunrjs.com/",
            version=_find_lunr_version(),
            purl=f"pkg:npm/lunr@{_find_lunr_version()}",
        ),
        Work(
            name="SCOWL",
            part="English words, which search does not take for misspellings",
            holders="2000-2011 Kevin Atkinson, 1997 Princeton University",
            licence="LicenseRef-SCOWL",
            address="http://wordlist.aspell.net/",
            version="2020.12.07",
        ),
        *_FONTS,
    )


def _make_bundled_work(name: str, part: str, holders: str, licence: str, address: str) -> Work:
    package = f"pkg:npm/{name}"
    return Work(
        name=name,
        part=part,
        holders=holders,
        licence=licence,
        address=address,
        within=_MATERIAL,
        purl=package,
    )


_BUNDLED = (
    _make_bundled_work(
        "material-design-color",
        "colour names, in Material's stylesheet",
        "Denis Malinochkin",
        "MIT",
        "https://github.com/mrmlnc/material-design-color",
    ),
    Work(
        name="Material Design Icons",
        part="the icons, in Material's stylesheet and in ours",
        holders="Google and the Pictogrammers",
        licence="Apache-2.0",
        address="https://pictogrammers.com/library/mdi/",
        within=_MATERIAL,
        purl="pkg:npm/%40mdi/svg",
    ),
)
"""What Material's own files bring; their source maps name it."""


def _make_font_work(name: str, package: str, version: str, holders: str) -> Work:
    slug = package.partition("@")[0]
    return Work(
        name=name,
        part="fonts, unmodified",
        holders=holders,
        licence="OFL-1.1",
        address=f"https://github.com/adobe-fonts/{slug.removesuffix('-4').removesuffix('-3')}",
        version=version,
        purl=f"pkg:npm/%40fontsource-variable/{package}",
        own_text=f"assets/fonts/{slug}-OFL.txt",
    )


_RESERVED = "Adobe, with Reserved Font Name 'Source'"
_FONTS = (
    _make_font_work("Source Serif 4", "source-serif-4@5.3.1", "4.004", f"2014-2021 {_RESERVED}"),
    _make_font_work("Source Sans 3", "source-sans-3@5.3.0", "3.052", f"2023 {_RESERVED}"),
)
"""Their packages, and their versions as the files of `docs/assets/fonts/` name them."""


def _find_holders(licence: str) -> str:
    found = re.search(r"^Copyright \(c\) (.+)$", licence, re.M)
    return found[1] if found else ""


def _find_lunr_version() -> str:
    source = files("mkdocs").joinpath("contrib/search/templates/search/lunr.js").read_text("utf-8")
    found = re.search(r'^ *lunr\.version = "([^"]+)"', source, re.M)
    return found[1] if found else ""
