from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.__main__ import main
from builder.settings.first_steps import find_missing

LACKS = ("no listings yet", "no tags yet", "no address set")


def test_a_catalogue_that_has_begun_lacks_nothing(tmp_path: Path) -> None:
    (tmp_path / "tags.yml").write_text("keywords: {least: 3}\n")
    assert list(find_missing(tmp_path, 1, "https://toys.example/")) == []


@pytest.mark.parametrize("url", ["", "https://example.org/", "https://example.org/papers/"])
def test_what_is_missing_is_said_with_its_place(tmp_path: Path, url: str) -> None:
    said = [str(one) for one in find_missing(tmp_path, 0, url)]
    assert [line.split(": ")[1] for line in said] == list(LACKS)
    assert said[0].startswith(f"{tmp_path.as_posix()}/listings: ")


def test_an_empty_catalogue_passes_the_check_which_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Knots\n")
    (tmp_path / "sources" / "listings").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 0, done.stderr
    assert all(f": {each}" in done.stdout for each in LACKS)
