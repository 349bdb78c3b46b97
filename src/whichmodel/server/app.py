"""The ASGI application: a prepared answer is one look into a dictionary; all else is rare."""

import logging
from typing import Any

from whichmodel.discovery.catalogue.query import Query
from whichmodel.server import events, metrics, routes
from whichmodel.server.answering import Given, Send, answer, refuse, reply
from whichmodel.server.desk import Desk, Refused
from whichmodel.server.edition import Edition
from whichmodel.server.gate import Gate
from whichmodel.server.policy import Policy
from whichmodel.server.prepared import JSON, Headers, Prepared, chosen, matches
from whichmodel.server.request import READING, Receive, Request
from whichmodel.server.special import SPECIAL
from whichmodel.server.tokens import READ, REFRESH

CLOSE: Headers = [(b"connection", b"close")]
BUSY: Headers = [(b"retry-after", b"1")]
ANTHROPIC = (b"anthropic-version", b"x-api-key")
ALLOWED_HEADERS = b"authorization, content-type, if-none-match, x-api-key, anthropic-version"
SHARED, PREFIX = routes.SHARED.encode(), routes.ANTHROPIC.encode()
EXPOSED = (b"access-control-expose-headers", b"etag")
LOG = logging.getLogger("whichmodel")


class App:
    """What one process answers with: the current edition, and how it went so far.

    `root` is where workers, keeper and press leave things for each other.
    """

    def __init__(self, gate: Gate, policy: Policy, root: str, worker: int, usual: Query) -> None:
        self.gate = gate
        self.policy = policy
        self.root = root
        self.worker = worker
        self.desk = Desk(policy, usual)
        self.edition: Edition | None = None
        self.events = events.Events()
        self.counts: metrics.Counts = {}
        self.draining = False
        self._targets: dict[bytes, tuple[str, Prepared]] = {}  # each with its route

    def publish(self, edition: Edition) -> None:
        """Answer from a new edition from now on; on the event loop, so nothing is half done."""
        self.edition = edition
        answers = edition.answers.items()
        self._targets = {path.encode(): (routes.counted(path), each) for path, each in answers}
        self.desk.forget()
        self.events.tell(edition.told)

    def at_once(
        self, target: bytes, headers: Headers, client: tuple[str, int] | None
    ) -> tuple[bytes, bytes | memoryview] | None:
        """Head and body for a GET that can be answered without further ado; else None."""
        known = self._targets.get(target)
        if known is None or self.draining:
            return None
        given: Given = dict(headers)
        if target.startswith(SHARED) and any(name in given for name in ANTHROPIC):
            known = self._targets.get(PREFIX + target, known)
        route, prepared = known
        if self.policy.origins and b"origin" in given:
            return None
        if self.gate.refusal(route, client[0] if client else "", given, READ):
            return None
        coded = chosen(prepared, given.get(b"accept-encoding", b""))
        condition = given.get(b"if-none-match")
        fresh = condition is not None and matches(condition, coded.tag)
        self._count(route, "304" if fresh else "200")
        return (coded.unchanged_head, b"") if fresh else (coded.found_head, coded.data)

    def _count(self, route: str, status: str) -> None:
        key = (route, status)
        self.counts[key] = self.counts.get(key, 0) + 1

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request, and count it."""
        route, status = await self._answer(scope, receive, send)
        self._count(route, str(status))

    async def _answer(self, scope: dict[str, Any], receive: Receive, send: Send) -> tuple[str, int]:
        given: Given = dict(scope["headers"])
        method, path, query = scope["method"], scope["path"], scope["query_string"]
        extra = self._extra(given)
        reading = method in READING
        if method == "OPTIONS":
            return "preflight", await reply(send, 204, b"", JSON, [*preflight(), *extra])
        client = scope["client"][0] if scope["client"] else ""
        refusal = self.gate.refusal(path, client, given, READ if reading else REFRESH)
        if refusal:
            headers = [*refusal.headers, *extra]
            return "refused", await refuse(send, refusal.status, refusal.words, headers)
        if path.startswith(routes.SHARED) and any(name in given for name in ANTHROPIC):
            path = routes.ANTHROPIC + path
        known = self.edition.answers.get(path) if self.edition and not query else None
        if known and reading:
            return routes.counted(path), await answer(send, known, given, extra)
        return await self._other(Request(method, path, query, given, extra, receive, send))

    def _extra(self, given: Given) -> Headers:
        """What this client, or this moment, adds to the headers of any answer."""
        extra: Headers = CLOSE if self.draining else []
        origins, origin = self.policy.origins, given.get(b"origin")
        if not origins or not origin:
            return extra
        if "*" in origins or origin.decode("latin-1") in origins:
            allowed = b"*" if "*" in origins else origin
            return [*extra, (b"access-control-allow-origin", allowed), EXPOSED]
        return extra

    async def _other(self, request: Request) -> tuple[str, int]:
        """What is not prepared; a name for its kind, of which there are few, and the status."""
        special = SPECIAL.get(request.path)
        found = None if special else routes.found(request.path)
        name = request.path if special else found[0] if found else self._named(request.path)
        methods = special.methods if special else READING
        try:
            if request.method not in methods:
                return name, await self._not_so(request, methods)
            if special:
                return name, await special.run(self, request)
            return name, await self._asked(request, found)
        except Refused as refused:
            extra = [*request.extra, *(BUSY if refused.status == 503 else [])]
            return name, await refuse(request.send, refused.status, refused.words, extra)
        except Exception:
            LOG.exception("a request could not be answered")
            return name, await refuse(
                request.send, 500, "the server's log tells why", request.extra
            )

    def _named(self, path: str) -> str:
        known = self.edition is not None and path in self.edition.answers
        return routes.counted(path) if known else "unknown"

    async def _not_so(self, request: Request, methods: tuple[str, ...]) -> int:
        allow = (b"allow", ", ".join((*methods, "OPTIONS")).encode())
        words = f"{request.method} is not for this path"
        return await refuse(request.send, 405, words, [allow, *request.extra])

    async def _asked(self, request: Request, found: tuple[str, routes.Route, str] | None) -> int:
        if self.edition is None:
            raise Refused(503, "no catalogue yet: ask again in a second")
        if found is None:
            known = self.edition.answers.get(request.path)  # a file, with a query nobody reads
            if known is None and "/" not in self.edition.answers:
                raise Refused(503, "the web page is being made: ask again in a second")
            if known is None:
                raise Refused(404, "nothing is here: GET /openapi.json tells what is")
            return await answer(request.send, known, request.given, request.extra)
        start, route, rest = found
        made = await self.desk.answer(self.edition, start, route, rest, request.query)
        return await answer(request.send, made, request.given, request.extra)


def preflight() -> Headers:
    """What browsers ask before a page of another site may ask; the origin stands beside it."""
    return [
        (b"allow", b"GET, HEAD, POST, OPTIONS"),
        (b"access-control-allow-methods", b"GET, HEAD, POST"),
        (b"access-control-allow-headers", ALLOWED_HEADERS),
        (b"access-control-max-age", b"3600"),
        (b"vary", b"origin"),
    ]
