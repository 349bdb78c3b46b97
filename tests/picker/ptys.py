"""A real pseudo-terminal with somebody in front of it, who reads the screen before they type."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable

import pyte
from homes import PATIENCE
from picker import screens

QUIET = 0.5
"""Seconds of silence after which a screen is written down; nothing else waits for silence."""

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "page up": "\x1b[5~", "page down": "\x1b[6~",
    "enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f", "f1": "\x1bOP",
}  # fmt: skip


def control(letter: str) -> str:
    return chr(ord(letter) & 31)


class Monitor(pyte.Screen):
    """A screen that answers when it is asked where its cursor is."""

    reply: Callable[[str], None] = staticmethod(lambda _: None)

    def write_process_input(self, data: str) -> None:
        self.reply(data)


class Terminal:
    """A command whose terminal is ours, and whose stdout is a pipe."""

    def __init__(
        self, command: list[str], environ: dict[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        self.screen = Monitor(columns, rows)
        self.screen.reply = lambda data: self.type(data)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.ours, theirs = pty.openpty()
        self._sized(columns, rows)
        self.process = subprocess.Popen(
            command,
            env={"TERM": "xterm-256color", **environ},
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
            # The terminal is the command's own, as for whoever opened a window.
            preexec_fn=_own,
        )
        os.close(theirs)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        os.close(self.ours)

    # ── what is typed ────────────────────────────────────────────────────────────────────────

    def type(self, text: str) -> None:
        os.write(self.ours, text.encode())

    def press(self, *keys: str) -> None:
        for key in keys:
            self.type(KEYS[key])

    def click(self, column: int, line: int, button: int = 0) -> None:
        """The mouse on a cell counted from 0; buttons 64 and 65 are the wheel."""
        for end in "Mm" if button < 64 else "M":
            self.type(f"\x1b[<{button};{column + 1};{line + 1}{end}")

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self._sized(columns, rows)

    def _sized(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # ── what is seen ─────────────────────────────────────────────────────────────────────────

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).rstrip() + "\n"

    @property
    def highlighted(self) -> str:
        """The id on the line with the cursor."""
        lines = [line for line in self.lines if line.startswith(">")]
        return lines[0][1:].strip(" !").split("  ")[0] if lines else ""

    def lit(self, name: str) -> None:
        """Wait until that is the line with the cursor."""
        self.wait(lambda terminal: terminal.highlighted == name)

    def line_of(self, words: str) -> int:
        return next(n for n, line in enumerate(self.lines) if words in line)

    def wait(self, seen: Callable[["Terminal"], bool] | str) -> None:
        """Read the screen until it shows that, or fail with what it shows."""
        test = (lambda t: seen in t.text) if isinstance(seen, str) else seen
        deadline = time.monotonic() + PATIENCE
        while not test(self):
            left = deadline - time.monotonic()
            if left <= 0 or not self._read(left):
                raise AssertionError(f"not seen: {seen}\n{self.text}")

    def shows(self, name: str) -> None:
        """Wait until the screen is the one that is kept."""
        if screens.WRITE:
            while self._read(QUIET):
                pass
            screens.keep(name, self.text)
        self.wait(lambda terminal: screens.same(name, terminal.text))

    def _read(self, left: float) -> bool:
        ready, _, _ = select.select([self.ours], [], [], left)
        if not ready:
            return False
        try:
            data = os.read(self.ours, 1 << 16)
        except OSError:  # what Linux says when nobody has the other end open
            return False
        self.raw += data
        self.stream.feed(data)
        return bool(data)

    def end(self) -> tuple[int, str]:
        """Wait for the command: its exit code, and what it wrote on stdout."""
        while self._read(PATIENCE):
            pass
        out, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out.decode()


def _own() -> None:
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def pick(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "whichmodel", "pick", *arguments]
