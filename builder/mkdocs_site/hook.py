"""Lets `mkdocs build` and `mkdocs serve` call the builder first. See `hooks:` in `mkdocs.yml`."""

from __future__ import annotations

import logging
import re
import sys
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.structure.files import File  # noqa: E402

from builder.mkdocs_site.js_modules import imported_by, without_comments  # noqa: E402
from builder.mkdocs_site.parallel_render import Shares  # noqa: E402
from builder.mkdocs_site.preview import PREVIEW, is_preview  # noqa: E402
from builder.model.problems import BuilderError, Problems  # noqa: E402
from builder.model.project import Project  # noqa: E402
from builder.pipeline import OWNED, build  # noqa: E402
from builder.runtime.progress import Progress  # noqa: E402

JOINED_STYLES = "assets/stylesheets/site.css"
SCRIPTS = "assets/javascripts/"
UNUSED = re.compile(rf"{SCRIPTS}(?:(?:lunr|workers)/.*|.*\.map)")
"""Material's own search, and the sources of its script."""

log = logging.getLogger("mkdocs.hooks.builder")

_shares: Shares | None = None
"""Who renders what, from `on_env` on."""


def project_of(config: Any) -> Project:
    """The folders that a MkDocs configuration names."""
    file = Path(config.config_file_path)
    stated = config.extra.get("catalogue")
    sources = stated.get("sources") if isinstance(stated, dict) else None
    return Project(
        sources=file.parent / str(sources or "sources"),
        docs=Path(config.docs_dir),
        templates=ROOT / "templates",
        config=file,
    )


def on_pre_build(config: Any) -> None:
    """Bring `docs/` up to date; problems become warnings, an error stops the build."""
    problems = Problems()
    if is_preview(config):
        PREVIEW.begin()
    try:
        build(project_of(config), problems)
    except BuilderError as error:
        raise PluginError(str(error)) from error
    for problem in problems:
        log.warning("%s", problem)


def on_build_error(error: Exception) -> None:
    """A disk that refuses is one line, not a traceback; no process is left behind."""
    PREVIEW.end()
    if _shares:
        _shares.give_up(error)
    if isinstance(error, OSError) and error.strerror:
        place = error.filename or "the site"
        raise PluginError(f"{place}: cannot read or write: {error.strerror}") from error


def on_files(files: Any, config: Any) -> Any:
    """Join the stylesheets of every page into one, so that a page waits for one file; serve
    scripts without their comments, a third of them; leave out what Material brings unasked.

    Another renderer, which does not call this, links them one by one.
    """
    sheets = [
        Path(config.docs_dir, name).read_text("utf-8") for name in config.extra.get("styles", ())
    ]
    content = re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.S)
    content = re.sub(r"\s*\n\s*", "\n", content).lstrip()
    files.append(File.generated(config, JOINED_STYLES, content=content))
    config.extra["joined_styles"] = [JOINED_STYLES]
    if "material/search" not in config.plugins:
        for unused in [file for file in files if UNUSED.fullmatch(file.src_uri)]:
            files.remove(unused)
    for script in [file for file in files if file.src_uri.startswith(SCRIPTS)]:
        content = re.sub(r"\n\s*\n", "\n", without_comments(script.content_string)).lstrip()
        files.remove(script)
        files.append(File.generated(config, script.src_uri, content=content))
    config.extra["imported_by"] = partial(_imported_by, Path(config.docs_dir))
    return files


def _imported_by(docs: Path, script: str) -> list[str]:
    """What a page's own script imports, for the page to ask for at once and not link by link."""
    paths = (docs / SCRIPTS).rglob("*.js")
    texts = {path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in paths}
    return list(imported_by(SCRIPTS + script, texts))


def on_nav(nav: Any, config: Any, files: Any) -> Any:
    """Begin to count: first the pages' Markdown is read, then their templates are filled."""
    if is_preview(config):
        PREVIEW.hold_back(files, nav, OWNED)
    progress = Progress()
    progress.start()
    progress.stage("reading pages", len(files.documentation_pages()))
    config.extra["progress"] = progress
    return nav


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Keep a generated page that is one block of HTML out of the Markdown parser, which would
    pass it on as it is and take half of the time that a page costs.
    """
    body = markdown.strip()
    generated = page.file.src_uri.split("/")[0] in OWNED
    if generated and body.startswith("<div") and body.endswith("</div>"):
        page.whole = body
        return ""
    return markdown


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """One page's Markdown is HTML."""
    config.extra["progress"].step()
    return getattr(page, "whole", html)


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Leave out the blank lines around the theme's own tags, a tenth of every page; from here on
    all cores write pages, or in a preview only those that are asked for.
    """
    global _shares
    env.trim_blocks = env.lstrip_blocks = True
    if is_preview(config):
        PREVIEW.remember(config, files, env)
        config.extra["progress"].stage("rendering pages", len(files.documentation_pages()))
        return env
    _shares = Shares(files, config)
    if _shares.is_copy:
        config.extra["progress"] = Progress()  # Never started: the parent shows it.
    config.extra["progress"].stage("rendering pages", _shares.own)
    return env


def on_post_template(output: str, template_name: str, config: Any) -> str:
    """Once the sitemap names all pages, this process keeps to its own."""
    if _shares and template_name == "sitemap.xml":
        _shares.leave_out()
    return output


def on_post_page(output: str, page: Any, config: Any) -> str:
    """One page is done."""
    config.extra["progress"].step()
    if _shares:
        _shares.check()
    return output


def on_post_build(config: Any) -> None:
    """All pages are done."""
    complete = _shares is None or _shares.finish()
    config.extra["progress"].stop()
    PREVIEW.end()
    if not complete:
        raise PluginError("some pages could not be rendered; what stopped them is said above")


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """Watch what people write, not what the builder writes: else each build starts another."""
    project = project_of(config)
    server.unwatch(str(project.docs))
    for path in sorted(project.docs.iterdir()):
        if path.name not in OWNED and not path.name.startswith("."):
            server.watch(str(path))
    server.watch(str(project.sources))
    server.watch(str(project.templates))
    server.set_app(PREVIEW.before(server.get_app(), server.mount_path))
    return server
