"""The program as an owner has it: a wheel, unpacked where Python finds it as installed."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

from builder.commands.wheel import make_wheel, read_wheel

from . import processes


@cache
def wheel() -> bytes:
    """The wheel of this checkout, built once."""
    return make_wheel()


def install(content: bytes, folder: Path) -> Path:
    """Unpack a wheel into `folder`, as pip does; scripts are run by `python -m`."""
    for name, text in read_wheel(content).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    return folder


def run(program: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with these words in `folder`, where `program` is installed."""
    kept = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "GITHUB_REPOSITORY")}
    whole = {**kept, "PYTHONPATH": str(program), "NO_MKDOCS_2_WARNING": "1"}
    return processes.run(*words, cwd=folder, environment=whole)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
