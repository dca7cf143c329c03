"""Learns what texts mean: the only part that runs a model, when the owner asks for it.

`learn.py` says what happens. The model reads each paper once; from what it says of many short
texts, `training.py` makes the small query encoder that stands in for it everywhere else.
"""

from .learn import LearnReport, learn

__all__ = ["LearnReport", "learn"]
