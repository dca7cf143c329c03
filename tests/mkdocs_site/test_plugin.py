"""An owner's own look: their templates, theme, styles, scripts and pages win, file by file."""

from __future__ import annotations

import re
import shutil
import time
import urllib.request
from pathlib import Path

import pytest
import yaml

from bench.sites import find_port
from builder.mkdocs_site import events, hook, plugin
from builder.mkdocs_site.plugin import read_frame
from tests import ROOT
from tests.processes import Program
from tests.wheels import run

CUSTOMISE = (ROOT / "docs" / "customise.md").read_text("utf-8")
SETTINGS = """\
site_name: Knots
site_url: https://owner.example/
plugins: [paper-catalogue]
"""


def example(language: str, number: int = 0) -> str:
    """An example of the page that explains this."""
    return re.findall(rf"```{language}\n(.*?)```", CUSTOMISE, re.S)[number]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with one file of each kind, each as the page's example has it."""
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(ROOT / "builder" / "start" / "sources", folder / "sources")
    (folder / "sources" / "listings" / "first_steps.bib").write_text("@misc{a, title = {Hitches}}")
    own = {
        "templates/listings.md.j2": example("jinja"),
        "templates/theme/partials/footer.html": example("html"),
        "docs/assets/stylesheets/own.css": example("css"),
        "docs/assets/stylesheets/home.css": "/* Ours no more. */ h1 { margin: 1em }\n",
        "docs/assets/javascripts/map/map.js": 'document.title = "mine";\n',
        "docs/assets/images/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "docs/formats.md": "# Formats\n\nBring what you have.\n",
        "docs/about.md": "# About us\n",
        "docs/rules.md": "# Rules\n\nNo granny knots.\n",
        "mkdocs.yml": SETTINGS + "".join(example("yaml", number) for number in range(3)),
    }
    for name, text in own.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    done = run(ROOT, folder, "builder", "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def page(site: Path, name: str) -> str:
    return (site / name / "index.html").read_text("utf-8")


def test_an_own_template_is_rendered_and_all_others_stay(site: Path) -> None:
    assert "<h1>Where the papers of Knots come from</h1>" in page(site, "sources")
    assert "Hitches" in page(site, "papers")


def test_an_own_part_of_the_theme_is_in_every_page_and_all_others_stay(site: Path) -> None:
    for name in ("papers/hitches", "about", "rules"):
        text = page(site, name)
        assert "Kept by the Knot Society" in text
        assert "data-search-box" in text
        assert "Content-Security-Policy" in text


def test_an_own_stylesheet_comes_last(site: Path) -> None:
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page(site, "papers/hitches"))
    ours = [link for link in links if "print.css" not in link]
    assert ours[-1].endswith("assets/stylesheets/own.css")
    assert links.count(ours[-1]) == 1
    served = (site / "assets" / "stylesheets" / "own.css").read_text("utf-8")
    assert "font-style:italic" in served.replace(" ", "")


def test_a_style_a_script_or_an_image_of_the_same_path_takes_the_place_of_ours(site: Path) -> None:
    assets = site / "assets"
    assert (assets / "stylesheets" / "home.css").read_text("utf-8").startswith("h1")
    assert 'document.title = "mine"' in (assets / "javascripts" / "map" / "map.js").read_text()
    assert (assets / "images" / "favicon.svg").read_text("utf-8").startswith("<svg xmlns='")
    ours = (ROOT / "docs" / "assets" / "images" / "logo.svg").read_bytes()
    assert (assets / "images" / "logo.svg").read_bytes() == ours


def test_own_pages_win_and_are_found_by_search(site: Path) -> None:
    assert "Bring what you have." in page(site, "formats")
    assert "No granny knots." in page(site, "rules")
    assert "Complete papers" in page(site, "enrich")
    directory = "".join(path.read_text("utf-8") for path in (site / "search").rglob("*.json"))
    assert "rules/" in directory


def test_what_the_owner_says_of_the_theme_leaves_the_rest_of_it(site: Path) -> None:
    text = page(site, "papers/hitches")
    assert '<html lang="de"' in text
    assert "assets/images/favicon.svg" in text


def test_an_own_navigation_is_whole_and_its_known_titles_are_in_the_language(site: Path) -> None:
    found = re.search(r'<nav class="main-nav".*?</nav>', page(site, "papers/hitches"), re.S)
    assert found
    assert re.findall(r">([^<>]+)</a>", found[0]) == ["Start", "Paper", "About us"]


def test_the_hook_and_the_plugin_answer_the_same_events() -> None:
    answered = {name for name in vars(events) if name.startswith("on_")}
    assert {name for name in vars(hook) if name.startswith("on_")} == answered
    assert {name for name in vars(plugin.CataloguePlugin) if name.startswith("on_")} == answered


def test_the_frame_is_stated_once() -> None:
    stated = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)
    assert stated["INHERIT"] == "builder/mkdocs_site/frame.yml"
    frame = read_frame()
    assert not {"nav", "not_in_nav", "validation", "plugins", "markdown_extensions"} & set(stated)
    assert set(stated["theme"]) == {"custom_dir"}
    assert set(stated["extra"]) == {"catalogue"}
    assert {"nav", "theme", "extra"} <= set(frame)


def test_settings_that_are_none_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "sources" / "listings").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS + "theme: {name: nowhere}\n")
    done = run(ROOT, tmp_path, "builder", "site")
    assert done.returncode == 1
    assert "nowhere" in done.stderr and "Traceback" not in done.stderr


def test_serve_previews_and_follows_what_is_saved(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "builder" / "start" / "sources", tmp_path / "sources")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    port = find_port()
    command = ["builder", "serve", "--address", f"127.0.0.1:{port}"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    with (tmp_path / "log").open("w") as log:
        server = Program(*command, cwd=tmp_path, environment=environment, log=log)
        try:
            assert "Ada Lovelace" in wait_for(f"http://127.0.0.1:{port}/papers/", "Counting Sheep")
            (tmp_path / "sources" / "listings" / "more.bib").write_text("@misc{b, title={Hitches}}")
            assert wait_for(f"http://127.0.0.1:{port}/papers/", "Hitches")
        finally:
            server.end()
    assert "Traceback" not in (tmp_path / "log").read_text()


def wait_for(address: str, text: str) -> str:
    """The page at the address, once it has this text."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                found = answer.read().decode()
                if text in found:
                    return str(found)
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{address}: expected {text!r}")
