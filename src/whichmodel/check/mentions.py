"""Where a text mentions models, and which.

Known ids are found anywhere as whole tokens, unknown ones only where a model is expected. The
provider comes from a prefix, or from what stands around (`surroundings.py`).
"""

from collections.abc import Iterator
from typing import NamedTuple

from whichmodel.check import beside, places
from whichmodel.check.known import Known
from whichmodel.check.lines import LONG, Lines
from whichmodel.check.places import NOTHING, Place
from whichmodel.check.readers import reader_of
from whichmodel.check.readers.notebook import RECORDED
from whichmodel.check.surroundings import Surroundings
from whichmodel.check.syntax import PROSE, Syntax
from whichmodel.check.tokens import CHARACTERS, Reading, is_name_like


class Mention(NamedTuple):
    """One model named in a file; lines and columns count from 1, the end column is exclusive.

    `provider` is our id of it, `model` the provider's own id without a prefix, None where nobody
    can tell. `kind` is "id", or "name" for a display name. `known` tells that some provider has or
    had it, `expected` that it stands where a model is named, `commented` that it is in a comment,
    and `where` what it is there: key, argument, flag, command, code, comment, inline, table, prose,
    heading or url.
    """

    path: str
    line: int
    column: int
    end_column: int
    text: str
    provider: str | None
    model: str | None
    kind: str
    known: bool
    expected: bool
    where: str
    commented: bool


class Spot(NamedTuple):
    """A token of a text that may be a mention: where it stands and what was read in it."""

    line: int
    start: int
    end: int
    text: str
    reading: Reading
    place: Place
    syntax: Syntax


REMEMBERED = 300_000
"""Spots that are kept in memory before they are forgotten."""


def mentions(text: str, path: str, known: Known) -> list[Mention]:
    """The mentions of models in the text of a file, in their order."""
    return Finder(known).find(text, path)


class Finder:
    """Finds mentions in many texts, and judges what they have in common once.

    `answers` is for who asks: the last content of a name and size, and what was answered.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._lines = Lines(known)
        self.answers: dict[tuple[str, int], tuple[bytes, tuple[bytes, str]]] = {}
        self._kept: dict[tuple[str, int, int, str], Spot | None] = {}

    def telling(self, data: bytes) -> list[int]:
        """The lines of a text in UTF-8 (or any superset of ASCII) that `among` has to see."""
        return self._lines.telling(data)

    def find(self, text: str, path: str) -> list[Mention]:
        """The mentions in one text, in their order."""
        return self.among(text, path, self.telling(text.encode("utf-8", "replace")))

    def among(self, text: str, path: str, telling: list[int]) -> list[Mention]:
        """The mentions in one text whose telling lines are known."""
        if not telling:
            return []
        reader = reader_of(path)
        regions = reader(text) if reader else [(0, PROSE)]
        around = Surroundings(text, path, regions, telling, self._lines, self._known)
        spots = beside.kept(list(self._spots(around)), around)
        return [_mention(spot, path, around) for spot in spots]

    def _spots(self, around: Surroundings) -> Iterator[Spot]:
        for number, start, _, judged in around.tokens:
            if not judged.readings:
                continue
            syntax = around.syntax_at(number, start)
            if syntax is RECORDED:
                continue
            line = around.lines[number]
            for reading in judged.readings:
                begin, end = start + reading.start, start + reading.end
                spot = self._spot(line, begin, end, reading, syntax, number)
                if spot:
                    yield spot

    def _spot(
        self, line: str, start: int, end: int, reading: Reading, syntax: Syntax, number: int
    ) -> Spot | None:
        if len(line) > LONG:  # a line of a megabyte is looked at where the token stands
            return self._read(line, start, end, reading, syntax, number)
        key = (line, start, end, syntax.name)
        if key not in self._kept:
            if len(self._kept) > REMEMBERED:
                self._kept.clear()
            self._kept[key] = self._read(line, start, end, reading, syntax, 0)
        found = self._kept[key]
        # The same line stands elsewhere; made without a call of ours for each of many.
        return found and tuple.__new__(Spot, (number, *found[1:]))

    def _read(
        self, line: str, start: int, end: int, reading: Reading, syntax: Syntax, number: int
    ) -> Spot | None:
        if reading.grade == "name":
            return self._name(line, start, reading, syntax, number)
        place = Place("url", True) if reading.address else _place(line, start, end, syntax)
        if place.nothing or _is_written_as_name(reading, place):
            return None
        if syntax.quoted and line[end : end + 1] == " " and _is_written_as_name(reading, SPOKEN):
            return None  # the text in the quotes goes on
        return Spot(number, start, end, line[start:end], reading, place, syntax)

    def _name(
        self, line: str, start: int, reading: Reading, syntax: Syntax, number: int
    ) -> Spot | None:
        """The longest display name that begins here, in a text for people."""
        if not syntax.prose and syntax.comment_start(line[:2000], start) is None:
            return None
        for title in self._known.begun.get(reading.model, ()):
            end = start + len(title)
            if line.startswith(title, start) and line[end : end + 1] not in GLUE:
                break
        else:
            return None
        place = _place(line, start, end, syntax)
        if place is NOTHING:
            return None
        provider, model = self._known.names[title]
        named = reading._replace(provider=provider, model=model)
        return Spot(number, start, end, title, named, place, syntax)


SPOKEN = Place("prose")


def _place(line: str, start: int, end: int, syntax: Syntax) -> Place:
    cut = max(0, start - 500) if len(line) > LONG else 0
    seen = line[cut : end + 200] if len(line) > LONG else line
    return places.place(seen, start - cut, end - cut, syntax)


GLUE = frozenset(CHARACTERS) - frozenset(".:/")
"""Characters behind a name that make it another word."""


def _is_written_as_name(reading: Reading, place: Place) -> bool:
    """Whether capitals in a sentence make a display name of what is an id elsewhere."""
    spoken = place.where in ("prose", "heading", "comment", "table", "label")
    return spoken and is_name_like(reading.model) and reading.provider is None


def _mention(spot: Spot, path: str, around: Surroundings) -> Mention:
    reading = spot.reading
    provider, model = reading.provider, reading.model
    if reading.grade != "name":
        provider, model = around.provider(spot.line, spot.start, reading, spot.syntax, spot.text)
    return Mention(
        path, spot.line + 1, spot.start + 1, spot.end + 1, spot.text, provider, model,
        "name" if reading.grade == "name" else "id", reading.grade != "like",
        spot.place.expected, spot.place.where, spot.place.commented,
    )  # fmt: skip
