"""The real MassGen, from PyPI, with its catalogue and its matcher replaced by ours."""

import contextlib
import inspect
import json
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from configs import loading
from homes import Home
from servers import providers

from whichmodel.integrations import massgen

pytestmark = [pytest.mark.slow, pytest.mark.target]

LOADERS = Path(__file__).parent / "loaders"
THEIR_TESTS = (
    "test_copilot_model_catalog.py",
    "test_config_builder.py",
    "test_web_setup_status_api.py",
)


def real(home: Home, *command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Python in MassGen's own environment, with ours on its path."""
    path = os.pathsep.join([home.environ["PYTHONPATH"], str(LOADERS)])
    python = str(loading.place("massgen") / "bin/python")
    given_ = {**home.environ, "PYTHONPATH": path, "HOME": str(home.directory)}
    ran = loading.run([python, "-W", "ignore", *command], **given_ | variables)
    assert ran.returncode == 0, f"{ran.stdout[-3000:]}{ran.stderr[-3000:]}"
    return ran


def test_arguments_are_those_of_massgens_functions(home: Home) -> None:
    theirs = json.loads(real(home, str(LOADERS / "massgen_signatures.py")).stdout.splitlines()[-1])
    ours = {name: str(inspect.signature(getattr(massgen, name))) for name in theirs}
    assert ours == theirs


def test_massgens_own_tests_pass_with_ours_in_place(home: Home) -> None:
    (place,) = (loading.place("massgen") / "lib").glob("python3*/site-packages/massgen/tests")
    files = [str(place / name) for name in THEIR_TESTS]
    options = ["-c", os.devnull, "-p", "massgen_replaced", "-p", "no:cacheprovider", "-q"]
    ran = real(home, "-m", "pytest", *options, *files)
    (passed,) = re.findall(r"^(\d+) passed in", ran.stdout, re.MULTILINE)
    assert int(passed) >= 60, ran.stdout


def test_massgen_shows_what_providers_list(home: Home) -> None:
    with contextlib.ExitStack() as stack:
        at = {}
        for provider in ("groq", "openrouter", "anthropic"):
            server = stack.enter_context(providers.speaking(provider))
            at[provider] = server.origin + urlsplit(providers.ROWS[provider].base_url).path
            for variable in providers.ROWS[provider].key_env[:1]:
                home.environ[variable] = providers.key_for(provider)
        home.configure(**{name: {"base_url": url} for name, url in at.items()})
        kinds = ("groq", "openrouter", "claude", "lmstudio", "copilot")
        ran = real(home, str(LOADERS / "massgen_lists.py"), *kinds, COPILOT_CLI_PATH=os.devnull)
    seen = json.loads(ran.stdout.splitlines()[-1])
    assert seen["groq"]["web"]["source"] == "dynamic"
    assert "llama-acme-70b-versatile" in seen["groq"]["web"]["models"]
    for kind in ("groq", "openrouter"):
        assert seen[kind]["builder"] == seen[kind]["web"]["models"]
        assert seen[kind]["picked"] == seen[kind]["builder"][0]
    assert seen["lmstudio"]["builder"] == ["custom"]
    assert seen["copilot"]["wizard"] == seen["copilot"]["builder"] != seen["copilot"]["static"]
    assert {model["id"] for model in seen["copilot"]["metadata"]["models"]} == set(
        seen["copilot"]["wizard"]
    )
