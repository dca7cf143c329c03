"""Charts: numbers into SVG that follows the page's colours, drawn by Vega-Lite at build time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..runtime.vega import draw

WIDTH = 340
"""Pixels with the labels: a chart fits a phone unscaled."""
LABEL_WIDTH = 150
"""Pixels reserved for the labels beside a matrix."""
ROW_HEIGHT = 36
"""Pixels from one bar to the next; the label is above the bar."""
CHARACTER_WIDTH = 6.2
"""Average width of a character in pixels; measuring with Vega takes half a second a chart."""
INK_COLOUR, SOFT_INK_COLOUR, GRID_COLOUR = (
    "var(--catalogue-ink)",
    "var(--catalogue-ink-soft)",
    "var(--catalogue-line)",
)
ACCENT_COLOUR = "var(--catalogue-accent)"

LabelledNumber = tuple[str, float]
"""A name and its number."""
_STYLE: Mapping[str, Any] = {
    "aria": False,
    "background": None,
    "font": "inherit",
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT_INK_COLOUR,
        "titleColor": SOFT_INK_COLOUR,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domain": False,
        "ticks": False,
        "gridColor": GRID_COLOUR,
    },
    "text": {"color": INK_COLOUR, "fontSize": 12},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A picture and the same numbers as a table."""

    title: str
    caption: str
    """What it shows, in a sentence that also serves those who cannot see it."""
    svg: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The table, as text."""


def draw_bars(
    rows: Sequence[LabelledNumber], *, colour: str = ACCENT_COLOUR, unit: str = ""
) -> Markup:
    """Draw a horizontal bar for each name and number, in the order given."""
    x = {"field": "value", "type": "quantitative", "axis": None}
    y = {"field": "row", "type": "ordinal", "axis": None}
    name = {"type": "text", "align": "left", "dy": -13}
    shown = {"type": "text", "align": "left", "dx": 4, "dy": 2}
    bar = {"type": "bar", "color": colour, "height": 10, "cornerRadiusEnd": 2, "yOffset": 2}
    spec = {
        "data": {
            "values": [
                {
                    "row": row,
                    "name": _truncate_label(name),
                    "value": value,
                    "shown": f"{value:,}{unit}",
                }
                for row, (name, value) in enumerate(rows)
            ]
        },
        "width": WIDTH - 50,
        "height": {"step": ROW_HEIGHT},
        "encoding": {"y": y},
        "layer": [
            {"mark": bar, "encoding": {"x": x}},
            {"mark": name, "encoding": {"x": {"value": 0}, "text": {"field": "name"}}},
            {"mark": shown, "encoding": {"x": x, "text": {"field": "shown"}}},
        ],
    }
    return _draw(spec)


def draw_columns(rows: Sequence[LabelledNumber], *, x_title: str, y_title: str) -> Markup:
    """Draw a column for each name and number, in the order given."""
    x = {"field": "name", "type": "ordinal", "sort": None}
    x_axis = {"title": x_title, "labelAngle": 0, "labelOverlap": True, "labelLimit": 0}
    y_axis = {"title": y_title, "tickCount": 4}
    spec = {
        "data": {"values": [{"name": name, "value": value} for name, value in rows]},
        "width": WIDTH - 50,
        "height": 160,
        "mark": {"type": "bar", "color": ACCENT_COLOUR},
        "encoding": {
            "x": {**x, "axis": x_axis},
            "y": {"field": "value", "type": "quantitative", "axis": y_axis},
        },
    }
    return _draw(spec)


def draw_matrix(
    rows: Sequence[tuple[str, str, float]], names: Sequence[str], *, step: int
) -> Markup:
    """Draw a disc for each row, column and number, as large as its number."""
    cut = f"truncate(datum.label, {int(LABEL_WIDTH / CHARACTER_WIDTH)})"
    axis = {
        "title": None,
        "labelColor": INK_COLOUR,
        "grid": True,
        "labelLimit": 0,
        "labelExpr": cut,
    }
    spec = {
        "data": {"values": [{"a": a, "b": b, "value": value} for a, b, value in rows]},
        "width": {"step": step},
        "height": {"step": step},
        "mark": {"type": "circle", "color": ACCENT_COLOUR, "opacity": 1},
        "encoding": {
            "x": {
                "field": "a",
                "type": "nominal",
                "sort": list(names),
                "scale": {"domain": list(names)},
                "axis": {**axis, "labelAngle": -90},
            },
            "y": {
                "field": "b",
                "type": "nominal",
                "sort": list(names),
                "scale": {"domain": list(names)},
                "axis": axis,
            },
            "size": {
                "field": "value",
                "type": "quantitative",
                "legend": None,
                "scale": {"rangeMin": 4, "rangeMax": (step - 2) ** 2 * 0.8},
            },
        },
    }
    return _draw(spec)


def _truncate_label(name: str) -> str:
    fitting = int(WIDTH / CHARACTER_WIDTH)
    return name if len(name) <= fitting else name[: fitting - 1].rstrip() + "…"


_NAMES = re.compile(r"\b(?:clip|gradient_)\d+\b")


def _draw(spec: Mapping[str, Any]) -> Markup:
    """Draw the picture, hidden from screen readers: the table beside it has the numbers.

    Vega numbers its clips on through the life of a process; here they are named after the
    picture, so that the same numbers give the same bytes and two pictures share a page.
    """
    drawn = draw({**spec, "config": _STYLE})
    picture = hashlib.sha256(repr(spec).encode()).hexdigest()[:8]
    names = {name: f"c{picture}-{n}" for n, name in enumerate(dict.fromkeys(_NAMES.findall(drawn)))}
    return Markup(_NAMES.sub(lambda found: names[found.group()], drawn))
