"""Which models to write down when nobody names them: usable here, fitting, newest."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, zip_longest

from whichmodel.discovery.catalogue.query import Query, date_in_name, selected
from whichmodel.discovery.model import Model

USABLE = ("active", "unknown", "preview")
"""Lifecycles of what one can begin with."""


def by_need(
    models: Iterable[Model], wish: Query, ours: Collection[str], takes: Callable[[Model], bool]
) -> Iterator[Model]:
    """The fitting models, best first: those of `ours`, providers we can use, before all others.

    Providers take turns, the one with the newest model first, so that several models come from
    several providers.
    """
    fitting: dict[str, list[Model]] = {}
    for model in models:
        if takes(model):
            fitting.setdefault(model.provider, []).append(model)
    ranked = {provider: _ranked(found, wish) for provider, found in fitting.items()}
    for is_ours in (True, False):
        lists = [found for name, found in ranked.items() if found and (name in ours) is is_ours]
        lists.sort(key=lambda found: _date(found[0]), reverse=True)
        lists.sort(key=lambda found: _doubts(found[0]))
        turns = chain.from_iterable(zip_longest(*lists))
        yield from (model for model in turns if model is not None)


def _ranked(models: list[Model], wish: Query) -> list[Model]:
    return sorted(selected(models, wish._replace(status=USABLE)), key=_doubts)


def _doubts(model: Model) -> int:
    """Previews go without notice; what nobody has classified may be no chat model."""
    return (model.lifecycle.status == "preview") + 2 * (model.kind is None)


def _date(model: Model) -> str:
    return model.created or date_in_name(model.model) or ""
