"""Checks a catalogue: faults, notes for the owner, and changes for its readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from ..model.catalogue import Catalogue
from ..model.problems import Origin, Problem, Problems
from ..model.project import Project, describe_command
from ..model.records import Listing, Match
from ..model.slugs import paper_address
from ..pipeline import gather
from ..settings.site import read_listing_settings
from ..text.title_key import normalise_title
from .published import Changes, compare_published, read_published

_FEWEST = 4
"""Expected records from which a poor yield is reported."""
_ALIKE_NAMES = 88
"""Similarity of two tag names, in percent, from which they are near-synonyms."""
_ALIKE_PAPERS = 0.8
"""Share of papers two tags have in common to be near-synonyms, of at least `_ENOUGH`."""
_ENOUGH = 5


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """What a check found."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    """To be fixed: the check fails."""
    notes: tuple[Problem, ...]
    """Worth a look: the check does not fail."""
    changes: Changes | None
    """Against a published catalogue, where one was given."""

    @property
    def merges(self) -> tuple[Match, ...]:
        """Merges that were not by equal titles."""
        return tuple(match for match in self.catalogue.matches if match.decision == "merged")


def check(project: Project, published: str | None = None) -> CheckReport:
    """Read everything and report everything at once.

    Problems are faults of the sources, listings that yield under half of what their lines
    suggest, and addresses that are published (`published`: path or URL of an
    `api/papers.json`) and would vanish. Notes are records without abstract, settings of a
    listing that is not there, metadata that contradicts a listing, tags that nothing has or that
    mean nearly the same, papers whose meaning was not learnt or whose day was
    not recorded, and fields that a published paper
    would lose.
    Raises `BuilderError` where nothing can be read.
    """
    problems, notes = Problems(), Problems()
    catalogue = gather(project, problems)
    notes.extend(_find_missing_abstracts(catalogue.listings))
    notes.extend(_find_unknown_listings(project))
    notes.extend(catalogue.completions.notes)
    problems.extend(_find_poor_parses(project, catalogue))
    notes.extend(_find_odd_tags(project, catalogue))
    notes.extend(_find_unlearnt(project, catalogue))
    notes.extend(_find_unrecorded(project, catalogue))
    changes = None
    if published is not None:
        origin = Origin(file=published)
        before = read_published(published)
        if before is None:
            notes.add(origin, "nothing has been published there yet")
        changes = compare_published(before or (), catalogue)
        for slug in changes.vanished:
            message = (
                f"{paper_address(slug)} would vanish: give its new slug in sources/permalinks.yml"
            )
            problems.add(origin, message)
        for lost in changes.lost:
            notes.add(origin, f"{paper_address(lost.paper)} would lose {', '.join(lost.fields)}")
    return CheckReport(
        catalogue=catalogue, problems=tuple(problems), notes=tuple(notes), changes=changes
    )


def _find_missing_abstracts(listings: Iterable[Listing]) -> Iterator[Problem]:
    for listing in listings:
        for origin in listing.without_abstract:
            yield Problem(origin=origin, message="record without abstract")


def _find_unknown_listings(project: Project) -> Iterator[Problem]:
    path = project.sources / "listings.yml"
    for name in read_listing_settings(path, Problems()):
        if not (project.sources / "listings" / name).is_file():
            yield Problem(
                origin=Origin(file=path.as_posix()), message=f"no listing is called {name}"
            )


def _find_poor_parses(project: Project, catalogue: Catalogue) -> Iterator[Problem]:
    for listing in catalogue.listings:
        path = project.sources / "listings" / listing.file
        if listing.expected >= _FEWEST and listing.entries * 2 < listing.expected:
            message = (
                f"expected about {listing.expected} records from its lines, got {listing.entries} "
                f"(read as {listing.format})"
            )
            yield Problem(origin=Origin(file=path.as_posix()), message=message)


def _find_unlearnt(project: Project, catalogue: Catalogue) -> Iterator[Problem]:
    origin = Origin(file=(project.sources / "meaning").as_posix())
    how = describe_command("learn")
    if catalogue.meaning is None:
        language = catalogue.site.language
        message = f"nothing was learnt, so search goes by words alone: run {how}"
        if not language.startswith("en"):
            message = f"search goes by words alone, as {how} reads English, not {language!r}"
        if catalogue.papers:
            yield Problem(origin=origin, message=message)
    elif unlearnt := catalogue.meaning.unlearnt:
        are = "1 paper is" if unlearnt == 1 else f"{unlearnt:,} papers are"
        message = f"{are} new to what was learnt and found by their words alone: run {how}"
        yield Problem(origin=origin, message=message)


def _find_unrecorded(project: Project, catalogue: Catalogue) -> Iterator[Problem]:
    arrivals = catalogue.arrivals
    papers = sum(1 for paper in catalogue.papers if not arrivals.find_day(paper))
    files = [one.file for one in catalogue.listings if one.file not in arrivals.listings]
    if papers or files:
        named = [f"{papers:,} papers" if papers > 1 else "1 paper"] if papers else []
        named += [f"{len(files):,} listings" if len(files) > 1 else files[0]] if files else []
        message = f"no day is known on which {' and '.join(named)} came"
        yield Problem(
            origin=Origin(file=(project.sources / "arrivals.jsonl").as_posix()),
            message=f"{message}: run {describe_command('check --fix')}",
        )


def _find_odd_tags(project: Project, catalogue: Catalogue) -> Iterator[Problem]:
    origin = Origin(file=(project.sources / "tags.yml").as_posix())
    papers = {tag: frozenset(p.id for p in found) for tag, found in catalogue.papers_by_tag.items()}
    for tag in catalogue.tags:
        if not papers[tag.id]:
            yield Problem(origin=origin, message=f"tag '{tag.id}': no paper has it")
    for one, two in combinations(catalogue.tags, 2):
        pair = f"tags '{one.id}' and '{two.id}'"
        names = [" ".join(sorted(normalise_title(tag.name).split())) for tag in (one, two)]
        if fuzz.ratio(*names) >= _ALIKE_NAMES:
            yield Problem(origin=origin, message=f"{pair}: their names are nearly the same")
        shared, either = papers[one.id] & papers[two.id], papers[one.id] | papers[two.id]
        if len(either) >= _ENOUGH and len(shared) >= _ALIKE_PAPERS * len(either):
            message = f"{pair}: {len(shared)} of their {len(either)} papers have both"
            yield Problem(origin=origin, message=message)
