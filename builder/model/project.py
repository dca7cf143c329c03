"""The folders and files of one catalogue, and those that the program brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .problems import BuilderError

PROGRAM = Path(__file__).resolve().parents[1]
"""The folder of this program."""
IS_INSTALLED = (PROGRAM / "templates").is_dir()
"""Whether the program was installed: then what it brings lies in its own folder."""
RESOURCES = PROGRAM if IS_INSTALLED else PROGRAM.parent
"""What the program brings: templates, theme, assets, pages by hand, lock file, licence."""
TEMPLATES = RESOURCES / "templates"
PAGES_BY_HAND: Mapping[str, Path] = {
    **{
        name: RESOURCES / "docs" / name
        for name in (
            *("customise.md", "enrich.md", "formats.md", "languages.md"),
            *("promises.md", "suggestions.md", "update.md"),
        )
    },
    "contributing.md": PROGRAM / "start" / "contributing.md",
}
"""Pages for the owner and the readers of any catalogue; a file in its `docs/` wins."""
LANGUAGES = "languages"
"""The folder of translations, below that of the templates."""
CONFIG = "mkdocs.yml"
"""What makes a folder a catalogue."""


def describe_command(words: str) -> str:
    """Return a command of this program as its user would type it, in backticks."""
    return f"`{'catalogue' if IS_INSTALLED else 'python -m builder'} {words}`"


def path_from_here(path: Path) -> Path:
    """Return `path` relative to the working directory, as a person would type it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def find_catalogue(start: Path) -> Path | None:
    """Return the nearest folder, from `start` upwards, that is a catalogue."""
    start = start.absolute()
    return next((each for each in (start, *start.parents) if (each / CONFIG).is_file()), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """Where a catalogue is read from and written to."""

    sources: Path
    docs: Path
    templates: Path
    """The owner's own, which win over ours file by file; may be missing."""
    config: Path
    """Its `mkdocs.yml`."""

    @classmethod
    def around(cls, sources: Path | None = None, docs: Path | None = None) -> Project:
        """Return the catalogue around the working directory, with these folders if any.

        Where there is none, it is the one around `sources`, or the one that the program lies in.
        Raises `BuilderError` where there is none either.
        """
        root = find_catalogue(Path.cwd()) or (find_catalogue(sources) if sources else None)
        if not root and not IS_INSTALLED:
            root = RESOURCES
        if not root and sources:
            root = sources.parent
        if not root:
            raise BuilderError(
                f"{Path.cwd()}: expected a catalogue, a folder with {CONFIG}, here or above; "
                f"{describe_command('new DIR')} makes one"
            )
        return cls(
            sources=path_from_here(sources or root / "sources"),
            docs=docs or root / "docs",
            templates=root / "templates",
            config=root / CONFIG,
        )

    @property
    def root(self) -> Path:
        """The folder of the catalogue."""
        return self.config.parent

    @property
    def cache(self) -> Path:
        """Where results of stages are remembered."""
        return self.root / ".cache" / "stages"

    @property
    def locks(self) -> tuple[Path, ...]:
        """What decides the libraries' output and the versions that the licences page names."""
        return RESOURCES / "requirements" / "site.txt", self.root / "requirements.txt"

    def inputs(self, owned: Iterable[str]) -> tuple[Path, ...]:
        """Return every path that the build depends on; in `docs`, those that are not `owned`.

        The program itself is not among them.
        """
        written = sorted(set(self.docs.glob("*")) - {self.docs / name for name in owned})
        by_hand = (path for path in written if not path.name.startswith("."))
        ours = (TEMPLATES, *PAGES_BY_HAND.values())
        return (*ours, *self.locks, self.sources, self.templates, self.config, *by_hand)

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
