"""Which models somebody wants to see, and in which order."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from whichmodel.discovery.model import LIFECYCLES, OVER, Catalogue, Model

SORTS = ("created", "price", "context", "name")
STATUS = ("all", *LIFECYCLES)

NAMING = frozenset(("notices", "model-retire", "curated", "name rule", "genai-prices"))
"""Sources that name what is gone, too: notices, names, and a price list that keeps old prices."""

Number = TypeVar("Number", int, float)
SCALES = {"k": 1_000, "m": 1_000_000}

_PARTS = re.compile(r"(\d+(?:\.\d+)?)|([^\d]+)")


class Query(NamedTuple):
    """What a model has to have; None and empty ask for nothing.

    `kind` None means chat-capable: what is known to be something else is left out, what nobody
    has classified stays. An empty `status` leaves out what is retired, unlisted or only named (by
    notices, or by a price list that keeps old prices), unless the provider's own list has it now.
    `max_price` is dollars per million input tokens.
    """

    kind: str | None = None
    capabilities: tuple[str, ...] = ()
    min_context: int | None = None
    max_price: float | None = None
    status: tuple[str, ...] = ()
    sort: str = "created"
    newest: int | None = None


def matches(model: Model, query: Query) -> bool:
    """Whether a model has all that was asked for; what is unknown does not match a wish."""
    return (
        _kind_matches(model.kind, query.kind)
        and all(getattr(model, name) is True for name in query.capabilities)
        and (query.min_context is None or _takes(model) >= query.min_context)
        and (query.max_price is None or _input_price(model) <= query.max_price)
        and _status_matches(model, query.status)
    )


def _status_matches(model: Model, wanted: tuple[str, ...]) -> bool:
    if wanted:
        return "all" in wanted or model.lifecycle.status in wanted
    return _is_listed(model) or not (model.lifecycle.status in OVER or is_only_named(model))


def is_only_named(model: Model) -> bool:
    """Whether no list of what is offered has it: an old price, a notice or its name is left."""
    sources = {said.source for said in model.statements}
    return model.listed.source == "catalogue" and bool(sources) and sources <= NAMING


def _is_listed(model: Model) -> bool:
    """Whether the provider's own list has it now; one that has vanished was seen before."""
    listed = model.listed
    return listed.source != "catalogue" and (listed.last_seen or listed.at) == listed.at


def _takes(model: Model) -> int:
    """How much goes in: the window, or the longest input where only that is stated."""
    return model.context_window or model.max_input_tokens or 0


def _kind_matches(kind: str | None, wanted: str | None) -> bool:
    if wanted == "all":
        return True
    return kind == wanted if wanted else kind in (None, "chat")


def _input_price(model: Model) -> float:
    price = model.price.input if model.price else None
    return float("inf") if price is None else float(price)


def wished(catalogue: Catalogue, query: Query) -> Catalogue:
    """With the wished models of the providers whose status is there, provider by provider."""
    by_provider: dict[str, list[Model]] = {status.id: [] for status in catalogue.providers}
    for model in catalogue.models:
        if model.provider in by_provider:
            by_provider[model.provider].append(model)
    models = (model for each in by_provider.values() for model in selected(each, query))
    return catalogue._replace(models=tuple(models))


def selected(models: Iterable[Model], query: Query) -> list[Model]:
    """The matching models of one provider, or the `newest` of them, in the order asked for."""
    found = sorted((model for model in models if matches(model, query)), key=_latest_name)
    found = sorted(found, key=_newest_first(found))[: query.newest]
    order = _ORDERS.get(query.sort)
    return sorted(found, key=order) if order else found


def _by_id(model: Model) -> str:
    return model.id


def _latest_name(model: Model) -> tuple[tuple[bool, float, str], ...]:
    """Undated models by name with larger versions first: gpt-5.4, gpt-5, gpt-4o."""
    parts = _PARTS.findall(model.model.lower())
    return tuple((not digits, -float(digits or 0), words) for digits, words in parts)


def _newest_first(models: Iterable[Model]) -> Callable[[Model], tuple[bool, str]]:
    """What is over last; where nobody states a date, the one in the name or of its first listing.

    A model without any date comes after those that have one. That it was there when the provider
    was first asked tells nothing of its age.
    """
    start = min((_first_seen(model) for model in models if _own(model)), default="")

    def key(model: Model) -> tuple[bool, str]:
        since = _first_seen(model)
        known = "" if _own(model) and since == start else since[:10]
        date = model.created or date_in_name(model.model) or known
        inverted = "".join(chr(255 - ord(char)) for char in date)
        return (model.lifecycle.status in OVER, inverted or "\xff")

    return key


def _first_seen(model: Model) -> str:
    return model.listed.first_seen or ""


def _own(model: Model) -> bool:
    """Whether it was first seen by asking, which is known to the second; catalogues give days."""
    return len(_first_seen(model)) > len("2026-11-22")


def date_in_name(name: str) -> str | None:
    """The release date that many ids end with (2025-08-07, 20250929), as a date."""
    digits = "".join(char if char.isdigit() else " " for char in name.replace("-", ""))
    for run in digits.split():
        if len(run) == 8 and "2014" < run[:4] < "2100" and run[4:6] <= "12" and run[6:] <= "31":
            return f"{run[:4]}-{run[4:6]}-{run[6:]}"
    return None


def _largest_first(model: Model) -> int:
    return -(model.context_window or 0)


_ORDERS: dict[str, Callable[[Model], Any]] = {
    "price": _input_price,
    "context": _largest_first,
    "name": _by_id,
}


def tokens(words: str) -> int:
    """A number of tokens as people write it: 200000, 128k, 1m; ValueError for anything else."""
    number = words.strip().lower().replace("_", "").replace(",", "")
    return _not_below_zero(int(float(number.rstrip("km")) * SCALES.get(number[-1:], 1)))


def dollars(words: str) -> float:
    """Dollars per million tokens, with or without the sign; ValueError for anything else."""
    return _not_below_zero(float(words.strip().lstrip("$")))


def _not_below_zero(number: Number) -> Number:
    if not number >= 0:
        raise ValueError(number)
    return number
