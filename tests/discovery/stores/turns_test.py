"""A refresh among others: whose turn it is, what becomes of it, and what if the database goes."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from homes import PATIENCE, Home, models
from servers import liar
from servers.liar import Exchange, Liar, lying
from stores import store_at

from whichmodel.discovery.discover import refresh
from whichmodel.discovery.model import Listing, ProviderStatus
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.stores import Place, Store
from whichmodel.discovery.world import place

pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")

from servers.postgres import Cluster

pytestmark = pytest.mark.postgres


@pytest.fixture
def groq() -> Iterator[Liar]:
    with lying({"/v1/models": liar.listed("a", "b")}) as server:
        yield server


@pytest.fixture
def home(tmp_path: Any, server: Cluster, groq: Liar) -> Home:
    home = Home(tmp_path)
    home.environ["WHICHMODEL_STORE"] = server.fresh()
    home.at(groq=f"{groq.origin}/v1")
    return home


@pytest.fixture
def other(home: Home) -> Iterator[Store]:
    """The same store, as somebody else has it open."""
    with closing(store_at(home.environ["WHICHMODEL_STORE"])) as store:
        yield store


@pytest.fixture
def spot(home: Home, other: Store) -> Place:
    return place(other, home.world().providers["groq"], home.environ)


def refreshed(
    home: Home, heard: Callable[..., None] = lambda *_: None, timeout: float = PATIENCE
) -> tuple[dict[str, Listing], list[str]]:
    known = home.world(create=True)
    assert known.store
    with closing(known.store):
        found = refresh(known, chosen(known.providers, ["groq"]), timeout, heard)
    return found, known.warnings


def test_an_answer_is_there_for_others_before_anybody_hears_of_it(
    home: Home, other: Store, spot: Place
) -> None:
    def heard(status: ProviderStatus, _before: Listing | None, now: Listing) -> None:
        assert (status.source, other.get(spot)) == ("live", now)

    found, warnings = refreshed(home, heard)
    assert (len(found["groq"].records), warnings) == (2, [])


def test_who_waits_in_vain_says_so_and_remembers_nothing(
    home: Home, groq: Liar, other: Store, spot: Place
) -> None:
    other.turns([spot])
    told = home.ask("groq", timeout=0.3)["groq"]
    assert told.status == "timeout" and told.detail
    assert told.detail.startswith("somebody else is asking")
    assert groq.requests == [] and other.get(spot) is None


def test_a_turn_that_others_leave_without_an_answer_is_taken(
    home: Home, groq: Liar, other: Store, spot: Place
) -> None:
    other.turns([spot])
    other.close()
    assert home.ask("groq")["groq"].status == "ok"
    assert len(groq.requests) == 1


def test_a_refresh_that_is_broken_off_leaves_its_turns(
    home: Home, other: Store, spot: Place
) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    known = home.world(create=True)
    assert known.store
    with closing(known.store), pytest.raises(KeyboardInterrupt):
        refresh(known, chosen(known.providers, ["groq"]), PATIENCE, stop)
        pytest.fail("it went on")
    assert other.get(spot)
    assert other.turns([spot]) == {spot: True}


def test_an_answer_outlasts_a_database_that_is_away_when_it_comes(
    home: Home, groq: Liar, server: Cluster, other: Store, spot: Place
) -> None:
    listed = liar.listed("a", "b", "c")

    def while_away(exchange: Exchange) -> None:
        server.restart("immediate")
        listed(exchange)

    groq.scripts["/v1/models"] = while_away
    found, warnings = refreshed(home)
    assert (len(found["groq"].records), warnings) == (3, [])
    assert other.get(spot) == found["groq"]


def test_without_the_database_providers_are_asked_all_the_same(
    home: Home, groq: Liar, server: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whichmodel.discovery.stores.postgres.RECONNECT_SECONDS", 0.2)
    listed = liar.listed("a", "b")

    def and_away(exchange: Exchange) -> None:
        server.stop("immediate")
        listed(exchange)

    groq.scripts["/v1/models"] = and_away
    try:
        found, warnings = refreshed(home)
    finally:
        server.start()
    assert len(found["groq"].records) == 2
    (warning,) = warnings
    assert "PostgreSQL" in warning


def test_what_others_were_told_is_read_by_all(home: Home, tmp_path: Any) -> None:
    home.ask("groq")
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Home(tmp_path / "elsewhere")
    elsewhere.configure(groq={"base_url": home.world().providers["groq"].base_url})
    elsewhere.environ |= {name: home.environ[name] for name in ("WHICHMODEL_STORE", "GROQ_API_KEY")}
    catalogue = elsewhere.recall("groq")
    assert models(catalogue) == ["a", "b"]
    assert catalogue.providers[0].source == "cached"
