"""Running `whichmodel`: in this process, in a shell, on a terminal."""

import fcntl
import os
import pty
import shlex
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from typing import NamedTuple

from homes import PATIENCE, Home


class Ran(NamedTuple):
    """What came of a command: its exit code, its data and its talk."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def last(self) -> str:
        """The last line of talk."""
        return self.err.splitlines()[-1]


Run = Callable[..., Ran]


def python(home: Home, *arguments: str) -> Ran:
    """`python …` where `whichmodel` can be imported."""
    return _ran([sys.executable, *arguments], home)


def shell(home: Home, script: str) -> Ran:
    """A line of bash in which `whichmodel` is ours."""
    ours = f'whichmodel() {{ {shlex.quote(sys.executable)} -m whichmodel "$@"; }}\n'
    return _ran(["bash", "-o", "pipefail", "-c", ours + script], home)


def _ran(command: list[str], home: Home) -> Ran:
    ran = subprocess.run(
        command, env=home.environ, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def terminal(home: Home, *arguments: str, columns: int = 100, **variables: str) -> Ran:
    """`whichmodel …` with stdin and stdout on a terminal of its own, and stderr on a pipe.

    Without PAGER among the variables there is no pager.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "whichmodel", *arguments],
        env={**home.environ, "TERM": "xterm-256color", "PAGER": "cat", **variables},
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(theirs)
    shown = _until_closed(ours)
    os.close(ours)
    _, talk = process.communicate(timeout=PATIENCE)
    return Ran(process.returncode, shown.decode().replace("\r\n", "\n"), talk)


def _until_closed(descriptor: int) -> bytes:
    parts = []
    while True:
        try:
            part = os.read(descriptor, 1 << 16)
        except OSError:  # what Linux says when nobody has the other end open
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)
