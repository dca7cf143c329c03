"""Prints the figures: `python -m bench [TOPIC …]`."""

from __future__ import annotations

import sys

import bench
from builder.model.registry import collect_constants

from .figure import Bench, Missing

SUPPORT = (
    *("chromium", "counted_records", "data", "figure", "known_items", "memory", "papers"),
    *("sites", "slow_line", "synthetic", "topical"),
)
"""Modules of this package that measure nothing."""


def main(topics: list[str]) -> int:
    """Print the figures of the topics, or of all; 1 where a goal is missed, 2 for a wrong name.

    What cannot be measured here is named with what it needs, and counted at the end.
    """
    benches = {found.name: found for found in _collect_benches()}
    unknown = sorted(set(topics) - set(benches))
    if unknown:
        print(f"expected topics among {sorted(benches)}, got {unknown}", file=sys.stderr)
        return 2
    missed, lacking = 0, set[str]()
    for found in (benches[name] for name in topics or benches):
        print(f"\n{found.title}", flush=True)
        for figure in found.measure():
            if isinstance(figure, Missing):
                print(f"  {found.name}: needs {figure.what}", flush=True)
                lacking.add(found.name)
                continue
            verdict = {None: "", True: "reached", False: "MISSED"}[figure.is_reached]
            goal = f"goal {figure.goal} {verdict}" if figure.goal else ""
            print(f"  {figure.name:<58} {figure.value:>12,.4g} {figure.unit:<8} {goal}", flush=True)
            missed += figure.is_reached is False
    if lacking:
        print(f"\n{len(lacking)} of {len(topics or benches)} topics lack something: ", end="")
        print(", ".join(sorted(lacking)))
    return 1 if missed else 0


def _collect_benches() -> tuple[Bench, ...]:
    return collect_constants(bench, "BENCH", Bench, skip=SUPPORT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
