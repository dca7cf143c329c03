"""The tag stage: which tags a paper has, by hand or by rules that learn from labels."""

from __future__ import annotations

from .assigning import assign_tags
from .vocabulary import Vocabulary, read_vocabulary

__all__ = ["Vocabulary", "assign_tags", "read_vocabulary"]
