"""Lets `mkdocs build` and `mkdocs serve` call the builder first. See `hooks:` in `mkdocs.yml`."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from builder.pipeline import Project, build  # noqa: E402
from builder.problems import BuilderError, Problems  # noqa: E402

log = logging.getLogger("mkdocs.hooks.builder")


def on_pre_build(config: Any) -> None:
    """Bring `docs/` up to date; problems become warnings, an error stops the build."""
    problems = Problems()
    project = Project(
        sources=ROOT / "sources",
        docs=Path(config.docs_dir),
        templates=ROOT / "templates",
        config=Path(config.config_file_path),
    )
    try:
        build(project, problems)
    except BuilderError as error:
        from mkdocs.exceptions import PluginError

        raise PluginError(str(error)) from error
    for problem in problems:
        log.warning("%s", problem)
