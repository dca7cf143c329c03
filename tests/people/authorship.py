"""Papers by invented people, for tests of who is who."""

from __future__ import annotations

from pathlib import Path

from builder.model.people import People, Person
from builder.model.problems import Problems
from builder.model.records import Paper
from builder.people import find_people, read_people
from tests.papers import paper


def by(*authors: str, id_: str = "", **fields: object) -> Paper:
    """A paper by these people; its id follows from them."""
    return paper(
        id_ or "-".join(authors).lower().replace(" ", "").replace(".", ""),
        authors=authors,
        **fields,
    )


def people_of(*papers: Paper) -> People:
    """The people of these papers, which may be written in any order."""
    return find_people(papers, (), Problems())


def together(people: People) -> list[set[str]]:
    """The spellings of each person who has several papers."""
    return [
        {spelling.text for spelling in person.spellings}
        for person in people.persons
        if len(person.papers) > 1
    ]


def named(people: People, name: str) -> Person:
    """The only person of that name."""
    [person] = [person for person in people.persons if person.name == name]
    return person


def ruled(folder: Path, text: str, *papers: Paper) -> tuple[People, list[str]]:
    """The people of these papers under the owner's rulings, and the problems."""
    path = folder / "people.yml"
    path.write_text(text, "utf-8")
    problems = Problems()
    people = find_people(papers, read_people(path, problems), problems)
    return people, [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in problems]
