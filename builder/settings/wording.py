"""The translations of the interface: `languages/<language>.po` beside the templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from ..model.problems import BuilderError, Origin, Problems
from ..model.project import LANGUAGES, TEMPLATES, Project
from ..model.site import Site
from ..model.wording import DEFAULT_LANGUAGE, ENGLISH, Wording
from .site import read_site

_TAG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def read_worded_site(project: Project, problems: Problems) -> Site:
    """Return what `mkdocs.yml` says of the site, with the words of its language."""
    site = read_site(project.config)
    folders = (project.templates, TEMPLATES)
    words = read_wording(folders, site.language, project.config, problems)
    return replace(site, words=words)


def read_wording(
    folders: Sequence[Path], language: str, settings: Path, problems: Problems
) -> Wording:
    """Return the words of a language as `theme.language` of `settings` names it.

    `folders` are those of templates: the first with a file for the language wins.

    `pt-BR` takes those of `pt` where it has none of its own. A language without translations is a
    problem, and the interface stays English. Raises `BuilderError` for a file that is not one of
    gettext.
    """
    if not _TAG.fullmatch(language):
        message = f'theme.language: expected one like "de", got {language!r}'
        raise BuilderError(f"{settings}: {message}")
    own, *wider = (language.rsplit("-", cut)[0] for cut in range(language.count("-") + 1))
    for name in (own, *wider):
        if name == DEFAULT_LANGUAGE:
            return ENGLISH
        for path in (folder / LANGUAGES / f"{name}.po" for folder in folders):
            if path.is_file():
                return _read_messages(path, language)
    found = {path.stem for folder in folders for path in (folder / LANGUAGES).glob("*.po")}
    known = sorted(found)
    message = (
        f"theme.language: expected one of {[DEFAULT_LANGUAGE, *known]}, got {language!r}: "
        "the interface is in English"
    )
    problems.add(Origin(file=str(settings)), message)
    return ENGLISH


def _read_messages(path: Path, language: str) -> Wording:
    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except (OSError, PoFileError, UnicodeError, ValueError) as error:
        raise BuilderError(f"{path}: expected translations as gettext has them: {error}") from error
    messages: dict[str, tuple[str, ...]] = {}
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        name = message.id if isinstance(message.id, str) else message.id[0]
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        # What is not translated yet stays English.
        if all(forms):
            messages[name] = tuple(map(str, forms))
    return Wording(language=language, messages=messages, plural=str(catalog.plural_expr))
