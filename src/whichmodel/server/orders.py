"""What somebody who may refresh asks for: read from a request, left in a file for the keeper."""

import json
import os
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from whichmodel.server.desk import Refused

MOST_BYTES = 64 << 10
MOST_PROVIDERS = 500
SUFFIX = ".order"


async def body(receive: Callable[[], Awaitable[dict[str, Any]]], declared: bytes) -> bytes:
    """All that the client sends, if it is not too much."""
    if declared.isdigit() and int(declared) > MOST_BYTES:
        raise Refused(413, f"the body is larger than {MOST_BYTES} bytes")
    found = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(400, "the body is not whole")
        found += bytes(message.get("body", b""))
        if len(found) > MOST_BYTES:
            raise Refused(413, f"the body is larger than {MOST_BYTES} bytes")
        if not message.get("more_body"):
            return found


def names(text: bytes) -> list[str]:
    """The providers in a body: `{"providers": ["groq"]}`; an empty one, or none, means all."""
    try:
        document = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        raise Refused(400, "the body is not JSON") from None
    asked = document.get("providers", []) if isinstance(document, dict) else None
    unknown = set(document) - {"providers"} if isinstance(document, dict) else set()
    words = isinstance(asked, list) and all(isinstance(each, str) for each in asked)
    if unknown or not words or asked is None or len(asked) > MOST_PROVIDERS:
        raise Refused(400, 'the body is {"providers": [ids]} and nothing else')
    return list(asked)


def known(names: list[str], spellings: dict[str, str]) -> list[str]:
    """The ids of providers in any spelling; Refused for one that nobody knows."""
    found = {}
    for name in names:
        provider = spellings.get(name.strip().rstrip("/").lower())
        if provider is None:
            raise Refused(400, f"no provider is called {name[:100]!r}: GET /api/providers")
        found[provider] = provider
    return list(found)


def leave(root: str, providers: list[str]) -> None:
    """Put an order where the keeper finds it."""
    path = os.path.join(root, secrets.token_hex(8))
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(providers, file)
    os.replace(path + ".part", path + SUFFIX)


def take(root: str) -> list[list[str]]:
    """The orders that were left, and nobody else takes them."""
    found = []
    for name in sorted(os.listdir(root)):
        if name.endswith(SUFFIX):
            path = os.path.join(root, name)
            with suppress(OSError, ValueError), open(path, encoding="utf-8") as file:
                found.append(json.load(file))
            with suppress(OSError):
                os.unlink(path)
    return found
