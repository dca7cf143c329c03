"""The `keywords` of `tags.yml`: those that give a tag, and when one is a tag of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model.problems import Problems
from ..settings.located_yaml import YamlValue
from ..text.keyword_key import keyword_key
from ..text.words import fold

MOST = 100
"""Tags that are made of keywords where the owner sets no other bound."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeywordPattern:
    """A keyword that the owner wrote, or all that its `*` stands for."""

    source: str
    key: str
    """Of the keyword; empty where there is a `*`."""
    matcher: re.Pattern[str] | None = None

    def matches(self, keyword: str) -> bool:
        """Whether a keyword is meant; spellings of one make no difference, but with a `*`."""
        if self.matcher is None:
            return keyword_key(keyword) == self.key
        return self.matcher.fullmatch(_simplify(keyword)) is not None


def parse_keyword(source: str) -> KeywordPattern:
    """Return the pattern that an owner wrote; raises `ValueError` where it holds no letter."""
    if not any(map(str.isalnum, source)):
        raise ValueError("expected a keyword with a letter")
    if "*" not in source:
        return KeywordPattern(source=source, key=keyword_key(source))
    parts = (re.escape(_simplify(part)) for part in re.split(r"\*+", source))
    return KeywordPattern(source=source, key="", matcher=re.compile(".*".join(parts)))


def _simplify(keyword: str) -> str:
    return fold(keyword).casefold().replace("-", " ")


@dataclass(frozen=True, kw_only=True, slots=True)
class KeywordSettings:
    """Which keywords become tags of their own."""

    least: int = 0
    """Papers that a keyword needs; 0 where none becomes a tag."""
    most: int = MOST
    """Tags that are made at most, of the keywords with most papers."""
    join: tuple[tuple[str, ...], ...] = ()
    """Keywords that mean the same; the first is the one shown."""
    leave_out: tuple[KeywordPattern, ...] = ()
    """Keywords that become no tag."""


NO_KEYWORD_TAGS = KeywordSettings()
_FIELDS = ("least", "most", "join", "leave_out")


def read_keyword_settings(value: YamlValue, problems: Problems) -> KeywordSettings:
    """Read the settings below `keywords`; each fault is a problem with its line."""
    if value.kind != "mapping":
        wanted = f"one of {', '.join(_FIELDS)}"
        problems.add(value.origin, f"keywords: expected {wanted}, got {value.quoted}")
    numbers: dict[str, int] = {}
    join: list[tuple[str, ...]] = []
    leave_out: list[KeywordPattern] = []
    for key, field in value.pairs:
        if key.text in ("least", "most"):
            if re.fullmatch("[0-9]{1,6}", field.text or ""):
                numbers[key.text] = int(field.text or "")
            else:
                message = f"keywords: {key.text}: expected a number, got {field.quoted}"
                problems.add(field.origin, message)
        elif key.text == "join":
            join.extend(_read_join(field, problems))
        elif key.text == "leave_out":
            leave_out.extend(read_keyword_patterns(field, "keywords: leave_out", problems))
        else:
            message = f"keywords: expected one of {', '.join(_FIELDS)}, got {key.quoted}"
            problems.add(key.origin, message)
    return KeywordSettings(
        least=numbers.get("least", 0),
        most=numbers.get("most", MOST),
        join=tuple(join),
        leave_out=tuple(leave_out),
    )


def _read_join(value: YamlValue, problems: Problems) -> Iterator[tuple[str, ...]]:
    if value.kind != "list" and value.text != "":
        problems.add(
            value.origin, f"keywords: join: expected lists of keywords, got {value.quoted}"
        )
    for item in value.items:
        texts = tuple(one.text for one in item.items if one.text)
        if len(texts) < 2 or len(texts) < len(item.items):
            message = f"keywords: join: expected a list of two keywords or more, got {item.quoted}"
            problems.add(item.origin, message)
        else:
            yield texts


def read_keyword_patterns(
    value: YamlValue, thing: str, problems: Problems
) -> Iterator[KeywordPattern]:
    """Read one keyword or a list of keywords; each fault is a problem with its line."""
    listed: Iterable[YamlValue] = (value,) if value.text else value.items
    if value.kind == "mapping":
        problems.add(value.origin, f"{thing}: expected a list of keywords, got a mapping")
    for one in listed:
        try:
            yield parse_keyword(one.text or "")
        except ValueError as error:
            problems.add(one.origin, f"{thing}: {error}, got {one.quoted}")
