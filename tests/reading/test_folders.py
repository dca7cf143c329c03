"""Folders of listings, and what the owner states of all papers of a listing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from builder.dedupe import merge
from builder.dedupe.same_work import read_same_work
from builder.model.problems import Problems
from builder.reading.listings import read_listings
from builder.settings.site import ListingSettings, read_listing_settings


def read(folder: Path, settings: dict[str, ListingSettings] | None = None):
    problems = Problems()
    found = read_listings(folder, settings or {}, problems)
    return found, [str(problem).replace(folder.as_posix(), "listings") for problem in problems]


def write(path: Path, *titles: str, **fields: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([{"title": title, **fields} for title in titles]), "utf-8")


def test_a_folder_is_one_listing_in_the_order_of_its_files(tmp_path: Path) -> None:
    write(tmp_path / "day" / "b.json", "B", "C")
    write(tmp_path / "day" / "a.json", "A")
    write(tmp_path / "day" / "more" / "c.json", "D")
    (tmp_path / "day" / "d.bib").write_text("@misc{e, title={E}}")
    write(tmp_path / "day" / ".hidden" / "z.json", "Z")
    write(tmp_path / "week.json", "A")
    found, problems = read(tmp_path, {"day": ListingSettings(title="A day")})
    day, week = found.listings
    assert (day.id, day.file, day.title, day.entries, day.format) == (
        "day",
        "day",
        "A day",
        5,
        "json",
    )
    assert (week.file, problems) == ("week.json", [])
    assert [(e.title.source, e.position) for e in found.entries if e.listing == "day"] == [
        ("A", 1),
        ("B", 2),
        ("C", 3),
        ("E", 4),
        ("D", 5),
    ]


def test_what_cannot_be_read_in_a_folder_is_named_and_costs_no_other(tmp_path: Path) -> None:
    write(tmp_path / "day" / "a.json", "A")
    (tmp_path / "day" / "b.png").write_bytes(b"\x89PNG\0")
    os.mkfifo(tmp_path / "day" / "pipe")
    (tmp_path / "day" / "up").symlink_to(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "day")
    (tmp_path / "none").mkdir()
    found, problems = read(tmp_path)
    assert [(one.file, one.entries) for one in found.listings] == [("day", 1)]
    assert problems == [
        "listings/day/b.png: expected a text file, got a binary one",
        "listings/day/pipe: expected a file, got a device or a pipe",
        "listings/link: expected a file or a folder, got a link to a folder",
        "listings/none: expected files, got an empty folder",
    ]


def test_a_record_of_a_folder_is_named_by_its_place_in_the_listing(tmp_path: Path) -> None:
    listings = tmp_path / "listings"
    write(listings / "day" / "a.json", "Counting sheep", id="x")
    write(listings / "day" / "b.json", "Wooden abacus", id="y")
    write(listings / "c.json", "Glass beads", id="z")
    rulings = tmp_path / "same_work.yml"
    rulings.write_text(
        "merge:\n  - records: ['day:1', 'b.json:y', 'c.json:1']\n    comment: One.\n"
    )
    problems = Problems()
    merged = merge(read(listings)[0].entries, read_same_work(rulings, problems), problems)
    assert (len(merged.papers), list(problems)) == (1, [])


def test_a_listing_states_the_year_and_the_venue_of_its_papers(tmp_path: Path) -> None:
    write(tmp_path / "eccv.json", "A")
    write(tmp_path / "own.json", "B", year=2020, venue="TOYS")
    stated = ListingSettings(year=2022, venue="ECCV")
    first, second = read(tmp_path, {"eccv.json": stated, "own.json": stated})[0].entries
    assert (first.date, first.venue) == ("2022", "ECCV")
    assert (second.date, second.venue) == ("2020", "TOYS")


def test_the_year_of_printed_dates_is_not_that_of_the_papers(tmp_path: Path) -> None:
    text = (
        "Get trending papers in your email inbox!\nSubscribe\nMar 18\n\nCounting sheep\n\n"
        "We count sheep. One by one they jump over a fence. The fence is described in full.\n"
    )
    (tmp_path / "page.txt").write_text(text)
    [entry] = read(tmp_path, {"page.txt": ListingSettings(year=2024)})[0].entries
    assert (entry.label, entry.date) == ("Mar 18", None)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "mac-roman", "shift_jis"])
def test_a_listing_is_read_in_the_encoding_it_is_stated_to_have(
    tmp_path: Path, encoding: str
) -> None:
    title = "羊を数える" if encoding == "shift_jis" else "Die Zählung der Schafe"
    (tmp_path / "old.csv").write_bytes(f"title,year\n{title},1999\n".encode(encoding))
    found, problems = read(tmp_path, {"old.csv": ListingSettings(encoding=encoding)})
    assert ([entry.title.source for entry in found.entries], problems) == ([title], [])


def test_a_byte_that_the_stated_encoding_has_not_is_named(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_bytes(b"title\nSheep\nGoats \xff\n")
    found, problems = read(tmp_path, {"old.csv": ListingSettings(encoding="ascii")})
    assert (found.entries, problems) == (
        (),
        ["listings/old.csv:3: expected ascii, got the byte 0xff"],
    )


def test_settings_of_a_listing_have_their_forms(tmp_path: Path) -> None:
    path = tmp_path / "listings.yml"
    path.write_text(
        "a: {year: 2022, venue: ' ECCV ', encoding: latin-1}\n"
        "b: {year: 9999, encoding: hex}\nc: {year: 20, encoding: nonsense}\n"
    )
    problems = Problems()
    settings = read_listing_settings(path, problems)
    assert settings["a"] == ListingSettings(year=2022, venue="ECCV", encoding="latin-1")
    assert settings["b"] == settings["c"] == ListingSettings()
    assert [str(problem).partition("listings.yml:")[2] for problem in problems] == [
        "2: b: encoding: expected an encoding such as latin-1, got 'hex'",
        "2: b: year: expected a year from 1600 to 2199, got '9999'",
        "3: c: encoding: expected an encoding such as latin-1, got 'nonsense'",
        "3: c: year: expected four digits, got '20'",
    ]
