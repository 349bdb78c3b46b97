"""One ranked search over all that is known, tolerant of order, separators and spelling.

What was meant comes first; then current before retired, listed by the person's own keys before
merely catalogued, newer before older.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from whichmodel.discovery.catalogue.makers import FAMILY_WORDS
from whichmodel.discovery.matching import reasons
from whichmodel.discovery.matching.comparing import Comparison, compare, gathered
from whichmodel.discovery.matching.filters import Wish, can, fulfils, joined, read
from whichmodel.discovery.matching.index import Entry, Index, home
from whichmodel.discovery.matching.likeness import NUMBERS
from whichmodel.discovery.matching.query import Query, query
from whichmodel.discovery.matching.reading import (
    DATE,
    LONGEST,
    PROVIDER,
    VERSION,
    WEIGHTS,
    WORD,
    tells,
)

CANDIDATES = 400
"""Names that are compared with what was typed."""
EVERYTHING = 20_000
"""So many names are looked through where no word of a name was typed."""
ABSENCE = 0.25
"""What was not typed counts so much less than what was typed and is not there."""
NEAR = 0.5
"""Who shares less of what was typed is no hit."""
MAKER, IN_NAME = 0.8, 0.6
"""What it is worth that a model is at the provider whose name its family has, or the reverse."""
OVER = ("retired", "unlisted")
OWN = ("live", "cached")
DROPPED = "dropped"
"""What no catalogue names any more is suggested, and not searched for."""


class Hit(NamedTuple):
    """A model that was found; `score` from 0 to 1, and why it is there."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]


class Asked(NamedTuple):
    """A search taken apart: the words of a name, the providers among them, and the filters."""

    text: str
    query: Query
    providers: Mapping[str, str]
    wish: Wish


class Found(NamedTuple):
    """A model with what its place in the list rests on."""

    entry: Entry
    comparison: Comparison
    share: float
    score: float
    foreign: float
    exact: bool


def search(index: Index, words: str, limit: int | None = 20) -> list[Hit]:
    """The models that the words may mean, best first; filters may stand among the words."""
    return ranked(index, words, Wish(), limit)


def ranked(index: Index, words: str, wish: Wish, limit: int | None = 20) -> list[Hit]:
    """The same with more filters than the words hold."""
    asked = understood(index, words[: 4 * LONGEST], wish)
    best: dict[str, Found] = {}
    for found in _found(index, asked):
        known = best.get(found.entry.id)
        if known is None or found.share > known.share:
            best[found.entry.id] = found
    born = _births(best.values())
    order = sorted(best.values(), key=lambda found: _order(found, born))
    return [
        Hit(found.entry, round(found.score, 3), _reasons(found, asked)) for found in order[:limit]
    ]


def understood(index: Index, words: str, more: Wish) -> Asked:
    """What a search asks for; a provider's name among the words is looked for in ids as well."""
    text, wish = read(words, index.providers)
    wish = joined(more, wish)
    kept, providers = [], {}
    for word in text.replace("/", " / ").split():
        provider = index.providers.get(word.lower())
        if provider:
            providers[word.lower()] = provider
        if word != "/" and (provider is None or word.lower() in FAMILY_WORDS):
            kept.append(word)
    return Asked(text, query(index, " ".join(kept)), providers, wish)


def _found(index: Index, asked: Asked) -> Iterable[Found]:
    whole = asked.text.lower()
    for number in _numbers(index, asked):
        name = index.name(number)
        without = compare(asked.query, number, name.parts, ABSENCE)
        if asked.query and without.share < NEAR:
            continue
        words = {part[1:] for part in name.parts}
        for entry in name.entries:
            if (
                entry.source != DROPPED
                and fulfils(entry, asked.wish)
                and _able(entry, words, asked.wish)
            ):
                exact = name.plain and whole in (entry.id.lower(), entry.model.lower())
                found = _at(entry, without, words, asked, exact)
                if found.share >= NEAR:
                    yield found


