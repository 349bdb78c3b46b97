"""How each provider is listed, in every state that it may be in."""

import json
from typing import Any

import pytest
from commands import Ran, Run
from homes import Home, key_for
from servers import liar
from servers.liar import Script

from whichmodel.cli.providers import HEADINGS
from whichmodel.discovery.model import LISTINGS, STATUSES
from whichmodel.discovery.providers import key_of, key_variable

AWS = {"AWS_ACCESS_KEY_ID": "AKIAcanary", "AWS_SECRET_ACCESS_KEY": "canary-secret"}

ANSWERS: dict[str, Script] = {
    "ok": liar.listed("a", "b"),
    "partial": liar.answer({"data": []}),
    "auth_failed": liar.answer({"error": {"message": "no"}}, 401),
    "rate_limited": liar.answer({"error": {"message": "slower"}}, 429, Retry_After="3600"),
    "unreachable": liar.answer("oops", 502),
    "timeout": liar.hang(),
    "malformed": liar.answer("<html>welcome</html>"),
    "too_large": liar.megabytes(40, length=True),
}
"""What a provider that is asked may answer, by the status that comes of it."""
ELSEWISE = {"no_key": ["groq"], "unsupported": ["github"], "not_asked": ["openrouter", "ollama"]}
"""Who has the other statuses where nobody was asked."""


def status_of(run: Run, name: str) -> dict[str, Any]:
    ran = run("providers", name, "--json")
    assert (ran.code, ran.err) == (0, "")
    document = json.loads(ran.out)
    assert document["models"] == []
    (status,) = document["providers"]
    return dict(status)


def cells(ran: Ran, heading: str) -> list[str]:
    """A column of the table."""
    start = ran.lines[0].index(heading)
    following = HEADINGS[HEADINGS.index(heading) + 1 :]
    end = ran.lines[0].index(following[0], start) if following else None
    return [line[start:end].strip() for line in ran.lines[1:]]


# ── statuses ─────────────────────────────────────────────────────────────────────────────────────


def test_every_status_is_tested_here() -> None:
    assert {*ANSWERS, *ELSEWISE} == set(STATUSES)


@pytest.mark.parametrize("status", ANSWERS)
def test_how_the_last_asking_went(run: Run, home: Home, serve: Any, status: str) -> None:
    home.at(groq=serve(ANSWERS[status]).origin + "/v1")
    asked = run("refresh", "groq", "--timeout", "0.5" if status == "timeout" else "60")
    assert asked.err.split()[:2] == ["groq", status]
    assert status_of(run, "groq")["status"] == status
    (said,) = cells(run("providers", "groq"), "status")
    assert said.partition(":")[0] == status
    assert said == status or status != "ok"


@pytest.mark.parametrize(
    ("status", "name"), [(status, name) for status, names in ELSEWISE.items() for name in names]
)
def test_why_nobody_was_asked(run: Run, status: str, name: str) -> None:
    found = status_of(run, name)
    assert found["status"] == status
    assert found["detail"]
    assert cells(run("providers", name), "status") == [f"{status}: {found['detail']}"]


def test_a_list_that_was_kept_has_its_own_time(run: Run, home: Home, serve: Any) -> None:
    home.at(groq=serve(liar.by_turns(ANSWERS["ok"], ANSWERS["unreachable"])).origin + "/v1")
    home.ask("groq")
    home.ask("groq", hours=2)
    found = status_of(run, "groq")
    assert (found["source"], found["status"], found["models"]) == ("cached", "unreachable", 2)
    assert found["fetched_at"] == "2026-11-22T08:00:00Z"


def test_a_list_belongs_to_the_key_that_it_was_given_to(run: Run, home: Home, serve: Any) -> None:
    home.at(groq=serve(ANSWERS["ok"]).origin + "/v1")
    run("refresh", "groq")
    assert status_of(run, "groq")["source"] == "cached"
    home.environ["GROQ_API_KEY"] = "another-canary"
    assert status_of(run, "groq")["source"] == "catalogue"


