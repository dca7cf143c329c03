"""`api/SHA256SUMS`: what `sha256sum --check` needs to verify the downloads."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.export import Export, ExportFile

PATH = "api/SHA256SUMS"


def _lay_out(catalogue: Catalogue) -> Iterator[ExportFile]:
    """List names relative to `api/`, where the file is."""
    lines = sorted(
        (posixpath.relpath(download.path, "api"), download.sha256)
        for download in catalogue.downloads
    )
    text = "".join(f"{sha256}  {name}\n" for name, sha256 in lines)
    yield ExportFile(path=PATH, content=text.encode())


EXPORT = Export(name="checksums", owns=("api",), lay_out=_lay_out, lists_downloads=True)
