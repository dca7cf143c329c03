"""Renders pages with Jinja2: HTML escaped by default, an undefined name is an error."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from ..model.export import ExportFile, LazyFile
from ..model.page import LazyPage, Page
from ..model.problems import BuilderError
from ..model.project import LANGUAGES, TEMPLATES
from ..model.site import Site
from ..model.wording import Wording
from ..runtime.hashing import hash_value
from ..runtime.templates import keep_compiled
from .describing import Describer

_REFERENCE = re.compile(r"""{%[-+]?\s*(?:include|import|from|extends)\b\s*(?:["']([^"']+)["'])?""")


class Renderer:
    """Turns pages into Markdown files.

    Everything a template prints is escaped for HTML, but Markdown is not: text that was not
    written by us is put inside an HTML block, which Markdown ignores.
    """

    def __init__(self, templates: Path, site: Site) -> None:
        """Prepare for pages of `site`; a file in `templates` wins over the one of ours."""
        self._site = site
        self._site_hash = hash_value(site)
        self._hashes: dict[str, str] = {}
        self._describer = Describer()
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([templates, TEMPLATES]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=_join_lines,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=keep_compiled(hash_value(site.words)),
        )
        _install_words(self._environment, site.words)
        self._environment.globals |= {"of_papers": _mark_language(site), "once": self._call_once}
        self._called: dict[tuple[object, ...], tuple[object, Markup]] = {}

    def compile_templates(self) -> None:
        """Compile the templates that this process has not, before it is forked."""
        for name in self._list_templates():
            if name.endswith(".j2"):
                self._get_template(name)

    def _get_template(self, name: str) -> jinja2.Template:
        """Raises `BuilderError` where the template is at fault."""
        try:
            return self._environment.get_template(name)
        except jinja2.TemplateNotFound as error:
            raise BuilderError(f"templates/{error.name}: no such template") from error
        except jinja2.TemplateSyntaxError as error:
            where = f"templates/{error.name}:{error.lineno}"
            raise BuilderError(f"{where}: {error.message}") from error

    def plan(self, page: Page | LazyPage) -> LazyFile:
        """Return the page as a file that is rendered only if what it is made of has changed."""
        return LazyFile(
            path=page.path,
            made_of=self._hash_page(page),
            make=lambda: self.render(page).content,
        )

    def hash_templates(self) -> str:
        """Return a hash of the site with its words, and of all templates.

        Those of the theme, which MkDocs renders, are none of ours.
        """
        named = [(name, self._read_template(name)) for name in self._list_templates()]
        return hash_value(self._site_hash, named)

    def _list_templates(self) -> list[str]:
        other = ("theme/", f"{LANGUAGES}/")
        return [n for n in self._environment.list_templates() if not n.startswith(other)]

    def _call_once(
        self, macro: Callable[..., Markup], value: object, root: str, **look: str | int
    ) -> Markup:
        """What a macro gives for a value that many pages show in the same way."""
        key = (macro, id(value), root, *look.items())
        if key not in self._called:
            # The value is kept, for the number of one that is gone may be another's.
            self._called[key] = (value, macro(value, root, **look))
        return self._called[key][1]

    def _hash_page(self, page: Page | LazyPage) -> str:
        shown: tuple[object, ...] = (page.path,)
        if isinstance(page, LazyPage):
            shown += (page.make,)
        else:
            shown += (page.title, page.description, dict(page.meta), dict(page.context))
        return hash_value(self._hash_template(page.template), self._describer.describe(shown))

    def _hash_template(self, name: str) -> str:
        """A hash of a template with all that it includes, and of the site."""
        if name not in self._hashes:
            texts, waiting = {}, [name]
            while waiting:
                one = waiting.pop()
                if one not in texts:
                    texts[one] = self._read_template(one)
                    for name_of_other in _REFERENCE.findall(texts[one]):
                        # One that is known only as the page is rendered stands for all.
                        waiting += [name_of_other] if name_of_other else self._list_templates()
            self._hashes[name] = hash_value(self._site_hash, sorted(texts.items()))
        return self._hashes[name]

    def _read_template(self, name: str) -> str:
        """The text of a template, to be hashed: nothing where there is none."""
        assert self._environment.loader
        try:
            return self._environment.loader.get_source(self._environment, name)[0]
        except jinja2.TemplateNotFound:
            return ""
        except UnicodeDecodeError as error:  # An owner's file that is no template.
            return repr(error.object)

    def render(self, page: Page | LazyPage) -> ExportFile:
        """Return the page as a file; raises `BuilderError` where the template is at fault."""
        if isinstance(page, LazyPage):
            page = page.make()
        template = self._get_template(page.template)
        try:
            body = template.render(
                page=page, site=self._site, root=_relative_root(page.address), **page.context
            )
        except jinja2.UndefinedError as error:
            raise BuilderError(f"templates/{page.template}: {error.message}") from error
        text = _format_front_matter(page) + body
        return ExportFile(path=page.path, content=text.encode())


def read_page(text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter and the body of a rendered page, in a tenth of YAML's time."""
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    lines = (line.partition(": ") for line in head.split("\n"))
    return {name: _from_yaml(value) for name, _, value in lines}, body.lstrip("\n")


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


_ESCAPE = re.compile(r"\\(?:U([0-9a-f]{8})|.)")


def _from_yaml(value: str) -> Any:
    """Return what `_to_yaml` wrote."""
    return json.loads(_ESCAPE.sub(lambda one: chr(int(one[1], 16)) if one[1] else one[0], value))
