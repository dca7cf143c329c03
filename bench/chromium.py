"""Finds the Chromium that figures and tests are taken with."""

from __future__ import annotations

import os
import shutil

from .figure import Missing

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    # macOS puts no browser on the PATH.
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def chromium() -> str | None:
    """The path of a Chromium: what `CHROMIUM` names, else the first of `NAMES` there is."""
    stated = os.environ.get("CHROMIUM")
    if stated:
        return shutil.which(stated)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


MISSING = Missing(what="Chromium (install it, or set CHROMIUM=PATH)")
