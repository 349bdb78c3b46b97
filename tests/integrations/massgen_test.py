"""MassGen's functions: what they give, from where, and that nothing makes them raise or wait."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from homes import Home, key_for
from hypothesis import given
from hypothesis import strategies as st
from servers import liar, providers

from whichmodel.configs.massgen import BACKENDS
from whichmodel.discovery import discover
from whichmodel.discovery.model import SOURCES, STATUSES, Catalogue
from whichmodel.discovery.world import world
from whichmodel.integrations import answering, massgen

LISTED = sorted(kind for kind, backend in BACKENDS.items() if backend.provider)
SERVERS = {"lmstudio": "1234", "vllm": "8000"}
BUNDLED = sorted(set(LISTED) - set(SERVERS))
BRIEF = 1.5
"""Seconds that a test gives who never answers."""

Ask = Callable[..., None]


@pytest.fixture
def asks(home: Home, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Tell a provider's address and key."""

    def told(provider: str, url: str, key: str | None = None) -> None:
        home.configure(**{provider: {"base_url": url}})
        for name in home.world().providers[provider].key_env[:1]:
            monkeypatch.setenv(name, key or key_for(provider))
            home.environ[name] = key or key_for(provider)

    return told


@pytest.fixture
def offline(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WHICHMODEL_OFFLINE", "1")
    return home


def ask_before(home: Home, provider: str, hours: float) -> None:
    """As if the provider had been asked so many hours ago."""
    known = world(home.environ, datetime.now(UTC) - timedelta(hours=hours), create=True)
    discover.refresh(known, [known.providers[provider]], 60, lambda *_: None)
    assert known.store
    known.store.close()
    known.bundle.close()


def names(catalogue: Catalogue) -> list[str]:
    return [model.model for model in catalogue.models]


# ── for every type ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("kind", BACKENDS)
def test_every_type_has_a_list_and_a_status_that_explains_it(kind: str) -> None:
    found = massgen.get_models_for_provider_sync(kind)
    status = massgen.status_for_provider(kind)
    assert bool(found) == (kind in BUNDLED)
    assert status.source == ("catalogue" if found else "none")
    assert status.status in STATUSES
    assert status.detail
    assert found == asyncio.run(massgen.get_models_for_provider(kind))
    assert found == massgen.get_all_models_for_provider(kind)
    told = massgen.get_model_metadata_for_provider_sync(kind)
    assert [model["id"] for model in told] == found
    assert told == asyncio.run(massgen.get_model_metadata_for_provider(kind))


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("kind", BUNDLED)
def test_metadata_has_massgens_four_fields_and_says_nothing_that_is_not_known(kind: str) -> None:
    for model in massgen.get_model_metadata_for_provider_sync(kind):
        assert list(model) == [
            "id", "name", "supported_reasoning_efforts", "default_reasoning_effort",
        ]  # fmt: skip
        assert model["id"]
        assert model["name"]
        assert (model["supported_reasoning_efforts"], model["default_reasoning_effort"]) == (
            [],
            None,
        )


@pytest.mark.parametrize("kind", LISTED)
def test_types_map_to_providers_and_back(kind: str) -> None:
    provider = massgen.provider_of(kind)
    assert provider
    plain = massgen.backend_of(provider)
    assert plain
    assert massgen.provider_of(plain) == provider


def test_a_type_that_reaches_nobody_in_particular_says_so() -> None:
    assert massgen.provider_of("chatcompletion") is None
    assert massgen.status_for_provider("chatcompletion").status == "unsupported"
    assert massgen.provider_of("no such type") is None
    assert massgen.get_models_for_provider_sync("no such type") == []
    assert "no such type" in (massgen.status_for_provider("no such type").detail or "")


# ── from where ───────────────────────────────────────────────────────────────────────────────────


def test_a_provider_that_was_never_asked_is_asked_for_models_that_chat(asks: Ask) -> None:
    with providers.speaking("groq") as server:
        asks("groq", server.origin + "/openai/v1", providers.key_for("groq"))
        found = massgen.catalogue_for_provider("groq")
    assert (found.providers[0].source, found.providers[0].status) == ("live", "ok")
    assert "llama-acme-70b-versatile" in names(found)
    assert not [name for name in names(found) if "whisper" in name]
    assert names(found) == massgen.get_models_for_provider_sync("groq")
    assert massgen.status_for_provider("groq").source == "cached"


def test_anthropic_is_asked_too(asks: Ask) -> None:
    with providers.speaking("anthropic") as server:
        asks("anthropic", server.origin + "/v1", providers.key_for("anthropic"))
        found = massgen.catalogue_for_provider("claude")
    assert found.providers[0].source == "live"
    assert names(found) == massgen.get_models_for_provider_sync("claude_code") != []


def test_newer_models_come_first(asks: Ask, serve: Any) -> None:
    rows = [{"id": name, "created": made} for name, made in (("old", 1.6e9), ("new", 1.7e9))]
    asks("groq", serve(liar.answer({"data": rows})).origin + "/v1")
    assert massgen.get_models_for_provider_sync("groq") == ["new", "old"]


@pytest.mark.parametrize(("hours", "times"), [(0, 1), (23, 1), (25, 2)])
def test_what_is_younger_than_a_day_is_not_asked_for_again(
    home: Home, asks: Ask, serve: Any, hours: float, times: int
) -> None:
    server = serve(liar.by_turns(liar.listed("first"), liar.listed("second")))
    asks("groq", server.origin + "/v1")
    ask_before(home, "groq", hours)
    found = massgen.get_models_for_provider_sync("groq")
    assert (len(server.requests), found) == (times, [("first", "second")[times - 1]])


def test_without_the_cache_the_provider_is_always_asked(home: Home, asks: Ask, serve: Any) -> None:
    server = serve(liar.by_turns(liar.listed("first"), liar.listed("second")))
    asks("groq", server.origin + "/v1")
    ask_before(home, "groq", 0)
    assert massgen.get_models_for_provider_sync("groq", use_cache=False) == ["second"]
    assert asyncio.run(massgen.get_models_for_provider("groq", use_cache=False)) == ["second"]
    assert len(server.requests) == 3


def test_where_nobody_may_be_asked_nobody_is(asks: Ask, serve: Any) -> None:
    server = serve(liar.listed("first"))
    asks("groq", server.origin + "/v1")
    assert massgen.get_all_models_for_provider("groq", use_api=False)
    assert massgen.status_for_provider("groq").status == "not_asked"
    assert server.requests == []


def test_without_a_key_the_catalogue_answers_and_massgens_variable_is_named(home: Home) -> None:
    home.configure()
    assert massgen.get_models_for_provider_sync("qwen")
    status = massgen.status_for_provider("qwen")
    assert (status.source, status.status, status.detail) == (
        "catalogue", "no_key", "set QWEN_API_KEY",
    )  # fmt: skip


def test_a_failure_leaves_the_last_good_list_with_its_age(
    home: Home, asks: Ask, serve: Any
) -> None:
    server = serve(liar.by_turns(liar.listed("good"), liar.answer("down", 503)))
    asks("groq", server.origin + "/v1")
    ask_before(home, "groq", 30)
    assert massgen.get_models_for_provider_sync("groq") == ["good"]
    status = massgen.status_for_provider("groq")
    assert (status.source, status.status) == ("cached", "unreachable")
    assert status.age_seconds
    assert status.age_seconds >= 30 * 3600


def test_openrouters_list_is_of_models_that_take_tools(asks: Ask, serve: Any) -> None:
    rows = [
        {"id": "acme/able", "supported_parameters": ["tools"]},
        {"id": "acme/unable", "supported_parameters": ["temperature"]},
    ]
    asks("openrouter", serve(liar.answer({"data": rows})).origin + "/v1")
    assert massgen.get_models_for_provider_sync("openrouter") == ["acme/able"]


# ── as MassGen has it ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def capabilities(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a MassGen that runs says of its types."""
    registry = ModuleType("massgen.backend.capabilities")
    said: dict[str, Any] = {}
    monkeypatch.setattr(registry, "BACKEND_CAPABILITIES", said, raising=False)
    monkeypatch.setitem(sys.modules, registry.__name__, registry)
    return said


@pytest.mark.parametrize(("kind", "first"), [("openai", "old"), ("groq", "new")])
def test_massgens_default_model_comes_first_where_it_does_in_massgen(
    asks: Ask, serve: Any, capabilities: dict[str, Any], kind: str, first: str
) -> None:
    rows = [{"id": name, "created": made} for name, made in (("old", 1.6e9), ("new", 1.7e9))]
    asks(kind, serve(liar.answer({"data": rows})).origin + "/v1")
    capabilities[kind] = SimpleNamespace(models=["old"], default_model="old")
    assert massgen.get_models_for_provider_sync(kind)[0] == first


@pytest.mark.usefixtures("offline")
def test_where_nothing_is_known_massgens_own_models_are_left(capabilities: dict[str, Any]) -> None:
    capabilities["lmstudio"] = SimpleNamespace(models=["custom"], default_model="custom")
    assert massgen.get_models_for_provider_sync("lmstudio") == []
    assert massgen.get_all_models_for_provider("lmstudio") == ["custom"]
    assert massgen.get_all_models_for_provider("vllm") == []


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[answering.Question]]:
    """What is asked, instead of an answer."""
    asked: list[answering.Question] = []

    def answer(question: answering.Question) -> Catalogue:
        assert question.prepared
        asked.append(question.prepared(question))
        return answering.nothing(question.providers, "not_asked", "")

    monkeypatch.setattr(answering, "answer", answer)
    return asked


