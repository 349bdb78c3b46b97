from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from ssl import SSLContext

import pytest
from homes import Home
from servers.liar import Liar, Script, lying

Lie = Callable[..., Liar]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def lie() -> Iterator[Lie]:
    """Start servers that end with the test: `lie({"/v1/models": script})`, or `lie(script)`."""
    with ExitStack() as stack:

        def start(scripts: Script | dict[str, Script], tls: SSLContext | None = None) -> Liar:
            paths = scripts if isinstance(scripts, dict) else {"/v1/models": scripts}
            return stack.enter_context(lying(paths, tls))

        yield start
