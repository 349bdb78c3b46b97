"""Many files at once: shared among processes, remembered, and whatever is in them."""

import os
import time
from pathlib import Path

import pytest

from whichmodel.check import scan as scanning
from whichmodel.check.known import Known
from whichmodel.check.remembered import Remembered
from whichmodel.check.scan import Result, scan
from whichmodel.check.walk import files

LATER = time.time_ns() + 10**12


def found(result: Result) -> list[tuple[str, int, str]]:
    return [(os.path.basename(m.path), m.line, m.text) for m in result.mentions]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    root.mkdir()
    for number in range(40):
        (root / f"{number:02}.md").write_text(f"{number}\n`gpt-4o` and gpt-4o-{number}\n" * 3)
    return root


def test_two_processes_find_what_one_finds(
    tree: Path, known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list(files([str(tree)]))
    alone = scan(asked, known, processes=1)
    monkeypatch.setattr(scanning, "ALONE", 0)
    monkeypatch.setattr(scanning, "BATCH", 300)
    assert scan(asked, known, processes=2) == alone
    assert len(alone.mentions) == 120


def test_unchanged_files_are_not_read_again(
    tree: Path, known: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Remembered(str(tmp_path), known)
    first = scan(files([str(tree)]), known, memory, LATER)
    read: list[str] = []
    look = scanning.look
    monkeypatch.setattr(scanning, "look", lambda path, f: (read.append(path), look(path, f))[1])
    (tree / "07.md").write_text("ask o3-mini")
    (tree / "08.md").unlink()
    second = scan(files([str(tree)]), known, memory, LATER)
    memory.close()
    assert [os.path.basename(path) for path in read] == ["07.md"]
    unchanged = [each for each in found(first) if each[0] not in ("07.md", "08.md")]
    assert found(second) == sorted([*unchanged, ("07.md", 1, "o3-mini")])


def test_files_of_one_name_and_size_each_have_their_own_mentions(
    tmp_path: Path, known: Known
) -> None:
    texts = {"a": "ask gpt-4o", "b": "ask gpt-4o", "c": "ask gpt-4", "d": "ask gpt-5x"}
    texts |= {"e": "use gpt-4o", "f": "ask gpt-4o"}
    for directory, text in texts.items():
        (tmp_path / directory).mkdir()
        (tmp_path / directory / "README.md").write_text(text)
    result = scan(files([str(tmp_path)]), known)
    told = [(os.path.relpath(m.path, tmp_path)[0], m.text) for m in result.mentions]
    assert told == [(each, "gpt-4" + "o" * (each != "c")) for each in "abcef"]


def test_what_changed_just_now_is_not_remembered(tree: Path, known: Known, tmp_path: Path) -> None:
    memory = Remembered(str(tmp_path), known)
    scan(files([str(tree)]), known, memory, time.time_ns())
    assert memory.all(bytes(tree)) == {}
    memory.close()


def test_other_knowledge_forgets(tree: Path, known: Known, tmp_path: Path) -> None:
    memory = Remembered(str(tmp_path), known)
    scan(files([str(tree)]), known, memory, LATER)
    memory.close()
    assert Remembered(str(tmp_path), known).all(bytes(tree))
    assert not Remembered(str(tmp_path), known._replace(mark="other")).all(bytes(tree))


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_damaged_memory_costs_time_only(
    tree: Path, known: Known, tmp_path: Path, damage: bytes
) -> None:
    (tmp_path / "mentions.sqlite").write_bytes(damage)
    memory = Remembered(str(tmp_path), known)
    assert len(scan(files([str(tree)]), known, memory, LATER).mentions) == 120
    memory.close()


HOSTILE = {
    "utf16.md": "ask gpt-4o".encode("utf-16"),
    "invalid.md": b"ask gpt-4o \xff\xfe\xfa",
    "crlf.md": b"x\r\nask gpt-4o\r\n",
    "mark.md": b"\xef\xbb\xbfgpt-4o",
    "bomb.yaml": b"a: &a [x]\n" + b"b: [*a, *a, gpt-4o]\n" * 1000,
    "deep.json": b"[" * 100_000 + b"\n" + b'"gpt-4o"' + b"\n" + b"]" * 100_000,
    "ticks.md": b"`" * 10_001 + b" gpt-4o\n```\n" * 500,
    "brackets.py": b'x = "gpt-4o"' + b"([{" * 3000 + b"\n",
    "spaces.rst": (b" " * 2000 + b"\n") * 200 + b"gpt-4o\n",
}


def test_hostile_texts_are_read(tmp_path: Path, known: Known) -> None:
    for name, data in HOSTILE.items():
        (tmp_path / name).write_bytes(data)
    result = scan(files([str(tmp_path)]), known)
    assert {each.problem for each in result.outcomes} == {""}
    first = {name: line for name, line, text in reversed(found(result)) if text == "gpt-4o"}
    assert first == {
        "utf16.md": 1, "invalid.md": 1, "crlf.md": 2, "mark.md": 1, "bomb.yaml": 2,
        "ticks.md": 1, "brackets.py": 1, "spaces.rst": 201,
    }  # fmt: skip


def test_what_is_no_text_says_so(tmp_path: Path, known: Known) -> None:
    (tmp_path / "a.md").write_bytes(b"\x00\x01\x02\x03gpt-4o")
    (tmp_path / "b.md").write_text("gpt-4o")
    result = scan(files([str(tmp_path)]), known)
    assert [each.problem for each in result.outcomes] == ["binary", ""]
    assert (found(result), result.looked_at) == ([("b.md", 1, "gpt-4o")], 1)


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_says_so(tmp_path: Path, known: Known) -> None:
    (tmp_path / "a.md").write_text("gpt-4o")
    (tmp_path / "a.md").chmod(0)
    (outcome,) = scan(files([str(tmp_path)]), known).outcomes
    assert outcome.problem == "Permission denied"


def test_what_goes_away_while_reading_says_so(tmp_path: Path, known: Known) -> None:
    (tmp_path / "a.md").write_text("gpt-4o")
    asked = list(files([str(tmp_path)]))
    (tmp_path / "a.md").unlink()
    (outcome,) = scan(asked, known).outcomes
    assert outcome.problem == "No such file or directory"


def test_names_of_files_need_not_be_text(tmp_path: Path, known: Known) -> None:
    (tmp_path / os.fsdecode(b"\xff\xfe.md")).write_text("gpt-4o")
    memory = Remembered(str(tmp_path / "cache"), known)
    asked = list(files([str(tmp_path)]))
    first = scan(asked, known, memory, LATER)
    assert scan(asked, known, memory, LATER) == first
    assert [each.text for each in first.mentions] == ["gpt-4o"]
    memory.close()


@pytest.mark.parametrize("name", ["/dev/zero", "pipe.md"])
def test_what_never_ends_is_not_read(tmp_path: Path, known: Known, name: str) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (outcome,) = scan(files([str(tmp_path / name)]), known).outcomes
    assert outcome.problem == "neither a file nor a directory"
    assert scan(files([str(tmp_path)]), known).outcomes == []


def test_what_grows_while_it_is_read_says_so(
    tmp_path: Path, known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("gpt-4o " * 10)
    monkeypatch.setattr(scanning, "LARGEST", 20)
    (outcome,) = scan(files([str(tmp_path)]), known).outcomes
    assert outcome.problem == "changed while it was read"


def test_one_line_of_megabytes_is_nobodys(tmp_path: Path, known: Known) -> None:
    (tmp_path / "a.md").write_text("gpt-4o " * 1_000_000)
    result = scan(files([str(tmp_path)]), known)
    assert (result.mentions, result.outcomes[0].problem) == ([], "")


@pytest.mark.slow
def test_a_million_mentions_are_found(tmp_path: Path, known: Known) -> None:
    (tmp_path / "a.md").write_text("gpt-4o\n" * 1_000_000)
    assert len(scan(files([str(tmp_path)]), known).mentions) == 1_000_000


@pytest.mark.slow
def test_a_hundred_thousand_hints_do_not_hold_it_up(tmp_path: Path, known: Known) -> None:
    (tmp_path / "a.yaml").write_text("- provider: groq\n  model: qwen/qwen3-32b\n" * 100_000)
    result = scan(files([str(tmp_path)]), known)
    assert {each.provider for each in result.mentions} == {"groq"}
