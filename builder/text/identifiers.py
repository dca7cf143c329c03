"""DOIs and arXiv ids: where a text names one, and the address that one has."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

ARXIV_DOI = "10.48550/arxiv."
"""How the DOI begins that arXiv gives a preprint, in lower case."""

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_PAGE_OF_DOI = re.compile(r"(?:/(?:full|abstract|e?pdf|meta))?(?:\.pdf|\.full|\.full\.pdf)?/?\Z")
_ACL_ID = r"([A-Z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]+)(?![0-9-])"
_ACL_PAPER = re.compile(
    rf"(?:aclanthology\.org/|aclweb\.org/anthology/(?:\w/\w+/)?|10\.(?:18653|3115)/v1/){_ACL_ID}",
    re.IGNORECASE,
)
_ANTHOLOGY = re.compile(
    r"aclanthology\.org/(20\d\d\.(?:acl|emnlp|naacl|eacl|findings-(?:acl|emnlp|naacl|eacl))"
    r"-?[a-z]*\.\d+)\b"
)


def find_doi(text: str) -> str | None:
    """Return the first DOI in the text, bare and lower case.

    An address of the ACL Anthology stands for the DOI that the venue gives its papers.
    """
    found = _DOI.search(unquote(text) if "%2" in text else text)
    if found and not (doi := _trimmed(found[0].lower())).endswith("/"):
        return doi
    anthology = _ANTHOLOGY.search(text.lower())
    return f"10.18653/v1/{anthology[1]}" if anthology else None


_SPACED_DOI = re.compile(
    r"(10\.[0-9]{4,9}/\S*)\s+([_./-]*)([0-9a-z][0-9a-z._/()-]*)\s*\Z", re.IGNORECASE
)


def read_doi(text: str) -> str | None:
    """Return the DOI of a field that holds one; `None` where a space makes it uncertain.

    `10.1007/978-3-031-19830-4 _40` goes on behind the space; before ` 40` it may be a whole one.
    """
    spaced = _SPACED_DOI.search(text)
    if spaced is None or spaced[3].startswith("10."):
        return find_doi(text)
    if spaced[2] or spaced[1][-1] in "_/-":
        return find_doi("".join(spaced.groups()))
    return find_doi(text) if re.search("[a-z]", spaced[3], re.IGNORECASE) else None


def leading_doi(text: str) -> str | None:
    """Return the DOI that the text begins with, as it is written there."""
    return _trimmed(text) if _DOI.match(text) else None


def doi_address(doi: str) -> str:
    """Return where a DOI leads."""
    return f"https://doi.org/{quote(doi, safe='/:;().,-_~')}"


def _trimmed(doi: str) -> str:
    """Remove the rest of a URL and surrounding punctuation."""
    doi = re.split(r"[?#]|&amp;|;jsessionid", doi, maxsplit=1)[0]
    doi = _PAGE_OF_DOI.sub("", doi)
    while doi and (doi[-1] in ".,;:'!" or (doi[-1] == ")" and doi.count("(") < doi.count(")"))):
        doi = doi[:-1]
    return doi.rstrip("]")


_NEW_ID = r"[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}"
_OLD_ID = r"[a-z][a-z-]{1,15}(?:\.[A-Za-z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}"
_ID = rf"({_NEW_ID}|{_OLD_ID})(?:v[0-9]{{1,3}})?(?![0-9/])"
_ARXIV_ID = re.compile(_ID)
_ARXIV_MENTION = re.compile(
    r"(?:arxiv(?:-vanity)?\.org/(?:abs|pdf|html|format|ps|e-print|src)/|alphaxiv\.org/(?:abs|pdf)/"
    r"|ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html)/|ar5iv\.org/|huggingface\.co/papers/|hf\.co/papers/"
    r"|10\.48550/arxiv\.|\barxiv:\s?|\bcorr,?\s+abs/|^abs/)" + _ID,
    re.IGNORECASE,
)


def find_arxiv(text: str) -> str | None:
    """Return the arXiv id, without version, in an address, in a DOI or after `arXiv:`."""
    found = _ARXIV_MENTION.search(text)
    return _bare(found) if found else None


def read_arxiv(text: str) -> str | None:
    """Return the arXiv id, without version, that the text begins with or names elsewhere."""
    found = _ARXIV_ID.match(text)
    return _bare(found) if found else find_arxiv(text)


def arxiv_address(arxiv_id: str) -> str:
    """Return where arXiv shows the paper."""
    return f"https://arxiv.org/abs/{quote(arxiv_id)}"


def arxiv_pdf(arxiv_id: str) -> str:
    """Return where arXiv has the paper's PDF."""
    return f"https://arxiv.org/pdf/{quote(arxiv_id)}"


def find_anthology_pdf(text: str) -> str | None:
    """Return where the ACL Anthology has the PDF, of its address or a DOI that it gave."""
    found = _ACL_PAPER.search(text)
    if found is None:
        return None
    id_ = found[1].lower() if "." in found[1] else found[1].upper()
    return f"https://aclanthology.org/{id_}.pdf"


def _bare(found: re.Match[str]) -> str:
    """Old ids lose the subject class, as in arXiv's own addresses: `math.GT/0309136`."""
    return re.sub(r"\.[a-z]{2}/", "/", found[1].lower())
