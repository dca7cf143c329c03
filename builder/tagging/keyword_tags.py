"""Tags that papers have by their keywords, and tags that are made of keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..model.records import KEYWORD_FACET, NO_TAG, Assignment, Facet, Keyword, Paper, Tag, TagId
from ..model.slugs import make_slug
from ..model.wording import message
from ..text.keyword_key import keyword_key
from .keyword_settings import KeywordPattern, KeywordSettings
from .vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class KeywordTags:
    """The vocabulary with the tags made of keywords, and which keyword gives which tags."""

    vocabulary: Vocabulary
    """Its own tags first; those made of keywords follow, the most frequent first."""
    of_keyword: Mapping[str, tuple[TagId, ...]]
    """By the keyword's name."""
    made: frozenset[TagId]
    """The tags that are made of keywords."""


def add_keyword_tags(vocabulary: Vocabulary, papers: Iterable[Paper]) -> KeywordTags:
    """Add the tags that are made of the papers' keywords, and say which keyword gives which tag.

    A keyword that a written tag names, or that has its name, is no tag of its own.
    """
    papers = tuple(papers)
    spellings = _collect_spellings(papers)
    of_keyword = _match_written(vocabulary, spellings)
    settings = vocabulary.from_keywords
    made: dict[TagId, Tag] = {}
    if settings.least:
        free = {name: all_ for name, all_ in spellings.items() if name not in of_keyword}
        groups = _group_synonyms(free, settings)
        for tag, names in _make_tags(groups, papers, spellings, settings):
            made[tag.id] = tag
            of_keyword |= dict.fromkeys(names, (tag.id,))
    shown: dict[TagId, dict[str, None]] = {}
    for name, tags in of_keyword.items():
        for tag_id in tags:
            shown.setdefault(tag_id, {}).update(dict.fromkeys(spellings[name]))
    written = [replace(t, spellings=tuple(sorted(shown.get(t.id, ())))) for t in vocabulary.tags]
    return KeywordTags(
        vocabulary=replace(
            vocabulary,
            tags=(*written, *made.values()),
            facets=_add_facet(vocabulary.facets) if made else vocabulary.facets,
        ),
        of_keyword=of_keyword,
        made=frozenset(made),
    )


def _collect_spellings(papers: Iterable[Paper]) -> dict[str, tuple[str, ...]]:
    """Every way in which papers write a keyword, by its name."""
    found: dict[str, dict[str, None]] = {}
    for paper in papers:
        for keyword in paper.keywords:
            spellings = found.setdefault(keyword.name, {keyword.name: None})
            spellings.update(dict.fromkeys(keyword.spellings))
    return {name: (name, *sorted(set(found[name]) - {name})) for name in sorted(found)}


def _match_written(
    vocabulary: Vocabulary, spellings: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[TagId, ...]]:
    """The written tags that each keyword gives."""
    by_key: dict[str, list[TagId]] = {}
    patterns: list[tuple[KeywordPattern, TagId]] = []
    for tag in vocabulary.tags:
        for pattern in vocabulary.keywords.get(tag.id, ()):
            if pattern.key:
                by_key.setdefault(pattern.key, []).append(tag.id)
            else:
                patterns.append((pattern, tag.id))
        if vocabulary.from_keywords.least:
            for own in {keyword_key(tag.name), keyword_key(tag.id)}:
                by_key.setdefault(own, []).append(tag.id)
    found: dict[str, tuple[TagId, ...]] = {}
    for name, all_ in spellings.items():
        tags = [tag for spelling in all_ for tag in by_key.get(keyword_key(spelling), ())]
        tags += [tag for pattern, tag in patterns if any(map(pattern.matches, all_))]
        if tags:
            found[name] = tuple(dict.fromkeys(tags))
    return found


def _group_synonyms(
    spellings: Mapping[str, tuple[str, ...]], settings: KeywordSettings
) -> dict[str, list[str]]:
    """The names of keywords that mean the same, by the name that is shown."""
    first = {keyword_key(text): texts[0] for texts in settings.join for text in texts}
    groups: dict[str, list[str]] = {}
    for name, all_ in spellings.items():
        if any(p.matches(spelling) for p in settings.leave_out for spelling in all_):
            continue
        shown = next((first[key] for key in map(keyword_key, all_) if key in first), name)
        groups.setdefault(shown, []).append(name)
    return groups


def _make_tags(
    groups: Mapping[str, Sequence[str]],
    papers: Iterable[Paper],
    spellings: Mapping[str, tuple[str, ...]],
    settings: KeywordSettings,
) -> list[tuple[Tag, Sequence[str]]]:
    """A tag for each keyword that enough papers have, the most frequent first."""
    shown_as = {name: shown for shown, names in groups.items() for name in names}
    counts = Counter(
        shown
        for paper in papers
        for shown in {shown_as[k.name] for k in paper.keywords if k.name in shown_as}
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    chosen = [shown for shown, count in ranked if count >= settings.least][: settings.most]
    return [(_make_tag(shown, groups[shown], spellings), groups[shown]) for shown in chosen]


def _make_tag(shown: str, names: Sequence[str], spellings: Mapping[str, tuple[str, ...]]) -> Tag:
    all_ = tuple(sorted({text for name in names for text in spellings[name]}))
    slug = make_slug(shown)
    return Tag(
        id=TagId(slug if slug != NO_TAG else f"keyword-{slug}"),
        name=shown,
        facet=KEYWORD_FACET,
        definition=message("Papers whose listing gives the keyword “%(keyword)s”.", keyword=shown),
        words=tuple(text for text in all_ if text != shown),
        spellings=all_,
    )


def _add_facet(facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    if any(facet.id == KEYWORD_FACET for facet in facets):
        return facets
    definition = message("What the listings themselves say that a work deals with.")
    return (*facets, Facet(id=KEYWORD_FACET, name=message("Keywords"), definition=definition))


def assign_by_keywords(paper: Paper, tags: KeywordTags) -> tuple[Assignment, ...]:
    """Return the tags that a paper has by its keywords, in the order of the keywords."""
    found: dict[TagId, Keyword] = {}
    for keyword in paper.keywords:
        for tag in tags.of_keyword.get(keyword.name, ()):
            found.setdefault(tag, keyword)
    return tuple(
        Assignment(
            tag=tag, strength=1.0, by="keyword", reason=message("“%(text)s”", text=keyword.name)
        )
        for tag, keyword in found.items()
    )