# ── who is shown ─────────────────────────────────────────────────────────────────────────────────


def test_those_with_a_list_are_shown_and_the_others_are_counted(run: Run, home: Home) -> None:
    ran = run("providers")
    listed = [provider.id for provider in home.world().providers.values() if provider.calls]
    assert cells(ran, "provider") == listed
    hidden = len(home.world().providers) - len(listed)
    assert ran.err == f"whichmodel: {hidden} more are known from catalogues only (--all)\n"


def test_all_are_shown_when_wanted(run: Run, home: Home) -> None:
    ran = run("providers", "--all")
    assert ran.err == ""
    assert cells(ran, "provider") == list(home.world().providers)
    assert set(cells(ran, "listing")) == set(LISTINGS)


def test_who_was_named_is_shown_in_any_spelling(run: Run) -> None:
    ran = run("providers", "Together AI", "kimi", "github")
    assert cells(ran, "provider") == ["together", "moonshot", "github"]
    assert ran.err == ""


def test_a_provider_of_the_configuration_is_shown(run: Run, home: Home) -> None:
    home.configure(corp={"base_url": "https://llm.corp.example", "key_env": "CORP_KEY"})
    assert cells(run("providers", "corp"), "key") == ["CORP_KEY missing"]
    home.environ["CORP_KEY"] = "canary"
    assert cells(run("providers", "corp"), "key") == ["CORP_KEY found"]


def test_the_statuses_are_those_of_list(run: Run) -> None:
    listed = json.loads(run("list", "--json").out)["providers"]
    told = json.loads(run("providers", "--json").out)["providers"]
    for status in (*listed, *told):
        status.pop("age_seconds")
    assert told == listed


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("provider", "variables", "told"),
    [
        ("moonshot", {}, "MOONSHOT_API_KEY missing"),
        ("moonshot", {"MOONSHOT_API_KEY": " "}, "MOONSHOT_API_KEY missing"),
        ("moonshot", {"KIMI_API_KEY": "canary"}, "KIMI_API_KEY found"),
        ("moonshot", {"MOONSHOT_API_KEY": " ", "KIMI_API_KEY": "canary"}, "KIMI_API_KEY found"),
        ("moonshot", {"MOONSHOT_API_KEY": "a", "KIMI_API_KEY": "b"}, "MOONSHOT_API_KEY found"),
        ("bedrock", AWS, "AWS_ACCESS_KEY_ID found"),
        ("bedrock", {"AWS_ACCESS_KEY_ID": "half"}, "AWS_BEARER_TOKEN_BEDROCK missing"),
        ("bedrock", {"AWS_ACCESS_KEY_ID": "half", "AWS_PROFILE": "me"}, "AWS_PROFILE found"),
        ("bedrock", {**AWS, "AWS_BEARER_TOKEN_BEDROCK": "x"}, "AWS_BEARER_TOKEN_BEDROCK found"),
    ],
)
def test_the_variable_that_holds_the_key_is_named(
    run: Run, home: Home, provider: str, variables: dict[str, str], told: str
) -> None:
    home.environ.update(variables)
    ran = run("providers", provider)
    assert cells(ran, "key") == [told]
    found = status_of(run, provider)["key_found"]
    assert found == told.endswith("found")


def test_a_variable_is_named_exactly_when_a_key_is_found(home: Home) -> None:
    for provider in home.world().providers.values():
        for name in provider.key_env:
            environ = {name: "canary"}
            key = key_of(provider, environ)
            assert key_variable(provider, environ) == (name if key else None)


def test_no_key_is_shown(run: Run, home: Home) -> None:
    for provider in home.world().providers.values():
        home.environ.update(dict.fromkeys(provider.key_env, key_for(provider.id)))
    for ran in (run("providers", "--all"), run("providers", "--json")):
        assert "canary" not in ran.out + ran.err
        assert ran.out.count("found") > 30 or ran.out.count('"key_found": true') > 30
