"""Files as `whichmodel config` writes them, and the real tools that load them."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from configs import environments
from homes import Home

LOADERS = Path(__file__).parent / "loaders"
CORP = "https://llm.corp.example/v1"
PATIENCE = 300.0


class Wanted(NamedTuple):
    """One model as it was asked for, and how it has to be reached.

    `string` is LiteLLM's, `model` the provider's own id, `litellm` the address that LiteLLM has to
    be told, `key` the variable with the key.
    """

    typed: str
    string: str
    model: str
    url: str
    litellm: str | None
    key: str


GROQ = Wanted(
    "groq/acme/of-this-minute", "groq/acme/of-this-minute", "acme/of-this-minute",
    "https://api.groq.com/openai/v1", None, "GROQ_API_KEY",
)  # fmt: skip
ODD = Wanted(
    'mistral/x: {} "quoted" # no', 'mistral/x: {} "quoted" # no', 'x: {} "quoted" # no',
    "https://api.mistral.ai/v1", None, "MISTRAL_API_KEY",
)  # fmt: skip
NUMBER = Wanted(
    "together/1e3", "together_ai/1e3", "1e3",
    "https://api.together.xyz/v1", None, "TOGETHER_API_KEY",
)  # fmt: skip
CLAUDE = Wanted(
    "claude-acme-9", "anthropic/claude-acme-9", "claude-acme-9",
    "https://api.anthropic.com/v1", None, "ANTHROPIC_API_KEY",
)  # fmt: skip
MOON = Wanted(
    "kimi-acme", "moonshot/kimi-acme", "kimi-acme",
    "https://api.moonshot.ai/v1", None, "MOONSHOT_API_KEY",
)  # fmt: skip
OWN = Wanted("corp/acme", "openai/acme", "acme", CORP, CORP, "CORP_LLM_KEY")
ALL = (GROQ, ODD, NUMBER, CLAUDE, MOON, OWN)


def canary(variable: str) -> str:
    """A key that is found wherever it leaks."""
    return f"canary-{variable.lower().replace('_', '-')}"


def keys(models: tuple[Wanted, ...]) -> dict[str, str]:
    return {model.key: canary(model.key) for model in models}


def written(home: Home, target: str, models: tuple[Wanted, ...], name: str) -> Path:
    """A file of the target with these models, from who has all their keys."""
    home.configure(corp={"base_url": CORP, "key_env": "CORP_LLM_KEY", "litellm_prefix": "openai"})
    home.environ |= keys(models)
    path = home.directory / name
    named = [word for model in models for word in ("--model", model.typed)]
    ran = home.run("config", target, *named, "-o", str(path))
    assert ran.returncode == 0, ran.stderr
    text = path.read_text(encoding="utf-8")
    assert [key for key in keys(models).values() if key in text + ran.stderr] == []
    return path


def place(name: str) -> Path:
    """An environment of the real tools; the test is skipped where it cannot be had."""
    try:
        return environments.environment(name)
    except environments.Missing as error:
        pytest.skip(f"not checked against the real tool: {error}")


def loaded(environment: str, script: str, *arguments: Any, **variables: str) -> Any:
    """What a tool says of a file, as JSON; a refusal is an AssertionError with its words."""
    ran = ask(environment, script, *arguments, **variables)
    assert ran.returncode == 0, f"{ran.stdout[-1500:]}{ran.stderr[-1500:]}"
    return json.loads(ran.stdout.splitlines()[-1])


def ask(
    environment: str, script: str, *arguments: Any, **variables: str
) -> "subprocess.CompletedProcess[str]":
    """Run a loader, or a file of ours, in an environment of the real tools."""
    directory = place(environment)
    command = [str(directory / "bin/python"), "-P", "-W", "ignore", str(LOADERS / script)]
    if script.endswith(".mjs"):
        command = ["node", str(LOADERS / script), str(directory)]
    return run([*command, *map(str, arguments)], **variables)


def run(command: list[str], **variables: str) -> "subprocess.CompletedProcess[str]":
    """A command in the home of the test, that asks nobody but loopback."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "CREWAI_DISABLE_TELEMETRY": "true",
        "CREWAI_TRACING_ENABLED": "false",
        "OTEL_SDK_DISABLED": "true",
        "DO_NOT_TRACK": "1",
        # Nothing that a tool tells its makers leaves this machine.
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "127.0.0.1,localhost",
    }
    return subprocess.run(
        command,
        env=environ | variables,
        cwd=os.environ["HOME"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
    )
