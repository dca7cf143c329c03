"""Hostile listings in every format, for tests of the whole builder and of the site."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import yaml

from .hostile_formats import FORMATS, Fields

CANARY = "window.__pwned"
LONG = 100_000

PAYLOADS: Mapping[str, str] = {
    "script": f"<script>{CANARY}=1</script> <SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "handler": f"<img src=x onerror={CANARY}=2> <svg/onload={CANARY}=3> <body onload={CANARY}=4>",
    "breakout": f"\"'></title></p></div></textarea></style><b onmouseover={CANARY}=5>x</b>",
    "frame": "<iframe srcdoc=\"<script>parent.__pwned=6</script>\"></iframe> <math href='x'>",
    "json-ld": f"</script><script>{CANARY}=7</script><!--<script> ]]> ${{{CANARY}=8}} `x`",
    "entities": f"&lt;script&gt;{CANARY}=9&lt;/script&gt; &#60;b&#62; &copy &amp;amp; &#x3c;i>",
    "addresses": f"javascript:{CANARY}=10 data:text/html,<script>{CANARY}=11</script> vbscript:x",
    "links": f'https://example.org/"onclick="{CANARY}=12 https://example.org/<script>x</script>',
    "markdown": f"[x](javascript:{CANARY}=13) ![x](data:text/html;base64,PHM+) **b** _i_ # h",
    "attributes": f'{{: onclick="{CANARY}=14" #id .class }} {{:onclick={CANARY}=15}} {{#id}}',
    "jinja": '{{ 7*7 }} {% include "/etc/passwd" %} {% raw %} {# gone #} {{ config.__class__ }}',
    "front-matter": "---\ntitle: x\ntemplate: evil.html\n---\n# heading",
    "cdata": "<![CDATA[ <b>x</b> ]]> <?php system('id') ?> <!-- gone --> <!DOCTYPE x>",
    "snippets": '--8<-- "mkdocs.yml" ;--8<-- ::: builder.pipeline !!! note [TOC] [[wikilink]]',
    "fences": "```\ncode\n``` ~~~ ==mark== ++ins++ ^^ins^^ *[HTML]: abbr [^1]: note :smile:",
    "placeholders": "\x02wzxhzdk:0\x03 klzzwxh:0001 \x02amp\x03 \x02" + "35" + "\x03",
    "controls": "nul\x00 bell\x07 escape\x1b[31m csi\x9b delete\x7f mark\ufeff none\uffff",
    "directions": "one \u202eevil two \u2066three \u202d four \u200f five",
    "surrogates": "one \ud800 two \udc00 three \udfff\ud83d",
    "sheet": '=HYPERLINK("http://evil.example";"x")+cmd|\' /C calc\'!A0',
    "sheet-at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "tex": "\\input{/etc/passwd} \\write18{id} \\def\\x{\\x\\x}\\x \\csname end\\endcsname ^^5c ~",
    "tex-links": f"\\href{{javascript:{CANARY}=16}}{{press}} \\url{{javascript:{CANARY}=17}}",
    "formulas": f"$\\href{{javascript:{CANARY}=18}}{{x}} \\text{{<script>{CANARY}=19</script>}}$",
    "names": "__proto__ constructor toString hasOwnProperty null undefined NaN",
    "astral": "Z\u0351\u0352\u0353\u0354algo \U0001f469\u200d\U0001f52c \U000e0041\U000e0042 ﷽",
}
"""Hostile payloads, by what they attack."""

TITLES = ("CON", "nul", "index", "page", "..", "../../../etc/passwd", ".htaccess", "404", "a/b\\c")
"""Titles that are no file names everywhere."""

ADDRESSES = (
    f"javascript:{CANARY}=20",
    "data:text/html;base64,PHNjcmlwdD4=",
    f'https://example.org/"><script>{CANARY}=21</script>',
    "//evil.example/x",
    "https://user:secret@evil.example/\u202ehtml",
    " java\tscript:alert(1)",
)
"""What stands in a field for addresses."""

KEYS = ("../../evil", "__proto__", "<script>", "con", "=1+1", "a\nb", "\\", "%2e%2e%2f")
"""What stands in a field for the record's own id."""

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&j;&file;</title></entry></feed>'
)
DEEP = '{"title": "Deep", "x": ' + "[" * 100_000 + "]" * 100_000 + "}"

FILE_NAMES = (
    f"<img src=x onerror={CANARY}=22>.jsonl",
    "con.jsonl",
    "index.jsonl",
    "{{ 7*7 }} {% raw %}.jsonl",
    "$(touch pwned);`id`.jsonl",
    "-rf --.jsonl",
    "two\nlines.jsonl",
    "=1+1, 'x'\" & <b>.jsonl",
    "\u202elnosj.jsonl",
    "n" * 240 + ".jsonl",
)
"""Names that files of listings can have."""
BYTES_NAME = b"caf\xe9 \xff.jsonl"
"""A name that is not UTF-8."""


