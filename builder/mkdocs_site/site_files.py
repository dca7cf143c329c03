"""Which files a site has beside its pages: what the program brings, joined stylesheets, scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ..model.project import PAGES_BY_HAND, RESOURCES
from ..model.wording import Wording
from .joining import SCRIPTS, STYLES, Assets

THEME_SHEET = re.compile(rf"{STYLES}(?:main|palette)\..*\.css")
"""Material's stylesheets, in their order; a page has them joined with ours."""


def add_our_files(files: Files, config: MkDocsConfig) -> None:
    """Add the assets and the pages that the program brings, where the owner has no such file."""
    docs = RESOURCES / "docs"
    assets = {path.relative_to(docs).as_posix(): path for path in docs.glob("assets/**/*.*")}
    for name, path in sorted({**assets, **PAGES_BY_HAND}.items()):
        if Path(config.docs_dir, name).is_file():
            continue
        if of_theme := files.src_uris.get(name):
            files.remove(of_theme)
        files.append(File.generated(config, name, abs_src_path=str(path)))


def collect_assets(files: Files, config: MkDocsConfig, words: Wording) -> Assets:
    """Return the stylesheets and scripts that the site has."""
    sheets = _read_texts(files, STYLES, ".css")
    of_theme = [sheets[path] for path in sorted(sheets) if THEME_SHEET.fullmatch(path)]
    ours = [files.src_uris[name].content_string for name in config.extra.get("styles", ())]
    return Assets(
        sheets=sheets,
        scripts=_read_texts(files, SCRIPTS, ".js"),
        styles=(*of_theme, *ours),
        frame=tuple(SCRIPTS + name for name in config.extra.get("scripts", ())),
        words=words,
    )


def _read_texts(files: Files, folder: str, suffix: str) -> dict[str, str]:
    return {
        file.src_uri: file.content_string
        for file in files
        if file.src_uri.startswith(folder) and file.src_uri.endswith(suffix)
    }


def place_assets(files: Files, config: MkDocsConfig, joined: Mapping[str, str]) -> None:
    """Let the site have these texts, by path, in the place of the files that it had."""
    for path, content in joined.items():
        if served := files.src_uris.get(path):
            files.remove(served)
        files.append(File.generated(config, path, content=content))
