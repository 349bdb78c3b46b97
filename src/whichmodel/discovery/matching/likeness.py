"""How alike two parts of names are, from 0 (nothing in common) to 1 (the same)."""

import re
from functools import lru_cache

from whichmodel.discovery.matching.letters import shared
from whichmodel.discovery.matching.reading import DATE, OWNER, REVISION, SIZE, VERSION, WORD

SAME_DIGITS, ZERO_LEFT_OUT, LOOKALIKE, LETTER_DIFFERS = 0.95, 0.85, 0.9, 0.5
CUT_SHORT, SPUN_OUT, SISTER, FURTHER, OTHER_DAY = 0.4, 0.1, 0.155, 0.005, 0.2
UNITS, UNIT_LEFT_OUT = "bkm", 0.8
"""The units of sizes, and what a size is worth without one: 70 for 70b, 16 for 16k."""
STAMPED = 3
"""So many digits the numbers of revisions have: 002."""
NUMBERS = re.compile(r"\d+")


class Likeness(dict[str, float]):
    """What a typed part may stand for, by part of a name; what is not listed is worked out."""

    def __init__(self, typed: str, spellings: dict[str, float]) -> None:
        super().__init__(spellings)
        self.typed = typed

    def __missing__(self, known: str) -> float:
        typed = self.typed
        told = typed[0] + known[0] in _COMPARED or typed == known
        value = self[known] = alike(typed, known) if told else 0.0
        return value


@lru_cache(maxsize=20_000)
def alike(typed: str, known: str) -> float:
    """How probably the one part was typed for the other; misspelt words are not compared here."""
    if typed == known:
        return 1.0
    compare = _COMPARED.get(typed[0] + known[0])
    return compare(typed[1:], known[1:]) if compare else 0.0


def _equal(typed: str, known: str) -> float:
    return float(typed == known)


def _versions(typed: str, known: str) -> float:
    if typed.replace("o", "0") == known.replace("o", "0"):
        return LOOKALIKE
    if typed[0].isalpha() and typed[0] != known[0]:
        return 0.0
    mine, theirs = NUMBERS.findall(typed), NUMBERS.findall(known)
    if "".join(mine) == "".join(theirs):
        if typed.replace(".", "") == known.replace(".", ""):
            return SAME_DIGITS
        return LETTER_DIFFERS
    if typed.lstrip("0") == known.lstrip("0"):
        return SAME_DIGITS
    if _trimmed(mine) == _trimmed(theirs):
        return ZERO_LEFT_OUT
    if mine == theirs[: len(mine)]:
        return CUT_SHORT
    if theirs == mine[: len(theirs)]:
        return SPUN_OUT
    if len(mine) == len(theirs) == 2 and mine[0] == theirs[0]:
        return SISTER - FURTHER * min(9, abs(int(mine[1]) - int(theirs[1])))
    return 0.0


def _trimmed(numbers: list[str]) -> list[str]:
    """Without zeros at the end: 4.0 is 4, and 4.20 is 4.2."""
    kept = [numbers[0], *(number.rstrip("0") for number in numbers[1:])]
    while kept[-1] == "" and len(kept) > 1:
        kept.pop()
    return kept


def _dates(typed: str, known: str) -> float:
    """A part of a date is nearly the date, another date is a small error."""
    if typed in known or known in typed:
        return 0.9
    if typed[2:] + typed[:2] == known:
        return 0.9
    return OTHER_DAY * shared(typed, known) / max(len(typed), len(known))


def _unmarked_size(number: str, size: str) -> float:
    return UNIT_LEFT_OUT if size[:-1] == number and size[-1] in UNITS else 0.0


def _number(typed: str, known: str) -> float:
    """A number with other zeros in front: 2 and 02 are 002."""
    counts = typed.isdecimal() and known.startswith("0") and len(known) == STAMPED
    return SAME_DIGITS if counts and int(typed) == int(known) else 0.0


def _marked_size(size: str, number: str) -> float:
    return _unmarked_size(number, size)


_COMPARED = {
    WORD + OWNER: _equal,
    OWNER + WORD: _equal,
    VERSION + VERSION: _versions,
    DATE + DATE: _dates,
    REVISION + REVISION: lambda *_: 0.5,
    VERSION + SIZE: _unmarked_size,
    VERSION + DATE: _number,
    DATE + VERSION: lambda typed, known: _number(known, typed),
    SIZE + VERSION: _marked_size,
    VERSION + REVISION: _equal,
    REVISION + VERSION: _equal,
}
