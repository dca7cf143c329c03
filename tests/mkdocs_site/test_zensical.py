"""The catalogue in another renderer: Zensical reads the same settings, Markdown and templates."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest

from builder.pipeline import OWNED_NAMES
from tests.hostile import write_listing
from tests.processes import run
from tests.zensical import create_for_zensical

FRAME_SCRIPTS = (
    "search/box.js",
    "/menu.js",
    "/colours.js",
    "reading/marks.js",
    "reading/count.js",
    "map/link.js",
    "/print.js",
    "cite/cite.js",
)
"""What the hook joins into one."""
URL = "https://owner.example/knots/"
KINDS = (
    *("index.html", "explore/index.html", "search/index.html", "statistics/index.html"),
    *("tags/index.html", "sources/index.html", "papers/index.html", "papers/page/2/index.html"),
    *("sources/json-lines/index.html", "papers/learning-to-tie-knots-in-string/index.html"),
    *("authors/index.html", "years/index.html", "venues/index.html"),
    *("papers/an-old-title/index.html", "about/index.html", "404.html"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new catalogue with hostile texts and a moved paper, in `mkdocs/` and `zensical/`."""
    folder = tmp_path_factory.mktemp("other") / "knots"
    create_for_zensical(folder, "Knots & Loops", URL)
    write_listing(folder / "sources" / "listings", "json-lines")
    many = "\n".join(json.dumps({"title": f"Knot number {n}"}) for n in range(90))
    (folder / "sources" / "listings" / "many.jsonl").write_text(many)
    moved = "an-old-title: learning-to-tie-knots-in-string\n"
    (folder / "sources" / "permalinks.yml").write_text(moved)
    ran(folder, "mkdocs", "build", "--quiet", "--site-dir", "mkdocs")
    ran(folder, "zensical", "build", "--strict")
    (folder / "site").rename(folder / "zensical")
    return folder


def ran(folder: Path, *arguments: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "SITE_URL")}
    environment["NO_MKDOCS_2_WARNING"] = "1"
    done = run(*arguments, cwd=folder, environment=environment)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, tuple[lxml.html.HtmlElement, lxml.html.HtmlElement]]:
    """What MkDocs and Zensical made of each page, by its path."""
    return {
        path.relative_to(folder / "mkdocs").as_posix(): (
            lxml.html.document_fromstring(path.read_bytes()),
            lxml.html.document_fromstring(
                (folder / "zensical" / path.relative_to(folder / "mkdocs")).read_bytes()
            ),
        )
        for path in sorted((folder / "mkdocs").rglob("*.html"))
    }


def body_of(page: lxml.html.HtmlElement) -> str:
    """The article, or all of a page that has none; how lines are broken does not count."""
    (body,) = page.xpath("//article") or page.xpath("//body")
    text = lxml.html.tostring(body, encoding="unicode", with_tail=False)
    return re.sub(r"\s+", " ", text).replace("> <", "><")


def words_of(page: lxml.html.HtmlElement) -> list[str]:
    (body,) = page.xpath("//article") or page.xpath("//body")
    return body.text_content().split()


def test_there_is_every_kind_of_page_at_the_same_address(folder: Path, pages: dict) -> None:
    assert set(KINDS) <= set(pages)
    assert len(pages) > 120
    others = {
        path.relative_to(folder / "zensical").as_posix()
        for path in (folder / "zensical").rglob("*.html")
    }
    assert others == set(pages)


def test_a_page_says_the_same(pages: dict) -> None:
    """A page that is ours to the letter; code that a person wrote may be marked up otherwise."""
    generated = {
        path for path in pages if path.split("/")[0] in OWNED_NAMES or path == "index.html"
    }
    assert [path for path in generated if body_of(pages[path][0]) != body_of(pages[path][1])] == []
    assert [path for path, (one, two) in pages.items() if words_of(one) != words_of(two)] == []


def test_a_page_says_the_same_of_itself(pages: dict) -> None:
    for path, (ours, theirs) in pages.items():
        for wanted in (
            "//title/text()",
            "//meta/@content",
            "//link[@rel='canonical']/@href",
            "//link[@rel='alternate']/@title",
            "//h1",
        ):
            said = [
                [each if isinstance(each, str) else each.text_content() for each in page]
                for page in (ours.xpath(wanted), theirs.xpath(wanted))
            ]
            assert said[0] == said[1], path
        data = [
            [json.loads(text) for text in page.xpath("//head//script[@type]/text()")]
            for page in (ours, theirs)
        ]
        assert data[0] == data[1], path


def test_the_policy_finds_nothing_to_refuse(pages: dict) -> None:
    for path, (_, page) in pages.items():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy and "unsafe" not in policy, path
        inline = page.xpath("//script[not(@src)][not(contains(@type, 'json'))] | //style")
        assert [lxml.html.tostring(each) for each in inline] == [], path
        assert page.xpath("//@*[starts-with(name(), 'on')] | //@style") == [], path


def test_every_link_sheet_and_script_leads_to_a_file(folder: Path, pages: dict) -> None:
    site = folder / "zensical"
    missing = set()
    for path, (_, page) in pages.items():
        here = URL + path.removesuffix("index.html")
        for link in page.xpath("//@href | //@src | //form/@action"):
            target = urlsplit(urljoin(here, link))
            if not target.geturl().startswith(URL):
                assert urlsplit(link).scheme in ("http", "https"), (path, link)
                continue
            file = site / unquote(target.path.removeprefix(urlsplit(URL).path))
            if not (file / "index.html" if target.path.endswith("/") else file).is_file():
                missing.add((path, link))
    assert missing == set()


def test_a_page_has_the_same_sheets_and_scripts_but_for_what_the_hook_joins(pages: dict) -> None:
    def of(page: lxml.html.HtmlElement, path: str, wanted: str) -> list[str]:
        return [urljoin("/" + path, link) for link in page.xpath(wanted) if ".min." not in link]

    for path, (ours, theirs) in pages.items():
        scripts = [of(page, path, "//script/@src") for page in (ours, theirs)]
        frame = [src for src in scripts[0] if src.endswith("/assets/javascripts/site.js")]
        assert [src for src in scripts[0] if src not in frame] == [
            src for src in scripts[1] if not frame or not src.endswith(FRAME_SCRIPTS)
        ], path
        assert not frame or all(any(s.endswith(f) for s in scripts[1]) for f in FRAME_SCRIPTS)
        sheets = [of(page, path, "//link[@rel='stylesheet']/@href") for page in (ours, theirs)]
        joined = {href for href in sheets[0] if href.endswith("/assets/stylesheets/site.css")}
        assert set(sheets[0]) - joined <= set(sheets[1]), path
        assert not joined or len(sheets[1]) > len(sheets[0]) + 5, path


def test_files_are_copied_as_they_are(folder: Path) -> None:
    docs = folder / "docs"
    files = {path.relative_to(docs) for path in docs.rglob("*") if path.is_file()}
    served = {path for path in files if path.suffix != ".md" and path.name[0] != "."}
    assert {Path("api/papers.json"), Path("feeds/papers.xml"), Path("robots.txt")} <= served
    differing = [
        path.as_posix()
        for path in sorted(served)
        if (folder / "zensical" / path).read_bytes() != (docs / path).read_bytes()
    ]
    assert differing == []
