"""Files that ask, run as a person runs them: the question arrives with the model and the key."""

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from configs.loading import ALL, PATIENCE, canary, keys, place, run, written
from homes import Home
from servers.chatting import WORDS, Asked, Chatting, chatting

from whichmodel.configs import TARGETS

PROJECT = Path(__file__).resolve().parents[2]
LITELLM = PROJECT / ".venv-litellm/bin/litellm"
PYTHON = {
    "python": "frameworks",
    "langchain": "frameworks",
    "llamaindex": "frameworks",
    "autogen": "frameworks",
    "ag2": "frameworks",
    "crewai": "crewai",
    "pydantic-ai": "pydantic-ai",
}
ANSWER = "".join(WORDS)
CLAUDE = "anthropic/claude-acme"
KEY = canary("CORP_LLM_KEY")
KEYS = {name: canary(name) for name in ("CORP_LLM_KEY", "ANTHROPIC_API_KEY", "GROQ_API_KEY")}
NOBODYS = {"OPENAI_API_KEY": canary("OPENAI_API_KEY")}
"""What clients send where they are not told which key is meant."""


@pytest.fixture
def server() -> Iterator[Chatting]:
    with chatting() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, server: Chatting) -> Home:
    """Somebody whose provider `corp` is the server on loopback."""
    home = Home(tmp_path)
    url = f"{server.address}/v1"
    home.configure(
        corp={"base_url": url, "key_env": "CORP_LLM_KEY", "litellm_prefix": "openai"},
        anthropic={"base_url": url},
        groq={"base_url": url},
    )
    home.environ |= KEYS
    return home


def file_of(home: Home, target: str, *strings: str) -> Path:
    path = home.directory / TARGETS[target].FILE
    named = [word for string in strings for word in ("--model", string)]
    ran = home.run("config", target, *named, "-o", str(path))
    assert ran.returncode == 0, ran.stderr
    return path


def asked(server: Chatting) -> list[tuple[str, str, str]]:
    """Which model each request was for, at which path, with which key."""
    return [
        (
            each.json["model"],
            each.path,
            key_of(each),
        )
        for each in server.requests
    ]


def key_of(asked: Asked) -> str:
    headers = {name.lower(): value for name, value in asked.headers.items()}
    return headers.get("authorization") or headers.get("x-api-key", "")


@pytest.mark.slow
@pytest.mark.target
@pytest.mark.parametrize("target", PYTHON)
def test_a_python_file_asks_its_model(home: Home, server: Chatting, target: str) -> None:
    path = file_of(home, target, "corp/acme of-this-minute")
    python = place(PYTHON[target]) / "bin/python"
    ran = run([str(python), "-W", "ignore", str(path), "Which rivers?"], **KEYS, **NOBODYS)
    assert ran.returncode == 0, ran.stderr
    assert ANSWER in ran.stdout
    assert set(asked(server)) == {("acme of-this-minute", "/v1/chat/completions", f"Bearer {KEY}")}


@pytest.mark.slow
@pytest.mark.target
@pytest.mark.parametrize("target", ["python", "langchain", "pydantic-ai"])
def test_the_second_model_answers_where_the_first_is_gone(
    home: Home, server: Chatting, target: str
) -> None:
    path = file_of(home, target, "corp/missing-1", "corp/acme")
    python = place(PYTHON[target]) / "bin/python"
    ran = run([str(python), "-W", "ignore", str(path), "Which rivers?"], CORP_LLM_KEY=KEY)
    assert ran.returncode == 0, ran.stderr
    assert ANSWER in ran.stdout
    assert list(dict.fromkeys(model for model, *_ in asked(server))) == ["missing-1", "acme"]