def records(format_: str) -> list[Fields]:
    """What a listing of a format tries: each payload in each field."""
    found: list[Fields] = []
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        first = payload if name.startswith("sheet") else f"{name} {payload}"
        found.append(
            {
                "id": KEYS[number % len(KEYS)],
                "title": f"{first} ({format_})",
                "abstract": f"{payload} seen in {format_} {payload}",
                "authors": [payload, f"Ada {payload}"],
                "venue": f"{payload} Letters",
                "keywords": [payload, f"{name}, {payload}"],
                "year": 2024,
                "url": ADDRESSES[number % len(ADDRESSES)],
                "doi": f"10.1000/{name}\"'><script>{CANARY}=23</script>",
            }
        )
    return found


def write_listing(folder: Path, format_: str, found: list[Fields] | None = None) -> Path:
    """Write the hostile listing of one format into `folder`."""
    suffix, say = FORMATS[format_]
    path = folder / f"{format_}{suffix}"
    text = say(records(format_) if found is None else found)
    path.write_bytes(text.encode("utf-8", "replace").replace(b"\0", b""))
    return path


def write_hostile_sources(folder: Path, few: int = 3) -> Path:
    """Fill `folder` with sources that try everything; returns it.

    JSON Lines, which can say any text, says every payload; the other formats `few` each, in turn.
    """
    listings = folder / "listings"
    listings.mkdir(parents=True)
    places: dict[int, list[str]] = {}
    for number, format_ in enumerate(FORMATS):
        found, chosen = records(format_), list(range(len(PAYLOADS)))
        if format_ != "json-lines":
            chosen = [(number * few + n) % len(found) for n in range(few)]
        path = write_listing(listings, format_, [found[n] for n in chosen])
        for position, n in enumerate(chosen, 1):
            places.setdefault(n, []).append(f"{path.name}:{position}")
    with (listings / "json-lines.jsonl").open("a") as stream:
        stream.write("\n" + "\n".join(_odd_lines()))
    for number, name in enumerate(FILE_NAMES):
        (listings / name).write_text(json.dumps({"title": f"Named strangely {number}"}), "utf-8")
    with open(os.fsencode(listings) + b"/" + BYTES_NAME, "w", encoding="utf-8") as stream:  # noqa: PTH123
        stream.write('{"title": "Named in bytes"}')
    (listings / "bomb.xml").write_text(BOMB)
    (listings / "empty.bib").write_text("")
    (listings / "binary.json").write_bytes(bytes(range(256)) * 40)
    _write_owner_files(folder, list(places.values()))
    return folder


def _odd_lines() -> list[str]:
    """Lines of JSON Lines: long, reserved, deep and broken."""
    found = [json.dumps({"title": title, "abstract": "Reserved."}) for title in TITLES]
    found += [json.dumps({"title": "long " + "x" * LONG, "abstract": "A long title."})]
    found += [json.dumps({"title": "words " + "word " * (LONG // 5), "abstract": "y" * LONG})]
    return [*found, DEEP, '{"title": "Broken', '{"title": "After all"}']


def _write_owner_files(folder: Path, places: list[list[str]]) -> None:
    """YAML that is well-formed and says what no owner would.

    Records that differ in their format alone are kept apart, but for two payloads.
    """
    texts = [text.encode("utf-8", "replace").decode() for text in PAYLOADS.values()]
    titles = {
        f"{name}{FORMATS[name][0]}": {"title": text, "description": text}
        for name, text in zip(FORMATS, texts, strict=False)
    }
    tags = [
        {"slug": f"tag-{n}", "name": text, "facet": "task", "definition": text, "not": text}
        | {"words": ["seen"]}
        for n, text in enumerate(texts)
    ]
    facets = [{"id": "task", "name": PAYLOADS["script"], "definition": PAYLOADS["handler"]}]
    by_hand = {f"script {PAYLOADS['script']} (json-lines)": ["tag-0"]}
    apart = [
        {"records": several, "comment": text}
        for several, text in zip(places[2:], texts[2:], strict=True)
        if len(several) > 1
    ]
    for name, data in (
        ("listings", titles),
        ("tags", {"facets": facets, "tags": tags, "keywords": {"least": 1, "most": 40}}),
        ("tag_assignments", by_hand),
        ("same_work", {"keep_apart": apart}),
    ):
        (folder / f"{name}.yml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
