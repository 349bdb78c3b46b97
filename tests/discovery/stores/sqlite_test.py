"""The file that SQLite uses: private, healing, and whole whatever happens to a process."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stores import FIRST, GROQ, KEY, SECOND, file_store, listing, whole

from whichmodel.discovery.catalogue.changes import DISAPPEARED, Change
from whichmodel.discovery.errors import StoreError, UsageError
from whichmodel.discovery.stores import Store, open_store
from whichmodel.discovery.stores.sqlite import SCHEMA, WITHOUT_CHANGES

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX modes and signals")
same_store = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
few, many = (settings(same_store, max_examples=count) for count in (60, 200))


# Opening


def test_nothing_is_made_unless_asked_for(tmp_path: Path) -> None:
    assert open_store(str(tmp_path / "a" / "b.sqlite"), create=False) is None
    assert list(tmp_path.iterdir()) == []


def test_a_path_may_be_written_as_a_url(tmp_path: Path) -> None:
    path = tmp_path / "listings.sqlite"
    store = open_store(f"sqlite:///{path}", create=True)
    assert store
    store.close()
    assert path.exists()


@pytest.mark.parametrize("url", ["mysql://u:s3cret@h/db", "redis://h", "postgres:u:s3cret@h/db://"])
def test_a_database_that_is_not_known_is_refused_in_one_line(url: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        open_store(url, create=True)
    assert str(error.value).isprintable() and "s3cret" not in str(error.value)


@POSIX
def test_only_the_owner_can_read(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        store = file_store(tmp_path / "deep" / "cache" / "listings.sqlite")
    finally:
        os.umask(previous)
    store.put([(GROQ, listing())])
    store.close()
    path = tmp_path / "deep" / "cache" / "listings.sqlite"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_no_key_is_ever_in_the_files(tmp_path: Path) -> None:
    store = file_store(tmp_path / "listings.sqlite")
    place = GROQ._replace(credential=store.credential(KEY))
    store.put([(place, listing("groq", "m"))])
    store.close()
    for path in tmp_path.iterdir():
        assert KEY.encode() not in path.read_bytes()


def test_reading_does_not_have_to_write(tmp_path: Path) -> None:
    path = tmp_path / "listings.sqlite"
    store = file_store(path)
    place = GROQ._replace(credential=store.credential(KEY))
    store.put([(place, listing("groq", "m"))])
    store.close()
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    reader = open_store(str(path), create=False)
    assert reader
    assert reader.get(GROQ._replace(credential=reader.credential(KEY))) == listing("groq", "m")
    reader.close()
    writer.close()


def refused(path: Path) -> str:
    with pytest.raises(StoreError) as error:
        file_store(path)
    assert str(error.value).isprintable() and "WHICHMODEL_CACHE_DIR" in str(error.value)
    return str(error.value)


def test_a_place_that_cannot_hold_it_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")
    (tmp_path / "directory").mkdir()
    assert "cannot write" in refused(tmp_path / "file" / "listings.sqlite")
    assert "cannot write" in refused(tmp_path / "directory")
    refused(tmp_path / "no\0name")


@pytest.mark.parametrize("version", [0, 1, 7])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, version: int) -> None:
    path = tmp_path / "diary.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(f"CREATE TABLE meta (day); PRAGMA user_version = {version}")
    connection.close()
    before = path.read_bytes()
    assert "something else" in refused(path)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


# Damage


def filled(path: Path) -> "Content":
    """A real file with enough in it to fill several pages."""
    store = file_store(path)
    store.credential(KEY)
    store.put(
        (GROQ._replace(provider=f"p{number}"), listing("p", *map(str, range(40))))
        for number in range(8)
    )
    store.close()
    return Content(path.read_bytes())


def check_usable(path: Path) -> None:
    """Whatever the file holds, it complains once at most, unless it looks like somebody else's."""
    for last in (False, True):
        try:
            use(path)
        except StoreError as error:
            assert str(error).isprintable()
            assert "something else" in str(error) or not last


def use(path: Path) -> None:
    store = file_store(path)
    try:
        for place in [GROQ, *store.places()]:
            found = store.get(place)
            assert found is None or all(each["model"] for each in found.records + found.gone)
        assert len(store.credential(KEY)) == 32
        store.put([(GROQ, listing("groq", "m"))])
        assert store.get(GROQ) == listing("groq", "m")
    finally:
        store.close()