def test_curl_asks_every_model_in_its_providers_words(home: Home, server: Chatting) -> None:
    odd = "acme \"x\": {} 'y' \\ $HOME"
    path = file_of(home, "curl", f"corp/{odd}", "anthropic/claude-acme")
    ran = run(["sh", str(path), 'Which "rivers"?\nAll of $HOME'], **KEYS)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("The Rhine") == 2
    first, second = server.requests
    assert (first.path, first.json["model"]) == ("/v1/chat/completions", odd)
    assert first.headers["Authorization"] == f"Bearer {KEY}"
    assert first.json["messages"][0]["content"] == 'Which "rivers"? All of $HOME'
    assert (second.path, second.json["model"]) == ("/v1/messages", "claude-acme")
    assert second.headers["x-api-key"] == canary("ANTHROPIC_API_KEY")
    assert second.headers["anthropic-version"]


def test_curl_without_a_key_says_which(home: Home) -> None:
    ran = run(["sh", str(file_of(home, "curl", "corp/acme"))])
    assert ran.returncode != 0
    assert "CORP_LLM_KEY" in ran.stderr


# ── programs with a configuration of their own ───────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.target
def test_massgens_agents_ask_their_models(home: Home, server: Chatting) -> None:
    path = file_of(home, "massgen", "corp/acme", "groq/acme-2")
    program = place("massgen") / "bin/massgen"
    ran = run(
        [str(program), "--config", str(path), "--automation", "Which rivers?"], **KEYS, **NOBODYS
    )
    assert ran.returncode == 0, ran.stderr
    assert set(asked(server)) == {
        ("acme", "/v1/chat/completions", f"Bearer {KEY}"),
        ("acme-2", "/v1/chat/completions", f"Bearer {KEYS['GROQ_API_KEY']}"),
    }


@pytest.mark.slow
@pytest.mark.target
def test_opencode_asks_its_models(home: Home, server: Chatting) -> None:
    path = file_of(home, "opencode", "corp/acme")
    (program,) = place("node").glob("node_modules/opencode-*/bin/opencode")
    ran = run([str(program), "run", "Which rivers?"], OPENCODE_CONFIG=str(path), **KEYS, **NOBODYS)
    assert ran.returncode == 0, ran.stderr
    assert ANSWER in ran.stdout
    assert set(asked(server)) == {("acme", "/v1/chat/completions", f"Bearer {KEY}")}


@pytest.mark.slow
@pytest.mark.target
def test_llm_asks_its_model_with_the_stored_key(home: Home, server: Chatting) -> None:
    path = file_of(home, "llm", "corp/acme")
    assert "#   llm keys set corp" in path.read_text("utf-8").splitlines()
    (path.parent / "keys.json").write_text(json.dumps({"corp": KEY}), encoding="utf-8")
    program = place("frameworks") / "bin/llm"
    ran = run(
        [str(program), "-m", "model-1", "Which rivers?"],
        LLM_USER_PATH=str(path.parent), **NOBODYS,
    )  # fmt: skip
    assert ran.stdout.strip() == ANSWER, ran.stderr
    assert set(asked(server)) == {("acme", "/v1/chat/completions", f"Bearer {KEY}")}


@pytest.mark.slow
@pytest.mark.target
@pytest.mark.parametrize(
    ("string", "path", "variable"),
    [
        ("corp/acme", "/v1/chat/completions", "OPENAI_API_KEY"),
        ("groq/acme", "/v1/chat/completions", "GROQ_API_KEY"),
        ("anthropic/acme", "/v1/messages", "ANTHROPIC_API_KEY"),
    ],
)
def test_aider_asks_its_main_model(
    home: Home, server: Chatting, string: str, path: str, variable: str
) -> None:
    file = file_of(home, "aider", string)
    quiet = ["--yes-always", "--no-git", "--no-analytics", "--no-check-update"]
    quiet += ["--no-show-release-notes", "--no-show-model-warnings"]
    program = str(place("aider") / "bin/aider")
    ran = run(
        [program, "--config", str(file), *quiet, "--message", "Which rivers?"],
        **{variable: canary(variable)},
    )
    assert ran.returncode == 0, ran.stderr
    assert ANSWER in ran.stdout
    ((model, at, key),) = set(asked(server))
    assert (model, at) == ("acme", path)
    assert f"#   {variable} (" in file.read_text("utf-8")
    assert key in (f"Bearer {canary(variable)}", canary(variable))


