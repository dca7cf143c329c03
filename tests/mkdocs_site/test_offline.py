"""The ZIP of a site that works from a disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from builder.layout.js_modules import link_scripts
from builder.mkdocs_site.offline import SHIM, pack_site, write_archive
from builder.model.problems import BuilderError


def site_of(folder: Path, **files: str) -> Path:
    texts = {"index.html": "<html><head></head><body></body></html>", SHIM: "(() => {})();"}
    for path, text in (texts | files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {
            name.removeprefix("catalogue/"): archive.read(name).decode()
            for name in archive.namelist()
        }


@pytest.mark.parametrize(
    ("href", "works_as"),
    [
        ("tags/", "tags/index.html"),
        ("tags/?q=1#here", "tags/index.html?q=1#here"),
        ("./", "./index.html"),
        (".", "./index.html"),
        ("tags/..", "tags/../index.html"),
        ("#here", "#here"),
        ("tags/a.html", "tags/a.html"),
        ("missing/", "missing/"),
        ("https://x.example/", "https://x.example/"),
        ("mailto:a@x.example", "mailto:a@x.example"),
        ("//x.example/", "//x.example/"),
    ],
)
def test_a_link_to_a_folder_leads_to_its_page(tmp_path: Path, href: str, works_as: str) -> None:
    page = f'<html><head></head><a class="x" href="{href}">x</a></html>'
    files = unpacked(
        pack_site(site_of(tmp_path, **{"index.html": page, "tags/index.html": "<html>"}))
    )
    assert f'href="{works_as}"' in files["index.html"]


def test_every_page_begins_with_the_shim(tmp_path: Path) -> None:
    page = "<html><head><title>x</title></head></html>"
    files = unpacked(pack_site(site_of(tmp_path, **{"a/b/index.html": page})))
    assert f'<head><script src="../../{SHIM}"></script><title>' in files["a/b/index.html"]


def test_modules_become_one_classic_script_for_each_entry(tmp_path: Path) -> None:
    scripts = "assets/javascripts"
    page = f'<head><script type="module" src="../{scripts}/a/main.js"></script></head>'
    files = unpacked(
        pack_site(
            site_of(
                tmp_path,
                **{
                    "p/index.html": page,
                    f"{scripts}/a/main.js": 'import { one } from "../b/one.js";\none();\n',
                    f"{scripts}/b/one.js": "export function one() {}\n",
                    f"{scripts}/bundle.js": "var material = 1;",
                },
            )
        )
    )
    assert f'<script defer src="../{scripts}/a/main.js"></script>' in files["p/index.html"]
    assert "import " not in files[f"{scripts}/a/main.js"]
    assert f"{scripts}/b/one.js" not in files
    assert files[f"{scripts}/bundle.js"] == "var material = 1;"


def test_data_that_scripts_fetch_becomes_a_script_and_downloads_stay(tmp_path: Path) -> None:
    data = {"explore/x.json": '{"a": "</script>"}', "api/papers.json": "[]", "feeds/a.json": "{}"}
    files = unpacked(pack_site(site_of(tmp_path, **data)))
    assert files["explore/x.json.js"].startswith('catalogueOffline.file("explore/x.json", "')
    assert "explore/x.json" not in files
    assert files["api/papers.json"] == "[]"
    assert files["feeds/a.json"] == "{}"


def test_what_only_a_server_needs_is_left_out(tmp_path: Path) -> None:
    needless = dict.fromkeys(["404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt"], "")
    assert not needless.keys() & unpacked(pack_site(site_of(tmp_path, **needless))).keys()


def test_a_policy_that_a_disk_cannot_keep_is_taken_out(tmp_path: Path) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="x">'
    page = f'<head>{policy}<link href="f" crossorigin></head>'
    text = unpacked(pack_site(site_of(tmp_path, **{"index.html": page})))["index.html"]
    assert "Security" not in text
    assert "crossorigin" not in text


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    site = site_of(tmp_path, **{"a/index.html": "<html>", "z.css": ""})
    first = pack_site(site)
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file():
            path.write_bytes(path.read_bytes())
    assert pack_site(site) == first


def test_without_a_built_site_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BuilderError, match="builder site"):
        write_archive(tmp_path, tmp_path / "x.zip")


def test_a_module_runs_once_and_after_what_it_imports() -> None:
    modules = {
        "j/a.js": 'import { b } from "./b.js";\nimport * as c from "./c.js";\nb(c.d);\n',
        "j/b.js": 'import "./c.js";\nexport const b = () => 1;\n',
        "j/c.js": "export class d {}\nexport async function e() {}\n",
    }
    text = link_scripts("j/a.js", modules)
    places = [
        text.index(f"catalogueModules['{name}'] ??=") for name in ("j/c.js", "j/b.js", "j/a.js")
    ]
    assert places == sorted(places)
    assert "const { b } = catalogueModules['j/b.js'];" in text
    assert "const c = catalogueModules['j/c.js'];" in text
    assert "return { d, e };" in text


def test_a_renamed_import_keeps_its_new_name() -> None:
    modules = {
        "a.js": 'import {\n  b as c,\n} from "./b.js";\nc();\n',
        "b.js": "export function b() {}\n",
    }
    assert "b: c" in link_scripts("a.js", modules)


@pytest.mark.parametrize(
    "text",
    [
        "export default 1;\n",
        "export let x = 1;\n",
        "export { x };\n",
        'import x from "./b.js";\n',
        'const x = import("./b.js");\n',
        "const x = import.meta.url;\n",
        'import { x } from "./missing.js";\n',
        'import { x } from "./a.js";\n',
    ],
)
def test_what_cannot_be_linked_is_an_error(text: str) -> None:
    with pytest.raises(BuilderError, match=r"^a\.js|^missing\.js"):
        link_scripts("a.js", {"a.js": text, "b.js": "export const x = 1;\n"})


def test_a_full_disk_leaves_the_archive_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "dist" / "catalogue.zip"
    write_archive(site_of(tmp_path / "site"), archive)
    good = archive.read_bytes()

    def write_half(path: Path, content: bytes) -> int:
        with path.open("wb") as stream:
            stream.write(content[:9])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with pytest.raises(BuilderError, match="cannot write: No space left on device"):
        write_archive(tmp_path / "site", archive)
    assert archive.read_bytes() == good
    assert [path.name for path in archive.parent.iterdir()] == ["catalogue.zip"]
