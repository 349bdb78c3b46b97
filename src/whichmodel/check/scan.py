"""Many files at once: what was found before is remembered, the rest is shared among processes."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from whichmodel.check.known import Known
from whichmodel.check.mentions import Finder, Mention
from whichmodel.check.reading import is_made, is_plain, text_of
from whichmodel.check.remembered import SETTLED, Remembered, packed, unpacked
from whichmodel.check.walk import LARGEST, Found

Rows = list[tuple[Any, ...]]


class Outcome(NamedTuple):
    """One file: the mentions in it, or with a `problem` why it was not looked at."""

    path: str
    mentions: list[Mention]
    problem: str


class Result(NamedTuple):
    """All files, in the order they were given; `looked_at` counts those that were read."""

    outcomes: list[Outcome]
    looked_at: int

    @property
    def mentions(self) -> list[Mention]:
        """The mentions of all files."""
        return [mention for outcome in self.outcomes for mention in outcome.mentions]


BATCH = 3_000_000
"""Bytes that one process is given at a time."""
ALONE = 4_000_000
"""Bytes below which a second process would cost more than it saves."""
TWINS, TWIN = 100, 100_000
"""Files, and the bytes of one, that are kept to answer for others of the same name and content."""


def scan(
    files: Iterable[Found],
    known: Known,
    remembered: Remembered | None = None,
    now: int = 0,
    processes: int | None = None,
) -> Result:
    """Find the mentions in files.

    What changed just before `now`, in nanoseconds, is not remembered: it may change once more
    at the same time.
    """
    asked = list(files)
    before, place = _before(asked, remembered), _placing()
    rows: dict[str, bytes] = {}
    problems: dict[str, str] = {each.path: each.problem for each in asked if each.problem}
    fresh = []
    for each in asked:
        kept = before.get(place(each.path)) if before else None
        if kept and kept[:2] == (each.size, each.changed):
            rows[each.path] = kept[2]
        elif not each.problem:
            fresh.append(each)
    learnt = []
    for each, data, problem in _found(fresh, known, processes):
        rows[each.path] = data
        if problem:
            problems[each.path] = problem
        elif remembered and each.changed + SETTLED < now:
            learnt.append((place(each.path), each.size, each.changed, data))
    if remembered and learnt:
        remembered.add(learnt)
    outcomes = [_outcome(each.path, rows.get(each.path, b""), problems) for each in asked]
    return Result(outcomes, len(rows) - sum(path in rows for path in problems))


def _placing() -> Callable[[str], bytes]:
    """What makes absolute paths, in bytes: names of files need not be text."""

    @lru_cache
    def absolute(directory: str) -> str:
        return os.path.join(os.path.abspath(directory), "")

    def place(path: str) -> bytes:
        directory, name = os.path.split(path)
        return os.fsencode(absolute(directory) + name)

    return place


def _before(
    files: list[Found], remembered: Remembered | None
) -> dict[bytes, tuple[int, int, bytes]]:
    if not remembered or not files:
        return {}
    directories = {os.path.dirname(each.path) for each in files}
    return remembered.all(os.fsencode(os.path.commonpath(list(map(os.path.abspath, directories)))))


def _outcome(path: str, data: bytes, problems: dict[str, str]) -> Outcome:
    problem = problems.get(path, "")
    rows = unpacked(data) if data else []
    # A NamedTuple of its fields, made without a call of ours for each of many.
    return Outcome(path, [tuple.__new__(Mention, (path, *row)) for row in rows], problem)


def _found(
    files: list[Found], known: Known, processes: int | None
) -> Iterator[tuple[Found, bytes, str]]:
    """Each file with its packed mentions and its problem, from as many processes as pay.

    Files of one name are looked at one after the other: they have most in common.
    """
    files = sorted(files, key=lambda each: each.path.rpartition(os.sep)[2])
    wanted = processes or min(os.cpu_count() or 1, 8)
    if wanted < 2 or sum(each.size for each in files) < ALONE:
        finder = Finder(known)
        for each in files:
            yield (each, *look(each.path, finder))
        return
    start = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(start)
    # What a process is forked from, it need not make once more.
    ready = Finder(known) if start == "fork" else None
    paths = [each.path for each in files]
    with context.Pool(wanted, _begin, (known, ready, paths)) as pool:
        for batch, answers in pool.imap_unordered(_work, _batches(files)):
            for number in batch:
                yield (files[number], *answers.get(number, NOTHING))


def _batches(files: list[Found]) -> Iterator[range]:
    """Files next to each other, as many as make a good piece of work."""
    size = first = 0
    for last, each in enumerate(files, 1):
        size += each.size
        if size >= BATCH or last == len(files):
            yield range(first, last)
            size, first = 0, last


NOTHING = (b"", "")
"""The answer for most files, which need not be sent from process to process."""

_common: list[tuple[Finder, list[str]]] = []


def _begin(known: Known, ready: Finder | None, paths: list[str]) -> None:
    """What each process does once."""
    import gc

    gc.disable()
    _common[:] = [(ready or Finder(known), paths)]


def _work(batch: range) -> tuple[range, dict[int, tuple[bytes, str]]]:
    finder, paths = _common[0]
    answers = {number: look(paths[number], finder) for number in batch}
    return batch, {number: answer for number, answer in answers.items() if answer != NOTHING}


def look(path: str, finder: Finder) -> tuple[bytes, str]:
    """The mentions in one file, packed without its path; or why it was not looked at."""
    try:
        with open(path, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size, LARGEST) + 1)
            if size != len(data):
                return b"", "changed while it was read"
    except OSError as error:
        return b"", error.strerror or str(error)
    if len(data) > TWIN:
        return _looked(data, path, finder)
    key = os.path.basename(path), len(data)
    twin = finder.answers.get(key)
    if twin and twin[0] == data:  # of a path only the name matters
        return twin[1]
    if len(finder.answers) > TWINS:
        finder.answers.clear()
    found = _looked(data, path, finder)
    finder.answers[key] = data, found
    return found


def _looked(data: bytes, path: str, finder: Finder) -> tuple[bytes, str]:
    plain = is_plain(data)
    telling = finder.telling(data) if plain else []
    if (plain and not telling) or is_made(data):
        return b"", ""
    text = text_of(data)
    if text.problem:
        return b"", text.problem
    if not plain:
        telling = finder.telling(text.text.encode("utf-8", "replace"))
    found = finder.among(text.text, path, telling)
    return (packed([mention[1:] for mention in found]) if found else b""), ""
