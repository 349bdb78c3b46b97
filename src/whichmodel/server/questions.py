"""Answers that depend on what is asked: `function(holdings, parameters)` gives what goes out."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from whichmodel.discovery.catalogue.changes import moment
from whichmodel.discovery.matching import suggest as suggesting
from whichmodel.discovery.matching.search import ranked
from whichmodel.discovery.model import CAPABILITIES, Catalogue, Model
from whichmodel.discovery.providers import chosen
from whichmodel.formats.changes import render
from whichmodel.formats.changes.json import change_row
from whichmodel.formats.envelope import SCHEMA, envelope
from whichmodel.server.holdings import Holdings
from whichmodel.server.parameters import FILTERS, MOST, Parameters, query, wish
from whichmodel.server.prepared import JSON
from whichmodel.server.shapes import Offered, anthropic, openai

DEFAULT_SINCE = "30d"
ATOM = "application/atom+xml; charset=utf-8"
MARKDOWN = "text/markdown; charset=utf-8"
CHANGED = {"json": JSON, "markdown": MARKDOWN, "atom": ATOM}
"""What changed, in the forms it may be asked for."""
SEARCH = ("q", "limit", "provider", "kind", "status", "min_context", "max_price", *CAPABILITIES)
SEARCHED, SUGGESTED = 20, 5
MOST_FOUND = 200
Shape = Callable[[Offered], dict[str, Any]]


class Missing(Exception):
    """Nothing goes by that name here; the text says what."""


class Made(NamedTuple):
    """What goes out, before it is coded."""

    body: bytes
    media: str = JSON


Question = Callable[[Holdings, Parameters, str], Made]
"""Of what is known, the parameters, and the rest of the path."""


def dumped(document: Any) -> bytes:
    """JSON without spaces; a lone surrogate, which no UTF-8 can hold, is escaped."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(document, separators=(",", ":")).encode()


def offered(holdings: Holdings, given: Parameters) -> Offered:
    """The models that a shape of somebody else tells of; filters may stand in the query."""
    names = given.texts("provider")
    catalogue = holdings.selected(names, query(given, holdings.usual))
    return Offered(list(catalogue.models), holdings.providers)


def shaped(shape: Shape) -> Question:
    """The list in somebody else's shape."""
    return lambda holdings, given, _rest: Made(dumped(shape(offered(holdings, given))))


def one(holdings: Holdings, _given: Parameters, rest: str) -> Made:
    """OpenAI's answer about one model."""
    return Made(dumped(openai.row(_model(holdings, rest))))


def one_of_anthropic(holdings: Holdings, _given: Parameters, rest: str) -> Made:
    """Anthropic's."""
    return Made(dumped(anthropic.row(_model(holdings, rest))))


def one_of_ours(holdings: Holdings, given: Parameters, rest: str) -> Made:
    """The envelope with one model and its provider."""
    given.only(())
    model = _model(holdings, rest)
    statuses = holdings.statuses((model.provider,))
    found = holdings.catalogue._replace(providers=tuple(statuses), models=(model,))
    return Made(dumped(envelope(found)))


def _model(holdings: Holdings, id_: str) -> Model:
    found = holdings.models.get(id_)
    if found is None:
        raise Missing(f"no model has the id {id_[:200]!r}: GET /api/suggest?string=… may help")
    return found


def page(holdings: Holdings, given: Parameters, _rest: str) -> Made:
    """A page of Anthropic's list."""
    wanted = anthropic.Page(
        given.number("limit", 1, 1000), given.text("after_id"), given.text("before_id")
    )
    return Made(dumped(anthropic.document(offered(holdings, given), wanted)))


def models(holdings: Holdings, given: Parameters, _rest: str) -> Made:
    """`whichmodel list --json`."""
    given.only((*FILTERS, "limit", "offset"))
    limit, offset = given.number("limit", 1, MOST), given.number("offset", 0, 10**9) or 0
    found = holdings.selected(given.texts("provider"), query(given, type(holdings.usual)()))
    rows = found.models[offset:][:limit]
    return Made(dumped(envelope(found._replace(models=rows))))


def providers(holdings: Holdings, given: Parameters, _rest: str) -> Made:
    """`whichmodel providers --json`."""
    given.only(("provider",))
    statuses = holdings.statuses(given.texts("provider"))
    return Made(dumped(envelope(Catalogue(holdings.catalogue.generated_at, tuple(statuses), ()))))


def search(holdings: Holdings, given: Parameters, _rest: str) -> Made:
    """`whichmodel search --json`."""
    given.only(SEARCH)
    names = given.texts("provider")
    ids = [each.id for each in chosen(holdings.providers, list(names))] if names else []
    limit = given.number("limit", 1, MOST_FOUND) or SEARCHED
    hits = ranked(holdings.names, given.words("q"), wish(given, ids), limit)
    found = [hit for hit in hits if hit.entry.id in holdings.models]
    known = [holdings.models[hit.entry.id] for hit in found]
    asked = dict.fromkeys(model.provider for model in known)
    statuses = [each for each in holdings.catalogue.providers if each.id in asked]
    catalogue = holdings.catalogue._replace(providers=tuple(statuses), models=tuple(known))
    matches = [{"id": h.entry.id, "score": h.score, "reasons": list(h.reasons)} for h in found]
    return Made(dumped({**envelope(catalogue), "matches": matches}))


def suggest(holdings: Holdings, given: Parameters, _rest: str) -> Made:
    """`whichmodel suggest --json`."""
    given.only(("string", "provider", "limit"))
    string, named = given.words("string"), given.text("provider")
    provider = chosen(holdings.providers, [named])[0].id if named else None
    limit = given.number("limit", 1, MOST_FOUND) or SUGGESTED
    found = suggesting.suggest(holdings.names, string, provider, limit) if string.strip() else []
    rows = [row._asdict() for row in found]
    return Made(dumped({"schema": SCHEMA, "query": string, "suggestions": rows}))


def diff(holdings: Holdings, given: Parameters, _rest: str) -> Made:
    """`whichmodel diff`, as JSON, Markdown or a feed."""
    given.only(("since", "provider", "limit", "format"))
    return _changed(holdings, given, given.one_of("format", tuple(CHANGED)) or "json")


def feed(holdings: Holdings, given: Parameters, _rest: str) -> Made:
    """The same as a feed."""
    given.only(("since", "provider", "limit"))
    return _changed(holdings, given, "atom")


def _changed(holdings: Holdings, given: Parameters, form: str) -> Made:
    since = moment(
        given.text("since") or DEFAULT_SINCE, datetime.fromisoformat(holdings.changes.until)
    )
    names = given.texts("provider")
    ids = {each.id for each in chosen(holdings.providers, list(names))}
    found = (
        change
        for change in holdings.changes.changes
        if change.provider in ids and change.at >= since[: len(change.at)]
    )
    told = holdings.changes._replace(
        since=since,
        changes=tuple(found)[: given.number("limit", 1, MOST)],
        names={name: words for name, words in holdings.changes.names.items() if name in ids},
    )
    if form == "json":
        rows = [change_row(told, change) for change in told.changes]
        document = {"schema": SCHEMA, "since": since, "until": told.until, "changes": rows}
        return Made(dumped(document))
    return Made(render(form, told).encode("utf-8", "replace"), CHANGED[form])
