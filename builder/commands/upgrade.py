"""Upgrades a catalogue to the version of this program: its wheel, lock, workflows and settings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import __version__
from ..model.problems import BuilderError
from ..model.project import IS_INSTALLED, RESOURCES, describe_command
from ..settings.site import read_yaml
from . import migrations
from .former import is_former, plan_conversion
from .lock import LOCK, VENDOR, compose_lock
from .new import complete_gitignore, compose_program_files, read_start_files
from .replacing import Change, replace_files, undo_interrupted
from .wheel import WHEEL_NAME, read_wheel

_VENDORED = re.compile(rf"^\./{VENDOR}/(paper_catalogue-([\w.]+)-py3-none-any\.whl) ", re.M)
PACKAGE = "paper_catalogue"
HOW_TO_INSTALL = f"python -m pip install --require-hashes -r {LOCK}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Vendored:
    """The program that a catalogue names in its lock file."""

    name: str
    version: str
    lock: str
    files: Mapping[str, bytes]
    """Of its wheel, by their paths below the package; none where the wheel is gone."""
    content: bytes


def find_vendored(root: Path) -> Vendored | None:
    """Return the program that the lock file of a catalogue names; `None` where it names none."""
    try:
        lock = (root / LOCK).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = _VENDORED.search(lock)
    if not found:
        return None
    path = root / VENDOR / found[1]
    content = path.read_bytes() if path.is_file() else b""
    packed = read_wheel(content) if content else {}
    files = {name.partition("/")[2]: text for name, text in packed.items()}
    return Vendored(name=found[1], version=found[2], lock=lock, files=files, content=content)


def order_versions(version: str) -> tuple[int, ...]:
    """Return what versions are compared by."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def upgrade(root: Path, owned: Iterable[str], dry_run: bool = False) -> Iterator[str]:
    """Upgrade the catalogue in `root` to this program; give the lines to print.

    All files are replaced or none; an upgrade that was killed is undone first. Raises
    `BuilderError` where the catalogue has a later version, or the disk refuses.
    """
    if undo_interrupted(root):
        yield "an upgrade that was interrupted is undone first"
    program = compose_program_files()
    old = find_vendored(root)
    if is_former(root):
        changes, lines = plan_conversion(root, program, owned)
    elif old is None:
        raise BuilderError(
            f"{root}: expected a catalogue: its {LOCK} names no wheel of the program in {VENDOR}/"
        )
    elif order_versions(old.version) > order_versions(__version__):
        raise BuilderError(
            f"{root}: it has version {old.version}, and this program is {__version__}, an earlier "
            f"one; install that of the catalogue: {HOW_TO_INSTALL}"
        )
    else:
        changes, lines = _plan(root, old, program, owned)
    if not changes:
        yield f"version {__version__} already: nothing to do"
        return
    yield from lines
    if dry_run:
        yield "nothing was written"
        return
    replace_files(root, changes)
    yield f"now install it: {HOW_TO_INSTALL}"


def _plan(
    root: Path, old: Vendored, program: Mapping[str, bytes], owned: Iterable[str]
) -> tuple[list[Change], list[str]]:
    """What to write and to remove, in an order in which every step leaves a working catalogue."""
    wheel_path = f"{VENDOR}/{WHEEL_NAME}"
    if program[wheel_path] == old.content and old.name == WHEEL_NAME:
        return [], []
    lines = [f"{old.version} → {__version__}", *_read_news(old)]
    settings, moved = _migrate(root, old.version)
    start, left = _renew_start_files(root, old, owned)
    lines += [*moved, *left, *_find_shadowed(root, old)]
    lock = _keep_own_lines(old, program)
    same = old.name == WHEEL_NAME
    changes = [
        Change(path=wheel_path, content=program[wheel_path]),
        Change(path=LOCK, content=lock.encode()),
        *settings,
        *start,
        *([] if same else [Change(path=f"{VENDOR}/{old.name}", content=None)]),
    ]
    return changes, lines


def _read_news(old: Vendored) -> list[str]:
    """The entries of the changelog that the old version has not."""
    known = set(old.files.get("docs/changelog.md", b"").decode("utf-8", "replace").splitlines())
    news = (RESOURCES / "docs" / "changelog.md").read_text("utf-8").splitlines()
    return [f"  {line}" for line in news if line.startswith("- ") and line not in known]


def _migrate(root: Path, version: str) -> tuple[list[Change], list[str]]:
    """The settings that moved since a version, in their new places."""
    paths = [root / "mkdocs.yml", *sorted((root / "sources").glob("*.yml"))]
    before = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}
    texts, lines = dict(before), []
    for migration in migrations.MIGRATIONS:
        if order_versions(migration.version) > order_versions(version):
            changed = migration.apply(texts)
            texts.update(changed)
            lines += [f"{name}: {migration.says}" for name in sorted(changed)]
    edited = [name for name in sorted(texts) if texts[name] != before.get(name)]
    return [Change(path=name, content=texts[name].encode()) for name in edited], lines


