"""The people stage: which authors of which papers are one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model.people import People, Person, PersonId, Spelling
from ..model.problems import Problems
from ..model.records import Paper, PaperId
from ..model.wording import Message, message
from .by_hand import HandGroups, apply_rulings
from .candidates import Candidate, gather_candidates, list_witnesses
from .joining import Link, link_candidates
from .mentions import LinkedGroups, Mention, group_full_names, list_mentions
from .names import parse_name
from .naming import Identity, choose_name, make_person_ids
from .rulings import Ruling

MAX_PAGES = 3_000
"""Pages of people, those with most papers: of more, a site is too large for GitHub Pages."""


def find_people(papers: Iterable[Paper], rulings: Iterable[Ruling], problems: Problems) -> People:
    """Return the people who wrote the papers; the owner's `rulings` win over everything.

    One full name is one person, however it is written, unless ORCIDs tell two apart. Initials join
    another name only where they fit and a co-author or an ORCID is shared; those of very common
    family names only by ORCID. A ruling that fits nothing is a problem.
    """
    papers = sorted(papers, key=lambda paper: paper.id)
    mentions = list_mentions(papers)
    hand = apply_rulings(rulings, papers, mentions, problems)
    candidates = gather_candidates(mentions, group_full_names(mentions), hand)
    of_mention = {number: one for one in candidates for number in one.mentions}
    witnesses = list_witnesses(mentions, [of_mention[n] for n in range(len(mentions))])
    links = link_candidates(candidates, witnesses, hand.apart)
    groups = LinkedGroups(len(candidates))
    for link in links:
        groups.link(link.one, link.other)
    members: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        members.setdefault(groups.leader(candidate.number), []).append(candidate)
    drafts = {leader: _draft(group, papers, mentions, hand) for leader, group in members.items()}
    ids = dict(zip(drafts, make_person_ids(d.identity for d in drafts.values()), strict=True))
    reasons = _explain(links, {n: drafts[groups.leader(n)].name for n in range(len(candidates))})
    least = _count_for_page(len(draft.papers) for draft in drafts.values())
    persons = (
        _finish(draft, ids[leader], hand, reasons, has_page=len(draft.papers) >= least)
        for leader, draft in drafts.items()
    )
    return People(
        persons=tuple(sorted(persons, key=lambda person: person.id)),
        of_paper=_list_authors(
            papers,
            mentions,
            [ids[groups.leader(of_mention[n].number)] for n in range(len(mentions))],
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Draft:
    """A person before the slug is known."""

    name: str
    papers: tuple[Paper, ...]
    """Newest first."""
    spellings: Mapping[str, int]
    candidate_of: Mapping[str, Candidate]
    """The first that writes a name so."""
    identity: Identity
    ruling: int | None


def _draft(
    group: Sequence[Candidate],
    papers: Sequence[Paper],
    mentions: Sequence[Mention],
    hand: HandGroups,
) -> _Draft:
    numbers = [number for candidate in group for number in candidate.mentions]
    spellings = Counter(mentions[number].text for number in numbers)
    ruling = next((one.by_hand for one in group if one.by_hand is not None), None)
    is_parted = ruling in hand.closed
    chosen = hand.rulings[ruling] if ruling is not None else None
    name = choose_name(spellings)
    if chosen and not is_parted:
        name = chosen.names[0].text or name
    written = [papers[number] for number in {mentions[number].paper for number in numbers}]
    written.sort(key=lambda paper: paper.id)
    oldest = min(written, key=lambda paper: (paper.date or "9999", paper.id))
    orcids = sorted({mentions[number].orcid for number in numbers} - {""})
    return _Draft(
        name=name,
        papers=tuple(sorted(written, key=lambda paper: paper.date or "", reverse=True)),
        spellings=spellings,
        candidate_of={
            mentions[number].text: one for one in reversed(group) for number in one.mentions
        },
        identity=Identity(
            name=name,
            chosen=chosen.id if chosen else "",
            mark=oldest.id,
            orcid=orcids[0] if len(orcids) == 1 else "",
            may_have_the_name=not is_parted
            and (chosen is not None or not parse_name(name).is_abbreviated),
        ),
        ruling=ruling,
    )


def _explain(links: Iterable[Link], names: Mapping[int, str]) -> Mapping[int, str]:
    """Return for a reader why a candidate is the same person as another."""
    found: dict[int, str] = {}
    for link in links:
        reason = _explain_link([names[number] for number in link.witness])
        for number in (link.one, link.other):
            found.setdefault(number, reason)
    return found


def _explain_link(names: Sequence[str]) -> Message:
    """Why two candidates are one; `names` are of those with whom both wrote."""
    if not names:
        return message("the names fit, the ORCID is the same")
    if len(names) == 1:
        return message("the names fit, %(name)s wrote with both", name=names[0])
    one, other = names
    return message("the names fit, %(one)s and %(other)s wrote with both", one=one, other=other)


def _count_for_page(papers: Iterable[int]) -> int:
    """Return how many papers somebody with a page has at least."""
    most_first = sorted(papers, reverse=True)
    return max(2, most_first[MAX_PAGES] + 1) if len(most_first) > MAX_PAGES else 2


def _finish(
    draft: _Draft,
    id_: PersonId,
    hand: HandGroups,
    reasons: Mapping[int, str],
    *,
    has_page: bool,
) -> Person:
    name = parse_name(draft.name)
    comment = hand.rulings[draft.ruling].comment if draft.ruling is not None else ""

    def reason(text: str) -> str:
        if parse_name(text).sure_keys & name.sure_keys:
            return ""
        candidate = draft.candidate_of[text]
        return comment if candidate.by_hand is not None else reasons.get(candidate.number, "")

    ranked = sorted(draft.spellings.items(), key=lambda item: (-item[1], item[0]))
    return Person(
        id=id_,
        name=draft.name,
        spellings=tuple(Spelling(text=t, papers=n, reason=reason(t)) for t, n in ranked),
        papers=tuple(paper.id for paper in draft.papers),
        orcid=draft.identity.orcid or None,
        is_common=name.is_common and not name.is_distinctive,
        has_page=has_page,
    )


def _list_authors(
    papers: Sequence[Paper], mentions: Iterable[Mention], ids: Iterable[PersonId]
) -> Mapping[PaperId, tuple[PersonId, ...]]:
    found: dict[PaperId, list[PersonId]] = {paper.id: [] for paper in papers if paper.authors}
    for mention, id_ in zip(mentions, ids, strict=True):
        found[papers[mention.paper].id].append(id_)
    return {paper: tuple(authors) for paper, authors in found.items()}
