"""The read stage: which files are taken, how they are decoded, what is said of the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.model.problems import BuilderError, Problems
from builder.reading.listings import READERS, read_listings
from builder.settings.site import ListingSettings

PAGE = (
    "Get trending papers in your email inbox!\nSubscribe\nMar 18\n\nDie Zählung der Schafe\n\n"
    "We count sheep. One by one they jump over a fence. The fence is described in full.\n"
)


def read(folder: Path, settings: dict[str, ListingSettings] | None = None):
    problems = Problems()
    found = read_listings(folder, settings or {}, problems)
    return found, [str(problem).replace(folder.as_posix(), "listings") for problem in problems]


@pytest.mark.parametrize(
    "content",
    [
        PAGE.encode(),
        PAGE.encode("utf-8-sig"),
        PAGE.encode("utf-16"),
        b"\xfe\xff" + PAGE.encode("utf-16-be"),
        PAGE.replace("\n", "\r\n").encode(),
        PAGE.replace("\n", "\r").encode(),
        PAGE.replace("\n", "\r\n").encode("utf-16"),
    ],
    ids=["UTF-8", "with a mark", "UTF-16", "big-endian", "CRLF", "CR", "UTF-16 with CRLF"],
)
def test_text_is_the_same_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "page.txt").write_bytes(content)
    found, problems = read(tmp_path)
    assert problems == []
    assert [(e.title.source, e.label, e.origin.line) for e in found.entries] == [
        ("Die Zählung der Schafe", "Mar 18", 5)
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "listings/bad.txt: expected records, got an empty file"),
        (b"\xef\xbb\xbf \r\n\n", "listings/bad.txt: expected records, got an empty file"),
        (b"\x89PNG\r\n\0\0", "listings/bad.txt: expected a text file, got a binary one"),
        (
            b"one\ntwo\xe4\n",
            "listings/bad.txt:2: expected UTF-8, or `encoding` for it in listings.yml, "
            "got the byte 0xe4",
        ),
        (
            b"\xff\xfeo\0\0\xd8",
            "listings/bad.txt: expected UTF-16, got unexpected end of data",
        ),
    ],
    ids=["empty", "blank", "binary", "Latin-1", "broken UTF-16"],
)
def test_a_file_that_cannot_be_read_is_named_and_costs_no_other(
    tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text(PAGE, "utf-8")
    found, problems = read(tmp_path)
    assert problems == [message]
    assert [listing.file for listing in found.listings] == ["good.txt"]


def test_a_folder_a_pipe_and_a_dangling_link_are_named(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    assert read(tmp_path)[1] == [
        "listings/folder.txt: expected files, got an empty folder",
        "listings/link.txt: expected a readable file, got: No such file or directory",
        "listings/pipe.txt: expected a file, got a device or a pipe",
    ]


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"\0\0")
    found, problems = read(tmp_path)
    assert (found.listings, problems) == ((), [])


def test_a_text_of_no_known_format_is_named_with_the_formats_there_are(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("milk\neggs\n")
    (problem,) = read(tmp_path)[1]
    assert problem.startswith("listings/note.txt: expected one of the formats ['")
    assert all(repr(reader.name) in problem for reader in READERS)


def test_an_unknown_format_in_the_settings_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    (problem,) = read(tmp_path, {"page.txt": ListingSettings(format="scroll")})[1]
    assert problem.startswith("listings/page.txt: format: expected one of ")
    assert problem.endswith("got 'scroll'")


def test_the_format_in_the_settings_wins_over_what_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("A title\nAn abstract.\n")
    found, _ = read(tmp_path, {"page.txt": ListingSettings(format="saved-page")})
    assert [entry.title.source for entry in found.entries] == ["A title"]


def test_a_listing_has_the_title_it_is_given_or_its_file_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "b.txt").write_text(PAGE, "utf-8")
    settings = {"a.txt": ListingSettings(title="Sheep", description="Of sheep.", year=2024)}
    first, second = read(tmp_path, settings)[0].listings
    assert (first.title, first.description, first.year, first.entries) == (
        "Sheep",
        "Of sheep.",
        2024,
        1,
    )
    assert (second.title, second.description, second.year) == ("b.txt", "", None)


def test_no_two_listings_share_an_id_and_none_has_a_reserved_one(tmp_path: Path) -> None:
    names = [
        "a b.txt",
        "a-b.txt",
        "A_B.txt",
        "index.txt",
        "con.txt",
        "🔥.txt",
        "🐑.txt",
        "紹介.txt",
    ]
    names += ["x" * 200 + ".txt"]
    for name in names:
        (tmp_path / name).write_text(PAGE, "utf-8")
    ids = {listing.file: listing.id for listing in read(tmp_path)[0].listings}
    assert len({id_.lower() for id_ in ids.values()}) == len(names)
    assert not {"index", "con", ""} & set(ids.values())
    assert all(id_.isascii() and len(id_) <= 90 for id_ in ids.values())
    assert ids["A_B.txt"] == "a-b"


def test_entries_are_in_the_order_of_file_names_and_positions(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(PAGE + "\nA Wooden Abacus\n\nIts beads are moved.\n", "utf-8")
    found, _ = read(tmp_path)
    assert [(entry.listing, entry.position) for entry in found.entries] == [
        ("a", 1),
        ("a", 2),
        ("b", 1),
        ("b", 2),
    ]


def test_a_missing_folder_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(BuilderError, match="nowhere: expected a folder of listings"):
        read_listings(tmp_path / "nowhere", {}, Problems())
