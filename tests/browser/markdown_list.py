"""Citation records as a Markdown list: what the browser's `toMarkdown` is held to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from builder.citing.citation import Citation

_MARKDOWN_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+!|~$&-]")


def to_markdown(citations: Iterable[Citation]) -> str:
    """Return the records as a Markdown list: linked title, authors, venue, year."""
    return "".join(f"- {_markdown(record)}\n" for record in citations)


def _markdown(record: Citation) -> str:
    title = _markdown_text(record.title)
    parts = [f"[{title}]({_markdown_address(record.url)})" if record.url else title]
    if record.authors:
        parts.append(_markdown_text(", ".join(" ".join(reversed(name)) for name in record.authors)))
    if record.venue:
        parts.append(f"*{_markdown_text(record.venue)}*")
    if record.date:
        parts.append(record.date[:4])
    return ". ".join(parts)


def _markdown_text(text: str) -> str:
    return _MARKDOWN_SPECIAL.sub(r"\\\g<0>", text)


def _markdown_address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