class Content(bytes):
    """Bytes that are too many to print."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


@pytest.fixture(scope="module")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return filled(tmp_path_factory.mktemp("whole") / "listings.sqlite")


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[bytes], Path]:
    """A function that puts bytes where a store will look for its file."""
    numbers = iter(range(10**6))

    def put(content: bytes) -> Path:
        directory = tmp_path / str(next(numbers))
        directory.mkdir()
        path = directory / "listings.sqlite"
        path.write_bytes(content)
        return path

    return put


@same_store
@given(content=st.binary(max_size=300) | st.binary(max_size=300).map(b"SQLite format 3\0".__add__))
def test_a_file_of_anything_is_set_aside_and_replaced(
    fresh: Callable[[bytes], Path], content: bytes
) -> None:
    path = fresh(content)
    check_usable(path)
    aside = path.with_name(path.name + ".damaged")
    assert not aside.exists() or aside.read_bytes() == content
    store = file_store(path)
    assert store.get(GROQ) == listing("groq", "m")
    store.close()


@few
@given(share=st.floats(0, 1))
def test_a_file_that_was_cut_off_heals_or_complains(
    fresh: Callable[[bytes], Path], whole_file: bytes, share: float
) -> None:
    check_usable(fresh(whole_file[: int(len(whole_file) * share)]))


flips = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1)


@many
@given(changes=flips)
def test_a_file_with_wrong_bytes_heals_or_complains(
    fresh: Callable[[bytes], Path], whole_file: bytes, changes: list[tuple[float, int]]
) -> None:
    content = bytearray(whole_file)
    for where, byte in changes:
        content[int(len(content) * where)] = byte
    check_usable(fresh(bytes(content)))


def test_damage_that_shows_only_in_use_is_healed(
    fresh: Callable[[bytes], Path], whole_file: bytes
) -> None:
    page = 4096
    path = fresh(whole_file[:page] + b"\xff" * (len(whole_file) - page))
    store = file_store(path)
    store.put([(GROQ, listing("groq", "m"))])
    assert store.get(GROQ) == listing("groq", "m")
    store.close()
    assert path.with_name(path.name + ".damaged").exists()


def altered(whole_file: bytes, fresh: Callable[[bytes], Path], statement: str) -> Store:
    path = fresh(whole_file)
    connection = sqlite3.connect(path)
    connection.executescript(statement)
    connection.close()
    return file_store(path)


def before_changes(content: bytes, fresh: Callable[[bytes], Path]) -> Path:
    """A file as it was written before changes were remembered."""
    path = fresh(content)
    connection = sqlite3.connect(path)
    connection.executescript(
        f"DROP TABLE changes; DROP TABLE begun; PRAGMA user_version = {WITHOUT_CHANGES}"
    )
    connection.close()
    return path


def test_a_file_from_before_changes_were_remembered_is_read_as_it_is(
    fresh: Callable[[bytes], Path], whole_file: bytes
) -> None:
    path = before_changes(whole_file, fresh)
    content = path.read_bytes()
    store = open_store(str(path), create=False)
    assert store
    (spot, *_) = store.places()
    assert store.get(spot) == listing("p", *map(str, range(40)))
    assert (store.changes("", spot), store.begun()) == ([], {})
    store.close()
    assert path.read_bytes() == content


def test_a_file_from_before_changes_were_remembered_remembers_them_from_then_on(
    fresh: Callable[[bytes], Path], whole_file: bytes
) -> None:
    path = before_changes(whole_file, fresh)
    for _ in range(2):
        store = file_store(path)
        (spot, *_) = store.places()
        store.put([(spot, whole(SECOND, *map(str, range(39)), provider="p"))])
        assert store.changes("", spot) == [Change(SECOND, "p", "39", DISAPPEARED)]
        assert store.begun() == {spot: FIRST}
        store.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "document",
    [
        "'nonsense'",
        "'[]'",
        "'{}'",
        "7",
        "x'ff'",
        "'[1,2,3,4]'",
        """'["","","","odd"]'""",
        """'["","","","changed",7]'""",
    ],
)
def test_a_change_that_cannot_be_read_is_left_out(
    fresh: Callable[[bytes], Path], whole_file: bytes, document: str
) -> None:
    path = fresh(whole_file)
    store = file_store(path)
    store.put([(GROQ, whole(FIRST, "a"))])
    store.put([(GROQ, whole(SECOND, "a", "b"))])
    store.close()
    store = altered(path.read_bytes(), fresh, f"UPDATE changes SET document = {document}")
    assert store.changes("", GROQ) == []
    store.close()


@pytest.mark.parametrize(
    "statement",
    [f"PRAGMA user_version = {SCHEMA + 1}", "DROP TABLE listings", "DROP TABLE meta",
     "DROP TABLE changes", "DROP TABLE begun",
     "ALTER TABLE listings RENAME COLUMN document TO text"],
)  # fmt: skip
def test_a_file_of_another_schema_is_filled_anew(
    fresh: Callable[[bytes], Path], whole_file: bytes, statement: str
) -> None:
    store = altered(whole_file, fresh, statement)
    assert store.places() == []
    store.put([(GROQ, listing("groq", "m"))])
    assert store.get(GROQ) == listing("groq", "m")
    store.close()


RENAMED = "replace(document, 'model', 'mpdel')"


@pytest.mark.parametrize(
    "document", [RENAMED, "'nonsense'", "'[]'", "'{}'", "''", "7", "x'ff'", "'7'"]
)
def test_a_document_that_cannot_be_read_counts_as_nothing(
    fresh: Callable[[bytes], Path], whole_file: bytes, document: str
) -> None:
    store = altered(whole_file, fresh, f"UPDATE listings SET document = {document}")
    assert [store.get(place) for place in store.places()] == [None] * 8
    store.close()


@pytest.mark.parametrize("secret", ["'odd'", "7", "x'00ff'", f"'{'x' * 500}'"])
def test_a_secret_that_was_changed_still_tells_keys_apart(
    fresh: Callable[[bytes], Path], whole_file: bytes, secret: str
) -> None:
    store = altered(whole_file, fresh, f"UPDATE meta SET value = {secret}")
    assert store.credential("one") != store.credential("two")
    store.close()


# Several processes, and the end of one

WRITE = """
import sys
from whichmodel.discovery.model import Listing
from whichmodel.discovery.stores import Place, open_store

