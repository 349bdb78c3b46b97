"""What is remembered comes back as it was, apart for each place, and nothing damages it for long.

The first part is a contract: every store keeps it. The second is about the file that SQLite uses.
"""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whichmodel.discovery.catalogue.changes import APPEARED, CHANGED, DISAPPEARED, Change
from whichmodel.discovery.errors import StoreError, UsageError
from whichmodel.discovery.model import Listing, Record
from whichmodel.discovery.stores import Place, Store, open_store
from whichmodel.discovery.stores.bundle import FETCHED
from whichmodel.discovery.stores.sqlite import SCHEMA, WITHOUT_CHANGES

KEY = "sk-canary-3f9a1c"
GROQ = Place("groq", "https://api.groq.com/openai/v1", "")
OPENAI = Place("openai", "https://api.openai.com/v1", "")
POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX modes and signals")


def listing(provider: str = "groq", *models: str, **stated: Any) -> Listing:
    records = [Record(model=model, first_seen="2026-11-22T08:00:00Z") for model in models]
    known: dict[str, Any] = {
        "provider": provider,
        "status": "ok",
        "detail": None,
        "fetched_at": "2026-11-22T08:00:00Z",
        "attempted_at": "2026-11-22T08:00:00Z",
        "records": records,
        "gone": [],
        "skipped_rows": 0,
        "complete": True,
        "validators": {"etag": '"1"'},
        "suspect": {},
    }
    return Listing(**(known | stated))


def file_store(path: Path) -> Store:
    store = open_store(str(path), create=True)
    assert store
    return store


