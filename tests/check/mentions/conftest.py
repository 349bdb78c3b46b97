from collections.abc import Callable

import pytest

from whichmodel.check.known import Known, known_of
from whichmodel.check.mentions import Finder, Mention
from whichmodel.discovery.world import world

Find = Callable[..., list[Mention]]


@pytest.fixture(scope="session")
def known() -> Known:
    """What the bundled catalogue knows."""
    return known_of(world({}))


@pytest.fixture(scope="session")
def find(known: Known) -> Find:
    """`find("a.md", "text")` has the mentions in a file of this name."""
    finder = Finder(known)
    return lambda path, text: finder.find(text, path)
