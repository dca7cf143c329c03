"""A pair that is not looked at closely is one that a closer look would tell apart."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from builder.dedupe import merge, screening
from builder.dedupe.evidence import collect_evidence
from builder.dedupe.judging import REPORT_AT, judge
from builder.dedupe.profiles import Profile, build_profiles
from builder.dedupe.screening import has_nothing_in_common, is_worth_judging
from builder.model.records import Entry, ListingId
from builder.runtime.memory import Memory
from tests.records import entry

WORDS = "amber basil cedar dune ember fern grove heath iris juniper kelp lichen moss nettle".split()
NAMES = ("Ada Lovelace", "Grace Hopper", "Alan Turing", "Edith Clarke", "Kurt Gödel")


def alter(words: list[str], chance: random.Random) -> list[str]:
    """Half of the time some words are others."""
    times = chance.choice((0, 0, 1, 3, len(words) // 3, len(words)))
    changed = list(words)
    for _ in range(times):
        changed[chance.randrange(len(changed))] = chance.choice(WORDS)
    return changed


def make_records(chance: random.Random) -> list[Entry]:
    title, abstract = chance.choices(WORDS, k=chance.randint(3, 9)), chance.choices(WORDS, k=40)
    names = chance.sample(NAMES, 3)
    return [
        entry(
            " ".join(alter(title, chance)),
            place,
            abstract=" ".join(alter(abstract, chance)) if chance.random() < 0.6 else "",
            authors=tuple(alter(names, chance)[: chance.randint(0, 3)]),
            date=chance.choice((None, "2019", "2020")),
            venue=chance.choice((None, "Journal of Herbs", "J. Herbs", "arXiv", "Proc. of Leaves")),
            volume=chance.choice((None, "1", "2")),
            pages=chance.choice((None, "1-9", "12-19", "12")),
            doi=chance.choice((None, None, "10.1/a", "10.1/b")),
            arxiv_id=chance.choice((None, None, "2001.00001", "2001.00002")),
        )
        for place in range(12)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_not_worth_judging_would_be_kept_apart_and_not_reported(seed: int) -> None:
    chance = random.Random(seed)
    passed = 0
    for _ in range(4):
        for one, two in combinations(build_profiles(make_records(chance)), 2):
            if is_worth_judging(one, two):
                passed += 1
            elif not has_nothing_in_common(one, two):
                verdict = judge(collect_evidence(one, two))
                assert verdict.decision == "apart" and verdict.score < REPORT_AT
    assert 0 < passed < 4 * 66


def test_papers_of_other_people_that_share_some_words_are_not_worth_it() -> None:
    one, two = build_profiles(
        [
            entry("Amber and Basil under the Cedars of the Dunes", 1, authors=("Ada Lovelace",)),
            entry("Amber and Ferns under the Groves of a Heath", 2, authors=("Grace Hopper",)),
        ]
    )
    assert not has_nothing_in_common(one, two)
    assert not is_worth_judging(one, two)


def test_what_is_remembered_of_pairs_and_abstracts_changes_no_merge(tmp_path: Path) -> None:
    chance = random.Random(5)
    records = [
        replace(one, position=place, listing=ListingId("all"))
        for place, one in enumerate([one for _ in range(4) for one in make_records(chance)])
    ]
    memory = Memory(tmp_path)
    merge(records, memory=memory)
    for place in range(0, len(records) - 1, 5):
        field = ("authors", "abstract", "doi", "arxiv_id")[place % 4]
        records[place] = replace(records[place], **{field: getattr(records[place + 1], field)})
        assert merge(records, memory=memory) == merge(records)


def test_only_pairs_of_changed_records_are_screened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)
    records = [
        entry(" ".join(chance.sample(WORDS, 6)), place, authors=(chance.choice(NAMES),))
        for place in range(60)
    ]
    merge(records, memory=Memory(tmp_path))
    asked: list[tuple[Entry, Entry]] = []

    def ask(one: Profile, two: Profile) -> bool:
        asked.append((one.entry, two.entry))
        return is_worth_judging(one, two)

    monkeypatch.setattr(screening, "is_worth_judging", ask)
    merge(records, memory=Memory(tmp_path))
    assert all(is_worth_judging(*build_profiles(pair)) for pair in asked)
    asked.clear()
    records[7] = replace(records[7], authors=("Mary Somerville",))
    merge(records, memory=Memory(tmp_path))
    apart = [pair for pair in asked if not is_worth_judging(*build_profiles(pair))]
    assert apart and all(records[7] in pair for pair in apart)