def _numbers(index: Index, asked: Asked) -> Iterable[int]:
    """The names to look at: those that share words, or all of the providers that are asked for."""
    families = FAMILY_WORDS if asked.query else ()
    words = (value for word, value in asked.providers.items() if word not in families)
    named = [*asked.wish.providers, *words]
    if asked.query:
        numbers = gathered(index, asked.query, CANDIDATES, named[0] if named else None)
        return dict.fromkeys([*numbers, *_whole(index, asked)])
    if named:
        return dict.fromkeys(n for each in named for n in index.numbers(PROVIDER + each))
    return range(min(index.count, EVERYTHING)) if any(asked.wish) else ()


def _whole(index: Index, asked: Asked) -> list[int]:
    """Names that are exactly what was typed, providers' words included."""
    if not asked.providers:
        return []
    return gathered(index, query(index, asked.text), 20)


def _able(entry: Entry, words: set[str], wish: Wish) -> bool:
    return all(word in words or can(entry, word) for word in wish.words)


def _at(entry: Entry, comparison: Comparison, words: set[str], asked: Asked, exact: bool) -> Found:
    """With the words that name a provider: the model is there, or its name has the word."""
    weight = WEIGHTS[WORD]
    typed = sum(wanted.weight for wanted in asked.query)
    both = comparison.share * typed
    for word, provider in asked.providers.items():
        if word in FAMILY_WORDS:
            there = WORD + word in comparison.extra and entry.provider == provider
            both += weight * MAKER * there
            continue
        typed += weight
        if entry.provider == provider:
            both += weight
        elif word in words:
            both += weight * IN_NAME
    share = both / typed if typed else 1.0
    foreign = _foreign(comparison, asked)
    return Found(entry, comparison, share, share * (0.5 + 0.5 * comparison.score), foreign, exact)


def _foreign(comparison: Comparison, asked: Asked) -> int:
    """How many parts of the name make it another model than the one that was typed.

    The family goes without saying, and so do version and size where none was typed.
    """
    typed = {known[0] for _, known in comparison.pairs}
    family = any(known[1:] in FAMILY_WORDS for _, known in comparison.pairs)
    return sum(
        tells(part)
        and (part[0] == WORD or part[0] in typed)
        and (family or part[1:] not in FAMILY_WORDS)
        and part[1:] not in asked.providers
        and part[1:] not in asked.wish.words
        for part in comparison.absent
    )


def _order(found: Found, born: Mapping[tuple[str, ...], str]) -> tuple[object, ...]:
    entry = found.entry
    return (
        not found.exact,
        -round(found.share, 2),
        found.foreign,
        entry.status in OVER,
        entry.kind not in (None, "chat"),
        entry.source not in OWN,
        entry.status == "deprecated",
        -round(found.score, 3) if _version(found, typed=True) else 0,
        _newest_first(born.get(_release(found), "")),
        tuple(-number for number in _version(found)),
        entry.provider != home(entry.model),
        -round(found.score, 3),
        _newest_first(_dated(found)),
        entry.id,
    )


def _release(found: Found) -> tuple[str, ...]:
    """What tells the release: the same parts mean the same age, wherever it is offered."""
    parts = (*(known for _, known in found.comparison.pairs), *found.comparison.absent)
    return tuple(sorted({part for part in parts if tells(part)}))


def _births(all_found: Iterable[Found]) -> dict[tuple[str, ...], str]:
    """By release, the first day that anybody states for it."""
    born: dict[tuple[str, ...], str] = {}
    for found in all_found:
        created = found.entry.created
        if created:
            release = _release(found)
            born[release] = min(born.get(release, created), created)
    return born


def _newest_first(date: str) -> str:
    return "".join(chr(255 - ord(char)) for char in date) or "\xff"


def _version(found: Found, typed: bool = False) -> tuple[int, ...]:
    """The version in its name; with `typed` only one that was asked for."""
    known = [known for _, known in found.comparison.pairs]
    for part in known if typed else (*known, *found.comparison.absent):
        if part[0] == VERSION:
            return (*map(int, NUMBERS.findall(part)), 0, 0)[:3]
    return () if typed else (0, 0, 0)


def _dated(found: Found) -> str:
    return max((part[1:] for part in found.comparison.absent if part[0] == DATE), default="")


def _reasons(found: Found, asked: Asked) -> tuple[str, ...]:
    return reasons.of_hit(found.entry, found.comparison, asked.providers, asked.wish, found.exact)
