"""What PubMed exports as `.nbib`: the tagged format of MEDLINE.

Its tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model.problems import Problems
from ..model.reader import Reader, Source
from ..model.records import Entry
from ._orcids import find_orcids
from ._tagged import TaggedRecord, list_texts, make_read, make_recognises, make_record

_TAG = re.compile(r"([A-Z]{2,4}) {0,2}- ?")
_START = "PMID"
_ANY = re.compile(r"^PMID ?- ?\d", re.MULTILINE)
_ORCID = re.compile(r"ORCID:\s*(?:https?://orcid\.org/)?(\S+)")
_INITIALS = re.compile(r"(\S.*) ([A-Z]{1,4})(?: (Jr|Sr|2nd|3rd|[IV]+))?")
_DOI = re.compile(r"(\S+) \[doi\]")
_PAGES = re.compile(r"(\d+)-(\d+)")
_MAIN_HEADING = re.compile(r"\*([^/*]+)")


def _make_entry(
    source: Source, problems: Problems, tagged: TaggedRecord, position: int
) -> Entry | None:
    number = "".join(list_texts(tagged, _START)[:1]).strip()
    dois = (_DOI.search(text) for text in (*list_texts(tagged, "AID"), *list_texts(tagged, "LID")))
    title = "TI" if list_texts(tagged, "TI") else "BTI"
    record = make_record(
        source,
        problems,
        tagged,
        position,
        people=list(_list_people(tagged)),
        doi=next((found[1] for found in dois if found), ""),
        address=f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if number.isdecimal() else "",
        words=list_texts(tagged, "OT"),
        headings=list(_list_headings(tagged)),
    )
    return record.entry(
        title=_tidy_title(record.text(title, "TT")),
        abstract=record.text("AB", "OAB"),
        authors=record.authors("people"),
        date=record.date("DP"),
        venue=record.text("JT", *({"BTI"} - {title}), "TA"),
        volume=record.text("VI") or None,
        issue=record.text("IP") or None,
        pages=_PAGES.sub(_complete_last_page, record.text("PG")) or None,
        key=record.text(_START) or None,
        doi=["doi"],
        addresses=["address"],
        keywords=record.keywords("words", "headings"),
        orcids=find_orcids("; ".join(_list_orcids(tagged))),
    )


def _tidy_title(title: str) -> str:
    """PubMed ends a title with a full stop, and puts a translated one into brackets."""
    if title.endswith(".") and not title.endswith(".."):
        title = title[:-1]
    return title[1:-1] if re.fullmatch(r"\[[^\[\]]*\]", title) else title


def _complete_last_page(pages: re.Match[str]) -> str:
    """Write `454-81` as `454-481`."""
    first, last = pages.groups()
    return f"{first}-{first[: max(0, len(first) - len(last))]}{last}"


def _list_people(tagged: TaggedRecord) -> Iterable[object]:
    """The authors; a group is written as it is."""
    full = any(one.tag == "FAU" for one in tagged)
    for one in tagged:
        if one.tag == "CN":
            yield {"literal": one.text, "name": one.text}
        elif one.tag == "FAU":
            yield one.text
        elif one.tag == "AU" and not full:
            short = _INITIALS.fullmatch(one.text.strip())
            parts = (*(f"{letter}." for letter in short[2]), short[1], short[3]) if short else ()
            yield " ".join(filter(None, parts)) or one.text


def _list_orcids(tagged: TaggedRecord) -> Iterable[str]:
    """Names with their ORCID, which follows the name in the file."""
    name = ""
    for one in tagged:
        if one.tag == "FAU":
            name = one.text.strip()
        elif one.tag == "AUID" and name and (found := _ORCID.match(one.text)):
            yield f"{name}/{found[1]}"


def _list_headings(tagged: TaggedRecord) -> Iterable[str]:
    """The subject headings that say what a paper is about; others may say "Humans"."""
    for text in list_texts(tagged, "MH"):
        if "*" in text and (found := _MAIN_HEADING.match(f"*{text.lstrip('*')}")):
            yield found[1]


READER = Reader(
    name="medline",
    title="PubMed (MEDLINE)",
    suffixes=(".nbib", ".txt"),
    recognises=make_recognises(_ANY),
    priority=75,
    read=make_read(_make_entry, tag=_TAG, start=_START, title="TI"),
)
