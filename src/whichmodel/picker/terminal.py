"""The picker on a terminal: keys, mouse and size come from prompt_toolkit, the lines go to it.

It draws on the terminal itself, never on stdout, which may be a pipe or a variable of the shell.
"""

import os
import signal
import sys
from asyncio import get_running_loop
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Thread
from typing import NamedTuple, TextIO

from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.mouse_events import MouseEvent, MouseEventType
from prompt_toolkit.output import ColorDepth, create_output
from prompt_toolkit.styles import Style

from whichmodel.discovery.errors import Unavailable
from whichmodel.picker import drawing
from whichmodel.picker.items import Row
from whichmodel.picker.refreshing import Change, Deliver
from whichmodel.picker.state import State, press, resized

KEYS = {
    "up": ("up", "c-p"),
    "down": ("down", "c-n"),
    "page up": ("pageup",),
    "page down": ("pagedown",),
    "home": ("home",),
    "end": ("end",),
    "open": ("right",),
    "close": ("left",),
    "turn": ("tab",),
    "enter": ("enter", "c-j"),
    "as typed": ("c-y",),
    "backspace": ("backspace",),
    "delete word": ("c-w",),
    "clear": ("c-u",),
    "tools": ("c-t", "f2"),
    "vision": ("c-v", "f3"),
    "free": ("c-f", "f4"),
    "mine": ("c-o", "f5"),
    "group": ("c-g", "f6"),
    "help": ("f1",),
    "cancel": ("escape", "c-c", "c-d", "<sigint>"),
}
"""What is pressed for what `state.KEYS` can do."""

LOOKS = {
    drawing.BOLD: "bold",
    drawing.DIM: "dim",
    drawing.CURSOR: "reverse",
    drawing.WARNING: "ansiyellow",
    drawing.OVER: "ansired",
    drawing.CHIP: "bold ansigreen",
    drawing.PROMPT: "bold ansicyan",
}
WHEEL = {MouseEventType.SCROLL_UP: "wheel up", MouseEventType.SCROLL_DOWN: "wheel down"}
ESCAPE = 0.05
"""Seconds after which an escape is no longer the beginning of a longer key."""

ENDED_BY = ("SIGTERM", "SIGHUP")
ADVICE = "`whichmodel search WORDS` finds models without one"


class Wanted(NamedTuple):
    """How the list shall appear: in `height` lines below the prompt (None: the whole screen)."""

    height: int | None
    colour: bool


def pick(state: State, wanted: Wanted, behind: Callable[[Deliver], None] | None = None) -> State:
    """Show the list until somebody has chosen or left; the state then.

    `behind` runs in a thread beside it and delivers changes. Unavailable without a terminal.
    """
    with terminal() as (reading, writing):
        screen = Screen(state, wanted, reading, writing)
        return screen.run(behind)


@contextmanager
def terminal() -> Iterator[tuple[TextIO, TextIO]]:
    """The terminal of whoever started us, wherever stdin and stdout lead; Unavailable without."""
    if os.environ.get("TERM") == "dumb":
        raise Unavailable(f"pick needs a terminal that can move its cursor: {ADVICE}")
    with ExitStack() as opened:
        try:
            reading, writing = devices()
            files = (
                opened.enter_context(open(reading)),
                opened.enter_context(open(writing, "w")),
            )
        except OSError:
            raise Unavailable(f"pick needs a terminal: {ADVICE}") from None
        yield files


def devices() -> tuple[str, str]:
    """What the terminal is called where keys come from, and where text goes."""
    if sys.platform == "win32":
        return "CONIN$", "CONOUT$"
    for stream in (0, 1, 2):
        # Its own name where it has one: macOS cannot wait for keys from /dev/tty.
        with suppress(OSError):
            name = os.ttyname(stream)
            if os.access(name, os.R_OK | os.W_OK):
                return name, name
    return "/dev/tty", "/dev/tty"


