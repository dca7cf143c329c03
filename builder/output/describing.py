"""Says in short what a page is made of, so that it can be compared with what it was made of."""

from __future__ import annotations

import dataclasses
import secrets
from functools import partial
from typing import Any

from markupsafe import Markup

from ..model.page import Shared
from ..model.people import Person, Venue
from ..model.records import Facet, Listing, Paper, Tag
from ..model.site import Site
from ..runtime.hashing import hash_text

_SHARED = frozenset((Paper, Tag, Listing, Facet, Person, Venue, Site))
"""What many pages show, as is all that says so of itself: it is written out once."""
_PLAIN = frozenset((str, int, float, bool, type(None), Markup))


class Describer:
    """Writes values as Python does, but values that many pages share as their hash."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}
        self._fields: dict[type, tuple[str, ...]] = {}

    def describe(self, value: Any) -> str:
        """Return a text that is another one for any other value.

        What is no value, such as a generator, is another one each time.
        """
        kind = type(value)
        if kind in _PLAIN:
            return repr(value)
        if kind in _SHARED or issubclass(kind, Shared):
            return self._describe_shared(value)
        if kind in (tuple, list):
            return f"{kind.__name__}[{','.join(map(self.describe, value))}]"
        if kind is dict:
            pairs = (f"{self.describe(k)}:{self.describe(v)}" for k, v in value.items())
            return f"dict[{','.join(pairs)}]"
        if dataclasses.is_dataclass(value) and kind is not type:
            return self._describe_fields(value)
        if kind is partial:
            parts = [self.describe(part) for part in (value.func, value.args, value.keywords)]
            return f"partial[{','.join(parts)}]"
        name = getattr(value, "__qualname__", "<")
        if "<" not in name:
            return f"{getattr(value, '__module__', '')}.{name}"
        text = repr(value)
        # Where it says its address, something else may come to lie there.
        return secrets.token_hex() if " at 0x" in text else text

    def _describe_shared(self, value: object) -> str:
        known = self._known.get(id(value))
        if known is None:
            # The value is kept, for the number of one that is gone may be another's.
            known = (value, hash_text(self._describe_fields(value)).hex())
            self._known[id(value)] = known
        return f"{type(value).__name__}#{known[1]}"

    def _describe_fields(self, value: Any) -> str:
        kind = type(value)
        if kind not in self._fields:
            self._fields[kind] = tuple(each.name for each in dataclasses.fields(kind))
        parts = [self.describe(getattr(value, name)) for name in self._fields[kind]]
        return f"{kind.__qualname__}[{','.join(parts)}]"
