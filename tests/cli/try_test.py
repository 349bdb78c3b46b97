"""Several models on one prompt: answers as they are complete, a table, failures beside the rest."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from commands import Run
from homes import PATIENCE, Home, key_for
from servers.chatting import Chatting, chatting

pytest.importorskip("litellm")
pytestmark = pytest.mark.filterwarnings("ignore")

ANSWER = "The Rhine, the Nile, the Amazon."


@pytest.fixture
def server(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chatting]:
    monkeypatch.setattr(sys, "stdin", StringIO())
    home.environ["OPENAI_API_KEY"] = key_for("openai")
    with chatting() as served:
        yield served


def at(server: Chatting) -> list[str]:
    return ["-o", f"api_base={server.address}/v1", "-o", "max_retries=0"]


def test_a_failed_model_stands_beside_the_working_ones(run: Run, server: Chatting) -> None:
    models = ["gpt-4o-mini", "openai/limited-1", "openai/invented"]
    ran = run("try", *models, *at(server), "--", "Name", "three rivers.")
    assert ran.code == 0
    assert ran.out.count(ANSWER) == 2
    assert "openai/limited-1: RateLimitError: OpenAIException - Rate limit reached" in ran.out
    head, *rows, prices = ran.lines[-5:]
    assert head.split() == ["model", "first", "token", "total", "in", "out", "cost", "outcome"]
    assert [row.split()[0] for row in rows] == models
    assert [row.split()[-1] for row in rows] == ["ok", "RateLimitError", "ok"]
    assert rows[0].split()[-4:] == ["1,000", "200", "$0.000270", "ok"]
    assert rows[2].split()[-4:] == ["1,000", "200", "–", "ok"]
    assert prices.startswith("prices of ")
    assert {one.json["messages"][0]["content"] for one in server.requests} == {"Name three rivers."}


def test_json_is_one_document_with_a_row_for_each(run: Run, server: Chatting) -> None:
    ran = run("try", "openai/a", "openai/missing", "--json", *at(server), "--", "Hello")
    told = json.loads(ran.out)
    rows = [(row["model"], row["status"], row["text"]) for row in told["results"]]
    assert rows == [("openai/a", "ok", ANSWER), ("openai/missing", "failed", "")]
    assert all(row["total_seconds"] >= 0 for row in told["results"])


def test_where_every_call_failed_the_code_is_3(run: Run, server: Chatting) -> None:
    assert run("try", "openai/secret", "openai/limited", *at(server), "--", "x").code == 3


def test_a_model_named_twice_is_asked_once(run: Run, server: Chatting) -> None:
    run("try", "openai/a", "openai/a", *at(server), "--", "x")
    assert len(server.requests) == 1


@pytest.mark.slow
def test_ctrl_c_shows_what_was_done_by_then(home: Home, server: Chatting) -> None:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "whichmodel", "try", "openai/hanging", "openai/a"),
            *(*at(server), "--", "Hello"),
        ],
        env=home.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert server.hung.wait(PATIENCE)
    shown = [process.stdout.readline() for _ in range(2)]
    os.kill(process.pid, signal.SIGINT)
    rest, talk = process.communicate(timeout=PATIENCE)
    assert shown == ["── openai/a ──\n", f"{ANSWER}\n"]
    assert rest.splitlines()[-1].split()[0] == "openai/a"
    assert (process.returncode, talk) == (130, "")
