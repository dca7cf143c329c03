"""`mkdocs build` and `mkdocs serve` with our hook, as a person runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.sites import prepare_site, preview
from builder.output.writing import lock_output
from tests import ROOT
from tests.processes import run

PATIENCE = 60.0
"""Seconds to wait for a server on a busy machine; it answers in two or three."""
POLICY = "Content-Security-Policy"
TAGS = """\
facets: [{id: kind, name: Kind}]
tags: [{slug: bends, name: Bends, facet: kind, definition: Knots that join two ropes.}]
"""
BROKEN = '{"title": "A knot without an end"\n'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a catalogue of three knots."""
    folder = tmp_path_factory.mktemp("builds")
    listings = folder / "sources" / "listings"
    listings.mkdir(parents=True)
    titles = ("Reef knots", "Square knots", "Hitches")
    lines = [json.dumps({"title": title, "abstract": f"On {title}."}) for title in titles]
    (listings / "knots.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "sources" / "tags.yml").write_text(TAGS, "utf-8")
    return prepare_site(folder / "project", folder / "sources").parent


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """A catalogue of its own for a test that changes it."""
    shutil.copytree(project.parent / "sources", tmp_path / "sources")
    return prepare_site(tmp_path / "project", tmp_path / "sources").parent


def listing(project: Path) -> Path:
    return project.parent / "sources" / "listings" / "knots.jsonl"


def append(project: Path, line: str) -> None:
    with listing(project).open("a", encoding="utf-8") as stream:
        stream.write(line)


def save(path: Path, text: str) -> None:
    """Save a file of a project in one step, lest a preview finds half of it, or two changes."""
    whole = next(part for part in path.parents if part.name == "sources").with_name("saved")
    whole.write_text(text, "utf-8")
    whole.replace(path)


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "CI")}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", **more}


