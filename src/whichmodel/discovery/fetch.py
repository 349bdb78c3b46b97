"""The only file that talks to providers: drives their dialects over HTTP.

Requests go out through the standard library's urllib (docs/decisions/0003-urllib.md). Whatever
comes back is untrusted: bounded in size, time, pages and rows. A key goes only to the origin it
is meant for, never over plain HTTP except to this machine, and never into an error.
"""

import http.client
import json
import math
import socket
import ssl
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from email.message import Message
from typing import Any, NamedTuple, cast
from urllib.parse import quote, urljoin

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.model import Provider, Record
from whichmodel.discovery.providers.dialects import DIALECTS
from whichmodel.discovery.providers.urls import is_loopback, origin
from whichmodel.discovery.wire import MAX_BODY, MAX_PAGES, MAX_ROWS, Cursor, Page, Request, refusal

CHUNK = 64 * 1024
MAX_REDIRECTS = 3
REDIRECTS = (301, 302, 303, 307, 308)
MAX_TOKEN = 2048
"""Characters of a page token; it becomes a part of a URL."""
MAX_ERROR = 1 << 20
MAX_DIGITS = 18
"""Of a whole number; no field of ours is larger, and Python is slow with huge ones."""
SHORTEST_SECRET = 8
"""What is shorter is a dummy for a server that wants any key, and may be part of honest words."""
USER_AGENT = "whichmodel"
FINAL = ("timeout", "unreachable", "rate_limited")
"""Problems after which asking the same server by another path is pointless or rude."""
NOT_MODIFIED = object()
"""The body of a 304: what was remembered is still true."""


class Answer(NamedTuple):
    """What came back for one request: decoded JSON, or NOT_MODIFIED."""

    body: Any
    validators: dict[str, str]


class Fetched(NamedTuple):
    """A provider's whole answer; `records` is None when nothing changed since `validators`."""

    records: list[Record] | None
    skipped: int
    problem: ListingProblem | None
    note: str | None
    validators: dict[str, str]


