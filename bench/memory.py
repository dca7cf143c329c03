"""How much memory a process took at its peak."""

from __future__ import annotations

import resource
import sys


def peak(usage: resource.struct_rusage) -> int:
    """Bytes; macOS counts in these, Linux in kilobytes."""
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def own_peak() -> int:
    """Bytes of this process."""
    return peak(resource.getrusage(resource.RUSAGE_SELF))
