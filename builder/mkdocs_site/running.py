"""Runs MkDocs on a catalogue: `site` and `serve`."""

from __future__ import annotations

import os
from importlib.metadata import EntryPoint
from pathlib import Path

from ..model.problems import BuilderError


def run_mkdocs(config: Path, *words: str) -> None:
    """Run a command of MkDocs, such as `build`, on the catalogue of this `mkdocs.yml`.

    It prints what MkDocs prints, and ends the program where MkDocs does. Raises `BuilderError`
    where there is no such file.
    """
    if not config.is_file():
        raise BuilderError(f"{config}: cannot read: expected the settings of a catalogue")
    # Material says on every build what docs/decisions.md says once.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.__main__ import cli
    from mkdocs.config.defaults import MkDocsConfig

    plugins: dict[str, EntryPoint] = vars(dict(MkDocsConfig._schema)["plugins"])[
        "installed_plugins"
    ]
    # A checkout is not installed, so that its plugin is not known to MkDocs.
    module = f"{__package__}.plugin"
    ours = EntryPoint("paper-catalogue", f"{module}:CataloguePlugin", "mkdocs.plugins")
    plugins.setdefault(ours.name, ours)
    cli.main([*words, "--config-file", str(config)], prog_name="mkdocs", standalone_mode=False)
