"""How a string is routed, told by someone who knows routing and nothing else."""

import json

import pytest
from commands import Run, python
from homes import Home

from whichmodel.routing import route

KEYS = ["schema", "input", "provider", "model", "litellm_model", "rule"]
STRINGS = {
    "groq/brand-new-9": "prefix",
    "together/moonshotai/Kimi-K2": "prefix alias",
    "claude-sonnet-9": "name",
    "nobody/x": "none",
    " with space ": "none",
    "\u4e2d\u6587/\u6a21\u578b": "none",
    "\x1b[31mred": "none",
}

# `whichmodel …` where discovery, formats and the libraries cannot be imported.
ALONE = """
import sys
for name in ("discovery", "formats", "runtime"):
    sys.modules[f"whichmodel.{name}"] = None
for name in ("litellm", "platformdirs", "yaml", "sqlite3", "tomllib", "urllib", "http"):
    sys.modules[name] = None
from whichmodel.cli.main import main
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(("string", "rule"), STRINGS.items())
def test_json_has_exactly_the_keys_of_the_contract(run: Run, string: str, rule: str) -> None:
    ran = run("resolve", "--json", string)
    assert (ran.code, ran.err) == (0, "")
    document = json.loads(ran.out)
    found = route(string)
    assert list(document) == KEYS
    assert document == {
        "schema": 1,
        "input": string,
        "provider": found.provider,
        "model": found.model,
        "litellm_model": found.litellm_model,
        "rule": rule,
    }


@pytest.mark.parametrize(("string", "rule"), STRINGS.items())
def test_text_tells_the_rule_and_what_litellm_gets(run: Run, string: str, rule: str) -> None:
    ran = run("resolve", string)
    assert (ran.code, ran.err) == (0, "")
    rows = {line[:14].rstrip(): line[14:] for line in ran.lines}
    assert list(rows) == ["string", "provider", "model", "LiteLLM gets", "rule"]
    assert rows["rule"].startswith(f"{rule}: ")
    assert rows["LiteLLM gets"] == route(string).litellm_model.replace("\x1b", "\ufffd")
    assert ran.out.replace("\n", "").isprintable()


@pytest.mark.parametrize("arguments", [["together/x"], ["claude-sonnet-9", "--json"]])
def test_resolving_works_where_discovery_cannot_be_imported(
    home: Home, run: Run, arguments: list[str]
) -> None:
    alone = python(home, "-c", ALONE, "resolve", *arguments)
    assert alone == run("resolve", *arguments)
    assert alone.code == 0


def test_what_is_unimportable_is_missed_by_who_needs_it(home: Home) -> None:
    assert "ModuleNotFoundError" in python(home, "-c", ALONE, "list").err


def test_a_broken_configuration_is_no_reason_not_to_resolve(home: Home, run: Run) -> None:
    home.config.write_text("this is not [a configuration")
    assert run("resolve", "groq/x").code == 0


@pytest.mark.parametrize("string", ["", " ", "\t\n"])
def test_nothing_to_resolve_is_a_mistake(run: Run, string: str) -> None:
    ran = run("resolve", string)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