def _renew_start_files(
    root: Path, old: Vendored, owned: Iterable[str]
) -> tuple[list[Change], list[str]]:
    """Workflows, forms and the like: renewed where the owner left them as they were."""
    changes, lines = complete_gitignore(root, owned), []
    for path, new in read_start_files().items():
        file, before = root / path, _read_start_file(old, path)
        if path == "README.md":
            new, before = _put_title(new, file), before and _put_title(before, file)
        if not file.is_file():
            if before is None and old.files:
                changes.append(Change(path=path, content=new))
        elif file.read_bytes() != new:
            if before is not None and file.read_bytes().replace(b"\r\n", b"\n") == before:
                changes.append(Change(path=path, content=new))
            elif before != new:
                lines.append(f"{path}: left as you edited it; the program has another by now")
    return changes, lines


def _put_title(text: bytes, readme: Path) -> bytes:
    """A README under the title that the owner's has."""
    title = readme.read_bytes().splitlines()[:1] if readme.is_file() else []
    return text.replace(b"# NAME", title[0], 1) if title else text


def _read_start_file(old: Vendored, path: str) -> bytes | None:
    """What the old version began a catalogue with at this path."""
    inside = path if path.startswith(".github/ISSUE") else f"start/{path}"
    return old.files.get(inside.replace("start/.github/workflows", "start/workflows"))


def _find_shadowed(root: Path, old: Vendored) -> Iterator[str]:
    """The owner's own templates and assets whose counterpart of the program has changed."""
    for folder in ("templates", "docs/assets"):
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root).as_posix()
            ours = RESOURCES / path
            if ours.is_file() and old.files.get(path) not in (None, ours.read_bytes()):
                yield f"{path}: yours wins over the program's, which has changed: compare them"


def _keep_own_lines(old: Vendored, program: Mapping[str, bytes]) -> str:
    """The new lock file, with the lines at its end that the owner had added to the old one."""
    new = program[LOCK].decode()
    needed = old.files.get("requirements/site.txt", b"").decode()
    if not needed:
        return new
    known = set(compose_lock(old.name, old.content, needed).splitlines())
    own = [line for line in old.lock.splitlines() if line not in known and line.strip()]
    return new + "".join(f"{line}\n" for line in own)


def note_versions(root: Path) -> str | None:
    """Return a note where the program that runs is not the one that the catalogue names."""
    found = find_vendored(root) if IS_INSTALLED else None
    if found is None or found.version == __version__:
        return None
    return f"version {__version__} runs here, and {LOCK} names {found.version}: {HOW_TO_INSTALL}"


def upgrade_with(wheel: bytes, root: Path, dry_run: bool) -> int:
    """Let the program in a wheel upgrade the catalogue, as it knows what moved; its exit code.

    Raises `BuilderError` where the wheel is not of this program.
    """
    files = read_wheel(wheel)
    if f"{PACKAGE}/commands/upgrade.py" not in files:
        raise BuilderError("expected a wheel of paper-catalogue 2.0.0 or later, got another")
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            if not path.resolve().is_relative_to(Path(folder).resolve()):
                raise BuilderError(f"expected a wheel, got one with a file outside of it: {name!r}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        options = ["--to-this", *(["--dry-run"] if dry_run else [])]
        words = [sys.executable, "-m", PACKAGE, "upgrade", *options]
        paths = [folder, *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        return subprocess.run(words, cwd=root, env=environment).returncode


def needs_this_program(root: Path) -> bool:
    """Whether a catalogue is older than the program that runs: then no release is asked for."""
    old = find_vendored(root)
    return is_former(root) or (
        old is not None and order_versions(old.version) < order_versions(__version__)
    )


def find_repository(config: Path) -> str:
    """Return where the owner's settings say that releases of the program are, as OWNER/NAME.

    Raises `BuilderError` where they say nothing.
    """
    settings = read_yaml(config)
    extra = settings.get("extra") if isinstance(settings, dict) else None
    stated = extra.get("catalogue") if isinstance(extra, dict) else None
    found = stated.get("releases") if isinstance(stated, dict) else None
    if not found or not re.fullmatch(r"[\w-]+/[\w.-]+", str(found)):
        raise BuilderError(
            f"{config}: extra.catalogue.releases: expected OWNER/NAME, the repository that "
            f"releases the program, got {found!r}; or name a wheel: "
            f"{describe_command('upgrade FILE')}"
        )
    return str(found)
