"""Model strings in a sorted text file, for whoever completes a word at the press of a key.

The file lies in the cache, and is made anew when what it was made from has changed. Until then the
strings that begin with some letters cost no database, hardly an import, and a few reads, however
long the list is.
"""

import io
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO

FORM = "whichmodel names 1"
FILE = "names.txt"
DECIDING = ("HOME", "XDG_CONFIG_HOME", "WHICHMODEL_CONFIG", "WHICHMODEL_STORE")
"""Variables that decide what is known; what stands before an @ may be a password: it is cut."""

Name = tuple[str, str, str]
"""The string, its kind ("" where nobody tells), and what a person is told beside it."""


class Names:
    """All model strings that are known now; close it, or use it in a `with` statement."""

    def __init__(self, file: "BinaryIO", head: list[str]) -> None:
        self._file = file
        self._start = file.tell()
        self._end = file.seek(0, os.SEEK_END)
        self._head = head

    def __enter__(self) -> "Names":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def providers(self) -> list[tuple[str, str, str]]:
        """Of each provider its id, its prefix ("" without models), and what a person is told."""
        rows = (line.split("\t") for line in self._head if line.startswith("provider\t"))
        return [(provider, prefix, about) for _, provider, prefix, about in rows]

    def beginning(self, start: str = "", kind: str = "all") -> "Iterator[Name]":
        """The strings that begin so, sorted; with kind `chat` also what nobody has classified."""
        wanted = start.encode("utf-8", "surrogateescape")
        kinds = ("chat", "") if kind == "chat" else (kind,)
        self._file.seek(self._first(wanted))
        for line in self._file:
            if not line.startswith(wanted):
                return
            name, its, about = line.decode().rstrip("\n").split("\t")
            if kind == "all" or its in kinds:
                yield name, its, about

    def _first(self, wanted: bytes) -> int:
        """Where the first line stands that is not less: halving, however long the file is."""
        low, high = self._start, self._end
        while low < high:
            middle = (low + high) // 2
            if self._line_from(middle)[1] < wanted:
                low = middle + 1
            else:
                high = middle
        return self._line_from(low)[0]

    def _line_from(self, place: int) -> tuple[int, bytes]:
        """The first line that begins at or after a place, and where; past all others at the end."""
        self._file.seek(max(place - 1, self._start))
        if place > self._start:
            self._file.readline()
        begins = self._file.tell()
        return begins, self._file.readline() or b"\xff"


def names(environ: "Mapping[str, str]") -> Names:
    """What is known by this environment; nothing where nothing can be known, and never an error.

    Who presses a key must not be disturbed: `whichmodel doctor` tells what is wrong.
    """
    path = os.path.join(directory(environ), FILE)
    return kept(path, environ) or _made(path, environ)


def directory(environ: "Mapping[str, str]") -> str:
    """Where the cache is: the rule of the configuration, without what it takes to read one."""
    named = environ.get("WHICHMODEL_CACHE_DIR")
    if named:
        return named
    home = environ.get("HOME") or os.path.expanduser("~")
    if sys.platform == "darwin":
        return os.path.join(home, "Library/Caches/whichmodel")
    if sys.platform == "win32":
        return os.path.join(environ.get("LOCALAPPDATA", home), "whichmodel", "Cache")
    base = environ.get("XDG_CACHE_HOME", "")
    return os.path.join(base if os.path.isabs(base) else os.path.join(home, ".cache"), "whichmodel")


def kept(path: str, environ: "Mapping[str, str]") -> Names | None:
    """The names in the file, unless what they were made from has changed, or the day."""
    try:
        file = open(path, "rb")  # noqa: SIM115 - it stays open for who reads the names
    except OSError:
        return None
    head = []
    for line in iter(file.readline, b"\n"):
        head.append(line.decode("utf-8", "replace").rstrip("\n"))
        if not line or not _holds(head, environ):
            file.close()
            return None
    if not head:
        file.close()
        return None
    return Names(file, head)


def _holds(head: list[str], environ: "Mapping[str, str]") -> bool:
    """Whether the newest line of the head is still true."""
    word, *values = head[-1].split("\t")
    if len(head) == 1:
        return word == FORM
    try:
        return word not in CHECKS or CHECKS[word](values, environ)
    except (ValueError, IndexError):
        return False


CHECKS: "dict[str, Callable[[list[str], Mapping[str, str]], bool]]" = {
    "until": lambda values, _: time.time() < float(values[0]),
    "environ": lambda values, environ: values == deciding(environ),
    "file": lambda values, _: values[1:] == stamp(values[0]),
}
"""What each line of the head claims."""


def deciding(environ: "Mapping[str, str]") -> list[str]:
    """The values that decide what is known, without secrets and fit for a line."""
    values = (environ.get(name, "").rpartition("@")[2] for name in DECIDING)
    return [value.encode("ascii", "backslashreplace").decode() for value in values]


def stamp(path: str) -> list[str]:
    """What changes with a file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ["absent"]
    return [str(found.st_mtime_ns), str(found.st_size)]


def _made(path: str, environ: "Mapping[str, str]") -> Names:
    """Make them, and keep them if that is possible."""
    find_libraries()
    from whichmodel.discovery.errors import WhichModelError
    from whichmodel.integrations.naming import document

    try:
        text = document(dict(environ)).encode("utf-8", "replace")
    except (WhichModelError, OSError):
        return Names(io.BytesIO(), [])
    keep(path, text)
    head, _, _ = text.partition(b"\n\n")
    file = io.BytesIO(text)
    file.seek(len(head) + 2)
    return Names(file, head.decode().split("\n"))


def find_libraries() -> None:
    """Make up for `python -S`, with which a shell starts us: it knows no installed package."""
    if "site" not in sys.modules:
        import site

        site.main()


def keep(path: str, text: bytes) -> None:
    """Put a text into the cache whole, for its owner's eyes; where that fails it is made again."""
    partial = f"{path}.{os.getpid()}.part"
    try:
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
        descriptor = os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(text)
        os.replace(partial, path)
    except OSError:
        return


def offered(
    begun: str = "", kind: str = "chat", environ: "Mapping[str, str] | None" = None
) -> list[tuple[str, str]]:
    """The model strings of a kind that begin so, each with a few words about it."""
    with names(os.environ if environ is None else environ) as known:
        return [(name, about) for name, _, about in known.beginning(begun, kind)]
