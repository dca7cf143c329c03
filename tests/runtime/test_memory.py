from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest

from builder.model.problems import Origin, Problems
from builder.model.records import Listing, ListingId
from builder.model.wording import Wording, join_messages, message, message_number
from builder.runtime import hashing
from builder.runtime import memory as module
from builder.runtime.hashing import hash_program, hash_value
from builder.runtime.memory import Memory
from builder.text import Text
from builder.text.language import GERMAN

LISTING = Listing(
    id=ListingId("a"), file="a.txt", title="A", description="", format="rss", entries=1
)


class Counted:
    """Makes a value, and counts how often."""

    def __init__(self, value: object = LISTING) -> None:
        self.value = value
        self.times = 0

    def __call__(self, problems: Problems) -> object:
        self.times += 1
        problems.add(Origin(file="a.txt", line=self.times), "a fault")
        return self.value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "stages"


def remember(folder: Path, make: Counted, *made_of: str) -> tuple[object, str, list[str]]:
    problems = Problems()
    kept = Memory(folder).remember("stage", made_of, make, problems)
    return kept.value, kept.digest, [str(problem) for problem in problems]


def test_what_is_made_of_the_same_is_made_once_and_its_problems_are_told_again(
    folder: Path,
) -> None:
    make = Counted()
    first, again = remember(folder, make, "x"), remember(folder, make, "x")
    assert make.times == 1
    assert first == again == (LISTING, first[1], ["a.txt:1: a fault"])


def test_what_is_made_of_something_else_is_made(folder: Path) -> None:
    make = Counted()
    remember(folder, make, "x")
    remember(folder, make, "y")
    remember(folder, make, "x", "y")
    assert make.times == 3


def test_another_program_or_python_makes_everything_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Counted()
    remember(folder, make)
    monkeypatch.setattr("sys.version", "4.0")
    hash_program.cache_clear()
    remember(folder, make)
    monkeypatch.setattr(hashing, "PROGRAM", folder)
    hash_program.cache_clear()
    remember(folder, make)
    hash_program.cache_clear()
    assert make.times == 3


def entry(folder: Path) -> Path:
    [path] = folder.glob("stage/*")
    return path


def pack(payload: bytes) -> bytes:
    """What looks like an entry of ours."""
    return module._MARK + module.hashlib.sha256(payload).digest() + payload


class Harm:
    """A value that runs something when it is read."""

    def __init__(self, command: Callable[..., object]) -> None:
        self.command = command

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return self.command, ("touch harm",)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[:-1],
        lambda content: b"",
        lambda content: content[:60] + b"\0" + content[61:],
        lambda content: pickle.dumps(1),
        lambda content: pack(b"not a pickle"),
        lambda content: pack(pickle.dumps(Harm(os.system))),
        lambda content: pack(pickle.dumps(Harm(hash_value))),
    ],
    ids=["cut", "empty", "changed", "unmarked", "no pickle", "a command", "a function of ours"],
)
def test_a_damaged_or_foreign_entry_is_made_anew_and_runs_nothing(
    folder: Path, change: Callable[[bytes], bytes]
) -> None:
    make = Counted()
    first = remember(folder, make)
    entry(folder).write_bytes(change(entry(folder).read_bytes()))
    assert remember(folder, make)[0] == first[0]
    assert remember(folder, make)[0] == first[0]
    assert make.times == 2
    assert not list(folder.rglob("harm")) and not Path("harm").exists()


@pytest.mark.parametrize(
    "name",
    [
        ("builder.commands.wheel", "subprocess.Popen"),
        ("builder.runtime.memory", "Path"),
        ("builder.runtime.hashing", "hash_value"),
        ("builder.text.language", "find_language"),
        ("tests.runtime.test_memory", "Harm"),
    ],
)
def test_what_a_module_of_ours_imports_is_no_value(name: tuple[str, str]) -> None:
    texts = (bytes([0x8C, len(text)]) + text.encode() for text in name)
    payload = b"\x80\x05" + b"".join(texts) + b"\x93."
    assert pickle.loads(payload)
    with pytest.raises(pickle.UnpicklingError, match="is no value"):
        module._Unpickler(BytesIO(payload)).load()


def test_the_package_may_have_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "OURS", "catalogue")
        with pytest.raises(pickle.UnpicklingError, match="is no value"):
            module._unpack(BytesIO(b"".join(module._pack(LISTING))))
    assert module._unpack(BytesIO(b"".join(module._pack(LISTING)))).value == LISTING