def build(project: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = ["mkdocs", "build", "-f", str(project / "mkdocs.yml"), *options]
    return run(*command, cwd=project.parent, environment=environment(**variables))


def set_(project: Path, **settings: object) -> None:
    """Settings more for `mkdocs.yml`; JSON is YAML."""
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.writelines(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())


def test_a_site_built_for_the_address_of_a_preview_is_whole_and_has_its_policy(
    project: Path,
) -> None:
    done = build(project, "--strict", SITE_URL="http://127.0.0.1:8000/")
    assert done.returncode == 0, done.stderr
    page = (project / "site" / "papers" / "reef-knots" / "index.html").read_text("utf-8")
    assert POLICY in page
    assert (project / "site" / "sources" / "knots" / "index.html").is_file()


def test_a_build_says_every_problem_of_the_sources_and_ends_with_their_number(copy: Path) -> None:
    append(copy, BROKEN + BROKEN)
    for _ in range(2):  # The second build does nothing, and says the same.
        done = build(copy)
        assert done.returncode == 0, done.stderr
        told = [line for line in done.stderr.splitlines() if line.startswith("WARNING")]
        assert "sources/listings/knots.jsonl:4: " in told[0]
        assert "sources/listings/knots.jsonl:5: " in told[1]
        assert told[2:] == ["WARNING -  2 problems in the sources, listed above"]
        assert done.stderr.splitlines()[-1] == told[2]
    assert build(copy, "--strict").returncode == 1


def test_a_build_waits_for_another_of_the_same_site(copy: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(copy / "mkdocs.yml")]
    with lock_output(copy / "site"):
        build_ = subprocess.Popen(
            command, cwd=copy.parent, env=environment(), stderr=subprocess.PIPE, text=True
        )
        assert build_.stderr
        assert any("another build is writing here" in line for line in build_.stderr)
        assert build_.poll() is None
        assert not (copy / "site" / "papers").exists()
    said = build_.communicate()[1]
    assert build_.returncode == 0, said
    assert (copy / "site" / "papers" / "reef-knots" / "index.html").is_file()


def test_problems_name_files_as_the_command_does_whoever_built_before(copy: Path) -> None:
    append(copy, BROKEN)
    build(copy)
    places = ["--sources", str(copy.parent / "sources"), "--docs", str(copy / "docs")]
    done = run("builder", "build", *places, cwd=ROOT)
    first = done.stderr.splitlines()[0]
    assert first.startswith(f"{listing(copy)}:4: ")
    assert done.stderr.splitlines()[-1] == "1 problem"


def test_strict_sees_a_warning_of_any_page(copy: Path) -> None:
    set_(copy, validation={"anchors": "warn"})
    append(copy, "".join(f'{{"title": "Bend {n}"}}\n' for n in range(120)))
    pages = ("about.md", "formats.md", "contributing.md")
    for name in pages:
        with (copy / "docs" / name).open("a", encoding="utf-8") as stream:
            stream.write("\n[nowhere](#no-such-heading)\n")
    done = build(copy, "--strict")
    assert done.returncode == 1
    assert all(f"'{name}' contains a link" in done.stderr for name in pages), done.stderr
    assert "Aborted with 3 warnings" in done.stdout + done.stderr


def test_a_page_that_cannot_be_rendered_stops_the_build_and_is_named(copy: Path) -> None:
    path = copy / "docs" / "about.md"
    path.write_text("---\ntemplate: nowhere.html\n---\n" + path.read_text("utf-8"), "utf-8")
    done = build(copy)
    assert done.returncode == 1
    assert "about.md" in done.stderr
    assert "nowhere.html" in done.stderr


def test_addresses_that_end_in_html_are_refused_with_a_sentence(copy: Path) -> None:
    set_(copy, use_directory_urls=False)
    done = build(copy)
    assert done.returncode == 1
    assert "use_directory_urls: expected true, got false" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_only_materials_own_search_needs_is_not_served(project: Path) -> None:
    build(project)
    scripts = project / "site" / "assets" / "javascripts"
    assert not list(scripts.glob("lunr/*"))
    assert not list(scripts.glob("workers/*"))
    assert not list(scripts.glob("*.map"))


def answer(address: str) -> tuple[int, str]:
    """The status, 0 where nobody listens, and the page."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as found:
            return found.status, found.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def log(project: Path) -> str:
    return (project / "serve.log").read_text("utf-8")


@pytest.mark.parametrize("options", [["--dirty"], []], ids=["make serve", "mkdocs serve"])
def test_a_preview_follows_what_is_saved(copy: Path, options: list[str]) -> None:
    set_(copy, site_url="http://127.0.0.1/")
    with preview(copy, *options) as root:
        for address in ("papers/reef-knots/", "tags/", "sources/knots/"):
            status, page = answer(root + address)
            assert status == 200
            assert "<h1" in page
            assert POLICY not in page  # It would refuse the script that reloads the page.
        assert answer(f"{root}papers/no-such-knot/")[0] == 404

        append(copy, '{"title": "A knot tied later"}\n' + BROKEN)
        wait_for(lambda: answer(f"{root}papers/a-knot-tied-later/")[0] == 200)
        wait_for(lambda: "1 problem in the sources, listed above" in log(copy))
        assert "A knot tied later" in answer(f"{root}papers/")[1]

        save(listing(copy), listing(copy).read_text("utf-8").replace("Hitches", "Half hitches"))
        wait_for(lambda: answer(f"{root}papers/half-hitches/")[0] == 200)
        assert answer(f"{root}papers/hitches/")[0] == 404
        assert answer(f"{root}papers/reef-knots/")[0] == 200

        # What the builder writes starts no build of its own.
        builds = log(copy).count("Building documentation")
        time.sleep(1.5)
        assert log(copy).count("Building documentation") == builds == 3
    assert "Traceback" not in log(copy)
    assert "'dirty' build" not in log(copy)


def test_a_change_of_the_frame_renders_every_page_again(copy: Path, tmp_path: Path) -> None:
    with preview(copy, "--dirty") as root:
        assert "Renamed" not in answer(f"{root}papers/reef-knots/")[1]
        set_(copy, site_name="Renamed")
        wait_for(lambda: "Renamed" in answer(f"{root}papers/reef-knots/")[1])


def test_a_preview_follows_pages_by_hand_and_stylesheets(copy: Path) -> None:
    set_(copy, site_url="http://127.0.0.1/")
    with preview(copy, "--dirty") as root:
        paper = copy.parent.glob("*/mkdocs_*/papers/reef-knots/index.html")
        written = [(path, path.stat().st_mtime_ns) for path in paper]
        assert written
        with (copy / "docs" / "assets" / "stylesheets" / "frame.css").open("a") as sheet:
            sheet.write(".knot { color: red }\n")
        wait_for(lambda: ".knot" in answer(f"{root}assets/stylesheets/site.css")[1])
        with (copy / "docs" / "about.md").open("a") as about:
            about.write("\n[A paper](papers/reef-knots.md), which did not change.\n")
        wait_for(lambda: 'href="../papers/reef-knots/"' in answer(f"{root}about/")[1])
        assert [(path, path.stat().st_mtime_ns) for path, _ in written] == written
