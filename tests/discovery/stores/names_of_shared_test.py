"""The index of names over a shared store: kept on each machine, and made anew for newer lists."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from homes import Home
from servers import liar
from servers.liar import Liar, lying

from whichmodel.discovery import finding
from whichmodel.discovery.matching.index import Memory
from whichmodel.discovery.stores.names import Filed

pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")

from servers.postgres import PASSWORD, Cluster

pytestmark = pytest.mark.postgres


@pytest.fixture
def groq() -> Iterator[Liar]:
    lists = liar.by_turns(liar.listed("acme/first-model"), liar.listed("acme/second-model"))
    with lying({"/v1/models": lists}) as server:
        yield server


@pytest.fixture
def homes(tmp_path: Path, server: Cluster, groq: Liar) -> tuple[Home, Home]:
    """Two machines with one store."""
    url = server.fresh()
    made = []
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        home = Home(tmp_path / name)
        home.environ["WHICHMODEL_STORE"] = url
        home.at(groq=f"{groq.origin}/v1")
        made.append(home)
    return made[0], made[1]


def found(home: Home, string: str) -> list[str]:
    return [each.model for each in finding.suggest(home.world(hours=48), string, "groq")[:1]]


def kinds(home: Home) -> list[type]:
    indexes = [finding.index(home.world()) for _ in range(2)]
    for each in indexes:
        each.close()
    return [type(each) for each in indexes]


def test_an_index_is_kept_until_anybody_puts_a_newer_list(homes: tuple[Home, Home]) -> None:
    here, there = homes
    here.ask("groq")
    assert kinds(there) == [Memory, Filed]
    assert found(there, "acme/frst-model") == ["acme/first-model"]
    here.ask("groq", hours=48)
    assert found(there, "acme/secnd-model") == ["acme/second-model"]
    assert kinds(there) == [Filed, Filed]
    assert PASSWORD.encode() not in there.files()


def test_an_index_that_lacks_lists_is_not_kept(
    homes: tuple[Home, Home], server: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = homes
    here.ask("groq")
    known = there.world()
    assert known.store
    monkeypatch.setattr("whichmodel.discovery.stores.postgres.RECONNECT_SECONDS", 0.2)
    get = known.store.get

    def and_gone(place: object) -> object:
        server.stop("immediate")
        return get(place)  # type: ignore[arg-type]

    monkeypatch.setattr(known.store, "get", and_gone)
    with closing(known.store):
        try:
            finding.index(known).close()
        finally:
            server.start()
    assert known.broken
    assert kinds(there) == [Memory, Filed]
