"""What the last build wrote, and what it was made of: what is the same is not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, cast

from ..model.catalogue import Catalogue, Derived
from ..model.export import ExportFile, LazyFile


class FileNote(NamedTuple):
    """A file as it was left."""

    made_of: str
    """A hash; empty where only its part knows that."""
    sha256: str
    size: int
    changed: int
    """When, in nanoseconds."""

    def fits(self, path: Path) -> bool:
        """Whether nobody has touched the file since."""
        try:
            found = path.stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (self.size, self.changed)


class PartNote(NamedTuple):
    """A page kind or an export as it was made."""

    made_of: str
    fields: Mapping[str, str]
    """The fields of the catalogue that were asked for, each with what it was made of."""
    files: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Notes:
    """All that a build left."""

    files: Mapping[str, FileNote] = field(default_factory=dict)
    """By path below `docs/`."""
    parts: Mapping[str, PartNote] = field(default_factory=dict)
    """By name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptFile:
    """A file that is right as it was left."""

    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PartMade:
    """The end of a part: what it was made of."""

    name: str
    made_of: str
    fields: Mapping[str, str]


DerivedValues: TypeAlias = dict[Callable[[Catalogue], Any], tuple[Any, frozenset[str]]]
"""What was derived from a catalogue, each with the fields that it was derived from."""

Product: TypeAlias = ExportFile | LazyFile | KeptFile | PartMade


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What makes some of the files of a catalogue."""

    name: str
    lay_out: Callable[[Catalogue], Iterable[ExportFile | LazyFile]]
    made_of: str
    """A hash of what its files depend on besides the catalogue."""


def remake(
    part: Part, catalogue: Catalogue, docs: Path, last: Notes, derived: DerivedValues | None = None
) -> Iterator[Product]:
    """Yield the files of a part; as kept ones, if nothing that it asked for has changed.

    `derived` is filled for other parts of the same catalogue.
    """
    if is_current(part, catalogue, docs, last):
        known = last.parts[part.name]
        yield from (KeptFile(path=path) for path in known.files)
        yield PartMade(name=part.name, made_of=part.made_of, fields=known.fields)
        return
    watched = Watched(catalogue, derived)
    yield from part.lay_out(cast(Catalogue, watched))
    yield PartMade(name=part.name, made_of=part.made_of, fields=watched.fields)


def is_current(part: Part, catalogue: Catalogue, docs: Path, last: Notes) -> bool:
    """Whether nothing that the part asked for has changed, nor its files."""
    known, now = last.parts.get(part.name), catalogue.made_of
    if known is None or known.made_of != part.made_of:
        return False
    return all(made_of and now.get(name) == made_of for name, made_of in known.fields.items()) and (
        all(path in last.files and last.files[path].fits(docs / path) for path in known.files)
    )


class Watched:
    """A catalogue that notes which of its fields are asked for."""

    def __init__(self, catalogue: Catalogue, derived: DerivedValues | None = None) -> None:
        """`derived` is filled for others who watch the same catalogue."""
        self.asked: set[str] = set()
        self._catalogue = catalogue
        self._derived = {} if derived is None else derived

    @property
    def fields(self) -> Mapping[str, str]:
        """The fields that were asked for, each with what it was made of."""
        made_of = self._catalogue.made_of
        return {name: made_of.get(name, "") for name in sorted(self.asked)}

    def __getattr__(self, name: str) -> Any:
        if name == "made_of":
            return self._catalogue.made_of
        if name in Catalogue.__dataclass_fields__:
            self.asked.add(name)
            value = getattr(self._catalogue, name)
        else:
            derived = getattr(Catalogue, name)
            if not isinstance(derived, cached_property):
                raise AttributeError(name)
            value = self.derive(derived.func)
        # From now on Python finds it without asking here.
        self.__dict__[name] = value
        return value

    def derive(self, make: Callable[[Catalogue], Derived]) -> Derived:
        """As a catalogue does; what it is derived from is asked for too."""
        if make not in self._derived:
            watched = Watched(self._catalogue, self._derived)
            self._derived[make] = (make(cast(Catalogue, watched)), frozenset(watched.asked))
        value, asked = self._derived[make]
        self.asked |= asked
        return cast(Derived, value)
