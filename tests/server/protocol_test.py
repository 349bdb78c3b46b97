"""The patience of a connection, with time as an argument."""

import asyncio
from typing import Any

from server.extras import needs

needs("serve")

from uvicorn import Config
from uvicorn.server import ServerState

from whichmodel.server.protocol import HEAD_SECONDS, READ_SECONDS, Patient, lose_patience


class Transport:
    """What a connection writes to, and whether it has hung up."""

    def __init__(self) -> None:
        self.ended = ""
        self.written = b""

    def get_extra_info(self, _: str) -> None:
        return None

    def is_closing(self) -> bool:
        return bool(self.ended)

    def close(self) -> None:
        self.ended = self.ended or "closed"

    def abort(self) -> None:
        self.ended = self.ended or "aborted"

    def write(self, data: bytes) -> None:
        self.written += data

    def write_eof(self) -> None:
        pass


async def nothing(scope: Any, receive: Any, send: Any) -> None:
    """No request gets so far."""


def connected() -> tuple[Patient, Transport, float]:
    loop = asyncio.new_event_loop()
    config = Config(nothing, loop="asyncio", ws="none", lifespan="off", log_config=None)
    connection = Patient(config, ServerState(), {}, loop)
    transport = Transport()
    connection.connection_made(transport)  # type: ignore[arg-type]
    now = loop.time()
    loop.close()
    return connection, transport, now


def test_who_says_nothing_is_hung_up_on() -> None:
    connection, transport, now = connected()
    lose_patience({connection}, now + HEAD_SECONDS - 1)
    assert transport.ended == ""
    lose_patience({connection}, now + HEAD_SECONDS + 1)
    assert transport.ended == "closed"


def test_a_head_that_comes_byte_by_byte_is_not_waited_for_any_longer() -> None:
    connection, transport, now = connected()
    for byte in b"GET / HTTP/1.1\r\nHost: localh":
        connection.data_received(bytes([byte]))
    lose_patience({connection}, now + HEAD_SECONDS + 1)
    assert transport.ended == "closed"


def test_who_begins_another_request_and_goes_silent_is_hung_up_on() -> None:
    connection, transport, now = connected()
    connection.in_head, connection.head_since = False, 0.0  # as after a request
    connection.data_received(b"G")
    lose_patience({connection}, now + HEAD_SECONDS - 1)
    assert transport.ended == ""
    lose_patience({connection}, now + HEAD_SECONDS + 2)
    assert transport.ended == "closed"


def test_who_does_not_read_is_hung_up_on_without_ceremony() -> None:
    connection, transport, now = connected()
    connection.head_since = 0.0
    connection.pause_writing()
    lose_patience({connection}, now + READ_SECONDS - 1)
    assert transport.ended == ""
    connection.resume_writing()
    lose_patience({connection}, now + READ_SECONDS + 1)
    assert transport.ended == ""
    connection.pause_writing()
    lose_patience({connection}, now + READ_SECONDS + 2)
    assert transport.ended == "aborted"


def test_who_was_refused_is_not_read_any_more() -> None:
    connection, transport, now = connected()
    connection.data_received(b"nonsense\r\n\r\n")
    assert transport.written.startswith(b"HTTP/1.1 400 ")
    before = transport.written
    connection.data_received(b"GET / HTTP/1.1\r\n\r\n")
    assert transport.written == before
    lose_patience({connection}, now + HEAD_SECONDS + 1)
    assert transport.ended == "closed"
