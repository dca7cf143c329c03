"""A catalogue of the former kind: the program copied into it, as `new` once did."""

from __future__ import annotations

import shutil
from pathlib import Path

from builder.mkdocs_site.plugin import FRAME
from tests import ROOT

COPIED = (
    *("builder", "templates", "requirements", "docs/assets", ".github/ISSUE_TEMPLATE"),
    *("Makefile", "pyproject.toml", "LICENSE"),
    *(".ci/report", ".ci/sbom", ".ci/update", ".ci/propose-update"),
    *(".github/workflows/check.yml", ".github/workflows/publish.yml"),
    *("docs/formats.md", "docs/enrich.md", "docs/update.md", "docs/suggestions.md"),
)
_HEAD = """\
# The owner's settings come first, above `hooks`; the papers are in sources/.
site_name: "Knots"
site_url: !ENV [SITE_URL, "https://owner.example/knots/"]
# Ours.
repo_url: https://github.com/OWNER/knots
extra:
  catalogue:
    # In quotes.
    colour: "#0d5c54"
"""


def lay_out_former(folder: Path) -> None:
    """Make one in `folder`, with the toy listing."""
    for name in COPIED:
        origin, copy = ROOT / name, folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(origin, copy)
    shutil.copytree(ROOT / "builder" / "start" / "sources", folder / "sources")
    (folder / "docs" / "about.md").write_text("# About\n\nOf knots.\n")
    (folder / ".gitignore").write_text(".venv/\n/site/\n")
    frame = FRAME.read_text("utf-8")
    _, _, rest = frame.partition("extra:\n")
    lists, _, theme = rest.partition("theme:\n")
    theme = (
        "hooks:\n  - builder/mkdocs_site/hook.py\ntheme:\n  custom_dir: templates/theme\n" + theme
    )
    (folder / "mkdocs.yml").write_text(_HEAD + lists + theme, "utf-8")
