"""What goes back to a client: prepared answers, and refusals in JSON; nothing of what went wrong
inside."""

import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from whichmodel.server.prepared import (
    JSON,
    NO_CONTENT_POLICY,
    SAFE,
    Coded,
    Headers,
    Prepared,
    chosen,
    matches,
)

Send = Callable[[dict[str, Any]], Awaitable[None]]
Given = dict[bytes, bytes]

NOTHING = {"type": "http.response.body", "body": b""}
TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}
"""What the SDKs of OpenAI and Anthropic call an error; any other of the client's is
`invalid_request_error`, and one of ours `api_error`."""


async def answer(send: Send, prepared: Prepared, given: Given, extra: Headers) -> int:
    """Send a prepared answer, or that the client has it already; the status."""
    coded = chosen(prepared, given.get(b"accept-encoding", b""))
    condition = given.get(b"if-none-match")
    if condition and matches(condition, coded.tag):
        headers = [*coded.unchanged, *extra] if extra else coded.unchanged
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send(NOTHING)
        return 304
    await _found(send, coded, extra)
    return 200


async def _found(send: Send, coded: Coded, extra: Headers) -> None:
    headers = [*coded.found, *extra] if extra else coded.found
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": coded.data})


async def reply(send: Send, status: int, body: bytes, media: str, extra: Headers) -> int:
    """Send what was made for this client alone, and nobody keeps."""
    content = [
        (b"content-type", media.encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    headers = [
        *([] if status == 204 else content),
        (b"cache-control", b"no-store"),
        *SAFE,
        (b"content-security-policy", NO_CONTENT_POLICY),
        *extra,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    return status


async def refuse(send: Send, status: int, words: str, extra: Headers) -> int:
    """Say no, in a form that clients of either shape understand."""
    return await reply(send, status, problem(status, words), JSON, extra)


def problem(status: int, words: str) -> bytes:
    """An error as the SDKs of OpenAI and of Anthropic read it."""
    kind = TYPES.get(status, "invalid_request_error" if status < 500 else "api_error")
    code = HTTPStatus(status).phrase.lower().replace(" ", "_")
    error = {"type": kind, "message": words, "code": code, "param": None}
    return json.dumps({"type": "error", "error": error}).encode()
