"""Putting files into a directory, all of them or none."""

import os
import shutil
import tempfile
from collections.abc import Mapping

from whichmodel.discovery.errors import Unavailable, UsageError

MARK = "whichmodel-site.txt"
"""Stands in a directory that was written here, with the names of all files."""


def replace(directory: str, files: Mapping[str, bytes]) -> None:
    """Write the files beside the directory, then let them take its place.

    UsageError where it holds anything that was not written here; Unavailable where it cannot be
    written.
    """
    target = os.path.realpath(directory)
    refuse_foreign(target, directory)
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        made = tempfile.mkdtemp(prefix=f".{os.path.basename(target)}.", dir=os.path.dirname(target))
        try:
            _write(made, {**files, MARK: _listed(files)})
            _exchange(made, target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise Unavailable(f"{directory!r} cannot be written: {error.strerror}") from None


def refuse_foreign(target: str, shown: str) -> None:
    """UsageError for what is no directory, or has files that are not listed as ours."""
    if not os.path.lexists(target):
        return
    if not os.path.isdir(target):
        raise UsageError(f"{shown!r} is a file: name a directory")
    found = _found(target)
    strange = sorted(found - _ours(target))
    if strange:
        words = f"{shown!r} has files of somebody else ({strange[0]!r}): name a new directory"
        raise UsageError(words)


def _found(target: str) -> set[str]:
    return {
        os.path.relpath(os.path.join(folder, name), target).replace(os.sep, "/")
        for folder, _, names in os.walk(target)
        for name in names
    }


def _ours(target: str) -> set[str]:
    try:
        with open(os.path.join(target, MARK), encoding="utf-8") as file:
            return {MARK, *file.read().splitlines()}
    except (OSError, UnicodeDecodeError):
        return set()


def _listed(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{path}\n" for path in sorted(files)).encode()


def _write(directory: str, files: Mapping[str, bytes]) -> None:
    for path, body in files.items():
        place = os.path.join(directory, *path.split("/"))
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(body)
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(directory, 0o777 & ~mask)


def _exchange(made: str, target: str) -> None:
    """Put the one in the place of the other, which is gone for the time of two renames at most."""
    old = f"{made}.old"
    if os.path.isdir(target):
        os.rename(target, old)
    try:
        os.rename(made, target)
    except OSError:
        if os.path.isdir(old):
            os.rename(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)
