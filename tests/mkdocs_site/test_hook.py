from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import markdown
import pytest

from builder.mkdocs_site.events import on_page_markdown
from builder.mkdocs_site.navigation import prune_nav
from builder.mkdocs_site.plugin import read_frame
from builder.model.catalogue import Catalogue
from builder.model.export import ExportFile
from builder.model.page import PageKind
from builder.model.project import Project
from builder.output.rendering import Renderer
from builder.pipeline import PAGE_KINDS


def body_of(file: ExportFile) -> str:
    return file.content.decode().split("---\n", 2)[2].strip()


def page(path: str) -> Any:
    return SimpleNamespace(file=SimpleNamespace(src_uri=path))


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=lambda kind: kind.name)
def test_markdown_would_leave_every_generated_page_as_it_is(
    kind: PageKind, catalogue: Catalogue, project: Project
) -> None:
    """The hook spares such pages the parser: so the parser must have nothing to do there."""
    renderer = Renderer(project.templates, catalogue.site)
    stated = read_frame()["markdown_extensions"]
    names = [next(iter(each)) if isinstance(each, dict) else each for each in stated]
    parser = markdown.Markdown(extensions=names)
    for laid_out in kind.lay_out(catalogue):
        body = body_of(renderer.render(laid_out))
        if on_page_markdown(body, page(laid_out.path), {}, ()) == "":
            assert parser.reset().convert(body).strip() == body


def test_a_page_by_hand_goes_through_markdown() -> None:
    text = "<div>\nhtml\n</div>\n\n*words*\n\n<div>\nmore\n</div>"
    assert on_page_markdown(text, page("about.md"), {}, ()) == text


def test_the_navigation_leaves_out_what_the_catalogue_has_no_page_of() -> None:
    nav = [
        {"Home": "index.md"},
        {"Authors": "authors/index.md"},
        {"More": [{"Years": "years/index.md"}, {"Mistyped": "abuot.md"}, "tags/index.md"]},
        {"Elsewhere": "https://toys.example/authors/"},
    ]
    assert prune_nav(nav, {"index.md", "years/index.md", "tags/index.md"}) == [
        {"Home": "index.md"},
        {"More": [{"Years": "years/index.md"}, {"Mistyped": "abuot.md"}, "tags/index.md"]},
        {"Elsewhere": "https://toys.example/authors/"},
    ]