def listing(number):
    record = {"model": "m" * 2000, "name": str(number)}
    return Listing("p", "ok", None, "t", "t", [record], [], number, True, {}, {})

path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
for number in range(count):
    store = open_store(path, create=True)
    store.credential("key")
    store.put((Place(f"{name}-{part}", "", ""), listing(number)) for part in range(20))
    store.close()
    print(number, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    source = str(Path(__file__).parents[3] / "src")
    environ = {**os.environ, "PYTHONPATH": source}
    command = [sys.executable, "-c", WRITE, str(path), name, str(count)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environ, text=True, stdin=pipe, stdout=pipe, stderr=pipe)


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "listings.sqlite"
    processes = [writer(path, name, 5) for name in "abcd"]
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, said = process.communicate()
        assert (process.returncode, said) == (0, "")
    store = file_store(path)
    assert len(store.places()) == 80
    assert {found.skipped_rows for found in map(store.get, store.places()) if found} == {4}
    store.close()
    assert list(path.parent.iterdir()) == [path]


@POSIX
@pytest.mark.parametrize("commits", [1, 2, 4])
def test_a_process_killed_while_writing_loses_nothing_that_was_committed(
    tmp_path: Path, commits: int
) -> None:
    path = tmp_path / "listings.sqlite"
    process = writer(path, "p", 10**6)
    assert process.stdin and process.stdout
    process.stdin.write("go\n")
    process.stdin.flush()
    committed = [int(process.stdout.readline()) for _ in range(commits)][-1]
    process.send_signal(signal.SIGKILL)
    committed = max([committed, *map(int, process.communicate()[0].split())])
    store = file_store(path)
    numbers = {found.skipped_rows for found in map(store.get, store.places()) if found}
    assert len(store.places()) == 20
    assert numbers in ({committed}, {committed + 1})
    store.close()
    assert not path.with_name(path.name + ".damaged").exists()


HALF_DONE = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE listings SET document = hex(randomblob(20000))")
os.kill(os.getpid(), signal.SIGKILL)
"""


@POSIX
def test_half_a_transaction_is_undone(fresh: Callable[[bytes], Path], whole_file: bytes) -> None:
    path = fresh(whole_file)
    subprocess.run([sys.executable, "-c", HALF_DONE, str(path)], check=False)
    journal = path.with_name(path.name + "-journal")
    assert journal.exists() and path.read_bytes() != whole_file
    store = file_store(path)
    assert [store.get(place) for place in store.places()] == [
        listing("p", *map(str, range(40)))
    ] * 8
    store.close()
    assert not journal.exists()


# The size of a file is limited, which is how a full disk looks to SQLite.
FULL = """
import resource, signal, sys
from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.model import Listing
from whichmodel.discovery.stores import Place, open_store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(sys.argv[1], create=True)
listing = Listing("p", "ok", None, "t", "t", [{"model": "m" * 10**6}], [], 0, True, {}, {})
small = listing._replace(records=[])
store.put([(Place("small", "", ""), small)])
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    store.put([(Place("small", "", ""), listing), (Place("large", "", ""), listing)])
except StoreError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert store.get(Place("small", "", "")) == small
assert store.places() == [Place("small", "", "")]
store.put([(Place("large", "", ""), listing)])
assert store.get(Place("large", "", "")) == listing
"""


@POSIX
def test_a_full_disk_is_told_in_one_line_and_costs_only_what_was_new(tmp_path: Path) -> None:
    source = str(Path(__file__).parents[3] / "src")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "listings.sqlite")],
        env={**os.environ, "PYTHONPATH": source}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "cannot use cache" in done.stdout and done.stdout.count("\n") == 1


def test_a_store_whose_directory_is_gone_says_so_or_writes_on(tmp_path: Path) -> None:
    store = file_store(tmp_path / "cache" / "listings.sqlite")
    shutil.rmtree(tmp_path / "cache")
    with pytest.raises(StoreError) as error:
        store.put([(GROQ, listing())])
    assert str(error.value).isprintable()
    store.close()
