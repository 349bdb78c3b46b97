"""Which unknown strings are left alone: names of somebody's own, and models of tomorrow.

A string is somebody's own where a word, an owner or a number in it is in no name that resembles it;
it may be of tomorrow where only a version, a size or a date is beyond all that is known.
"""

from collections.abc import Iterable

from whichmodel.discovery.catalogue.makers import FAMILY_WORDS, ORGANISATIONS
from whichmodel.discovery.matching.comparing import Comparison
from whichmodel.discovery.matching.index import Index
from whichmodel.discovery.matching.letters import likeness
from whichmodel.discovery.matching.likeness import CUT_SHORT, NUMBERS, SISTER, SPUN_OUT, alike
from whichmodel.discovery.matching.query import SYNONYM_LIKENESS, TIERS, Query
from whichmodel.discovery.matching.reading import (
    AREAS,
    DATE,
    NOISE,
    OWNER,
    OWNERS,
    PROVIDER,
    SIZE,
    VERSION,
    WORD,
    tells,
)
from whichmodel.discovery.matching.spelling import ENTIRE, SAME, SLIP

OWN_NAMES = frozenset((
    "azure", "azure_ai", "sagemaker", "huggingface", "databricks", "ollama", "vllm", "hosted_vllm",
    "lmstudio", "lm_studio", "litellm_proxy", "llamafile", "lemonade", "custom", "openai_like",
    "xinference", "triton", "predibase",
))  # fmt: skip
"""Providers at which models have the names that their users give them."""

OWN_BEGINNINGS = ("ft:", "arn:", "http:", "https:", "gs:", "s3:", "projects/", "endpoints/")
KNOWN_OWNERS = (
    OWNERS
    | AREAS
    | NOISE
    | TIERS
    | {part for name in ORGANISATIONS for part in (*name.split("-"), name.replace("-", ""))}
)
"""What may stand in front of a name, although there it is wrong."""
MONTHS = [f"{month:02}" for month in range(1, 13)]
CERTAIN = 0.75
"""So alike a word has to be, to stand for the one word that tells the model."""
SURE_OWN = 0.85
"""So near a name has to be where users give names."""


def own_name(index: Index, text: str, provider: str | None) -> bool:
    """Whether a string says itself that it is somebody's own, or its provider is unheard of."""
    unheard = provider is not None and not index.numbers(PROVIDER + provider)
    return unheard or text.lower().startswith(OWN_BEGINNINGS)


def left_alone(
    index: Index, asked: Query, found: list[Comparison], provider: str | None, spelt: float
) -> bool:
    """Whether a string is no misspelling of any of what was found, the best first.

    `spelt` tells how nearly the best is spelt like it.
    """
    if not found:
        return True
    best = found[0]
    branded = bool(asked) and asked[0].part == f"{WORD}{provider}"
    told = spelt in (SLIP, SAME, ENTIRE) if provider in OWN_NAMES and not branded else spelt
    if told and not _other_number(spelt, best):
        return spelt < ENTIRE and _foreign_owner(index, asked, best)
    return (
        (provider in OWN_NAMES and (best.score < SURE_OWN or bool(best.extra)))
        or _foreign(index, asked, best)
        or not _recognised(asked, best)
        or _careless(asked, best)
        or _of_tomorrow(index, best)
        or _begun(best, found)
        or _added(index, best, found, provider)
    )


def _other_number(spelt: float, best: Comparison) -> bool:
    """Whether the one letter that differs makes another version or size."""
    return spelt == SLIP and any(part[0] in (VERSION, SIZE) for part in best.extra)


def _foreign(index: Index, asked: Query, best: Comparison) -> bool:
    """Whether a word, or the owner in front, is nobody's that is known."""
    for wanted in asked:
        kind, word = wanted.part[0], wanted.part[1:]
        unknown = not wanted.known and word not in index.providers
        if kind == WORD and wanted.part in best.extra and unknown and len(word) > 1:
            return True
    return _foreign_owner(index, asked, best)


def _foreign_owner(index: Index, asked: Query, best: Comparison) -> bool:
    """Whether the owner in front is none that is known, in whatever spelling."""
    typed = [wanted.part[1:] for wanted in asked if wanted.part[0] == OWNER]
    extra = [word for word in typed if OWNER + word in best.extra and len(word) > 2]
    if all(word in KNOWN_OWNERS or word in index.providers for word in extra):
        return False
    whole = "".join(typed)
    owner = "".join(part[1:] for part in best.absent if part[0] == OWNER)
    return whole not in KNOWN_OWNERS and likeness(whole, owner) < CERTAIN


def _recognised(asked: Query, best: Comparison) -> bool:
    """Whether a part that tells the model was typed as it is, or nearly."""
    values = {wanted.part: wanted.likeness for wanted in asked}
    return any(
        known == typed or values[typed][known] >= CERTAIN
        for typed, known in best.pairs
        if tells(known) or typed[0] == WORD
    )


