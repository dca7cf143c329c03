"""What installing the program costs: its wheel, and all that it pulls in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from builder.commands.wheel import make_wheel

from .data import ROOT
from .figure import Bench, Figure

LARGEST = 5


def _measure() -> Iterator[Figure]:
    wheel = len(make_wheel()) / 1e6
    yield Figure(name="the wheel", value=round(wheel, 2), unit="MB", goal="<= 2")
    sizes = measure_packages(ROOT / "requirements" / "site.txt")
    total = sum(sizes.values())
    yield Figure(name="packages that it pulls in", value=len(sizes))
    yield Figure(name="all of them, installed", value=round(total), unit="MB")
    for name in sorted(sizes, key=lambda name: -sizes[name])[:LARGEST]:
        yield Figure(name=f"of which {name}", value=round(sizes[name]), unit="MB")


def measure_packages(lock: Path) -> dict[str, float]:
    """Return the size in MB of each package of a lock file that is installed here."""
    names = re.findall(r"^[\w.-]+==[^\\\n]+", lock.read_text("utf-8"), re.M)
    sizes: dict[str, float] = {}
    for requirement in map(Requirement, names):
        if requirement.marker and not requirement.marker.evaluate():
            continue
        try:
            found = distribution(requirement.name)
        except PackageNotFoundError:
            continue
        paths = (Path(str(found.locate_file(path))) for path in found.files or ())
        size = sum(
            path.stat().st_size for path in paths if path.is_file() and path.suffix != ".pyc"
        )
        sizes[requirement.name] = size / 1e6
    return sizes


BENCH = Bench(name="installing", title="Installing the program", measure=_measure)