class Connection:
    """One TLS context and one set of proxies for all requests of a refresh.

    This machine is asked straight: a proxy elsewhere could read a key that goes to loopback.
    """

    def __init__(self) -> None:
        secure = urllib.request.HTTPSHandler(context=ssl.create_default_context())
        self.through_proxies = urllib.request.build_opener(secure, _NoRedirects())
        self.straight = urllib.request.build_opener(
            secure, _NoRedirects(), urllib.request.ProxyHandler({})
        )

    def get(
        self, request: Request, deadline: float, validators: dict[str, str], key: str | None = None,
        decode: Callable[[bytes], Any] | None = None,
    ) -> Answer:  # fmt: skip
        """The decoded answer to one request, or the ListingProblem that stood in the way.

        Redirects are followed within an origin only: no key, and no question, goes elsewhere. A
        `key` that the server sends back is struck out before anything is read. What is not JSON
        needs its own `decode`.
        """
        _refuse_plain_key(request)
        for _ in range(1 + MAX_REDIRECTS):
            answer = self._answer(request, deadline, validators, key, decode or _json)
            if isinstance(answer, Answer):
                return answer
            request = request._replace(url=answer)
        raise ListingProblem("unreachable", f"more than {MAX_REDIRECTS} redirects; not followed")

    def _answer(
        self, request: Request, deadline: float, validators: dict[str, str], key: str | None,
        decode: Callable[[bytes], Any],
    ) -> Answer | str:  # fmt: skip
        """The answer, or the URL that the server points to."""
        opener = self.straight if is_loopback(request.url) else self.through_proxies
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", **request.headers}
        headers.update(_conditions(validators))
        try:
            asked = urllib.request.Request(request.url, headers=headers)
            with opener.open(asked, timeout=_remaining(deadline)) as response:
                body = decode(_body(response, deadline, key))
                return Answer(body, _validators(response.headers))
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 304 and validators:
                    return Answer(NOT_MODIFIED, validators)
                if error.code in REDIRECTS and error.headers.get("Location"):
                    return _elsewhere(request.url, error.headers["Location"])
                raise _http_problem(error, deadline, key) from None
        except ListingProblem:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _network_problem(error) from None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Redirects come back as answers; urllib would read their bodies without a limit."""

    def http_error_302(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> None:
        """Follow nothing."""

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _elsewhere(url: str, location: str) -> str:
    """Where a redirect leads: a URL of the same origin."""
    try:
        target = urljoin(url, quote(location, safe="%/:=&?~#+!$,;'@()*[]"))
        scheme, host, port = origin(target)
    except ValueError:
        raise ListingProblem("unreachable", "redirects to nowhere") from None
    if (scheme, host, port) != origin(url):
        site = f"{scheme}://{host}:{port}" if host else f"{scheme}:"
        raise ListingProblem("unreachable", f"redirects to another site ({site}); not followed")
    return target


def _refuse_plain_key(request: Request) -> None:
    if request.secret and origin(request.url)[0] != "https" and not is_loopback(request.url):
        raise ListingProblem("unsupported", "will not send a key over plain http; use https")


def _conditions(validators: dict[str, str]) -> dict[str, str]:
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {names[name]: value for name, value in validators.items() if name in names}


def _validators(headers: Message) -> dict[str, str]:
    found = {"etag": headers.get("ETag"), "last-modified": headers.get("Last-Modified")}
    return {name: value for name, value in found.items() if value and value.isprintable()}


def _remaining(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise ListingProblem("timeout", "no time left")
    return left


def _body(response: Any, deadline: float, key: str | None, limit: int = MAX_BODY) -> bytes:
    """The whole body, unpacked, without the key that a server may quote."""
    body = _decoded(_read(response, deadline, limit), response.headers)
    if not key or len(key) < SHORTEST_SECRET:
        return body
    for spelling in (key, key.replace("/", "\\/")):
        body = body.replace(spelling.encode(), "…".encode())
    return body


def _read(response: Any, deadline: float, limit: int) -> bytes:
    """The body, as far as the deadline and the limit allow; a slow drip does not outlast them."""
    chunks, size = [], 0
    while chunk := response.read1(CHUNK):
        size += len(chunk)
        if size > limit:
            raise ListingProblem("too_large", f"the answer is larger than {limit >> 20} MB")
        chunks.append(chunk)
        _remaining(deadline)
    if response.length:
        raise ListingProblem("malformed", f"the answer broke off, {response.length} bytes short")
    return b"".join(chunks)


def _decoded(body: bytes, headers: Message) -> bytes:
    if headers.get("Content-Encoding", "").lower() not in ("gzip", "x-gzip"):
        return body
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = unpacker.decompress(body, MAX_BODY)
    except zlib.error as error:
        raise ListingProblem(
            "malformed", f"the answer is not the gzip it claims: {error}"
        ) from None
    if unpacker.unconsumed_tail:
        raise ListingProblem("too_large", f"the answer unpacks to more than {MAX_BODY >> 20} MB")
    if not unpacker.eof:
        raise ListingProblem("malformed", "the answer broke off")
    return plain


def _json(body: bytes) -> Any:
    try:
        return json.loads(
            body, parse_int=_whole, parse_float=_fraction, parse_constant=lambda _: None
        )
    except RecursionError:
        raise ListingProblem("malformed", "the answer is nested too deeply") from None
    except ValueError:
        raise ListingProblem("malformed", _not_json(body)) from None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= MAX_DIGITS else None


def _fraction(digits: str) -> Decimal | None:
    """A number beyond any double is no number that a field could mean."""
    return Decimal(digits) if math.isfinite(float(digits)) else None


def _not_json(body: bytes) -> str:
    start = body[:200].lstrip().lower()
    if not start:
        return "the answer is empty"
    page = start.startswith(b"<")
    return "the answer is a web page, not JSON" if page else "the answer is not JSON"


def _http_problem(
    error: urllib.error.HTTPError, deadline: float, key: str | None
) -> ListingProblem:
    if error.code == 304:
        return ListingProblem("malformed", "HTTP 304, though nothing was said to be known")
    try:
        said = _said(_body(error, deadline, key, MAX_ERROR))
    except (OSError, http.client.HTTPException, ListingProblem):
        said = None
    problem = refusal(error.code, said)
    wait = error.headers.get("Retry-After", "")
    if problem.status == "rate_limited" and wait.isdigit():
        return ListingProblem(problem.status, f"{problem.detail}; try again in {wait[:6]} s")
    return problem


def _said(body: bytes) -> Any:
    """An error body as JSON where it is some, else as text."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")


def _network_problem(error: Exception) -> ListingProblem:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return ListingProblem("timeout", "no answer in time")
    if isinstance(reason, OSError | str):
        return ListingProblem("unreachable", _reason(reason))
    if isinstance(reason, http.client.IncompleteRead):
        return ListingProblem("malformed", "the answer broke off")
    if isinstance(reason, http.client.InvalidURL | ValueError):
        # The words of these errors quote what was to be sent.
        return ListingProblem("unreachable", "its address cannot be asked: check its base_url")
    return ListingProblem("malformed", f"the answer is not HTTP: {type(reason).__name__}")


def _reason(reason: Any) -> str:
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its TLS certificate is not trusted ({reason.verify_message}); see SSL_CERT_FILE"
    if isinstance(reason, ConnectionRefusedError):
        return "connection refused: nothing listens there"
    if isinstance(reason, ConnectionResetError | http.client.RemoteDisconnected):
        return "the connection was closed before the answer was complete"
    if isinstance(reason, socket.gaierror):
        return "the host name cannot be resolved"
    words = str(getattr(reason, "strerror", None) or reason)
    return "".join(char if char.isprintable() else " " for char in words)[:200] or "no connection"


Get = Callable[[Request, dict[str, str]], Answer]


