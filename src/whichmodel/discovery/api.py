"""For programs: the answers of the command line as Python values, and each for asyncio too.

Every call opens what is remembered, answers and lets go of it: nothing is kept between calls, and
any thread may call. A provider that fails is no exception: its status in the answer tells.
"""

import os
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from whichmodel.discovery import discover
from whichmodel.discovery.catalogue.query import SORTS, STATUS, Query, wished
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.discovery.model import (
    CAPABILITIES,
    KINDS,
    Catalogue,
    Listing,
    ProviderStatus,
)
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.world import World, world

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.matching.search import Hit
    from whichmodel.discovery.matching.suggest import Suggestion

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Names = str | Iterable[str] | None
Environ = Mapping[str, str] | None
Config = str | os.PathLike[str] | None


@contextmanager
def opened(environ: Environ, config: Config, create: bool = False) -> Iterator[World]:
    """The world as the environment describes it, by default that of the process.

    What cannot be used (a damaged store) is told to the logger `whichmodel`.
    """
    setting = {"WHICHMODEL_CONFIG": os.fspath(config)} if config is not None else {}
    known = world({**(os.environ if environ is None else environ), **setting}, create=create)
    try:
        yield known
    finally:
        known.bundle.close()
        if known.store:
            known.store.close()
        _tell(known.warnings)


def _tell(warnings: list[str]) -> None:
    if warnings:
        from logging import getLogger

        for warning in warnings:
            getLogger("whichmodel").warning(warning)


def _listed(names: Names) -> list[str]:
    return [names] if isinstance(names, str) else list(names or ())


def list_models(
    providers: Names = None,
    *,
    kind: str | None = None,
    tools: bool = False,
    vision: bool = False,
    reasoning: bool = False,
    structured_output: bool = False,
    min_context: int | None = None,
    max_price: float | None = None,
    status: Names = None,
    sort: str = "created",
    newest: int | None = None,
    live: bool = False,
    timeout: float = 10.0,
    environ: Environ = None,
    config: Config = None,
) -> Catalogue:
    """The models of all or some providers, as `whichmodel list` gives them.

    `kind` None is chat; `max_price` is dollars per million input tokens; a wish keeps what is known
    to fulfil it. `live` asks the providers first, `timeout` seconds in all. Raises UsageError for a
    provider, kind, status or order that nobody knows.
    """
    _refuse_unknown("kind", _listed(kind), ("all", *KINDS))
    _refuse_unknown("status", _listed(status), STATUS)
    _refuse_unknown("sort", [sort], SORTS)
    asked_for = (tools, vision, reasoning, structured_output)
    wish = Query(
        kind,
        tuple(name for name, wanted in zip(CAPABILITIES, asked_for, strict=True) if wanted),
        min_context,
        max_price,
        tuple(_listed(status)),
        sort,
        newest,
    )
    with opened(environ, config, create=live) as known:
        rows = chosen(known.providers, _listed(providers))
        asked = _asked(known, _listed(providers), timeout) if live else {}
        return wished(discover.recall(known, rows, asked), wish)


def _refuse_unknown(name: str, values: list[str], known: Iterable[str]) -> None:
    for value in values:
        if value not in known:
            raise UsageError(f"{name}={value!r} is none of {', '.join(known)}")


def _asked(known: World, names: list[str], timeout: float) -> dict[str, Listing]:
    """What those who can be asked say now; nobody is asked where the network is switched off."""
    if known.settings.offline:
        return {}
    wanted = discover.wanted(known, chosen(known.providers, names), bool(names))
    return discover.refresh(known, wanted, timeout, lambda *_: None)


def list_providers(
    providers: Names = None, *, environ: Environ = None, config: Config = None
) -> tuple[ProviderStatus, ...]:
    """How each provider is listed, whether its key was found, how many models are known."""
    with opened(environ, config) as known:
        return discover.statuses(known, chosen(known.providers, _listed(providers))).providers


def refresh(
    providers: Names = None,
    *,
    catalogues: bool | None = None,
    timeout: float = 10.0,
    environ: Environ = None,
    config: Config = None,
) -> tuple[ProviderStatus, ...]:
    """Ask providers for their models now, and remember what they say; how that went.

    Without names: all that can be asked, and the published catalogues. Raises Unavailable where the
    network is switched off.
    """
    names = _listed(providers)
    with opened(environ, config, create=True) as known:
        if known.settings.offline:
            raise Unavailable("WHICHMODEL_OFFLINE is set: nobody was asked")
        rows = chosen(known.providers, names)
        with _catalogues(known, timeout, not names if catalogues is None else catalogues):
            asked = _asked(known, names, timeout)
        return discover.statuses(known, rows, asked).providers


@contextmanager
def _catalogues(known: World, timeout: float, wanted: bool) -> Iterator[None]:
    """Fetch published catalogues while something else is done."""
    if not wanted:
        yield
        return
    from whichmodel.discovery.fetching import begin, fetchable, finished

    begun = begin(known, fetchable(known), timeout)
    yield
    for outcome in finished(known, begun):
        if outcome.status != "ok":
            known.warnings.append(f"{outcome.name}: {outcome.status}: {outcome.detail or ''}")


def show(string: str, *, environ: Environ = None, config: Config = None) -> Catalogue:
    """All models that a string names exactly, with or without a prefix; none is an answer too.

    `statements` of a model hold what each source says of it.
    """
    with opened(environ, config) as known:
        everything = discover.recall(known, known.providers.values())
        models = discover.named(known, everything.models, string)
        offering = {model.provider for model in models}
        statuses = tuple(status for status in everything.providers if status.id in offering)
        return everything._replace(providers=statuses, models=models)


def search(
    words: str, *, limit: int | None = 20, environ: Environ = None, config: Config = None
) -> "list[Hit]":
    """Models by ids, names, families and abilities, the best first, each with why it is there.

    Filters may stand among the words: `>128k`, `<$1`, `tools`, `free`, `provider:groq`.
    """
    from whichmodel.discovery import finding

    with opened(environ, config) as known:
        return finding.search(known, words, limit)


def suggest(
    string: str,
    *,
    provider: str | None = None,
    limit: int = 5,
    environ: Environ = None,
    config: Config = None,
) -> "list[Suggestion]":
    """What was probably meant by a string that failed, the best first; nothing if nothing is close.

    An unknown name may be right all the same: never refuse it for what this says.
    """
    from whichmodel.discovery import finding

    with opened(environ, config) as known:
        return finding.suggest(known, string, provider, limit)


def _threaded(work: Callable[Given, Answer]) -> Callable[Given, Coroutine[Any, Any, Answer]]:
    """The same for asyncio: in a thread, so that the loop runs on."""

    @wraps(work)
    async def driven(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        from asyncio import to_thread

        return await to_thread(work, *args, **kwargs)

    driven.__name__ = driven.__qualname__ = f"a{work.__name__}"
    return driven


alist_models = _threaded(list_models)
alist_providers = _threaded(list_providers)
arefresh = _threaded(refresh)
ashow = _threaded(show)
asearch = _threaded(search)
asuggest = _threaded(suggest)
