"""Each translation has all texts of the interface, with their values and tags, and no other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from builder.layout.js_words import find_said
from builder.mkdocs_site.navigation import NAV_TITLES
from builder.model.wording import Wording
from tests import ROOT

FOLDER = ROOT / "templates" / "languages"
FILES = sorted(FOLDER.glob("*.po"))
SCRIPTS = sorted((ROOT / "docs" / "assets" / "javascripts").rglob("*.js"))
VALUE = re.compile(r"%\((\w+)\)s|%%")
TAG = re.compile(r"<[^>]+>|&\w+;")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every text of templates, modules and scripts, as `.ci/languages` finds them."""
    file = tmp_path_factory.mktemp("languages") / "texts.pot"
    environment = {**os.environ, "PYTHON": sys.executable}
    subprocess.run([ROOT / ".ci" / "languages", "--extract", file], check=True, env=environment)
    with file.open("rb") as written:
        return read_po(written)


def read(path: Path) -> Catalog:
    with path.open("rb") as written:
        return read_po(written, abort_invalid=True)


def messages_of(catalog: Catalog) -> dict[object, Message]:
    return {message.id: message for message in catalog if message.id}


def forms_of(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_has_every_text_and_no_other(path: Path, texts: Catalog) -> None:
    wanted, translated = messages_of(texts), messages_of(read(path))
    assert len(wanted) > 400
    assert translated.keys() - wanted.keys() == set()
    assert wanted.keys() - translated.keys() == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_translation_is_finished(path: Path) -> None:
    catalog = read(path)
    assert not catalog.obsolete
    for message in messages_of(catalog).values():
        expected = catalog.num_plurals if isinstance(message.id, tuple) else 1
        forms = forms_of(message.string)
        assert not message.fuzzy, message.id
        assert len(forms) == expected and all(map(str.strip, forms)), message.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_translation_has_the_values_and_the_tags_of_the_text(path: Path) -> None:
    for message in messages_of(read(path)).values():
        *_, text = forms_of(message.id)
        one = forms_of(message.id)[0]
        for number, form in enumerate(forms_of(message.string)):
            values = Counter(found[0] for found in VALUE.finditer(form))
            allowed = [text, one] if number == 0 else [text]
            assert values in [Counter(f[0] for f in VALUE.finditer(a)) for a in allowed], form
            assert sorted(TAG.findall(form)) == sorted(TAG.findall(text)), form
            assert VALUE.sub("", form).count("%") == 0, form


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_counts_as_browsers_do(path: Path) -> None:
    catalog = read(path)
    words = Wording(language=path.stem, plural=str(catalog.plural_expr))
    assert set(words.sample_forms().values()) == set(range(catalog.num_plurals))


def test_the_linker_finds_what_scripts_say_as_babel_does() -> None:
    keywords = {"say": None, "sayAround": None, "sayNumber": (1, 2)}
    for path in SCRIPTS:
        with path.open("rb") as script:
            found = extract(
                "javascript", script, keywords=keywords, options={"parse_template_string": "true"}
            )
            babel = {forms_of(message)[0] for _, message, _, _ in found}
        assert set(find_said([path.read_text("utf-8")])) == babel, path


def test_the_navigation_of_a_new_catalogue_is_translated(texts: Catalog) -> None:
    entries = re.findall(
        r"^ +- ([^:\n]+):",
        (ROOT / "builder" / "mkdocs_site" / "frame.yml").read_text("utf-8"),
        re.M,
    )
    assert set(entries) - {"toc"} <= set(NAV_TITLES)
