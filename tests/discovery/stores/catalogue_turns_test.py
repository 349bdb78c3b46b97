"""Published catalogues on a shared store: one of all fetches each, and the rest have it too."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from homes import PATIENCE, Home
from servers import liar
from servers.liar import Exchange, Liar, lying
from stores import store_at

from whichmodel.discovery.fetching import Outcome, begin, fetchable, finished
from whichmodel.discovery.stores import Store
from whichmodel.discovery.stores.current import note_of, place_of

pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")

from servers.postgres import Cluster

pytestmark = pytest.mark.postgres
PATH = "/litellm.json"
NOTE = note_of("litellm")
SEVERAL = 5
MODELS = 20_000
"""More than the bundled catalogue has, so that it is believed."""


def catalogue() -> dict[str, Any]:
    entry = {"litellm_provider": "groq", "mode": "chat"}
    return {f"groq/m-{number}": entry for number in range(MODELS)}


@pytest.fixture
def publisher() -> Iterator[Liar]:
    with lying({PATH: liar.answer(catalogue())}) as server:
        yield server


@pytest.fixture
def home(tmp_path: Path, server: Cluster, publisher: Liar) -> Home:
    home = Home(tmp_path)
    home.environ["WHICHMODEL_STORE"] = server.fresh()
    home.catalogues = {"litellm": publisher.origin + PATH}
    home.configure()
    return home


@pytest.fixture
def other(home: Home) -> Iterator[Store]:
    """The same store, as somebody else has it open."""
    with closing(store_at(home.environ["WHICHMODEL_STORE"])) as store:
        yield store


def fetched(
    home: Home, timeout: float = PATIENCE, begun: Callable[[], None] = lambda: None
) -> tuple[Outcome, list[str]]:
    known = home.world(create=True)
    assert known.store
    with closing(known.store):
        fetching = begin(known, fetchable(known), timeout)
        begun()
        (outcome,) = finished(known, fetching)
    return outcome, known.warnings


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def test_of_many_who_fetch_one_does_and_all_have_it(
    home: Home, publisher: Liar, other: Store
) -> None:
    answering = Event()
    begun: list[None] = []
    told = publisher.scripts[PATH]

    def when_all_are_there(exchange: Exchange) -> None:
        assert answering.wait(PATIENCE)
        told(exchange)

    publisher.scripts[PATH] = when_all_are_there
    with ThreadPoolExecutor(SEVERAL) as threads:
        going = [
            threads.submit(fetched, home, begun=lambda: begun.append(None)) for _ in range(SEVERAL)
        ]
        until(lambda: len(begun) == SEVERAL)
        answering.set()
        outcomes = {each.result()[0] for each in going}
        assert all(each.result()[1] == [] for each in going)
    assert outcomes == {Outcome("litellm", "ok", None, MODELS, "2026-11-22T08:00:00Z")}
    assert len(publisher.requests) == 1
    listing = other.get(place_of("litellm", "groq"))
    assert listing and len(listing.records) == MODELS


def test_who_waits_in_vain_says_so_and_remembers_nothing(
    home: Home, publisher: Liar, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whichmodel.discovery.fetching.PATIENCE", 0.2)
    other.turns([NOTE])
    outcome, warnings = fetched(home, timeout=0.2)
    assert (outcome.status, outcome.fetched_at, warnings) == ("timeout", None, [])
    assert outcome.detail and outcome.detail.startswith("somebody else is fetching it")
    assert publisher.requests == []
    assert other.get(NOTE) is None


def test_who_comes_a_little_late_takes_what_others_put(home: Home, other: Store) -> None:
    """Others wait for slow providers, as we did: what they fetched is put when they are through."""
    theirs = home.world(create=True)
    assert theirs.store
    with closing(theirs.store):
        held = begin(theirs, fetchable(theirs), PATIENCE)

        def both_are_late() -> None:
            outcomes = list(finished(theirs, held))
            assert [outcome.status for outcome in outcomes] == ["ok"]

        outcome, _ = fetched(home, timeout=0.0, begun=both_are_late)
    assert (outcome.status, outcome.models) == ("ok", MODELS)


def test_a_turn_that_others_leave_without_an_answer_is_taken(
    home: Home, publisher: Liar, other: Store
) -> None:
    other.turns([NOTE])
    other.close()
    outcome, _ = fetched(home)
    assert (outcome.status, len(publisher.requests)) == ("ok", 1)


def test_turns_are_left_when_all_is_done(home: Home, other: Store) -> None:
    fetched(home)
    other.get(NOTE)
    assert other.turns([NOTE]) == {NOTE: True}
