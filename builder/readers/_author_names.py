"""Splits and normalises author names: `Ada Lovelace`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from ..text.lines import collapse_spaces, is_visible
from ._field_values import tex_to_text

_LONGEST = 1000
"""Characters; anything longer is not a name and stays unchanged."""

_AND = re.compile(r"\s(?:and|&)\s", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:,\s*)?\b(?:et\.?\s?al\b\.?|and others\Z|others\Z)[,.\s]*\Z", re.IGNORECASE
)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?\Z", re.IGNORECASE)
_TRAILING_SUFFIX = re.compile(r"(?<=\S)\s+((?:Jr|Sr)\.?|II|III|IV)\Z")
_PARTICLE = re.compile(
    r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|zu)\s", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?(?:[ -]?[^\W\d_]\.){0,4}|[A-Z]{1,3})\Z")
_LAST_INITIALS = re.compile(r"([^\W\d_][^\d,;.]*[^\W\d_]) ((?:[A-Z]\.[ -]?)+)\Z")
_LAST_CAPITALS = re.compile(r"([A-Z][^\d,;.]*[a-z]) ([A-Z]{1,3})\Z")
_TILDE_ACCENT = re.compile(r"\\~(?:\{[^{}]*\}|\\?[A-Za-z])")
_GLUE = re.compile(r"(?<=[A-Z]\.)(?=[^\W\d_]['’]?[^\W\d_])")


def normalise_name(text: str) -> str:
    """Return a name in the order given names, particle, family name, suffix.

    `Lovelace, Ada` becomes `Ada Lovelace`, `van Putten, Jr., W. L.` becomes
    `W. L. van Putten Jr.`; a name without comma stays as it is.
    """
    name = collapse_spaces(html.unescape(text)).strip(",; ")
    if "," not in name or len(name) > _LONGEST:
        return name
    pieces = [piece.strip() for piece in name.split(",")]
    if len(pieces) == 2 and _SUFFIX.match(pieces[1]):
        return " ".join(pieces)
    if len(pieces) == 2 and (trailing := _TRAILING_SUFFIX.search(pieces[1])):
        pieces[1:] = [trailing[1], pieces[1][: trailing.start()]]
    elif len(pieces) == 3 and _SUFFIX.match(pieces[2]):
        pieces[1:] = [pieces[2], pieces[1]]
    if len(pieces) > 3 or (len(pieces) == 3 and not _SUFFIX.match(pieces[1])):
        return name
    family, *suffix, given = pieces
    return " ".join([given, family, *suffix])


def parse_tex_names(text: str) -> tuple[str, ...]:
    """Return the names of a BibTeX field, TeX accents as letters.

    The rules of "Tame the BeaST", section 11: names are separated by `and` outside braces, and
    braced text is one word.
    """
    found: list[str] = []
    # The parser of names would take the tilde of `Pe\~na` for a space.
    for name in split_multiple_persons_names(_TILDE_ACCENT.sub(r"{\g<0>}", text)):
        if name.lower() == "others":
            continue
        whole = name.startswith("{") and name.endswith("}") and name.count("{") == 1
        turned = not whole and "," in name
        text = _normalise_tex_name(name) if turned else collapse_spaces(tex_to_text(name))
        found.append(text or name.strip("\\{} "))  # a command of the author's own: `\Thanh`
    return tuple(name for name in found if is_visible(name))


def _normalise_tex_name(name: str) -> str:
    """Reorder a TeX name that has a comma; braces still mark what is one word."""
    if name.count(",") > 2 or "," not in re.sub(r"\{[^{}]*\}", "", name):
        return normalise_name(tex_to_text(name))
    pieces = [piece.strip() for piece in name.split(",")]
    if _SUFFIX.match(pieces[-1]) or _TRAILING_SUFFIX.search(pieces[-1]):
        return normalise_name(tex_to_text(name))
    parts = parse_single_name_into_parts(name, strict=False)
    return collapse_spaces(tex_to_text(parts.merge_first_name_first))


def split_names(text: str) -> tuple[str, ...]:
    """Split a field into names, whatever separates them.

    Splits at `;`, at `and`, at commas between full names, and where an initial abuts the next
    name (`Adeli K.Lewis G. F.`), but only where that cannot be misread; else it is one name.
    """
    text = _OTHERS.sub("", collapse_spaces(html.unescape(text)))
    if len(text) > 100 * _LONGEST:
        return (text,)
    if ";" in text:
        return _normalise_names(text.split(";"))
    pieces = _AND.split(text)
    if len(pieces) > 1:
        if _is_natural_list(pieces):
            return _normalise_names([*",".join(pieces[:-1]).split(","), pieces[-1]])
        return _normalise_names(pieces)
    if "," in text:
        return _normalise_names(_split_at_commas(text))
    return (
        _normalise_names(_GLUE.split(text)) if _are_names_glued(text) else _normalise_names([text])
    )


def _is_natural_list(pieces: list[str]) -> bool:
    """Whether this is `Ada Lovelace, Grace Hopper and Alan Turing`, split at `and`."""
    names = ",".join(pieces[:-1]).split(",")
    if "," in pieces[-1] or len(names) < len(pieces):
        return False
    return all(" " in name.strip() for name in names if name.strip())


def _split_at_commas(text: str) -> list[str]:
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    joined: list[str] = []
    for piece in pieces:
        if joined and _SUFFIX.match(piece):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    if len(joined) < 2:
        return joined
    firsts, seconds = joined[::2], joined[1::2]
    if len(joined) % 2 == 0 and all(_INITIALS.match(second) for second in seconds):
        return [
            f"{last}, {first}" for last, first in zip(firsts, seconds, strict=True)
        ]  # Smith, J., Doe, A.
    full = sum(" " in name for name in joined)
    pairs_do_not_fit = len(joined) % 2 and full > len(joined) / 2
    if pairs_do_not_fit or (len(joined) > 4 and full == len(joined) - 1):
        return joined
    if full == len(joined) and not (len(joined) == 2 and _PARTICLE.match(joined[0])):
        return joined
    return [text]


def _are_names_glued(text: str) -> bool:
    """Whether every part is a family name with initials behind it."""
    pieces = _GLUE.split(text)
    return len(pieces) > 1 and all(_LAST_INITIALS.match(piece) for piece in pieces)


def _normalise_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Normalise each name, family names before initials included.

    A family name of several words is one only where every name of the field has this order:
    `Le Quang K.` beside `Adeli K.`, but not `Samuel Christie V.` beside `Ada Lovelace`.
    """
    names = [_OTHERS.sub("", normalise_name(text)) for text in texts]
    names = [name for name in names if is_visible(name)]
    turned = [_LAST_INITIALS.fullmatch(name) for name in names]
    is_order = len(names) > 1 and all(turned)
    names = [
        f"{found[2]} {found[1]}" if found and (is_order or _is_family(found[1])) else name
        for name, found in zip(names, turned, strict=True)
    ]
    if len(names) > 1 and all(_LAST_CAPITALS.match(name) for name in names):
        names = [_LAST_CAPITALS.sub(r"\2 \1", name) for name in names]
    return tuple(collapse_spaces(name) for name in names if name)


def _is_family(text: str) -> bool:
    """Whether the text can only be a family name: one word, or several after a particle."""
    return " " not in text or _PARTICLE.match(text) is not None
