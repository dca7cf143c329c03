"""The `mkdocs.yml` of a former catalogue, without what every catalogue has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ..model.problems import BuilderError
from ..model.project import PROGRAM
from .shipped import is_shipped

_PLUGINS = "plugins:\n  - paper-catalogue\n"
_FIRST = re.compile(r"\A# The owner's settings come first.*\n")
_STYLES, _SCRIPTS = "assets/stylesheets/", "assets/javascripts/"


class _Loader(yaml.SafeLoader):
    """Reads settings as they are, tags left aside."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def convert_settings(text: str, docs: Path) -> tuple[str, list[str]]:
    """Return the settings that are the owner's, comments included, and a line for each kept part
    of the frame. Raises `BuilderError` where the file is no YAML.
    """
    try:
        stated: dict[str, Any] = yaml.load(text, _Loader) or {}
    except yaml.YAMLError as error:
        raise BuilderError(f"mkdocs.yml: expected YAML: {error}") from error
    frame = yaml.safe_load((PROGRAM / "mkdocs_site" / "frame.yml").read_text("utf-8"))
    blocks: list[str] = []
    kept: list[str] = []
    for key, block in _split(_FIRST.sub("", text), ""):
        if key == "extra":
            block = _own_extra(block, stated["extra"], docs)
        elif key in ("hooks", "plugins", "INHERIT"):
            block = _own_additions(key, stated[key])
        elif key == "theme":
            block = _own_theme(stated[key], frame["theme"])
        elif key in frame and (
            _is_part_of(stated[key], frame[key]) or is_shipped(spell_setting(key, stated[key]))
        ):
            block = ""
        if block and key in frame and key not in ("extra", "plugins"):
            kept.append(f"{key}: kept, as it is not what the program brings")
        blocks.append(block)
    if "plugins" not in stated:
        blocks.append(_PLUGINS)
    return "# The settings of this catalogue; the papers are in sources/.\n" + "".join(blocks), kept


def _split(text: str, indent: str) -> Iterator[tuple[str, str]]:
    """The keys of a mapping with their lines and the comments above them."""
    key, block, comments = "", "", ""
    for line in text.splitlines(keepends=True):
        found = re.match(rf"{indent}([\w-]+):", line)
        if found:
            yield key, block
            key, block, comments = found[1], comments + line, ""
        elif line.startswith(f"{indent}#") or not line.strip():
            comments += line
        else:
            block, comments = block + comments + line, ""
    yield key, block + comments


def _own_extra(block: str, stated: Mapping[str, Any], docs: Path) -> str:
    """`extra` without the frame's styles and scripts; those of the owner are added to ours."""
    head, _, rest = block.partition("extra:\n")
    parts = [text for key, text in _split(rest, "  ") if key not in ("styles", "scripts")]
    own = head + "extra:\n" + "".join(parts) if any(parts) else ""
    frame = yaml.safe_load((PROGRAM / "mkdocs_site" / "frame.yml").read_text("utf-8"))["extra"]
    styles = [n for n in stated.get("styles") or () if n not in frame["styles"]]
    scripts = [n for n in stated.get("scripts") or () if n not in frame["scripts"]]
    # What a former version named and this one has no more is not there to be served.
    styles = [name for name in styles if _is_own(docs / name)]
    scripts = [_SCRIPTS + name for name in scripts if _is_own(docs / _SCRIPTS / name)]
    if styles:
        own += yaml.safe_dump({"extra_css": styles}, sort_keys=False)
    if scripts:
        modules = [{"path": name, "type": "module"} for name in scripts]
        own += yaml.safe_dump({"extra_javascript": modules}, sort_keys=False)
    return own


def _is_own(path: Path) -> bool:
    return path.is_file() and not is_shipped(path.read_bytes())


def _own_additions(key: str, stated: Any) -> str:
    """Hooks and plugins of the owner, beside those of the program."""
    listed = stated if isinstance(stated, list) else []
    own = [one for one in listed if "builder/" not in str(one)]
    if key == "plugins":
        own = ["paper-catalogue", *own]
    return yaml.safe_dump({key: own}, sort_keys=False) if own else ""


def _own_theme(stated: Any, frame: Mapping[str, Any]) -> str:
    if not isinstance(stated, dict):
        return ""
    own = {
        name: value
        for name, value in stated.items()
        if frame.get(name) != value and (name, value) != ("custom_dir", "templates/theme")
    }
    if not own:
        return ""
    # MkDocs wants the name of whoever says more of a theme.
    own = {"name": frame["name"], **own}
    return yaml.safe_dump({"theme": own}, sort_keys=False, allow_unicode=True)


def spell_setting(key: str, value: Any) -> bytes:
    """Return a setting as the list of what was shipped has it."""
    return json.dumps({key: value}, sort_keys=True).encode()


def _is_part_of(stated: Any, frame: Any) -> bool:
    """Whether nothing is stated that the frame has not; a former version may have had less."""
    if isinstance(stated, str) and isinstance(frame, str):
        return set(stated.split()) <= set(frame.split())
    return bool(stated == frame)
