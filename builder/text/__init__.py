"""One text in three safe forms: plain, HTML, TeX."""

from __future__ import annotations

from .text import Text

__all__ = ["Text"]
