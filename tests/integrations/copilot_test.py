"""GitHub Copilot's models, as its SDK gives them: read, remembered, and in time."""

import asyncio
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from homes import Home
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.integrations import massgen
from whichmodel.integrations.copilot import read

ROWS = [
    {"id": "acme-thinker", "name": "Acme Thinker", "supported_reasoning_efforts": ["low", "max"],
     "default_reasoning_effort": "low"},
    SimpleNamespace(id=" acme-plain ", name=None),
    {"id": "acme-plain", "name": "again"},
]  # fmt: skip
BRIEF = 1.5


class Client:
    """The SDK's client, that gives, raises or waits, and tells what was called."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.called: list[str] = []

    async def start(self) -> None:
        self.called.append("start")

    async def list_models(self) -> Any:
        self.called.append("list_models")
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.answer is Ellipsis:
            await asyncio.Event().wait()
        return self.answer

    async def stop(self) -> None:
        self.called.append("stop")
        raise RuntimeError("not running")


@pytest.fixture
def sdk(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], Client]:
    def installed(answer: Any) -> Client:
        client = Client(answer)
        module = SimpleNamespace(CopilotClient=lambda: client)
        monkeypatch.setitem(sys.modules, "copilot", module)
        return client

    return installed


@pytest.mark.usefixtures("home")
def test_what_the_sdk_gives_is_listed_and_remembered_with_how_hard_it_may_think(sdk: Any) -> None:
    client = sdk(ROWS)
    expected = [
        {"id": "acme-plain", "name": "acme-plain", "supported_reasoning_efforts": [],
         "default_reasoning_effort": None},
        {"id": "acme-thinker", "name": "Acme Thinker",
         "supported_reasoning_efforts": ["low", "max"], "default_reasoning_effort": "low"},
    ]  # fmt: skip
    for _ in range(2):
        told = massgen.get_model_metadata_for_provider_sync("copilot")
        assert sorted(told, key=lambda model: str(model["id"])) == expected
    assert client.called == ["start", "list_models", "stop"]
    assert massgen.status_for_provider("copilot").source == "cached"
    massgen.get_models_for_provider_sync("copilot", use_cache=False)
    assert len(client.called) == 6


@pytest.mark.usefixtures("home")
def test_in_a_running_loop_it_is_asked_as_well(sdk: Any) -> None:
    sdk(ROWS)

    async def program() -> list[str]:
        return await massgen.get_models_for_provider("copilot")

    assert sorted(asyncio.run(program())) == ["acme-plain", "acme-thinker"]


@pytest.mark.usefixtures("home")
def test_without_the_sdk_the_catalogue_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "copilot", None)
    found = massgen.catalogue_for_provider("copilot", use_cache=False)
    assert found.models
    assert (found.providers[0].source, found.providers[0].status) == ("catalogue", "unsupported")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("answer", "status"), [(Exception("no login"), "unreachable"), (Ellipsis, "timeout"),
                           ([{"id": None}], "malformed"), (None, "partial")],
)  # fmt: skip
def test_where_the_sdk_fails_the_last_good_list_stays(sdk: Any, answer: Any, status: str) -> None:
    sdk(ROWS)
    good = massgen.get_models_for_provider_sync("copilot")
    client = sdk(answer)
    found = massgen.catalogue_for_provider("copilot", use_cache=False, seconds=BRIEF)
    assert [model.model for model in found.models] == good
    assert (found.providers[0].source, found.providers[0].status) == ("cached", status)
    assert client.called[-1] == "stop"


def test_where_the_network_is_switched_off_the_sdk_is_not_started(
    home: Home, sdk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.configure()
    client = sdk(ROWS)
    monkeypatch.setenv("WHICHMODEL_OFFLINE", "1")
    assert massgen.get_models_for_provider_sync("copilot")
    assert client.called == []


def test_a_store_that_cannot_be_written_hides_nothing(home: Home, sdk: Any) -> None:
    home.cache.write_text("")
    sdk(ROWS)
    assert len(massgen.get_models_for_provider_sync("copilot")) == 2


VALUES = st.one_of(st.none(), st.text(max_size=5), st.integers(), st.lists(st.text(max_size=3)))
FIELDS = ("id", "name", "supported_reasoning_efforts", "default_reasoning_effort")
ODD = st.one_of(VALUES, st.dictionaries(st.sampled_from(FIELDS), VALUES))


@given(st.lists(ODD, max_size=8))
def test_whatever_the_rows_are_each_is_read_or_counted(rows: list[Any]) -> None:
    records, skipped = read(rows)
    models = [record["model"] for record in records]
    assert len(set(models)) == len(models) <= len(rows) - skipped
    assert all(model and model == model.strip() for model in models)
