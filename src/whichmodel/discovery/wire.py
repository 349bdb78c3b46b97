"""What goes over the wire, as values: requests, pages, and the protocol a dialect satisfies.

Nothing here or in a dialect performs input or output: `ask` builds a request, `read` takes a
decoded answer apart, and `fetch` does the talking.
"""

from typing import Any, NamedTuple, Protocol

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.model import Provider, Record

MAX_BODY = 32 * 1024 * 1024
MAX_ROWS = 50_000
MAX_PAGES = 100
ENVELOPES = (
    "data",
    "models",
    "modelSummaries",
    "publisherModels",
    "items",
    "output.models",
    "output.permissions",
)


class Cursor(NamedTuple):
    """Where a listing stands: which call, and which page of it."""

    call: int
    token: str | None = None
    page: int = 1


class Request(NamedTuple):
    """A GET of `url`; `secret` tells that the headers hold a key."""

    url: str
    headers: dict[str, str]
    secret: bool


class Page(NamedTuple):
    """What one answer held: records, how many rows could not be read, and the token of the next."""

    records: list[Record]
    skipped: int
    token: str | None


class Dialect(Protocol):
    """A module that knows how to ask one kind of provider, and how to read what it answers."""

    def ask(self, provider: Provider, key: str | None, cursor: Cursor) -> Request:
        """The request for the page at `cursor`."""

    def read(self, provider: Provider, cursor: Cursor, body: Any) -> Page:
        """The page in a decoded answer; ListingProblem where it holds none."""


def rows_of(body: Any, envelopes: tuple[str, ...] = ENVELOPES) -> list[Any]:
    """The list of rows in an answer, whichever of the known envelopes it came in."""
    if _failed(body):
        raise refusal(200, body)
    if isinstance(body, list):
        return body
    for envelope in envelopes:
        found, rows = at(body, envelope)
        if found and (rows is None or isinstance(rows, list)):
            return rows or []
    raise ListingProblem("malformed", "the answer holds no list of models")


def _failed(body: Any) -> bool:
    """Whether an answer that came with HTTP 200 says that it is an error."""
    if isinstance(body, list):
        body = body[0] if len(body) == 1 else None
    if not isinstance(body, dict):
        return False
    code = body.get("code")
    refused = isinstance(code, str) and code.lower() not in ("", "success", "ok", "200", "0")
    return bool(body.get("error")) or body.get("success") is False or refused


def at(body: Any, dotted: str) -> tuple[bool, Any]:
    """Whether there is something at a dotted path, and what."""
    for part in dotted.split("."):
        if not isinstance(body, dict) or part not in body:
            return False, None
        body = body[part]
    return True, body


def refusal(http_status: int, body: Any) -> ListingProblem:
    """The problem that an error answer states, in one of the status words.

    `body` is decoded JSON, text, or None; an HTTP status of 200 means that the error came inside
    an answer that called itself fine.
    """
    said = said_in(body)
    status = _STATUS.get(http_status) or _status_said(http_status, said)
    prefix = f"HTTP {http_status}" if http_status != 200 else "error in the answer"
    return ListingProblem(status, f"{prefix}: {said}" if said else prefix)


_STATUS = {
    401: "auth_failed",
    402: "auth_failed",
    403: "auth_failed",
    404: "unsupported",
    405: "unsupported",
    407: "unreachable",
    408: "timeout",
    410: "unsupported",
    412: "auth_failed",
    429: "rate_limited",
    501: "unsupported",
    504: "timeout",
}
_SAID = (
    ("auth_failed", ("api key", "api-key", "apikey", "api_key", "unauthor", "authenticat", "denied",
                     "credential", "forbidden", "login", "arrear", "permission",
                     "no connected db")),
    ("rate_limited", ("rate limit", "ratequota", "throttl", "too many requests", "quota")),
    ("timeout", ("timed out", "timeout")),
    ("unsupported", ("unexpected endpoint", "not found", "no route")),
)  # fmt: skip


def _status_said(http_status: int, said: str) -> str:
    if http_status >= 500 or 300 <= http_status < 400:
        return "unreachable"
    lower = said.lower()
    for status, words in _SAID:
        if any(word in lower for word in words):
            return status
    return "malformed" if http_status == 200 else "unsupported"


def said_in(body: Any) -> str:
    """The message of an error body in any of the shapes that providers use; "" where none is."""
    if isinstance(body, list):
        body = body[0] if len(body) == 1 else None
    if isinstance(body, str):
        return "" if "<" in body[:200] else _line(body)
    if not isinstance(body, dict):
        return ""
    return _line(" ".join(_words(body)))


def _words(body: dict[str, Any]) -> list[str]:
    error = body.get("error")
    if isinstance(error, dict):
        return _words(error) or ["error"]
    code = body.get("code")
    parts = [code] if isinstance(code, str) and code else []
    said = (body.get(name) for name in ("message", "Message", "title"))
    for value in (error, _detail(body.get("detail")), *said):
        if isinstance(value, str) and value and value not in parts:
            parts.append(value)
    return parts


def _detail(value: Any) -> Any:
    """FastAPI's `detail` is a sentence, or a list of what was wrong with which field."""
    if isinstance(value, list):
        return "; ".join(str(item.get("msg")) for item in value if isinstance(item, dict))
    return value


def _line(words: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in words[:2000])
    line = " ".join(printable.split())
    return line if len(line) <= 200 else line[:199] + "…"
