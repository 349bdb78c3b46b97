import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from commands import Ran, Run
from homes import Home
from servers.liar import Liar, Script, lying

from whichmodel.cli.main import main

Serve = Callable[[Script], Liar]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def run(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """`run("list", "groq")` is `whichmodel list groq` in this process, by who lives in `home`."""

    def command(*arguments: str) -> Ran:
        for name, value in home.environ.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        code = main(arguments)
        return Ran(code, *capsys.readouterr())

    yield command
    # A command is the last thing that its process does, and leaves the rubbish lying.
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers that end with the test and have one script for `/v1/models`."""
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(lying({"/v1/models": script}))
