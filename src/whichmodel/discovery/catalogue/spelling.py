"""How a model's name is read: its words, versions, sizes and dates, whatever the spelling.

`Claude-3-5-Sonnet-20241022` and `claude-3.5-sonnet@20241022` have the same parts. Nothing of a name
is dropped here: what does not belong to the model is taken off before (`hosts.py`).
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from whichmodel.discovery.catalogue.makers import FAMILY_WORDS


class Parts(NamedTuple):
    """What a name consists of; each part without repetition, in a fixed order."""

    words: tuple[str, ...]
    versions: tuple[str, ...]
    sizes: tuple[str, ...]
    dates: tuple[str, ...]


SIZE = re.compile(r"e?\d+(\.\d+)?[bmt]|\d+x\d+(\.\d+)?b|a\d+(\.\d+)?b|\d+[ek]")
VERSION = re.compile(r"[a-z]{0,2}\d+(\.\d+)*|\d+(\.\d+)*[a-z]")
SHORT = re.compile(r"[a-z]{0,2}\d{1,2}")
GLUED = re.compile(r"([a-z]{3,})(\d+(?:\.\d+)*)")
DATES = (
    (re.compile(r"(20[12]\d) ([01]\d) ([0-3]\d)"), r"\1-\2-\3"),
    (re.compile(r"\b(20[12]\d)([01]\d)([0-3]\d)\b"), r"\1-\2-\3"),
    (re.compile(r"\b([01]\d) (20[12]\d)\b"), r"\2-\1"),
    (re.compile(r"\b(20[12]\d) ([01]\d)\b"), r"\1-\2"),
    (re.compile(r"(?<![\d.] )\b([01]\d) ([0-3]\d)\b(?! \d)"), r"\1\2"),
)
"""The ways in which names write a day or a month, and the one in which it is kept."""

DATE = re.compile(r"20[12]\d-[01]\d(-[0-3]\d)?|\d{4}|\d{6}|00\d")
"""Four digits are kept as they are: 0324 is a day, 2507 a month, 001 a numbered version."""


def parts(name: str) -> Parts:
    """The parts of a name without organisation or host."""
    tokens = _joined(_split(name))
    found: dict[str, list[str]] = {"dates": [], "sizes": [], "versions": [], "words": []}
    for token in tokens:
        found[_kind(token)].append(token)
    versions = [version.removeprefix("v") for version in found["versions"]]
    return Parts(
        tuple(sorted(set(found["words"]), key=_family_first)),
        tuple(sorted(set(versions))),
        tuple(sorted(set(found["sizes"]))),
        tuple(sorted(set(found["dates"]))),
    )


def spelled(made_of: Parts) -> str:
    """The one spelling of these parts: `llama-3.3-instruct-70b`."""
    named = bool(made_of.words) and made_of.words[0] in FAMILY_WORDS
    first, rest = made_of.words[:named], made_of.words[named:]
    return "-".join((*first, *made_of.versions, *rest, *made_of.sizes, *made_of.dates))


def with_word(made_of: Parts, word: str) -> Parts:
    """The parts with one more word."""
    return made_of._replace(words=tuple(sorted({*made_of.words, word}, key=_family_first)))


def _split(name: str) -> list[str]:
    """Lower-case tokens, dates in one piece, families apart from the digits glued to them."""
    text = re.sub(r"[-_:@/ ]+", " ", name.lower()).strip()
    for pattern, kept in DATES:
        text = pattern.sub(kept, text)
    tokens: list[str] = []
    for token in text.split(" "):
        glued = GLUED.fullmatch(token)
        apart = glued and glued[1] in FAMILY_WORDS
        tokens.extend(glued.groups() if glued and apart else (token,))
    return tokens


def _joined(tokens: Iterable[str]) -> list[str]:
    """With versions that are written with a dash made one: 3 5 is 3.5, k2 5 is k2.5."""
    joined: list[str] = []
    for token in tokens:
        before = joined[-1] if joined else ""
        if re.fullmatch(r"\d{1,2}", token) and SHORT.fullmatch(before):
            joined[-1] = f"{before}.{token}"
        elif token:
            joined.append(token)
    return joined


def _kind(token: str) -> str:
    if DATE.fullmatch(token):
        return "dates"
    if SIZE.fullmatch(token):
        return "sizes"
    return "versions" if VERSION.fullmatch(token) else "words"


def _family_first(word: str) -> tuple[bool, str]:
    return (word not in FAMILY_WORDS, word)
