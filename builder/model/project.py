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

    @property
    def cache(self) -> Path:
        """Where results of stages are remembered."""
        return self.config.parent / ".cache" / "stages"

    def inputs(self, owned: Iterable[str]) -> tuple[Path, ...]:
        """Return every path that the build depends on; in `docs`, those that are not `owned`."""
        written = sorted(set(self.docs.glob("*")) - {self.docs / name for name in owned})
        by_hand = (path for path in written if not path.name.startswith("."))
        # The lock decides the libraries' output and the versions that the licences page names.
        lock = ROOT / "requirements" / "site.txt"
        return (PROGRAM, lock, self.sources, self.templates, self.config, *by_hand)

    def check_output(self, owned: Iterable[str]) -> None:
        """Raise `BuilderError` where the writer would take the owner's input for its output."""
        for path in (self.sources, self.templates):
            for name in sorted(owned):
                if path.resolve().is_relative_to((self.docs / name).resolve()):
                    raise BuilderError(f"{self.docs}: expected another folder: {path} lies in it")
