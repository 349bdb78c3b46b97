"""How the test servers are told to speak: routes, who may ask, and what a stranger hears."""

import time
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from servers.loopback import Answer, Asked, Reply, as_json

Row = dict[str, Any]
Refuse = Callable[[Asked], Reply]
Body = Callable[[Asked], Any]


def key_for(server: str) -> str:
    """The one key that a server takes; long and odd enough to be found wherever it leaks."""
    return f"canary-{server}-5f2e9a71c04d"


def bearer(asked: Asked) -> str | None:
    """The token of `Authorization: Bearer …`, None where there is none."""
    scheme, _, token = asked.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme == "Bearer" else None


def header(name: str) -> Callable[[Asked], str | None]:
    """The credential in a header of the provider's own."""
    return lambda asked: asked.headers.get(name) or None


class Route(NamedTuple):
    """What a path answers; without `missing` nobody needs a key, without `wrong` none is read."""

    body: Body
    missing: Refuse | None = None
    wrong: Refuse | None = None
    credential: Callable[[Asked], str | None] = bearer


def speaks(server: str, routes: dict[str, Route], unknown: Refuse) -> Answer:
    """A server that knows these paths; the path is looked at first, then the key."""

    def answer(asked: Asked) -> Reply:
        route = routes.get(asked.path) if asked.method == "GET" else None
        if route is None:
            return unknown(asked)
        refusal = _refusal(route, asked, key_for(server))
        if refusal is not None:
            return refusal
        body = route.body(asked)
        return body if isinstance(body, Reply) else as_json(body)

    return answer


def _refusal(route: Route, asked: Asked, key: str) -> Reply | None:
    given = route.credential(asked)
    if given is None:
        return route.missing(asked) if route.missing else None
    return route.wrong(asked) if route.wrong and given != key else None


def always(reply: Reply) -> Refuse:
    """The same words for everybody."""
    return lambda asked: reply


def plain(model: str, created: int, owner: str, **more: Any) -> Row:
    """A row as OpenAI's listing has it, and whatever a provider adds."""
    return {"id": model, "object": "model", "created": created, "owned_by": owner, **more}


def listing(rows: Iterable[Row]) -> Body:
    """The envelope that most use: {object, data}."""
    found = list(rows)
    return lambda asked: {"object": "list", "data": found}


def whole(asked: Asked, name: str, default: int, most: int | None = None) -> int:
    """A whole number from the query, its default where absent, at most `most`."""
    value = asked.query.get(name, "")
    number = int(value) if value.isdigit() else default
    return min(number, most) if most is not None else number


def tokened(
    rows: list[Any], asked: Asked, size: int, parameter: str
) -> tuple[list[Any], str | None]:
    """The page after the opaque token in `parameter`, and the token of the next page."""
    start = int(asked.query.get(parameter, "tok-0").removeprefix("tok-"))
    following = start + size
    return rows[start:following], f"tok-{following}" if following < len(rows) else None


def fillers(count: int, template: str = "acme/filler-{:04d}") -> list[str]:
    """Ids enough to make pages real."""
    return [template.format(number) for number in range(1, count + 1)]


def now() -> int:
    return int(time.time())
