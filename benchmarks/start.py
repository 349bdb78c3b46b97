"""How long commands take from start to end, beside a Python that does nothing."""

import json
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import loopback
import rivals
from timing import Command, Times, interleaved

BARE = "`python -I -c pass`"
LIST = "`whichmodel list groq --json`"
LINES = (
    "list groq --json",
    "list groq",
    "list --json",
    "providers",
    "resolve groq/x",
    "--help",
)
ROUNDS = 25
RIVAL_ROUNDS = 5


class Starts(NamedTuple):
    """Our own commands; two of them beside the rivals'; the rivals that could not be measured.

    `models` is how many models `list --json` tells of.
    """

    own: dict[str, Times]
    beside: dict[str, Times]
    absent: list[str]
    models: int


def measured(programs: Path, scratch: Path) -> Starts:
    """Time everything."""
    environ = {"HOME": str(scratch), "WHICHMODEL_CACHE_DIR": str(scratch / "empty")}
    own = commands(programs, environ, remembering(programs, scratch / "remembering", environ))
    beside = {name: own[name] for name in (BARE, LIST)}
    others, absent = rivals.commands({"HOME": str(scratch), "LLM_USER_PATH": str(scratch)})
    return Starts(
        interleaved(own, ROUNDS),
        interleaved({**beside, **others}, RIVAL_ROUNDS),
        absent,
        len(listed(programs, environ)),
    )


def commands(
    programs: Path, environ: Mapping[str, str], remembering: Mapping[str, str]
) -> dict[str, Command]:
    """The commands by the names that the table gives them."""
    python, whichmodel = str(programs / "python"), str(programs / "whichmodel")
    verbs = {
        f"`whichmodel {line}`": Command([whichmodel, *line.split()], environ) for line in LINES
    }
    return {
        BARE: Command([python, "-I", "-c", "pass"], environ),
        "`import whichmodel.routing`": Command(
            [python, "-I", "-c", "import whichmodel.routing"], environ
        ),
        **verbs,
        f"{LIST}, with a remembered list": Command(
            [whichmodel, "list", "groq", "--json"], remembering
        ),
    }


def remembering(programs: Path, directory: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """An environment in which Groq was asked before: a server here answered in its place."""
    directory.mkdir()
    ids = listed(programs, environ, "groq", "--kind", "all")
    asked = {**environ, "WHICHMODEL_CACHE_DIR": str(directory), "GROQ_API_KEY": "made-up"}
    with loopback.listings(directory, {"groq": loopback.body(ids)}, 0) as (base, trusted):
        settings = directory / "whichmodel.toml"
        settings.write_text(f'[providers.groq]\nbase_url = "{base}/groq"\n')
        setting = {"WHICHMODEL_CONFIG": str(settings), "SSL_CERT_FILE": str(trusted)}
        refresh = [str(programs / "whichmodel"), "refresh", "groq"]
        subprocess.run(refresh, env={**asked, **setting}, check=True, capture_output=True)
    _move_to_groq(directory / "listings.sqlite")
    return asked


def listed(programs: Path, environ: Mapping[str, str], *words: str) -> list[str]:
    """The ids that `list --json` gives."""
    command = [str(programs / "whichmodel"), "list", *words, "--json"]
    told = subprocess.run(command, env=environ, check=True, capture_output=True).stdout
    return [model["model"] for model in json.loads(told)["models"]]


def _move_to_groq(store: Path) -> None:
    """Without a configuration to read, the list is looked for at Groq's own address."""
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE listings SET endpoint = 'https://api.groq.com/openai/v1'")
