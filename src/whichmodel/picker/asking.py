"""A question on the terminal, with the picker's keys, mouse and looks."""

from typing import TextIO

from prompt_toolkit.formatted_text import StyleAndTextTuples

from whichmodel.discovery.model import Catalogue
from whichmodel.picker import drawing
from whichmodel.picker.items import Row, collected
from whichmodel.picker.questions import FRAME, Question, height, lines, press, resized
from whichmodel.picker.state import State
from whichmodel.picker.terminal import Screen, Wanted, terminal

MOST = 12
"""Lines of a long question: what was said before stays in sight above it."""

NO_MODELS = State(collected(Catalogue("", (), ())), lambda _words, _limit: ())


def ask(question: Question, colour: bool) -> str:
    """The value that the person chooses; KeyboardInterrupt where they leave.

    Unavailable without a terminal.
    """
    with terminal() as (reading, writing):
        wanted = Wanted(height(question, MOST), colour)
        screen = Asking(question, wanted, reading, writing)
        screen.run(None)
    if screen.question.answer is None:
        raise KeyboardInterrupt
    return screen.question.answer


class Asking(Screen):
    """The picker's screen with a question on it, and no models."""

    def __init__(self, question: Question, wanted: Wanted, reading: TextIO, writing: TextIO):
        self.question = question
        super().__init__(NO_MODELS, wanted, reading, writing)

    def press(self, key: str | Row) -> None:
        """Somebody has pressed a key, or clicked on an answer."""
        was_over = self.question.over
        self.question = press(self.question, key)
        if self.question.over and not was_over:
            self.app.exit()

    def fragments(self) -> StyleAndTextTuples:
        """The lines as prompt_toolkit takes them."""
        size = self._size()
        self.question = resized(self.question, size.rows - FRAME)
        self.lines = lines(self.question, size.columns, size.rows)
        found: StyleAndTextTuples = []
        for line in self.lines:
            found += [_fragment(segment) for segment in line]
            found.append(("", "\n"))
        return found[:-1]


def _fragment(segment: drawing.Segment) -> tuple[str, str]:
    if segment.style == drawing.CURSOR_AT:
        return "[SetCursorPosition]", ""
    return f"class:{segment.style}" if segment.style else "", segment.text
