"""The command line as rows of words, read off the parser that reads the command line."""

import argparse
from collections.abc import Iterator

from whichmodel.cli.main import VERBS, Formatter, VerbParser, parser

KINDS = {
    "provider": ("provider", "providers"),
    "model": ("model", "models", "string", "strings"),
    "file": ("path", "paths", "file", "files", "dir", "directory"),
}
"""What a value is, by how it is called: its name in the help, or in the code."""
MANY = ("*", "+", "...")

Row = tuple[str, str, str, str, str]
"""Verb, option or argument; of which verb; the word, or how many; what its value is; its help."""


def rows() -> Iterator[Row]:
    """Every verb, then every option and argument of each."""
    yield from (("verb", "", verb, "none", line) for verb, line in VERBS.items())
    yield from _options(parser(), "")
    for verb in VERBS:
        own = VerbParser(prog=f"whichmodel {verb}", formatter_class=Formatter)
        own.define()
        yield from _options(own, verb)
        for action in own._get_positional_actions():
            count = "many" if action.nargs in MANY else "one"
            yield "argument", verb, count, value(action), ""


def _options(of: argparse.ArgumentParser, verb: str) -> Iterator[Row]:
    for action in of._get_optional_actions():
        if action.help != argparse.SUPPRESS:
            for option in action.option_strings:
                yield "option", verb, option, value(action), _help(of, action)


def value(action: argparse.Action) -> str:
    """What may follow: none, choice and the choices, provider, model, file or any."""
    if action.nargs == 0:
        return "none"
    if action.choices:
        return " ".join(["choice", *map(str, action.choices)])
    called = (str(action.metavar).lower(), action.dest.lower())
    found = (kind for kind, words in KINDS.items() if any(name in words for name in called))
    return next(found, "any")


def _help(of: argparse.ArgumentParser, action: argparse.Action) -> str:
    if not action.help:
        return ""
    return " ".join(of._get_formatter()._expand_help(action).split())
