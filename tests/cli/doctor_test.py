"""What is in use here, and never a secret."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from homes import Home, key_for
from servers import liar

from whichmodel import __version__
from whichmodel.cli.doctor import LIBRARIES, VARIABLES, shown

KEYS = [
    "schema", "version", "python", "catalogue", "configuration", "store", "offline", "variables",
    "keys", "endpoints", "libraries", "warnings",
]  # fmt: skip


def examined(run: Run) -> dict[str, Any]:
    ran = run("doctor", "--json")
    assert (ran.code, ran.err) == (0, "")
    report: dict[str, Any] = json.loads(ran.out)
    return report


def test_a_fresh_machine(run: Run, home: Home) -> None:
    home.config.unlink()
    del home.environ["WHICHMODEL_CONFIG"]
    report = examined(run)
    assert list(report) == KEYS
    assert report["version"] == __version__
    assert report["configuration"]["found"] is False
    assert report["store"] == {
        "url": str(home.cache / "listings.sqlite"),
        "exists": False,
        "listings": 0,
    }
    assert (report["keys"], report["endpoints"], report["warnings"]) == ({}, {}, [])
    assert list(report["libraries"]) == list(LIBRARIES)
    assert {"date", "litellm", "genai-prices"} <= set(report["catalogue"])
    assert not home.cache.exists()


def test_the_same_for_a_person(run: Run) -> None:
    report, ran = examined(run), run("doctor")
    assert ran.code == 0
    words = {line[:14].rstrip() for line in ran.lines if not line.startswith(" ")}
    assert words == set(report) - {"schema"}
    assert f"version       {__version__}" in ran.lines
    assert "offline       no" in ran.lines
    assert "warnings      none" in ran.lines


def test_keys_are_told_by_the_variable_that_was_found(run: Run, home: Home) -> None:
    home.environ |= {"KIMI_API_KEY": key_for("moonshot"), "AWS_ACCESS_KEY_ID": "half a login"}
    assert examined(run)["keys"] == {"moonshot": "KIMI_API_KEY"}
    assert "  moonshot              KIMI_API_KEY" in run("doctor").lines


def test_what_was_changed_is_told(run: Run, home: Home, serve: Any) -> None:
    base = serve(liar.listed("a")).origin + "/v1"
    home.at(groq=base)
    home.environ |= {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "WHICHMODEL_OFFLINE": "yes"}
    report = examined(run)
    assert report["endpoints"] == {"openai": "http://127.0.0.1:9/v1", "groq": base}
    assert report["configuration"] == {"path": str(home.config), "found": True}
    assert report["offline"] is True
    assert report["variables"]["WHICHMODEL_OFFLINE"] == "yes"


def test_remembered_listings_are_counted(run: Run, home: Home, serve: Any) -> None:
    home.at(groq=serve(liar.listed("a")).origin + "/v1")
    run("refresh", "groq")
    store = examined(run)["store"]
    assert (store["exists"], store["listings"]) == (True, 1)


def test_a_store_that_cannot_be_used_is_a_line(run: Run, home: Home) -> None:
    (home.cache / "listings.sqlite").mkdir(parents=True)
    (warning,) = examined(run)["warnings"]
    assert str(home.cache) in warning
    assert f"warnings      {warning}" in run("doctor").lines


def test_no_secret_is_shown(run: Run, home: Home, tmp_path: Path) -> None:
    for provider in home.world().providers.values():
        home.environ.update(dict.fromkeys(provider.key_env, key_for(provider.id)))
    home.configure(groq={"base_url": "http://127.0.0.1:9/v1?key=canary"})
    home.environ |= {
        "WHICHMODEL_STORE": f"sqlite:///{tmp_path}/listings.sqlite?key=canary",
        "HTTPS_PROXY": "http://me:canary@proxy.example:3128",
        "http_proxy": "me:canary@proxy.example:3128",
        "NO_PROXY": "localhost,127.0.0.1",
    }
    report = examined(run)
    assert len(report["keys"]) > 30
    assert report["variables"]["HTTPS_PROXY"] == "http://…@proxy.example:3128"
    assert report["variables"]["NO_PROXY"] == "localhost,127.0.0.1"
    for ran in (run("doctor"), run("doctor", "--json")):
        assert "canary" not in ran.out + ran.err


@pytest.mark.parametrize("command", ["doctor", "list", "providers"])
def test_no_password_of_a_store_is_shown(run: Run, home: Home, command: str) -> None:
    home.environ["WHICHMODEL_STORE"] = "postgresql://me:hunter2@127.0.0.1:1/x?password=hunter2"
    ran = run(command)
    assert "127.0.0.1" in ran.out + ran.err
    assert "hunter2" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("/home/me@work/listings?.sqlite", "/home/me@work/listings?.sqlite"),
        ("postgresql://me:canary@db.example/x", "postgresql://…@db.example/x"),
        ("postgresql://canary@db.example:5432/x?a=canary", "postgresql://…@db.example:5432/x?…"),
        ("postgresql://me:can@canary@db.example/x", "postgresql://…@db.example/x"),
        ("sqlite:///relative.sqlite", "sqlite:///relative.sqlite"),
        ("me:canary@proxy:3128", "…@proxy:3128"),
        ("https://proxy:3128", "https://proxy:3128"),
        ("1", "1"),
    ],
)
def test_of_a_url_only_what_is_no_secret(setting: str, words: str) -> None:
    assert shown(setting) == words


def test_no_variable_that_it_shows_is_for_keys(home: Home) -> None:
    keys = {name for provider in home.world().providers.values() for name in provider.key_env}
    assert not keys & set(VARIABLES)
