"""Every format is found by its name, and costs nothing until it is asked for."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest
from samples import SMALL

from whichmodel.formats import FORMATS, render
from whichmodel.formats import table as table_format

LOADED = """
import json, sys
before = set(sys.modules)
import whichmodel.formats, {modules}
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded(modules: str) -> list[str]:
    """What a fresh process loads beside `json` when it imports the formats and these modules."""
    code = LOADED.format(modules=modules)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    names: list[str] = json.loads(ran.stdout)
    return names


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_a_module_and_writes_lines(name: str) -> None:
    assert find_spec(FORMATS[name]) is not None
    assert render(name, SMALL).endswith("\n")


def test_a_name_that_is_no_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        render("nonsense", SMALL)


def test_width_and_colour_reach_the_table() -> None:
    assert render("table", SMALL, 60, True) == table_format.render(SMALL, 60, True)
    assert render("table", SMALL) == table_format.render(SMALL)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "table"])
def test_no_other_format_depends_on_the_terminal(name: str) -> None:
    assert render(name, SMALL, 20, True) == render(name, SMALL)


def test_json_is_written_with_json_alone() -> None:
    ours = ["whichmodel", "whichmodel.formats"]
    names = ["whichmodel.formats.envelope", "whichmodel.formats.json"]
    standard = set(loaded("whichmodel.formats.json")) - set(ours + names)
    assert standard <= {"importlib", "importlib._bootstrap", "importlib._bootstrap_external"} | {
        "warnings"
    }


def test_the_table_is_drawn_without_typing_and_its_like() -> None:
    heavy = {"typing", "dataclasses", "pathlib", "inspect", "tomllib", "yaml", "csv"}
    assert not heavy & set(loaded("whichmodel.formats.table"))
