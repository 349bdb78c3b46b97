"""A database that many share: reached in time or not at all, and without a word of its password."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from homes import PATIENCE, Home, key_for
from stores import FIRST, GROQ, KEY, OPENAI, SECOND, listing, store_at, whole

from whichmodel.discovery.errors import StoreError, UsageError
from whichmodel.discovery.stores import Store, open_store

pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")

from servers.postgres import PASSWORD, USER, Cluster

from whichmodel.discovery.stores import postgres_schema
from whichmodel.discovery.stores.postgres_listening import listen
from whichmodel.discovery.stores.postgres_schema import MIGRATIONS, Migration

pytestmark = pytest.mark.postgres
Open = Callable[[], Store]


@pytest.fixture
def url(server: Cluster) -> str:
    return server.fresh()


@pytest.fixture
def opened(url: str) -> Iterator[Open]:
    """A function that opens the same store again and again."""
    stores: list[Store] = []

    def open_it() -> Store:
        stores.append(store_at(url))
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


def refused(url: str, create: bool = True) -> str:
    """What is said of a database that cannot be used: one line, and no password."""
    with pytest.raises((StoreError, UsageError)) as error:
        open_store(url, create)
    words = str(error.value)
    assert words.isprintable() and PASSWORD not in words
    assert error.value.__context__ is None or error.value.__suppress_context__
    return words


# Opening


def test_nothing_is_made_unless_asked_for(server: Cluster, url: str) -> None:
    assert open_store(url, create=False) is None
    space = url.rpartition("%3D")[2]
    query = f"SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = '{space}'"  # noqa: E501
    assert server.execute(query) == [(0,)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("/postgres", "/nowhere", "nowhere"),
        (PASSWORD, f"{PASSWORD}x", "authentication failed"),
        (f"{USER}:", "stranger:", "authentication failed"),
        ("/postgres", "/postgres?sslmode=require", "SSL"),
        ("/postgres", "/postgres?sslmode=odd", "sslmode"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_one_line(
    server: Cluster, old: str, new: str, said: str
) -> None:
    words = refused(server.url().replace(old, new, 1))
    assert said in words and "127.0.0.1" in words


def test_a_server_that_is_not_there_is_told_in_one_line(server: Cluster) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert f"127.0.0.1:{port}" in refused(server.url().replace(str(server.port), str(port)))


@pytest.mark.parametrize("says", [b"", b"N", b"HTTP/1.1 400 Bad Request\r\n\r\n" * 99])
def test_a_server_that_is_none_is_given_up(server: Cluster, says: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ended = Event()

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(says)
                ended.wait(PATIENCE)

        Thread(target=answer, daemon=True).start()
        port = listening.getsockname()[1]
        refused(f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/postgres?connect_timeout=2")
        ended.set()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:{}/x@h/db",
        "postgresql://u:{}?x@h/db",
        "postgresql://u:{}#x@h/db",
        "postgresql://u:{}@x@h/db",
        "postgresql://u:{} x@h/db",
        "postgresql://u:12/{}@h/db",
        "postgresql://h/db?password={}@x",
        "postgresql://h/db?odd={}",
        "postgresql://h:{}/db",
        "postgres://%zz:{}@h/db",
        "postgresql:///db?host=/nowhere&password={}",
        "postgresql://u:{}@127.0.0.1:1,[::1]:1/db",
    ],
)
def test_an_address_that_makes_no_sense_is_not_repeated(address: str) -> None:
    refused(address.format(PASSWORD))


def test_without_the_driver_it_is_said_what_to_install(home: Home, url: str) -> None:
    blocked = "import sys; sys.modules['psycopg'] = None; "
    run = "from whichmodel.cli.main import main; raise SystemExit(main())"
    environ = {**home.environ, "WHICHMODEL_STORE": url}
    ran = subprocess.run(
        [sys.executable, "-c", blocked + run, "list", "groq"],
        env=environ, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "pip install 'whichmodel[postgres]'" in ran.stderr and ran.stderr.count("\n") == 1


# Secrets


def test_keys_and_the_password_are_in_no_table_and_no_log(server: Cluster, url: str) -> None:
    store = store_at(url)
    spot = GROQ._replace(credential=store.credential(KEY))
    store.put([(spot, listing("groq", "m"))])
    store.turns([spot])
    store.close()
    tables = ("meta", "listings", "changes", "begun")
    held = [server.execute(f"SELECT * FROM whichmodel_{table}", url) for table in tables]
    assert "groq" in str(held)
    for secret in (KEY, PASSWORD):
        assert secret not in str(held) and secret not in server.log.read_text()


@pytest.mark.parametrize("reached", [True, False])
@pytest.mark.parametrize(
    "verb", ["list groq", "providers", "doctor", "diff", "search llama", "refresh groq"]
)
def test_no_verb_shows_the_password(
    server: Cluster, home: Home, url: str, verb: str, reached: bool
) -> None:
    home.configure(groq={"base_url": "http://127.0.0.1:1/v1"})
    home.environ["GROQ_API_KEY"] = key_for("groq")
    home.environ["WHICHMODEL_STORE"] = url if reached else url.replace(f":{server.port}/", ":1/")
    store_at(url).close()
    ran = home.run(*verb.split())
    assert ran.returncode == (3 if verb.startswith("refresh") else 0), ran.stderr
    assert ("cannot reach the store" in ran.stderr + ran.stdout) != reached
    for shown in (ran.stdout, ran.stderr, home.files().decode(errors="replace")):
        assert PASSWORD not in shown and key_for("groq") not in shown


def test_reading_verbs_answer_without_the_database(server: Cluster, home: Home, url: str) -> None:
    home.environ["WHICHMODEL_STORE"] = url.replace(f":{server.port}/", ":1/")
    ran = home.run("list", "openai")
    assert ran.returncode == 0 and len(ran.stdout.splitlines()) > 5
    assert ran.stderr.count("cannot reach the store") == 1


# Migrations


def test_many_that_start_at_once_make_one_store(url: str) -> None:
    barrier, digests = Barrier(8), set[str]()

    def start() -> None:
        barrier.wait()
        with closing(store_at(url)) as store:
            digests.add(store.credential(KEY))

    threads = [Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(digests) == 1


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Pretend to be the next version, whose tables go on to suit programs of a schema."""

    def pretend(oldest: int) -> None:
        added = "ALTER TABLE whichmodel_listings ADD COLUMN note text"
        migrations = (*MIGRATIONS, Migration(added, oldest))
        monkeypatch.setattr(postgres_schema, "MIGRATIONS", migrations)
        monkeypatch.setattr("whichmodel.discovery.stores.postgres.MIGRATIONS", migrations)

    return pretend


