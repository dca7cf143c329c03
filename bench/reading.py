"""How fast each format is read, and whether the time grows with the size alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping

from builder.model.problems import Problems
from builder.model.reader import Source
from builder.model.records import ListingId
from builder.readers._field_values import tex_to_text
from builder.reading.listings import READERS

from .figure import Bench, Figure

_ABSTRACT = " ".join(f"word{n} of an abstract" for n in range(40))
_TITLE = "Counting sheep number {n} with a transformer of $k$ heads"
_SMALL, _LARGE = 1_000, 8_000
"""Records; the larger file is about 8 MB."""


def _bibtex(n: int) -> str:
    return (
        f"@article{{toy{n},\n  title = {{{_TITLE.format(n=n)}}},\n  year = 2024,\n"
        f'  author = "Lovelace, Ada and van der Toy{n}, J{{\\"o}}rg",\n'
        f"  abstract = {{{_ABSTRACT}}}\n}}\n"
    )


def _ris(n: int) -> str:
    title = _TITLE.format(n=n)
    return (
        f"TY  - JOUR\nTI  - {title}\nAU  - Lovelace, Ada\nPY  - 2024\nAB  - {_ABSTRACT}\nER  - \n"
    )


def _medline(n: int) -> str:
    return (
        f"PMID- {n}\nTI  - {_TITLE.format(n=n)}\nFAU - Lovelace, Ada\nDP  - 2024\n"
        f"AB  - {_ABSTRACT}\n\n"
    )


def _atom(n: int) -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/2403.{n:05}v1</id><title>{_TITLE.format(n=n)}</title>"
        f"<summary>{_ABSTRACT}</summary><author><name>Ada Lovelace</name></author></entry>\n"
    )


def _plain(n: int) -> dict[str, object]:
    authors = "Lovelace, Ada and van der Toy, J."
    return {"title": _TITLE.format(n=n), "authors": authors, "year": 2024, "abstract": _ABSTRACT}


def _hugging_face(n: int) -> dict[str, object]:
    names = [{"name": "Ada Lovelace", "hidden": False}]
    paper = {"id": f"2403.{n:05}", "title": _TITLE.format(n=n), "summary": _ABSTRACT}
    return {"paper": paper | {"authors": names, "publishedAt": "2024-03-18T00:00:00Z"}}


def _openalex(n: int) -> dict[str, object]:
    index = {f"{word}-{place}": [place] for place, word in enumerate(_ABSTRACT.split())}
    authors = [{"author": {"display_name": "Ada Lovelace"}}]
    return {
        "title": _TITLE.format(n=n),
        "authorships": authors,
        "abstract_inverted_index": index,
    }


def _semantic_scholar(n: int) -> dict[str, object]:
    authors = [{"name": "Ada Lovelace"}]
    return {
        "paperId": str(n),
        "title": _TITLE.format(n=n),
        "abstract": _ABSTRACT,
        "authors": authors,
    }


def _csl(n: int) -> dict[str, object]:
    return {
        "type": "article",
        "title": _TITLE.format(n=n),
        "author": [{"family": "Lovelace", "given": "Ada"}],
        "issued": {"date-parts": [[2024, 3]]},
        "abstract": _ABSTRACT,
    }


def _json_array(record: Callable[[int], dict[str, object]]) -> Callable[[int], str]:
    return lambda size: json.dumps([record(n) for n in range(size)], indent=1)


def _concatenate(
    record: Callable[[int], str], before: str = "", after: str = ""
) -> Callable[[int], str]:
    return lambda size: before + "".join(record(n) for n in range(size)) + after


def _row(n: int) -> str:
    return f'"{_TITLE.format(n=n)}","Lovelace, Ada; Toy, Jan",2024,"{_ABSTRACT}"\n'


def _bullet(n: int) -> str:
    return f"- [{_TITLE.format(n=n)}](https://arxiv.org/abs/2403.{n:05}) - {_ABSTRACT}\n"


def _make_truncated(size: int) -> str:
    """Every tenth record lacks its closing brace: the reader has to find its way back."""
    records = [json.dumps(_plain(n))[: -1 if n % 10 == 9 else None] for n in range(size)]
    return "[" + ",\n".join(records) + "]"


_FILES: Mapping[str, tuple[str, Callable[[int], str]]] = {
    "BibTeX": ("bibtex", _concatenate(_bibtex)),
    "RIS": ("ris", _concatenate(_ris)),
    "PubMed": ("medline", _concatenate(_medline)),
    "arXiv": (
        "arxiv",
        _concatenate(_atom, '<feed xmlns="http://www.w3.org/2005/Atom">\n', "</feed>"),
    ),
    "CSV": ("csv", _concatenate(_row, "title,authors,year,abstract\n")),
    "JSON": ("json", _json_array(_plain)),
    "JSON, a tenth broken": ("json", _make_truncated),
    "JSON Lines": ("json-lines", _concatenate(lambda n: json.dumps(_plain(n)) + "\n")),
    "Hugging Face": ("hugging-face", _json_array(_hugging_face)),
    "OpenAlex": ("openalex", _json_array(_openalex)),
    "Semantic Scholar": ("semantic-scholar", _json_array(_semantic_scholar)),
    "CSL-JSON": ("csl-json", _json_array(_csl)),
    "Markdown list": ("awesome-list", _concatenate(_bullet)),
}


def _time_reading(name: str, text: str) -> tuple[float, int]:
    """The processor seconds that a file takes, and how many records it gives."""
    reader = next(reader for reader in READERS if reader.name == name)
    source = Source(file="listing", listing=ListingId("listing"), suffix="", text=text)
    tex_to_text.cache_clear()
    start = time.process_time()
    found = sum(1 for _ in reader.read(source, Problems()))
    return time.process_time() - start, found


def _measure() -> Iterator[Figure]:
    for title, (name, text) in _FILES.items():
        small = min(_time_reading(name, text(_SMALL))[0] for _ in range(3))
        large, found = _time_reading(name, text(_LARGE))
        yield Figure(
            name=f"{title}, records read in a second",
            value=found / large,
            unit="/s",
            goal=">= 1000",
        )
        ratio = (large / _LARGE) / (small / _SMALL)
        yield Figure(name=f"{title}, time per record at 8× the size", value=ratio, goal="<= 2")


BENCH = Bench(name="reading", title="Reading listings", measure=_measure)
