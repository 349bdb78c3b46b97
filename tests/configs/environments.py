"""Where the real tools live: an environment for each group that can share one, made when needed.

`python tests/configs/environments.py [NAME…]` makes them all, or those that are named.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ENVIRON = dict(os.environ)
"""As it is before tests get a home of their own: package clients find their caches with it."""

ROOT = Path(ENVIRON.get("WHICHMODEL_TEST_TARGETS") or PROJECT / ".venv-targets")
PATIENCE = 900.0
MACHINE = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64"}.get(platform.machine(), "arm64")
OPENCODE = f"opencode-{platform.system().lower()}-{MACHINE}"

OPEN_WEBUI = """
aiocache aiofiles aiohttp aiosqlite alembic authlib bcrypt beautifulsoup4 fastapi httpx
langchain-core Markdown mcp orjson pillow PyJWT[crypto] python-engineio python-mimeparse pytz redis
requests sqlalchemy[asyncio] typer uvicorn validators
"""
"""What it takes to import the part of Open WebUI that asks connections for their models."""

PYTHON = {
    "massgen": ["massgen"],
    "aider": ["aider-chat"],
    "crewai": ["crewai", "litellm"],
    "pydantic-ai": [
        "pydantic-ai-slim[openai,groq,anthropic,mistral,google,openrouter,cohere,huggingface,xai]",
    ],
    "frameworks": [
        "llm",
        "langchain-litellm",
        "llama-index-core",
        "llama-index-llms-litellm",
        "dspy",
        "ag2[openai]",
        "autogen-agentchat",
        "autogen-ext[openai]",
        "python-dotenv",
    ],
    # Its requirements fill gigabytes; what reads the variables is in the wheel itself.
    "open-webui": ["--no-deps", "open-webui"],
    "open-webui-imports": OPEN_WEBUI.split(),
    "any-llm": ["any-llm-sdk[openai]"],
}
NODE = {
    "node": ["@continuedev/config-yaml", "librechat-data-provider", "js-yaml", OPENCODE],
}


class Missing(Exception):
    """An environment that is not there and cannot be made here; the text says why."""


def environment(name: str) -> Path:
    """The directory of an environment, made now if it is not there."""
    wanted = PYTHON[name] if name in PYTHON else NODE[name]
    place = ROOT / name
    mark = place / "complete"
    stamp = hashlib.sha256("\n".join([sys.version, *wanted]).encode()).hexdigest()
    if not mark.exists() or mark.read_text(encoding="utf-8") != stamp:
        shutil.rmtree(place, ignore_errors=True)
        for command in python_commands(place, wanted) if name in PYTHON else node(place, wanted):
            install(name, command)
        mark.write_text(stamp, encoding="utf-8")
    return place


def python_commands(place: Path, wanted: list[str]) -> list[list[str]]:
    uv = shutil.which("uv", path=os.path.dirname(sys.executable)) or shutil.which("uv") or "uv"
    executable = str(place / "bin/python")
    return [
        [uv, "venv", "--quiet", "--python", sys.executable, str(place)],
        [uv, "pip", "install", "--quiet", "--python", executable, *wanted],
    ]


def node(place: Path, wanted: list[str]) -> list[list[str]]:
    place.mkdir(parents=True, exist_ok=True)
    quiet = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    return [["npm", "install", *quiet, "--prefix", str(place), *wanted]]


def install(name: str, command: list[str]) -> None:
    try:
        done = subprocess.run(
            command, env=ENVIRON, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{name} cannot be installed here: {error}") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise Missing(f"{name} cannot be installed here: {said[-1] if said else command[0]}")


def main() -> int:
    failed = 0
    for name in sys.argv[1:] or [*PYTHON, *NODE]:
        start = time.monotonic()
        try:
            place = environment(name)
            print(f"{name}: {place}, {time.monotonic() - start:.0f} s", flush=True)
        except Missing as error:
            failed += 1
            print(error, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
