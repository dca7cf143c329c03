"""What the owner says of the services to ask: `sources/services.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..model.metadata import SERVICE_TITLES
from ..model.problems import Problems
from ..text.urls import clean_url
from .located_yaml import YamlValue, read_pairs

_CONTACT = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceSettings:
    """Which services to ask, in which order, and how."""

    order: tuple[str, ...] = tuple(SERVICE_TITLES)
    """The first that knows a field gives it; those not asked come last, as they may have been."""
    off: frozenset[str] = frozenset()
    """Not to be asked."""
    contact: str = ""
    """An e-mail or web address that tells a service who asks."""
    address: Mapping[str, str] = field(default_factory=dict)
    """Where to ask instead of a service itself: a mirror."""


def read_services(path: Path, problems: Problems) -> ServiceSettings:
    """Read the file; it may be missing. Each fault is a problem with its line.

    Raises `BuilderError` where it is not YAML.
    """
    order: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    contact = ""
    address: dict[str, str] = {}
    for key, value in read_pairs(path, "'order', 'off', 'contact' and 'address'", problems):
        if key.text == "order":
            order = tuple(dict.fromkeys(_read_names("order", value, problems)))
        elif key.text == "off":
            off = tuple(_read_names("off", value, problems))
        elif key.text == "contact":
            contact = _read_contact(value, problems)
        elif key.text == "address":
            address = dict(_read_addresses(value, problems))
        else:
            wanted = "'order', 'off', 'contact' or 'address'"
            problems.add(key.origin, f"expected {wanted}, got {key.quoted}")
    rest = (name for name in SERVICE_TITLES if name not in order)
    return ServiceSettings(
        order=(*order, *rest), off=frozenset(off), contact=contact, address=address
    )


def _read_names(place: str, value: YamlValue, problems: Problems) -> Iterator[str]:
    if value.kind != "list" and value.text != "":
        problems.add(value.origin, f"{place}: expected a list of services, got {value.quoted}")
    for item in value.items:
        if item.text in SERVICE_TITLES:
            yield item.text or ""
        else:
            problems.add(item.origin, f"{place}: expected {_list_services()}, got {item.quoted}")


def _read_contact(value: YamlValue, problems: Problems) -> str:
    text = value.text
    if text == "" or (text and (_CONTACT.fullmatch(text) or clean_url(text)) and text.isascii()):
        return text or ""
    wanted = "an e-mail or web address"
    problems.add(value.origin, f"contact: expected {wanted}, got {value.quoted}")
    return ""


def _read_addresses(value: YamlValue, problems: Problems) -> Iterator[tuple[str, str]]:
    if value.kind != "mapping" and value.text != "":
        message = f"address: expected services with their addresses, got {value.quoted}"
        problems.add(value.origin, message)
    for key, where in value.pairs:
        name, url = key.text or "", clean_url(where.text or "")
        if name not in SERVICE_TITLES:
            problems.add(key.origin, f"address: expected {_list_services()}, got {key.quoted}")
        elif url is None:
            wanted = f"{name}: expected an http or https address"
            problems.add(where.origin, f"address: {wanted}, got {where.quoted}")
        else:
            yield name, url.rstrip("/")


def _list_services() -> str:
    return f"one of {list(SERVICE_TITLES)}"
