"""Colours: of the facets, and the owner's one in the tones that each scheme needs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

Oklch = tuple[float, float, float]
"""Lightness from 0 to 1, chroma, hue in radians: OKLCH (Björn Ottosson, 2020)."""

FACET_COLOURS = 8
"""How many `--catalogue-facet-N` the stylesheet defines; further facets reuse them."""
_LIGHTEST_LINK = 0.5
"""The lightest that text of any hue may be on a light page, for a contrast of 4.5:1."""


def facet_colour(index: int) -> str:
    """Return the colour of the facet at a 0-based place, as the stylesheet names it."""
    return f"var(--catalogue-facet-{index % FACET_COLOURS + 1})"


def is_colour(text: str) -> bool:
    """Whether `text` is a colour such as `#0d5c54`."""
    return re.fullmatch("#[0-9a-fA-F]{6}", text) is not None


def derive_tokens(colour: str) -> Mapping[str, Mapping[str, str]]:
    """Return the design tokens of both schemes by name, made from a colour such as `#0d5c54`.

    A colour that is too light for text on paper is darkened; its hue stays.
    """
    lightness, chroma, hue = _to_oklch(colour)
    pale = min(chroma, 0.035)
    accent = min(lightness, _LIGHTEST_LINK)
    return {
        "default": {
            "accent": colour.lower() if accent == lightness else _to_hex(accent, chroma, hue),
            "accent-strong": _to_hex(max(0, min(0.33, accent - 0.08)), chroma, hue),
            "accent-soft": _to_hex(0.94, min(chroma, 0.02), hue),
            "on-accent": "#ffffff",
        },
        "slate": {
            "accent": _to_hex(0.79, min(chroma, 0.1), hue),
            "accent-strong": _to_hex(0.87, min(chroma, 0.07), hue),
            "accent-soft": _to_hex(0.31, pale, hue),
            "on-accent": _to_hex(0.22, pale, hue),
        },
    }


def _to_oklch(colour: str) -> Oklch:
    red, green, blue = (_decode_gamma(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _to_hex(lightness: float, chroma: float, hue: float) -> str:
    """Convert to sRGB; a colour outside its gamut loses chroma until it fits."""
    while chroma > 0.001 and not all(
        -5e-4 <= p <= 1.0005 for p in _to_linear_rgb(lightness, chroma, hue)
    ):
        chroma *= 0.98
    parts = (
        round(255 * _encode_gamma(min(max(p, 0), 1)))
        for p in _to_linear_rgb(lightness, chroma, hue)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def _to_linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Convert to linear sRGB; outside 0 to 1 where the colour is out of gamut."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _decode_gamma(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encode_gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
