"""What can be picked: the models of a catalogue, with what the list has to know of each."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from whichmodel.discovery.model import Catalogue, Model, ProviderStatus
from whichmodel.formats.columns import by_provider, counts
from whichmodel.formats.words import price

MODEL, SNAPSHOT, RECENT, HELD, TYPED, HEADING = (
    "model", "snapshot", "recent", "held", "typed", "heading",
)  # fmt: skip


class Row(NamedTuple):
    """A line of the list: what it is, the string it stands for, and the model if it is known.

    A heading stands for a provider and cannot be chosen; a row that is held was highlighted when
    the newest list came without it. `folded` is the number of dated snapshots beneath a model.
    """

    kind: str
    name: str
    model: Model | None = None
    folded: int = 0


class Items(NamedTuple):
    """The models by number, grouped by provider, and what does not change while people type.

    `alias` holds for each model the number of the undated name that it is a snapshot of, or -1;
    `able` holds for each filter which models pass it, `shown` for each provider with models how
    many are in its list and how many beside it.
    """

    rows: tuple[Row, ...]
    snapshots: tuple[Row, ...]
    alias: tuple[int, ...]
    able: dict[str, Sequence[bool]]
    providers: dict[str, ProviderStatus]
    shown: dict[str, tuple[int, int]]
    recent: tuple[Row, ...]


def is_mine(status: ProviderStatus | None) -> bool:
    """Whether the person can use the provider: a key is set, or a server of theirs has answered."""
    if status is None:
        return False
    own = status.listing == "local" and status.source in ("live", "cached")
    return status.key_found or own


FILTERS: dict[str, Callable[[Model, ProviderStatus | None], bool]] = {
    "tools": lambda model, _: model.tools is True,
    "vision": lambda model, _: model.vision is True,
    "free": lambda model, _: price(model.price) == "free",
    "mine": lambda _, status: is_mine(status),
}
"""What can be switched on and off, and which models pass; the unknown does not."""


def collected(catalogue: Catalogue, recent: Iterable[str] = ()) -> Items:
    """The models of a catalogue, and those chosen before, the last one first."""
    providers = {status.id: status for status in catalogue.providers}
    models = sorted(catalogue.models, key=_places(catalogue))
    by_id = {model.id: model for model in models}
    return Items(
        tuple(Row(MODEL, model.id, model) for model in models),
        tuple(Row(SNAPSHOT, model.id, model) for model in models),
        aliases([model.id for model in models]),
        {
            name: [passes(model, providers.get(model.provider)) for model in models]
            for name, passes in FILTERS.items()
        },
        providers,
        {status.id: counts(status, own) for status, own in by_provider(catalogue) if own},
        tuple(Row(RECENT, name, by_id.get(name)) for name in recent),
    )


def _places(catalogue: Catalogue) -> Callable[[Model], tuple[bool, int]]:
    """Providers that the person can use first, else as they come."""
    place = {
        status.id: (not is_mine(status), number)
        for number, status in enumerate(catalogue.providers)
    }
    return lambda model: place.get(model.provider, (True, len(place)))


_DATED = re.compile(
    r"(.+?)[-@](?:20[12]\d-?(?:0[1-9]|1[0-2])-?[0-3]\d|(?:0[1-9]|1[0-2])-20[12]\d"
    r"|2[3-9](?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])[0-3]\d)"
)
"""A name that ends in a day or a month, in one of the spellings of dates that ids have."""


def aliases(ids: Sequence[str]) -> tuple[int, ...]:
    """For each id the number of the undated one that it is a snapshot of, or -1."""
    numbers = {name: number for number, name in enumerate(ids)}
    return tuple(_alias(name, numbers) for name in ids)


def _alias(name: str, numbers: dict[str, int]) -> int:
    dated = _DATED.fullmatch(name) if name[-1:].isdigit() else None
    if dated is None:
        return -1
    # An undated name that looks dated itself is no alias: one level is enough.
    spellings = (dated[1], f"{dated[1]}-latest")
    return next((numbers[each] for each in spellings if _is_alias(each, numbers)), -1)


def _is_alias(name: str, numbers: dict[str, int]) -> bool:
    return name in numbers and not _DATED.fullmatch(name)
