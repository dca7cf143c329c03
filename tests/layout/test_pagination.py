"""Long lists in parts."""

from __future__ import annotations

import pytest

from builder.layout.pagination import count_listed, paginate
from builder.model.export import MANY_PAPERS


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (1, [1, 2, 3, None, 30]),
        (4, [1, 2, 3, 4, 5, 6, None, 30]),
        (15, [1, None, 13, 14, 15, 16, 17, None, 30]),
        (30, [1, None, 28, 29, 30]),
    ],
)
def test_a_pager_shows_the_ends_and_what_is_near(number: int, wanted: list[int | None]) -> None:
    part = paginate(range(300), 10, "papers", index=True)[number - 1]
    assert [one and one[0] for one in part.nearby] == wanted


@pytest.mark.parametrize(("length", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2)])
def test_a_list_is_cut_without_losing_anything(length: int, pages: int) -> None:
    parts = paginate(range(length), 10, "tags/x")
    assert len(parts) == pages
    assert [item for part in parts for item in part.items] == list(range(length))
    assert [part.path for part in parts][:2] == ["tags/x.md", "tags/x/page/2.md"][:pages]
    assert parts[0].previous is None
    assert parts[-1].next is None


def test_pages_of_a_large_catalogue_name_fewer_papers() -> None:
    assert count_listed(MANY_PAPERS) > count_listed(MANY_PAPERS + 1) > 0
