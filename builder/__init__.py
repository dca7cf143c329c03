"""Turns listings of papers into Markdown and data for a static website."""

import os

# A build multiplies small matrices: several threads wait for each other longer than they work, and
# sums would depend on their number. Must be said before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "2.0.0"
