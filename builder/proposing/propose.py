"""Proposes tags: phrases that distinguish papers, kinds of work, and arXiv's categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..model.problems import Problems
from ..model.records import NO_TAG, Facet, Paper, PaperId, Tag, TagId
from ..model.slugs import make_slug
from ..relating.similarity import topic_vectors
from ..relating.tfidf import build_vectors
from ..runtime.progress import Progress
from ..tagging import Vocabulary, add_keyword_tags, assign_tags
from ..tagging.keyword_settings import parse_keyword
from ..tagging.phrases import parse_phrase
from ..tagging.vocabulary import TagPhrases
from ..text.vectors import centre_rows
from .arxiv_categories import ARXIV_CATEGORIES
from .candidates import FEW_PAPERS, Candidates, count_candidates
from .choosing import Choice, Topics, choose_topics
from .grouping import find_central, group_tags
from .kinds_of_work import KINDS_OF_WORK, WORDS_OF_KINDS
from .naming import list_spellings, name_choice

FEWEST = 3
"""Papers that a tag needs to be proposed; of a few papers, 2."""
SAMPLE = 10_000
"""About how many papers, evenly sampled, the phrases are taken from."""
_COUNTED = 2_000
"""The same of those that show which tags nothing would have."""
_ROUNDS = 5
_TOPICS = 64
_SPARE = 1.25
"""How many more are looked at, for some are dropped."""
_MOST_CATEGORIES = 20


@dataclass(frozen=True, kw_only=True)
class ProposedTag:
    """A tag as `tags.yml` has it, and what it would give."""

    slug: TagId
    name: str
    facet: str
    words: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    papers: tuple[PaperId, ...] = ()
    """Those that would have it, the surest first."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A vocabulary, and what it would do to the papers."""

    facets: tuple[Facet, ...]
    tags: tuple[ProposedTag, ...]
    """In the order of the facets; of one, those with most papers first."""
    tagged: int = 0
    """Papers that would have a tag."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Drafted:
    tag: ProposedTag
    direction: NDArray[np.float64]


def propose_vocabulary(
    papers: Sequence[Paper],
    vectors: NDArray[np.float32] | None,
    most: int,
    progress: Progress,
) -> Proposal:
    """Return a vocabulary of up to `most` tags; none where the papers have too little in common.

    `vectors` say what the papers mean: a row each of length 1, or of zeros where not known.
    No tag that the owner wrote, nor which papers have it, makes a difference.
    """
    step = -(-len(papers) // SAMPLE) or 1
    sample = papers[::step]
    progress.stage("finding phrases")
    candidates = count_candidates(sample)
    fixed = (*_draft_kinds(), *_draft_categories(papers))
    progress.stage("comparing papers")
    places = _place(sample, None if vectors is None else vectors[::step])
    drafted = _draft_topics(candidates, places, round(_SPARE * most))
    progress.stage("counting papers")
    topics, kept = _keep_frequent(drafted, fixed, papers, most)
    facets, tags = _group(topics, kept)
    counted, tagged = _count_papers(tags, papers)
    return Proposal(facets=facets, tags=_sort(counted, facets), tagged=tagged)


def _keep_frequent(
    topics: Sequence[_Drafted], fixed: Sequence[ProposedTag], papers: Sequence[Paper], most: int
) -> tuple[Sequence[_Drafted], Sequence[ProposedTag]]:
    """Up to `most` of those that enough papers would have, by a sample of these.

    A tag that is dropped leaves its papers to others, hence the rounds.
    """
    step = -(-len(papers) // _COUNTED) or 1
    least = FEWEST if len(papers) >= FEW_PAPERS else 2
    for _ in range(_ROUNDS):
        before = len(topics) + len(fixed)
        counted, _ = _count_papers((*(one.tag for one in topics), *fixed), papers[::step])
        enough = {tag.slug for tag in counted if len(tag.papers) * step >= least}
        fixed = [tag for tag in fixed if tag.slug in enough][:most]
        topics = [one for one in topics if one.tag.slug in enough][: most - len(fixed)]
        if len(topics) + len(fixed) == before:
            break
    return topics, fixed


def _place(papers: Sequence[Paper], vectors: NDArray[np.float32] | None) -> NDArray[np.float64]:
    """A row of length 1 for each paper: by its words, and where known by its meaning."""
    if not papers:
        return np.zeros((0, 1))
    words = centre_rows(topic_vectors(build_vectors(papers).matrix, _TOPICS))
    if vectors is None:
        return words
    meaning = centre_rows(vectors)
    both = meaning.any(axis=1, keepdims=True) & words.any(axis=1, keepdims=True)
    return np.hstack([words, meaning]) * np.where(both, np.sqrt(0.5), 1.0)


def _draft_topics(
    candidates: Candidates, places: NDArray[np.float64], most: int
) -> tuple[_Drafted, ...]:
    drafted: dict[TagId, _Drafted] = {}
    topics = Topics(candidates, places, leave_out=WORDS_OF_KINDS)
    for choice in choose_topics(topics, most):
        name = name_choice(choice, topics)
        slug = TagId(make_slug(name)) if name else None
        if slug and slug not in (*drafted, NO_TAG):
            tag = _draft_topic(choice, slug, name, candidates)
            drafted[slug] = _Drafted(tag=tag, direction=choice.direction)
    return tuple(drafted.values())


def _draft_topic(choice: Choice, slug: TagId, name: str, candidates: Candidates) -> ProposedTag:
    keywords = (candidates.keywords[at] for at in (choice.phrase, *choice.words))
    return ProposedTag(
        slug=slug,
        name=name,
        facet="",
        words=list_spellings(candidates, (choice.phrase, *choice.words)),
        hints=list_spellings(candidates, choice.hints),
        keywords=tuple(dict.fromkeys(keyword for keyword in keywords if keyword)),
    )


def _draft_kinds() -> tuple[ProposedTag, ...]:
    return tuple(
        ProposedTag(slug=TagId(make_slug(name)), name=name, facet="kind-of-work", words=words)
        for name, words in KINDS_OF_WORK.items()
    )


def _draft_categories(papers: Iterable[Paper]) -> tuple[ProposedTag, ...]:
    """The categories of arXiv among the keywords, those of most papers."""
    counts = Counter(word.name for paper in papers for word in paper.keywords)
    found = [code for code in counts if code in ARXIV_CATEGORIES and counts[code] >= 2]
    return tuple(
        ProposedTag(
            slug=TagId(make_slug(f"arxiv {code}")),
            name=f"{ARXIV_CATEGORIES[code]} ({code})",
            facet="arxiv-category",
            keywords=(code,),
        )
        for code in sorted(found, key=lambda code: (-counts[code], code))[:_MOST_CATEGORIES]
    )


_FIXED_FACETS = (
    Facet(id="kind-of-work", name="Kind of work", definition="What a work contributes."),
    Facet(id="arxiv-category", name="arXiv category", definition="Where arXiv has filed a work."),
)


def _group(
    topics: Sequence[_Drafted], fixed: Sequence[ProposedTag]
) -> tuple[tuple[Facet, ...], tuple[ProposedTag, ...]]:
    facets: dict[str, Facet] = {}
    tags: list[ProposedTag] = []
    directions = np.array([one.direction for one in topics])
    for group in group_tags(directions):
        first = find_central(group, directions)
        name = _name_group([topics[row].tag.name for row in first[:2]])
        id_ = make_slug(name)
        facets[id_] = Facet(id=id_, name=name, definition="")
        tags += (replace(topics[row].tag, facet=id_) for row in group)
    used = {tag.facet for tag in fixed}
    facets.update({facet.id: facet for facet in _FIXED_FACETS if facet.id in used})
    return tuple(facets.values()), (*tags, *fixed)


def _name_group(names: Sequence[str]) -> str:
    """Two names as one: `Images and diffusion models`, `Prompting and BERT`."""
    first, *others = names
    lower = (name[:1].lower() + name[1:] if name[1:2].islower() else name for name in others)
    return " and ".join((first, *lower))


def _count_papers(
    tags: Sequence[ProposedTag], papers: Sequence[Paper]
) -> tuple[tuple[ProposedTag, ...], int]:
    """The tags with the papers that a build would give them, and how many papers have any."""
    vocabulary = _make_vocabulary(tags)
    assigned = assign_tags(papers, add_keyword_tags(vocabulary, papers), Problems())
    found: dict[TagId, list[tuple[float, PaperId]]] = {tag.slug: [] for tag in tags}
    for id_, given in assigned.items():
        for one in given:
            found[one.tag].append((-one.strength, id_))
    counted = (
        replace(tag, papers=tuple(id_ for _, id_ in sorted(found[tag.slug]))) for tag in tags
    )
    return tuple(counted), sum(map(bool, assigned.values()))


def _make_vocabulary(tags: Sequence[ProposedTag]) -> Vocabulary:
    """What a build makes of them when they stand in `tags.yml`."""
    return Vocabulary(
        facets=(),
        tags=tuple(Tag(id=t.slug, name=t.name, facet=t.facet, definition="") for t in tags),
        phrases={
            tag.slug: TagPhrases(
                words=tuple(map(parse_phrase, tag.words)),
                hints=tuple(map(parse_phrase, tag.hints)),
            )
            for tag in tags
        },
        keywords={tag.slug: tuple(map(parse_keyword, tag.keywords)) for tag in tags},
    )


def _sort(tags: Iterable[ProposedTag], facets: Sequence[Facet]) -> tuple[ProposedTag, ...]:
    place = {facet.id: number for number, facet in enumerate(facets)}
    return tuple(sorted(tags, key=lambda tag: (place[tag.facet], -len(tag.papers), tag.slug)))
