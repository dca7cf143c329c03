"""What was learnt of the meaning of texts, as a build uses it: read, never computed anew.

`python -m builder learn` makes `sources/meaning/`: `papers.npz` has the sentence model's vector
of each paper and tag by a digest of its text; `words.npz` has what stands in for the model where
there is none, in a build and in the browser: a table of word vectors, a small network and the
projection of the papers' vectors into the same space; `learnt.json` says where it came from.
"""

from __future__ import annotations

from .compose import MeaningStage, compose_meaning
from .learnt import Learnt, read_learnt, text_of_paper, text_of_tag

__all__ = [
    "Learnt",
    "MeaningStage",
    "compose_meaning",
    "read_learnt",
    "text_of_paper",
    "text_of_tag",
]
