"""Whatever comes over the wire: a status that says whose fault it is, and never a trace."""

import socket

import pytest
from homes import PATIENCE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from server.started import Served

FEW = settings(max_examples=150, suppress_health_check=list(HealthCheck))
PATHS = (
    "/v1/models",
    "/api/models",
    "/api/search",
    "/api/suggest",
    "/api/diff",
    "/feed.atom",
    "/anthropic/v1/models",
    "/v1/models/",
    "/api/refresh",
    "/api/events/",
    "/metrics",
    "/",
)
NAMES = st.sampled_from(
    ("q", "string", "provider", "kind", "since", "limit", "after_id", "min_context", "x")
)
METHODS = st.sampled_from(("GET", "HEAD", "POST", "OPTIONS", "PUT", "TRACE", "get", "BREW"))
HEADERS = st.sampled_from(
    ("Host", "Authorization", "X-Api-Key", "If-None-Match", "Accept-Encoding", "Origin",
     "X-Forwarded-For", "Content-Type", "Content-Length", "Range", "Cookie", "Expect")
)  # fmt: skip
VISIBLE = st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=40)
INSIDE = (b"Traceback", b'File "', b".py", b"site-packages")


def healthy(answer: bytes) -> None:
    """One whole answer, or several, of which none tells what is inside."""
    assert answer.startswith(b"HTTP/1.1 "), answer[:80]
    status = int(answer[9:12])
    assert status < 500 or status == 503, answer[:500]
    if status >= 400:
        assert not any(word in answer for word in INSIDE)


def closing(head: str) -> bytes:
    return f"{head}\r\nConnection: close\r\n\r\n".encode("latin-1")


@FEW
@given(
    path=st.sampled_from(PATHS),
    query=st.lists(st.tuples(NAMES, VISIBLE), max_size=4),
    method=METHODS,
)
def test_any_query(served: Served, path: str, query: list[tuple[str, str]], method: str) -> None:
    target = path + "?" + "&".join(f"{name}={value}" for name, value in query)
    healthy(served.raw(closing(f"{method} {target} HTTP/1.1\r\nHost: localhost")))


@FEW
@given(path=st.sampled_from(PATHS), headers=st.lists(st.tuples(HEADERS, VISIBLE), max_size=6))
def test_any_header(served: Served, path: str, headers: list[tuple[str, str]]) -> None:
    lines = "".join(f"\r\n{name}: {value}" for name, value in headers)
    answer = served.raw(closing(f"GET {path} HTTP/1.1{lines}"), end=True)
    if answer:  # a body that was announced and does not come is waited for
        healthy(answer)


@FEW
@given(st.binary(max_size=300))
def test_any_bytes(served: Served, data: bytes) -> None:
    answer = served.raw(data + b"\r\n\r\n", end=True)
    if answer:
        healthy(answer)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000, 431),
        (b"GET /" + b"x" * 200_000, 431),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    ],
)
def test_no_head_is_read_for_ever(served: Served, data: bytes, status: int) -> None:
    answer = served.raw(data, end=True)
    assert int(answer[9:12]) == status
    assert b"application/json" in answer


def test_a_body_is_no_head_however_much_of_it_comes_at_once(served: Served) -> None:
    size = 300_000
    head = (
        "POST /api/refresh HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {size}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
    answer = served.raw(
        f"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n".encode()
        + b"x" * size
        + closing("GET /readyz HTTP/1.1\r\nHost: localhost")
    )
    assert [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]] == [200, 200]


def test_many_requests_in_one_go_are_no_long_head(served: Served) -> None:
    one = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = served.raw(one * 5000 + closing("GET /healthz HTTP/1.1\r\nHost: localhost"))
    assert answer.count(b"HTTP/1.1 200 OK") == 5001


def test_an_answer_without_content_does_not_tell_its_length(served: Served) -> None:
    reply = served.ask("/v1/models", "OPTIONS")
    assert (reply.status, reply.body) == (204, b"")
    assert {"content-length", "content-type", "transfer-encoding"}.isdisjoint(reply.headers)


def test_requests_one_after_the_other_in_one_go_are_answered_in_order(served: Served) -> None:
    paths = ["/v1/models/openai/gpt-4.1", "/healthz", "/api/providers", "/nowhere", "/readyz"] * 3
    heads = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n" for path in paths]
    heads.append("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    answer = served.raw("".join(heads).encode())
    statuses = [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [200, 200, 200, 404, 200] * 3 + [200]


def test_files_and_other_machines_cannot_be_asked_for(served: Served) -> None:
    for path in (
        "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/v1/models/../../../etc/passwd",
        "/api/models/file:///etc/passwd", "/v1/models/http://127.0.0.1:1/",
    ):  # fmt: skip
        reply = served.ask(path)
        assert reply.status == 404
        assert b"root:" not in reply.body
