"""The tag stage: which tags a paper has, by hand or by rules that learn from labels."""

from __future__ import annotations

from .assigning import assign_tags
from .keyword_tags import KeywordTags, add_keyword_tags
from .vocabulary import Vocabulary, read_vocabulary, tell_vocabulary

__all__ = [
    "KeywordTags",
    "Vocabulary",
    "add_keyword_tags",
    "assign_tags",
    "read_vocabulary",
    "tell_vocabulary",
]
