"""The translations of what scripts say, for the browser; `shared/words.js` takes them.

A page loads those of its own scripts only. English needs none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping

from ..model.wording import DEFAULT_LANGUAGE, Wording
from .js_modules import strip_comments

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_SAID = re.compile(
    rf"\b(?:say|sayAround|(?P<counts>sayNumber))\(\s*(?P<one>{_STRING})"
    rf"(?(counts)\s*,\s*(?P<many>{_STRING}))"
)


def find_said(texts: Iterable[str]) -> Mapping[str, str | None]:
    """Return what scripts say, in order: each message with its plural, where it counts."""
    found: dict[str, str | None] = {}
    for text in texts:
        for said in _SAID.finditer(strip_comments(text)):
            many = said["many"]
            found[json.loads(said["one"])] = json.loads(many) if many else None
    return found


def write_words(said: Mapping[str, str | None], words: Wording, but: Collection[str] = ()) -> str:
    """Return a script that knows the translations of what is said, `but` what is known; empty
    for English.

    A message that counts has a text for each category of `Intl.PluralRules`.
    """
    if words.language == DEFAULT_LANGUAGE:
        return ""
    forms = words.sample_forms()
    known: dict[str, object] = {"": words.language}
    for one, many in said.items():
        if one in but or one not in words.messages:
            continue
        texts = words.messages[one]
        known[one] = {name: texts[n] for name, n in forms.items()} if many else texts[0]
    written = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return f"Object.assign(globalThis.catalogueWords ??= {{}}, {written});\n"
