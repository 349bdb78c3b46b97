"""Run time stands on its own: no catalogue, no listing, no configuration is needed to call a model.

What an import drags in can only be seen in a process that has imported nothing else, so every test
here starts one.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from servers.openai_like import OpenAILike, openai_like

PACKAGE = Path(__file__).parents[1] / "src" / "whichmodel"
DOORS = ("__init__.py", "routing.py", "runtime.py")

# json comes last: it brings re and more, which would hide that we had loaded them.
LOADED = """
import sys
before = set(sys.modules)
import {module}
loaded = sorted(set(sys.modules) - before)
import json
print(json.dumps(loaded))
"""

# Every file opened, address asked for and process started, while strings are routed.
TOUCHED = """
import json, sys
from whichmodel.routing import route
watched = ("open", "os.", "socket.", "subprocess.", "import", "urllib.", "sqlite3.")
touched = []
sys.addaudithook(lambda event, args: event.startswith(watched) and touched.append(event))
for model in ("groq/x", "together/x", "claude-sonnet-9", "us.anthropic.x", "nobody/x", "released"):
    route(model)
seen = list(touched)
print(json.dumps(seen))
"""

# A call through LiteLLM in a process that can reach nothing but loopback.
CALL = """
import ipaddress, json, socket, sys
outside = []
def only_loopback(event, args):
    if event == "socket.getaddrinfo" and args[0] not in ("127.0.0.1", "localhost", None):
        outside.append(str(args[0]))
        raise OSError(f"no way to {args[0]}")
    if event == "socket.connect" and args[0].family in (socket.AF_INET, socket.AF_INET6):
        if not ipaddress.ip_address(args[1][0]).is_loopback:
            outside.append(str(args[1]))
            raise OSError(f"no way to {args[1]}")
sys.addaudithook(only_loopback)

import asyncio, whichmodel
from whichmodel.runtime import acomplete, complete
try:
    import whichmodel.discovery
except ModuleNotFoundError:
    discovery = "unimportable"
else:
    discovery = "importable"

model, api_base, options = json.loads(sys.argv[1])
messages = [{"role": "user", "content": "Hello"}]
options = {"api_base": api_base, "api_key": "none", **options}
answers = [
    complete(model, messages, **options),
    asyncio.run(acomplete(model, messages, **options)),
]
print(json.dumps({
    "package": whichmodel.__file__,
    "discovery": discovery,
    "outside": outside,
    "answers": [answer.choices[0].message.content for answer in answers],
    "loaded": sorted(sys.modules),
}))
"""


def run(code: str, *args: str, path: Path = PACKAGE.parent, **environment: str) -> Any:
    """What `code` prints as JSON in a fresh interpreter that finds our package under `path`."""
    ran = subprocess.run(
        [sys.executable, "-c", code, *args],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(path), **environment},
        cwd=path,
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def ours(loaded: list[str]) -> list[str]:
    return [name for name in loaded if name.split(".")[0] == "whichmodel"]


def foreign(loaded: list[str]) -> list[str]:
    return [name for name in loaded if name.split(".")[0] not in sys.stdlib_module_names]


# What importing a door loads


def test_routing_loads_no_module_but_itself() -> None:
    loaded = run(LOADED.format(module="whichmodel.routing"))
    assert loaded == ["whichmodel", "whichmodel.routing"]


def test_runtime_loads_routing_and_leaves_litellm_for_the_call() -> None:
    loaded = run(LOADED.format(module="whichmodel.runtime"))
    assert ours(loaded) == ["whichmodel", "whichmodel.routing", "whichmodel.runtime"]
    assert foreign(loaded) == ours(loaded)


def test_the_calling_process_can_tell_what_is_loaded() -> None:
    loaded = run(LOADED.format(module="whichmodel.routing, re"))
    assert ours(loaded) != loaded


def test_routing_a_string_opens_asks_and_imports_nothing() -> None:
    assert run(TOUCHED) == []


# A real call with everything else gone


@pytest.fixture
def doors(tmp_path: Path) -> Path:
    """A directory with a copy of our package that holds the run-time doors and nothing more."""
    (tmp_path / "whichmodel").mkdir()
    for name in DOORS:
        shutil.copy(PACKAGE / name, tmp_path / "whichmodel")
    return tmp_path


@pytest.fixture
def server() -> Iterator[OpenAILike]:
    if find_spec("litellm") is None:
        pytest.skip("litellm is not installed")
    with openai_like() as served:
        yield served


@pytest.mark.parametrize(
    ("model", "options", "received"),
    [
        ("openai/made-up-for-this-test-1", {}, "made-up-for-this-test-1"),
        ("gpt-made-up-for-this-test", {}, "gpt-made-up-for-this-test"),
        ("fireworks/made-up", {"custom_llm_provider": "openai"}, "fireworks/made-up"),
        ("lmstudio/made-up", {}, "made-up"),
    ],
)
def test_a_model_nobody_listed_is_called_with_discovery_and_catalogue_gone(
    doors: Path, server: OpenAILike, model: str, options: dict[str, str], received: str
) -> None:
    broken = doors / "whichmodel.toml"
    broken.write_text("this is not [a configuration")
    told = run(
        CALL,
        json.dumps([model, server.api_base, options]),
        path=doors,
        HOME=str(doors),
        WHICHMODEL_CONFIG=str(broken),
        WHICHMODEL_CACHE_DIR=str(doors / "deleted"),
        WHICHMODEL_STORE="postgresql://127.0.0.1:1/nowhere",
    )
    assert told["package"] == str(doors / "whichmodel" / "__init__.py")
    assert told["discovery"] == "unimportable"
    assert ours(told["loaded"]) == ["whichmodel", "whichmodel.routing", "whichmodel.runtime"]
    assert told["answers"] == [f"{received} heard: Hello"] * 2
    assert told["outside"] == []
    assert [(path, body["model"]) for path, body in server.requests] == [
        ("/v1/chat/completions", received)
    ] * 2
