"""The translations of the interface are read from files of gettext."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.model.problems import BuilderError, Problems
from builder.model.wording import ENGLISH, Wording
from builder.settings.wording import read_wording

HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
SETTINGS = Path("mkdocs.yml")


def read(folder: Path, language: str, problems: Problems | None = None) -> Wording:
    problems = Problems() if problems is None else problems
    return read_wording([folder], language, SETTINGS, problems)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "languages").mkdir()
    texts = (
        'msgid "Tags"\nmsgstr "Étiquettes"\n\n'
        'msgid "Map"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "Data"\nmsgstr "Date"\n\n'
        'msgid "%(number)s paper"\nmsgid_plural "%(number)s papers"\n'
        'msgstr[0] "%(number)s article"\nmsgstr[1] "%(number)s articles"\n'
    )
    (tmp_path / "languages" / "fr.po").write_text(HEAD + texts, "utf-8")
    return tmp_path


def test_a_language_is_read_with_its_plural_forms(templates: Path) -> None:
    words = read(templates, "fr")
    assert words.language == "fr"
    assert words.gettext("Tags") == "Étiquettes"
    assert words.ngettext("%(number)s paper", "%(number)s papers", 0) == "0 article"


def test_what_is_not_translated_or_unsure_stays_english(templates: Path) -> None:
    words = read(templates, "fr")
    assert words.gettext("Map") == "Map"
    assert words.gettext("Data") == "Data"


def test_a_country_takes_the_words_of_its_language(templates: Path) -> None:
    words = read(templates, "fr-CA")
    assert (words.language, words.gettext("Tags")) == ("fr-CA", "Étiquettes")
    assert read(templates, "en-GB") is ENGLISH


def test_a_language_without_translations_is_told_and_stays_english(templates: Path) -> None:
    problems = Problems()
    assert read(templates, "nl", problems) is ENGLISH
    assert [str(problem) for problem in problems] == [
        "mkdocs.yml: theme.language: expected one of ['en', 'fr'], got 'nl': "
        "the interface is in English"
    ]


@pytest.mark.parametrize("language", ["../fr", "fr/x", "de_DE", "", "f r"])
def test_a_language_that_is_none_is_an_error(language: str, templates: Path) -> None:
    with pytest.raises(BuilderError, match=r"mkdocs\.yml: theme\.language: expected one like"):
        read(templates, language)


def test_a_file_that_is_none_of_gettext_is_an_error(templates: Path) -> None:
    (templates / "languages" / "fr.po").write_bytes(b'msgid "\xff"')
    with pytest.raises(BuilderError, match=r"fr\.po: expected translations"):
        read(templates, "fr")
