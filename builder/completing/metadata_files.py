"""What was asked of services, one file for each: `sources/metadata/*.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..model.metadata import FIELD_NAMES, LISTS, Candidate, Fields, MetadataRecord
from ..model.problems import BuilderError, Origin, Problems
from ..model.records import PaperId
from ..model.slugs import is_slug
from ..text.lines import printable_line
from .field_texts import check_text, is_day, is_orcid

_HEAD = ("paper", "service", "identifier", "day", "evidence", "found", "unsure")


class _LineError(ValueError):
    """What is wrong with a line; the message says what was wanted and what was got."""


def read_metadata(
    folder: Path, problems: Problems, read: Callable[[Path], bytes] = Path.read_bytes
) -> tuple[MetadataRecord, ...]:
    """Read every file of the folder, which may be missing, in the order of their names.

    A line that is no record is a problem and affects no other. Raises `BuilderError` where a file
    cannot be read.
    """
    found: list[MetadataRecord] = []
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        found.extend(_read_file(path, problems, read))
    return tuple(found)


def _read_file(
    path: Path, problems: Problems, read: Callable[[Path], bytes]
) -> Iterator[MetadataRecord]:
    try:
        text = read(path).decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BuilderError(f"{path.as_posix()}: cannot read: {error}") from error
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        origin = Origin(file=path.as_posix(), line=number)
        if not line.strip():
            continue
        try:
            record = _parse_record(line, path.stem, origin)
        except _LineError as error:
            problems.add(origin, str(error))
            continue
        if record.paper in seen:
            problems.add(origin, f"{record.paper}: expected each paper once, got it again")
            continue
        seen.add(record.paper)
        yield record


def _parse_record(line: str, service: str, origin: Origin) -> MetadataRecord:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _LineError(f"not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise _LineError(f"expected an object, got {_show(data)}")
    paper, named, day = data.get("paper"), data.get("service"), data.get("day")
    if not isinstance(paper, str) or not is_slug(paper):
        raise _LineError(f"paper: expected the slug of a paper, got {_show(paper)}")
    if named != service:
        raise _LineError(f"service: expected {service!r}, as the file, got {_show(named)}")
    if not isinstance(day, str) or not is_day(day):
        raise _LineError(f"day: expected a day such as 2026-11-21, got {_show(day)}")
    unsure = data.get("unsure", [])
    if not isinstance(unsure, list) or not all(isinstance(one, dict) for one in unsure):
        raise _LineError(f"unsure: expected a list of objects, got {_show(unsure)}")
    rest = {name: value for name, value in data.items() if name not in _HEAD}
    is_found = "identifier" in data
    if is_found == ("unsure" in data or data.get("found") is False):
        raise _LineError("expected one of 'identifier', 'unsure' and 'found': false")
    return MetadataRecord(
        paper=PaperId(paper),
        service=service,
        day=day,
        found=_parse_candidate(data, rest) if is_found else None,
        unsure=tuple(
            _parse_candidate(one, {n: v for n, v in one.items() if n not in _HEAD})
            for one in unsure
        ),
        origin=origin,
    )


def _parse_candidate(data: Mapping[str, Any], rest: Mapping[str, Any]) -> Candidate:
    identifier, evidence = data.get("identifier"), data.get("evidence", "")
    if not isinstance(identifier, str) or not identifier.strip() or " " in identifier:
        wanted = "one such as arxiv:2403.01234"
        raise _LineError(f"identifier: expected {wanted}, got {_show(identifier)}")
    if not isinstance(evidence, str):
        raise _LineError(f"evidence: expected text, got {_show(evidence)}")
    values = {name: _parse_field(name, value) for name, value in rest.items()}
    return Candidate(
        identifier=identifier, evidence=printable_line(evidence), fields=Fields(**values)
    )


def _parse_field(name: str, value: object) -> Any:
    if name not in FIELD_NAMES:
        raise _LineError(f"expected one of {list(FIELD_NAMES)}, got {_show(name)}")
    if name in LISTS:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise _LineError(f"{name}: expected a list of texts, got {_show(value)}")
        return tuple(text for one in value if (text := printable_line(one)))
    if name == "orcids":
        if not isinstance(value, dict) or not all(
            isinstance(one, str) and is_orcid(one) for one in value.values()
        ):
            raise _LineError(f"orcids: expected names with ORCIDs, got {_show(value)}")
        return tuple((printable_line(person), orcid) for person, orcid in value.items())
    if not isinstance(value, str):
        raise _LineError(f"{name}: expected text, got {_show(value)}")
    checked, wanted = check_text(name, value)
    if checked is None:
        raise _LineError(f"{name}: expected {wanted}, got {_show(value)}")
    return checked


def tidy_candidate(candidate: Candidate) -> Candidate:
    """Return what of a candidate can be read again: a service's address may be none of ours."""
    kept: dict[str, Any] = {}
    data = _format_candidate(candidate)
    for name in candidate.fields.names:
        try:
            kept[name] = _parse_field(name, data[name])
        except _LineError:
            continue
    return Candidate(
        identifier="_".join(printable_line(candidate.identifier).split()),
        evidence=printable_line(candidate.evidence),
        fields=Fields(**kept),
    )


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def write_metadata(folder: Path, service: str, records: Iterable[MetadataRecord]) -> None:
    """Write what a service said of each paper, sorted; the file is replaced whole or not at all.

    Raises `BuilderError` where the disk refuses.
    """
    path = folder / f"{service}.jsonl"
    lines = [format_record(record) for record in sorted(records, key=lambda record: record.paper)]
    text = "".join(f"{line}\n" for line in lines)
    part = path.with_name(f".{path.name}.part")
    try:
        if not lines:
            path.unlink(missing_ok=True)
        elif not path.is_file() or path.read_text("utf-8") != text:
            folder.mkdir(parents=True, exist_ok=True)
            part.write_text(text, "utf-8", newline="\n")
            part.replace(path)
    except OSError as error:
        raise BuilderError(f"{path}: cannot write: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def format_record(record: MetadataRecord) -> str:
    """Return a record as one line of JSON, its keys in a fixed order."""
    data: dict[str, Any] = {"paper": record.paper, "service": record.service}
    if record.found:
        found = _format_candidate(record.found)
        data |= {"identifier": found.pop("identifier"), "day": record.day, **found}
    elif record.unsure:
        data |= {"day": record.day, "unsure": [_format_candidate(one) for one in record.unsure]}
    else:
        data |= {"day": record.day, "found": False}
    return json.dumps(data, ensure_ascii=False)


def _format_candidate(candidate: Candidate) -> dict[str, Any]:
    data: dict[str, Any] = {
        "identifier": candidate.identifier,
        "evidence": candidate.evidence,
    }
    for name in candidate.fields.names:
        value = getattr(candidate.fields, name)
        listed = list(value) if name in LISTS else value
        data[name] = dict(value) if name == "orcids" else listed
    return data
