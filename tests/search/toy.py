"""Small invented documents to search in."""

from __future__ import annotations

from builder.search import Document, Index, search
from builder.text.words import split_lower_words


def paper_of(
    title: str, text: str = "", tags: tuple[str, ...] = (), listings: tuple[str, ...] = ()
) -> Document:
    id_ = "-".join(word.lower() for word in split_lower_words(title))
    return Document(
        kind="paper",
        id=id_,
        address=f"papers/{id_}/",
        title=title,
        text=text,
        tags=tags,  # type: ignore[arg-type]
        listings=listings,  # type: ignore[arg-type]
    )


def page_of(address: str, title: str, text: str = "") -> Document:
    kind = "listing" if address.startswith("sources/") else "tag"
    return Document(kind=kind, id=address, address=f"{address}/", title=title, text=text)


def titles(query: str, index: Index) -> list[str]:
    return [index.documents[hit.document].title for hit in search(index, query)]