def _careless(asked: Query, best: Comparison) -> bool:
    """Whether it would take too many errors at once."""
    values = {wanted.part: wanted.likeness for wanted in asked}
    known_words = {wanted.part for wanted in asked if values[wanted.part].get(wanted.part) == 1.0}
    flaws = [
        2 if typed[0] == WORD and typed in known_words else 1
        for typed, known in best.pairs
        if typed != known and values[typed][known] < SYNONYM_LIKENESS
    ]
    return sum(flaws) > 2


def _of_tomorrow(index: Index, best: Comparison) -> bool:
    """Whether a date is in a later month than all that are known."""
    return any(
        part[0] == DATE and _day(part[1:])[:6] > index.newest[:6]
        for part in (*(typed for typed, _ in best.pairs), *best.extra)
    )


def _day(digits: str) -> str:
    """A date to compare with others; "" where it does not tell the year."""
    if len(digits) == 4 and digits[:2] >= "23" and digits[2:] in MONTHS:
        return f"20{digits}"
    return digits if digits.startswith("20") and len(digits) > 4 else ""


def _begun(best: Comparison, found: Iterable[Comparison]) -> bool:
    """Whether a version may be a new one rather than the beginning of a known one."""
    cut = any(
        typed[0] == VERSION == known[0] and alike(typed, known) == CUT_SHORT
        for typed, known in best.pairs
    )
    return cut and not _outdated(best, found)


def _added(
    index: Index, best: Comparison, found: Iterable[Comparison], provider: str | None
) -> bool:
    """Whether it says more than any name: a word, a version or a size of its own."""
    more = [part for part in best.extra if tells(part) and part[1:] not in index.providers]
    more += [typed for typed, known in best.pairs if _spun_out(typed, known)]
    if not more:
        return False
    if len(more) > 1 or provider is None:
        return True
    if more[0][0] == SIZE:
        return not _within(more[0], best, found)
    if more[0][0] == VERSION and _past(more[0], best, found):
        return False
    exact = all(typed == known for typed, known in best.pairs)
    lacks = any(map(tells, best.absent))
    if exact and not lacks and _mixed(more[0], best, found):
        return False
    return lacks or not exact or more[0][0] == VERSION or not _outdated(best, found)


def _mixed(word: str, best: Comparison, found: Iterable[Comparison]) -> bool:
    """Whether a word is another model's of the family in place of one that stands there too."""
    mine = _words(best)
    return any(
        word in theirs and not mine <= theirs and mine & theirs for theirs in map(_words, found)
    )


def _words(comparison: Comparison) -> set[str]:
    """The words of a name that were typed as they are and tell which it is."""
    return {
        known
        for typed, known in comparison.pairs
        if typed == known and known[0] == WORD and tells(known)
    }


def _spun_out(typed: str, known: str) -> bool:
    """Whether a version goes on where the known one ends, or differently: 6.2 for 6 or 6.1."""
    if typed[0] != VERSION or known[0] != VERSION:
        return False
    mine, theirs = NUMBERS.findall(typed), NUMBERS.findall(known)
    longer = len(mine) > len(theirs) and "".join(mine) != "".join(theirs) and mine[-1] != "0"
    return longer or SPUN_OUT < alike(typed, known) <= SISTER


def _within(size: str, best: Comparison, found: Iterable[Comparison]) -> bool:
    """Whether a size lies between those of the same model, or is one more of a whole name."""
    if not any(map(tells, best.absent)):
        return True
    told = {pair for pair in best.pairs if tells(pair[1])}
    sizes = [
        _amount(part)
        for each in found
        if told <= set(each.pairs)
        for part in each.absent
        if part[0] == SIZE
    ]
    return bool(sizes) and min(sizes) <= _amount(size) <= max(sizes)


def _past(version: str, best: Comparison, found: Iterable[Comparison]) -> bool:
    """Whether models with the same words have gone beyond a version: then it is no new one."""
    told = {pair for pair in best.pairs if pair[1][0] == WORD and tells(pair[1])}
    letter = version[1:2] if version[1:2].isalpha() else ""
    known = [
        _version(part)
        for each in found
        if told and told <= set(each.pairs)
        for part in (*each.absent, *(known for _, known in each.pairs))
        if part[0] == VERSION and part[1:].startswith(letter) and (letter or part[1].isdigit())
    ]
    mine = _version(version)
    return any(mine < other and other[0] <= mine[0] + 1 for other in known)


def _amount(size: str) -> float:
    numbers = NUMBERS.findall(size)
    return float(numbers[0]) if numbers else 0.0


def _outdated(best: Comparison, found: Iterable[Comparison]) -> bool:
    """Whether the family has gone on to another number since: nobody adds to what is past."""
    family = [part for part, _ in best.pairs if part[1:] in FAMILY_WORDS]
    mine = [_version(part) for _, part in best.pairs if part[0] == VERSION]
    others = [
        _version(part)
        for each in found
        if family and (family[0], family[0]) in each.pairs
        for part in (*each.absent, *(known for _, known in each.pairs))
        if part[0] == VERSION
    ]
    return bool(mine and others) and max(others)[:1] > max(mine)[:1]


def _version(part: str) -> tuple[int, ...]:
    return tuple(int(number) for number in NUMBERS.findall(part))
