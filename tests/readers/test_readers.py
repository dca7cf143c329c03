"""Every reader against its golden sample, broken files and arbitrary text."""

from __future__ import annotations

import dataclasses
import importlib
import itertools
import json
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import readers
from builder.model.problems import Problems
from builder.model.reader import Reader, Source
from builder.model.records import Entry, ListingId
from builder.reading.listings import READERS, read_file
from builder.text import Text
from tests import GOLDEN

FOLDER = GOLDEN / "readers"
MODULES = sorted(
    path.stem for path in Path(readers.__path__[0]).glob("*.py") if not path.stem.startswith("_")
)
OWN = [name for name in MODULES if name != "saved_page"]


def reader_of(module: str) -> Reader:
    reader = importlib.import_module(f"builder.readers.{module}").READER
    assert reader in READERS
    return reader


def sample_of(module: str) -> Path:
    found = sorted((FOLDER / module).glob("sample.*"))
    assert found, f"reader {module} has no sample in tests/golden/readers/{module}/"
    return found[0]


def source_of(text: str, suffix: str = ".txt") -> Source:
    return Source(file=f"listing{suffix}", listing=ListingId("listing"), suffix=suffix, text=text)


def as_json(entries: Iterable[Entry], problems: Iterable[object]) -> dict[str, Any]:
    """What stands in `expected.json`: the fields that have a value, and the problems."""
    told = []
    for entry in entries:
        fields = {"line": entry.origin.line}
        for field in dataclasses.fields(entry):
            value = getattr(entry, field.name)
            if field.name in ("origin", "listing") or not value:
                continue
            fields[field.name] = value.source if isinstance(value, Text) else value
        told.append(fields)
    lines = [re.sub(r"^.*?(sample\.\w+)", r"\1", str(problem)) for problem in problems]
    return json.loads(json.dumps({"entries": told, "problems": lines}))


@pytest.mark.parametrize("module", MODULES)
def test_every_reader_has_a_golden_sample(module: str) -> None:
    assert sample_of(module).is_file()


@pytest.mark.parametrize("module", OWN)
def test_a_sample_gives_the_expected_entries(module: str) -> None:
    problems = Problems()
    read = read_file(sample_of(module), ListingId("toys"), problems)
    assert read is not None
    expected = json.loads((FOLDER / module / "expected.json").read_text("utf-8"))
    assert as_json(read[1], problems) == expected


@pytest.mark.parametrize("module", MODULES)
def test_a_sample_is_recognised_as_its_own_format(module: str) -> None:
    read = read_file(sample_of(module), ListingId("toys"), Problems())
    assert read is not None
    assert read[0] is reader_of(module)


@pytest.mark.parametrize("suffix", [".txt", ".unknown", ""])
@pytest.mark.parametrize("module", OWN)
def test_content_decides_where_the_suffix_says_nothing(
    module: str, suffix: str, tmp_path: Path
) -> None:
    copy = tmp_path / f"listing{suffix}"
    copy.write_bytes(sample_of(module).read_bytes())
    read = read_file(copy, ListingId("toys"), Problems())
    assert read is not None
    assert read[0] is reader_of(module)


@pytest.mark.parametrize("module", OWN)
def test_entries_have_the_file_the_line_and_their_place(module: str) -> None:
    text = sample_of(module).read_text("utf-8")
    entries = list(reader_of(module).read(source_of(text), Problems()))
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    for entry in entries:
        assert entry.origin.file == "listing.txt"
        assert entry.origin.line is not None
        assert text.split("\n")[entry.origin.line - 1].strip()


def check(reader: Reader, text: str) -> list[Entry]:
    """Read any text; whatever comes out keeps the promises of `Entry` and `Problem`."""
    problems = Problems()
    entries = list(reader.read(source_of(text), problems))
    last = text.count("\n") + 1
    positions = [entry.position for entry in entries]
    assert positions == sorted(set(positions))
    for entry in entries:
        assert entry.title or entry.abstract
        assert entry.origin.line is not None and 1 <= entry.origin.line <= last
        repr(entry).encode()
        told = [entry.title.source, entry.abstract.source, *entry.authors, entry.venue, entry.key]
        for value in (*told, entry.volume, entry.issue, entry.pages, entry.url, entry.code_url):
            assert value is None or (value.encode() is not None and "\n" not in value)
        assert all(entry.authors)
        assert all(keyword and "\n" not in keyword for keyword in entry.keywords)
        assert all(keyword.encode() and len(keyword) <= 200 for keyword in entry.keywords)
        assert len(set(entry.keywords)) == len(entry.keywords)
        assert entry.date is None or re.fullmatch(
            r"(?a:(1[6-9]|20|21)\d\d(-\d\d(-\d\d)?)?)", entry.date
        )
        assert entry.doi is None or re.match(r"10\.[0-9]{4,9}[.0-9]*/\S+", entry.doi)
        assert entry.doi is None or entry.doi == entry.doi.lower()
        assert entry.arxiv_id is None or re.fullmatch(
            r"(?a:\d{4}\.\d{4,5}|[a-z-]+/\d{7})", entry.arxiv_id
        )
        for address in (entry.url, entry.pdf_url, entry.code_url):
            assert address is None or address.lower().startswith(("http://", "https://"))
    for problem in problems:
        assert problem.origin.line is not None and 1 <= problem.origin.line <= last
        assert "\n" not in str(problem)
        str(problem).encode()
    return entries


SAMPLES = {module: sample_of(module).read_text("utf-8") for module in OWN}
WORDS = {word for text in SAMPLES.values() for word in re.findall(r"\w+|\s+|[^\w\s]+", text)}
UGLY = ["\ud800", "\x00", "\\ud800", "NaN", "1e999", "9" * 5000, "[" * 1500, '{"a":' * 1500, "\\"]
PIECES = st.sampled_from([*sorted(WORDS), *UGLY])
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("module", OWN)
@given(text=st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)))
@FUZZ
def test_any_text_gives_entries_or_problems(module: str, text: str) -> None:
    reader = reader_of(module)
    reader.recognises(source_of(text))
    check(reader, text)


@pytest.mark.parametrize("module", OWN)
@given(seed=st.integers(0, 2**32))
@FUZZ
def test_a_damaged_sample_gives_entries_or_problems(module: str, seed: int) -> None:
    chance = random.Random(seed)
    text = SAMPLES[module]
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.choices(range(len(text) + 1), k=2))
        to = min(to, at + chance.choice([0, 1, 1, 5, 40]))
        new = chance.choice(
            ["", "", '"', "{", "}", "[", "]", ",", "\n", "<", "\ud800", "null", "7"]
        )
        text = text[:at] + new + text[to:]
    check(reader_of(module), text)


@pytest.mark.parametrize("module", OWN)
def test_a_truncated_sample_keeps_the_records_before_the_end(module: str) -> None:
    text = SAMPLES[module]
    whole = check(reader_of(module), text)
    for end in range(0, len(text), 7):
        found = check(reader_of(module), text[:end])
        before = text.count("\n", 0, end)
        complete = [
            entry
            for entry, following in itertools.pairwise(whole)
            if (following.origin.line or 0) <= before
        ]
        assert [entry.title for entry in found[: len(complete)]] == [
            entry.title for entry in complete
        ]
