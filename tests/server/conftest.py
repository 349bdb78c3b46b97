from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from homes import Home
from server.started import Served, serving


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture(scope="session")
def served(tmp_path_factory: Any) -> Iterator[Served]:
    """One server on the bundled snapshot, for all who only read."""
    with serving(Home(tmp_path_factory.mktemp("served"))) as running:
        yield running
