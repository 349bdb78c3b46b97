"""A small OpenAI-compatible server on loopback: it answers chat completions and nothing else."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from typing import Any

from servers.running import Quiet, running


class OpenAILike(ThreadingHTTPServer):
    """The server, and every request it got: (path, body)."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.requests: list[tuple[str, dict[str, Any]]] = []

    @property
    def api_base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def openai_like() -> Iterator[OpenAILike]:
    """Serve until the block ends."""
    with running(OpenAILike()) as server:
        yield server


class _Answer(Quiet):
    server: OpenAILike

    def do_GET(self) -> None:
        # A listing that is down: whoever calls a model must not notice.
        self.server.requests.append((self.path, {}))
        self.send_json(503, {"error": {"message": "no listing here"}})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, body))
        if self.path == "/v1/chat/completions":
            self.send_json(200, _completion(body))
        else:
            self.send_json(404, {"error": {"message": f"no {self.path} here"}})


def _completion(body: dict[str, Any]) -> dict[str, Any]:
    said = body["messages"][-1]["content"]
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": body["model"],
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": f"{body['model']} heard: {said}"},
            }
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
