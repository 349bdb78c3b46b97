"""A question with a few answers, asked as the picker lists models: type to search, enter chooses.

prompt_toolkit's own `choice` is not for long lists: after a letter or a page key it highlights one
answer, and Enter returns another. Nothing here knows of a terminal.
"""

from collections.abc import Callable
from typing import NamedTuple

from whichmodel.formats.widths import drawn, shortened
from whichmodel.formats.words import visible
from whichmodel.picker.drawing import BOLD, CURSOR, CURSOR_AT, DIM, GAP, PLAIN, Line, Segment
from whichmodel.picker.items import Row
from whichmodel.picker.state import LONGEST, WHEEL

OPTION = "option"
"""The kind of row that a click presses here."""

FRAME = 2
"""Lines that are no answers: the question above, the keys below."""

HINT = "type to search"
FEW = 5
"""Answers among which nobody has to search."""


class Option(NamedTuple):
    """One answer: its value for the program, its name for the person, and what speaks for it."""

    value: str
    name: str
    note: str = ""


class Question(NamedTuple):
    """What is asked, and what was decided.

    `cursor` is the highlighted one of `shown`, `top` the first that is seen, and `room` how many
    are seen. Once it is `over`, `answer` is the value of what was chosen; None is nothing.
    """

    title: str
    options: tuple[Option, ...]
    query: str = ""
    cursor: int = 0
    top: int = 0
    room: int = 10
    answer: str | None = None
    over: bool = False

    @property
    def shown(self) -> tuple[Option, ...]:
        """The answers that have all the words that were typed."""
        words = self.query.lower().split()
        return tuple(
            option
            for option in self.options
            if all(word in f"{option.value} {option.name}".lower() for word in words)
        )


# ── what a key does ──────────────────────────────────────────────────────────────────────────────


def press(question: Question, key: str | Row) -> Question:
    """The question after a key: a name of `KEYS`, one printable character, or a row clicked on."""
    if question.over:
        return question
    if isinstance(key, Row):
        return _clicked(question, key.name)
    action = KEYS.get(key)
    if action:
        return action(question)
    if len(key) == 1 and key.isprintable():
        return _asked(question, question.query + key)
    return question


def resized(question: Question, room: int) -> Question:
    """With room for so many answers, at least one."""
    return _at(question._replace(room=max(1, room)), question.cursor)


def _at(question: Question, place: int) -> Question:
    """With the cursor there, or on the nearest answer, and that one in sight."""
    last = len(question.shown) - 1
    cursor = max(0, min(place, last))
    most = max(0, last + 1 - question.room)
    top = max(min(question.top, cursor, most), cursor - question.room + 1, 0)
    return question._replace(cursor=cursor, top=top)


def _asked(question: Question, query: str) -> Question:
    return _at(question._replace(query=query[:LONGEST]), 0)


def _moved(by: int) -> Callable[[Question], Question]:
    return lambda question: _at(question, question.cursor + by)


def _paged(question: Question, direction: int) -> Question:
    return _at(question, question.cursor + direction * question.room)


def _chosen(question: Question) -> Question:
    if not question.shown:
        return question
    return question._replace(answer=question.shown[question.cursor].value, over=True)


def _clicked(question: Question, value: str) -> Question:
    """Highlighted; chosen, where it was highlighted already."""
    values = [option.value for option in question.shown]
    if value not in values:
        return question
    place = values.index(value)
    return _chosen(question) if place == question.cursor else _at(question, place)


def _last_word_off(query: str) -> str:
    return query.rstrip()[: query.rstrip().rfind(" ") + 1]


KEYS: dict[str, Callable[[Question], Question]] = {
    "up": _moved(-1),
    "down": _moved(1),
    "wheel up": _moved(-WHEEL),
    "wheel down": _moved(WHEEL),
    "page up": lambda question: _paged(question, -1),
    "page down": lambda question: _paged(question, 1),
    "home": lambda question: _at(question, 0),
    "end": lambda question: _at(question, len(question.options)),
    "enter": _chosen,
    "backspace": lambda question: _asked(question, question.query[:-1]),
    "delete word": lambda question: _asked(question, _last_word_off(question.query)),
    "clear": lambda question: _asked(question, ""),
    "cancel": lambda question: question._replace(answer=None, over=True),
}
"""What the keys do, by the picker's names for it; what else the picker's keys do, does nothing."""


# ── what it looks like ───────────────────────────────────────────────────────────────────────────


def height(question: Question, most: int) -> int:
    """The lines that the question takes, `most` at most."""
    return min(len(question.options) + FRAME, most)


def lines(question: Question, width: int, rows: int) -> list[Line]:
    """Exactly `rows` lines, none wider than `width` columns."""
    seen = question.shown[question.top : question.top + rows - FRAME]
    body = [
        _option(question, option, place == question.cursor, width)
        for place, option in enumerate(seen, start=question.top)
    ]
    body += [[] for _ in range(rows - FRAME - len(body))]
    return [_asking(question, width), *body, _keys(question, width)][:rows]


def _asking(question: Question, width: int) -> Line:
    title = shortened(f"{visible(question.title)}  ", width)
    hint = HINT * (len(question.options) > FEW)
    typed = shortened(question.query or hint, width - drawn(title))
    if question.query:
        return [Segment(BOLD, title), Segment(PLAIN, typed), Segment(CURSOR_AT, "")]
    return [Segment(BOLD, title), Segment(CURSOR_AT, ""), Segment(DIM, typed)]


def _option(question: Question, option: Option, lit: bool, width: int) -> Line:
    row = Row(OPTION, option.value)
    wide = max(drawn(visible(each.name)) for each in question.options)
    name = visible(option.name)
    name = shortened(f"{'>' if lit else ' '} {name}{' ' * (wide - drawn(name) + GAP)}", width)
    note = shortened(visible(option.note), width - drawn(name))
    if lit:
        filled = name + note
        return [Segment(CURSOR, filled + " " * (width - drawn(filled)), row)]
    return [Segment(PLAIN, name, row), Segment(DIM, note, row)]


def _keys(question: Question, width: int) -> Line:
    number, every = len(question.shown), len(question.options)
    words = "enter choose  esc leave" if number else "nothing found  ^U search anew  esc leave"
    hidden = number > question.room or number < every
    count = f"  {number} found" if number < every else f"  {number} in all"
    return [Segment(DIM, shortened(words + count * hidden, width))]
