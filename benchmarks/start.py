"""How long commands take from start to end, beside a Python that does nothing."""

import json
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import loopback
import rivals
from timing import Command, Times, interleaved

BARE = "`python -I -c pass`"
ROUNDS = 25
RIVAL_ROUNDS = 5


def measured(programs: Path, scratch: Path) -> tuple[dict[str, Times], dict[str, Times]]:
    """Our own commands, and the rivals' beside two of ours."""
    environ = {"HOME": str(scratch), "WHICHMODEL_CACHE_DIR": str(scratch / "empty")}
    own = commands(programs, environ, remembering(programs, scratch / "remembering", environ))
    beside = {name: own[name] for name in (BARE, "`whichmodel list groq --json`")}
    others = rivals.commands({"HOME": str(scratch), "LLM_USER_PATH": str(scratch)})
    return interleaved(own, ROUNDS), interleaved({**beside, **others}, RIVAL_ROUNDS)


def commands(
    programs: Path, environ: Mapping[str, str], remembering: Mapping[str, str]
) -> dict[str, Command]:
    """The commands by the names that the table gives them."""
    python, whichmodel = str(programs / "python"), str(programs / "whichmodel")
    lines = {
        "list groq --json": environ,
        "list groq": environ,
        "list --json": environ,
        "providers": environ,
        "resolve groq/x": environ,
        "--help": environ,
    }
    verbs = {
        f"`whichmodel {line}`": Command([whichmodel, *line.split()], setting)
        for line, setting in lines.items()
    }
    return {
        BARE: Command([python, "-I", "-c", "pass"], environ),
        "`import whichmodel.routing`": Command(
            [python, "-I", "-c", "import whichmodel.routing"], environ
        ),
        **verbs,
        "`whichmodel list groq --json`, with a remembered list": Command(
            [whichmodel, "list", "groq", "--json"], remembering
        ),
    }


def remembering(programs: Path, directory: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """An environment in which Groq was asked before: a server here answered in its place."""
    directory.mkdir()
    whichmodel = programs / "whichmodel"
    listed = subprocess.check_output([whichmodel, "list", "groq", "--json"], env=environ)
    ids = [model["model"] for model in json.loads(listed)["models"]]
    asked = {**environ, "WHICHMODEL_CACHE_DIR": str(directory), "GROQ_API_KEY": "made-up"}
    with loopback.listings(directory, {"groq": loopback.body(ids)}, 0) as (base, trusted):
        settings = directory / "whichmodel.toml"
        settings.write_text(f'[providers.groq]\nbase_url = "{base}/groq"\n')
        setting = {"WHICHMODEL_CONFIG": str(settings), "SSL_CERT_FILE": str(trusted)}
        subprocess.run([whichmodel, "refresh", "groq"], env={**asked, **setting}, check=True)
    _move_to_groq(directory / "listings.sqlite")
    return asked


def _move_to_groq(store: Path) -> None:
    """Without a configuration to read, the list is looked for at Groq's own address."""
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE listings SET endpoint = 'https://api.groq.com/openai/v1'")