def listing(provider: Provider, key: str | None, get: Get, validators: dict[str, str]) -> Fetched:
    """Everything a provider answers to its calls, merged by model id.

    Only a provider that took a single request last time is asked conditionally.
    """
    collected = _Collected(provider)
    for index, call in enumerate(provider.calls):
        if (not key and not call.public and provider.listing != "local") or not collected.wants(
            call.role
        ):
            continue
        try:
            for page, found in _pages(provider, key, index, get, validators):
                if page is None:
                    return Fetched(None, 0, None, None, validators)
                collected.add(index, page, found)
        except ListingProblem as problem:
            if collected.failed(index, problem):
                break
    return collected.result()


def _pages(
    provider: Provider, key: str | None, index: int, get: Get, validators: dict[str, str]
) -> Iterator[tuple[Page | None, dict[str, str]]]:
    dialect = DIALECTS[provider.dialect]
    cursor, count = Cursor(index), 0
    seen: set[str] = set()
    while True:
        first = index == 0 and cursor.token is None
        answer = get(dialect.ask(provider, key, cursor), validators if first else {})
        if answer.body is NOT_MODIFIED:
            yield None, validators
            return
        page = dialect.read(provider, cursor, answer.body)
        yield page, answer.validators
        count += len(page.records)
        if page.token is None:
            return
        if page.token in seen:
            raise ListingProblem("partial", "the server repeats its pages")
        if len(seen) >= MAX_PAGES or count > MAX_ROWS:
            raise ListingProblem("too_large", f"more than {MAX_PAGES} pages or {MAX_ROWS} rows")
        if len(page.token) > MAX_TOKEN or not page.token.isprintable():
            raise ListingProblem("malformed", "the token of its next page cannot be used")
        seen.add(page.token)
        cursor = Cursor(index, page.token, cursor.page + 1)


class _Collected:
    """Records by model id while the calls of one provider come in."""

    def __init__(self, provider: Provider) -> None:
        self.calls = provider.calls
        self.records: dict[str, dict[str, Any]] = {}
        self.listed_by: dict[str, list[str]] = {}
        self.answered: list[int] = []
        self.problems: list[tuple[int, ListingProblem]] = []
        self.skipped = 0
        self.pages = 0
        self.validators: dict[str, str] = {}

    def wants(self, role: str) -> bool:
        """Whether a call of this role still has something to give."""
        main = [index for index in self.answered if self.calls[index].role != "enrich"]
        return {"fallback": not main, "enrich": bool(main), "add": bool(main)}.get(role, True)

    def add(self, index: int, page: Page, validators: dict[str, str]) -> None:
        """Take a page in: what an earlier call said of a model stays, gaps are filled."""
        call = self.calls[index]
        self.pages += 1
        self.validators = validators
        if index not in self.answered:
            self.answered.append(index)
        if call.role != "enrich":
            self.skipped += page.skipped
        for record in page.records:
            model = record["model"]
            if call.role != "enrich" or model in self.records:
                self.records[model] = {**record, **self.records.get(model, {})}
                if call.role != "enrich":
                    self.listed_by.setdefault(model, []).append(call.label)

    def failed(self, index: int, problem: ListingProblem) -> bool:
        """Note what went wrong with a call; true when there is no point in going on."""
        self.problems.append((index, problem))
        return problem.status in FINAL

    def result(self) -> Fetched:
        records = self._labelled() if self._several() else list(self.records.values())
        # What failed is asked again next time, whether or not the list has changed.
        validators = self.validators if self.pages == 1 and not self.problems else {}
        return Fetched(
            cast(list[Record], records), self.skipped, self._problem(), self._note(), validators
        )

    def _several(self) -> bool:
        return len({label for labels in self.listed_by.values() for label in labels}) > 1

    def _labelled(self) -> list[dict[str, Any]]:
        return [
            {**record, "listed_by": list(dict.fromkeys(self.listed_by.get(model, [])))}
            for model, record in self.records.items()
        ]

    def _problem(self) -> ListingProblem | None:
        """The failure that matters: none where a fallback answered or only extras failed."""
        main = [(index, p) for index, p in self.problems if self._matters(index)]
        if not main:
            return None
        return next((p for _, p in main if p.status == "auth_failed"), main[0][1])

    def _matters(self, index: int) -> bool:
        role = self.calls[index].role
        fell_back = any(self.calls[done].role == "fallback" for done in self.answered)
        return role in ("all", "add", "fallback") and not (fell_back and index not in self.answered)

    def _note(self) -> str | None:
        """What to tell beside the list: extras that failed, and where two lists differ."""
        notes = [
            f"{self.calls[index].label}: {problem.detail}"
            for index, problem in self.problems
            if not self._matters(index) and self.calls[index].role == "enrich"
        ]
        return "; ".join([*notes, *self._differences()]) or None

    def _differences(self) -> list[str]:
        labels = [self.calls[i].label for i in self.answered if self.calls[i].role == "all"]
        if len(labels) < 2:
            return []
        only = dict.fromkeys(labels, 0)
        for listed in self.listed_by.values():
            if len(set(listed)) == 1:
                only[listed[0]] += 1
        return [f"{count} only in {label}" for label, count in only.items() if count]