class Screen:
    """The list on one terminal: the state now, and the lines that were drawn of it."""

    def __init__(self, state: State, wanted: Wanted, reading: TextIO, writing: TextIO) -> None:
        self.state = state
        self.height = wanted.height
        self.lines: list[drawing.Line] = []
        self.app: Application[None] = Application(
            layout=Layout(Window(Text(self), height=self._dimension, always_hide_cursor=False)),
            key_bindings=bindings(self),
            style=Style.from_dict(LOOKS),
            include_default_pygments_style=False,
            color_depth=None if wanted.colour else ColorDepth.DEPTH_1_BIT,
            full_screen=wanted.height is None,
            mouse_support=True,
            erase_when_done=True,
            input=create_input(reading),
            output=create_output(writing),
        )
        self.app.ttimeoutlen = self.app.timeoutlen = ESCAPE

    def run(self, behind: Callable[[Deliver], None] | None) -> State:
        """Show the list until it is over."""

        def start() -> None:
            self._leave_when_told()
            if behind:
                Thread(target=self._watch, args=(behind,), daemon=True).start()

        with suppress(EOFError):  # the terminal is gone: nobody chooses any more
            self.app.run(pre_run=start)
        return self.state

    def _leave_when_told(self) -> None:
        """Who is ended from outside leaves the terminal as it was, too."""
        for name in ENDED_BY:
            # Windows has neither these signals nor handlers for them.
            with suppress(NotImplementedError, AttributeError):
                get_running_loop().add_signal_handler(getattr(signal, name), self.press, "cancel")

    def _watch(self, behind: Callable[[Deliver], None]) -> None:
        """What goes wrong beside the list ends it, and is raised where it was opened."""
        try:
            behind(lambda change: self._soon(self._change, change))
        except Exception as error:  # noqa: BLE001 - raised again by the list
            self._soon(self._fail, error)

    def _soon(self, action: Callable[..., None], value: object) -> None:
        """Do it where keys are handled; not once the list is closed, when nobody needs it."""
        with suppress(RuntimeError):
            if self.app.loop:
                self.app.loop.call_soon_threadsafe(action, value)

    def _fail(self, error: Exception) -> None:
        if not self.state.over:
            self.app.exit(exception=error)

    def _change(self, change: Change) -> None:
        self.state = change(self.state)
        self.app.invalidate()

    def press(self, key: str | Row) -> None:
        """Somebody has pressed a key, or clicked on a row."""
        was_over = self.state.over
        self.state = press(self.state, key)
        if self.state.over and not was_over:
            self.app.exit()

    def _size(self) -> Size:
        size = self.app.output.get_size()
        return size if self.height is None else size._replace(rows=min(self.height, size.rows))

    def _dimension(self) -> Dimension:
        return Dimension.exact(self._size().rows)

    def fragments(self) -> StyleAndTextTuples:
        """The lines as prompt_toolkit takes them."""
        size = self._size()
        room = drawing.room(size.rows)
        if room != self.state.room:
            self.state = resized(self.state, room)
        self.lines = drawing.lines(self.state, size.columns, size.rows)
        drawn: StyleAndTextTuples = []
        for line in self.lines:
            drawn += [_fragment(segment) for segment in line]
            drawn.append(("", "\n"))
        return drawn[:-1]


def _fragment(segment: drawing.Segment) -> tuple[str, str]:
    if segment.style == drawing.CURSOR_AT:
        return "[SetCursorPosition]", ""
    return f"class:{segment.style}" if segment.style else "", segment.text


class Text(FormattedTextControl):
    """The lines, and what the mouse does to them."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen.fragments, focusable=True)
        self.screen = screen

    def mouse_handler(self, mouse_event: MouseEvent) -> None:
        """The wheel moves the cursor, a click does what the text under it says."""
        turned = WHEEL.get(mouse_event.event_type)
        if turned:
            self.screen.press(turned)
        if mouse_event.event_type == MouseEventType.MOUSE_UP:
            at = mouse_event.position
            target = drawing.pressed(self.screen.lines, at.x, at.y)
            if target is not None:
                self.screen.press(target)


def bindings(screen: Screen) -> KeyBindings:
    """All keys of the list; what is printable is typed."""
    found = KeyBindings()

    def pressing(action: str) -> Callable[[KeyPressEvent], None]:
        return lambda _: screen.press(action)

    for action, keys in KEYS.items():
        for key in keys:
            found.add(key, eager=True)(pressing(action))

    @found.add(Keys.Any)
    @found.add(Keys.BracketedPaste)
    def typed(event: KeyPressEvent) -> None:
        for char in event.data:
            screen.press(char)

    return found
