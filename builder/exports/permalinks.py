"""Every permalink with its short code, and where moved papers went."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile, compact_json
from ..model.records import PaperId
from ..model.site import Download
from ..model.wording import gettext_noop


def make_short_code(paper: PaperId) -> str:
    """Return six characters (36 bits of a SHA-256) that stand for `paper` in an address."""
    return base64.urlsafe_b64encode(hashlib.sha256(paper.encode()).digest()[:6]).decode()[:6]


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    data = {
        "papers": {paper.id: make_short_code(paper.id) for paper in catalogue.papers},
        "moved": {alias: paper.id for paper in catalogue.papers for alias in sorted(paper.aliases)},
    }
    yield ExportFile(path=PERMALINKS.path, content=compact_json(data) + b"\n")


PERMALINKS = Download(
    path="api/permalinks.json",
    title=gettext_noop("Permalinks"),
    media_type="application/json",
    description=gettext_noop(
        "The id of every paper with its short code, and the new id of each that moved."
    ),
)

EXPORT = Export(name="permalinks", owns=("api",), lay_out=_lay_out, downloads=(PERMALINKS,))
