"""models.dev as opencode carries it: its API document is a JavaScript literal in the program.

opencode puts models.dev's `api.json` of the day of the build into the program that it ships, so
that it starts without a network. Only that literal is read.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from whichmodel.discovery.errors import Unavailable

PACKAGE = "opencode-linux-x64"
PROGRAM = "bin/opencode"
START = re.compile(rb"""\{["\w$-]+:\{id:"[^"]+",env:\[""")
"""How the document begins: its first provider, with the names of its keys."""

TOKEN = re.compile(
    r"""
    \s*(?:
    (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)
    | (?P<mark>[][{}:,])
    | (?P<not>![01])
    | (?P<number>-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)
    | (?P<word>[A-Za-z_$][\w$]*)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(r"\\(u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|.)", re.DOTALL)
ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
WORDS = {"!0": "true", "!1": "false", "null": "null", "true": "true", "false": "false"}
LONGEST = 64 * 1024 * 1024
"""Bytes: many times the document."""


def document(program: bytes) -> dict[str, Any]:
    """The document in a program, numbers exact; Unavailable where it is not found."""
    start = START.search(program)
    if start is None:
        raise Unavailable("the program of opencode holds no models.dev: its form has changed")
    literal = program[start.start() : start.start() + LONGEST].decode("utf-8", errors="replace")
    try:
        found: dict[str, Any] = json.loads("".join(_as_json(literal)), parse_float=Decimal)
    except ValueError:
        raise Unavailable("the models.dev in opencode cannot be read") from None
    return found


def newest_day(found: dict[str, Any]) -> str:
    """The last day on which any of its models was changed: when it was taken, at the earliest."""
    return max(
        str(model.get("last_updated") or "")
        for provider in found.values()
        for model in provider["models"].values()
    )


def _as_json(literal: str) -> Iterator[str]:
    """The tokens of the object that the text begins with, as those of JSON."""
    depth = at = 0
    while token := TOKEN.match(literal, at):
        at = token.end()
        kind = str(token.lastgroup)
        text = token[kind]
        yield _token(kind, text, literal[at : at + 1] == ":")
        depth += (text in "{[") - (text in "}]")
        if not depth:
            return


def _token(kind: str, text: str, is_key: bool) -> str:
    if kind == "string":
        return json.dumps(ESCAPE.sub(_unescaped, text[1:-1]))
    if is_key and kind in ("word", "number"):
        return json.dumps(text)
    if kind == "number":
        return str(Decimal(text)) if "e" not in text else f"{Decimal(text):f}"
    return text if kind == "mark" else WORDS.get(text, text)


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[2] or escape[3] or escape[4]
    return chr(int(code, 16)) if code else ESCAPED.get(escape[1], escape[1])
