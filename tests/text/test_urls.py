"""What an address is of."""

from __future__ import annotations

import pytest

from builder.text.urls import host_of, is_code_host, may_be_code


def test_a_host_of_source_code_is_known() -> None:
    assert is_code_host("https://github.com/example/x")
    assert not is_code_host("https://github.com.example.org/x")


@pytest.mark.parametrize(
    ("address", "may_be"),
    [
        ("https://github.com/example/x", True),
        ("https://huggingface.co/example", True),
        ("https://example.github.io/x/", True),
        ("https://example.github.io/", False),
        ("https://github.com/", False),
        ("https://example.org/github.com/x", False),
    ],
)
def test_other_hosts_have_code_too_below_their_front_page(address: str, may_be: bool) -> None:
    assert may_be_code(address) is may_be


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org", "https://[", "https://a\nb.org", "a"]
)
def test_only_a_web_address_has_a_host(address: str) -> None:
    assert host_of(address) == ""
    assert host_of("HTTPS://www.Example.org/a") == "example.org"
