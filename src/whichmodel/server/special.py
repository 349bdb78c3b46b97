"""Paths that no edition answers: how this process is, what happens in it, and orders to it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from whichmodel.server import events, metrics, orders
from whichmodel.server.answering import refuse, reply
from whichmodel.server.desk import Refused
from whichmodel.server.prepared import JSON, SAFE
from whichmodel.server.questions import dumped
from whichmodel.server.request import READING, Receive, Request

if TYPE_CHECKING:
    from whichmodel.server.app import App

BODY_SECONDS = 10.0


class Special(NamedTuple):
    """Which methods a path takes, and what then happens; it gives the status that was sent."""

    methods: tuple[str, ...]
    run: Callable[["App", Request], Awaitable[int]]


async def health(_: "App", request: Request) -> int:
    """This process answers."""
    return await reply(request.send, 200, dumped({"status": "ok"}), JSON, request.extra)


async def readiness(app: "App", request: Request) -> int:
    """It has something to tell, and is not about to go."""
    why = "stopping" if app.draining else "" if app.edition else "no catalogue yet"
    body = dumped({"status": why or "ready"})
    return await reply(request.send, 503 if why else 200, body, JSON, request.extra)


async def counts(app: "App", request: Request) -> int:
    """What all workers did so far, for Prometheus."""
    total = metrics.summed([app.counts, metrics.others(app.root, app.worker)])
    gauges: dict[str, tuple[str, float]] = {
        "whichmodel_listeners": ("Who listens for events at this worker.", app.events.count)
    }
    if app.edition:
        made = datetime.fromisoformat(app.edition.told["generated_at"])
        age = (datetime.now(UTC) - made).total_seconds()
        gauges |= {
            "whichmodel_edition_age_seconds": ("Since the answers were made.", int(age)),
            "whichmodel_models": ("Models that are known.", app.edition.told["models"]),
        }
    return await reply(request.send, 200, metrics.text(total, gauges), metrics.MEDIA, request.extra)


async def listen(app: "App", request: Request) -> int:
    """Each new edition, as an event, for as long as the client stays."""
    if app.events.count >= events.MOST:
        return await refuse(request.send, 503, "too many listen already", request.extra)
    headers = [
        (b"content-type", events.MEDIA),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        *SAFE,
        *request.extra,
    ]
    await request.send({"type": "http.response.start", "status": 200, "headers": headers})
    if request.method == "GET":
        await _tell(app, request)
    await request.send({"type": "http.response.body", "body": b""})
    return 200


async def _tell(app: "App", request: Request) -> None:
    told = app.edition.told if app.edition else None
    last = request.given.get(b"last-event-id", b"").decode("latin-1")
    gone = asyncio.ensure_future(_gone(request.receive))
    try:
        async with aclosing(app.events.listen(told, last)) as parts:
            async for part in parts:
                if gone.done():
                    return
                message = {"type": "http.response.body", "body": part, "more_body": True}
                await request.send(message)
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def refresh(app: "App", request: Request) -> int:
    """Have providers asked soon: those that are named, or all. Nothing else can be named."""
    _only_ours(app, request)
    if app.edition is None:
        raise Refused(503, "no catalogue yet")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            text = await orders.body(request.receive, request.given.get(b"content-length", b""))
    except TimeoutError:
        raise Refused(408, "the body did not come") from None
    names = orders.names(text)
    providers = orders.known(names, app.edition.spellings)
    try:
        orders.leave(app.root, providers)
    except OSError:
        raise Refused(503, "orders cannot be left now") from None
    body = dumped({"schema": 1, "accepted": providers or "all"})
    return await reply(request.send, 202, body, JSON, request.extra)


def _only_ours(app: "App", request: Request) -> None:
    """A page of somebody else can make a browser send forms here, but neither JSON nor its own
    name."""
    media = request.given.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if media != b"application/json":
        raise Refused(415, "the body has to be application/json")
    origin = request.given.get(b"origin", b"").decode("latin-1")
    own = origin.partition("://")[2] == request.given.get(b"host", b"").decode("latin-1")
    if origin and not own and origin not in app.policy.origins:
        raise Refused(403, "pages of other sites may not refresh")


SPECIAL = {
    "/healthz": Special(READING, health),
    "/readyz": Special(READING, readiness),
    "/metrics": Special(READING, counts),
    "/api/events": Special(READING, listen),
    "/api/refresh": Special(("POST",), refresh),
}
