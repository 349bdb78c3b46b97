"""The public API: the values of the command line, for programs, whatever providers do."""

import asyncio
import inspect
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from homes import PATIENCE, Home
from servers import liar

from whichmodel import discovery
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.formats.envelope import envelope, provider_row

Lie = Callable[..., liar.Liar]
SYNC = ("list_models", "list_providers", "refresh", "search", "show", "suggest")
AGES = ("generated_at", "age_seconds")


def v1(server: liar.Liar) -> str:
    return server.origin + "/v1"


def aged(document: Any) -> Any:
    """The document without what changes from one moment to the next."""
    if isinstance(document, list):
        return [aged(each) for each in document]
    if isinstance(document, dict):
        return {key: aged(value) for key, value in document.items() if key not in AGES}
    return document


def told(home: Home, *arguments: str) -> Any:
    ran = home.run(*arguments, "--json")
    assert ran.returncode == 0, ran.stderr
    return aged(json.loads(ran.stdout))


# ── names ────────────────────────────────────────────────────────────────────────────────────────


def test_all_that_is_promised_is_there_and_each_function_has_a_twin_for_asyncio() -> None:
    functions = [name for name in discovery.__all__ if name[0].islower()]
    assert sorted(functions) == sorted([*SYNC, *(f"a{name}" for name in SYNC)])
    assert set(discovery.__all__) <= set(dir(discovery))
    for name in SYNC:
        work, twin = getattr(discovery, name), getattr(discovery, f"a{name}")
        assert not inspect.iscoroutinefunction(work)
        assert inspect.iscoroutinefunction(twin)
        assert twin.__name__ == f"a{name}"
        assert inspect.signature(work) == inspect.signature(twin)
        assert {"environ", "config"} <= set(inspect.signature(work).parameters)


def test_the_public_names_fit_on_one_screen() -> None:
    assert len(discovery.__all__) <= 15


def test_every_public_name_is_in_its_page(request: pytest.FixtureRequest) -> None:
    page = (request.config.rootpath / "docs/reference/python.md").read_text(encoding="utf-8")
    assert [name for name in discovery.__all__ if f"`{name}" not in page] == []


def test_a_name_that_is_not_ours_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="list_model"):
        _ = discovery.list_model


def test_importing_it_loads_nothing_until_a_name_is_used() -> None:
    program = (
        "import sys, whichmodel.discovery as d; before = set(sys.modules);"
        "assert not [m for m in before if m.startswith('whichmodel.discovery.')];"
        "assert not before & {'typing', 'sqlite3', 'asyncio', 'json'};"
        "from whichmodel.discovery import WhichModelError, providers;"
        "assert providers.__name__ == 'whichmodel.discovery.providers';"
        "d.list_models; assert 'asyncio' not in sys.modules; print('fine')"
    )
    source = os.path.dirname(os.path.dirname(os.path.dirname(discovery.__file__ or "")))
    ran = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {source!r}); {program}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("fine\n", "")


# ── the values of the command line ───────────────────────────────────────────────────────────────


@pytest.fixture
def asked(home: Home, lie: Lie) -> Home:
    """A home where Groq has answered."""
    home.at(groq=v1(lie(liar.listed("openai/gpt-oss-120b", "brand-new"))))
    home.ask("groq")
    return home


@pytest.mark.parametrize(
    ("wish", "options"),
    [
        ({}, []),
        ({"providers": "groq"}, ["groq"]),
        ({"providers": ["groq", "anthropic"], "tools": True}, ["groq", "anthropic", "--tools"]),
        ({"kind": "embedding", "sort": "price"}, ["--kind", "embedding", "--sort", "price"]),
        (
            {"min_context": 200_000, "max_price": 1.0, "newest": 2},
            ["--min-context", "200k", "--max-price", "1", "--newest", "2"],
        ),
        ({"status": "retired", "kind": "all"}, ["--status", "retired", "--kind", "all"]),
    ],
)
def test_list_models_gives_what_list_gives(
    asked: Home, wish: dict[str, Any], options: list[str]
) -> None:
    catalogue = discovery.list_models(**wish, environ=asked.environ)
    assert aged(envelope(catalogue)) == told(asked, "list", *options)


