"""Places in a text, as editors count them and as `check` does.

`check` counts lines and characters from 1, and only a newline ends a line. Editors count from 0 in
code units of what was agreed on, mostly UTF-16, and a carriage return ends a line as well.
"""

import re
from bisect import bisect_right
from itertools import accumulate

from lsprotocol.types import Position, Range
from pygls.workspace import PositionCodec

from whichmodel.check.readers import reader_of
from whichmodel.check.syntax import Syntax
from whichmodel.check.tokens import CHARACTERS, LONGEST

_AFTER = re.compile(f"[{re.escape(CHARACTERS)}]*")
_BEFORE = re.compile(f"[{re.escape(CHARACTERS)}]*$")
_END = re.compile(r"\r\n|\r|\n")


class Text:
    """A text with its lines as `check` sees them; offsets are in characters from 0."""

    def __init__(self, text: str, codec: PositionCodec) -> None:
        self.text = text
        self.lines = text.split("\n")
        self._units = codec.client_num_units
        lengths = (len(line) + 1 for line in self.lines)
        self._begins = list(accumulate(lengths, initial=0))
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """Where a line and a column of `check` are."""
        return self._begins[line - 1] + column - 1

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of `check` at an offset."""
        line = bisect_right(self._begins, offset)
        return line, offset - self._begins[line - 1] + 1

    def position(self, offset: int) -> Position:
        """An offset as the editor counts."""
        row = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[row] : offset]
        return Position(row, len(before) if before.isascii() else self._units(before))

    def range(self, start: int, end: int) -> Range:
        """From one offset to another."""
        return Range(self.position(start), self.position(end))

    def offset_at(self, position: Position) -> int:
        """The offset of an editor's position; what lies behind the end of a line is its end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        end = _END.search(self.text, start)
        line = self.text[start : end.start() if end else len(self.text)]
        if line.isascii():
            return start + min(position.character, len(line))
        steps = accumulate(map(self._units, line), initial=0)
        return start + bisect_right(list(steps), position.character) - 1

    def word(self, offset: int) -> tuple[int, int]:
        """From where to where characters of ids stand around an offset, as far as ids are long."""
        before = _BEFORE.search(self.text[max(0, offset - LONGEST) : offset])
        after = _AFTER.match(self.text[offset : offset + LONGEST])
        return offset - len(before[0] if before else ""), offset + len(after[0] if after else "")


def syntax_at(text: Text, path: str, offset: int) -> Syntax | None:
    """The language at an offset; None in files that are not looked at."""
    reader = reader_of(path)
    regions = reader(text.text) if reader else []
    return next((syntax for start, syntax in reversed(regions) if start <= offset), None)
