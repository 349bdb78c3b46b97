"""What was meant by strings that nobody knows: remembered, because it takes long to tell."""

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress

from whichmodel import __version__
from whichmodel.discovery.matching.comparing import compare
from whichmodel.discovery.matching.index import Index
from whichmodel.discovery.matching.reading import PROVIDER, parts
from whichmodel.discovery.matching.spelling import spelling
from whichmodel.discovery.matching.suggest import ABSENCE, Heard, Suggestion, heard, suggested
from whichmodel.discovery.stores.bundle import Bundle
from whichmodel.discovery.world import World

FORMAT = 1
"""Raised whenever the same string would be answered otherwise."""
FILE = "meant.json"
"""In the cache."""
MOST = 3
"""Suggestions for a string."""
KEPT = 20_000
"""Strings that are remembered."""
ROUNDED = 0.0005
"""Scores have three digits."""

Asked = tuple[str, str | None, float]
"""A string, its provider, and the least score of a first suggestion that is of use."""


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
        if asked not in self._found:
            self._found[asked] = self._suggested(asked)
            self._new = True
        return self._found[asked]

    def _suggested(self, asked: Asked) -> Sequence[Suggestion]:
        from whichmodel.discovery.finding import index

        if self._index is None:
            self._index = index(self._world)
        text, provider, least = asked
        known = provider if provider in self._world.providers else None
        found = heard(self._index, text, known)
        if found is None or (known and least and is_hopeless(self._index, found, least)):
            return ()
        return suggested(self._index, text, found, MOST)

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
    """Changes with all that suggestions are made from, and with the day; "" where none tells.

    The store's file changes with every list that it is given.
    """
    from whichmodel.discovery.stores.names import origin_of

    path = getattr(world.store, "path", None)
    if world.store is not None and not isinstance(path, str):
        return ""
    bundle = world.bundle if isinstance(world.bundle, Bundle) else world.bundle.bundle
    state = os.stat(path) if path else None
    kept = (path, state.st_mtime_ns, state.st_size) if state else None
    origin = (__version__, FORMAT, world.time[:10], origin_of(bundle), kept, world.providers)
    return hashlib.sha256(repr(origin).encode()).hexdigest()


def _read(file: str, mark: str) -> dict[Asked, Sequence[Suggestion]]:
    """What is remembered under a mark; nothing where it is of another, or damaged."""
    try:
        with open(file, encoding="utf-8") as opened:
            held = json.load(opened)
        if held["mark"] != mark:
            return {}
        return {
            (text, provider, least): [Suggestion(*row) for row in rows]
            for text, provider, least, rows in held["found"]
        }
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _write(file: str, mark: str, found: dict[Asked, Sequence[Suggestion]]) -> None:
    """Remember the last of what was found, whole or not at all."""
    partial = f"{file}.{os.getpid()}.part"
    rows = [(*asked, list(those)) for asked, those in list(found.items())[-KEPT:]]
    with suppress(OSError):
        try:
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(partial, "w", encoding="utf-8") as opened:
                json.dump({"mark": mark, "found": rows}, opened)
            os.replace(partial, file)
        finally:
            with suppress(OSError):
                os.unlink(partial)
