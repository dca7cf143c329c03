"""Upgrades: from the release before, from a copied program, interrupted, and without a network."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from builder import __version__
from builder.commands import replacing, shipped
from builder.commands.former_settings import convert_settings, spell_setting
from builder.commands.new import compose_program_files
from builder.commands.upgrade import find_vendored, upgrade
from builder.commands.wheel import WHEEL_NAME, pack_wheel, read_wheel
from builder.model.problems import BuilderError
from builder.pipeline import OWNED_NAMES
from builder.settings.site import read_yaml
from tests.former import lay_out_former
from tests.wheels import install, read_tree, run, wheel

NEXT = "2.99.0"
NEWS = "- Knots are shown in three dimensions."
MIGRATION = """
def _rename(texts):
    text = texts["sources/tags.yml"]
    return {"sources/tags.yml": text.replace("least: 3", "least: 2")}

MIGRATIONS = (Migration(version="2.99.0", says="least: 3 is least: 2 now", apply=_rename),)
"""
TEMPLATE = "templates/nothing.md.j2"


@cache
def next_wheel() -> bytes:
    """A later release: its own news, a setting that moved, a changed template and workflow."""
    files: dict[str, bytes] = {}
    for name, content in read_wheel(wheel()).items():
        if "/RECORD" in name:
            continue
        inside = name.partition("/")[2]
        if inside in ("__init__.py", "METADATA"):
            content = content.replace(__version__.encode(), NEXT.encode(), 1)
        if inside == "docs/changelog.md":
            content = content.replace(b"## Unreleased\n\n", f"## {NEXT}\n\n{NEWS}\n".encode())
        if inside == "commands/migrations.py":
            content += MIGRATION.encode()
        if inside in (TEMPLATE, "start/workflows/check.yml", "start/workflows/publish.yml"):
            content += b"\n"
        files[name.replace(f"-{__version__}.dist-info", f"-{NEXT}.dist-info")] = content
    return pack_wheel(files)


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where this version and the next are installed."""
    folder = tmp_path_factory.mktemp("installed")
    return install(wheel(), folder / "this"), install(next_wheel(), folder / "next")