@pytest.fixture(params=["sqlite"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """A function that opens the same store again and again, or another one by name."""
    stores: list[Store] = []

    def open_it(name: str = "listings") -> Store:
        stores.append(file_store(tmp_path / "cache" / f"{name}.{request.param}"))
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[..., Store]) -> Store:
    return opened()


# The contract

texts = st.text(st.characters(), max_size=10)
records = st.fixed_dictionaries(
    {"model": texts},
    optional={"name": texts, "context_window": st.integers(1), "tools": st.booleans(),
              "input_modalities": st.lists(texts, max_size=2)},
)  # fmt: skip
listings = st.builds(
    listing,
    texts,
    status=st.sampled_from(["ok", "partial", "timeout"]),
    detail=st.none() | texts,
    fetched_at=st.none() | st.datetimes().map(datetime.isoformat),
    records=st.lists(records, max_size=3),
    gone=st.lists(records, max_size=2),
    skipped_rows=st.integers(0, 10),
    complete=st.booleans(),
    validators=st.dictionaries(texts, texts, max_size=1),
    suspect=st.dictionaries(texts, texts, max_size=1),
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
places = st.builds(Place, words, words, words)
same_store = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
few, many = (settings(same_store, max_examples=count) for count in (60, 200))


@same_store
@given(st.dictionaries(places, listings, max_size=4))
def test_everything_comes_back_as_it_was(store: Store, told: dict[Place, Listing]) -> None:
    store.put(told.items())
    assert {place: store.get(place) for place in told} == told
    assert set(told) <= set(store.places())


def test_what_was_never_put_is_nothing(store: Store) -> None:
    assert store.get(GROQ) is None
    assert store.places() == []


def test_places_that_differ_in_anything_are_apart(store: Store) -> None:
    apart = [GROQ, OPENAI, GROQ._replace(endpoint="https://proxy"), GROQ._replace(credential="a"),
             GROQ._replace(credential="b")]  # fmt: skip
    store.put((place, listing("p", str(number))) for number, place in enumerate(apart))
    for number, place in enumerate(apart):
        assert store.get(place) == listing("p", str(number))
    assert sorted(store.places()) == sorted(apart)


def test_the_last_one_put_at_a_place_stays(store: Store) -> None:
    store.put([(GROQ, listing("groq", "old")), (GROQ, listing("groq", "new"))])
    store.put([(GROQ, listing("groq", "newest"))])
    assert store.get(GROQ) == listing("groq", "newest")


def test_all_are_put_or_none(store: Store) -> None:
    store.put([(GROQ, listing("groq", "old"))])

    def broken() -> Iterator[tuple[Place, Listing]]:
        yield GROQ, listing("groq", "new")
        yield OPENAI, listing("openai", validators={"etag": object()})

    with pytest.raises(TypeError):
        store.put(broken())
    assert store.get(GROQ) == listing("groq", "old")
    store.put([(GROQ, listing("groq", "new"))])
    assert store.get(GROQ) == listing("groq", "new")


def test_forgetting_a_provider_forgets_all_its_places_and_no_other(store: Store) -> None:
    store.put([(GROQ, listing()), (GROQ._replace(credential="a"), listing()), (OPENAI, listing())])
    store.forget("groq")
    store.forget("unheard of")
    assert store.places() == [OPENAI]


def test_what_is_remembered_outlives_the_store(opened: Callable[..., Store]) -> None:
    first = opened()
    first.put([(GROQ, listing("groq", "m"))])
    digest = first.credential(KEY)
    first.close()
    again = opened()
    assert again.get(GROQ) == listing("groq", "m")
    assert again.credential(KEY) == digest


def test_two_that_are_open_at_once_see_the_same(opened: Callable[..., Store]) -> None:
    one, other = opened(), opened()
    assert one.credential(KEY) == other.credential(KEY)
    one.put([(GROQ, listing("groq", "m"))])
    assert other.get(GROQ) == listing("groq", "m")


@same_store
@given(st.text(min_size=1), st.text(min_size=1))
def test_keys_are_told_apart_by_a_digest_that_tells_nothing(
    store: Store, key: str, other: str
) -> None:
    digest = store.credential(key)
    assert (digest == store.credential(other)) == (key == other)
    assert len(digest) == 32 and set(digest) <= set("0123456789abcdef")


def test_no_key_has_no_digest(store: Store) -> None:
    assert store.credential(None) == store.credential("") == ""


# The contract: changes

FIRST, SECOND, THIRD = (f"2026-11-{day}T08:00:00Z" for day in (22, 23, 24))


def whole(at: str, *models: str, provider: str = "groq", **stated: Any) -> Listing:
    return listing(provider, *models, fetched_at=at, attempted_at=at, **stated)


def told(store: Store, since: str = "", place: Place = GROQ) -> list[tuple[str, str, str]]:
    return [(change.at, change.kind, change.model) for change in store.changes(since, place)]


def test_what_a_list_changes_is_remembered_with_it(store: Store) -> None:
    store.put([(GROQ, whole(FIRST, "a", "b"))])
    assert store.changes("", GROQ) == []
    store.put([(GROQ, whole(SECOND, "a", "c"))])
    store.put([(GROQ, whole(THIRD, "a", "c"))])
    assert store.changes("", GROQ) == [
        Change(SECOND, "groq", "b", DISAPPEARED),
        Change(SECOND, "groq", "c", APPEARED),
    ]
    store.put([(GROQ, whole(THIRD, "a"))])
    assert told(store) == [
        (SECOND, "disappeared", "b"),
        (SECOND, "appeared", "c"),
        (THIRD, "disappeared", "c"),
    ]


def test_changes_are_told_from_a_time_on(store: Store) -> None:
    for at, models in ((FIRST, "a"), (SECOND, "ab"), (THIRD, "abc")):
        store.put([(GROQ, whole(at, *models))])
    assert [model for *_, model in told(store, SECOND)] == ["b", "c"]
    assert [model for *_, model in told(store, "2026-11-23T08:00:01Z")] == ["c"]
    assert told(store, "2027") == []


def test_a_change_of_a_field_comes_back_as_it_was(store: Store) -> None:
    old, new = whole(FIRST, "\ud800"), whole(SECOND, "\ud800")
    old.records[0].update(price_input="0.1", tools=False, lifecycle="preview")
    new.records[0].update(price_input="0.2", tools=True)
    store.put([(GROQ, old)])
    store.put([(GROQ, new)])
    assert store.changes("", GROQ) == [
        Change(SECOND, "groq", "\ud800", CHANGED, "price_input", "0.1", "0.2"),
        Change(SECOND, "groq", "\ud800", CHANGED, "tools", False, True),
        Change(SECOND, "groq", "\ud800", CHANGED, "lifecycle", "preview", None),
    ]


def test_what_a_fetched_catalogue_changes_is_told_under_its_name(store: Store) -> None:
    spot = GROQ._replace(endpoint=FETCHED + "litellm")
    store.put([(spot, whole(FIRST, "a"))])
    store.put([(spot, whole(SECOND, "b"))])
    assert {change.source for change in store.changes("", spot)} == {"litellm"}


def test_changes_of_places_are_apart(store: Store) -> None:
    other = GROQ._replace(credential="a")
    store.put([(GROQ, whole(FIRST, "a")), (other, whole(FIRST, "x"))])
    store.put([(GROQ, whole(SECOND, "b")), (other, whole(SECOND, "x"))])
    assert len(told(store)) == 2
    assert told(store, place=other) == []


def test_it_is_known_since_when_lists_are_compared(store: Store) -> None:
    assert store.begun() == {}
    store.put([(GROQ, whole(FIRST, "a", complete=False)), (OPENAI, whole(SECOND, "a"))])
    assert store.begun() == {OPENAI: SECOND}
    store.put([(GROQ, whole(SECOND, "a", "b")), (OPENAI, whole(THIRD, "a"))])
    assert store.begun() == {OPENAI: SECOND, GROQ: SECOND}
    assert told(store) == []


def test_where_nothing_is_put_nothing_changes(store: Store) -> None:
    store.put([(GROQ, whole(FIRST, "a"))])

    def broken() -> Iterator[tuple[Place, Listing]]:
        yield GROQ, whole(SECOND, "b")
        yield OPENAI, listing("openai", validators={"etag": object()})

    with pytest.raises(TypeError):
        store.put(broken())
    assert told(store) == []


def test_forgetting_a_provider_forgets_its_changes(store: Store) -> None:
    for at, model in ((FIRST, "a"), (SECOND, "b")):
        store.put([(GROQ, whole(at, model)), (OPENAI, whole(at, model, provider="openai"))])
    store.forget("groq")
    assert told(store) == []
    assert store.begun().keys() == {OPENAI}
    assert len(told(store, place=OPENAI)) == 2


@few
@given(st.lists(st.lists(st.sampled_from("abcde"), unique=True), max_size=6))
def test_the_changes_of_a_story_lead_to_its_last_list(
    opened: Callable[..., Store], story: list[list[str]]
) -> None:
    store = opened()
    store.forget("groq")
    for number, models in enumerate(story):
        store.put([(GROQ, whole(f"2026-11-{number + 1:02}", *models))])
    here = set(story[0]) if story else set()
    for change in store.changes("", GROQ):
        (here.add if change.kind == APPEARED else here.remove)(change.model)
    assert here == (set(story[-1]) if story else set())


# The contract: digests


def test_digests_differ_from_store_to_store(opened: Callable[..., Store]) -> None:
    assert opened("one").credential(KEY) != opened("other").credential(KEY)


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


@pytest.mark.parametrize(
    "url", ["postgresql://u:s3cret@h/db", "mysql://u:s3cret@h/db", "redis://h"]
)
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


def test_a_file_from_before_changes_were_remembered_can_forget(
    fresh: Callable[[bytes], Path], whole_file: bytes
) -> None:
    store = file_store(before_changes(whole_file, fresh))
    store.forget("p0")
    assert len(store.places()) == 7
    store.close()


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
