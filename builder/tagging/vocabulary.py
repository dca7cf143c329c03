"""The owner's vocabulary: facets, tags, the phrases that find them, the papers tagged by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..model.problems import Origin, Problems
from ..model.project import describe_command
from ..model.records import NO_TAG, Facet, Tag, TagId
from ..model.slugs import is_slug
from ..model.wording import Wording
from ..settings.located_yaml import YamlValue, read_located_yaml
from ..text import Text
from .keyword_settings import (
    NO_KEYWORD_TAGS,
    KeywordPattern,
    KeywordSettings,
    read_keyword_patterns,
    read_keyword_settings,
)
from .phrases import Phrase, parse_phrase

_TAG_TEXTS = ("slug", "name", "facet", "definition", "not")
_TAG_LISTS = ("words", "hints", "against")
_FACET_TEXTS = ("id", "name", "definition")


@dataclass(frozen=True, kw_only=True, slots=True)
class TagPhrases:
    """How a tag is recognised."""

    words: tuple[Phrase, ...]
    """Show that a paper is about it."""
    hints: tuple[Phrase, ...] = ()
    """Weak evidence for it."""
    against: tuple[Phrase, ...] = ()
    """Evidence against it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandAssignment:
    """One line of `tag_assignments.yml`."""

    origin: Origin
    paper: str
    """Its title, slug, DOI or arXiv id, as the owner wrote it."""
    tags: tuple[TagId, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The owner's tags, in the owner's order."""

    facets: tuple[Facet, ...]
    tags: tuple[Tag, ...]
    phrases: Mapping[TagId, TagPhrases] = field(default_factory=dict)
    """Of the tags that the owner wrote."""
    keywords: Mapping[TagId, tuple[KeywordPattern, ...]] = field(default_factory=dict)
    """Those that give a tag."""
    from_keywords: KeywordSettings = NO_KEYWORD_TAGS
    """Which keywords are tags of their own."""
    by_hand: tuple[HandAssignment, ...] = ()


def tell_vocabulary(vocabulary: Vocabulary, words: Wording) -> Vocabulary:
    """Return the vocabulary with what the program says of tags in `words`."""
    tell = words.tell
    facets = (
        replace(facet, name=tell(facet.name), definition=tell(facet.definition))
        for facet in vocabulary.facets
    )
    tags = (replace(tag, definition=tell(tag.definition)) for tag in vocabulary.tags)
    return replace(vocabulary, facets=tuple(facets), tags=tuple(tags))


def read_vocabulary(sources: Path, problems: Problems) -> Vocabulary:
    """Read `tags.yml` and `tag_assignments.yml` of `sources`; each fault is a problem.

    Raises `BuilderError` where a file is not YAML.
    """
    path = sources / "tags.yml"
    root = read_located_yaml(path)
    origin = Origin(file=path.as_posix())
    parts = _find_lists(root, problems) if root else {}
    stated = tuple(_read_facets(parts["facets"], problems)) if "facets" in parts else ()
    read = tuple(_read_tags(parts["tags"], stated, problems)) if "tags" in parts else ()
    tags = tuple(tag for tag, *_ in read)
    settings = read_keyword_settings(parts["keywords"], problems) if "keywords" in parts else None
    # A catalogue that has no such file yet is no fault.
    if path.is_file() and not tags and not (settings and settings.least):
        how = f"{describe_command('suggest-tags')} proposes some"
        problems.add(origin, f"expected tags, got none; {how}")
    named = {facet.id: facet for facet in stated}
    for tag in tags:
        named.setdefault(tag.facet, Facet(id=tag.facet, name=tag.facet.capitalize(), definition=""))
    assignments = read_located_yaml(sources / "tag_assignments.yml")
    known = frozenset(tag.id for tag in tags)
    return Vocabulary(
        facets=tuple(named.values()),
        tags=tags,
        phrases={tag.id: phrases for tag, phrases, _ in read},
        keywords={tag.id: keywords for tag, _, keywords in read},
        from_keywords=settings or NO_KEYWORD_TAGS,
        by_hand=tuple(_read_by_hand(assignments, known, problems)) if assignments else (),
    )


def _find_lists(root: YamlValue, problems: Problems) -> Mapping[str, YamlValue]:
    if root.kind == "list":
        return {"tags": root}
    if root.kind != "mapping":
        problems.add(root.origin, f"expected facets and tags, got {root.text!r}")
    parts: dict[str, YamlValue] = {}
    for key, value in root.pairs:
        if key.text == "keywords":
            parts[key.text] = value
        elif key.text not in ("facets", "tags"):
            wanted = "'facets', 'tags' or 'keywords'"
            problems.add(key.origin, f"expected {wanted}, got {key.text!r}")
        elif value.kind != "list":
            problems.add(value.origin, f"{key.text}: expected a list, got {value.quoted}")
        else:
            parts[key.text] = value
    return parts


def _read_facets(values: YamlValue, problems: Problems) -> Iterator[Facet]:
    seen: set[str] = set()
    for value in values.items:
        fields = _read_texts(value, _FACET_TEXTS, (), "facet", problems)
        id_ = fields.get("id", "")
        if not is_slug(id_):
            problems.add(
                value.origin, f"facet: id: expected letters, digits and hyphens, got {id_!r}"
            )
        elif id_ in seen:
            problems.add(value.origin, f"facet {id_!r}: expected each id once, got it again")
        else:
            seen.add(id_)
            name = fields.get("name") or id_.capitalize()
            yield Facet(id=id_, name=name, definition=fields.get("definition", ""))


def _read_tags(
    values: YamlValue, facets: tuple[Facet, ...], problems: Problems
) -> Iterator[tuple[Tag, TagPhrases, tuple[KeywordPattern, ...]]]:
    seen: set[str] = set()
    for value in values.items:
        fields = _read_texts(value, _TAG_TEXTS, (*_TAG_LISTS, "keywords"), "tag", problems)
        slug = fields.get("slug", "")
        if not is_slug(slug):
            problems.add(
                value.origin, f"tag: slug: expected small letters, digits, hyphens, got {slug!r}"
            )
            continue
        if slug == NO_TAG:
            message = f"tag: slug: expected another, as {slug!r} stands for having no tag"
            problems.add(value.origin, message)
            continue
        if slug in seen:
            problems.add(value.origin, f"tag {slug!r}: expected each slug once, got it again")
            continue
        seen.add(slug)
        if not fields.get("name"):
            problems.add(value.origin, f"tag {slug!r}: name: expected a name, got none")
        facet = _resolve_facet(value, slug, fields.get("facet", ""), facets, problems)
        name = fields.get("name") or slug.replace("-", " ").capitalize()
        tag = Tag(
            id=TagId(slug),
            name=name,
            facet=facet,
            definition=fields.get("definition", ""),
            excludes=fields.get("not", ""),
            words=_list_words(value),
        )
        keywords = (
            pattern
            for key, listed in value.pairs
            if key.text == "keywords" and listed.kind != "mapping"
            for pattern in read_keyword_patterns(listed, "keywords", problems)
        )
        yield tag, _read_phrases(value, name, problems), tuple(keywords)


def _list_words(tag: YamlValue) -> tuple[str, ...]:
    """The phrases that speak for a tag, as words alone."""
    lists = [value for key, value in tag.pairs if key.text in ("words", "hints")]
    phrases = [item.text or "" for value in lists for item in (value.items or (value,))]
    plain = (" ".join(re.sub(r"\([^)]*\)|[^\w\s-]", " ", phrase).split()) for phrase in phrases)
    return tuple(dict.fromkeys(words for words in plain if words))


def _resolve_facet(
    value: YamlValue, slug: str, facet: str, facets: tuple[Facet, ...], problems: Problems
) -> str:
    known = [known.id for known in facets]
    if facet and (facet in known or (not known and is_slug(facet))):
        return facet
    wanted = f"expected one of {sorted(known)}" if known else "expected the id of a facet"
    problems.add(value.origin, f"tag {slug!r}: facet: {wanted}, got {facet!r}")
    return known[-1] if known else "tags"


def _read_phrases(tag: YamlValue, name: str, problems: Problems) -> TagPhrases:
    found: dict[str, tuple[Phrase, ...]] = {}
    for key, value in tag.pairs:
        if key.text in _TAG_LISTS:
            listed = (value,) if value.text else value.items
            found[key.text] = tuple(_parse_phrases(listed, key.text, problems))
    if not found.get("words") and not found.get("hints"):
        found["words"] = _name_phrases(name)
    return TagPhrases(
        words=found.get("words", ()),
        hints=found.get("hints", ()),
        against=found.get("against", ()),
    )


def _parse_phrases(values: tuple[YamlValue, ...], key: str, problems: Problems) -> Iterator[Phrase]:
    for value in values:
        try:
            yield parse_phrase(value.text or "")
        except ValueError as error:
            problems.add(value.origin, f"{key}: {error}, got {value.quoted}")


def _name_phrases(name: str) -> tuple[Phrase, ...]:
    try:
        return (parse_phrase(re.sub(r"[&*|()]|\.\.", " ", name)),)
    except ValueError:
        return ()


def _read_by_hand(
    root: YamlValue, known: frozenset[TagId], problems: Problems
) -> Iterator[HandAssignment]:
    if root.kind != "mapping":
        problems.add(root.origin, f"expected titles with tags, got {root.quoted}")
    named = {item.text for _, value in root.pairs for item in (value, *value.items) if item.text}
    if named and named.isdisjoint(known):
        problems.add(root.origin, "expected slugs of tags.yml, got those of another vocabulary")
        return
    seen: set[str] = set()
    for key, value in root.pairs:
        paper = key.text or ""
        if not paper or paper in seen:
            got = "it again" if paper else key.quoted
            problems.add(key.origin, f"{paper!r}: expected each paper once, got {got}")
            continue
        seen.add(paper)
        tags: dict[TagId, None] = {}
        for item in (value,) if value.text else value.items:
            tag = TagId(item.text or "")
            if tag in known:
                tags[tag] = None
            else:
                problems.add(
                    item.origin, f"{paper!r}: expected a slug of tags.yml, got {item.quoted}"
                )
        if tags:
            yield HandAssignment(origin=key.origin, paper=paper, tags=tuple(tags))
        elif not value.items:
            problems.add(key.origin, f"{paper!r}: expected a list of tags, got {value.quoted}")


def _read_texts(
    value: YamlValue,
    texts: tuple[str, ...],
    lists: tuple[str, ...],
    thing: str,
    problems: Problems,
) -> Mapping[str, str]:
    """Return the fields of a mapping that are text; note every other field."""
    if value.kind != "mapping":
        problems.add(value.origin, f"{thing}: expected fields, got {value.quoted}")
    fields: dict[str, str] = {}
    for key, field_ in value.pairs:
        name = key.text or ""
        if name in texts and field_.text is not None:
            fields[name] = Text(field_.text).source
        elif name in texts:
            problems.add(field_.origin, f"{thing}: {name}: expected text, got {field_.quoted}")
        elif name not in lists:
            wanted = ", ".join((*texts, *lists))
            problems.add(key.origin, f"{thing}: expected one of {wanted}, got {key.quoted}")
        elif field_.kind == "mapping":
            problems.add(
                field_.origin, f"{thing}: {name}: expected a list of phrases, got a mapping"
            )
    return fields
