"""An edition: everything that is answered at one moment, in a directory of its own.

One process makes editions and any number read them. A directory is complete before its name stands
in the file `current`, so nobody ever answers half of one and half of another.
"""

import json
import mmap
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from whichmodel.server.policy import Policy
from whichmodel.server.prepared import Kind, Prepared, coded, prepared

CURRENT, BODIES, TABLE = "current", "bodies", "answers.json"
MODELS, NAMES, CHANGES = "models.json", "names.sqlite", "changes.json"
KEPT = 3
"""So many editions stay: who is in the middle of an answer may still read an older one."""

Code = Callable[[bytes], dict[bytes, tuple[bytes, bytes]]]


class Answer(NamedTuple):
    """What some paths answer with, before it is coded."""

    paths: tuple[str, ...]
    body: bytes
    kind: Kind


class Edition(NamedTuple):
    """All prepared answers by path, and what there is to tell of it: its name and its time first.

    `directory` holds what answers to questions are made from; `spellings` are those of providers.
    """

    directory: str
    told: dict[str, Any]
    answers: dict[str, Prepared]
    spellings: dict[str, str]

    @property
    def name(self) -> str:
        """No two editions have the same."""
        return str(self.told["edition"])


def write(
    root: str,
    told: dict[str, Any],
    spellings: dict[str, str],
    answers: Iterable[Answer],
    files: dict[str, bytes],
    code: Code = coded,
) -> None:
    """Put an edition below `root`, and make it the current one."""
    directory = os.path.join(root, told["edition"])
    os.makedirs(directory, mode=0o700, exist_ok=True)
    for name, data in files.items():
        _put(os.path.join(directory, name), data)
    table = _write_bodies(os.path.join(directory, BODIES), answers, code)
    document = {"told": told, "spellings": spellings, "answers": table}
    _put(os.path.join(directory, TABLE), json.dumps(document).encode())
    pointer = os.path.join(root, CURRENT)
    _put(pointer + ".part", told["edition"].encode())
    os.replace(pointer + ".part", pointer)
    _forget(root)


def _put(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def _write_bodies(path: str, answers: Iterable[Answer], code: Code) -> dict[str, Any]:
    """All bytes in one file; of each coding its place in it."""
    from concurrent.futures import ThreadPoolExecutor

    table: dict[str, Any] = {}
    with open(path, "wb") as file, ThreadPoolExecutor(2) as threads:
        begun = [(answer, threads.submit(code, answer.body)) for answer in answers]
        for answer, coding in begun:
            places = []
            for name, (data, tag) in coding.result().items():
                places.append([name.decode(), file.tell(), len(data), tag.decode()])
                file.write(data)
            for path in answer.paths:
                table[path] = [answer.kind, places]
    return table


def _forget(root: str) -> None:
    """Take away the oldest; names sort by time."""
    with os.scandir(root) as found:
        names = sorted(each.name for each in found if each.is_dir())
    for name in names[:-KEPT]:
        shutil.rmtree(os.path.join(root, name), ignore_errors=True)


def current(root: str) -> str:
    """The name of the current edition; "" where there is none yet."""
    with suppress(OSError), open(os.path.join(root, CURRENT), encoding="ascii") as file:
        return file.read()
    return ""


def load(root: str, name: str, policy: Policy) -> Edition:
    """An edition, its bytes mapped from the file rather than read: processes share them."""
    directory = os.path.join(root, name)
    with open(os.path.join(directory, TABLE), "rb") as file:
        document = json.loads(file.read())
    with open(os.path.join(directory, BODIES), "rb") as file:
        bodies = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    answers = {}
    for path, (kind, places) in document["answers"].items():
        codings = [
            (coding.encode(), bodies[start : start + size], tag.encode())
            for coding, start, size, tag in places
        ]
        answers[path] = prepared(codings, Kind(*kind), policy)
    return Edition(directory, document["told"], answers, document["spellings"])
