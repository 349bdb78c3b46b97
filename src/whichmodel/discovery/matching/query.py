"""What somebody typed, laid beside the words that names consist of."""

from collections import Counter
from heapq import nlargest
from itertools import chain
from typing import NamedTuple

from whichmodel.discovery.catalogue.makers import FAMILY_WORDS
from whichmodel.discovery.matching.index import Index, has
from whichmodel.discovery.matching.letters import likeness, pairs
from whichmodel.discovery.matching.likeness import STAMPED, UNITS, Likeness
from whichmodel.discovery.matching.reading import (
    DATE,
    OWNER,
    OWNER_WEIGHT,
    SIZE,
    VERSION,
    WORD,
    parts,
    weight,
)

LOOKED_AT = 5_000
"""So many names tell whether parts occur together."""
KNOWN_DATE = 2.0
"""A day that some name has was hardly typed by chance."""
RARE = 3
"""A word that fewer names have may itself be misspelt."""
DOUBT = 0.75
"""How much less a known word stands for another."""
KEPT = 2_000
"""Typed words that are remembered."""
BEGUN = 0.75
"""The likeness of a word to one that begins with it."""


LARGE = frozenset(("max", "plus", "pro", "large", "ultra", "medium"))
SMALL = frozenset(("mini", "lite", "flash", "small", "nano", "turbo", "air", "medium"))
TIERS = LARGE | SMALL
"""Words that tell one size or price of a family from another."""
TIER_LIKENESS, NEAR_TIER = 0.35, 0.4
SYNONYMS = tuple(
    frozenset(words.split())
    for words in (
        "thinking reasoning reasoner think",
        "vision vl",
        "instruct it",
        "gpt chatgpt",
        "lite light",
    )
)
SYNONYM_LIKENESS = 0.8


class Wanted(NamedTuple):
    """One typed part: how much it counts, what it may stand for, and whether any name has it."""

    part: str
    weight: float
    likeness: Likeness
    known: bool


Query = tuple[Wanted, ...]


def query(index: Index, text: str) -> Query:
    """The parts of a text with what each may stand for."""
    typed = _resized(index, _joined(index, parts(text)))
    return tuple(_wanted(index, part) for part in typed)


def _resized(index: Index, typed: list[str]) -> list[str]:
    """With a version that its family does not have read as version and size: llama-3-8."""
    family = next((part for part in typed if part[1:] in FAMILY_WORDS), None)
    if family is None:
        return typed
    found: list[str] = []
    for part in typed:
        version, dot, size = part.partition(".")
        apart = [version, f"{SIZE}{size}b"]
        wrong = part[0] == VERSION and dot and not _together(index, family, part)
        found += apart if wrong and _together(index, family, *apart) else [part]
    return found


def _together(index: Index, *all_parts: str) -> bool:
    """Whether any name has all of the parts."""
    rare, *others = sorted(map(index.numbers, all_parts), key=len)
    return any(all(has(numbers, number) for numbers in others) for number in rare[:LOOKED_AT])


def _joined(index: Index, typed: tuple[str, ...]) -> list[str]:
    """With words that were written apart made one, and words written as one apart."""
    found: list[str] = []
    for part in typed:
        if part[0] == WORD and found and found[-1][0] == WORD:
            whole = found[-1] + part[1:]
            rarer = min(len(index.numbers(found[-1])), len(index.numbers(part)))
            if len(index.numbers(whole)) > rarer:
                found[-1] = whole
                continue
        if _ends_version(index, part, found):
            found[-1], part = found[-1] + "o", WORD + part[2:]
        found += _apart(index, part) if part[0] == WORD and not index.numbers(part) else [part]
    return found


def _ends_version(index: Index, part: str, before: list[str]) -> bool:
    """Whether an unknown word begins with the letter of a version: 4omini."""
    unknown = part[:2] == WORD + "o" and not index.numbers(part) and index.numbers(WORD + part[2:])
    return bool(unknown and before and before[-1][0] == VERSION and before[-1][-1].isdigit())


