"""One call of any string: the answer on stdout, tokens and price on stderr, advice on failure."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from commands import Run, shell, terminal
from homes import PATIENCE, Home, key_for
from servers.chatting import Chatting, chatting
from servers.openai_like import openai_like

pytest.importorskip("litellm")
pytestmark = pytest.mark.filterwarnings("ignore")  # what LiteLLM and its libraries warn of

ANSWER = "The Rhine, the Nile, the Amazon."


@pytest.fixture
def server(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chatting]:
    monkeypatch.setattr(sys, "stdin", StringIO())
    home.environ["OPENAI_API_KEY"] = key_for("openai")
    home.environ["ANTHROPIC_API_KEY"] = key_for("anthropic")
    with chatting() as served:
        yield served


def at(server: Chatting, version: str = "/v1") -> list[str]:
    return [
        "-o",
        f"api_base={server.address}{version}",
        "-o",
        "num_retries=0",
        "-o",
        "max_retries=0",
    ]


@pytest.mark.parametrize(
    ("model", "version"), [("openai/invented-for-this-test", "/v1"), ("claude-invented", "")]
)
def test_a_model_nobody_knows_answers(run: Run, server: Chatting, model: str, version: str) -> None:
    ran = run("run", model, "Name three rivers.", *at(server, version))
    assert (ran.code, ran.out) == (0, f"{ANSWER}\n")
    assert ran.last.startswith(f"{model}: 1,000 tokens in, 200 out, first token after ")
    asked = server.requests[-1].json
    assert asked["messages"][-1]["content"] in (
        "Name three rivers.",
        [{"type": "text", "text": "Name three rivers."}],
    )


@pytest.mark.parametrize("model", ["openai/gpt-4o", "openai/missing-gpt-4o"])
def test_a_configuration_that_cannot_be_read_takes_no_answer_away(
    run: Run, home: Home, server: Chatting, model: str
) -> None:
    fine = run("run", model, "Hello", "--json", *at(server))
    home.config.write_text("x = [")
    ran = run("run", model, "Hello", "--json", *at(server))
    assert ran.code == fine.code
    same = ("status", "text", "input_tokens", "error")
    before, now = json.loads(fine.out), json.loads(ran.out)
    assert [now[name] for name in same] == [before[name] for name in same]
    assert now["cost"] is None


def test_an_answer_without_text_is_told(run: Run, server: Chatting) -> None:
    with openai_like() as mute:  # it answers whole where pieces were asked for
        ran = run("run", "openai/x", "Hello", "-o", f"api_base={mute.api_base}")
    assert (ran.code, ran.out.strip()) == (0, "")
    assert ran.last.startswith("openai/x: no text in the answer, ")


def test_a_price_is_told_with_who_states_it(run: Run, server: Chatting) -> None:
    ran = run("run", "gpt-4o-mini", "Hello", *at(server))
    # 1000 tokens at $0.15 and 200 at $0.60 for a million
    assert "200 out, $0.000270 at prices of " in ran.last


def test_options_reach_the_provider(run: Run, server: Chatting) -> None:
    wishes = ["--system", "Be brief.", "--max-tokens", "7", "--temperature", "0.5", "-o", "seed=3"]
    run("run", "openai/x", "Hello", *wishes, *at(server))
    asked = server.requests[-1].json
    assert asked["messages"][0] == {"role": "system", "content": "Be brief."}
    assert (asked["max_tokens"], asked["temperature"], asked["seed"]) == (7, 0.5, 3)


def test_json_has_the_answer_and_what_it_took(run: Run, server: Chatting) -> None:
    ran = run("run", "gpt-4o-mini", "Hello", "--json", *at(server))
    told = json.loads(ran.out)
    assert (told["schema"], told["text"], told["status"]) == (1, ANSWER, "ok")
    assert (told["input_tokens"], told["output_tokens"], told["cost"]) == (1000, 200, "0.00027")
    assert told["litellm_model"] == "openai/gpt-4o-mini"


def test_what_is_piped_in_follows_the_prompt(home: Home, server: Chatting) -> None:
    words = " ".join(at(server))
    ran = shell(home, f"printf 'a\\nb\\n' | whichmodel run openai/x 'Sum up:' {words}")
    assert (ran.code, ran.out) == (0, f"{ANSWER}\n")
    assert server.requests[-1].json["messages"][0]["content"] == "Sum up:\n\na\nb"


def test_without_any_prompt_nothing_is_called(home: Home, server: Chatting) -> None:
    ran = home.run("run", "openai/x", *at(server))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "whichmodel: there is no prompt: give one, or pipe it in\n"
    assert server.requests == []


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("openai/limited-1", "RateLimitError: OpenAIException - Rate limit reached"),
        ("openai/secret-1", "AuthenticationError: OpenAIException - Incorrect API key"),
        ("openai/cut-1", ""),
    ],
)
def test_a_failed_call_is_one_line_and_3(run: Run, server: Chatting, model: str, says: str) -> None:
    ran = run("run", model, "Hello", *at(server))
    if model == "openai/cut-1":  # the stream ended early, and whoever reads it cannot tell
        assert ran.out.startswith("The Rhine,")
        return
    assert (ran.code, ran.out) == (3, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(f"whichmodel: {model}: {says}")
    assert "canary" not in line


@pytest.mark.parametrize(
    ("typed", "meant"), [("openai/missing", None), ("openai/gpt-4o-minii", "openai/gpt-4o-mini")]
)
def test_a_model_that_does_not_exist_brings_advice(
    run: Run, server: Chatting, monkeypatch: pytest.MonkeyPatch, typed: str, meant: str | None
) -> None:
    monkeypatch.setitem(
        __import__("servers.chatting", fromlist=["REFUSALS"]).REFUSALS,
        "gpt-4o-minii",
        (404, "The model `{}` does not exist"),
    )
    ran = run("run", typed, "Hello", *at(server))
    first, *advice = ran.err.splitlines()
    assert ran.code == 3
    assert first.startswith(f"whichmodel: {typed}: NotFoundError: ")
    assert [line.split()[3].rstrip("?") for line in advice[:1]] == ([meant] if meant else [])


def test_a_prefix_that_litellm_does_not_know_is_its_own_error_with_advice(
    run: Run, server: Chatting
) -> None:
    ran = run("run", "nobody/x", "Hello")
    assert ran.code == 3
    assert "LLM Provider NOT provided" in ran.err.splitlines()[0]


def test_a_key_is_never_shown(run: Run, server: Chatting, home: Home) -> None:
    for model in ("openai/secret-1", "openai/missing-1", "gpt-4o-mini"):
        ran = run("run", model, "Hello", *at(server))
        assert key_for("openai") not in ran.out + ran.err
    assert key_for("openai").encode() not in home.files()


@pytest.mark.slow
def test_ctrl_c_ends_a_hanging_answer_quietly_with_what_there_was(
    home: Home, server: Chatting
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "whichmodel", "run", "openai/hanging", "Hello", *at(server)],
        env=home.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    shown = process.stdout.read(len("The Rhine,"))
    os.kill(process.pid, signal.SIGINT)
    rest, talk = process.communicate(timeout=PATIENCE)
    assert (shown, process.returncode, talk) == ("The Rhine,", 130, "")
    assert rest == ""


@pytest.mark.slow
def test_a_terminal_is_told_nothing_that_it_would_obey(
    home: Home, server: Chatting, monkeypatch: pytest.MonkeyPatch
) -> None:
    import servers.chatting

    monkeypatch.setattr(servers.chatting, "WORDS", ("a\x1b[31mred\x07\n", "b"))
    ran = terminal(home, "run", "openai/x", "Hello", *at(server))
    assert ran.code == 0
    assert ran.out == "a�[31mred�\nb\n"
