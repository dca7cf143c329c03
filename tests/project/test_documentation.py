"""The documentation is held to the code: every command, address and format is written down."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from builder.__main__ import main
from builder.exports.database import SCHEMA, build_database
from builder.layout.paper_schema import build_schema
from builder.output.rendering import Renderer
from builder.pages.data import PAGE_KIND as DATA
from builder.pages.feeds import PAGE_KIND as FEEDS
from builder.pipeline import EXPORTS
from tests import ROOT
from tests.papers import catalogue_of, paper, with_downloads

KNOWN = {"authors": ("Ada Lovelace",), "date": "2019", "venue": "NeurIPS"}
CATALOGUE = with_downloads(
    catalogue_of(paper("a", **KNOWN), paper("b", **KNOWN), tags={"a": ("video",)})
)
BY_HAND = "\n".join(
    path.read_text("utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    if path.name != "index.md"
)
DOCUMENTED = frozenset(["api", "feeds", "robots.txt", "llms.txt"])
"""Top-level names that others than our own pages read."""


@pytest.fixture(scope="module")
def generated() -> str:
    """The pages on data and feeds, as a reader sees them."""
    renderer = Renderer(ROOT / "templates", CATALOGUE.site)
    pages = [page for kind in (DATA, FEEDS) for page in kind.lay_out(CATALOGUE)]
    text = "\n".join(renderer.render(page).content.decode() for page in pages)
    return text.replace("&lt;", "<").replace("&gt;", ">")


def _published() -> set[str]:
    """The addresses of all files for others, slugs and numbers left open."""
    paths = {file.path for export in EXPORTS for file in export.lay_out(CATALOGUE)}
    wanted = {path for path in paths if path.split("/")[0] in DOCUMENTED}
    return {_leave_open(path) for path in wanted}


def _leave_open(path: str) -> str:
    path = re.sub(r"/years/\d+\.", "/years/<year>.", path)
    path = re.sub(r"/(tags|sources|authors|venues)/[a-z0-9-]+\.", r"/\1/<slug>.", path)
    return re.sub(r"/\d+\.", "/<number>.", path)


def test_every_published_file_is_documented(generated: str) -> None:
    missing = {
        path
        for path in _published()
        if path not in generated
        and not (path.startswith("feeds/") and path.replace(".json", ".xml") in generated)
    }
    assert missing == set()


def test_every_file_the_documentation_names_is_published(generated: str) -> None:
    named = set(re.findall(r"(?:api|feeds)/[a-zA-Z0-9./<>-]+\.[a-z]+", generated))
    assert {_leave_open(path) for path in named} <= _published()


def test_every_field_of_a_paper_and_every_table_is_documented(generated: str) -> None:
    fields = build_schema(CATALOGUE)["$defs"]["paper"]["properties"]
    assert [name for name in fields if f"<code>{name}</code>" not in generated] == []
    tables = [*re.findall(r"CREATE TABLE (?:numbered_)?(\w+)", SCHEMA), "numbered_"]
    assert [table for table in tables if f"<code>{table}</code>" not in generated] == []


def test_the_query_that_is_documented_finds_papers(generated: str) -> None:
    found = re.search(r"<pre><code>(SELECT.*?)</code></pre>", generated, re.S)
    assert found
    one = paper("a", title="Dense retrieval")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(build_database(catalogue_of(one)))
        assert connection.execute(found[1]).fetchall() == [("a", "Dense retrieval")]


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_documented(command: str) -> None:
    assert f"`catalogue {command}" in BY_HAND


def test_every_target_of_the_makefile_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*?##", (ROOT / "Makefile").read_text(), re.M)
    assert [target for target in targets if f"make {target}" not in BY_HAND] == []