# ── the LiteLLM proxy ────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.target
def test_the_proxy_lists_the_models_and_falls_back(home: Home, server: Chatting) -> None:
    path = file_of(home, "litellm", "corp/missing-1", 'corp/x: {} "q"', CLAUDE)
    master = "sk-canary-master"
    with proxy(path, LITELLM_MASTER_KEY=master, **KEYS) as url:
        listed = called(f"{url}/v1/models", master)["data"]
        assert [each["id"] for each in listed] == [
            "openai/missing-1", 'openai/x: {} "q"', CLAUDE
        ]  # fmt: skip
        with pytest.raises(urllib.error.HTTPError):
            called(f"{url}/v1/models", "sk-of-somebody-else")
        question = {"role": "user", "content": "Which rivers?"}
        told = called(
            f"{url}/v1/chat/completions",
            master,
            {"model": "openai/missing-1", "messages": [question]},
        )
        called(f"{url}/v1/chat/completions", master, {"model": CLAUDE, "messages": [question]})
    assert told["choices"][0]["message"]["content"] == ANSWER
    answered = list(dict.fromkeys(asked(server)))
    assert answered == [
        ("missing-1", "/v1/chat/completions", f"Bearer {KEY}"),
        ('x: {} "q"', "/v1/chat/completions", f"Bearer {KEY}"),
        ("claude-acme", "/v1/messages", KEYS["ANTHROPIC_API_KEY"]),
    ]


@pytest.mark.slow
@pytest.mark.target
def test_the_proxy_lists_models_of_every_provider(home: Home) -> None:
    path = written(home, "litellm", ALL, "all.yaml")
    with proxy(path, LITELLM_MASTER_KEY="sk-canary", **keys(ALL)) as url:
        listed = called(f"{url}/v1/models", "sk-canary")["data"]
        known = called(f"{url}/model/info", "sk-canary")["data"]
    assert [each["id"] for each in listed] == [each.string for each in ALL]
    assert [each["litellm_params"].get("api_base") for each in known] == [
        each.litellm for each in ALL
    ]


@pytest.mark.slow
@pytest.mark.target
def test_the_proxy_does_not_start_with_a_broken_file(home: Home) -> None:
    path = file_of(home, "litellm", "corp/acme")
    document = yaml.safe_load(path.read_text("utf-8"))
    document["litellm_settings"] = {"fallbacks": [{"openai/acme": "openai/acme"}]}
    document["model_list"][0].pop("litellm_params")
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(AssertionError, match="litellm_params"), proxy(path):
        pass


class proxy:
    """A LiteLLM proxy with a configuration; its address, until the block ends."""

    def __init__(self, path: Path, **variables: str) -> None:
        if not LITELLM.exists():
            pytest.skip("litellm[proxy] is not installed in .venv-litellm")
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = str(found.getsockname()[1])
        self.url = f"http://127.0.0.1:{port}"
        self.log = path.with_suffix(".log")
        command = [str(LITELLM), "--config", str(path), "--host", "127.0.0.1", "--port", port]
        environ = {
            "PATH": f"{LITELLM.parent}:/usr/bin:/bin",
            "HOME": str(path.parent),
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "DO_NOT_TRACK": "1",
            "NO_PROXY": "*",
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--telemetry", "False"],
                env=environ | variables, cwd=path.parent, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def __enter__(self) -> str:
        deadline = time.monotonic() + PATIENCE
        while not self.ready():
            said = self.log.read_text(errors="replace")[-3000:]
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise AssertionError(said)
            time.sleep(0.1)
        return self.url

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/readiness", timeout=5) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            pass
        return False


def called(url: str, key: str, body: dict[str, Any] | None = None) -> Any:
    request = urllib.request.Request(
        url,
        data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        error.close()
        raise
