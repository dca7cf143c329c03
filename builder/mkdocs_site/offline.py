"""Packs a built site into a ZIP that works from a disk: `catalogue offline`."""

from __future__ import annotations

import io
import json
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..layout.js_modules import is_module, link_scripts
from ..model.problems import BuilderError
from ..model.project import describe_command

FOLDER = "catalogue/"
"""The top-level folder in the ZIP."""
SHIM = "assets/javascripts/offline/shim.js"
_SCRIPTS = "assets/javascripts/"

_LEFT_OUT = re.compile(r"404\.html|sitemap\.xml(\.gz)?|robots\.txt|.*\.map|\..*")
_FETCHED = re.compile(r"(?!feeds/|merges/|api/papers\.).*\.json")
"""What our scripts fetch: data that is not offered as a download."""

_MODULE = re.compile(r'<script type="module" src="([^"]+)"></script>')
_LINK = re.compile(r'(<(?:a|form|link)\b[^>]*?\s(?:href|action)=")([^"]*)(")')
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_AHEAD = re.compile(r'<link rel="preload"[^>]*? as="fetch"[^>]*>')
_CROSSORIGIN = re.compile(r"(<(?:link|script)\b[^>]*?)\scrossorigin(?:=\"[^\"]*\")?(?=[\s>])")


def pack_site(site: Path) -> bytes:
    """Return the ZIP of the built `site`: the same bytes for the same files.

    Raises `BuilderError` where there is no built site, or a script cannot be linked.
    """
    files = _read_site(site)
    if "index.html" not in files or SHIM not in files:
        raise BuilderError(f"{site}: expected a built site; run {describe_command('site')} first")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted(_offline_files(files)):
            entry = zipfile.ZipInfo(FOLDER + path, date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def write_archive(site: Path, to: Path) -> int:
    """Write the ZIP of the built `site` to `to`; returns its size in bytes."""
    content = pack_site(site)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(content)
    except OSError as error:
        raise BuilderError(f"{to}: cannot write: {error.strerror}") from error
    return len(content)


def _read_site(site: Path) -> dict[str, bytes]:
    try:
        return {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in sorted(site.rglob("*"))
            if path.is_file() and not _LEFT_OUT.fullmatch(path.relative_to(site).as_posix())
        }
    except OSError as error:
        raise BuilderError(f"{error.filename or site}: cannot read: {error.strerror}") from error


def _offline_files(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield each file, adapted to be read from a disk."""
    scripts = {
        path: content.decode()
        for path, content in files.items()
        if path.startswith(_SCRIPTS) and path.endswith(".js")
    }
    entries: set[str] = set()
    for path, content in files.items():
        if path.endswith(".html"):
            text = content.decode()
            entries.update(_resolve_path(path, found) for found in _MODULE.findall(text))
            yield path, _offline_page(path, text, files).encode()
    for entry in entries:
        yield entry, link_scripts(entry, scripts).encode()
    for path, content in files.items():
        linked = path in entries or (path in scripts and is_module(scripts[path]))
        if path.endswith(".html") or linked:
            continue
        if _FETCHED.fullmatch(path):
            yield f"{path}.js", _data_script(path, content.decode()).encode()
            if path.startswith("api/"):
                yield path, content
        else:
            yield path, content


def _offline_page(path: str, text: str, files: Mapping[str, bytes]) -> str:
    root = "../" * path.count("/")
    text = _AHEAD.sub("", _POLICY.sub("", text))
    text = _CROSSORIGIN.sub(r"\1", text)
    text = _MODULE.sub(r'<script defer src="\1"></script>', text)
    text = text.replace("<head>", f'<head><script src="{root}{SHIM}"></script>', 1)
    return _LINK.sub(lambda found: found[1] + _link_to_file(path, found[2], files) + found[3], text)


def _link_to_file(page: str, href: str, files: Mapping[str, bytes]) -> str:
    """A relative link to a folder as a link to its page."""
    address = re.split("[?#]", href, maxsplit=1)[0]
    if not address or re.match(r"[a-z][a-z0-9+.-]*:|/", address, re.I):
        return href
    if not (address.endswith(("/", "/.", "/..")) or address in (".", "..")):
        return href
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), address, "index.html"))
    if target not in files:
        return href
    return f"{address.rstrip('/')}/index.html{href[len(address) :]}"


def _data_script(path: str, text: str) -> str:
    return f"catalogueOffline.file({json.dumps(path)}, {json.dumps(text)});\n"


def _resolve_path(page: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), href.split("?")[0]))
