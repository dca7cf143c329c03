"""Search: how texts become terms, what the index holds, and the one ranking.

The ranking in words; `docs/assets/javascripts/search/` does the same in the browser.

1. A query is words, `"phrases"` that must occur, `-words` that must not, and filters such as
   `tag:` or `author:` with an id, a name or its beginning. Stop words count only in a title of
   nothing else; a query that only excludes or filters starts from all papers. The identifier of a
   paper, an arXiv id or a DOI, is answered by that paper alone (`identifiers.py`).
2. British and American spellings are one term (`text/variants.py`). `GPT-2` and `GPT 2` are `GPT2`
   where some text writes that; where none does, `GPT2` is asked as `GPT 2`.
3. Each word becomes a clause: its own term; the terms it may be a prefix of where it is the last
   word and still being typed; the papers that have it as a name of an author, as a venue or as
   their year, unless more texts have it as a word (`named.py`). A word that the index does not
   have is left out, unless it is a clear misspelling: no English word, and all near spellings are
   one family. A doubtful one counts only where nothing else answers.
4. A document scores the sum over the clauses of idf times BM25 of the best alternative, as a
   share of the best possible. The keywords of a paper are words of its text, each a phrase by
   itself; sentences that only announce code or data are not (`announcements.py`). Bylines are no
   text: names stand in directories (`directory.py`), so that they change no length or frequency.
5. Where the meaning of papers was learnt, a paper's cosine with the query is added, and the query
   is moved towards the first papers (`meaning.py`, `fusion.py`). A query with a phrase is of
   words alone, and names mean nothing.
6. A bound separates the papers that fit from others that share a word. Where nothing was learnt,
   those with every word fit.
7. A title that has every term of the query and no other comes before all; then the papers of
   whoever or whatever all the words name, unless more papers have them in their text; then the
   papers that fit, by score, and the others; then tags, listings and handwritten pages. Who is
   named, and tags and listings that fit, are shown before the papers (`groups.py`).
8. Notes say what became of the query: words left out, corrected or too common, filters that fit
   nothing and what is near, a word that may be a name where no authors are listed.
"""

from __future__ import annotations

from .documents import Document, list_documents
from .index import Index, build_index, index_catalogue
from .ranking import Answer, Hit, answer_query, search

__all__ = [
    "Answer",
    "Document",
    "Hit",
    "Index",
    "answer_query",
    "build_index",
    "index_catalogue",
    "list_documents",
    "search",
]