def test_the_key_is_the_one_that_massgen_would_send(
    questions: list[answering.Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "second")
    monkeypatch.setenv("GOOGLE_API_KEY", "first")
    massgen.status_for_provider("gemini")
    massgen.status_for_provider("antigravity_cli")
    assert [asked.environ["GEMINI_API_KEY"] for asked in questions] == ["first", "second"]


def test_the_site_is_the_one_where_massgen_goes_unless_another_is_named(
    questions: list[answering.Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    massgen.status_for_provider("moonshot")
    monkeypatch.setenv("MOONSHOT_API_BASE", "https://api.moonshot.ai/v1")
    massgen.status_for_provider("moonshot")
    assert [asked.environ["MOONSHOT_API_BASE"] for asked in questions] == [
        "https://api.moonshot.cn/v1", "https://api.moonshot.ai/v1",
    ]  # fmt: skip


# ── in time ──────────────────────────────────────────────────────────────────────────────────────


def test_who_never_answers_is_not_waited_for(home: Home, asks: Ask, serve: Any) -> None:
    server = serve(liar.by_turns(liar.listed("good"), liar.hang()))
    asks("groq", server.origin + "/v1")
    ask_before(home, "groq", 30)
    found = massgen.catalogue_for_provider("groq", seconds=BRIEF)
    assert (names(found), found.providers[0].status) == (["good"], "timeout")
    assert massgen.status_for_provider("groq").status == "timeout"


@pytest.mark.slow
def test_massgens_own_functions_wait_for_nobody_either(asks: Ask, serve: Any) -> None:
    asks("groq", serve(liar.hang()).origin + "/v1")
    assert massgen.get_models_for_provider_sync("groq")
    status = massgen.status_for_provider("groq")
    assert (status.source, status.status) == ("catalogue", "timeout")


@pytest.mark.parametrize(("lock", "known"), [("IMMEDIATE", True), ("EXCLUSIVE", False)])
def test_a_store_that_is_locked_is_not_waited_for(
    home: Home, asks: Ask, serve: Any, lock: str, known: bool
) -> None:
    asks("groq", serve(liar.listed("good")).origin + "/v1")
    ask_before(home, "groq", 30)
    holder = sqlite3.connect(home.cache / "listings.sqlite", isolation_level=None)
    holder.execute(f"BEGIN {lock}")
    found = massgen.catalogue_for_provider("groq", seconds=BRIEF)
    holder.close()
    assert found.models
    assert (names(found) == ["good"], found.providers[0].status) == (known, "timeout")


def test_in_a_running_loop_all_of_them_answer_and_the_loop_runs_on(asks: Ask, serve: Any) -> None:
    asks("groq", serve(liar.listed("good")).origin + "/v1")

    async def program() -> list[Any]:
        soon = [massgen.get_models_for_provider("groq", use_cache=False) for _ in range(8)]
        described = massgen.get_model_metadata_for_provider("groq")
        return [
            massgen.get_models_for_provider_sync("groq"),
            massgen.get_all_models_for_provider("groq"),
            *await asyncio.gather(*soon),
            [model["id"] for model in await described],
        ]

    assert asyncio.run(program()) == [["good"]] * 11


def test_a_task_that_is_cancelled_ends_at_once_and_quietly(asks: Ask, serve: Any) -> None:
    asks("groq", serve(liar.hang()).origin + "/v1")

    async def program() -> None:
        task = asyncio.create_task(massgen.get_models_for_provider("groq"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(program())


# ── never an error ───────────────────────────────────────────────────────────────────────────────

ODD = st.one_of(
    st.text(max_size=20).filter(lambda kind: kind not in BACKENDS),
    st.none(),
    st.integers(),
    st.lists(st.text(), max_size=2),
)


@given(ODD)
def test_whatever_is_asked_for_nothing_is_raised(kind: Any) -> None:
    assert massgen.get_models_for_provider_sync(kind) == []
    assert massgen.get_all_models_for_provider(kind) == []
    assert asyncio.run(massgen.get_model_metadata_for_provider(kind)) == []
    assert massgen.provider_of(kind) is None
    assert massgen.status_for_provider(kind).status == "unsupported"


HOSTILE = {
    "no JSON": liar.answer("<html>"),
    "another shape": liar.answer({"data": {"id": 7}}),
    "odd rows": liar.answer({"data": [None, 7, {"id": None}, {"id": {}}, {"id": "\x1b[31m"}]}),
    "empty": liar.answer({"data": []}),
    "refused": liar.answer({"error": "no"}, 401),
    "slow down": liar.answer("", 429, Retry_After="999999"),
    "broken": liar.answer("", 500),
    "hangs up": liar.hang_up(),
    "cut short": liar.cut_short({"data": []}, 7),
    "gzip of nothing": liar.zipped({"data": []}, cut=9),
    "elsewhere": liar.redirect("http://127.0.0.1:9/"),
    "reset": liar.reset(),
    "garbage": liar.raw(b"\x00\xff" * 99),
    "deep": liar.answer("[" * 100_000),
    "endless": liar.megabytes(40, length=False),
    "drips": liar.drip_body(),
    "promises": liar.stall('{"data": ['),
}


@pytest.mark.parametrize("script", HOSTILE)
def test_whatever_a_provider_says_there_is_a_list_and_a_reason(
    asks: Ask, serve: Any, script: str
) -> None:
    asks("groq", serve(HOSTILE[script]).origin + "/v1")
    found = massgen.catalogue_for_provider("groq", seconds=1.0)
    status = found.providers[0]
    assert found.models
    assert (status.source, status.status == "ok") == ("catalogue", False), status
    assert status.detail


def test_a_long_list_is_given_whole(asks: Ask, serve: Any) -> None:
    many = [f"model-{number}" for number in range(5_000)]
    asks("groq", serve(liar.listed(*many)).origin + "/v1")
    found = massgen.catalogue_for_provider("groq", seconds=60)
    assert sorted(names(found)) == sorted(many)


def damaged_store(home: Home) -> None:
    home.cache.mkdir()
    (home.cache / "listings.sqlite").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)


def cache_is_a_file(home: Home) -> None:
    home.cache.write_text("")


def broken_configuration(home: Home) -> None:
    home.config.write_text("this is not [a configuration")


def no_configuration(home: Home) -> None:
    home.config.unlink()


def damaged_catalogue(home: Home) -> None:
    home.cache.mkdir()
    (home.cache / "catalogue.sqlite").write_bytes(b"not one")


@pytest.mark.parametrize(
    "damage",
    [damaged_store, cache_is_a_file, broken_configuration, no_configuration, damaged_catalogue],
)
def test_whatever_is_damaged_the_bundled_list_is_left(
    offline: Home, damage: Callable[[Home], None]
) -> None:
    expected = massgen.get_models_for_provider_sync("claude")
    damage(offline)
    assert massgen.get_models_for_provider_sync("claude") == expected
    assert asyncio.run(massgen.get_models_for_provider("claude")) == expected
    assert massgen.status_for_provider("claude").source == "catalogue"


@given(st.binary(max_size=4000))
def test_no_bytes_in_the_place_of_the_store_or_the_settings_raise(
    tmp_path_factory: Any, data: bytes
) -> None:
    home = Home(tmp_path_factory.mktemp("odd"))
    home.cache.mkdir()
    for path in (home.cache / "listings.sqlite", home.config):
        path.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in home.environ.items():
            patch.setenv(name, value)
        assert massgen.get_models_for_provider_sync("claude")
        assert massgen.status_for_provider("claude").source in SOURCES


def test_without_the_bundled_catalogue_the_list_is_empty_and_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from whichmodel.discovery.stores import bundle

    damaged = tmp_path / "bundle.sqlite"
    damaged.write_bytes(b"not one")
    monkeypatch.setattr(bundle, "DEFAULT_PATH", str(damaged))
    assert massgen.get_models_for_provider_sync("claude") == []
    assert "is damaged" in (massgen.status_for_provider("claude").detail or "")


def test_where_no_thread_can_be_started_what_is_bundled_is_left(
    offline: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_self: object) -> None:
        raise RuntimeError("can't start new thread")

    offline.configure()
    with monkeypatch.context() as patch:
        patch.setattr("threading.Thread.start", start)
        assert massgen.get_models_for_provider_sync("claude")
        assert massgen.status_for_provider("claude").detail == "RuntimeError"


def test_a_key_stays_out_of_all_that_is_told_and_remembered(
    home: Home, asks: Ask, serve: Any
) -> None:
    asks("groq", serve(liar.quoting(401, '{"error": "bad key KEY"}')).origin + "/v1")
    told = repr(massgen.catalogue_for_provider("groq"))
    assert key_for("groq") not in told
    assert key_for("groq").encode() not in home.files()
