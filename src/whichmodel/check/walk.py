"""Which files are looked at: what people wrote, and not what was made, bought, or shut away."""

import os
import re
import stat
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from whichmodel.check.gitignore import Patterns, patterns
from whichmodel.check.readers import reader_of

LARGEST = 8_000_000
"""Bytes of a file that is still looked at: what is larger is data."""


class Found(NamedTuple):
    """A file to look at, or one that was named and is not, with the reason in words."""

    path: str
    size: int
    changed: int
    problem: str


DIRECTORIES = frozenset((
    "node_modules", "vendor", "vendored", "third_party", "third-party", "thirdparty", "_vendor",
    "site-packages", "dist-packages", "bower_components", "__pycache__", "dist", "build", "target",
    "venv", "env", "virtualenv", "htmlcov", "coverage", "eggs", "bin", "obj", "changelog",
    "changelogs", "release-notes", "release_notes", "releases", "changes.d", "newsfragments",
))  # fmt: skip
"""Directories that hold what others wrote, what was made, or what was true once."""
HISTORY = frozenset(("changelog", "changelogs", "release-notes", "release_notes", "releases",
                     "changes.d", "newsfragments"))  # fmt: skip
"""Those of them that `changelogs=True` opens."""

_HISTORY = re.compile(
    r"(?:change[-_]?log|changes|history|news|release[-_]?notes?|releases|whats[-_]?new)"
    r"(?:[-_.][\w.-]*)?\.(?:md|mdx|rst|txt|markdown|json)|(?:changelog|changes|history|news)",
    re.IGNORECASE,
)
_MADE = re.compile(
    r".*\.min\.\w+|.*\.bundle\.js|.*\.map|.*[-.]lock(?:\.\w+)?|.*\.lock|package-lock\.json"
    r"|npm-shrinkwrap\.json|pnpm-lock\.yaml|.*_pb2\.py|.*\.generated\.\w+|.*\.gen\.\w+"
    r"|.*\.snap|.*\.svg",
    re.IGNORECASE,
)


def files(paths: list[str], changelogs: bool = False) -> Iterator[Found]:
    """The files below the paths that are looked at, each once, in the order of their names.

    A file that is named itself is looked at whatever it is called; links to directories are not
    followed, so circles end.
    """
    seen: set[str] = set()
    for path in paths:
        found = _below(path, changelogs) if os.path.isdir(path) else iter((_named(path),))
        if len(paths) == 1:
            yield from found
            return
        for each in found:
            place = os.path.realpath(each.path)
            if place not in seen:
                seen.add(place)
                yield each


def _named(path: str) -> Found:
    try:
        status = os.stat(path)
    except OSError as error:
        return Found(path, 0, 0, error.strerror or str(error))
    if not stat.S_ISREG(status.st_mode):
        return Found(path, 0, 0, "neither a file nor a directory")
    return _fitting(path, status)


def _fitting(path: str, status: os.stat_result) -> Found:
    problem = "" if status.st_size <= LARGEST else f"larger than {LARGEST // 1_000_000} MB"
    return Found(path, status.st_size, status.st_mtime_ns, problem)


def _below(top: str, changelogs: bool) -> Iterator[Found]:
    pending = [(top, _above(top))]
    while pending:
        directory, inherited = pending.pop()
        try:
            entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        except OSError as error:
            yield Found(directory, 0, 0, error.strerror or str(error))
            continue
        ignored = inherited.within(directory, {entry.name for entry in entries})
        deeper = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if _is_open(entry, changelogs) and not ignored.match(entry.path, True):
                    deeper.append((entry.path, ignored))
            elif is_read(entry.name, changelogs) and not ignored.match(entry.path, False):
                yield from _entry(entry)
        pending += reversed(deeper)


def _entry(entry: "os.DirEntry[str]") -> Iterator[Found]:
    try:
        if entry.is_file():
            yield _fitting(entry.path, entry.stat())
    except OSError as error:
        yield Found(entry.path, 0, 0, error.strerror or str(error))


def _above(top: str) -> Patterns:
    """What the `.gitignore` files of the repository around say."""
    chain: list[str] = []
    directory = os.path.abspath(top)
    while not os.path.exists(os.path.join(directory, ".git")):
        parent = os.path.dirname(directory)
        if parent == directory:
            return patterns()
        chain.append(parent)
        directory = parent
    found = patterns()
    for each in reversed(chain):
        found = found.within(each, {".gitignore"})
    return found


def _is_open(entry: "os.DirEntry[str]", changelogs: bool) -> bool:
    name = entry.name.lower()
    if name in HISTORY:
        return changelogs
    hidden = name.startswith(".") and name not in SHOWN
    made = name.endswith((".egg-info", ".dist-info"))
    return not hidden and not made and name not in DIRECTORIES


SHOWN = frozenset((".github", ".gitlab", ".circleci", ".continue", ".cursor", ".claude", ".vscode",
                   ".aider", ".devcontainer", ".config", ".codex", ".opencode"))  # fmt: skip
"""Hidden directories that people write into."""


@lru_cache(maxsize=10_000)
def is_read(name: str, changelogs: bool = False) -> bool:
    """Whether a file of this name is looked at, when nobody named it."""
    if reader_of(name) is None or _MADE.fullmatch(name):
        return False
    return changelogs or not _HISTORY.fullmatch(name)
