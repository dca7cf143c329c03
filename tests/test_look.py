"""The colours of the stylesheet are readable in both schemes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from builder.exports.facet_colours import COLOURS, EXPORT
from builder.records import Facet

from .papers import catalogue_of

STYLES = Path(__file__).parent.parent / "docs" / "assets" / "stylesheets"
Colour = tuple[float, float, float]


def tokens(scheme: str) -> dict[str, Colour]:
    """Return the colour tokens of a scheme by name."""
    sheet = (STYLES / "catalogue.css").read_text("utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] {{(.*?)}}', sheet, re.S)
    assert block
    found = re.findall(r"--catalogue-([\w-]+): #([0-9a-f]{6});", block.group(1))
    return {
        name: (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)) for name, code in found
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
@pytest.mark.parametrize("facet", range(1, COLOURS + 1))
def test_a_tag_is_readable_on_its_chip(scheme: str, facet: int) -> None:
    colours = tokens(scheme)
    ink, paper = colours[f"facet-{facet}"], colours["paper"]
    chip = re.search(r"\.chip,.*?var\(--facet-ink\) (\d+)%", _papers_css(), re.S)
    assert chip
    assert contrast(ink, mix(ink, int(chip.group(1)) / 100, paper)) >= 4.5
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
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
    ],
)
def test_text_is_readable_on_its_ground(scheme: str, ink: str, ground: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("edge", ["line-strong", "focus"])
def test_the_edge_of_a_field_and_of_the_focus_stands_out(scheme: str, edge: str) -> None:
    colours = tokens(scheme)
    assert contrast(colours[edge], colours["paper"]) >= 3


def test_every_facet_gets_a_colour_whatever_it_is_called() -> None:
    facets = tuple(Facet(id=f"f{n}", name=f"F{n}", definition="") for n in range(COLOURS + 1))
    (file,) = EXPORT.lay_out(replace(catalogue_of(), facets=facets))
    rules = file.content.decode().splitlines()
    assert rules[0] == ".facet-f0{--facet:var(--catalogue-facet-1)}"
    assert rules[-1] == f".facet-f{COLOURS}{{--facet:var(--catalogue-facet-1)}}"


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
