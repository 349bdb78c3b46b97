"""Putting files into a directory, all of them or none."""

from pathlib import Path

import pytest

from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.server.page.writing import MARK, replace

FILES = {"index.html": b"one", "facts/groq.js": b"two"}


def found(directory: Path) -> dict[str, bytes]:
    all_files = (path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in all_files}


@pytest.mark.parametrize("existing", [False, True])
def test_a_new_or_empty_directory_is_filled(tmp_path: Path, existing: bool) -> None:
    target = tmp_path / "deep" / "public"
    if existing:
        target.mkdir(parents=True)
    replace(str(target), FILES)
    made = found(target)
    assert made.pop(MARK) == b"facts/groq.js\nindex.html\n"
    assert made == FILES


def test_what_it_wrote_before_is_replaced_wholly(tmp_path: Path) -> None:
    target = tmp_path / "public"
    replace(str(target), FILES)
    replace(str(target), {"index.html": b"newer"})
    assert found(target) == {"index.html": b"newer", MARK: b"index.html\n"}
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["notes.txt", "facts/notes.txt", ".git/config"])
def test_files_of_somebody_else_are_never_touched(tmp_path: Path, name: str) -> None:
    target = tmp_path / "public"
    replace(str(target), FILES)
    (target / name).parent.mkdir(exist_ok=True)
    (target / name).write_text("mine")
    before = found(target)
    with pytest.raises(UsageError, match="somebody else"):
        replace(str(target), {"index.html": b"newer"})
    assert found(target) == before
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("mine")
    with pytest.raises(UsageError, match="name a directory"):
        replace(str(tmp_path / "public"), FILES)


def test_a_failure_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "public"
    replace(str(target), FILES)
    before = found(target)
    clash = {"index.html": b"newer", "index.html/inner": b"cannot be"}
    with pytest.raises(Unavailable, match="cannot be written"):
        replace(str(target), clash)
    assert found(target) == before
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_to_a_directory_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    replace(str(tmp_path / "link"), FILES)
    assert (tmp_path / "link").is_symlink()
    assert found(tmp_path / "real").keys() == {*FILES, MARK}
