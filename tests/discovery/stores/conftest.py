from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stores import store_at

from whichmodel.discovery.stores import Store

if TYPE_CHECKING:
    from servers.postgres import Cluster


@pytest.fixture(scope="session")
def server() -> Iterator["Cluster"]:
    """A PostgreSQL server for all tests that want one; without driver or server, a skip."""
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    from servers.postgres import NoServer, postgres

    try:
        with postgres() as cluster:
            yield cluster
    except NoServer as reason:
        pytest.skip(str(reason))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """A function that gives URLs of stores that are not there yet, on one kind of database."""
    if request.param == "postgres":
        cluster: Cluster = request.getfixturevalue("server")
        return cluster.fresh
    numbers = iter(range(10**6))
    return lambda: f"sqlite:///{tmp_path}/cache/{next(numbers)}.sqlite"


@pytest.fixture
def opened(address: Callable[[], str]) -> Iterator[Callable[..., Store]]:
    """A function that opens the same store again and again, or another one by name."""
    stores: list[Store] = []
    urls: dict[str, str] = {}

    def open_it(name: str = "listings") -> Store:
        if name not in urls:
            urls[name] = address()
        stores.append(store_at(urls[name]))
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()
