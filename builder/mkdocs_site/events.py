"""What happens at each event of MkDocs: the builder runs before a site is built or previewed.

The plugin and the hook both answer with these functions.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.utils import clean_directory

from ..model.problems import BuilderError, Problems, count_problems
from ..model.project import RESOURCES, Project, path_from_here
from ..model.wording import ENGLISH, Wording
from ..output.build_cache import hash_inputs
from ..output.writing import lock_output
from ..pipeline import OWNED_NAMES, build
from ..runtime.progress import Progress
from ..runtime.templates import keep_compiled
from ..settings.first_steps import find_missing
from ..settings.wording import read_worded_site
from .generated import give_pages, is_generated
from .joining import JOINED_SCRIPTS, JOINED_STYLES, SCRIPTS, Assets
from .navigation import list_titles, prune_nav
from .preview import LastBuild
from .site_files import add_our_files, collect_assets, place_assets
from .theme import CatalogueTheme

UNUSED_FILE = re.compile(rf"{SCRIPTS}(?:(?:lunr|workers)/.*|bundle\..*|.*\.map)")
"""Material's scripts: no page runs them."""
NO_DAY = "1970-01-01"  # For MkDocs, for which every page would be of today.
_UNUSED_PARTS = re.compile(
    r'<(?:input class="md-toggle" data-md-toggle="search"[^>]*>'
    r'|div data-md-component="(?:skip|announce)">\s*</div>'
    r'|div class="md-dialog".*?</div>\s*</div>)',
    re.S,
)
_UNUSED_ATTRIBUTES = (
    ('<div class="md-container"', ' data-md-component="container"'),
    ('<main class="md-main"', ' data-md-component="main"'),
)
_INDENTATION = re.compile(r"\n\s+")

log = logging.getLogger("mkdocs.hooks.builder")


class Run:
    """What the events of one run of MkDocs hand on to each other."""

    def __init__(self) -> None:
        self.is_preview = False
        """Whether this is `mkdocs serve`, which puts a script into each page to reload it."""
        self.is_dirty = False
        """Whether only pages are rendered whose Markdown has changed."""
        self.frame = ""
        """A hash of what every page depends on, as of the last build."""
        self.last = LastBuild()
        self.assets: Assets | None = None
        self.joined: dict[str, str] = {}
        """The assets, joined."""
        self.problems = Problems()
        self.words: Wording = ENGLISH
        self.progress = Progress()
        self.lock = ExitStack()
        """On the site, while it is written."""


RUN = Run()
"""MkDocs makes a new configuration for each build of a preview; this module is loaded once."""


def read_project(config: Any) -> Project:
    """Return the folders that a MkDocs configuration names."""
    file = Path(config.config_file_path)
    stated = config.extra.get("catalogue")
    sources = stated.get("sources") if isinstance(stated, dict) else None
    return Project(
        sources=path_from_here(file.parent / str(sources or "sources")),
        docs=Path(config.docs_dir),
        templates=file.parent / "templates",
        config=file,
    )


def on_startup(command: str, dirty: bool) -> None:
    """Note which command runs.

    A preview that renders changed pages only would warn of wrong links at each build: of pages
    that are gone, or whose frame has changed. Both are taken care of below.
    """
    RUN.is_preview = command == "serve"
    RUN.is_dirty = dirty
    if RUN.is_preview and RUN.is_dirty:
        logging.getLogger("mkdocs.commands.build").addFilter(_is_not_about_dirty_builds)


