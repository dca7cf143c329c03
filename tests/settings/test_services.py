"""The owner says whom to ask; each fault has a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.model.metadata import SERVICE_TITLES
from builder.model.problems import Problems
from builder.services import SERVICES
from builder.settings.services import ServiceSettings, read_services
from tests import ROOT


def read(tmp_path: Path, text: str) -> tuple[ServiceSettings, list[str]]:
    path = tmp_path / "services.yml"
    path.write_text(text, "utf-8")
    problems = Problems()
    found = read_services(path, problems)
    return found, [str(one).partition("services.yml:")[2] for one in problems]


def test_what_is_said_is_heeded_and_the_other_services_follow(tmp_path: Path) -> None:
    text = (
        "order: [crossref, arxiv]\noff: [openalex]\ncontact: owner@toys.example\n"
        "address:\n  arxiv: http://localhost:8000/\n"
    )
    found, problems = read(tmp_path, text)
    assert problems == []
    assert found.order[:2] == ("crossref", "arxiv")
    assert set(found.order) == set(SERVICE_TITLES)
    assert (found.off, found.contact) == ({"openalex"}, "owner@toys.example")
    assert found.address == {"arxiv": "http://localhost:8000"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "1: expected 'order', 'off', 'contact' and 'address', got a list"),
        ("order: crossref\n", "1: order: expected a list of services, got 'crossref'"),
        ("order: [bing]\n", "1: order: expected one of ['hugging-face'"),
        ("off: [{}]\n", "1: off: expected one of ['hugging-face'"),
        ("contact: me\n", "1: contact: expected an e-mail or web address, got 'me'"),
        ('contact: "a@b.example\\r\\nX: y"\n', "1: contact: expected an e-mail or web address"),
        ("address: here\n", "1: address: expected services with their addresses, got 'here'"),
        ("address:\n  bing: http://a.example\n", "2: address: expected one of ['hugging-face'"),
        ("address:\n  arxiv: ftp://a\n", "2: address: arxiv: expected an http or https address"),
        ("key: secret\n", "1: expected 'order', 'off', 'contact' or 'address', got 'key'"),
    ],
)
def test_a_fault_is_a_problem_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    _, [problem] = read(tmp_path, text)
    assert problem.startswith(message)


def test_the_file_may_be_missing_or_empty(tmp_path: Path) -> None:
    assert read_services(tmp_path / "services.yml", Problems()) == ServiceSettings()
    assert read(tmp_path, "order:\noff:\ncontact:\naddress:\n") == (ServiceSettings(), [])


def test_every_service_can_be_asked_and_is_documented() -> None:
    page = (ROOT / "docs" / "enrich.md").read_text("utf-8")
    assert list(SERVICES) == list(SERVICE_TITLES)
    for name, service in SERVICES.items():
        [row] = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
        assert service.key is None or f"`{service.key.variable}`" in row
        assert service.interval > 0
