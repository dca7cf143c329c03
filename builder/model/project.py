"""The folders and files of one catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .problems import BuilderError

PROGRAM = Path(__file__).parents[1]
"""The folder of this program."""
ROOT = PROGRAM.parent
"""The project that the program lies in: templates, lock files, licence."""


def path_from_here(path: Path) -> Path:
    """Return `path` relative to the working directory, as a person would type it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """Where a catalogue is read from and written to."""

    sources: Path
    docs: Path
    templates: Path
    config: Path
    """Its `mkdocs.yml`."""

    @classmethod
    def around(cls, sources: Path = ROOT / "sources", docs: Path = ROOT / "docs") -> Project:
        """Return the project that the program lies in, with these folders to read and write."""
        return cls(
            sources=path_from_here(sources),
            docs=docs,
            templates=ROOT / "templates",
            config=ROOT / "mkdocs.yml",
        )

    def inputs(self, owned: Iterable[str]) -> tuple[Path, ...]:
        """Return every path that the build depends on; in `docs`, those that are not `owned`."""
        written = sorted(set(self.docs.glob("*")) - {self.docs / name for name in owned})
        by_hand = (path for path in written if not path.name.startswith("."))
        # The lock decides the libraries' output and the versions that the licences page names.
        lock = ROOT / "requirements" / "site.txt"
        return (PROGRAM, lock, self.sources, self.templates, self.config, *by_hand)

    def check_inputs(self, owned: Iterable[str]) -> None:
        """Raise `BuilderError` where a device or a pipe is to be read: it may never end.

        Listings are checked by who reads them, as the rest can be read without one.
        """
        listings = self.sources / "listings"
        by_hand = {path for path in self.inputs(owned) if path.is_relative_to(self.docs)}
        for top in sorted({self.sources, self.config, *by_hand}):
            for path in (top, *(top.rglob("*") if top.is_dir() else ())):
                if path.exists() and not (
                    path.is_file() or path.is_dir() or path.parent == listings
                ):
                    raise BuilderError(f"{path}: expected a file, got a device or a pipe")

    def check_output(self, owned: Iterable[str]) -> None:
        """Raise `BuilderError` where the writer would take the owner's input for its output."""
        for path in (self.sources, self.templates):
            for name in sorted(owned):
                if path.resolve().is_relative_to((self.docs / name).resolve()):
                    raise BuilderError(f"{self.docs}: expected another folder: {path} lies in it")
