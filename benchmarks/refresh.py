"""How long a refresh of forty providers takes, each answering after 200 ms over TLS."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import loopback
from timing import Command, Times, interleaved

PROVIDERS = 40
MODELS = 400
DELAY = 0.2
ROUNDS = 9
PLAIN = Path(__file__).with_name("plain.py")


def measured(programs: Path, scratch: Path) -> dict[str, Times]:
    """The floor, a client that only fetches, and a refresh with and without a memory."""
    scratch.mkdir()
    names = [f"provider-{number:02}" for number in range(PROVIDERS)]
    bodies = {name: body(name) for name in names}
    with loopback.listings(scratch, bodies, DELAY) as (base, trusted):
        environ = settings(scratch, base, trusted, names)
        times = interleaved(commands(programs, environ, base, names), ROUNDS)
        check(programs, environ, names)
    return times


def body(name: str) -> bytes:
    """The listing of one provider."""
    return loopback.body(f"{name}/model-{number:03}" for number in range(MODELS))


def settings(scratch: Path, base: str, trusted: Path, names: list[str]) -> dict[str, str]:
    """An environment in which these providers can be asked, each with a key."""
    configuration = scratch / "whichmodel.toml"
    configuration.write_text(
        "".join(
            f'[providers.{name}]\nbase_url = "{base}/{name}/v1"\nkey_env = "MADE_UP_KEY"\n'
            for name in names
        )
    )
    return {
        "HOME": str(scratch),
        "WHICHMODEL_CACHE_DIR": str(scratch),
        "WHICHMODEL_CONFIG": str(configuration),
        "SSL_CERT_FILE": str(trusted),
        "MADE_UP_KEY": "made-up",
    }


def commands(
    programs: Path, environ: Mapping[str, str], base: str, names: list[str]
) -> dict[str, Command]:
    """The commands by the names that the table gives them; the order of the last two matters."""
    python = str(programs / "python")
    refresh = [str(programs / "whichmodel"), "refresh", *names]
    urls = [f"{base}/{name}/v1/models" for name in names]

    def forget() -> None:
        for left in Path(environ["WHICHMODEL_CACHE_DIR"]).glob("listings.sqlite*"):
            os.remove(left)

    return {
        f"`time.sleep({DELAY:g})`": Command(
            [python, "-I", "-c", f"import time; time.sleep({DELAY})"], environ
        ),
        "threads, `http.client` and `json`, nothing stored": Command(
            [python, "-I", str(PLAIN), *urls], environ
        ),
        "`whichmodel refresh`, the first": Command(refresh, environ, forget),
        "`whichmodel refresh`, lists remembered": Command(refresh, environ),
    }


def check(programs: Path, environ: Mapping[str, str], names: list[str]) -> None:
    """See that what was timed did its work."""
    command = [str(programs / "whichmodel"), "providers", *names, "--json"]
    told = json.loads(subprocess.check_output(command, env=environ))["providers"]
    found = [(provider["status"], provider["models"]) for provider in told]
    assert found == [("ok", MODELS)] * PROVIDERS, found
