"""Renders pages with Jinja2: HTML escaped by default, an undefined name is an error."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from ..model.export import ExportFile
from ..model.page import Page
from ..model.problems import BuilderError
from ..model.project import TEMPLATES
from ..model.site import Site
from ..model.wording import Wording


class Renderer:
    """Turns pages into Markdown files.

    Everything a template prints is escaped for HTML, but Markdown is not: text that was not
    written by us is put inside an HTML block, which Markdown ignores.
    """

    def __init__(self, templates: Path, site: Site) -> None:
        """Prepare for pages of `site`; a file in `templates` wins over the one of ours."""
        self._site = site
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([templates, TEMPLATES]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=_join_lines,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n"],
        )
        _install_words(self._environment, site.words)
        self._environment.globals["of_papers"] = _mark_language(site)

    def render(self, page: Page) -> ExportFile:
        """Return the page as a file; raises `BuilderError` where the template is at fault."""
        try:
            body = self._environment.get_template(page.template).render(
                page=page, site=self._site, root=_relative_root(page.address), **page.context
            )
        except jinja2.TemplateNotFound as error:
            raise BuilderError(f"templates/{error.name}: no such template") from error
        except jinja2.TemplateSyntaxError as error:
            where = f"templates/{error.name}:{error.lineno}"
            raise BuilderError(f"{where}: {error.message}") from error
        except jinja2.UndefinedError as error:
            raise BuilderError(f"templates/{page.template}: {error.message}") from error
        text = _format_front_matter(page) + body
        return ExportFile(path=page.path, content=text.encode())


def _mark_language(site: Site) -> Markup:
    """The attribute of what is in the language of the papers, where the page is in another."""
    if site.papers_language == site.language:
        return Markup("")
    return Markup(' lang="{}"').format(site.papers_language)


def _install_words(environment: jinja2.Environment, words: Wording) -> None:
    """Let templates say `{% trans %}`, `_()` and `ngettext()`: the values are escaped, not the
    messages, which are ours and may have tags.
    """

    def gettext(message: str, /, **values: object) -> Markup:
        return Markup(words.gettext(message)) % values

    def ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
        text = Markup(words.choose(one, many, number))
        return text % {"number": words.format_number(number), **values}

    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals |= {"_": gettext, "gettext": gettext, "ngettext": ngettext}
    environment.filters |= {
        "decimal": words.format_number,
        "day": words.format_day,
        "told": words.tell,
    }
    environment.policies["ext.i18n.trimmed"] = True


def _join_lines(value: object) -> object:
    """Keep printed values on one line: Markdown parses the starts of lines, even in HTML.

    A fence of backticks at the start of a line would open a block of code.
    """
    if not isinstance(value, str) or ("\n" not in value and "\r" not in value):
        return value
    if isinstance(value, Markup):
        return Markup(re.sub(r"[\r\n]+", " ", value))
    return Markup(re.sub(r"\r\n?|\n", "&#10;", escape(value)))


def _relative_root(address: str) -> str:
    """Return the relative path from a published address to the site's root: `../../`."""
    return "../" * address.count("/") or "./"


def _format_front_matter(page: Page) -> str:
    """YAML front matter; JSON values are YAML, and HTML is escaped for the theme."""
    meta: dict[str, Any] = {
        "title": str(escape(page.title)),
        "description": str(escape(page.description)),
        **page.meta,
    }
    lines = [f"{name}: {_to_yaml(value)}" for name, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", ""])


_NOT_PLAIN = re.compile(r"[^\x00-\x7e]")


def _to_yaml(value: object) -> str:
    """Return JSON that is also YAML: non-ASCII as one escape, never a surrogate pair."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return _NOT_PLAIN.sub(lambda found: f"\\U{ord(found.group()):08x}", text)
