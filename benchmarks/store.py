"""What a store costs: `PYTHONPATH=src:tests python benchmarks/store.py`, in half a minute.

PostgreSQL is a server of its own on loopback, as Debian configures it and with fsync; SQLite is a
file in a temporary directory.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

from servers.postgres import Cluster, postgres

from whichmodel.discovery.model import Listing, Record
from whichmodel.discovery.stores import Place, Store, open_store

PROVIDERS, MODELS, TURNS = 40, 400, 100
CLIENTS = 8
READER = """
import sys, time
from whichmodel.discovery.stores import Place, open_store
store = open_store(sys.argv[1], False)
place = Place("provider-00", "https://api.example/v1", "")
sys.stdin.readline()
end, count = time.monotonic() + 3, 0
while time.monotonic() < end:
    store.get(place)
    count += 1
print(count)
"""


def listing(number: int) -> Listing:
    """A list in which one price has changed since the last one."""
    at = f"2026-11-22T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z"
    records = [
        Record(
            model=f"maker/model-{model:03}-instruct", name=f"Model {model} Instruct",
            context_window=131072, max_output_tokens=32768, created="2026-01-01",
            price_input="0.59", price_output=str(number if model == 0 else 1), tools=True,
            first_seen="2026-11-22T08:00:00Z",
        )
        for model in range(MODELS)
    ]  # fmt: skip
    return Listing("p", "ok", None, at, at, records, [], 0, True, {}, {})


PLACES = [
    Place(f"provider-{number:02}", "https://api.example/v1", "") for number in range(PROVIDERS)
]


def milliseconds(work: Callable[[], object], count: int = TURNS) -> str:
    """The least and, in brackets, the median, as text."""
    times = []
    for _ in range(count):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return f"{min(times):.2f} ({statistics.median(times):.2f})"


def opened(url: str) -> Store:
    store = open_store(url, create=True)
    assert store
    return store


def measured(url: str) -> dict[str, str]:
    """What one process sees."""
    numbers = iter(range(10**6))
    found = {}
    with closing(opened(url)) as store:
        store.put((place, listing(next(numbers))) for place in PLACES)
        found["open"] = milliseconds(lambda: opened(url).close())
        found["read a list"] = milliseconds(lambda: store.get(PLACES[0]))
        found["read all 40"] = milliseconds(lambda: [store.get(p) for p in PLACES], 10)
        new = [listing(next(numbers)) for _ in range(TURNS)]
        found["put a list"] = milliseconds(lambda: store.put([(PLACES[0], new.pop())]))
        all_new = [listing(next(numbers)) for _ in range(10)]
        found["put all 40"] = milliseconds(
            lambda: store.put((place, now) for now in [all_new.pop()] for place in PLACES), 10
        )
        found["take and leave a turn"] = milliseconds(lambda: turn(store))
    found["lists read per second by 8 processes"] = str(throughput(url))
    found["`whichmodel list provider`, whole process"] = milliseconds(lambda: listed(url), 10)
    return found


def turn(store: Store) -> None:
    store.turns(PLACES[:1])
    store.leave(PLACES[0])


def throughput(url: str) -> int:
    command, pipe = [sys.executable, "-c", READER, url], subprocess.PIPE
    readers = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(CLIENTS)
    ]
    time.sleep(2)  # all have opened it by then
    for reader in readers:
        assert reader.stdin
        reader.stdin.write("go\n")
        reader.stdin.flush()
    return sum(int(reader.communicate()[0]) for reader in readers) // 3


def listed(url: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "whichmodel", "list", "groq"],
        env={**os.environ, "WHICHMODEL_STORE": url, "WHICHMODEL_CONFIG": os.environ["EMPTY"]},
        check=True, capture_output=True,
    )  # fmt: skip


def heard(url: str) -> str:
    """From the beginning of a put until somebody else hears of it."""
    from whichmodel.discovery.stores.postgres_listening import listen

    ended, hearing = Event(), Event()

    def hear() -> None:
        for _ in listen(url, ended):
            hearing.set()

    thread = Thread(target=hear)
    thread.start()
    hearing.wait()
    new = [listing(number) for number in range(10**4, 10**4 + TURNS)]

    def told() -> None:
        hearing.clear()
        store.put([(PLACES[1], new.pop())])
        hearing.wait()

    with closing(opened(url)) as store:
        found = milliseconds(told)
    ended.set()
    thread.join()
    return found


def sizes(cluster: Cluster, url: str) -> str:
    """Bytes on disk, with indexes, of one list and of one change."""
    found = []
    for name in ("listings", "changes"):
        query = (
            f"SELECT pg_total_relation_size('whichmodel_{name}'), count(*) FROM whichmodel_{name}"
        )
        ((size, rows),) = cluster.execute(query, url)
        found.append(f"{rows} {name}: {size / 1000:.0f} kB")
    return ", ".join(found)


@contextmanager
def durable() -> Iterator[Cluster]:
    """A server as Debian configures it."""
    with postgres() as cluster:
        for name, value in (("fsync", "on"), ("log_statement", "none"), ("log_connections", "off")):
            cluster.execute(f"ALTER SYSTEM SET {name} = {value}")
        cluster.restart()
        yield cluster


def main() -> None:
    with tempfile.TemporaryDirectory() as directory, durable() as cluster:
        os.environ["EMPTY"] = str(Path(directory) / "whichmodel.toml")
        Path(os.environ["EMPTY"]).touch()
        url = cluster.fresh()
        columns = {"SQLite": measured(f"{directory}/listings.sqlite"), "PostgreSQL": measured(url)}
        print("| milliseconds: least (median) | SQLite | PostgreSQL |\n|---|---|---|")
        for name in columns["SQLite"]:
            print(f"| {name} | {columns['SQLite'][name]} | {columns['PostgreSQL'][name]} |")
        print(f"| from a put to who listens | | {heard(url)} |")
        print(f"\nOn disk in PostgreSQL: {sizes(cluster, url)}")


if __name__ == "__main__":
    main()
