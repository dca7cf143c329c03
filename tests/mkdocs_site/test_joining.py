"""Stylesheets and scripts that are joined."""

from __future__ import annotations

from builder.mkdocs_site.joining import join_scripts, join_sheet, strip_script

SCRIPTS = {
    "j/shared.js": "export const one = 1;\n",
    "j/box.js": 'import { one } from "./shared.js";\none;\n',
    "j/part.js": "export const two = 2;\n",
    "j/page.js": 'import { one } from "./shared.js";\nimport { two } from "./part.js";\none;\n',
    "j/classic.js": "var classic = 1;\n",
}


def test_what_a_page_imports_comes_with_it_unless_the_frame_has_it() -> None:
    frame, own = join_scripts(["j/box.js"], SCRIPTS)
    assert "j/shared.js" in frame and "j/box.js" in frame and "j/part.js" not in frame
    assert set(own) == {"j/page.js"}
    assert "catalogueModules['j/part.js'] ??=" in own["j/page.js"]
    assert "catalogueModules['j/shared.js'] ??=" not in own["j/page.js"]
    assert "const { one } = catalogueModules['j/shared.js'];" in own["j/page.js"]


def test_a_sheet_has_those_it_imports_in_their_place() -> None:
    sheets = {"s/a.css": '/* a */\n@import "b.css";\n.a {\n  top: 0;\n}\n', "s/b.css": ".b { }\n"}
    assert join_sheet("s/a.css", sheets) == ".b { }\n.a {\ntop: 0;\n}\n"


def test_comments_that_fill_lines_go() -> None:
    text = "/** Says\n * more. */\n// why\nconst a = 1; // kept\n\n\nb();\n"
    assert strip_script(text) == "const a = 1; // kept\nb();\n"
