"""What a project has set for its checks: `[tool.whichmodel.check]`, or `[check]` in a file of ours.

`whichmodel.toml` counts before `pyproject.toml` of the same directory, and the nearest directory
upwards counts alone.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Iterable
from typing import Any, NamedTuple

from whichmodel.check.findings import SEVERITIES
from whichmodel.discovery.errors import ConfigurationError, UsageError

OFF = "off"
GRADES = (*SEVERITIES, OFF)
WITHIN = 90
"""Days before a retirement from which on it is told of."""


class Settings(NamedTuple):
    """What is checked, and how strictly; paths and patterns are relative to `directory`.

    `rules` has the severity, or "off", of each rule that was set; True stands for its own. Names
    that fit one of `aliases` are the project's own and never judged. `baseline` is a whole path.
    """

    directory: str = "."
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    rules: dict[str, str | bool] = {}  # noqa: RUF012 - a default that nobody changes
    within: int = WITHIN
    aliases: tuple[str, ...] = ()
    changelogs: bool = False
    names: bool = False
    strict: bool = False
    baseline: str | None = None


_LISTS = ("paths", "exclude", "aliases")
_SWITCHES = ("changelogs", "names", "strict")
KEYS = (*_LISTS, *_SWITCHES, "rules", "within", "baseline")
PLACES = (("whichmodel.toml", ("check",)), ("pyproject.toml", ("tool", "whichmodel", "check")))
"""Files that may hold settings, and the table in each."""

_UNITS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
_SPAN = re.compile(r"(\d{1,6})\s*([dwmy]?)")


def days(text: str | int) -> int:
    """A span such as `90d`, `12w`, `6m`, `1y` or a plain number, in days; UsageError otherwise."""
    found = _SPAN.fullmatch(str(text).strip().lower())
    if found is None:
        raise UsageError(f"{text!r} is no span of time: write 90d, 12w, 6m or 1y")
    return int(found[1]) * _UNITS[found[2]]


def settings_for(path: str, names: Iterable[str]) -> Settings:
    """The settings of the project that a path lies in; `names` are those of the rules."""
    directory = os.path.abspath(path)
    if not os.path.isdir(directory):
        directory = os.path.dirname(directory)
    while True:
        found = _settings_in(directory, names)
        parent = os.path.dirname(directory)
        if found or parent == directory:
            return found or Settings()
        directory = parent


def settings_in(file: str, names: Iterable[str]) -> Settings:
    """The settings in a file that was named; a file without any is a mistake."""
    for name, keys in PLACES:
        if os.path.basename(file) == name or name == PLACES[0][0]:
            table = _table(file, keys)
            if table is not None:
                return read(table, os.path.dirname(os.path.abspath(file)), file, names)
    raise ConfigurationError(f"{file} has no table [check] or [tool.whichmodel.check]")


def _settings_in(directory: str, names: Iterable[str]) -> Settings | None:
    for name, keys in PLACES:
        file = os.path.join(directory, name)
        table = _table(file, keys) if os.path.isfile(file) else None
        if table is not None:
            return read(table, directory, file, names)
    return None


def _table(file: str, keys: tuple[str, ...]) -> Any:
    """The table under these keys; None where there is none."""
    try:
        with open(file, "rb") as opened:
            found: Any = tomllib.load(opened)
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigurationError(f"{file} is not valid TOML: {error}") from None
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def read(table: Any, directory: str, file: str, names: Iterable[str]) -> Settings:
    """The settings in a table; ConfigurationError for a key or a value that nobody understands."""
    if not isinstance(table, dict):
        raise ConfigurationError(f"{file}: the settings of `check` are a table")
    values: dict[str, Any] = {"directory": directory}
    for key, value in table.items():
        if key not in KEYS:
            raise ConfigurationError(f"{file}: {_unknown('key', key, KEYS)}")
        values[key] = _value(key, value, file, tuple(names))
    return Settings(**values)


def _value(key: str, value: Any, file: str, names: tuple[str, ...]) -> Any:
    if key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ConfigurationError(f"{file}: {key} is a list of strings")
        return tuple(value)
    if key in _SWITCHES:
        if not isinstance(value, bool):
            raise ConfigurationError(f"{file}: {key} is true or false")
        return value
    if key == "within":
        return _within(value, file)
    if key == "rules":
        return _rules(value, file, names)
    if not isinstance(value, str):
        raise ConfigurationError(f"{file}: {key} is the name of a file")
    return os.path.join(os.path.dirname(os.path.abspath(file)), value)


def _within(value: Any, file: str) -> int:
    try:
        return days(value)
    except UsageError as error:
        raise ConfigurationError(f"{file}: within: {error}") from None


def _rules(value: Any, file: str, names: tuple[str, ...]) -> dict[str, str | bool]:
    if not isinstance(value, dict):
        raise ConfigurationError(f"{file}: rules is a table of rules")
    for rule, grade in value.items():
        if rule not in names:
            raise ConfigurationError(f"{file}: {_unknown('rule', rule, names)}")
        if not isinstance(grade, bool) and grade not in GRADES:
            raise ConfigurationError(
                f"{file}: rules.{rule} is true, false, {', '.join(GRADES[:-1])} or {OFF}"
            )
    return {rule: OFF if grade is False else grade for rule, grade in value.items()}


def known_rule(name: str, names: Iterable[str]) -> str:
    """The name itself; UsageError with the nearest where no rule has it."""
    known = tuple(names)
    if name not in known:
        raise UsageError(_unknown("rule", name, known))
    return name


def _unknown(what: str, name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, 1, 0.5)
    advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"
    return f"no {what} is called {name!r}: {advice}"
