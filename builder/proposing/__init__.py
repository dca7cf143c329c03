"""Proposes a vocabulary from the papers, for an owner to edit."""

from __future__ import annotations

from .propose import Proposal, propose_vocabulary
from .tags_file import write_tags_file

__all__ = ["Proposal", "propose_vocabulary", "write_tags_file"]
