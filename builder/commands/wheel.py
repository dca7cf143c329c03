"""Writes this program as a wheel: made of what is installed, or built from the checkout."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from .. import __version__
from ..model.problems import BuilderError
from ..model.project import IS_INSTALLED, RESOURCES

PACKAGE = "paper-catalogue"
WHEEL_NAME = f"paper_catalogue-{__version__}-py3-none-any.whl"
_DIST_INFO = f"paper_catalogue-{__version__}.dist-info/"
_NOT_OURS = ("INSTALLER", "REQUESTED", "RECORD", "direct_url.json", "uv_cache.json")
"""Files of an installation that its wheel had not."""
_MADE = (1980, 1, 1, 0, 0, 0)


def make_wheel() -> bytes:
    """Return this program as a wheel: the same bytes for the same files, wherever it runs.

    Raises `BuilderError` where the installation is not whole or the checkout cannot be built.
    """
    return pack_wheel(_read_installed() if IS_INSTALLED else _build_checkout())


def write_wheel(folder: Path) -> Path:
    """Write the wheel into `folder`; returns its path."""
    content = make_wheel()
    path = folder / WHEEL_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise BuilderError(f"{path}: cannot write: {error.strerror}") from error
    return path


def pack_wheel(files: Mapping[str, bytes]) -> bytes:
    """Return a wheel of these files, by their paths in it, with a record of them."""
    files = {name: content for name, content in files.items() if name != f"{_DIST_INFO}RECORD"}
    names = sorted(files, key=lambda name: (name.startswith(_DIST_INFO), name))
    record = "".join(_describe_file(name, files[name]) for name in names)
    record += f"{_DIST_INFO}RECORD,,\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in [*names, f"{_DIST_INFO}RECORD"]:
            entry = zipfile.ZipInfo(name, date_time=_MADE)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files.get(name, record.encode()))
    return buffer.getvalue()


def _describe_file(name: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(content)}\n"


def _read_installed() -> dict[str, bytes]:
    """The files that the installation's record names, but for what installing added."""
    try:
        found = distribution(PACKAGE)
    except PackageNotFoundError as error:
        raise BuilderError(f"{PACKAGE}: expected it installed by pip; found no record") from error
    files: dict[str, bytes] = {}
    for path in found.files or ():
        name = path.as_posix()
        ours = name.startswith((RESOURCES.name + "/", _DIST_INFO)) and path.name not in _NOT_OURS
        if not ours or "__pycache__" in path.parts:
            continue
        try:
            files[name] = Path(str(found.locate_file(path))).read_bytes()
        except OSError as error:
            raise BuilderError(f"{name}: cannot read: {error.strerror}; install again") from error
    return files


def _build_checkout() -> dict[str, bytes]:
    """The files of the wheel that the build backend makes; without it, pip fetches it."""
    with tempfile.TemporaryDirectory() as folder:
        if importlib.util.find_spec("hatchling"):
            command = ["hatchling", "build", "--target", "wheel", "--directory", folder]
        else:
            command = ["pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, "."]
        words = [sys.executable, "-m", *command]
        done = subprocess.run(words, cwd=RESOURCES, capture_output=True, text=True)
        built = list(Path(folder).glob("*.whl"))
        if done.returncode or not built:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:] or ["no reason"]
            raise BuilderError(
                f"the wheel cannot be built: {said[0]}; `make wheel` needs hatchling"
            )
        return read_wheel(built[0].read_bytes())


def read_wheel(content: bytes) -> dict[str, bytes]:
    """Return the files of a wheel by their paths; raises `BuilderError` where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {
                one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()
            }
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise BuilderError(f"expected a wheel: {error}") from error
