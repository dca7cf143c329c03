"""The colours of the stylesheet are readable in both schemes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from builder.exports.facet_colours import EXPORT
from builder.model.records import Facet
from builder.settings.palette import FACET_COLOURS, derive_tokens
from tests import ROOT
from tests.papers import SITE, catalogue_of

STYLES = ROOT / "docs" / "assets" / "stylesheets"
Colour = tuple[float, float, float]
GROUNDS = [
    ("ink", "mark"),
    ("ink-soft", "mark"),
    ("ink", "surface"),
    ("ink-soft", "paper"),
    ("ink-soft", "sunken"),
    ("ink-soft", "surface"),
    ("ink-soft", "accent-soft"),
    ("accent", "paper"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("good", "paper"),
    ("bad", "paper"),
]
"""Each ink and what it stands on."""


def tokens(scheme: str) -> dict[str, Colour]:
    """Return the colour tokens of a scheme by name."""
    sheet = (STYLES / "catalogue.css").read_text("utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] {{(.*?)}}', sheet, re.S)
    assert block
    return read(dict(re.findall(r"--catalogue-([\w-]+): (#[0-9a-f]{6});", block.group(1))))


def read(codes: Mapping[str, str]) -> dict[str, Colour]:
    """Return colours as `#0d5c54` in numbers."""
    return {
        name: (int(code[1:3], 16), int(code[3:5], 16), int(code[5:], 16))
        for name, code in codes.items()
    }


def luminance(colour: Colour) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [c / 255 for c in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: Colour, share: float, ground: Colour) -> Colour:
    """What `color-mix(in srgb, colour share, ground)` gives."""
    red, green, blue = (c * share + g * (1 - share) for c, g in zip(colour, ground, strict=True))
    return red, green, blue


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("facet", range(1, FACET_COLOURS + 1))
def test_a_tag_is_readable_on_its_chip(scheme: str, facet: int) -> None:
    colours = tokens(scheme)
    ink, paper = colours[f"facet-{facet}"], colours["paper"]
    chip = re.search(r"\.chip,.*?var\(--facet-ink\) (\d+)%", _papers_css(), re.S)
    assert chip
    assert contrast(ink, mix(ink, int(chip.group(1)) / 100, paper)) >= 4.5
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(("ink", "ground"), GROUNDS)
def test_text_is_readable_on_its_ground(scheme: str, ink: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_a_number_is_readable_on_the_deepest_cell_whatever_the_owners_colour(scheme: str) -> None:
    sheet = (STYLES / "statistics.css").read_text("utf-8")
    deepest = max(int(share) for share in re.findall(r"--ground: (\d+)%", sheet)) / 100
    for chosen in ("", *CHOSEN):
        colours = {**tokens(scheme), **(read(derive_tokens(chosen)[scheme]) if chosen else {})}
        ground = mix(colours["accent"], deepest, colours["paper"])
        assert contrast(colours["ink"], ground) >= 4.5, chosen


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("edge", ["line-strong", "focus"])
def test_the_edge_of_a_field_and_of_the_focus_stands_out(scheme: str, edge: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[edge], colours["paper"]) >= 3


CHOSEN = [
    f"#{red:02x}{green:02x}{blue:02x}"
    for red, green, blue in product((0, 64, 128, 192, 255), repeat=3)
]


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_whatever_colour_the_owner_chooses_text_stays_readable(scheme: str) -> None:
    grounds = [*GROUNDS, ("accent", "sunken"), ("accent-strong", "paper")]
    for chosen in CHOSEN:
        colours = {**tokens(scheme), **read(derive_tokens(chosen)[scheme])}
        for ink, ground in grounds:
            assert contrast(colours[ink], colours[ground]) >= 4.5, (chosen, ink, ground)


def test_a_colour_that_is_readable_is_taken_as_it_is() -> None:
    assert derive_tokens("#7A1F4B")["default"]["accent"] == "#7a1f4b"


def test_the_owners_colour_stands_in_the_sheet_only_where_there_is_one() -> None:
    def sheet(colour: str) -> str:
        catalogue = catalogue_of(site=replace(SITE, colour=colour))
        return b"".join(file.content for file in EXPORT.lay_out(catalogue)).decode()

    assert '[data-md-color-scheme="default"]{--catalogue-accent:#7a1f4b;' in sheet("#7a1f4b")
    assert "scheme" not in sheet("")


def test_every_facet_gets_a_colour_whatever_it_is_called() -> None:
    facets = tuple(Facet(id=f"f{n}", name=f"F{n}", definition="") for n in range(FACET_COLOURS + 1))
    (file,) = EXPORT.lay_out(replace(catalogue_of(), facets=facets))
    rules = file.content.decode().splitlines()
    assert rules[0] == ".facet-f0{--facet:var(--catalogue-facet-1)}"
    assert rules[-1] == f".facet-f{FACET_COLOURS}{{--facet:var(--catalogue-facet-1)}}"


def test_no_stylesheet_asks_another_site_for_anything() -> None:
    for sheet in STYLES.glob("*.css"):
        for address in re.findall(r"url\(([^)]*)\)", sheet.read_text("utf-8")):
            assert address.strip("\"'").startswith(("../fonts/", "data:")), sheet.name


def test_every_font_is_there_with_its_licence() -> None:
    fonts = STYLES.parent / "fonts"
    named = set(re.findall(r"\.\./fonts/([\w.-]+)", (STYLES / "fonts.css").read_text("utf-8")))
    assert named == {path.name for path in fonts.glob("*.woff2")}
    families = {re.sub(r"-latin.*", "", name) for name in named}
    assert all((fonts / f"{family}-OFL.txt").is_file() for family in families)


def _papers_css() -> str:
    return (STYLES / "papers.css").read_text("utf-8")
