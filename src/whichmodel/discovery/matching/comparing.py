"""How near names are to what was typed, and which of all names are worth comparing."""

from collections.abc import Iterable, Sequence
from heapq import nlargest
from typing import NamedTuple

from whichmodel.discovery.matching.index import Index, has
from whichmodel.discovery.matching.likeness import Likeness
from whichmodel.discovery.matching.query import Query, Wanted, versions
from whichmodel.discovery.matching.reading import (
    OWNER,
    OWNER_WEIGHT,
    PROVIDER,
    SIZE,
    VERSION,
    WORD,
    weight,
)

UNSAID = 0.5
"""How much less a size counts that was not typed, where none was."""
COMMON = 100_000
"""So many names are looked at one by one; a part that more have only confirms those."""
BEST = 5_000
"""Of more names than COMMON, those that are confirmed."""
FEW = 8_000
"""Fewer names are sorted sooner than the best of them are chosen."""


class Comparison(NamedTuple):
    """A name beside what was typed: what both have and what only one has.

    `score` is what both have over all of it, `share` over what was typed; `pairs` are typed parts
    with the part of the name that each stands for, `extra` typed parts without one, `absent` parts
    of the name that were not typed.
    """

    score: float
    share: float
    number: int
    pairs: tuple[tuple[str, str], ...]
    extra: tuple[str, ...]
    absent: tuple[str, ...]


def compare(query: Query, number: int, name: tuple[str, ...], absence: float) -> Comparison:
    """The comparison; `absence` is how much of its weight a part counts that was not typed."""
    left = list(name)
    both = lost = 0.0
    pairs, open_ones = [], []
    for wanted in query:
        typed, counts, _, _ = wanted
        if typed in left:
            left.remove(typed)
            both += counts
            pairs.append((typed, typed))
        else:
            open_ones.append(wanted)
    extra = []
    for typed, counts, likeness, _ in open_ones:
        value, part = _nearest(likeness, left)
        if not value:
            extra.append(typed)
            lost += counts
            continue
        left.remove(part)
        if value == 1.0:
            counts = max(counts, weight(part))
        both += counts * value
        lost += counts * (1 - value)
        pairs.append((typed, part))
    said = both + lost
    lacking = _lacking(left, name, query) if left else 0.0
    whole = said + lacking * absence
    score, share = (both / whole, both / said) if both else (0.0, 0.0)
    return Comparison(score, share, number, tuple(pairs), tuple(extra), tuple(left))


def _nearest(likeness: Likeness, left: list[str]) -> tuple[float, str]:
    """The part that a typed one most probably stands for, and how probably."""
    best, found = 0.0, ""
    for part in left:
        value = likeness[part]
        if value and (value > best or (value == best and part > found)):
            best, found = value, part
    return best, found


def _lacking(left: list[str], name: tuple[str, ...], query: Query) -> float:
    """How much the parts of a name count that were not typed; what its owner says too is little."""
    owned = name[0][0] == OWNER
    lacking = 0.0
    for part in left:
        if part[0] == SIZE and not any(wanted.part[0] == SIZE for wanted in query):
            lacking += UNSAID * weight(part)
        elif owned and OWNER + part[1:] in name:
            lacking += OWNER_WEIGHT
        else:
            lacking += weight(part)
    return lacking


def compared(
    index: Index, query: Query, numbers: Iterable[int], absence: float
) -> list[Comparison]:
    """The comparisons of names with the query, best first."""
    found = [compare(query, number, index.name(number).parts, absence) for number in numbers]
    found.sort(key=lambda each: (-each.score, each.number))
    return found


def gathered(index: Index, query: Query, most: int, provider: str | None = None) -> list[int]:
    """The numbers of the names that share most with the query; of equals those with little else."""
    held = [
        (index.numbers(choice), wanted.weight * value)
        for wanted in query
        for choice, value in _choices(wanted)
    ]
    if provider:
        held.append((index.numbers(PROVIDER + provider), 2.0))
    held = [row for row in held if row[0]]
    held.sort(key=lambda row: len(row[0]))
    shared: dict[int, float] = {}
    rare = 0
    for numbers, value in held:
        if shared and len(shared) + len(numbers) > COMMON:
            break
        _add(shared, numbers, value)
        rare += 1
    if rare < len(held):
        shared = {
            number: shared[number] for number in nlargest(BEST, shared, key=shared.__getitem__)
        }
        for numbers, value in held[rare:]:
            _confirm(shared, numbers, value)
    return _first(most, shared)


def _first(most: int, shared: dict[int, float]) -> list[int]:
    """The numbers that share most, of equals the lower one; of few, all are put in order."""
    numbers = sorted(shared)
    if len(numbers) > FEW:
        return nlargest(most, numbers, key=shared.__getitem__)
    numbers.sort(key=shared.__getitem__, reverse=True)
    return numbers[:most]


def _choices(wanted: Wanted) -> list[tuple[str, float]]:
    part = wanted.part
    if part[0] == VERSION:
        return [(choice, 1.0 if choice == part else 0.8) for choice in versions(part[1:])]
    if part[0] in (WORD, OWNER):
        return [(known, value) for known, value in wanted.likeness.items() if known[0] == WORD]
    return [(part, 1.0)]


def _add(shared: dict[int, float], numbers: Sequence[int], value: float) -> None:
    get = shared.get
    for number in numbers:
        shared[number] = get(number, 0.0) + value


def _confirm(shared: dict[int, float], numbers: Sequence[int], value: float) -> None:
    for number in shared:
        if has(numbers, number):
            shared[number] += value
