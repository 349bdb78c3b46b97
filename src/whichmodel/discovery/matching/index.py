"""All names in one place: which names have a part, and which models have a name.

Built once and read many times, in memory or from a file: both answer the same few questions, which
are the methods of `Index`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from whichmodel.discovery.catalogue.makers import family_of
from whichmodel.discovery.matching.letters import pairs
from whichmodel.discovery.matching.reading import (
    DATE,
    OWNER,
    PROVIDER,
    WORD,
    lettered,
    parts,
    weight,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.model import Model


class Entry(NamedTuple):
    """A model at a provider, with what ranking and filters need to know of it.

    `source` is that of its listing (`cached`, `catalogue`, …), or `dropped` where a catalogue named
    it once and does no more; `witnesses` is how many sources tell of it. `price` is dollars per
    million input tokens. `created` is the best that is known of its age: its date, or the day on
    which it was first seen.
    """

    id: str
    provider: str
    model: str
    name: str | None = None
    family: str | None = None
    kind: str | None = None
    status: str = "unknown"
    retires_on: str | None = None
    replacement: str | None = None
    created: str | None = None
    context: int | None = None
    price: float | None = None
    capabilities: tuple[str, ...] = ()
    source: str = "catalogue"
    witnesses: int = 1


class Name(NamedTuple):
    """A name, its parts, and the models that have it; a `plain` one is their id, others are titles
    under which they are known."""

    text: str
    parts: tuple[str, ...]
    entries: tuple[Entry, ...]
    plain: bool


class Index(Protocol):
    """Answers which names have a part; names are numbered, those with few parts first."""

    providers: Mapping[str, str]
    """Every spelling of a provider, in lower case, with its id."""
    newest: str
    """The latest date in any name, as 20250929."""
    count: int
    """How many names there are."""
    misspelt: dict[str, dict[str, float]]
    """What typed words may stand for, once somebody has worked it out."""

    def numbers(self, part: str) -> Sequence[int]:
        """The numbers of the names that have a part, ascending."""

    def name(self, number: int) -> Name:
        """The name of a number."""

    def words(self, pair: str) -> Sequence[str]:
        """The words that have a pair of letters."""

    def beginning(self, start: str, limit: int) -> Sequence[str]:
        """Words that begin so."""

    def again(self) -> "Index":
        """The same for another process, which was forked from this one."""

    def close(self) -> None:
        """Let go of the file, if it is in one."""


class Memory:
    """An index in memory."""

    def __init__(self, names: list[Name], providers: Mapping[str, str]) -> None:
        self.providers = providers
        self._names = names
        self._numbers = posted(names)
        for number, name in enumerate(names):
            for provider in {entry.provider for entry in name.entries}:
                self._numbers.setdefault(PROVIDER + provider, []).append(number)
        self._words = sorted(part[1:] for part in self._numbers if part[0] == WORD)
        self._pairs = paired(self._words)
        self.newest = newest(self._numbers)
        self.count = len(names)
        self.misspelt: dict[str, dict[str, float]] = {}

    def numbers(self, part: str) -> Sequence[int]:
        """The numbers of the names that have a part, ascending."""
        return self._numbers.get(part, ())

    def name(self, number: int) -> Name:
        """The name of a number."""
        return self._names[number]

    def words(self, pair: str) -> Sequence[str]:
        """The words that have a pair of letters."""
        return self._pairs.get(pair, ())

    def beginning(self, start: str, limit: int) -> Sequence[str]:
        """Words that begin so."""
        at = bisect_left(self._words, start)
        found = self._words[at : at + limit]
        return [word for word in found if word.startswith(start)]

    def again(self) -> "Memory":
        """The same: memory is copied."""
        return self

    def close(self) -> None:
        """There is no file."""


HOMES = {"google": "gemini", "moonshotai": "moonshot"}
"""Makers whose own service is a provider of another name."""


@lru_cache(maxsize=20_000)
def home(model: str) -> str:
    """The provider that makes the models whose names begin like this one; "" where nobody says."""
    family = family_of(model.lower().rpartition("/")[2])
    return HOMES.get(family.maker, family.maker) if family else ""


def build(entries: Iterable[Entry], providers: Mapping[str, str] | None = None) -> Index:
    """An index of these models in memory; `providers` are spellings of providers' names.

    Without them a provider is known by its id and by the prefix of its models' ids.
    """
    known = list(entries)
    return Memory(names_of(known), providers or spellings(known))


def spellings(entries: Iterable[Entry]) -> dict[str, str]:
    """Providers by what their models' ids and they themselves tell."""
    found: dict[str, str] = {}
    for entry in entries:
        found[entry.provider.lower()] = entry.provider
        prefix = entry.id.removesuffix(f"/{entry.model}")
        found.setdefault(prefix.lower(), entry.provider)
    return found


def names_of(entries: Iterable[Entry]) -> list[Name]:
    """All names of the entries, those with few parts first."""
    held: dict[tuple[str, bool], list[Entry]] = {}
    for entry in entries:
        held.setdefault((entry.model, True), []).append(entry)
        if entry.name and entry.name != entry.model:
            held.setdefault((entry.name, False), []).append(entry)
    read = ((text, parts(text), tuple(same), plain) for (text, plain), same in held.items())
    names = [Name(*row) for row in read]
    own = {entry.id: set(name.parts) for name in names if name.plain for entry in name.entries}
    kept = [name for name in names if name.plain or _adds(name, own)]
    return sorted(kept, key=lambda name: (sum(map(weight, name.parts)), name.text))


def _adds(title: Name, own: Mapping[str, set[str]]) -> bool:
    """Whether a title tells of any of its models what the model's id does not."""
    said = set(title.parts)
    return any(not said <= own[entry.id] for entry in title.entries)


def has(numbers: Sequence[int], number: int) -> bool:
    """Whether a number is among ascending ones."""
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


def posted(names: Iterable[Name]) -> dict[str, list[int]]:
    """By part, the numbers of the names that have it; a word of an owner counts as a word."""
    numbers: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        held = {WORD + part[1:] if part[0] == OWNER else part for part in name.parts}
        for part in (*held, *lettered(name.text)):
            numbers.setdefault(part, []).append(number)
    return numbers


def newest(known: Iterable[str]) -> str:
    """The latest date among parts, as 20250929; "" where there is none."""
    return max((part[1:] for part in known if part[0] == DATE and len(part) == 9), default="")


def paired(words: Iterable[str]) -> dict[str, list[str]]:
    """By pair of letters, the words that have it."""
    found: dict[str, list[str]] = {}
    for word in words:
        for pair in pairs(word):
            found.setdefault(pair, []).append(word)
    return found


def entry_of(model: "Model") -> Entry:
    """What matching needs to know of a model."""
    from whichmodel.discovery.catalogue.query import date_in_name
    from whichmodel.discovery.model import CAPABILITIES

    price = model.price.input if model.price else None
    return Entry(
        model.id,
        model.provider,
        model.model,
        model.name,
        model.family,
        model.kind,
        model.lifecycle.status,
        model.lifecycle.retires_on,
        model.lifecycle.replacement,
        model.created or date_in_name(model.model) or (model.listed.first_seen or "")[:10] or None,
        model.context_window or model.max_input_tokens,
        None if price is None else float(price),
        tuple(name for name in CAPABILITIES if getattr(model, name) is True),
        model.listed.source,
        len(model.statements),
    )
