"""A file of the published index: what it is made of is known before it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..model.export import compact_json
from ..runtime.hashing import hash_value


@dataclass(frozen=True, kw_only=True, eq=False)
class IndexFile:
    """A file of the published index."""

    name: str
    """Below `search/`."""
    made_of: str
    """A hash of all that `make` depends on."""
    make: Callable[[], bytes]

    @cached_property
    def content(self) -> bytes:
        """What `make` gives, which is asked once."""
        return self.make()


def json_file(name: str, value: Any) -> IndexFile:
    """Return a file of a value as JSON."""
    content = compact_json(value)
    return IndexFile(name=name, made_of=hash_value(content), make=lambda: content)
