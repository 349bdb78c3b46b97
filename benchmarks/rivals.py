"""What others take to list models: `python rivals.py` installs them, each by itself.

They are put where WHICHMODEL_BENCH_RIVALS says, or into `.venv-rivals`; it takes a gigabyte.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import installed
from timing import Command

DIRECTORY = Path(os.environ.get("WHICHMODEL_BENCH_RIVALS", installed.ROOT / ".venv-rivals"))
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
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    # Nothing listens there: whoever asks the network all the same is refused at once.
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "HTTP_PROXY": "http://127.0.0.1:9",
}


def commands(environ: Mapping[str, str]) -> dict[str, Command]:
    """The command of each rival that is installed, with its version in the name."""
    found = {}
    for package, (name, (program, *words)) in COMMANDS.items():
        if version := installed_version(package):
            path = str(DIRECTORY / package / "bin" / program)
            found[f"`{name}` ({package} {version})"] = Command(
                [path, *words], {**environ, **OFFLINE}
            )
    return found


def absent() -> list[str]:
    """The rivals that are not installed, and so not measured."""
    return [package for package in COMMANDS if not installed_version(package)]


def installed_version(package: str) -> str:
    """The version of a rival; empty where it is not installed."""
    pattern = f"lib/python*/site-packages/{package.replace('-', '_')}-*.dist-info"
    found = [path.name for path in (DIRECTORY / package).glob(pattern)]
    return found[0].removesuffix(".dist-info").rpartition("-")[2] if found else ""


if __name__ == "__main__":
    for rival in COMMANDS:
        installed.install(DIRECTORY / rival, [rival])
