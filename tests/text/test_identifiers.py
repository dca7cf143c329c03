"""DOIs and arXiv ids in texts, and their addresses."""

from __future__ import annotations

import pytest

from builder.text.identifiers import (
    arxiv_address,
    arxiv_pdf,
    doi_address,
    find_anthology_pdf,
    find_arxiv,
    find_doi,
    leading_doi,
    read_arxiv,
    read_doi,
)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("http://dx.doi.org/10.2337/db12-836-1328", "10.2337/db12-836-1328"),
        ("doi:10.1000/A%2FB", "10.1000/a/b"),
        ("DOI 10.1000/abc.", "10.1000/abc"),
        ("(see 10.1016/S0140-6736(05)66540-5)", "10.1016/s0140-6736(05)66540-5"),
        ("https://link.example/10.1007/978-3-030-01234-9_1.pdf", "10.1007/978-3-030-01234-9_1"),
        ("https://onlinelibrary.example/doi/10.1002/abc/full?x=1", "10.1002/abc"),
        ("https://aclanthology.org/2020.acl-main.1/", "10.18653/v1/2020.acl-main.1"),
        (
            "https://aclanthology.org/2022.findings-emnlp.12.pdf",
            "10.18653/v1/2022.findings-emnlp.12",
        ),
    ],
)
def test_a_doi_is_bare_and_lower_case(text: str, doi: str) -> None:
    assert find_doi(text) == doi


@pytest.mark.parametrize(
    "text",
    ["", "none", "10.1/x", "10.1000/.", "doi.org/", "https://aclanthology.org/2022.lrec-1.5"],
)
def test_what_is_no_doi_is_not_found(text: str) -> None:
    assert find_doi(text) is None


@pytest.mark.parametrize(
    ("field", "doi"),
    [
        ("https://a.example/chapter/10.1007/978-3-031-19830-4 _40", "10.1007/978-3-031-19830-4_40"),
        ("10.1007/978-3-031-19830-\n4_40", "10.1007/978-3-031-19830-4_40"),
        ("10.1000/ abc", "10.1000/abc"),
        ("10.1007/978-3-031-19830-4 40", None),
        ("10.1000/abc [doi]", "10.1000/abc"),
        ("10.1000/abc PMID: 12", "10.1000/abc"),
        ("10.1000/abc (2020)", "10.1000/abc"),
        ("10.1000/abc 10.1000/def", "10.1000/abc"),
        ("doi: 10.1000/abc", "10.1000/abc"),
    ],
)
def test_a_field_with_a_doi_is_not_cut_at_a_space(field: str, doi: str | None) -> None:
    assert read_doi(field) == doi


def test_a_doi_at_the_start_keeps_its_letters() -> None:
    assert leading_doi("10.1000/ABC.") == "10.1000/ABC"
    assert leading_doi("see 10.1000/ABC") is None


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("2403.01234", "2403.01234"),
        ("2403.01234v12", "2403.01234"),
        ("arXiv:0704.0001v1", "0704.0001"),
        ("cs/0112017", "cs/0112017"),
        ("math.GT/0309136v2", "math/0309136"),
        ("https://arxiv.org/abs/2403.01234v2", "2403.01234"),
        ("http://arxiv.org/pdf/hep-th/9901001.pdf", "hep-th/9901001"),
        ("https://huggingface.co/papers/2403.01234", "2403.01234"),
        ("https://doi.org/10.48550/arXiv.2403.01234", "2403.01234"),
        ("https://ar5iv.labs.arxiv.org/html/2403.01234", "2403.01234"),
        ("abs/1706.03762", "1706.03762"),
    ],
)
def test_an_arxiv_id_parts_from_its_version(text: str, id_: str) -> None:
    assert read_arxiv(text) == id_


@pytest.mark.parametrize("text", ["", "2413.01234", "2403.123", "12345", "10.1000/2403.0"])
def test_what_is_no_arxiv_id_is_not_found(text: str) -> None:
    assert read_arxiv(text) is None


@pytest.mark.parametrize(
    "text", ["pages 2403.01234", "10.1000/2403.01234", "https://example.org/2403.01234"]
)
def test_a_number_elsewhere_is_no_arxiv_id(text: str) -> None:
    assert find_arxiv(text) is None


def test_an_identifier_leads_to_an_address_that_cannot_break_out() -> None:
    assert doi_address("10.1/a<b>(c)") == "https://doi.org/10.1/a%3Cb%3E(c)"
    assert arxiv_address("cs/0112017") == "https://arxiv.org/abs/cs/0112017"
    assert arxiv_address('1"2') == "https://arxiv.org/abs/1%222"


@pytest.mark.parametrize(
    ("text", "pdf"),
    [
        ("https://aclanthology.org/P18-1001/", "P18-1001"),
        ("https://aclanthology.org/2020.acl-main.12.pdf", "2020.acl-main.12"),
        ("https://www.aclweb.org/anthology/N19-1423", "N19-1423"),
        ("http://www.aclweb.org/anthology/P/P18/P18-1001.pdf", "P18-1001"),
        ("10.18653/v1/p18-1001", "P18-1001"),
        ("10.18653/v1/2022.findings-emnlp.12", "2022.findings-emnlp.12"),
        ("10.3115/v1/P14-1062", "P14-1062"),
        ("https://aclanthology.org/volumes/2020.acl-main/", None),
        ("https://aclanthology.org/people/a/ada-lovelace/", None),
        ("10.3115/1073083.1073135", None),
        ("https://example.org/P18-1001", None),
    ],
)
def test_the_anthology_has_the_pdf_of_its_own_papers(text: str, pdf: str | None) -> None:
    assert find_anthology_pdf(text) == (pdf and f"https://aclanthology.org/{pdf}.pdf")


def test_arxiv_has_the_pdf_of_any_id() -> None:
    assert arxiv_pdf("cs/0112017") == "https://arxiv.org/pdf/cs/0112017"