def test_list_providers_gives_what_providers_gives(asked: Home) -> None:
    found = [provider_row(each) for each in discovery.list_providers(environ=asked.environ)]
    assert aged(found) == told(asked, "providers")["providers"]


def test_show_gives_the_models_that_show_gives(asked: Home) -> None:
    for string in ("gpt-4o-mini", "groq/brand-new", "together/moonshotai/Kimi-K2-Instruct"):
        found = discovery.show(string, environ=asked.environ)
        expected = [model["id"] for model in told(asked, "show", string)["models"]]
        assert [model.id for model in found.models] == expected != []
    assert discovery.show("nobody-has-this", environ=asked.environ).models == ()


def test_search_and_suggest_give_what_their_verbs_give(asked: Home) -> None:
    hits = discovery.search("gpt oss 120b groq", limit=4, environ=asked.environ)
    expected = told(asked, "search", "gpt oss 120b groq")["models"]
    assert [hit.entry.id for hit in hits] == [model["id"] for model in expected[:4]]
    assert all(hit.reasons for hit in hits)
    near = discovery.suggest("openai/gpt-os-120b", provider="groq", environ=asked.environ)
    expected = told(asked, "suggest", "openai/gpt-os-120b", "--provider", "groq")["suggestions"]
    assert [each._asdict() for each in near] == expected
    assert near[0].id == "groq/openai/gpt-oss-120b"
    assert discovery.suggest("our-finetune-v7-x", environ=asked.environ) == []


# ── asking ───────────────────────────────────────────────────────────────────────────────────────


def test_live_asks_and_remembers_and_a_failure_is_a_status(home: Home, lie: Lie) -> None:
    home.at(groq=v1(lie(liar.listed("brand-new"))), moonshot=v1(lie(liar.answer("no", 401))))
    names = ["groq", "moonshot", "openai"]
    catalogue = discovery.list_models(names, live=True, environ=home.environ)
    found = {each.id: (each.source, each.status) for each in catalogue.providers}
    assert found["groq"] == ("live", "ok")
    assert found["moonshot"] == ("catalogue", "auth_failed")
    assert found["openai"][1] == "no_key"
    assert [model.model for model in catalogue.models if model.provider == "groq"] == ["brand-new"]
    (later,) = discovery.list_models("groq", environ=home.environ).providers
    assert (later.source, later.status) == ("cached", "ok")


def test_refresh_tells_how_it_went_and_keeps_the_last_good_list(home: Home, lie: Lie) -> None:
    home.at(groq=v1(lie(liar.by_turns(liar.listed("a", "b"), liar.answer("oops", 503)))))
    (first,) = discovery.refresh("groq", environ=home.environ)
    assert (first.source, first.status, first.models) == ("live", "ok", 2)
    (second,) = discovery.refresh("groq", environ=home.environ)
    assert (second.source, second.status, second.models) == ("cached", "unreachable", 2)


def test_one_that_never_answers_costs_no_more_than_the_time_given(home: Home, lie: Lie) -> None:
    home.at(groq=v1(lie(liar.hang())))
    (status,) = discovery.refresh("groq", timeout=0.2, environ=home.environ)
    assert status.status == "timeout"


def test_published_catalogues_are_fetched_too_where_that_is_asked_for(
    home: Home, lie: Lie, caplog: pytest.LogCaptureFixture
) -> None:
    server = lie({"/litellm.json": liar.answer("oops", 503)})
    home.catalogues["litellm"] = f"{server.origin}/litellm.json"
    home.configure()
    discovery.refresh("groq", environ=home.environ)
    assert server.requests == []
    (status,) = discovery.refresh("groq", catalogues=True, environ=home.environ)
    assert status.status == "no_key"
    assert len(server.requests) == 1
    assert "litellm: unreachable" in caplog.text


