from __future__ import annotations

from pathlib import Path

import pytest

from builder.model.problems import BuilderError, Problems
from builder.settings.site import read_listing_settings, read_site, read_yaml


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_listing_has_the_title_its_owner_gives_it(tmp_path: Path) -> None:
    problems = Problems()
    path = written(tmp_path / "listings.yml", "a.txt: {title: Attention, year: 2024}\n")
    settings = read_listing_settings(path, problems)
    assert (settings["a.txt"].title, settings["a.txt"].year) == ("Attention", 2024)
    assert not list(problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "listings.yml:1: expected file names with settings, got a list"),
        ("a.txt: red\n", "listings.yml:1: a.txt: expected settings, got 'red'"),
        ("a.txt:\n  colour: red\n", "listings.yml:2: a.txt: expected one of"),
        ("a.txt:\n  year: soon\n", ":2: a.txt: year: expected four digits, got 'soon'"),
        ("a.txt: {year: 9999}\n", ":1: a.txt: year: expected a year from 1600 to 2199, got '9999'"),
        ("a.txt: {year: 0000}\n", ":1: a.txt: year: expected a year from 1600 to 2199, got '0000'"),
        ("a.txt: {title: [3]}\n", ":1: a.txt: title: expected text, got a list"),
        ("a.txt: {year: 2024}\na.txt: {}\n", ":2: a.txt: expected each file once"),
    ],
)
def test_a_wrong_setting_is_a_problem_that_says_what_was_wanted(
    tmp_path: Path, text: str, message: str
) -> None:
    problems = Problems()
    read_listing_settings(written(tmp_path / "listings.yml", text), problems)
    assert [message in str(problem) for problem in problems] == [True]


def test_a_file_that_is_not_yaml_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path / "tags.yml", "a: 1\nb: [1, 2\n")
    with pytest.raises(BuilderError, match=r"tags\.yml:3: not valid YAML"):
        read_yaml(path)


def test_aliases_that_stand_for_millions_of_values_are_an_error(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 8)]
    path = written(tmp_path / "listings.yml", "\n".join(lines))
    with pytest.raises(BuilderError, match="aliases that repeat at most 10,000 values"):
        read_listing_settings(path, Problems())


def test_an_alias_is_what_it_stands_for(tmp_path: Path) -> None:
    path = written(
        tmp_path / "listings.yml", "a.txt: &same {title: Toys, year: 2024}\nb.txt: *same\n"
    )
    settings = read_listing_settings(path, Problems())
    assert settings["a.txt"] == settings["b.txt"]
    assert settings["b.txt"].title == "Toys"


def test_a_site_that_inherits_from_no_file_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path / "mkdocs.yml", "site_name: Mine\nINHERIT: [a]\n")
    with pytest.raises(BuilderError, match="INHERIT: expected a file, got list"):
        read_site(path)


def test_a_site_inherits_settings_as_mkdocs_does(tmp_path: Path) -> None:
    written(
        tmp_path / "base.yml",
        'site_name: Base\nsite_url: https://a.example\nextra: {catalogue: {colour: "#0d5c54"}}\n',
    )
    path = written(tmp_path / "mkdocs.yml", "INHERIT: base.yml\nsite_name: Mine\n")
    site = read_site(path)
    assert (site.name, site.url, site.colour) == ("Mine", "https://a.example/", "#0d5c54")


def test_the_environment_can_give_the_address_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "mkdocs.yml", "site_url: !ENV [SITE_URL, 'https://a.example/']\n")
    monkeypatch.delenv("SITE_URL", raising=False)
    assert read_site(path).url == "https://a.example/"
    monkeypatch.setenv("SITE_URL", "https://b.example/papers")
    assert read_site(path).url == "https://b.example/papers/"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("extra: {catalogue: {licence: MIT}}\n", "extra.catalogue: expected one of"),
        ("extra: {catalogue: [a]}\n", "catalogue: expected settings, got"),
        ("extra: red\n", "extra: expected settings, got 'red'"),
        ("- a\n", "expected settings, got list"),
    ],
)
def test_a_setting_of_the_site_that_there_is_not_is_an_error(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(BuilderError) as caught:
        read_site(written(tmp_path / "mkdocs.yml", text))
    assert message in str(caught.value)


def test_names_of_the_site_lose_what_no_document_may_hold(tmp_path: Path) -> None:
    path = written(tmp_path / "mkdocs.yml", 'site_name: "A\\x02 b\\u202e c\\nd"\n')
    assert read_site(path).name == "A b c d"


def test_python_names_in_the_configuration_are_passed_over(tmp_path: Path) -> None:
    text = "site_name: Mine\nmarkdown_extensions: [!!python/name:os.system '']\n"
    assert read_site(written(tmp_path / "mkdocs.yml", text)).name == "Mine"


def test_a_colour_that_is_none_says_what_was_wanted(tmp_path: Path) -> None:
    path = written(tmp_path / "mkdocs.yml", "extra: {catalogue: {colour: teal}}\n")
    with pytest.raises(BuilderError, match="colour: expected one like \"#0d5c54\", got 'teal'"):
        read_site(path)


def test_papers_are_in_the_language_of_the_interface_unless_stated(tmp_path: Path) -> None:
    path = written(tmp_path / "mkdocs.yml", "theme: {language: de}")
    assert read_site(path).papers_language == "de"
    stated = "theme: {language: de}\nextra: {catalogue: {papers_language: en-GB}}"
    assert read_site(written(path, stated)).papers_language == "en-GB"
