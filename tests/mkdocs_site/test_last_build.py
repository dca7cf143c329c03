from __future__ import annotations

from pathlib import Path

from builder.mkdocs_site.preview import LastBuild


def test_pages_that_name_the_search_index_are_rendered_again_where_it_changed(
    tmp_path: Path,
) -> None:
    page = tmp_path / "index.html"
    last = LastBuild()
    last.follow_index("first")
    page.touch()
    last.asking.add(str(page))
    last.follow_index("first")
    assert page.exists()
    last.follow_index("second")
    assert not page.exists()
