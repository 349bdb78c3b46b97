"""The same string makes the same request, byte for byte, whatever has become of the catalogue."""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from homes import PATIENCE, Home
from servers.chatting import Asked, Chatting, chatting

pytest.importorskip("litellm")
pytestmark = pytest.mark.slow

PACKAGE = Path(__file__).parents[1] / "src" / "whichmodel"
DOORS = ("__init__.py", "routing.py", "runtime.py")
MANY = 500
PREFIXES = (
    "", "openai/", "groq/", "together/", "together_ai/", "cerebras/", "nebius/", "moonshot/",
    "openrouter/", "anthropic/", "fireworks/", "deepseek/", "mistral/", "xai/", "dashscope/",
    "qwen/", "nobody/", "GROQ/", "openai:", "hosted_vllm/", "lm_studio/",
)  # fmt: skip
STEMS = (
    "gpt-", "claude-", "llama-", "qwen", "kimi-", "o", "made-up-", "moonshotai/Kimi-", "ft:",
    "ü-模型-", "a b", "x:free@",
)  # fmt: skip

CALLS = """
import gc, json, sys, warnings
# Where the collector finds a stream that LiteLLM left open while httpcore holds its lock, httpcore
# waits for itself.
gc.disable()
def only_loopback(event, args):
    if event == "socket.getaddrinfo" and args[0] not in ("127.0.0.1", "localhost", None):
        raise OSError(f"no way to {args[0]}")
sys.addaudithook(only_loopback)
warnings.simplefilter("ignore")
from whichmodel.runtime import complete, stream

strings, api_base = json.load(sys.stdin)
messages = [{"role": "user", "content": "Hello"}]
options = {"api_base": api_base, "api_key": "none", "max_retries": 0, "num_retries": 0}

def said(number, model):
    if number % 2 == 0:
        return complete(model, messages, **options).choices[0].message.content
    chunks = stream(model, messages, **options)
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)

told = []
for number, model in enumerate(strings):
    try:
        told.append(["answer", said(number, model)])
    except Exception as error:
        told.append([type(error).__name__, str(error), getattr(error, "__notes__", [])])
print(json.dumps({"told": told, "discovery": [m for m in sys.modules if "whichmodel.d" in m]}))
"""


def strings() -> list[str]:
    """Model strings such as nobody has listed, always the same."""
    chance = random.Random(20261122)

    def one() -> str:
        tail = "".join(chance.choices("abc0123456789.-_", k=chance.randint(1, 12)))
        return chance.choice(PREFIXES) + chance.choice(STEMS) + tail

    return list(dict.fromkeys(one() for _ in range(2 * MANY)))[:MANY]


def called(server: Chatting, path: Path, home: Home) -> tuple[Any, list[Asked]]:
    """What the calls bring, and what went over the wire, with our package under `path`."""
    server.requests.clear()
    ran = subprocess.run(
        [sys.executable, "-c", CALLS],
        input=json.dumps([strings(), f"{server.address}/v1"]),
        env={**home.environ, "PYTHONPATH": str(path), "PATH": os.environ["PATH"]},
        cwd=home.directory,
        capture_output=True,
        text=True,
        check=False,
        timeout=5 * PATIENCE,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1]), list(server.requests)


def test_500_strings_make_the_same_requests_with_the_catalogue_present_absent_corrupt_and_gone(
    tmp_path: Path,
) -> None:
    copies = {name: tmp_path / name for name in ("present", "absent", "corrupt", "gone")}
    home = Home(tmp_path)
    for name in ("present", "absent", "corrupt"):
        shutil.copytree(PACKAGE, copies[name] / "whichmodel")
    (copies["gone"] / "whichmodel").mkdir(parents=True)
    for door in DOORS:
        shutil.copy(PACKAGE / door, copies["gone"] / "whichmodel")
    (copies["absent"] / "whichmodel/bundle.sqlite").unlink(missing_ok=True)
    (copies["corrupt"] / "whichmodel/bundle.sqlite").write_bytes(b"not a database" * 999)
    with chatting() as server:
        results = {name: called(server, path, home) for name, path in copies.items()}
    told, requests = results["present"]
    assert told["discovery"] == []
    assert len({request.body for request in requests}) > MANY // 2
    assert {name: result for name, result in results.items() if result != (told, requests)} == {}
