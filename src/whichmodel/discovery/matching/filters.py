"""What a search asks of models beside their names: `>128k <$1 tools vision free provider:groq`."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from whichmodel.discovery.matching.index import Entry
from whichmodel.discovery.model import CAPABILITIES

SCALES = {"k": 1_000, "m": 1_000_000}
CHEAP = 1_000
"""A bare number under this is a price, and one from here on a number of tokens."""
WORDS = {
    "tools": "tools",
    "tool": "tools",
    "vision": "vision",
    "reasoning": "reasoning",
    "structured": "structured_output",
    "json": "structured_output",
    "free": "free",
}
"""Words that ask for something, where the model's name does not have them."""


class Wish(NamedTuple):
    """What is asked for; None and empty ask for nothing.

    A model is known to do all of `able`. Of `words` each is known of it or in its name: `vision`
    finds `gpt-4-vision` as well as what takes images.
    """

    providers: frozenset[str] = frozenset()
    min_context: int | None = None
    max_context: int | None = None
    max_price: float | None = None
    min_price: float | None = None
    kind: str | None = None
    status: str | None = None
    able: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def read(words: str, providers: Mapping[str, str]) -> tuple[str, Wish]:
    """The words without filters, and the filters."""
    kept: list[str] = []
    wish = Wish()
    for word in words.split():
        found = _filter(word.lower(), wish, providers)
        if found is None:
            kept.append(word)
        else:
            wish = found
    return " ".join(kept), wish


def joined(one: Wish, other: Wish) -> Wish:
    """What either asks for; where both limit the same, the other counts."""
    told = {name: value for name, value in other._asdict().items() if value is not None}
    return Wish(**{
        **one._asdict(),
        **told,
        "providers": one.providers | other.providers,
        "able": (*one.able, *other.able),
        "words": (*one.words, *other.words),
    })  # fmt: skip


def _filter(word: str, wish: Wish, providers: Mapping[str, str]) -> Wish | None:
    """The wish with what a word asks for; None where it is no filter."""
    if word[:1] in "<>" and len(word) > 1:
        return _limit(word, wish)
    name, colon, value = word.partition(":")
    if colon and value and name in _NAMED:
        return _NAMED[name](wish, value, providers)
    if word in WORDS:
        return wish._replace(words=(*wish.words, word))
    return None


def _limit(word: str, wish: Wish) -> Wish | None:
    least, text = word[0] == ">", word[1:].lstrip("=")
    number = text.strip("$")
    scale = SCALES.get(number[-1:], 1)
    try:
        value = float(number.rstrip("km"))
    except ValueError:
        return None
    if "$" in text or (scale == 1 and value < CHEAP):
        return wish._replace(min_price=value) if least else wish._replace(max_price=value)
    tokens = int(value * scale)
    return wish._replace(min_context=tokens) if least else wish._replace(max_context=tokens)


def _provider(wish: Wish, value: str, providers: Mapping[str, str]) -> Wish:
    return wish._replace(providers=wish.providers | {providers.get(value, value)})


_NAMED: dict[str, Callable[[Wish, str, Mapping[str, str]], Wish]] = {
    "provider": _provider,
    "kind": lambda wish, value, _: wish._replace(kind=value),
    "status": lambda wish, value, _: wish._replace(status=value),
}


def fulfils(entry: Entry, wish: Wish) -> bool:
    """Whether a model has what is asked for by number and name; what is unknown does not match."""
    price = -1.0 if entry.price is None else entry.price
    return (
        (not wish.providers or entry.provider in wish.providers)
        and (wish.min_context is None or (entry.context or 0) >= wish.min_context)
        and (wish.max_context is None or 0 < (entry.context or 0) <= wish.max_context)
        and (wish.max_price is None or 0 <= price <= wish.max_price)
        and (wish.min_price is None or price >= wish.min_price)
        and (wish.kind in (None, "all", entry.kind))
        and (wish.status in (None, "all", entry.status))
        and all(name in entry.capabilities for name in wish.able)
    )


def can(entry: Entry, word: str) -> bool:
    """Whether a model is known to do what a word asks for."""
    asked = WORDS[word]
    if asked == "free":
        return entry.price == 0
    return asked in CAPABILITIES and asked in entry.capabilities
