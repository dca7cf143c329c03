"""A catalogue that Zensical can render, which knows no plugins: all lies in its own folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from builder.model.project import PAGES_BY_HAND
from tests import ROOT


def create_for_zensical(folder: Path, name: str, url: str) -> None:
    """Make a catalogue of the toy listing with the frame of every catalogue stated in it."""
    shutil.copytree(ROOT / "builder" / "start" / "sources", folder / "sources")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    for page, path in {**PAGES_BY_HAND, "about.md": ROOT / "docs" / "about.md"}.items():
        shutil.copy(path, folder / "docs" / page)
    settings = {
        "INHERIT": str(ROOT / "builder" / "mkdocs_site" / "frame.yml"),
        "site_name": name,
        "site_url": url,
        "hooks": [str(ROOT / "builder" / "mkdocs_site" / "hook.py")],
        "theme": {"custom_dir": str(ROOT / "templates" / "theme")},
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
