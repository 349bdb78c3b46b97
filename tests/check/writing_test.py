"""A file is replaced as a whole or not at all, whatever goes wrong."""

import codecs
import multiprocessing
import os
import resource
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from whichmodel.check import writing
from whichmodel.check.fixes import Edit
from whichmodel.check.writing import CHANGED, Rewritten, rewritten

EDIT = [Edit(2, 8, 13, "gpt-4", "gpt-9-ü")]
TEXT = "# ä\nmodel: gpt-4\n"
AFTER = TEXT.replace("gpt-4", "gpt-9-ü")


@pytest.mark.parametrize(
    ("mark", "encoding", "codec"),
    [
        (b"", "utf-8", "utf-8"),
        (b"", "latin-1", "latin-1"),
        (b"", "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encoding_mark_and_line_endings_stay(
    mark: bytes, encoding: str, codec: str, ending: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(mark + TEXT.replace("\n", ending).encode(codec))
    assert rewritten(str(file), encoding, EDIT, True).problem == ""
    assert file.read_bytes() == mark + AFTER.replace("\n", ending).encode(codec)


def test_permissions_stay(tmp_path: Path) -> None:
    file = saved(tmp_path)
    file.chmod(0o754)
    assert rewritten(str(file), "utf-8", EDIT, True).problem == ""
    assert stat.S_IMODE(file.stat().st_mode) == 0o754
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    file = saved(tmp_path / "there")
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    assert rewritten(str(link), "utf-8", EDIT, True).problem == ""
    assert link.is_symlink() and file.read_text(encoding="utf-8") == AFTER


def test_to_show_writes_nothing(tmp_path: Path) -> None:
    file = saved(tmp_path)
    assert rewritten(str(file), "utf-8", EDIT, False) == Rewritten(TEXT, AFTER)
    assert file.read_text(encoding="utf-8") == TEXT


def test_a_file_that_is_read_only_is_left(tmp_path: Path) -> None:
    file = saved(tmp_path)
    file.chmod(0o444)
    assert rewritten(str(file), "utf-8", EDIT, True).problem == "is read-only: nothing was written"
    assert intact(file)


@pytest.mark.parametrize("text", ["gone", "# ä\nmodel: gpt-5\n", "\n" + TEXT])
def test_a_file_that_holds_something_else_by_now_is_left(text: str, tmp_path: Path) -> None:
    file = saved(tmp_path, text)
    assert rewritten(str(file), "utf-8", EDIT, True).problem == CHANGED
    assert intact(file, text)


def test_a_file_that_changes_while_it_is_written_keeps_the_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = saved(tmp_path)

    def meanwhile(_: int) -> None:
        file.write_text("somebody else's work", encoding="utf-8")

    monkeypatch.setattr(writing.os, "fsync", meanwhile)
    assert rewritten(str(file), "utf-8", EDIT, True).problem == CHANGED
    assert intact(file, "somebody else's work")


def test_what_an_encoding_cannot_hold_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("# é\nmodel: gpt-4\n".encode("latin-1"))
    wide = [EDIT[0]._replace(replacement="gpt-中")]
    assert (
        "is not latin-1: nothing was written" in rewritten(str(file), "latin-1", wide, True).problem
    )
    assert file.read_bytes() == "# é\nmodel: gpt-4\n".encode("latin-1")


def test_a_file_that_is_gone_is_told_of(tmp_path: Path) -> None:
    problem = rewritten(str(tmp_path / "no"), "utf-8", EDIT, True).problem
    assert problem == "No such file or directory: nothing was written"


# ── real faults, each in a process of its own ────────────────────────────────────────────────────


def full(_: Path) -> None:
    """No file may grow beyond four bytes, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))


def killed(_: Path) -> None:
    """The power goes when the new file is written and not yet in its place."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    writing.os.replace = die  # type: ignore[assignment]


def unwritable(directory: Path) -> None:
    """Somebody else's directory, in which nobody may make files."""
    directory.chmod(0o555)
    (directory / "a.yaml").chmod(0o666)
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def faulty(
    fault: Callable[[Path], None], directory: Path, answers: "multiprocessing.Queue[str]"
) -> None:
    fault(directory)
    answers.put(rewritten(str(directory / "a.yaml"), "utf-8", EDIT, True).problem)


def suffer(fault: Callable[[Path], None], directory: Path) -> tuple[int | None, str]:
    """The exit code and the problem of a process that writes with the fault."""
    context = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[str] = context.Queue()
    process = context.Process(target=faulty, args=(fault, directory, answers))
    process.start()
    problem = answers.get(timeout=60) if fault is not killed else ""
    process.join(60)
    return process.exitcode, problem


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """A directory that other users can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = saved(tmp_path)
    code, problem = suffer(full, tmp_path)
    assert (code, problem) == (0, "File too large: nothing was written")
    assert intact(file)


def test_a_directory_in_which_nothing_may_be_made_is_told_of(open_directory: Path) -> None:
    file = saved(open_directory)
    code, problem = suffer(unwritable, open_directory)
    assert (code, problem) == (0, "Permission denied: nothing was written")
    assert intact(file)


def test_a_process_that_is_killed_leaves_the_old_file_whole(tmp_path: Path) -> None:
    file = saved(tmp_path)
    code, _ = suffer(killed, tmp_path)
    assert code == -signal.SIGKILL
    assert file.read_text(encoding="utf-8") == TEXT


def saved(directory: Path, text: str = TEXT) -> Path:
    file = directory / "a.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def intact(file: Path, text: str = TEXT) -> bool:
    """The file is as it was, and nothing lies beside it."""
    return file.read_text(encoding="utf-8") == text and os.listdir(file.parent) == [file.name]
