"""Search: how texts become terms, what the index holds, and the one ranking.

The ranking in words; `docs/assets/javascripts/search/` does the same in the browser.

1. A query is words, `"phrases"` that must occur, `-words` that must not, and `tag:` or
   `source:` filters. Stop words count only where there is nothing else.
2. Each word becomes a clause: its own term; the terms it may be a prefix of where it is
   the last word and still being typed; near spellings where the index does not have it.
3. A document scores the sum over the clauses of idf times BM25 of the best alternative.
4. A title that has every term of the query and no other comes before all.
5. Papers come first, then tags, listings and handwritten pages, each by score and then by
   their number, which is the explorer's.
"""

from __future__ import annotations

from .documents import Document, list_documents
from .index import Index, build_index
from .ranking import Hit, search

__all__ = ["Document", "Hit", "Index", "build_index", "list_documents", "search"]