def test_a_newer_version_keeps_what_is_there_and_both_go_on(
    url: str, opened: Open, newer: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = opened()
    old.put([(GROQ, whole(FIRST, "a"))])
    newer(1)
    new = opened()
    assert new.get(GROQ) == whole(FIRST, "a")
    assert new.credential(KEY) == old.credential(KEY)
    old.put([(GROQ, whole(SECOND, "a", "b"))])
    assert len(new.changes("", GROQ)) == 1
    monkeypatch.undo()
    assert opened().get(GROQ) == whole(SECOND, "a", "b")


def test_a_version_that_cannot_go_on_says_so(
    url: str, opened: Open, newer: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(2)
    opened().put([(GROQ, whole(FIRST, "a"))])
    monkeypatch.undo()
    for create in (True, False):
        assert "a newer version made it" in refused(url, create)


def test_who_only_reads_an_older_one_leaves_it_as_it_is(
    url: str, opened: Open, newer: Callable[[int], None]
) -> None:
    opened()
    newer(1)
    assert "`whichmodel refresh` updates it" in refused(url, create=False)
    opened()
    reading = open_store(url, create=False)
    assert reading
    reading.close()


def test_a_migration_that_fails_leaves_everything_as_it_was(
    url: str, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().put([(GROQ, whole(FIRST, "a"))])
    broken = Migration("CREATE TABLE whichmodel_new (n int); SELECT 1 / 0", 2)
    for module in ("postgres_schema", "postgres"):
        monkeypatch.setattr(
            f"whichmodel.discovery.stores.{module}.MIGRATIONS", (*MIGRATIONS, broken)
        )
    assert "division" in refused(url)
    monkeypatch.undo()
    assert opened().get(GROQ) == whole(FIRST, "a")


def test_a_role_that_may_only_read_reads(server: Cluster, url: str, opened: Open) -> None:
    opened().put([(GROQ, listing("groq", "m"))])
    space = url.rpartition("%3D")[2]
    role = f"r{space}"
    server.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    server.execute(f"GRANT USAGE ON SCHEMA {space} TO {role}")
    server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {space} TO {role}")
    reading = open_store(url.replace(f"{USER}:", f"{role}:", 1), create=False)
    assert reading and reading.get(GROQ) == listing("groq", "m")
    with pytest.raises(StoreError, match="permission denied"):
        reading.put([(GROQ, listing("groq", "n"))])
    assert reading.get(GROQ) == listing("groq", "m")
    reading.close()


# Connections that are lost


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restarted_server_is_found_again(server: Cluster, opened: Open, mode: str) -> None:
    store = opened()
    store.put([(GROQ, whole(FIRST, "a"))])
    server.restart(mode)
    assert store.get(GROQ) == whole(FIRST, "a")
    server.restart(mode)
    store.put([(GROQ, whole(SECOND, "a", "b"))])
    assert store.get(GROQ) == whole(SECOND, "a", "b")
    assert len(store.changes("", GROQ)) == 1


def test_a_server_that_is_away_is_waited_for(server: Cluster, opened: Open) -> None:
    store = opened()
    server.stop()
    starting = Thread(target=server.start)
    starting.start()
    try:
        store.put([(GROQ, listing("groq", "m"))])
    finally:
        starting.join()
    assert store.get(GROQ) == listing("groq", "m")


def test_a_server_that_stays_away_is_told_and_found_when_it_is_back(
    server: Cluster, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whichmodel.discovery.stores.postgres.RECONNECT_SECONDS", 0.3)
    store = opened()
    server.stop()
    try:
        for _ in range(2):
            with pytest.raises(StoreError) as error:
                store.put([(GROQ, listing("groq", "m"))])
            assert str(error.value).isprintable() and PASSWORD not in str(error.value)
    finally:
        server.start()
    assert store.places() == []


def test_a_server_that_falls_silent_is_given_up(
    server: Cluster, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()
    monkeypatch.setattr("whichmodel.discovery.stores.postgres.ANSWER_SECONDS", 0.2)
    monkeypatch.setattr("whichmodel.discovery.stores.postgres.RECONNECT_SECONDS", 0.1)
    with closing(opened()) as holding, holding.connection.transaction():  # type: ignore[attr-defined]
        holding.connection.execute("LOCK TABLE whichmodel_listings")  # type: ignore[attr-defined]
        with pytest.raises(StoreError, match=r"no answer within 0\.2 s"):
            store.get(GROQ)
    monkeypatch.undo()
    assert store.get(GROQ) is None


# Telling others


def test_whoever_listens_hears_who_changed(server: Cluster, url: str, opened: Open) -> None:
    store, ended = opened(), Event()
    heard = listen(url, ended)
    assert next(heard) == ""
    store.put([(GROQ, listing("groq", "m"))])
    assert next(heard) == "groq"
    store.put([(GROQ, listing("groq", "m")), (OPENAI, listing("openai"))])
    assert next(heard) == "openai"
    server.restart("immediate")
    assert next(heard) == ""
    store.put([(GROQ, listing("groq", "n"))])
    assert next(heard) == "groq"
    ended.set()
    assert list(heard) == []


def test_listening_outlasts_a_server_that_is_away(server: Cluster, url: str) -> None:
    ended = Event()
    server.stop()
    heard = listen(url, ended)
    starting = Thread(target=server.start)
    starting.start()
    assert next(heard) == ""
    starting.join()
    ended.set()
    assert list(heard) == []


# Turns


def test_one_of_two_has_the_turn_and_the_other_the_answer(opened: Open) -> None:
    one, other = opened(), opened()
    assert one.get(GROQ) is other.get(GROQ) is None
    assert one.turns([GROQ, OPENAI]) == {GROQ: True, OPENAI: True}
    assert other.turns([GROQ, OPENAI]) == {}
    one.put([(GROQ, listing("groq", "m"))])
    assert other.turns([GROQ, OPENAI]) == {GROQ: False}
    assert other.get(GROQ) == listing("groq", "m")
    one.leave(GROQ)
    assert other.turns([GROQ]) == {GROQ: True}
    other.leave(GROQ)


def test_a_late_one_takes_the_answer_that_came_after_it_began(opened: Open) -> None:
    one, other = opened(), opened()
    assert other.get(GROQ) is None
    assert one.turns([GROQ]) == {GROQ: True}
    one.put([(GROQ, listing("groq", "m"))])
    one.leave(GROQ)
    assert other.turns([GROQ]) == {GROQ: False}
    assert one.turns([GROQ]) == {GROQ: False}  # its own: it has not read it


def test_stores_in_one_database_do_not_wait_for_each_other(server: Cluster) -> None:
    with closing(store_at(server.fresh())) as one, closing(store_at(server.fresh())) as other:
        assert one.turns([GROQ]) == other.turns([GROQ]) == {GROQ: True}


HOLD = """
import sys
from whichmodel.discovery.stores import Place, open_store
store = open_store(sys.argv[1], True)
print(store.turns([Place(*sys.argv[2:])]), flush=True)
sys.stdin.read()
"""


def test_the_turn_of_a_killed_process_is_free(url: str, opened: Open) -> None:
    source = str(Path(__file__).parents[3] / "src")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url, *GROQ], env={**os.environ, "PYTHONPATH": source},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout and "True" in process.stdout.readline()
        store = opened()
        assert store.turns([GROQ]) == {}
        process.kill()
    for _ in range(10**4):
        if turns := store.turns([GROQ]):
            break
    assert turns == {GROQ: True}


def test_what_is_there_already_is_not_written_again(
    server: Cluster, url: str, opened: Open
) -> None:
    store = opened()
    versions = []
    for _ in range(2):
        store.put([(GROQ, listing("groq", "m"))])
        versions += server.execute("SELECT version FROM whichmodel_listings", url)
    assert versions == [(1,), (1,)]
