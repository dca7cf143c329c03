"""Edits of the owner's YAML files as texts, so that comments, order and layout stay."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from ..model.problems import BuilderError
from ..model.slugs import is_slug

Value = str | Sequence[str]
"""A text, or a list of texts."""


def put_value(text: str, keys: Sequence[str], value: Value) -> str:
    """Return the YAML `text` with the value at `keys`: in its mapping, or in a mapping in that.

    It replaces what is there, else it comes last. Raises `BuilderError` where the file is laid out
    in a way that cannot be edited, so that nothing else ever changes.
    """
    wanted = _as_pairs(text)
    _put_pair(wanted, keys, value)
    mapping, left = _mapping_of(text), list(keys)
    while len(left) > 1 and mapping:
        found = _find_pair(mapping, left[0])
        if found is None:
            break
        mapping = found[1] if isinstance(found[1], yaml.MappingNode) else None
        left.pop(0)
    return _check_edit(_put(text, mapping, left, value), wanted)


def append_item(text: str, key: str, item: Mapping[str, Value]) -> str:
    """Return the YAML `text` with one more `item` in the list at `key`, as `put_value` does."""
    wanted = _as_pairs(text)
    listed = next((pair[1] for pair in wanted if pair[0] == key), None)
    if listed is None:
        wanted.append((key, [_as_list(item)]))
    else:
        at = next(number for number, pair in enumerate(wanted) if pair[0] == key)
        wanted[at] = (key, [*(listed if isinstance(listed, list) else []), _as_list(item)])
    return _check_edit(_append(text, key, item), wanted)


def _put(text: str, mapping: yaml.MappingNode | None, keys: Sequence[str], value: Value) -> str:
    name, *rest = keys
    found = _find_pair(mapping, name) if mapping else None
    written = _write(value)
    if found and not rest:
        key, old = found
        start = key.end_mark.index
        between = text[start : old.start_mark.index]
        if between.replace(":", "", 1).strip():
            raise BuilderError(f"{name}: edit it by hand: there are comments before its value")
        return f"{text[:start]}: {written}{text[_end(text, old) :]}"
    if rest and not found:
        lines = f"{_write_key(name)}:\n  {_write_key(rest[0])}: {written}"
        return _append_block(text, lines)
    line = f"{_write_key(name)}: {written}"
    if mapping is None or (mapping.start_mark.column == 0 and not mapping.flow_style):
        return _append_block(text, line)
    end = _end(text, mapping.value[-1][1]) if mapping.value else mapping.start_mark.index + 1
    if mapping.flow_style:
        return f"{text[:end]}{', ' if mapping.value else ''}{line}{text[end:]}"
    return _insert_after_line(text, end, " " * mapping.start_mark.column + line)


def _append(text: str, key: str, item: Mapping[str, Value]) -> str:
    mapping = _mapping_of(text)
    found = _find_pair(mapping, key) if mapping else None
    if found is None:
        return _append_block(text, f"{_write_key(key)}:\n{_write_item(item, '  ')}")
    name, listed = found
    if not isinstance(listed, yaml.SequenceNode) or not listed.value:
        rest = text[_end(text, listed) :]
        return f"{text[: name.end_mark.index]}:\n{_write_item(item, '  ')}{rest}"
    end = _end(text, listed.value[-1])
    if listed.flow_style:
        pairs = ", ".join(f"{_write_key(name)}: {_write(value)}" for name, value in item.items())
        return f"{text[:end]}, {{{pairs}}}{text[end:]}"
    return _insert_after_line(text, end, _write_item(item, " " * listed.start_mark.column))


def _write(value: Value) -> str:
    """A value on one line, in quotation marks but for slugs in a list."""
    if not isinstance(value, str):
        items = (_write_key(item) if is_slug(item) else _write(item) for item in value)
        return f"[{', '.join(items)}]"
    written = yaml.safe_dump(value, default_style='"', width=math.inf, allow_unicode=True)
    return str(written).strip()


def _write_key(name: str) -> str:
    """A key without quotation marks where it needs none."""
    written = str(yaml.safe_dump(name, width=math.inf, allow_unicode=True))
    plain = written.removesuffix("...\n").strip()
    return plain if plain == name else _write(name)


def _write_item(item: Mapping[str, Value], indent: str) -> str:
    lines = (f"{_write_key(name)}: {_write(value)}" for name, value in item.items())
    return f"{indent}- " + f"\n{indent}  ".join(lines)


def _append_block(text: str, lines: str) -> str:
    before = text.rstrip()
    last = before.rpartition("\n")[2]
    gap = "" if not before else "\n\n" if last.startswith("#") else "\n"
    return f"{before}{gap}{lines}\n"


def _insert_after_line(text: str, end: int, lines: str) -> str:
    at = text.find("\n", end)
    return f"{text}\n{lines}\n" if at < 0 else f"{text[:at]}\n{lines}{text[at:]}"


def _mapping_of(text: str) -> yaml.MappingNode | None:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return root if isinstance(root, yaml.MappingNode) else None


def _find_pair(mapping: yaml.MappingNode, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The last of that name, which is the one that counts."""
    named = [(key, value) for key, value in mapping.value if str(key.value).strip() == name]
    return named[-1] if named else None


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends: before the comments and blank lines that a block counts as its own."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end = int(node.end_mark.index)
    while end > node.start_mark.index and text[end - 1].isspace():
        end -= 1
    return end


def _as_pairs(text: str) -> list[tuple[str, Any]]:
    """The mapping of a file as pairs, for comparing what is meant; empty for an empty file."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise BuilderError("edit it by hand: it is no mapping")
    pairs: list[tuple[str, Any]] = _as_plain(root)
    return pairs


def _as_plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return [(str(key.value).strip(), _as_plain(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_as_plain(item) for item in node.value]
    return node.value


def _as_list(item: Mapping[str, Value]) -> list[tuple[str, Any]]:
    return [(name, value if isinstance(value, str) else [*value]) for name, value in item.items()]


def _put_pair(pairs: list[tuple[str, Any]], keys: Sequence[str], value: Value) -> None:
    name, *rest = keys
    at = max((number for number, pair in enumerate(pairs) if pair[0] == name), default=None)
    new: Any = value if isinstance(value, str) else [*value]
    if rest:
        inner = [*pairs[at][1]] if at is not None and isinstance(pairs[at][1], list) else []
        _put_pair(inner, rest, value)
        new = inner
    if at is None:
        pairs.append((name, new))
    else:
        pairs[at] = (name, new)


def _check_edit(text: str, wanted: list[tuple[str, Any]]) -> str:
    """Return the edited text if it says what is wanted and everything else as before."""
    try:
        said = _as_pairs(text)
    except yaml.YAMLError:
        said = []
    if said != wanted:
        raise BuilderError("edit it by hand: its layout is one that no program should touch")
    return text
