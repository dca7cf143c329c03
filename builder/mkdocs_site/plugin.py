"""The plugin of MkDocs, which completes the owner's settings: `plugins: [paper-catalogue]`."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin
from mkdocs.utils.yaml import yaml_load

from ..model.project import TEMPLATES
from . import events

NAME = "paper-catalogue"
FRAME = Path(__file__).with_name("frame.yml")
_FROM_FRAME = ("theme", "nav", "not_in_nav", "validation", "extra")
_EXTENSIONS = ("markdown_extensions", "mdx_configs")


def read_frame() -> dict[str, Any]:
    """Return the settings that every catalogue has."""
    frame: dict[str, Any] = yaml.safe_load(FRAME.read_text("utf-8"))
    return frame


def apply_frame(config: MkDocsConfig) -> None:
    """Put the frame below what the owner states, and the theme's files below the owner's.

    Stylesheets that the owner adds come last, so that they win. Raises `ConfigurationError`
    where both together are no settings of MkDocs.
    """
    stated = _read_stated(config)
    own_theme = stated.get("theme")
    if isinstance(own_theme, str):
        stated["theme"] = {"name": own_theme}
    frame = read_frame()
    frame["theme"]["custom_dir"] = str(TEMPLATES / "theme")
    whole = MkDocsConfig(config_file_path=config.config_file_path)
    merged = _merge(frame, stated)
    whole.load_dict({**merged, "plugins": [], "hooks": []})
    errors, _ = whole.validate()
    for name, error in errors:
        raise ConfigurationError(f"{config.config_file_path}: {name}: {error}")
    for name in (*_FROM_FRAME, *_EXTENSIONS):
        config[name] = whole[name]
    themes = Path(config.config_file_path).parent / "templates" / "theme"
    if themes.is_dir() and str(themes) not in config.theme.dirs:
        config.theme.dirs.insert(0, str(themes))
    config.extra["own_styles"] = [str(sheet) for sheet in config.extra_css]
    config.extra_css = []


def _read_stated(config: MkDocsConfig) -> dict[str, Any]:
    """What the file says, and the command line after it; MkDocs has set defaults since."""
    with Path(config.config_file_path).open("rb") as stream:
        stated: dict[str, Any] = yaml_load(stream)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        given = {name: value for each in config.user_configs[1:] for name, value in each.items()}
    return {**stated, **{name: value for name, value in given.items() if value is not None}}


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**below, **above}
    for name in below.keys() & above.keys():
        if isinstance(below[name], dict) and isinstance(above[name], dict):
            merged[name] = _merge(below[name], above[name])
    return merged


class CataloguePlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Answers the events of MkDocs with what a catalogue needs."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Complete the owner's settings."""
        apply_frame(config)
        events.on_config(config)
        return config

    on_startup = staticmethod(events.on_startup)
    on_pre_build = staticmethod(events.on_pre_build)
    on_build_error = staticmethod(events.on_build_error)
    on_files = staticmethod(events.on_files)
    on_nav = staticmethod(events.on_nav)
    on_page_markdown = staticmethod(events.on_page_markdown)
    on_page_content = staticmethod(events.on_page_content)
    on_env = staticmethod(events.on_env)
    on_post_page = staticmethod(events.on_post_page)
    on_post_build = staticmethod(events.on_post_build)
    on_shutdown = staticmethod(events.on_shutdown)
    on_serve = staticmethod(events.on_serve)
