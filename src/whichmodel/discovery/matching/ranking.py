"""In which order hits stand: what was meant, then what can be used, then the newer, then where."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from whichmodel.discovery.catalogue.makers import FAMILY_WORDS, TUNERS
from whichmodel.discovery.matching.comparing import Comparison
from whichmodel.discovery.matching.index import Entry, home
from whichmodel.discovery.matching.likeness import NUMBERS
from whichmodel.discovery.matching.reading import DATE, MARKS, VERSION, WORD, tells
from whichmodel.discovery.model import OVER

OWN = ("live", "cached")
HOSTS = {
    host: place
    for place, host in enumerate((
        "openai", "anthropic", "gemini", "groq", "mistral", "openrouter", "bedrock", "vertex",
        "azure", "together", "fireworks", "deepinfra", "cerebras", "github_copilot", "azure_ai",
    ))
}  # fmt: skip
"""Where most people look for models that the maker does not serve, in this order."""
OTHERS = frozenset(("fast", "preview", "exp", "experimental", "beta"))
"""Words of models that are not quite the one without them."""
ACTIVE = "za"
"""How a part begins that tells the active size, as in `30b-a3b`."""


class Nature(NamedTuple):
    """What a name is beside what was typed; the same for all models of that name.

    `foreign` is how many parts make it another model, `beyond` how many more it says where a
    version was typed; `release` is what tells its age, `marked` another price of the same model,
    `bare` that a family was typed, and that the name says no more.
    """

    foreign: int
    beyond: int
    release: tuple[str, ...]
    version: tuple[int, ...]
    marked: bool
    bare: bool
    dated: str


class Found(NamedTuple):
    """A model with what its place in the list rests on."""

    entry: Entry
    comparison: Comparison
    nature: Nature
    share: float
    score: float
    exact: bool


def nature(comparison: Comparison, typed: int, asked: Collection[str]) -> Nature:
    """The nature of a name, of which so many parts were typed; `asked` are words that are filters
    or providers."""
    known = [part for _, part in comparison.pairs]
    absent = comparison.absent
    every = [*known, *absent]
    versions = [part for part in every if part[0] == VERSION]
    numbers = map(int, NUMBERS.findall(versions[0])) if versions else ()
    versioned = any(part[0] == VERSION for part in known)
    return Nature(
        _foreign(known, absent, typed, asked),
        sum(map(_more, absent)) if versioned else 0,
        tuple(sorted({part for part in every if tells(part)})),
        tuple(-number for number in (*numbers, 0, 0, 0)[:3]),
        any(part[1:] in MARKS for part in absent),
        typed == 1 and known[0][1:] in FAMILY_WORDS and not any(map(_more, absent)),
        reverse(max((part[1:] for part in absent if part[0] == DATE), default="")),
    )


def _foreign(known: list[str], absent: Iterable[str], typed: int, asked: Collection[str]) -> int:
    """How many parts of the name make it another model than the one that was typed.

    The family goes without saying, and so do version and size where none was typed, and one word
    where a family is all that was typed.
    """
    kinds = {WORD, *(part[0] for part in known)}
    family = any(part[1:] in FAMILY_WORDS for part in known)
    more = [part[1:] for part in absent if part[0] in kinds and tells(part)]
    other = [word for word in more if word not in asked and (family or word not in FAMILY_WORDS)]
    own_tune = family and typed == 1 and not any(word in TUNERS for word in other)
    return max(0, len(other) - own_tune)


def _more(part: str) -> bool:
    """Whether a part that was not typed tells of another model."""
    if part[1:] in OTHERS:
        return True
    return tells(part) and part[:2] != ACTIVE and part[1:] not in FAMILY_WORDS


def order(found: Found, born: Mapping[tuple[str, ...], str]) -> tuple[object, ...]:
    """What hits are sorted by; `born` are the days of releases."""
    entry, told = found.entry, found.nature
    return (
        not found.exact,
        -round(found.share, 2),
        told.foreign,
        entry.status in OVER,
        entry.kind not in (None, "chat"),
        entry.source not in OWN,
        told.beyond,
        not (told.bare and entry.provider == home(entry.model)),
        born.get(told.release, LAST),
        told.version,
        entry.provider != home(entry.model),
        entry.status == "deprecated",
        told.marked,
        HOSTS.get(entry.provider, len(HOSTS)),
        -round(found.score, 3),
        told.dated,
        entry.id,
    )


def births(all_found: Iterable[Found]) -> dict[tuple[str, ...], str]:
    """By release, the first day that anybody states for it, where more than one source knows it.

    The days are reversed, so that the newest is the least.
    """
    days: dict[tuple[str, ...], str] = {}
    sources: dict[tuple[str, ...], set[str]] = {}
    for found in all_found:
        entry, release = found.entry, found.nature.release
        if entry.created:
            days[release] = min(days.get(release, entry.created), entry.created)
            seen = sources.setdefault(release, set())
            seen.update((entry.provider, "another")[: entry.witnesses])
    return {release: reverse(day) for release, day in days.items() if len(sources[release]) > 1}


@lru_cache(maxsize=20_000)
def reverse(date: str) -> str:
    """A text that sorts the other way round; what has no date comes last."""
    return "".join(chr(255 - ord(char)) for char in date if char < "\xff") or LAST


LAST = "\xff"
