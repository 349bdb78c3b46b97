from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from homes import Home
from servers.liar import Liar, Script, lying


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose environment is that of this process too."""
    found = Home(tmp_path)
    for name, value in found.environ.items():
        monkeypatch.setenv(name, value)
    return found


@pytest.fixture
def serve() -> Iterator[Callable[[Script], Liar]]:
    """Start servers that end with the test and have one script for `/v1/models`."""
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(lying({"/v1/models": script}))
