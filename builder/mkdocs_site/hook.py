"""Runs the builder from a checkout, where no plugin is installed. See `hooks:` in `mkdocs.yml`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from builder.mkdocs_site.events import *  # noqa: E402, F403
