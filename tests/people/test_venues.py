"""One venue under several spellings is one; two venues are two."""

from __future__ import annotations

import time

import pytest

from builder.model.people import Venue
from builder.people import find_venues
from builder.people.venue_keys import parse_venue_name
from builder.text.venue_series import SERIES
from tests.papers import paper

SAME = """
NeurIPS | NIPS 2019 | Advances in Neural Information Processing Systems 32 | NeurIPS '21
ICML | Proceedings of the 36th International Conference on Machine Learning | ICML 2019 (Oral)
CVPR | 2019 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)
ACL | Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics
ACL | 57th Annual Meeting of the Association for Computational Linguistics, Florence, Italy, 2019
ACL (1) | ACL 2019, Florence
NAACL | Proceedings of NAACL-HLT 2019 | NAACL-HLT (1)
WWW | The Web Conference 2020 | Proceedings of the 28th International World Wide Web Conference
KDD | 25th ACM SIGKDD International Conference on Knowledge Discovery & Data Mining
arXiv | arXiv preprint arXiv:2403.01234 | CoRR | arXiv.org | arXiv (Toy University)
Workshop on Knots | Proceedings of the Fourth Workshop on Knots | 22nd Workshop on Knots, 2020
Symposium on Knots | Twenty-Second Symposium on Knots, Pier, Harbour, June 2020
Journal of Toy Letters | J. Toy Letters | Journal of Toy Letters, vol. 3 | J Toy Lett 6 (2024) 1-9
International Conference on Toys | Intl. Conf. on Toys
Conference on Toy Knots (CTK) | CTK 2020 | CTK
Annals of Small Weather | Ann. Small Weath.
Science, Technology & Toys | Science, Technology and Toys
CHI '15: Proceedings of the 33rd Annual ACM Conference on Human Factors in Computing Systems | CHI
CHI '91 Proceedings of the SIGCHI Conference on Human Factors in Computing Systems | CHI
TOY '04: Proceedings of the 9th Conference on Knots | Conference on Knots
Toy Letters A | Toy Lett. A | Toy Letters (A)
Proc. IEEE | Proceedings of the IEEE
PNAS | Proc. Natl. Acad. Sci. U. S. A. | Proceedings of the National Academy of Sciences, USA
"""
"""Names of one venue."""

OTHER = """
NeurIPS | NeurIPS 2019 Workshop on Knots | Advances in Toys
ACL | Findings of the Association for Computational Linguistics: ACL 2021
ICML | European Conference on Machine Learning | Machine Learning
COLING | Computational Linguistics
ICCV | ECCV | Asian Conference on Computer Vision | Computer Vision
Journal of Toys | International Journal of Toys | Proceedings of Toys
Conference on Knots | Workshop on Knots | Symposium on Knots
Science | Science, Technology & Toys 2019 | Science Advances
ACL | Institute of Toys, ACL
Conference on Toy Knots (Online) | Online
Conference on Toy Knots (CTK) | Congress of Tide Keepers (CTK) | CTK
Toy Letters | Toy Letters A | Toy Letters B
toy letters | toy letters (a) | toy letters (b)
The 8th International Conference | Proceedings of the 11th International Conference | Conference
Biological Cybernetics | B and C
Toy Letters A | Toy Lett. B | Toy Letters Applied
IJCAI | International Conference on Artificial Intelligence
Journal of Knots | Journal of Knitting | J. Kn.
"""
"""Names of different venues."""


def venues_of(*names: str) -> tuple[Venue, ...]:
    return find_venues(paper(f"p{n}", venue=name) for n, name in enumerate(names)).venues


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("|")) for line in text.strip().splitlines()]


@pytest.mark.parametrize("names", rows(SAME))
def test_a_venue_is_one_over_its_years_and_spellings(names: tuple[str, ...]) -> None:
    [venue] = venues_of(*names)
    assert {spelling.text for spelling in venue.spellings} == set(names)


@pytest.mark.parametrize("names", rows(OTHER))
def test_different_venues_stay_apart(names: tuple[str, ...]) -> None:
    assert len(venues_of(*names)) == len(names)


@pytest.mark.parametrize(
    ("names", "shown", "full"),
    [
        (("NIPS 2019",), "NeurIPS", "Conference on Neural Information Processing Systems"),
        (
            ("Proceedings of the Fourth Workshop on Knots",),
            "Workshop on Knots",
            "Workshop on Knots",
        ),
        (("Proceedings of the Pier Society",), "Proceedings of the Pier Society", None),
        (("Journal of Toys 6 (2024) 1-9",), "Journal of Toys", None),
        (("J. Toy Letters", "Journal of Toy Letters"), "Journal of Toy Letters", None),
        (("CTK", "CTK", "Conference on Toy Knots (CTK)"), "Conference on Toy Knots", None),
        (("2019",), "2019", None),
        (("日本の灯籠",), "日本の灯籠", None),
    ],
)
def test_a_venue_is_shown_without_year_and_number(
    names: tuple[str, ...], shown: str, full: str | None
) -> None:
    [venue] = venues_of(*names)
    assert (venue.name, venue.full_name) == (shown, full or shown)


def test_the_papers_of_a_venue_are_the_newest_first() -> None:
    papers = [
        paper("a", venue="NIPS 2015", date="2015"),
        paper("b", venue="NeurIPS", date="2020-12"),
        paper("c", venue="NeurIPS"),
        paper("d"),
    ]
    venues = find_venues(papers)
    [venue] = venues.venues
    assert venue.papers == ("b", "a", "c")
    assert (venue.id, dict(venues.of_paper)) == ("neurips", dict.fromkeys("abc", "neurips"))


def test_two_venues_never_share_an_address() -> None:
    found = venues_of("Toys & Knots", "Toys, Knots", "Toys C++", "Toys C", "灯籠", "日本", "ACL")
    assert len({venue.id for venue in found}) == len(found)


@pytest.mark.parametrize("series", SERIES, ids=lambda series: series[0])
def test_every_name_of_a_series_is_that_series_alone(series: tuple[str, ...]) -> None:
    assert {parse_venue_name(name).shown for name in series} == {series[0]}


@pytest.mark.parametrize(
    "text", ["a, " * 30_000, "(" * 90_000, "1 " * 50_000, "20th " * 20_000, "-" * 90_000]
)
def test_a_venue_without_end_costs_little(text: str) -> None:
    start = time.process_time()
    venues_of(text)
    assert time.process_time() - start < 3