@pytest.fixture(scope="module")
def made(programs: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("owner") / "knots"
    done = run(programs[0], folder.parent, "paper_catalogue", "new", str(folder), "--name", "Knots")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A catalogue whose owner edited a workflow, a template and the lock file."""
    folder = tmp_path / "knots"
    shutil.copytree(made, folder)
    with (folder / ".github" / "workflows" / "publish.yml").open("a") as stream:
        stream.write("# Mine.\n")
    (folder / "templates").mkdir()
    (folder / TEMPLATE).write_text("<div>Mine.</div>\n")
    with (folder / "requirements.txt").open("a") as stream:
        stream.write("tokenizers==1.0 \\\n    --hash=sha256:00\n")
    return folder


def assert_whole(folder: Path) -> None:
    """The lock names a wheel that is there, with its hash; settings and sources can be read."""
    found = find_vendored(folder)
    assert found is not None
    assert hashlib.sha256(found.content).hexdigest() in found.lock
    assert read_yaml(folder / "mkdocs.yml")["plugins"]
    assert read_yaml(folder / "sources" / "tags.yml")["tags"]


def test_a_given_wheel_says_what_changes_and_leaves_what_the_owner_edited(
    own: Path, programs: tuple[Path, Path], tmp_path: Path
) -> None:
    file = tmp_path / "next.whl"
    file.write_bytes(next_wheel())
    before = read_tree(own)
    tried = run(programs[0], own / "docs", "paper_catalogue", "upgrade", str(file), "--dry-run")
    assert (tried.returncode, read_tree(own)) == (0, before), tried.stderr
    done = run(programs[0], own / "docs", "paper_catalogue", "upgrade", str(file))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{__version__} → {NEXT}",
        f"  {NEWS}",
        "sources/tags.yml: least: 3 is least: 2 now",
        ".github/workflows/publish.yml: left as you edited it; the program has another by now",
        f"{TEMPLATE}: yours wins over the program's, which has changed: compare them",
        "now install it: python -m pip install --require-hashes -r requirements.txt",
    ]
    assert tried.stdout.splitlines()[:-1] == done.stdout.splitlines()[:-1]
    after = read_tree(own)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert changed == {
        *(f"vendor/{WHEEL_NAME}", f"vendor/{WHEEL_NAME.replace(__version__, NEXT)}"),
        *("requirements.txt", "sources/tags.yml", ".github/workflows/check.yml"),
    }
    assert_whole(own)
    assert after["requirements.txt"].decode().endswith("tokenizers==1.0 \\\n    --hash=sha256:00\n")

    built = run(programs[1], own, "mkdocs", "build", "--quiet", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    again = run(programs[1], own, "paper_catalogue", "upgrade", str(file))
    assert again.stdout == f"version {NEXT} already: nothing to do\n"
    assert "runs here" not in run(programs[1], own, "paper_catalogue", "check").stdout
    back = run(programs[0], own, "paper_catalogue", "upgrade", "--to-this")
    assert (back.returncode, len(back.stderr.splitlines())) == (1, 1)
    assert f"it has version {NEXT}, and this program is {__version__}" in back.stderr


def test_an_older_catalogue_is_upgraded_to_the_program_that_runs(
    own: Path, programs: tuple[Path, Path]
) -> None:
    noted = run(programs[1], own, "paper_catalogue", "check").stdout
    assert f"note: version {NEXT} runs here, and requirements.txt names {__version__}" in noted
    done = run(programs[1], own, "paper_catalogue", "upgrade")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{__version__} → {NEXT}\n")
    assert_whole(own)


def test_without_a_wheel_and_a_repository_a_sentence_says_what_is_missing(
    own: Path, programs: tuple[Path, Path]
) -> None:
    done = run(programs[0], own, "paper_catalogue", "upgrade")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "extra.catalogue.releases: expected OWNER/NAME" in done.stderr


@pytest.mark.parametrize("content", [b"no wheel", pack_wheel({"other/__init__.py": b""})])
def test_what_is_no_wheel_of_the_program_changes_nothing(
    made: Path, programs: tuple[Path, Path], tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "other.whl").write_bytes(content)
    before = read_tree(made)
    done = run(programs[0], made, "paper_catalogue", "upgrade", str(tmp_path / "other.whl"))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("error: expected a wheel")
    assert read_tree(made) == before


@pytest.fixture
def former(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of the former kind, all of whose files are known."""
    folder = tmp_path / "former"
    lay_out_former(folder)
    known = {shipped.hash_content(content) for content in read_tree(folder).values()}
    monkeypatch.setattr(shipped, "read_shipped", lambda: frozenset(known))
    return folder


def test_a_copied_program_goes_and_what_its_owner_edited_stays(
    former: Path, programs: tuple[Path, Path]
) -> None:
    footer = former / "templates" / "theme" / "partials" / "footer.html"
    footer.write_text("<footer>Mine.</footer>\n")
    with (former / "builder" / "pipeline.py").open("a") as stream:
        stream.write("# Mine.\n")
    (former / "docs" / "assets" / "own.css").write_text("body { color: teal }\n")
    config = (former / "mkdocs.yml").read_text("utf-8")
    changed = config.replace("    - facets.css\n", "    - facets.css\n    - assets/own.css\n")
    changed = changed.replace("  language: en\n", "  language: de\n")
    assert changed != config
    (former / "mkdocs.yml").write_text(changed, "utf-8")
    (former / ".github" / "workflows" / "publish.yml").write_text("name: Mine\n")

    said = list(upgrade(former, OWNED_NAMES))
    assert said == [
        "the program is no longer copied: it lies in vendor/ as a wheel, and is installed",
        "mkdocs.yml: theme: kept, as it is not what the program brings",
        ".github/workflows/publish.yml: renewed; what you had edited is in "
        "former/.github/workflows/publish.yml",
        "templates/theme/partials/footer.html: yours wins over the program's, as you edited it",
        "docs/assets/own.css: yours, left alone",
        "builder/pipeline.py: cannot go on working; what you edited is in "
        "former/builder/pipeline.py",
        "now install it: python -m pip install --require-hashes -r requirements.txt",
    ]
    names = set(read_tree(former))
    assert {name.split("/")[0] for name in names} == {
        *(".github", ".gitignore", "README.md", "docs", "former", "mkdocs.yml"),
        *("requirements.txt", "sources", "templates", "vendor"),
    }
    assert {name for name in names if name.startswith(("docs/", "templates/", "former/"))} == {
        *("docs/about.md", "docs/assets/own.css", "templates/theme/partials/footer.html"),
        *("former/builder/pipeline.py", "former/.github/workflows/publish.yml"),
    }
    settings = (former / "mkdocs.yml").read_text("utf-8")
    assert len(settings.splitlines()) < 40
    assert "# Ours.\nrepo_url: https://github.com/OWNER/knots\n" in settings
    assert '    # In quotes.\n    colour: "#0d5c54"\n' in settings
    assert "theme:\n  name: material\n  language: de\n" in settings
    assert "hooks" not in settings and "nav" not in settings
    assert_whole(former)
    built = run(programs[0], former, "mkdocs", "build", "--quiet", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    page = (former / "site" / "about" / "index.html").read_text("utf-8")
    assert "<footer>Mine.</footer>" in page
    assert page.index("assets/stylesheets/site.css") < page.index("assets/own.css")
    assert list(upgrade(former, OWNED_NAMES)) == [f"version {__version__} already: nothing to do"]


def test_a_checkout_of_the_program_is_not_converted(former: Path) -> None:
    for name in ("tests", "bench"):
        (former / name).mkdir()
    with pytest.raises(BuilderError, match="it is a checkout of the program"):
        list(upgrade(former, OWNED_NAMES))


@pytest.fixture
def small(former: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One with a few files of each folder, upgraded many times."""
    for folder in ("builder", "templates", "docs/assets", "requirements"):
        kept = sorted((former / folder).rglob("*.*"))[:2]
        for path in (former / folder).rglob("*"):
            if path.is_file() and path not in kept and path.name != "__main__.py":
                path.unlink()
    program = compose_program_files()
    monkeypatch.setattr("builder.commands.upgrade.compose_program_files", lambda: program)
    return former


def _interruptions(root: Path, monkeypatch: pytest.MonkeyPatch, killed: bool) -> Iterator[int]:
    """Upgrade again and again, ended one step later each time, until it comes to its end."""
    make = replacing._make_change
    undo = replacing.undo_interrupted
    for last in range(1000):
        done = 0

        def end(folder: Path, number: int, change: replacing.Change, last: int = last) -> None:
            nonlocal done
            make(folder, number, change)
            done += 1
            if done > last:
                if killed:  # Whoever is killed undoes nothing.
                    monkeypatch.setattr(replacing, "undo_interrupted", lambda _: False)
                raise KeyboardInterrupt

        monkeypatch.setattr(replacing, "undo_interrupted", undo)
        monkeypatch.setattr(replacing, "_make_change", end)
        try:
            list(upgrade(root, OWNED_NAMES))
        except KeyboardInterrupt:
            monkeypatch.setattr(replacing, "undo_interrupted", undo)
            yield last
        else:
            return


def test_an_interrupted_upgrade_leaves_everything_as_it_was(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_tree(small)
    steps = 0
    for _ in _interruptions(small, monkeypatch, killed=False):
        steps += 1
        assert read_tree(small) == before
    assert steps > 20
    assert_whole(small)


def test_a_killed_upgrade_leaves_a_working_catalogue_and_is_begun_anew(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_tree(small)
    for _ in _interruptions(small, monkeypatch, killed=True):
        there = read_tree(small)
        if b"paper-catalogue" in there["mkdocs.yml"]:
            assert_whole(small)
        else:
            assert {name for name in before if name.startswith("builder/")} <= set(there)
        assert replacing.undo_interrupted(small)
        assert read_tree(small) == before
    assert_whole(small)
    assert not [name for name in read_tree(small) if name.startswith("builder/")]


def test_a_navigation_that_was_once_shipped_is_not_taken_for_the_owners(tmp_path: Path) -> None:
    shipped_once = "nav:\n  - Home: index.md\n  - Explore: explore/index.md\n"
    own = shipped_once + "  - Mine: mine.md\n"
    known = spell_setting("nav", [{"Home": "index.md"}, {"Explore": "explore/index.md"}])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped, "read_shipped", lambda: {shipped.hash_content(known)})
        assert "nav" not in convert_settings(shipped_once, tmp_path)[0]
        assert own in convert_settings(own, tmp_path)[0]


def test_every_file_of_the_former_kind_is_known_by_a_short_hash() -> None:
    known = shipped.read_shipped()
    assert len(known) > 2000
    assert all(re.fullmatch(r"[0-9a-f]{10}", each) for each in known)
    licence = (Path(__file__).parents[2] / "LICENSE").read_bytes()
    assert shipped.is_shipped(licence)
    assert shipped.is_shipped(licence.replace(b"\n", b"\r\n"))
    assert not shipped.is_shipped(licence + b"\n")
