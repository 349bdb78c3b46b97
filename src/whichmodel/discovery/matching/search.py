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
from whichmodel.discovery.matching.index import Entry, Index, Name
from whichmodel.discovery.matching.likeness import CUT_SHORT, alike
from whichmodel.discovery.matching.query import Query, query
from whichmodel.discovery.matching.ranking import Found, births, nature, order
from whichmodel.discovery.matching.reading import (
    LONGEST,
    PROVIDER,
    SIZE,
    VERSION,
    WEIGHTS,
    WORD,
)
from whichmodel.discovery.model import OVER

CANDIDATES = 300
"""Names that are compared with what was typed."""
EVERYTHING = 20_000
"""So many names are looked through where no word of a name was typed."""
ABSENCE = 0.25
"""What was not typed counts so much less than what was typed and is not there."""
NEAR = 0.5
"""Who shares less of what was typed is no hit."""
MAKER, IN_NAME = 0.8, 0.6
"""What it is worth that a model is at the provider whose name its family has, or the reverse."""
OTHERWISE = 0.6
"""What the provider is worth, where its model has another version or size."""
ANYTHING = Wish()
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


def search(index: Index, words: str, limit: int | None = 20) -> list[Hit]:
    """The models that the words may mean, best first; filters may stand among the words."""
    return ranked(index, words, Wish(), limit)


def ranked(index: Index, words: str, wish: Wish, limit: int | None = 20) -> list[Hit]:
    """The same with more filters than the words hold."""
    asked = understood(index, words[: 4 * LONGEST], wish)
    found = _ordered(index, asked)[:limit]
    return [Hit(each.entry, round(each.score, 3), _reasons(each, asked)) for each in found]


def models(index: Index, words: str, limit: int | None = None) -> list[Entry]:
    """The models of a search alone, best first, without reasons: for a list that is being typed."""
    asked = understood(index, words[: 4 * LONGEST], Wish())
    return [found.entry for found in _ordered(index, asked)[:limit]]


def _ordered(index: Index, asked: Asked) -> list[Found]:
    best: dict[str, Found] = {}
    for found in _found(index, asked):
        known = best.get(found.entry.id)
        if known is None or found.share > known.share:
            best[found.entry.id] = found
    born = births(best.values())
    return sorted(best.values(), key=lambda found: order(found, born))


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
    filters = {*asked.providers, *asked.wish.words}
    for number in _numbers(index, asked):
        name = index.name(number)
        without = compare(asked.query, number, name.parts, ABSENCE)
        said = without.share if asked.query else 1.0
        if said < NEAR:
            continue
        told = nature(without, len(asked.query), filters)
        for entry, share in _shares(name, without, said, asked):
            if share >= NEAR:
                score = share * (0.5 + 0.5 * without.score)
                exact = name.plain and _exact(entry, whole)
                yield Found(entry, without, told, share, score, exact)


def _shares(
    name: Name, without: Comparison, share: float, asked: Asked
) -> Iterable[tuple[Entry, float]]:
    """The models of a name that fulfil the wish, with the share that they have."""
    known = [entry for entry in name.entries if entry.source != DROPPED]
    if not asked.providers and asked.wish == ANYTHING:
        return [(entry, share) for entry in known]
    words = {part[1:] for part in name.parts}
    able = [each for each in known if fulfils(each, asked.wish) and _able(each, words, asked.wish)]
    if not asked.providers:
        return [(entry, share) for entry in able]
    return [(entry, _share(entry, without, words, asked)) for entry in able]


def _exact(entry: Entry, whole: str) -> bool:
    """Whether its id was typed, or its name where it can be used."""
    return whole == entry.id.lower() or (whole == entry.model.lower() and entry.status not in OVER)


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


def _share(entry: Entry, comparison: Comparison, words: set[str], asked: Asked) -> float:
    """The share with words that name a provider: the model is there, or its name has the word."""
    weight = WEIGHTS[WORD]
    typed = sum(wanted.weight for wanted in asked.query)
    both = comparison.share * typed
    here = OTHERWISE if _another(comparison) else 1.0
    for word, provider in asked.providers.items():
        if word in FAMILY_WORDS:
            there = WORD + word in comparison.extra and entry.provider == provider
            both += weight * MAKER * there
            continue
        typed += weight
        if entry.provider == provider:
            both += weight * here
        elif word in words:
            both += weight * IN_NAME
    return both / typed if typed else 1.0


def _another(comparison: Comparison) -> bool:
    """Whether a name has another version or size than the one that was typed, or none."""
    unlike = (typed for typed, known in comparison.pairs if alike(typed, known) <= CUT_SHORT)
    return any(part[0] in (VERSION, SIZE) for part in (*comparison.extra, *unlike))


def _reasons(found: Found, asked: Asked) -> tuple[str, ...]:
    return reasons.of_hit(found.entry, found.comparison, asked.providers, asked.wish, found.exact)
