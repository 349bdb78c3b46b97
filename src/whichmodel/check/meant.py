"""What was meant by strings that nobody knows: remembered, because it takes long to tell."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress

from whichmodel import __version__
from whichmodel.check.cases import Asked
from whichmodel.check.halves import can_fork, halved
from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.matching.comparing import compare
from whichmodel.discovery.matching.index import Index
from whichmodel.discovery.matching.reading import PROVIDER, parts
from whichmodel.discovery.matching.spelling import spelling
from whichmodel.discovery.matching.suggest import ABSENCE, Heard, Suggestion, heard, suggested
from whichmodel.discovery.stores.bundle import Bundle
from whichmodel.discovery.world import World, broken

FORMAT = 1
"""Raised whenever the same string would be answered otherwise."""
FILE = "meant.json"
"""In the cache."""
MOST = 3
"""Suggestions for a string."""
KEPT = 20_000
"""Strings that are remembered."""
ENOUGH = 64
"""Strings from which on a second process saves more than it costs."""
ROUNDED = 0.0005
"""Scores have three digits."""
Named = tuple[str, str | None]
"""A string and its provider."""
Found = dict[Named, tuple[float, Sequence[Suggestion]]]
"""What was suggested, and the least score of a first suggestion that was of use then."""


class Meant:
    """Suggestions for strings; `directory` is where they are remembered, None for nowhere.

    Where nothing can be kept, nothing is remembered and nobody is told.
    """

    def __init__(self, world: World, directory: str | None = None) -> None:
        self._world = world
        self._file = os.path.join(directory, FILE) if directory else ""
        self._mark = mark_of(world) if directory else ""
        if not self._mark:
            self._file = ""
        self._found = _read(self._file, self._mark) if self._file else {}
        self._new = False
        self._index: Index | None = None

    def suggest(self, text: str, provider: str | None, least: float) -> Sequence[Suggestion]:
        """What was probably meant, best first; it may be none where that scores less."""
        asked = text, provider, least
        if not self._knows(asked):
            self._remember(asked, self._suggested(asked))
        return self._found[text, provider][1]

    def expect(self, asked: Iterable[Asked]) -> None:
        """What will be asked: much of it is worked out at once, by two processes."""
        lowest: dict[Named, float] = {}
        for text, provider, least in asked:
            lowest[text, provider] = min(least, lowest.get((text, provider), least))
        every = ((*named, least) for named, least in lowest.items())
        new = [each for each in every if not self._knows(each)]
        if len(new) < ENOUGH or not can_fork():
            return
        self._names()
        for each, those in halved(new, self._suggested, self._apart).items():
            self._remember(each, those)

    def _knows(self, asked: Asked) -> bool:
        """Whether it was asked before, or with a lower score: that answer has all that is near."""
        text, provider, least = asked
        found = self._found.get((text, provider))
        return found is not None and found[0] <= least

    def _remember(self, asked: Asked, those: Sequence[Suggestion]) -> None:
        text, provider, least = asked
        self._found[text, provider] = least, those
        self._new = True

    def _apart(self) -> None:
        """In a process that was forked from the one that opened the index."""
        self._others = self._names()  # not to be closed here
        self._index = self._others.again()

    def _names(self) -> Index:
        from whichmodel.discovery.finding import index

        if self._index is None:
            self._index = index(self._world)
        return self._index

    def _suggested(self, asked: Asked) -> Sequence[Suggestion]:
        index, (text, provider, least) = self._names(), asked
        known = provider if provider in self._world.providers else None
        found = heard(index, text, known)
        if found is None or (known and least and is_hopeless(index, found, least)):
            return ()
        return suggested(index, text, found, MOST)

    def close(self) -> None:
        """Remember what was found, and let go of the index of names."""
        if self._new and self._file:
            _write(self._file, self._mark, self._found)
        self._new = False
        if self._index is not None:
            self._index.close()
            self._index = None


def is_hopeless(index: Index, found: Heard, least: float) -> bool:
    """Whether no name of its provider is so near to a string that it could score as much.

    Compares the names that `suggest` compares, but only the provider's. What is said against a
    model, such as that one catalogue alone has it, lowers its score: that of its name is the most.
    """
    typed, asked, alike, numbers = found
    said = frozenset(parts(typed.text))
    if alike and all(said.isdisjoint(index.name(number).parts) for number in alike):
        return False  # it is read as the name that has its letters
    own = frozenset(index.numbers(f"{PROVIDER}{typed.provider}"))
    likeness = spelling(typed.text, alike)
    for number in numbers:
        if number in own:
            name = index.name(number)
            score = compare(asked, number, name.parts, ABSENCE).score
            if max(score, likeness(number, name.text)) >= least - ROUNDED:
                return False
    return True


def mark_of(world: World) -> str:
    """Changes with all that suggestions are made from, and with the day; "" where none tells."""
    from whichmodel.discovery.stores.names import origin_of

    if world.broken:
        return ""
    try:
        state = world.store.state() if world.store else ""
    except StoreError as error:
        broken(world, error)
        return ""
    bundle = world.bundle if isinstance(world.bundle, Bundle) else world.bundle.bundle
    origin = (__version__, FORMAT, world.time[:10], origin_of(bundle), state, world.providers)
    return hashlib.sha256(repr(origin).encode()).hexdigest()


def _read(file: str, mark: str) -> Found:
    """What is remembered under a mark; nothing where it is of another, or damaged."""
    try:
        with open(file, encoding="utf-8") as opened:
            held = json.load(opened)
        if held["mark"] != mark:
            return {}
        return {
            (text, provider): (least, [Suggestion(*row) for row in rows])
            for text, provider, least, rows in held["found"]
        }
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _write(file: str, mark: str, found: Found) -> None:
    """Remember the last of what was found, whole or not at all."""
    partial = f"{file}.{os.getpid()}.part"
    rows = [(*named, least, list(those)) for named, (least, those) in list(found.items())[-KEPT:]]
    with suppress(OSError):
        try:
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(partial, "w", encoding="utf-8") as opened:
                json.dump({"mark": mark, "found": rows}, opened)
            os.replace(partial, file)
        finally:
            with suppress(OSError):
                os.unlink(partial)
