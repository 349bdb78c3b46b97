"""Starting, refreshing, reloading and stopping, with people asking all the while."""

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from http.client import HTTPConnection

import pytest
from homes import PATIENCE, Home
from server.started import Reply, Served, serving
from servers.loopback import Asked, Loopback, as_json
from servers.loopback import serving as loopback

JSON = {"content_type": "application/json"}
LISTS = (["llama-one", "llama-two"], ["qwen-one", "qwen-two", "qwen-three"])


class Changing:
    """A provider whose list is another each time it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, _: Asked) -> object:
        names = LISTS[self.asked % 2]
        self.asked += 1
        return as_json({"object": "list", "data": [{"id": n, "object": "model"} for n in names]})


@pytest.fixture
def provider(home: Home) -> Iterator[Loopback]:
    """Groq, as far as this home knows."""
    with loopback(Changing()) as server:  # type: ignore[arg-type]
        home.at(groq=f"{server.origin}/v1")
        yield server


def ids(reply: Reply) -> list[str]:
    rows = [row["id"] for row in reply.json["data"]]
    return sorted(row.removeprefix("groq/") for row in rows if row.startswith("groq/"))


def refresh(served: Served) -> None:
    """Have groq asked, and wait for the edition that tells of it."""
    before = served.edition()
    body = json.dumps({"providers": ["groq"]}).encode()
    assert served.ask("/api/refresh", "POST", body, **JSON).status == 202
    served.until(lambda: served.edition() != before)


@contextmanager
def hammered(
    served: Served, path: str = "/v1/models", bodies: bool = False
) -> Iterator[list[Reply]]:
    """Ask again and again, on a connection that is kept and on new ones; every answer counts."""
    replies: list[Reply] = []
    failures: list[BaseException] = []
    ended = threading.Event()

    def kept() -> None:
        connection = HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
        while not ended.is_set():
            connection.request("GET", path)
            note(Reply(connection.getresponse()))
        connection.close()

    def fresh() -> None:
        while not ended.is_set():
            note(served.ask(path))

    def note(reply: Reply) -> None:
        if not bodies:  # thousands of whole lists would fill the memory
            reply.body = b""
        replies.append(reply)

    def watched(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=watched, args=(work,)) for work in (kept, fresh)]
    for thread in threads:
        thread.start()
    try:
        yield replies
    finally:
        ended.set()
        for thread in threads:
            thread.join(PATIENCE)
    assert failures == []


def test_a_refresh_changes_what_is_told_and_nobody_sees_half_of_it(
    home: Home, provider: Loopback
) -> None:
    with serving(home) as served:
        with hammered(served, "/v1/models?provider=groq", bodies=True) as replies:
            for _ in range(3):
                refresh(served)
        assert len(replies) > 10
        for reply in replies:
            assert reply.status == 200
            assert reply.headers["etag"] == f'"{blake2b(reply.body, digest_size=16).hexdigest()}"'
        lists = [ids(reply) for reply in replies]
        told = {tuple(found) for found in lists if len(found) < 5}
        assert told == {tuple(sorted(names)) for names in LISTS}
        status = served.ask("/api/providers?provider=groq").json["providers"][0]
        assert (status["source"], status["status"]) == ("cached", "ok")


def test_what_somebody_else_remembers_here_is_told_too(home: Home, provider: Loopback) -> None:
    home.ask("groq")
    with serving(home) as served:
        first = ids(served.ask("/v1/models?provider=groq"))
        before = served.edition()
        assert home.run("refresh", "groq", "--no-catalogues").returncode == 0
        served.until(lambda: served.edition() != before)
        second = ids(served.ask("/v1/models?provider=groq"))
        assert {tuple(first), tuple(second)} == {tuple(sorted(names)) for names in LISTS}


def test_a_provider_that_fails_leaves_the_last_good_list(home: Home, provider: Loopback) -> None:
    home.ask("groq")
    with serving(home) as served:
        before = ids(served.ask("/v1/models?provider=groq"))
        provider.answer = lambda _: as_json({"error": "no"}, 500)
        refresh(served)
        assert ids(served.ask("/v1/models?provider=groq")) == before
        assert served.ask("/api/providers?provider=groq").json["providers"][0]["status"] != "ok"


def test_where_nothing_can_be_remembered_answers_are_told_all_the_same(
    home: Home, provider: Loopback
) -> None:
    home.environ["WHICHMODEL_CACHE_DIR"] = f"{home.config}/below/a/file"
    with serving(home) as served:
        for names in LISTS:
            refresh(served)
            assert ids(served.ask("/v1/models?provider=groq")) == sorted(names)
        assert any("cache" in line for line in served.said)
        assert not any("Traceback" in line for line in served.said)


def test_it_refreshes_by_itself_whoever_has_a_key(home: Home, provider: Loopback) -> None:
    with serving(home, "--every", "0.02") as served:
        served.until(lambda: len(provider.requests) >= 2)
        served.until(lambda: ids(served.ask("/v1/models?provider=groq")) in map(sorted, LISTS))


def test_offline_nobody_is_asked(home: Home, provider: Loopback) -> None:
    home.environ["WHICHMODEL_OFFLINE"] = "1"
    with serving(home, "--every", "0.01") as served:
        before = served.edition()
        served.ask("/api/refresh", "POST", b"{}", **JSON)
        served.until(lambda: served.edition() != before)
    assert provider.requests == []


def test_a_reload_drops_no_request(home: Home) -> None:
    with serving(home) as served, hammered(served) as replies:
        for _ in range(2):
            before = served.edition()
            served.signal(signal.SIGHUP)
            served.until(lambda was=before: served.edition() != was)
    assert {reply.status for reply in replies} == {200}


def test_a_request_under_way_is_answered_before_it_stops(home: Home) -> None:
    with serving(home) as served:
        connection = socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(b"GET /api/models?kind=all HTTP/1.1\r\nHost: localhost\r\n\r\n")
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(100)
        served.signal(signal.SIGTERM)
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        body = head.partition(b"\r\n\r\n")[2]
        while len(body) < length:
            part = connection.recv(1 << 16)
            assert part, "hung up in the middle"
            body += part
        assert json.loads(body)["models"]
        connection.close()
        assert served.process.wait(PATIENCE) == 0


def test_whoever_listens_is_told_of_the_end_and_does_not_delay_it(home: Home) -> None:
    with serving(home) as served:
        connection = socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)
        connection.sendall(b"GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        served.signal(signal.SIGTERM)
        while connection.recv(1 << 16):
            pass
        connection.close()
        assert served.process.wait(PATIENCE) == 0


def test_who_listens_hears_of_models_that_appear(home: Home, provider: Loopback) -> None:
    home.ask("groq")
    with serving(home) as served:
        connection = HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
        connection.request("GET", "/api/events")
        stream = connection.getresponse()
        assert stream.headers["content-type"] == "text/event-stream"
        assert event(stream)["models"] > 1000
        refresh(served)
        heard = event(stream)
        assert heard["appeared"] in (2, 3)
        assert {id_.removeprefix("groq/") for id_ in heard["appeared_ids"]} in map(set, LISTS)
        connection.close()


def event(stream: object) -> dict[str, int | list[str]]:
    for line in stream:  # type: ignore[attr-defined]
        if line.startswith(b"data: "):
            found: dict[str, int | list[str]] = json.loads(line.removeprefix(b"data: "))
            return found
    raise AssertionError("the stream ended")


def test_several_workers_tell_the_same_and_one_that_dies_is_replaced(
    home: Home, provider: Loopback
) -> None:
    with serving(home, "--workers", "3") as served:
        refresh(served)
        served.until(lambda: len({served.edition() for _ in range(30)}) == 1)
        assert len(provider.requests) == 1
        workers = children(served)
        assert len(workers) == 3
        os.kill(workers[0], signal.SIGKILL)
        served.until(lambda: any("another takes its place" in line for line in served.said))
        assert {served.ask("/readyz").status for _ in range(30)} == {200}
        served.signal(signal.SIGHUP)
        before = served.edition()
        served.until(lambda: served.edition() != before)
        text = b"".join(served.ask("/metrics").body for _ in range(3)).decode()
        assert "whichmodel_requests_total" in text


def children(served: Served) -> list[int]:
    with open(f"/proc/{served.process.pid}/task/{served.process.pid}/children") as file:
        return [int(child) for child in file.read().split()]


def test_workers_end_with_the_process_that_looks_after_them(home: Home) -> None:
    with serving(home, "--workers", "2") as served:
        assert len(children(served)) >= 2
        served.process.kill()
        ends = time.monotonic() + PATIENCE
        while is_there(served):
            assert time.monotonic() < ends, "somebody still answers"
            time.sleep(0.05)


def is_there(served: Served) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", served.port)) == 0


def test_a_port_that_is_taken_is_told_in_one_line(served: Served) -> None:
    ran = served.home.run("serve", "--port", str(served.port))
    assert ran.returncode == 3
    assert ran.stderr.count("\n") == 1
    assert "cannot listen" in ran.stderr


def test_a_configuration_that_breaks_later_leaves_the_answers(home: Home) -> None:
    with serving(home) as served:
        before = served.edition()
        home.config.write_text("[nonsense")
        served.signal(signal.SIGHUP)
        served.until(lambda: any("the last one stays" in line for line in served.said))
        assert served.edition() == before
        assert served.ask("/readyz").status == 200