def test_messages_and_languages_are_remembered(folder: Path) -> None:
    quoted = join_messages(", ", [message("“%(text)s”", text=text) for text in ("tide", "moon")])
    said = message_number("%(number)s year apart", "%(number)s years apart", 3)
    make = Counted((message("words: %(words)s", words=quoted), said, GERMAN))
    remember(folder, make)
    words, years, language = Memory(folder).recall("stage", ()).value[0]
    assert make.times == 1
    assert language is GERMAN
    german = Wording(
        language="de",
        messages={
            "words: %(words)s": ("Wörter: %(words)s",),
            "“%(text)s”": ("„%(text)s“",),
            "%(number)s year apart": (
                "%(number)s Jahr auseinander",
                "%(number)s Jahre auseinander",
            ),
        },
    )
    assert german.tell(words) == "Wörter: „tide“, „moon“"
    assert german.tell(years) == "3 Jahre auseinander"


def test_what_cannot_be_kept_is_made_again_and_so_is_what_is_made_of_it(folder: Path) -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    make = Counted(deep)
    first, again = remember(folder, make), remember(folder, make)
    assert make.times == 2
    assert first[1] != again[1]
    while deep:  # Python would go too deep to take it away.
        deep = deep.pop()  # type: ignore[assignment]


def test_a_folder_that_cannot_be_written_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "stages").write_text("a file where the folder should be")
    make = Counted()
    assert remember(tmp_path / "stages", make)[0] == LISTING
    assert remember(tmp_path / "stages", make)[0] == LISTING


def test_entries_used_longest_ago_go_first(folder: Path) -> None:
    make = Counted()
    for number in range(module.MOST_RESULTS):
        remember(folder, make, str(number))
        for path in folder.glob("stage/*"):  # As if a minute had passed.
            os.utime(path, ns=(0, path.stat().st_mtime_ns - 60 * 10**9))
    remember(folder, make, "0")
    remember(folder, make, "new")
    assert len(list(folder.glob("stage/*"))) == module.MOST_RESULTS
    made = make.times
    remember(folder, make, "0")
    assert make.times == made
    remember(folder, make, "1")
    assert make.times == made + 1


def test_all_entries_together_take_no_more_than_is_allowed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 2000)
    memory = Memory(folder)
    for number in range(9):
        memory.keep(f"stage {number}", (), "x" * 600)
    assert 600 < sum(path.stat().st_size for path in folder.glob("*/*")) <= 2000


def test_of_many_items_only_new_ones_are_made(folder: Path) -> None:
    asked: list[str] = []

    def make(new: Sequence[str]) -> Iterator[str]:
        asked.extend(new)
        return (text.upper() for text in new)

    def each(*texts: str) -> list[str]:
        return Memory(folder).remember_each("upper", ["x"], texts, str, make)

    assert each("a", "b", "a") == ["A", "B", "A"]
    assert each("b", "c") == ["B", "C"]
    assert asked == ["a", "b", "c"]
    assert each("a") == ["A"]  # What is not used is forgotten.
    assert asked[-1] == "a"


def test_without_a_folder_nothing_is_remembered() -> None:
    make = Counted()
    Memory().remember("stage", (), make)
    Memory().remember("stage", (), make)
    assert make.times == 2


def test_a_hash_of_files_knows_their_names_and_contents(tmp_path: Path) -> None:
    def hashed() -> str:
        return Memory().hash_files(tmp_path / "folder", tmp_path / "missing")

    (tmp_path / "folder").mkdir()
    seen = [hashed()]
    for change in (
        lambda: (tmp_path / "folder" / "a").write_text("1"),
        lambda: (tmp_path / "folder" / "a").write_text("2"),
        lambda: (tmp_path / "folder" / "a").rename(tmp_path / "folder" / "b"),
        lambda: (tmp_path / "missing").write_text(""),
        lambda: (tmp_path / "folder" / "empty").mkdir(),
        lambda: (tmp_path / "folder" / "link").symlink_to(tmp_path),
    ):
        change()
        seen.append(hashed())
    assert len(set(seen)) == len(seen)
    assert hashed() == seen[-1]


def test_a_message_has_another_hash_than_the_same_text(folder: Path) -> None:
    assert hash_value(message("same title")) == hash_value(message("same title"))
    assert hash_value(message("same title")) != hash_value("same title")


def test_several_values_are_kept_at_once(folder: Path) -> None:
    memory = Memory(folder)
    memory.keep_all("stage", {("a",): 1, ("b",): 2}, most=2)
    assert [Memory(folder).recall("stage", (name,)).value for name in "ab"] == [1, 2]
    memory.keep_all("stage", {("c",): 3}, most=2)
    assert len(list(folder.glob("stage/*"))) == 2
    Memory().keep_all("stage", {("a",): 1}, most=2)


def test_a_hash_of_values_does_not_depend_on_what_was_asked_of_them() -> None:
    one, other = (Text("An <i>x</i>"), [1.5]), (Text("An <i>x</i>"), [1.5])
    assert one[0].html
    assert hash_value(one) == hash_value(other) != hash_value((Text("An x"), [1.5]))
    assert hash_value(b"1") != hash_value(1)
