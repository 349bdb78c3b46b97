"""An answer in any case, and in time: for programs that must neither fail nor wait for us.

Who asks waits for a thread, a daemon, so that neither a provider nor a store that hangs delays
anybody longer than agreed.
"""

import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from threading import Thread
from typing import NamedTuple

from whichmodel.discovery.api import list_models
from whichmodel.discovery.errors import WhichModelError
from whichmodel.discovery.model import Catalogue, ProviderStatus

SECONDS = 3.0
ASKING, WAITING = 0.75, 0.9
"""Shares of the time after which providers, and all else, are no longer waited for; the rest is
for reading what is bundled."""

DAY = 86_400.0
FOREVER = float("inf")
ALONE = {"WHICHMODEL_CONFIG": os.devnull, "WHICHMODEL_CACHE_DIR": os.devnull}
"""An environment in which nothing is set and nothing remembered: what is bundled is left."""


class Question(NamedTuple):
    """Whose models are wanted, and which; `kind` as in `list_models`.

    What the providers said less than `oldest` seconds ago will do: 0 asks them in any case, FOREVER
    nobody. `ask` is how they are asked, given the seconds there are; `prepared` is the question
    once more, where what it takes to put it has to be read first.
    """

    providers: tuple[str, ...]
    environ: Mapping[str, str]
    kind: str | None = None
    tools: bool = False
    oldest: float = DAY
    seconds: float = SECONDS
    ask: "Callable[[Question, float], Catalogue] | None" = None
    prepared: "Callable[[Question], Question] | None" = None


def answer(question: Question) -> Catalogue:
    """What was asked for, else the best there is, and in its statuses why; never an error."""
    known: list[Catalogue] = []
    try:
        return _begun(question, known).result(question.seconds * WAITING)
    except Exception as problem:  # noqa: BLE001 - whatever it is, our caller goes on
        return _otherwise(question, known, problem)


async def answer_soon(question: Question) -> Catalogue:
    """The same for asyncio: the loop runs on."""
    import asyncio

    known: list[Catalogue] = []
    try:
        begun = asyncio.wrap_future(_begun(question, known))
        return await asyncio.wait_for(begun, question.seconds * WAITING)
    except Exception as problem:  # noqa: BLE001
        return _otherwise(question, known, problem)


def _begun(question: Question, known: list[Catalogue]) -> "Future[Catalogue]":
    """A thread that answers; what it knows before it asks anybody goes to `known`."""
    future: Future[Catalogue] = Future()
    future.set_running_or_notify_cancel()  # nobody cancels it: it ends by itself

    def work() -> None:
        try:
            future.set_result(_found(question, known))
        except Exception as problem:  # noqa: BLE001
            future.set_exception(problem)

    Thread(target=work, daemon=True).start()
    return future


def _found(question: Question, known: list[Catalogue]) -> Catalogue:
    end = time.monotonic() + question.seconds * ASKING
    question = question.prepared(question) if question.prepared else question
    before = list_models(
        question.providers, kind=question.kind, tools=question.tools, environ=question.environ
    )
    known.append(before)
    if not any(_is_due(question, status) for status in before.providers):
        return before
    return (question.ask or live)(question, max(0.0, round(end - time.monotonic(), 1)))


def _is_due(question: Question, status: ProviderStatus) -> bool:
    """Whether it is time to ask a provider, and there is a way to."""
    if question.oldest == FOREVER or status.status == "no_key":
        return False
    if status.listing == "catalogue" and question.ask is None:
        return False
    age = status.age_seconds
    return status.source != "cached" or age is None or age >= question.oldest


def live(question: Question, seconds: float) -> Catalogue:
    """What the providers say now, else the last they said."""
    return list_models(
        question.providers, kind=question.kind, tools=question.tools, live=True, timeout=seconds,
        environ=question.environ,
    )  # fmt: skip


def _otherwise(question: Question, known: list[Catalogue], problem: Exception) -> Catalogue:
    """What was known before, or is bundled, and what went wrong."""
    before = known[-1] if known else _bundled(question)
    status, detail = "not_asked", _words(problem)
    if isinstance(problem, TimeoutError):
        status, detail = "timeout", f"no answer within {question.seconds:g} s"
    told = (each._replace(status=status, detail=detail) for each in before.providers)
    return before._replace(providers=tuple(told))


def _words(problem: Exception) -> str:
    """Our errors are made to be read; what others put into theirs is not known."""
    return str(problem) if isinstance(problem, WhichModelError) else type(problem).__name__


def _bundled(question: Question) -> Catalogue:
    try:
        return list_models(
            question.providers, kind=question.kind, tools=question.tools, environ=ALONE
        )
    except Exception:  # noqa: BLE001 - without a catalogue nothing is left
        return nothing(question.providers, "not_asked", "")


def nothing(names: tuple[str, ...], status: str, detail: str) -> Catalogue:
    """No models, and why: for each name a status that says so."""
    told = tuple(
        ProviderStatus(
            name, name, "catalogue", "none", status, detail, None, None, 0, (), False, 0,
        )
        for name in names
    )  # fmt: skip
    return Catalogue(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), told, ())
