"""What others take to list models: `python rivals.py` installs them, each by itself.

They are put where WHICHMODEL_BENCH_RIVALS says, or into `.venv-rivals`; it takes a gigabyte.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import installed
from timing import Command, once

DIRECTORY = Path(
    os.environ.get("WHICHMODEL_BENCH_RIVALS", installed.ROOT / ".venv-rivals")
).resolve()
VALID_MODELS = "import litellm; litellm.get_valid_models()"
COMMANDS = {
    "llm": ("llm models list", ["llm", "models", "list"]),
    "aider-chat": (
        "aider --list-models gpt",
        ["aider", "--list-models", "gpt", "--no-git", "--no-check-update", "--analytics-disable"],
    ),
    "litellm": ("litellm.get_valid_models()", ["python", "-c", VALID_MODELS]),
}
"""By package: what its row is called, and the command line."""

OFFLINE = {
    "PATH": os.defpath,
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    # Nothing listens there: whoever asks the network all the same is refused at once.
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "HTTP_PROXY": "http://127.0.0.1:9",
}


def commands(environ: Mapping[str, str]) -> tuple[dict[str, Command], list[str]]:
    """The commands that work, with the version in the name; and the rivals without one."""
    found, absent = {}, []
    for package, (name, (program, *words)) in COMMANDS.items():
        path = DIRECTORY / package / "bin" / program
        command = Command([str(path), *words], {**environ, **OFFLINE})
        if path.exists() and once(command) is not None:
            found[f"`{name}` ({package} {version(package)})"] = command
        else:
            absent.append(package)
    return found, absent


def version(package: str) -> str:
    """The version of a rival that is installed."""
    pattern = f"lib/python*/site-packages/{package.replace('-', '_')}-*.dist-info"
    found = next((DIRECTORY / package).glob(pattern)).name
    return found.removesuffix(".dist-info").rpartition("-")[2]


if __name__ == "__main__":
    for rival in COMMANDS:
        installed.install(DIRECTORY / rival, [rival])
