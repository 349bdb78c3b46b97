"""Model strings that may stand where somebody is writing one."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from whichmodel.check.cases import Routed
from whichmodel.check.mentions import Mention
from whichmodel.check.readers import reader_of
from whichmodel.check.standing import DROPPED, FINE, UNHEARD, standing
from whichmodel.check.syntax import JSON
from whichmodel.discovery.finding import search
from whichmodel.discovery.model import Model
from whichmodel.formats.words import UNKNOWN, lifecycle, price, tokens, visible
from whichmodel.server.lsp.knowledge import Held, Surfaces
from whichmodel.server.lsp.texts import Text, syntax_at

STAND_IN = "llama-0-typed"
"""An id that nobody has: where it would be a mention, one belongs."""
AROUND = 300
"""Lines that are looked at above and below what is written."""
MOST = 100
SEARCHED = 10
"""So many strings are searched for where none that stands begins as was typed."""


class Typed(NamedTuple):
    """A string that is being written: the offsets of all of it, its part before the cursor, and
    the provider that stands around it."""

    start: int
    end: int
    begun: str
    provider: str | None


class Offer(NamedTuple):
    """A string to write; `over` tells that it is retired or going, `searched` that it does not
    begin as was typed."""

    string: str
    about: str
    model: Model | None
    over: bool
    searched: bool


def typed(held: Held, text: Text, path: str, offset: int) -> Typed | None:
    """What is being written at an offset, if it is where `check` expects a model."""
    if reader_of(path) is None:
        return None
    start, end = text.word(offset)
    syntax = syntax_at(text, path, start)
    quotes = syntax is not None and (syntax.quoted or syntax is JSON)
    if quotes and text.text[start - 1 : start] not in ("'", '"', "`"):
        return None  # a name of the program's, or no JSON
    line, column = text.place(start)
    for mention in _tried(held, text.text[:start] + STAND_IN + text.text[end:], path, line):
        if (mention.line, mention.column, mention.text) == (line, column, STAND_IN):
            begun = text.text[start:offset]
            return Typed(start, end, begun, mention.provider) if mention.expected else None
    return None


def _tried(held: Held, text: str, path: str, line: int) -> list[Mention]:
    """The mentions around a line; its provider is named there, or where the text begins."""
    telling = held.finder.telling(text.encode("utf-8", "replace"))
    near = [each for each in telling if each < AROUND or abs(each - line) < AROUND]
    return held.finder.among(text, path, near)


def offers(held: Held, asked: Typed, surfaces: Surfaces) -> list[Offer]:
    """What may be meant, each once: ids of the provider around, strings that begin so, and where
    none of those stands, what a search finds; what is over comes last."""
    begun = [*_beside(held, asked), *_begun(held, asked, surfaces)]
    found = {offer.string: offer for offer in reversed(begun)}
    if asked.begun and all(offer.over for offer in begun):
        for offer in _searched(held, asked):
            found.setdefault(offer.string, offer)
    order = dict.fromkeys([*(offer.string for offer in begun), *found])
    return sorted((found[string] for string in order), key=lambda each: each.over)[:MOST]


def _beside(held: Held, asked: Typed) -> Iterator[Offer]:
    """Ids of the provider that stands around, as they are written beside its name."""
    if asked.provider is None or asked.provider not in held.world.providers:
        return
    for model in held.lookup.models(asked.provider):
        if model.startswith(asked.begun):
            yield _offer(held, model, asked.provider, model)


def _begun(held: Held, asked: Typed, surfaces: Surfaces) -> Iterator[Offer]:
    for string, about in islice(surfaces.offers(asked.begun), MOST):
        if string.endswith("/"):
            yield Offer(string, about, None, False, False)
            continue
        provider, model = _read(held, surfaces.route(string))
        offer = _offer(held, string, provider, model)
        yield offer if offer.model else offer._replace(about=about)


def _read(held: Held, routed: Routed) -> tuple[str | None, str]:
    """Our provider and its id of a string that LiteLLM would be given."""
    prefix, _, model = routed.litellm_model.partition("/")
    return held.lookup.provider_called(prefix), model


def _searched(held: Held, asked: Typed) -> Iterable[Offer]:
    """What a search for the typed words finds; of the provider around, without its prefix."""
    for hit in search(held.world, f"{asked.provider or ''} {asked.begun}", SEARCHED):
        entry = hit.entry
        string = entry.model if entry.provider == asked.provider else entry.id
        yield _offer(held, string, entry.provider, entry.model)._replace(searched=True)


def _offer(held: Held, string: str, provider: str | None, model: str) -> Offer:
    found = held.lookup.model(provider, model) if provider else None
    status = standing(held.lookup, provider, model, held.today).status if provider else FINE
    over = status not in (FINE, UNHEARD)
    words = about(found) if found else "in no list now" if status == DROPPED else ""
    return Offer(string, words, found, over, False)


def about(model: Model) -> str:
    """Its context window and price, and whether it goes."""
    size = tokens(model.context_window)
    words = ("" if size == UNKNOWN else size, price(model.price), lifecycle(model.lifecycle))
    return visible(", ".join(filter(None, words)))