def test_without_a_network_what_is_known_is_told_and_refresh_says_why_not(asked: Home) -> None:
    offline = {**asked.environ, "WHICHMODEL_OFFLINE": "1"}
    (status,) = discovery.list_models("groq", live=True, environ=offline).providers
    assert (status.source, status.status) == ("cached", "ok")
    with pytest.raises(Unavailable, match="WHICHMODEL_OFFLINE"):
        discovery.refresh("groq", environ=offline)


# ── what the caller gives ────────────────────────────────────────────────────────────────────────


def test_an_unknown_provider_is_the_callers_mistake(home: Home) -> None:
    with pytest.raises(UsageError, match="nobody-knows"):
        discovery.list_models("nobody-knows", environ=home.environ)
    with pytest.raises(discovery.WhichModelError):
        discovery.suggest("x", provider="nobody-knows", environ=home.environ)


@pytest.mark.parametrize("wish", [{"kind": "chats"}, {"status": "dead"}, {"sort": "age"}])
def test_a_wish_that_nothing_can_fulfil_is_a_mistake_and_not_an_empty_list(
    home: Home, wish: dict[str, str]
) -> None:
    (name, value), *_ = wish.items()
    with pytest.raises(UsageError, match=f"{name}='{value}' is none of "):
        discovery.list_models(**wish, environ=home.environ)  # type: ignore[arg-type]


def test_the_environment_of_the_process_is_the_default_and_is_left_as_it_is(
    asked: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in asked.environ.items():
        monkeypatch.setenv(name, value)
    before = dict(os.environ)
    (status,) = discovery.list_models("groq").providers
    assert status.source == "cached"
    assert dict(os.environ) == before


def test_a_configuration_may_be_named(home: Home) -> None:
    other = home.directory / "other.toml"
    other.write_text('[providers.corp]\nbase_url = "http://127.0.0.1:9/v1"\n')
    names = [each.id for each in discovery.list_providers(environ=home.environ, config=other)]
    assert "corp" in names
    assert "corp" not in [each.id for each in discovery.list_providers(environ=home.environ)]


def test_a_store_that_cannot_be_used_is_told_to_the_log(
    asked: Home, caplog: pytest.LogCaptureFixture
) -> None:
    asked.environ["WHICHMODEL_STORE"] = str(asked.directory)
    with caplog.at_level(logging.WARNING, "whichmodel"):
        (status,) = discovery.list_models("groq", environ=asked.environ).providers
    assert status.source == "catalogue"
    assert "cannot" in caplog.text


# ── asyncio ──────────────────────────────────────────────────────────────────────────────────────


def test_in_a_running_loop_others_go_on_while_a_provider_keeps_us_waiting(
    home: Home, lie: Lie
) -> None:
    home.at(groq=v1(lie(liar.hang())), moonshot=v1(lie(liar.listed("kimi"))))

    async def both() -> Any:
        slow = asyncio.create_task(
            discovery.arefresh("groq", timeout=PATIENCE / 60, environ=home.environ)
        )
        quick = await discovery.alist_models("moonshot", live=True, environ=home.environ)
        waiting = not slow.done()
        return waiting, quick, await slow

    waiting, quick, (status,) = asyncio.run(both())
    assert waiting
    assert [model.model for model in quick.models] == ["kimi"]
    assert status.status == "timeout"


def test_each_twin_gives_the_same(asked: Home) -> None:
    async def everything() -> list[Any]:
        named = {"environ": asked.environ}
        return [
            await discovery.alist_models("groq", **named),
            await discovery.alist_providers("groq", **named),
            await discovery.ashow("groq/brand-new", **named),
            await discovery.asearch("gpt oss", **named),
            await discovery.asuggest("gpt-os-120b", **named),
        ]

    listed, statuses, shown, hits, near = asyncio.run(everything())
    assert listed.models == discovery.list_models("groq", environ=asked.environ).models
    assert [each.id for each in statuses] == ["groq"]
    assert [model.id for model in shown.models] == ["groq/brand-new"]
    assert hits == discovery.search("gpt oss", environ=asked.environ)
    assert near == discovery.suggest("gpt-os-120b", environ=asked.environ)
