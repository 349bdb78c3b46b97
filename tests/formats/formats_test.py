"""Every format is found by its name, and costs nothing until it is asked for."""

import subprocess
import sys
from importlib.util import find_spec

import pytest
from samples import SMALL

from whichmodel.formats import FORMATS, render
from whichmodel.formats import table as table_format

LOADED = """
import sys
import {first}
before = set(sys.modules)
import {module}
print(*sorted(set(sys.modules) - before))
"""


def loaded(module: str, first: str) -> set[str]:
    """What a fresh process loads for `module` beside what `first` has loaded."""
    code = LOADED.format(module=module, first=first)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return set(ran.stdout.split())


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
    assert loaded("whichmodel.formats.json", first="importlib, json") == {
        "whichmodel",
        "whichmodel.formats",
        "whichmodel.formats.envelope",
        "whichmodel.formats.json",
    }


def test_the_table_is_drawn_with_our_own_modules_and_what_is_written_in_c() -> None:
    names = loaded("whichmodel.formats.table", first="importlib")
    foreign = {name for name in names if not name.startswith("whichmodel")}
    assert foreign <= {"itertools", "unicodedata"}
