"""Writes the same records in each format, however ugly they are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Fields = Mapping[str, Any]


def _json(data: Any) -> str:
    return json.dumps(data)


def _json_lines(found: list[Fields]) -> str:
    return "\n".join(json.dumps(record) for record in found)


def _csl(found: list[Fields]) -> str:
    return _json(
        [
            {
                "id": r["id"],
                "type": "article-journal",
                "title": r["title"],
                "author": [{"literal": name} for name in r["authors"]],
                "issued": {"date-parts": [[r["year"]]]},
                "container-title": r["venue"],
                "keyword": ", ".join(r["keywords"]),
                "URL": r["url"],
                "abstract": r["abstract"],
            }
            for r in found
        ]
    )


def _crossref(found: list[Fields]) -> str:
    items = [
        {
            "DOI": r["doi"],
            "title": [r["title"]],
            "abstract": f"<jats:p>{r['abstract']}</jats:p>",
            "author": [{"name": name} for name in r["authors"]],
            "container-title": [r["venue"]],
            "published": {"date-parts": [[r["year"]]]},
            "URL": r["url"],
            "is-referenced-by-count": 0,
        }
        for r in found
    ]
    return _json({"status": "ok", "message-type": "work-list", "message": {"items": items}})


def _csv(found: list[Fields]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream)
    columns = ("title", "abstract", "venue", "year", "url", "doi")
    table.writerow([*columns, "authors", "keywords"])
    for r in found:
        row = [r[column] for column in columns]
        row += ["; ".join(r[column]) for column in ("authors", "keywords")]
        table.writerow([str(cell).replace("\0", "") for cell in row])
    return stream.getvalue()


def _hugging_face(found: list[Fields]) -> str:
    return _json(
        [
            {
                "paper": {
                    "id": r["id"],
                    "authors": [{"name": name} for name in r["authors"]],
                    "publishedAt": "2024-03-18T17:59:59.000Z",
                    "title": r["title"],
                    "summary": r["abstract"],
                    "githubRepo": r["url"],
                    "ai_keywords": r["keywords"],
                }
            }
            for r in found
        ]
    )


def _openalex(found: list[Fields]) -> str:
    works = [
        {
            "id": f"https://openalex.org/{r['id']}",
            "title": r["title"],
            "publication_year": r["year"],
            "primary_location": {
                "landing_page_url": r["url"],
                "source": {"display_name": r["venue"]},
            },
            "authorships": [{"author": {"display_name": name}} for name in r["authors"]],
            "keywords": [{"display_name": name} for name in r["keywords"]],
            "abstract_inverted_index": {r["abstract"]: [0], "far": [10**12]},
        }
        for r in found
    ]
    return _json({"meta": {"count": len(works)}, "results": works})


def _semantic_scholar(found: list[Fields]) -> str:
    return _json(
        {
            "total": len(found),
            "data": [
                {
                    "paperId": r["id"],
                    "externalIds": {"DOI": r["doi"], "ArXiv": r["id"]},
                    "url": r["url"],
                    "title": r["title"],
                    "abstract": r["abstract"],
                    "venue": r["venue"],
                    "year": r["year"],
                    "authors": [{"name": name} for name in r["authors"]],
                    "fieldsOfStudy": r["keywords"],
                }
                for r in found
            ],
        }
    )


def _arxiv(found: list[Fields]) -> str:
    entries = [
        f"<entry><id>http://arxiv.org/abs/{escape(str(r['id']))}</id>"
        f"<published>2024-03-18T00:00:00Z</published><title>{escape(r['title'])}</title>"
        f"<summary>{escape(r['abstract'])}</summary>"
        + "".join(f"<author><name>{escape(name)}</name></author>" for name in r["authors"])
        + "".join(f"<category term={quoteattr(name)}/>" for name in r["keywords"])
        + f"<link href='{escape(str(r['url']), {chr(39): '&#39;'})}'/></entry>"
        for r in found
    ]
    feed = '<feed xmlns="http://www.w3.org/2005/Atom">' + "\n".join(entries) + "</feed>"
    return "".join(c for c in feed if c in "\t\n" or 0x20 <= ord(c) < 0xFFFE)


def _rss(found: list[Fields]) -> str:
    items = [
        f"<item><title>{escape(escape(r['title']))}</title><link>{escape(str(r['url']))}</link>"
        f"<description>{escape(escape(r['abstract']))}</description>"
        + "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in r["authors"])
        + "".join(f"<category>{escape(name)}</category>" for name in r["keywords"])
        + f"<prism:publicationName>{escape(str(r['venue']))}</prism:publicationName></item>"
        for r in found
    ]
    feed = '<rss version="2.0"><channel>' + "\n".join(items) + "</channel></rss>"
    return "".join(c for c in feed if c in "\t\n" or 0x20 <= ord(c) < 0xFFFE)


def _bibtex(found: list[Fields]) -> str:
    def value(text: object) -> str:
        return str(text).replace("{", "").replace("}", "")

    return "\n".join(
        f"@article{{key{number},\n title = {{{value(r['title'])}}},\n"
        f" abstract = {{{value(r['abstract'])}}},\n journal = {{{value(r['venue'])}}},\n"
        f" author = {{{value(' and '.join(r['authors']))}}},\n year = 2024,\n"
        f" keywords = {{{value(', '.join(r['keywords']))}}},\n"
        f" url = {{{value(r['url'])}}}\n}}\n"
        for number, r in enumerate(found)
    )


def _ris(found: list[Fields]) -> str:
    def line(tag: str, text: object) -> str:
        return f"{tag}  - " + str(text).replace("\n", " ") + "\n"

    return "".join(
        line("TY", "JOUR")
        + line("ID", r["id"])
        + line("TI", r["title"])
        + "".join(line("AU", name) for name in r["authors"])
        + line("JO", r["venue"])
        + line("PY", 2024)
        + "".join(line("KW", name) for name in r["keywords"])
        + line("UR", r["url"])
        + line("AB", r["abstract"])
        + "ER  - \n\n"
        for r in found
    )


def _one_line(text: object) -> str:
    return str(text).replace("\n", " ")


def _medline(found: list[Fields]) -> str:
    def line(tag: str, text: object) -> str:
        return f"{tag:4}- {_one_line(text)}\n"

    return "".join(
        line("PMID", r["id"])
        + line("DP", 2024)
        + line("TI", r["title"])
        + line("AB", r["abstract"])
        + "".join(line("FAU", name) for name in r["authors"])
        + line("JT", r["venue"])
        + "".join(line("OT", name) for name in r["keywords"])
        + "\n"
        for r in found
    ).replace("PMID- ", "PMID- 1", 1)


def _endnote(found: list[Fields]) -> str:
    def line(tag: str, text: object) -> str:
        return f"%{tag} {_one_line(text)}\n"

    return "".join(
        line("0", "Journal Article")
        + "".join(line("A", name) for name in r["authors"])
        + line("T", r["title"])
        + line("J", r["venue"])
        + line("D", 2024)
        + "".join(line("K", name) for name in r["keywords"])
        + line("U", r["url"])
        + line("X", r["abstract"])
        + line("F", r["id"])
        + "\n"
        for r in found
    )


def _web_of_science(found: list[Fields]) -> str:
    def line(tag: str, text: object) -> str:
        return f"{tag} {_one_line(text)}\n"

    return "".join(
        line("PT", "J")
        + f"AF {chr(10).join(map(_one_line, r['authors']))}\n"
        + line("TI", r["title"])
        + line("SO", r["venue"])
        + line("DE", "; ".join(map(_one_line, r["keywords"])))
        + line("AB", r["abstract"])
        + line("PY", 2024)
        + line("UT", r["id"])
        + "ER\n\n"
        for r in found
    )


def _awesome(found: list[Fields]) -> str:
    return "# List\n\n" + "\n".join(
        f"- [{str(r['title']).replace(chr(10), ' ')}](https://arxiv.org/abs/2403.{number:05d}) - "
        + str(r["abstract"]).replace("\n", " ")
        for number, r in enumerate(found)
    )


def _saved_page(found: list[Fields]) -> str:
    sentence = "This sentence makes the text as long as an abstract is, and says no more than that."
    return "new\n\nSubscribe\n\nbyAK and the research community\n\nMar 18\n\n" + "".join(
        f"{' '.join(str(r['title']).split())}\n\n{' '.join(str(r['abstract']).split())} "
        f"{sentence} {sentence}\n\n"
        for r in found
    )


FORMATS: Mapping[str, tuple[str, Callable[[list[Fields]], str]]] = {
    "arxiv": (".xml", _arxiv),
    "awesome-list": (".md", _awesome),
    "bibtex": (".bib", _bibtex),
    "crossref": (".json", _crossref),
    "csl-json": (".json", _csl),
    "csv": (".csv", _csv),
    "endnote": (".enw", _endnote),
    "hugging-face": (".json", _hugging_face),
    "json": (".json", _json),
    "json-lines": (".jsonl", _json_lines),
    "medline": (".nbib", _medline),
    "openalex": (".json", _openalex),
    "ris": (".ris", _ris),
    "rss": (".xml", _rss),
    "saved-page": (".txt", _saved_page),
    "semantic-scholar": (".json", _semantic_scholar),
    "web-of-science": (".ciw", _web_of_science),
}
"""How each format says it; by the name of its reader."""
