"""A server on loopback that talks: OpenAI's chat completions and Anthropic's messages, streamed.

The model's name says what happens: `missing…` is 404, `limited…` 429, `secret…` 401, `broken…` an
error in words of its own (400), `cut…` ends in the middle, `hanging…` says one word and then
nothing until the server stops. Any other name answers.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from threading import Event
from typing import Any, NamedTuple

from servers.running import Quiet, running

WORDS = ("The", " Rhine,", " the", " Nile,", " the", " Amazon.")
REFUSALS = {
    "missing": (404, "The model `{}` does not exist or you do not have access to it."),
    "limited": (429, "Rate limit reached for model `{}`."),
    "secret": (401, "Incorrect API key provided."),
    "broken": (400, "{} is not a valid model ID"),
}


class Asked(NamedTuple):
    """One request as it came over the wire."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Chatting(ThreadingHTTPServer):
    """The server, every request it got, and what lets hanging answers go."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.requests: list[Asked] = []
        self.hung = Event()
        self.over = Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def chatting() -> Iterator[Chatting]:
    """Serve until the block ends."""
    server = Chatting()
    with running(server, server.over.set):
        yield server


class _Answer(Quiet):
    protocol_version = "HTTP/1.0"  # the end of the connection is the end of the answer
    server: Chatting

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append(Asked(self.path, dict(self.headers), raw))
        body = json.loads(raw)
        model = body["model"]
        for beginning, (status, words) in REFUSALS.items():
            if model.startswith(beginning):
                self.send_json(status, {"error": {"message": words.format(model), "type": "x"}})
                return
        anthropic = self.path.endswith("/messages")
        events = list((_anthropic if anthropic else _openai)(model, body))
        if not body.get("stream"):
            self.send_json(200, (_message if anthropic else _whole)(model))
            return
        self._stream(model, events)

    def _stream(self, model: str, events: list[str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for number, event in enumerate(events):
            if number == 3 and model.startswith("cut"):
                return
            if number == 3 and model.startswith("hanging"):
                self.server.hung.set()
                self.server.over.wait()
                return
            self.wfile.write(event.encode())
            self.wfile.flush()


def _usage() -> dict[str, int]:
    return {"prompt_tokens": 1000, "completion_tokens": 200, "total_tokens": 1200}


def _openai(model: str, body: dict[str, Any]) -> Iterator[str]:
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": word} for word in WORDS]
    for delta in deltas:
        yield _data(_chunk(model, [{"index": 0, "delta": delta, "finish_reason": None}]))
    yield _data(_chunk(model, [{"index": 0, "delta": {}, "finish_reason": "stop"}]))
    if (body.get("stream_options") or {}).get("include_usage"):
        yield _data({**_chunk(model, []), "usage": _usage()})
    yield "data: [DONE]\n\n"


def _chunk(model: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": model,
        "choices": choices,
    }


def _whole(model: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(WORDS)}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": _usage(),
    }


def _message(model: str) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [{"type": "text", "text": "".join(WORDS)}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 1000, "output_tokens": 200},
    }


def _data(document: dict[str, Any]) -> str:
    return f"data: {json.dumps(document)}\n\n"


def _anthropic(model: str, _body: dict[str, Any]) -> Iterator[str]:
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 1000, "output_tokens": 1},
    }
    yield _event("message_start", {"message": message})
    block = {"type": "text", "text": ""}
    yield _event("content_block_start", {"index": 0, "content_block": block})
    for word in WORDS:
        delta = {"type": "text_delta", "text": word}
        yield _event("content_block_delta", {"index": 0, "delta": delta})
    yield _event("content_block_stop", {"index": 0})
    ended = {"stop_reason": "end_turn", "stop_sequence": None}
    yield _event("message_delta", {"delta": ended, "usage": {"output_tokens": 200}})
    yield _event("message_stop", {})


def _event(kind: str, document: dict[str, Any]) -> str:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **document})}\n\n"
