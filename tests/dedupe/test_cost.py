"""What many records of one title cost, and what is still found among them."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from builder.dedupe.blocking import WINDOW, candidate_pairs, candidates_across
from builder.dedupe.clustering import Groups, Pair, cluster
from builder.dedupe.evidence import collect_evidence
from builder.dedupe.judging import judge
from builder.dedupe.profiles import build_profiles
from tests.records import ABSTRACT, OTHER_ABSTRACT, entry

TITLE = "Growing Gardens of Paper Flowers under Lamplight"


def test_thousands_of_equal_titles_are_compared_with_few_of_them() -> None:
    chance = random.Random(3)
    texts = [" ".join(chance.choices(ABSTRACT.split(), k=30)) for _ in range(600)]
    records = [entry(TITLE, place, abstract=text) for place, text in enumerate(texts)]
    pairs = candidate_pairs(build_profiles(records))
    assert 0 < len(pairs) < 320 * len(records)


def test_in_a_crowd_of_one_title_each_meets_the_eight_sorted_next_to_it() -> None:
    records = [entry("Lamplight", place, date=str(1980 + place)) for place in range(20)]
    pairs = candidate_pairs(build_profiles(records))
    assert pairs == [pair for pair in combinations(range(20), 2) if pair[1] - pair[0] <= 8]


def asked(left: int, right: int, score: float) -> tuple[int, list[Pair]]:
    """How many groups come of two whose first records are alike, and what was compared."""
    compared: list[Pair] = []

    def compare(one: int, two: int) -> float:
        compared.append((one, two))
        return score

    size = left + right
    together = [(0, n) for n in range(1, left)] + [(left, n) for n in range(left + 1, size)]
    titles = [f"title {n}" for n in range(size)]
    groups = cluster(size, together, (), {(0, left): 0.9}, compare, titles)
    return len(groups.all()), compared


@pytest.mark.parametrize(("score", "groups"), [(0.0, 2), (0.6, 1)])
def test_groups_are_joined_where_their_records_agree_on_the_average(
    score: float, groups: int
) -> None:
    assert asked(3, 3, score)[0] == groups


def test_of_two_large_groups_six_records_each_are_compared() -> None:
    _, compared = asked(40, 30, 0.6)
    assert len(compared) == 6 * 6 - 1


def test_a_serial_title_needs_more_than_an_abstract_that_is_much_the_same() -> None:
    words = ABSTRACT.split()
    much = " ".join([*words[: len(words) * 8 // 10], *OTHER_ABSTRACT.split()[:10]])

    def decision(title: str) -> str:
        one, two = build_profiles(
            [entry(title, 1, abstract=ABSTRACT), entry(title, 2, abstract=much)]
        )
        found = collect_evidence(one, two)
        assert 0.8 <= (found.abstract or 0) < 0.9
        return judge(found).decision

    assert decision("Editorial") == "apart"
    assert decision("Lamplight") == "merged"


def test_a_paper_meets_its_record_among_many_and_few_others() -> None:
    papers = [entry("Lamplight", abstract=ABSTRACT), entry("Bread by Night")]
    records = [entry("Lamplight", place, abstract=f"{place} {ABSTRACT}") for place in range(500)]
    records += [entry("Lamplight", 500, abstract=ABSTRACT), entry("Lamplights of the North", 501)]
    near = candidates_across(build_profiles(papers), build_profiles(records))
    assert 500 in near[0]
    assert len(near[0]) <= 12 * 2 * WINDOW
    assert near.get(1, frozenset()) == frozenset()


def test_a_doi_that_thousands_share_makes_no_pairs() -> None:
    chance = random.Random(3)
    words = ["".join(chance.choices("abdeilmnorstu", k=7)) for _ in range(2_000)]
    titles = [" ".join(chance.choices(words, k=6)) for _ in range(600)]
    records = [entry(title, place, doi="10.1/volume") for place, title in enumerate(titles)]
    assert len(candidate_pairs(build_profiles(records))) < len(records) / 10


def test_a_group_is_not_copied_for_each_record_that_joins_it() -> None:
    groups = Groups(100, apart=[(0, 99)])
    groups.join(0, 1)
    members = groups.members(0)
    for other in range(2, 99):
        groups.join(other, 0)
    assert groups.members(50) is members
    assert len(members) == 99


def test_what_must_stay_apart_does_however_groups_grow() -> None:
    chance = random.Random(5)
    pairs = [(chance.randrange(60), chance.randrange(60)) for _ in range(400)]
    apart = {(one, two) for one, two in pairs[:60] if one != two}
    groups = Groups(60, apart)
    for one, two in pairs[60:]:
        if groups.leader(one) != groups.leader(two) and groups.may_join(one, two):
            groups.join(one, two)
    found = groups.all()
    assert sorted(record for group in found for record in group) == list(range(60))
    for group in found:
        assert not any(pair in apart for one in group for pair in [(one, two) for two in group])
    merged = {leader: group for group in found for leader in group}
    refused = [(one, two) for one, two in pairs[60:] if two not in merged[one]]
    assert refused and not any(groups.may_join(one, two) for one, two in refused)
