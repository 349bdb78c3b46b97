"""Asking: progress on stderr, what changed on stdout, and how it ends when it does not go well."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from commands import Run
from homes import PATIENCE, Home, key_for
from servers import liar
from servers.liar import Liar

from whichmodel.cli.refresh import SHOWN_CHANGES

ENVELOPE = ["schema", "generated_at", "providers", "models"]


def v1(server: Liar) -> str:
    return server.origin + "/v1"


def wait_until(true: Callable[[], Any]) -> None:
    """Until it is, or the test has waited too long."""
    limit = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.005)


# ── progress and changes ─────────────────────────────────────────────────────────────────────────


def test_each_provider_has_a_line_on_stderr_and_a_first_list_is_no_change(
    run: Run, home: Home, serve: Any
) -> None:
    home.at(groq=v1(serve(liar.listed("a", "b"))), moonshot=v1(serve(liar.listed("c"))))
    ran = run("refresh", "groq", "moonshot")
    assert (ran.code, ran.out) == (0, "")
    lines = sorted(line.split()[:4] for line in ran.err.splitlines())
    assert lines == [["groq", "ok", "2", "models"], ["moonshot", "ok", "1", "models"]]
    assert "+" not in ran.err


def test_a_second_list_tells_what_changed_on_stdout(run: Run, home: Home, serve: Any) -> None:
    turns = liar.by_turns(liar.listed("a", "b", "c"), liar.listed("b", "c", "x", "y"))
    home.at(together=v1(serve(turns)))
    assert run("refresh", "together").out == ""
    ran = run("refresh", "together")
    assert ran.code == 0
    assert ran.lines == ["+ together_ai/x", "+ together_ai/y", "- together_ai/a"]
    assert ran.err.splitlines()[0].endswith("  +2 −1")
    ran = run("refresh", "together")
    assert (ran.code, ran.out) == (0, "")


def test_of_many_changes_some_are_shown_and_all_are_counted(
    run: Run, home: Home, serve: Any
) -> None:
    names = [f"m-{number:03}" for number in range(50)]
    home.at(groq=v1(serve(liar.by_turns(liar.listed("a"), liar.listed("a", *names)))))
    run("refresh", "groq")
    ran = run("refresh", "groq")
    assert ran.lines[:SHOWN_CHANGES] == [f"+ groq/{name}" for name in names[:SHOWN_CHANGES]]
    assert ran.lines[SHOWN_CHANGES:] == [f"… and {50 - SHOWN_CHANGES} more changes at groq"]
    assert ran.last.endswith("+50 −0")


def test_a_failure_keeps_the_list_says_so_and_changes_nothing(
    run: Run, home: Home, serve: Any
) -> None:
    home.at(groq=v1(serve(liar.by_turns(liar.listed("a", "b"), liar.answer("oops", 503)))))
    run("refresh", "groq")
    at = json.loads(run("providers", "groq", "--json").out)["providers"][0]["fetched_at"]
    ran = run("refresh", "groq")
    assert (ran.code, ran.out) == (3, "")
    (line,) = ran.err.splitlines()
    assert line.split()[:4] == ["groq", "unreachable", "2", "models"]
    assert f"kept the list of {at}" in line
    assert "−" not in line


def test_one_good_list_is_success_whatever_the_others_say(run: Run, home: Home, serve: Any) -> None:
    home.at(groq=v1(serve(liar.listed("a"))), moonshot=v1(serve(liar.answer("no", 401))))
    ran = run("refresh", "groq", "moonshot")
    assert ran.code == 0
    assert sorted(line.split()[1] for line in ran.err.splitlines()) == ["auth_failed", "ok"]


def test_json_is_the_envelope_with_statuses_and_no_models(run: Run, home: Home, serve: Any) -> None:
    home.at(groq=v1(serve(liar.listed("a", "b"))), moonshot=v1(serve(liar.answer("no", 401))))
    ran = run("refresh", "groq", "moonshot", "--json")
    document = json.loads(ran.out)
    assert list(document) == ENVELOPE
    assert document["models"] == []
    found = {s["id"]: (s["source"], s["status"], s["models"]) for s in document["providers"]}
    assert found["groq"] == ("live", "ok", 2)
    assert found["moonshot"][:2] == ("catalogue", "auth_failed")
    assert len(ran.err.splitlines()) == 2


def test_asking_again_later_the_list_is_cached_with_its_age(
    run: Run, home: Home, serve: Any
) -> None:
    home.at(groq=v1(serve(liar.listed("a", "b"))))
    home.ask("groq")  # at a time long ago, or far ahead
    (status,) = json.loads(run("providers", "groq", "--json").out)["providers"]
    assert (status["source"], status["status"], status["models"]) == ("cached", "ok", 2)
    assert status["fetched_at"] == "2026-11-22T08:00:00Z"
    assert status["age_seconds"] >= 0
    document = json.loads(run("refresh", "groq", "--json").out)
    (status,) = document["providers"]
    assert (status["source"], status["age_seconds"]) == ("live", 0)
    assert status["fetched_at"] == document["generated_at"]


def test_no_key_is_ever_printed(run: Run, home: Home, serve: Any) -> None:
    quoting = liar.quoting(401, '{"error": {"message": "KEY is no key. Got: Bearer KEY"}}')
    home.at(groq=v1(serve(quoting)))
    for ran in (
        run("refresh", "groq"),
        run("refresh", "groq", "--json"),
        run("list", "groq", "--live"),
    ):
        assert ran.code == 3
        assert "auth_failed" in ran.err
        assert key_for("groq") not in ran.out + ran.err
    assert key_for("groq").encode() not in home.files()


# ── nobody answers ───────────────────────────────────────────────────────────────────────────────


def test_offline_is_exit_code_3_and_one_line(run: Run, home: Home, serve: Any) -> None:
    server = serve(liar.listed("a"))
    home.at(groq=v1(server))
    home.environ["WHICHMODEL_OFFLINE"] = "1"
    ran = run("refresh", "groq")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "whichmodel: WHICHMODEL_OFFLINE is set: nobody was asked\n"
    assert server.requests == []


def test_without_anybody_to_ask_exit_code_3_and_advice(
    run: Run, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whichmodel.cli.refresh.wanted", lambda *_: [])
    ran = run("refresh")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "whichmodel: nobody can be asked: `whichmodel providers` tells which keys to set\n"
    )


def test_a_provider_without_its_key_is_not_asked_and_says_which(run: Run) -> None:
    ran = run("refresh", "groq")
    assert (ran.code, ran.out) == (3, "")
    (line,) = ran.err.splitlines()
    assert line.split()[:2] == ["groq", "no_key"]
    assert line.endswith("set GROQ_API_KEY")


def test_who_does_not_answer_in_time_is_told_of_in_time(run: Run, home: Home, serve: Any) -> None:
    home.at(groq=v1(serve(liar.hang())), moonshot=v1(serve(liar.listed("a"))))
    ran = run("refresh", "groq", "moonshot", "--timeout", "0.7")
    assert ran.code == 0
    statuses = {line.split()[0]: line.split()[1] for line in ran.err.splitlines()}
    assert statuses == {"moonshot": "ok", "groq": "timeout"}
    assert "no answer within 0.7 s" in ran.err


def test_without_names_only_those_are_asked_who_can_be(run: Run, home: Home, serve: Any) -> None:
    """Every provider that may be asked is on loopback, and answers nothing of use."""
    server = serve(liar.listed("a"))
    dead = {p.id: {"base_url": "http://127.0.0.1:1/v1"} for p in home.world().providers.values()}
    home.configure(**{name: row for name, row in dead.items() if is_public(home, name)})
    known = home.config.read_text()
    home.config.write_text(f'{known}\n[providers.groq]\nbase_url = "{v1(server)}"\n')
    home.environ["GROQ_API_KEY"] = key_for("groq")
    ran = run("refresh", "--timeout", "5")
    asked = [line.split()[0] for line in ran.err.splitlines()[:-1]]
    assert ran.code == 0
    assert "groq" in asked
    assert "openrouter" in asked
    assert not {"openai", "ollama", "vllm", "github"} & set(asked)
    assert ran.last.endswith("not asked: no key, or no listing (`whichmodel providers` tells)")
    assert int(ran.last.split()[0]) == len(home.world().providers) - len(asked)


def is_public(home: Home, provider_id: str) -> bool:
    return home.world().providers[provider_id].listing == "public"


# ── waiting ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("verb", [["refresh"], ["list", "--live"]])
def test_who_lets_people_wait_is_named(home: Home, serve: Any, verb: list[str]) -> None:
    home.at(groq=v1(serve(liar.hang())), moonshot=v1(serve(liar.listed("a"))))
    ran = home.run(*verb, "groq", "moonshot", "--timeout", "2")
    lines = ran.stderr.splitlines()
    assert lines[0].startswith("moonshot       ok ")
    assert lines[1] == "waiting for groq"
    assert lines[2].startswith("groq           timeout ")


# ── Ctrl-C ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("verb", [["refresh"], ["list", "--live"]])
def test_an_interruption_is_quiet_exits_with_130_and_keeps_what_came(
    home: Home, run: Run, serve: Any, verb: list[str]
) -> None:
    silent, fine = serve(liar.hang()), serve(liar.listed("a", "b"))
    home.at(groq=v1(silent), moonshot=v1(fine))
    process = subprocess.Popen(
        [sys.executable, "-m", "whichmodel", *verb, "groq", "moonshot", "--timeout", str(PATIENCE)],
        env=home.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    first = process.stderr.readline()  # the one that answers has its line while the other hangs
    wait_until(lambda: silent.requests)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert first.split()[:2] == ["moonshot", "ok"]
    assert (process.returncode, out) == (130, "")
    assert err in ("", "waiting for groq\n")
    assert run("list", "moonshot", "--format", "ids").lines == ["moonshot/a", "moonshot/b"]
