"""Files of listings that try to harm the program: any bytes give records or problems."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.model.problems import Problems
from builder.model.records import Entry, ListingId
from builder.output.rendering import Renderer
from builder.pipeline import EXPORTS, PAGE_KINDS, gather
from builder.reading.listings import READERS, read_file, read_listings
from tests import GOLDEN, ROOT
from tests.builds import make_project
from tests.hostile import BOMB, DEEP, FORMATS, LONG, write_hostile_sources, write_listing

ANY_FILE = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SAMPLES = [path.read_bytes() for path in sorted(GOLDEN.glob("readers/*/sample.*"))]
SUFFIXES = [*sorted({suffix for reader in READERS for suffix in reader.suffixes}), ".x", ""]


def read(path: Path, format_: str | None = None) -> tuple[tuple[Entry, ...], Problems]:
    problems = Problems()
    found = read_file(path, ListingId("x"), problems, format_)
    assert found is not None or problems
    for problem in problems:
        assert "\n" not in str(problem)
    return (found[1] if found else ()), problems


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sample with pieces cut out, doubled or replaced by any bytes."""
    content = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 200)))
        content = content[:start] + draw(st.binary(max_size=12)) + content[end:]
    return content


@given(content=st.binary(max_size=400) | damaged(), suffix=st.sampled_from(SUFFIXES))
@ANY_FILE
def test_any_bytes_give_records_or_problems(content: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"listing{suffix}"
    path.write_bytes(content)
    read(path)


@given(content=damaged(), format_=st.sampled_from(sorted(FORMATS)))
@ANY_FILE
def test_any_bytes_under_any_format_the_owner_names(
    content: bytes, format_: str, tmp_path: Path
) -> None:
    path = tmp_path / "listing.txt"
    path.write_bytes(content)
    read(path, format_)


def test_the_hostile_listings_cover_every_format() -> None:
    assert set(FORMATS) == {reader.name for reader in READERS}


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_a_hostile_listing_of_any_format_is_read(format_: str, tmp_path: Path) -> None:
    entries, _ = read(write_listing(tmp_path, format_), format_)
    assert len(entries) >= 20
    for entry in entries:
        for address in (entry.url, entry.code_url):
            assert address is None or address.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("format_", sorted(FORMATS))
@pytest.mark.parametrize("content", [BOMB, DEEP, "{" * LONG, "<a>" * LONG, "@a{" * LONG])
def test_bombs_cost_little_and_open_no_file(format_: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt"
    path.write_text(content)
    entries, _ = read(path, format_)
    told = "".join(entry.title.source + entry.abstract.source for entry in entries)
    assert "root:" not in told
    assert len(told) <= 2 * len(content)


def test_no_name_of_a_file_breaks_a_page(tmp_path: Path) -> None:
    sources = write_hostile_sources(tmp_path / "sources", few=1)
    problems = Problems()
    read = read_listings(sources / "listings", {}, problems)
    unprintable = [p for p in problems if "printable characters in UTF-8" in p.message]
    assert len(unprintable) == 3
    ids = [listing.id for listing in read.listings]
    assert len(set(ids)) == len(ids)
    assert not [id_ for id_ in ids if id_ in ("con", "index") or not id_.isascii()]


def test_many_records_of_one_title_are_one_paper_with_every_sighting(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    (sources / "listings").mkdir(parents=True)
    number = 2_000
    line = '{"title": "One Title", "abstract": "One abstract, again and again."}\n'
    (sources / "listings" / "same.jsonl").write_text(line * number)
    made = gather(make_project(sources, tmp_path / "docs"), Problems())
    assert len(made.papers) == 1
    assert len(made.papers[0].sightings) == number
    assert len(made.matches) <= number
    renderer = Renderer(ROOT / "templates", made.site)
    size = sum(
        len(renderer.render(page).content) for kind in PAGE_KINDS for page in kind.lay_out(made)
    )
    size += sum(len(file.content) for export in EXPORTS for file in export.lay_out(made))
    assert size < 3_000 * number
