"""Web addresses in running text: where one starts, and where it ends."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

URL_START = r"[hH][tT][tT][pP][sS]?://"
MARKUP_START = re.compile(URL_START + r"|\\|\$|~|``|''|\"|\{\\|(?<!-)-{2,3}(?!-)")
"""Where something other than words may begin."""

# Unicode letters are allowed, so that a URL in another script stays whole; quotation marks,
# brackets and East Asian punctuation end it, as do the delimiters of TeX and Markdown.
_ADDRESS = re.compile(
    URL_START + r"(?:\\[_%#&~]|[^\s\\<>\"`{}|^$“”‘’«»。，、；：！？（）【】《》「」『』〈〉])+"
)
_TRAILING = ".,:;!?'*~\\"
_CLOSING = {")": "(", "]": "["}
_HOST = re.compile(r"[\w.-]*\w(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?")


def read_url(text: str, start: int, end: int) -> tuple[str | None, int]:
    """Return the address that starts at `start` and where it ends, before `end`.

    Punctuation that ends the sentence is not part of it, nor is a closing bracket or quotation
    mark that it did not open. Where there is no address: `None`, and where to go on looking.
    """
    match = _ADDRESS.match(text, start, end)
    if match is None:
        return None, start + len("http://")
    stop = match.end()
    # Counted once and then updated: recounting for each bracket would be quadratic.
    surplus = {
        closing: text.count(closing, start, stop) - text.count(opening, start, stop)
        for closing, opening in _CLOSING.items()
    }
    while stop > start:
        last = text[stop - 1]
        if last in _CLOSING:
            if surplus[last] <= 0:
                break
            surplus[last] -= 1
        elif last in "([":
            surplus[")" if last == "(" else "]"] += 1
        elif last not in _TRAILING:
            break
        stop -= 1
    url = clean_url(text[start:stop])
    return url, stop if url else match.end()


def clean_url(address: str) -> str | None:
    """Return an http or https address without TeX's backslashes, or `None` if it is not one."""
    address = address.replace("\\", "").strip()
    scheme, separator, rest = address.partition("://")
    if scheme.lower() not in ("http", "https") or not separator or _UNFIT.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = parts.netloc.rpartition("@")[2]
    if not _HOST.fullmatch(host):
        return None
    return f"{scheme.lower()}://{rest}"


_UNFIT = re.compile(r"[\s<>\"`{}|^\x00-\x1f\x7f-\x9f\ud800-\udfff]")


_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_REPOSITORY_HOSTS = frozenset(("github.com", "gitlab.com", "bitbucket.org", "codeberg.org"))
_OTHER_HOSTS_OF_CODE = frozenset(("huggingface.co", "sourceforge.net"))


def host_of(address: str) -> str:
    """Return the host of an http or https address without `www.`; empty for anything else."""
    if _CONTROL.search(address):
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if parts.scheme in ("http", "https") else ""


def is_code_host(address: str) -> bool:
    """Whether the URL is on a code host."""
    return host_of(address) in _REPOSITORY_HOSTS


def is_pdf(address: str) -> bool:
    """Whether the address says that it is of a PDF."""
    return bool(host_of(address)) and urlsplit(address).path.lower().endswith(".pdf")


def may_be_code(address: str) -> bool:
    """Whether the address is of source code, or of a place that has code among other things."""
    host = host_of(address)
    known = host in _REPOSITORY_HOSTS | _OTHER_HOSTS_OF_CODE or host.endswith(".github.io")
    return known and len(urlsplit(address).path) > 1
