"""Records with common field names, as in hand-made tables and JSON files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.records import Entry
from ._orcids import pair_orcids, read_orcids
from ._record import Record

_KNOWN: Mapping[str, str] = {
    "title": "title paper_title article_title document_title work_title",
    "abstract": "abstract summary abstract_note abstract_text paper_abstract description",
    "authors": "authors author author_names author_full_names author_list creators creator",
    "date": "date published publication_date published_at publish_date pub_date date_published "
    "published_date year publication_year pub_year published_year year_published py",
    "venue": "venue journal journal_title journal_name publication_title source_title booktitle "
    "conference conference_name container_title proceedings proceedings_title "
    "meeting_name university",
    "volume": "volume vol",
    "issue": "issue number",
    "pages": "pages page",
    "doi": "doi doi_link doi_url",
    "arxiv": "arxiv arxiv_id arxiv_number eprint",
    "url": "url link paper_url paper_link landing_page arxiv_url site",
    "pdf": "pdf_url pdf pdf_link open_access_pdf",
    "code": "code code_url code_link github github_url github_repo repo repo_url repository "
    "repository_url",
    "keywords": "keywords keyword key_words author_keywords index_keywords keywords_plus "
    "manual_tags automatic_tags tags subjects subject topics categories fields_of_study "
    "ai_keywords",
    "orcids": "orcids orcid author_orcids",
    "mentions": "archive_id extra",
    "key": "id key cite_key citation_key bibtex_key paper_id record_id item_id",
}
_PERSON = ("name", "full_name", "display_name", "literal", "author")
_KEYWORD = ("name", "keyword", "tag", "display_name", "term")


def _normalise_field_name(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


_ROLE: Mapping[str, tuple[str, int]] = {
    _normalise_field_name(name): (role, rank)
    for role, names in _KNOWN.items()
    for rank, name in enumerate(names.split())
}


def find_role(name: str) -> str | None:
    """Return what a field or column is for: `title` for `Paper Title`; `None` if unknown."""
    known = _ROLE.get(_normalise_field_name(name))
    return known[0] if known else None


def make_plain_entry(record: Record, names: Iterable[str]) -> Entry | None:
    """Return the entry of a record whose fields are called `names`; `None` where it has none."""
    ranked: list[tuple[int, str, str]] = []
    for name in names:
        if known := _ROLE.get(_normalise_field_name(name)):
            ranked.append((known[1], known[0], name))
    roles: dict[str, list[str]] = {role: [] for role in _KNOWN}
    for _, role, name in sorted(ranked):
        roles[role].append(name)
    venue = record.text(*roles["venue"])
    authors = record.authors(*roles["authors"], inner=_PERSON)
    return record.entry(
        title=record.text(*roles["title"]),
        abstract=record.text(*roles["abstract"]),
        authors=authors,
        date=record.date(*roles["date"]),
        venue=venue,
        volume=record.text_or_number(*roles["volume"]),
        issue=record.text_or_number(*roles["issue"]),
        pages=record.text_or_number(*roles["pages"]),
        key=record.text_or_number(*roles["key"]),
        doi=roles["doi"],
        arxiv=roles["arxiv"],
        addresses=[*roles["url"], *roles["pdf"]],
        pdf=roles["pdf"],
        code=roles["code"],
        mentions=(venue, *(_read_lines(record, name) for name in roles["mentions"])),
        orcids=read_orcids(record, *roles["authors"], inner=_PERSON)
        or pair_orcids(record, authors, *roles["orcids"]),
        keywords=record.keywords(*roles["keywords"], inner=_KEYWORD),
    )


def _read_lines(record: Record, name: str) -> str:
    """A text, which Better BibTeX writes as a list of its lines."""
    value = record.value(name)
    if isinstance(value, list):
        return "\n".join(line for line in value if isinstance(line, str))
    return record.text(name)
