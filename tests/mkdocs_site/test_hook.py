from __future__ import annotations

from dataclasses import replace

import markdown
import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.utils.meta import get_data

from builder.mkdocs_site.generated import GeneratedPage
from builder.mkdocs_site.navigation import list_titles, prune_nav
from builder.mkdocs_site.plugin import read_frame
from builder.model.catalogue import Catalogue
from builder.model.page import PageKind
from builder.model.project import Project
from builder.output.rendering import Renderer, read_page
from builder.pipeline import PAGE_KINDS
from tests import ROOT
from tests.naughty import STRINGS

CONFIG = load_config(str(ROOT / "mkdocs.yml"), hooks=[])


def generated(path: str, content: bytes, *others: File) -> GeneratedPage:
    """A page that was read from a file of the builder, in a site with others."""
    file = File(path, None, CONFIG.site_dir, use_directory_urls=True)
    file.content_bytes = content
    found = GeneratedPage(None, file, CONFIG, Files(others))
    found.read_source(CONFIG)
    return found


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
        found = generated(laid_out.path, renderer.render(laid_out).content)
        found.render(CONFIG, Files([]))
        if found.markdown:  # A redirect has a template and no body.
            assert found.content == found.markdown.strip()
            assert parser.reset().convert(found.markdown).strip() == found.content


def test_front_matter_is_read_as_mkdocs_reads_it(catalogue: Catalogue, project: Project) -> None:
    renderer = Renderer(project.templates, catalogue.site)
    some_page = next(iter(PAGE_KINDS[0].lay_out(catalogue)))
    for text in STRINGS:
        said = {"said": [text, {"in": text}, 1, True, None], "none": []}
        content = renderer.render(replace(some_page, title=text, meta=said)).content.decode()
        body, front_matter = get_data(content)
        assert read_page(content) == (front_matter, body)


def test_markdown_of_an_owners_template_is_parsed_and_links_to_what_did_not_change() -> None:
    written = b'---\ntitle: "Hitches"\n---\n\n*words*, [more](bends.md)\n'
    other = File("papers/bends.md", None, CONFIG.site_dir, use_directory_urls=True)
    found = generated("papers/hitches.md", written, other)
    found.render(CONFIG, Files([]))
    assert found.content == '<p><em>words</em>, <a href="../bends/">more</a></p>'


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


def test_the_navigation_gives_titles_to_pages_below_each_other() -> None:
    nav = [{"Home": "index.md"}, "tags/index.md", {"More": [{"Years": "years/index.md"}]}]
    titles = {"index.md": "Home", "tags/index.md": None, "years/index.md": "Years"}
    assert dict(list_titles(nav)) == titles
