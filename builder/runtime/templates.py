"""Keeps compiled templates for as long as the process lives: a preview renders many times."""

from __future__ import annotations

from functools import lru_cache

import jinja2
from jinja2.bccache import Bucket


class _CompiledTemplates(jinja2.BytecodeCache):
    """Jinja asks it by name, and for the same source only."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its template is known."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; an older version of it goes."""
        self._code[bucket.key] = bucket.bytecode_to_string()


@lru_cache(maxsize=4)
def keep_compiled(given: str) -> jinja2.BytecodeCache:
    """Return what keeps templates that were compiled with what `given` names: words, filters.

    What is constant in a template is said once it is compiled.
    """
    return _CompiledTemplates()
