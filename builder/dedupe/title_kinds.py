"""What a title says besides its subject: decorations, replies, errata, serial titles."""

from __future__ import annotations

import re

_IN_BRACKETS = (
    r"(?:(?:extended|panel|conference|meeting|invited|poster) )?abstract",
    r"(?:extended|short|full) (?:version|paper)|invited (?:talk|paper)|experience paper",
    r"(?:(?:panel|poster|demo|tutorial|industrial) )?session|panel|poster|demo(?:nstration)?",
    r"tutorial|keynote|preprint|reprint|review|corrected|with discussion|see comments?",
    r"in (?:chinese|japanese|russian|german|french|spanish|italian|polish|korean|portuguese)",
    r"(?:chinese|japanese|russian|german|french|spanish|italian|polish|korean|portuguese)",
    r"(?:comment|erratum|published erratum|correction|retract|summary for patients)[^\])]*",
)
_AT_THE_END = r"[-:.\u2013\u2014]\s*(?:book review|(?:extended|meeting|poster) abstract)\s*$"
_DECORATION = re.compile(rf"[\[(](?:{'|'.join(_IN_BRACKETS)})[\])]|{_AT_THE_END}", re.I)

_ABRIDGED = re.compile(
    r"[\[(](?:[a-z]+ )?(?:abstract|poster|demo(?:nstration)?)[\])]"
    r"|[-:.\u2013\u2014]\s*(?:extended|meeting|poster|conference) abstract\s*$",
    re.I,
)

_MARKERS = {
    "erratum": (
        r"^(?:\w+ ){0,2}(?:errat|corrigend|addend|retraction)\w*\b|^corrections?\b"
        r"|\b(?:erratum|corrigendum)$"
    ),
    "reply": (
        r"^(?:\w+ ){0,2}(?:reply|replies|rejoinder)\b|^(?:authors? |in )?response (?:to|from)\b"
        r"|\b(?:reply|rejoinder|authors? response)$"
    ),
    "comment": (
        r"^(?:a )?(?:comments?|commentary|discussion|letter|remarks?|notes?) (?:on|to|re)\b"
        r"|\bcomment$"
    ),
}
_MARKER = {name: re.compile(pattern) for name, pattern in _MARKERS.items()}

_OFFICE = r"(?:editors?|editorial|chairs?|presidents?|treasurers?|secretarys?|publishers?)"
_PIECE = (
    r"(?:notes?|message|letter|introduction|foreword|preface|comments?|page|corner|choice|board"
    r"|report|column|in chief|summary|opinion)"
)
_SERIALS = (
    rf"(?:guest |special |letter from the |from the |message from the |notes? from the )?"
    rf"{_OFFICE}(?: s)?(?: {_PIECE})*",
    r"preface|foreword|introduction|introductory remarks|welcome(?: message)?",
    r"contents|table of contents|in this issue|(?:front|back) matter|title page|cover|masthead",
    r"(?:(?:author|subject) )?index|abstracts?|(?:\w+ ){0,2}news|calendar|announcements?",
    r"obituar(?:y|ies)|in memoriam|errat(?:um|a)|corrigend(?:um|a)|corrections?",
    r"(?:(?:book|software|paper) )?reviews?(?: column)?|books? received",
    r"letters?(?: to the editor)?|correspondence|comments?|commentary",
    r"replys?|replies|reply|response|authors? (?:reply|response)|discussion",
    r"panel(?: discussion)?|keynote(?: address| talk)?|invited (?:talk|paper)|tutorials?",
    r"reports?|standards|articles|conclusions?|summary|overview|acknowledge?ments?",
    r"(?:list of )?(?:reviewers|referees|contributors|participants)|career forum",
    r"research (?:centers|surveys|reports)|\w+ (?:column|corner|notes)|untitled|no title",
)
_SERIAL = re.compile("|".join(_SERIALS))


def strip_decorations(title: str) -> str:
    """Return a plain title without `(abstract)`, `[Erratum appears in ...]` and the like."""
    return _DECORATION.sub(" ", title)


def is_abridged(title: str) -> bool:
    """Whether a plain title says that the piece is an abstract, a poster or a demonstration."""
    return _ABRIDGED.search(title) is not None


def find_markers(title: str) -> frozenset[str]:
    """Return what a normalised title declares its piece to be: an erratum, a reply ..."""
    return frozenset(name for name, pattern in _MARKER.items() if pattern.search(title))


def is_serial_title(title: str) -> bool:
    """Whether a normalised title is one that pieces of a series share: `editorial`."""
    return _SERIAL.fullmatch(title) is not None