def _is_not_about_dirty_builds(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith("A 'dirty' build is being performed")


def on_config(config: Any) -> Any:
    """Tell the templates whether this is a preview, which has no content security policy."""
    config.extra["preview"] = RUN.is_preview
    config.theme = CatalogueTheme(config.theme)
    return config


def on_pre_build(config: Any) -> None:
    """Bring `docs/` up to date; problems become warnings, an error stops the build."""
    RUN.problems = Problems()
    project = read_project(config)
    try:
        RUN.lock.enter_context(lock_output(Path(config.site_dir)))
        built, _ = build(project, RUN.problems)
        RUN.words = read_worded_site(project, Problems()).words
    except BuilderError as error:
        raise PluginError(str(error)) from error
    config.extra["words"] = {name: forms[0] for name, forms in RUN.words.messages.items()}
    for missing in find_missing(project.sources, built.listings, config.site_url or ""):
        log.info("%s", missing)
    for problem in RUN.problems:
        log.warning("%s", problem)
    if RUN.is_dirty:
        _forget_pages_of_another_frame(config)


def _forget_pages_of_another_frame(config: Any) -> None:
    """Let all pages be rendered again where a file has changed that every page depends on."""
    project = read_project(config)
    tops = (project.templates.parent, RESOURCES)
    # Not all folders of the theme: Material's holds thousands of icons.
    themes = (top / "templates" / "theme" for top in tops)
    scripts = (folder / "assets" / "javascripts" for folder in (project.docs, RESOURCES / "docs"))
    frame = hash_inputs([*themes, *scripts, project.config], RUN.words)
    if RUN.frame not in ("", frame):
        clean_directory(config.site_dir)
    RUN.frame = frame


def on_build_error(error: Exception) -> None:
    """Turn a disk that refuses into one line instead of a traceback."""
    RUN.progress.stop()
    RUN.lock.close()
    RUN.last.forget()
    if isinstance(error, OSError) and error.strerror:
        place = error.filename or "the site"
        raise PluginError(f"{place}: cannot read or write: {error.strerror}") from error


def on_files(files: Any, config: Any) -> Any:
    """Add what the program brings and the owner has not; join the stylesheets and the scripts of
    every page, and a page's own with what they import; leave out unused files of Material, and
    what this catalogue has no page of from the navigation.

    Another renderer, which does not call this, links them one by one.
    """
    add_our_files(files, config)
    for unused in [file for file in files if UNUSED_FILE.fullmatch(file.src_uri)]:
        files.remove(unused)
    config.nav = prune_nav(config.nav, files.src_uris) if config.nav else config.nav
    contents = _join_assets(files, config)
    config.extra["joined_styles"] = [JOINED_STYLES]
    # So that the page of a query need not ask which files to ask for.
    manifest = Path(config.docs_dir, "search", "manifest.json")
    text = manifest.read_text("utf-8") if manifest.is_file() else ""
    config.extra["search_manifest"] = text
    config.extra["joined_scripts"] = [JOINED_SCRIPTS.removeprefix(SCRIPTS)]
    titles = dict(list_titles(config.nav or []))
    every = Files(files)
    if RUN.is_preview and RUN.is_dirty:
        RUN.last.remove_gone(files)
        RUN.last.follow_index(text)
        if titles:  # Without a navigation, MkDocs makes one of all files.
            RUN.last.leave_out(files, contents, {*titles, *config.extra_templates})
    give_pages(files, titles, config, every)
    return files


def _join_assets(files: Any, config: Any) -> Mapping[str, str]:
    """Put joined stylesheets and scripts in the place of single ones; returns them by path."""
    assets = collect_assets(files, config, RUN.words)
    if RUN.assets != assets:
        RUN.assets, RUN.joined = assets, assets.join()
    place_assets(files, config, RUN.joined)
    return RUN.joined


def on_nav(nav: Any, config: Any, files: Any) -> Any:
    """Begin to count: first the pages' Markdown is read, then their templates are filled."""
    RUN.progress = Progress()
    RUN.progress.start()
    RUN.progress.stage("reading pages", len(files.documentation_pages()))
    return nav


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> None:
    """Give the page the same day on whichever day it is read."""
    page.update_date = NO_DAY


def on_page_content(html: str, page: Any, config: Any, files: Any) -> None:
    """One page more is read."""
    RUN.progress.step()


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Leave out the blank lines around the theme's own tags, a tenth of every page, and spaces in
    data.
    """
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    env.bytecode_cache = keep_compiled("theme")
    RUN.progress.stage("rendering pages", len(files.documentation_pages()))
    return env


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Leave out what only Material's script would use and, of a generated page, its indentation.

    It is one kilobyte in seven of a short page, and a large catalogue has fifty thousand. One page
    more is rendered.
    """
    RUN.progress.step()
    if page.meta.get("early"):
        RUN.last.asking.add(page.file.abs_dest_path)
    output = _UNUSED_PARTS.sub("", output)
    for tag, attribute in _UNUSED_ATTRIBUTES:
        output = output.replace(tag + attribute, tag)
    generated = is_generated(page.file) and "<pre" not in output
    return _INDENTATION.sub("\n", output) if generated else output


def on_post_build(config: Any) -> None:
    """Take the progress away; in a preview this is the end of a build."""
    RUN.progress.stop()
    RUN.lock.close()
    if RUN.is_preview:
        _count_problems()


def on_shutdown() -> None:
    """End `mkdocs build` with one line that counts the problems."""
    if not RUN.is_preview:
        _count_problems()


def _count_problems() -> None:
    if RUN.problems:
        log.warning("%s in the sources, listed above", count_problems(len(RUN.problems)))


def on_serve(server: Any, config: Any, builder: Any) -> Any:
    """Watch what people write, not generated files: otherwise each build triggers another."""
    project = read_project(config)
    server.unwatch(str(project.docs))
    for path in sorted(project.docs.iterdir()):
        if path.name not in OWNED_NAMES and not path.name.startswith("."):
            server.watch(str(path))
    server.watch(str(project.sources))
    for folder in {project.templates, RESOURCES / "templates"}:
        if folder.is_dir():
            server.watch(str(folder))
    return server
