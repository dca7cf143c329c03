"""What a preview leaves alone, because its last build made it of the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mkdocs.structure.files import File, Files, InclusionLevel

from .generated import is_generated


class LastBuild:
    """What the last build of a preview left in the site."""

    def __init__(self) -> None:
        self.pages: set[str] = set()
        """The paths of the pages in the site."""
        self.contents: Mapping[str, str] = {}
        """What was joined, by path."""
        self.manifest = ""
        """What leads to the search index."""
        self.asking: set[str] = set()
        """The paths of the pages that name it; their Markdown does not."""

    def forget(self) -> None:
        """Trust nothing that a build which failed may not have written."""
        self.contents = {}

    def remove_gone(self, files: Files) -> None:
        """Remove the pages that have no source any more."""
        pages = {file.abs_dest_path for file in files.documentation_pages()}
        for gone in self.pages - pages:
            Path(gone).unlink(missing_ok=True)
        self.pages = pages

    def follow_index(self, manifest: str) -> None:
        """Let the pages that name the search index be rendered again where that changed."""
        if self.manifest != manifest:
            for page in self.asking:
                Path(page).unlink(missing_ok=True)
        self.manifest = manifest

    def leave_out(self, files: Files, contents: Mapping[str, str], kept: set[str]) -> None:
        """Leave out of `files` what lies in the site already, but `kept`, the navigation's.

        MkDocs looks at each file a dozen times. A page by hand may link to any other: where one
        has changed, all stay.
        """
        before, self.contents = self.contents, contents
        current = []
        for file in files:
            if (text := contents.get(file.src_uri)) is not None:
                unchanged = text == before.get(file.src_uri)
                is_current = unchanged and Path(file.abs_dest_path).is_file()
            else:
                is_current = not file.is_modified()
            if is_current and file.src_uri not in kept:
                current.append(file)
            elif not is_current and _is_by_hand(file):
                return
        for file in current:
            files.remove(file)


def _is_by_hand(file: File) -> bool:
    is_shown = file.inclusion.value >= InclusionLevel.DRAFT.value
    return file.is_documentation_page() and is_shown and not is_generated(file)