def _apart(index: Index, part: str) -> list[str]:
    """An unknown word as two known ones, where it is made of such."""
    word = part[1:]
    splits = (
        (word[:at], word[at:])
        for at in range(2, len(word))
        if word[:at] in FAMILY_WORDS or word[at:] in FAMILY_WORDS or at > 3
    )
    found = [
        (min(len(index.numbers(WORD + one)), len(index.numbers(WORD + other))), one, other)
        for one, other in splits
    ]
    common, one, other = max(found, default=(0, "", ""))
    return [WORD + one, WORD + other] if common >= RARE else [part]


def _wanted(index: Index, part: str) -> Wanted:
    kind, word = part[0], part[1:]
    if kind not in (WORD, OWNER):
        known = bool(index.numbers(part))
        counts = KNOWN_DATE if known and kind == DATE and len(word) == 8 else weight(part)
        return Wanted(part, counts, Likeness(part, {}), known)
    spelled = _spelled(index, kind, word)
    counts = OWNER_WEIGHT if word in index.providers and word not in FAMILY_WORDS else weight(part)
    both = {tag + known: value for known, value in spelled.items() for tag in (WORD, OWNER)}
    return Wanted(part, counts, Likeness(part, both), bool(spelled))


def _spelled(index: Index, kind: str, word: str) -> dict[str, float]:
    """The known words that a typed one may stand for; a known word hardly stands for another."""
    spelled = misspelt(index, word)
    if len(index.numbers(WORD + word)) >= RARE:
        spelled = {known: value * DOUBT for known, value in spelled.items()}
    for words in SYNONYMS:
        if word in words:
            spelled |= dict.fromkeys(words, SYNONYM_LIKENESS)
    if index.numbers(WORD + word):
        spelled[word] = 1.0
    if kind == WORD and word in TIERS:
        near = LARGE if word in LARGE else SMALL
        tiers = dict.fromkeys(TIERS, TIER_LIKENESS) | dict.fromkeys(near, NEAR_TIER)
        spelled = tiers | spelled
    return spelled


def versions(word: str) -> list[str]:
    """Other ways in which names write a version."""
    digits = word.replace(".", "")
    written = [word, digits, word.removesuffix(".0"), f"{word}.0", f"{word}o"]
    if digits == word and len(word) == 2:
        written += [".".join(word), f"{word[0]}o"]
    sizes = [f"{SIZE}{word}{unit}" for unit in UNITS] if word.isdecimal() and len(word) > 1 else []
    stamps = [DATE + word.zfill(STAMPED)] if word.isdecimal() and len(word) < STAMPED else []
    return [*(VERSION + each for each in dict.fromkeys(written)), *sizes, *stamps]


def _begun(index: Index, word: str) -> dict[str, float]:
    return dict.fromkeys(index.beginning(word, 30), BEGUN)


def misspelt(index: Index, word: str) -> dict[str, float]:
    """The known words that a typed one may be, misspelt or begun; worked out once for an index."""
    found = index.misspelt.get(word)
    if found is None:
        if len(index.misspelt) >= KEPT:
            index.misspelt.clear()
        found = index.misspelt[word] = _misspelt(index, word)
    return found.copy()


def _misspelt(index: Index, word: str) -> dict[str, float]:
    """The known words that differ from it by a letter or two, or begin with it."""
    if len(word) < 3:
        return {} if index.numbers(WORD + word) else _begun(index, word)
    shared = Counter(chain.from_iterable(map(index.words, pairs(word))))
    near = nlargest(40, shared, key=lambda known: (shared[known] / (len(known) + 1), known))
    found = _begun(index, word) if len(index.numbers(WORD + word)) < RARE else {}
    for known in near:
        value = likeness(word, known)
        if value > found.get(known, 0.0):
            found[known] = value
    return found
