"""Assigns tags: exactly those given by hand, else those that rules, labels and meaning give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..model.problems import Problems
from ..model.records import Assignment, Paper, PaperId, TagId
from ..model.wording import Message
from ..runtime.hashing import hash_value
from ..runtime.memory import NO_MEMORY, Memory
from ..runtime.parallel import map_parallel
from ..settings.paper_names import PaperNames
from .keyword_tags import KeywordTags, assign_by_keywords
from .rules import PaperText, TagRules, explain_matches
from .vocabulary import HandAssignment, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ASSIGN_FROM = 0.4
"""Probability from which a tag is assigned: so that in cross-validation papers get as many as
by hand, and precision equals recall; from 0.36 to 0.44, micro-F1 is the same."""
_FIRST = 0.1
"""Probability that the likeliest tag needs: what fits nothing has no tag."""
_SECOND = 0.15
"""Probability that a second tag needs: hardly any paper has just one tag."""
_MOST = 5
_MAX_TRAINING_PAPERS = 2000
"""Labelled papers to learn from at most; of more, every n-th is used."""

_WORTH_SPREADING = 1000
"""Papers from which more than one process pays."""


def assign_tags(
    papers: Iterable[Paper],
    tags: KeywordTags,
    problems: Problems,
    vectors: NDArray[np.float32] | None = None,
    tag_vectors: NDArray[np.float32] | None = None,
    memory: Memory = NO_MEMORY,
) -> Mapping[PaperId, tuple[Assignment, ...]]:
    """Return the tags of each paper, strongest first; none where nothing speaks for any.

    A paper tagged by hand has exactly those tags of the owner's, and teaches how to tag the
    others; these also have the tags that their keywords give. Every paper has those that are made
    of its keywords. A line that names no paper is a problem. `vectors` say what the papers mean,
    `tag_vectors` what the tags mean: a row each, in the same order, of length 1, or of zeros if
    not known.
    """
    papers = tuple(papers)
    vocabulary = tags.vocabulary
    by_hand = resolve_hand_tags(papers, vocabulary, problems)
    if not vocabulary.phrases or len(by_hand) == len(papers):
        machine: Mapping[PaperId, tuple[Assignment, ...]] = {}
    else:
        machine = predict_tags(papers, vocabulary, by_hand, vectors, tag_vectors, memory)
    assigned: dict[PaperId, tuple[Assignment, ...]] = {}
    for paper in papers:
        found = assign_by_keywords(paper, tags)
        if paper.id in by_hand:
            first = tuple(
                Assignment(tag=tag, strength=1.0, by="hand", reason="") for tag in by_hand[paper.id]
            )
            rest = tuple(given for given in found if given.tag in tags.made)
        else:
            first, rest = found, machine.get(paper.id, ())
        known = {given.tag for given in first}
        assigned[paper.id] = (*first, *(given for given in rest if given.tag not in known))
    return assigned


def resolve_hand_tags(
    papers: Iterable[Paper], vocabulary: Vocabulary, problems: Problems
) -> Mapping[PaperId, tuple[TagId, ...]]:
    """Return the tags given by hand; each line that names no paper is a problem."""
    names = PaperNames(papers)
    found: dict[PaperId, tuple[TagId, ...]] = {}
    unmatched: list[HandAssignment] = []
    for line in vocabulary.by_hand:
        ids = names.find(line.paper)
        found.update((id_, line.tags) for id_ in ids)
        if not ids:
            unmatched.append(line)
    if len(unmatched) > 1 and not found:
        problems.add(unmatched[0].origin, "expected titles of papers, got none of this catalogue")
        return found
    for line in unmatched:
        problems.add(line.origin, f"expected the title of a paper, got {line.paper!r}")
    return found


def predict_tags(
    papers: Sequence[Paper],
    vocabulary: Vocabulary,
    by_hand: Mapping[PaperId, tuple[TagId, ...]],
    vectors: NDArray[np.float32] | None = None,
    tag_vectors: NDArray[np.float32] | None = None,
    memory: Memory = NO_MEMORY,
) -> Mapping[PaperId, tuple[Assignment, ...]]:
    """Return the tags that rules, labels and meaning give each paper without tags by hand."""
    # Imported here so that commands that tag nothing start without numpy and scipy.
    import numpy as np

    from .features import Features, Labels, Vectors, add_closeness, build_features
    from .model import FirstStep, learn, take_first_step

    rules = TagRules(vocabulary)
    tags = tuple(tag.id for tag in vocabulary.tags if tag.id in vocabulary.phrases)
    column = {tag: number for number, tag in enumerate(tags)}
    texts = [PaperText.parse(paper) for paper in papers]
    found = memory.remember_each(
        "phrases in papers",
        [hash_value(vocabulary.phrases)],
        texts,
        lambda text: f"{text.title.text}\n{text.abstract.text}",
        lambda new: map_parallel(rules.find_matches, new, least=_WORTH_SPREADING),
    )
    labelled = [row for row, paper in enumerate(papers) if paper.id in by_hand]
    training_rows = labelled[:: -(-len(labelled) // _MAX_TRAINING_PAPERS) or 1]
    wanted = np.zeros((len(training_rows), len(tags)))
    for row, at in enumerate(training_rows):
        for tag in by_hand[papers[at].id]:
            wanted[row, column[tag]] = 1.0
    labels = Labels(rows=training_rows, wanted=wanted)
    width = 1 if vectors is None else vectors.shape[1]
    meaning = Vectors(
        papers=_or_zeros(vectors, len(papers), width),
        # Tags that are made of keywords come last.
        tags=_or_zeros(tag_vectors, len(tags), width)[: len(tags)],
    )

    def teach(_: Problems) -> tuple[Features, FirstStep | None]:
        features = build_features(texts, found, tags, rules.phrase_count, labels, meaning.papers)
        return features, take_first_step(features, labels)

    written = [(text.title.text, text.abstract.text) for text in texts]
    arrays = (wanted.tobytes(), meaning.papers.tobytes())
    made_of = hash_value(written, vocabulary.phrases, tags, training_rows, *arrays)
    features, first = memory.remember("features", [made_of], teach).value
    features = add_closeness(features, labels, meaning)
    model = learn(features, labels, first)

    def explain(row: int, number: int) -> Message | None:
        matches = found[row].get(tags[number], ())
        return explain_matches(matches, texts[row]) or features.explain_tag(
            row, number, model.weight[:, number]
        )

    assigned: dict[PaperId, tuple[Assignment, ...]] = {}
    for row, paper in enumerate(papers):
        if paper.id not in by_hand:
            strengths = model.probability[row].tolist()
            assigned[paper.id] = tuple(
                Assignment(
                    tag=tags[number],
                    strength=round(strengths[number], 3),
                    by="machine",
                    reason=reason,
                )
                for number in choose_tags(strengths)
                if (reason := explain(row, number))
            )
    return assigned


def _or_zeros(vectors: NDArray[np.float32] | None, rows: int, width: int) -> NDArray[np.float32]:
    import numpy as np

    return np.zeros((rows, width), np.float32) if vectors is None else vectors


def choose_tags(strengths: Sequence[float]) -> tuple[int, ...]:
    """Return which tags are strong enough, strongest first, then in the owner's order."""
    order = sorted(range(len(strengths)), key=lambda number: (-strengths[number], number))
    bounds = (_FIRST, _SECOND, *[ASSIGN_FROM] * (_MOST - 2))
    return tuple(
        number for number, bound in zip(order, bounds, strict=False) if strengths[number] >= bound
    )
