"""A file is replaced as a whole or not at all; its bytes that were not meant stay as they are."""

import codecs
import os
import stat
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from whichmodel.check.fixes import Edit, fixed

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks and what follows them; that of UTF-16 begins that of UTF-32."""

CHANGED = "changed meanwhile: nothing was written, run it again"


class Rewritten(NamedTuple):
    """A text before and after; or, with a `problem`, why it stays as it is."""

    before: str
    after: str
    problem: str = ""


class Original(NamedTuple):
    """A file's bytes, and what tells whether it is still the same file."""

    target: str
    data: bytes
    status: os.stat_result


def rewritten(path: str, encoding: str, wanted: Sequence[Edit], write: bool) -> Rewritten:
    """A file with the edits; `write` False only tells what would be written."""
    return changed(path, encoding, lambda before: fixed(before, wanted), write)


def changed(
    path: str, encoding: str, change: Callable[[str], str | None], write: bool
) -> Rewritten:
    """A file with its text changed; None for a text that is not the one that was meant."""
    try:
        original = _read(path)
        mark, codec = _marked(original.data, encoding)
        before = original.data[len(mark) :].decode(codec)
        after = change(before)
        if after is None:
            return Rewritten("", "", CHANGED)
        data = mark + after.encode(codec)
        if mark + before.encode(codec) != original.data:
            return Rewritten("", "", "its bytes are not all text: nothing was written")
        if write and data != original.data:
            problem = _replace(original, data)
            return Rewritten(before, after, problem)
        return Rewritten(before, after)
    except UnicodeError:
        return Rewritten("", "", f"its text is not {encoding}: nothing was written")
    except OSError as error:
        return Rewritten("", "", f"{error.strerror or error}: nothing was written")


def _read(path: str) -> Original:
    target = os.path.realpath(path)
    with open(target, "rb") as file:
        return Original(target, file.read(), os.fstat(file.fileno()))


def _marked(data: bytes, encoding: str) -> tuple[bytes, str]:
    """The byte order mark, and the encoding of what follows it."""
    for mark, codec in MARKS:
        if data.startswith(mark):
            return mark, codec
    return b"", encoding


def _replace(original: Original, data: bytes) -> str:
    """Put a new file in the place of the old; the problem in words, or ""."""
    target, status = original.target, original.status
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return "is read-only: nothing was written"
    effective = os.access in os.supports_effective_ids
    if not os.access(target, os.W_OK, effective_ids=effective):
        return "may not be written: nothing was written"
    handle, name = tempfile.mkstemp(prefix=".whichmodel-", dir=os.path.dirname(target))
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            _dress(file.fileno(), status)
            os.fsync(file.fileno())
        if not _is_same(os.stat(target), status):
            return CHANGED
        os.replace(name, target)
        name = ""
        _settle(os.path.dirname(target))
        return ""
    finally:
        if name:
            os.unlink(name)


def _dress(handle: int, status: os.stat_result) -> None:
    """The permissions and, where that may be, the owner of the old file."""
    if hasattr(os, "fchown"):
        with suppress(PermissionError):  # only root may give files away
            os.fchown(handle, status.st_uid, status.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(status.st_mode))


def _settle(directory: str) -> None:
    """Make the new name last through a power cut, where the system can do that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        with suppress(OSError):  # the new file is whole either way
            os.fsync(handle)
    finally:
        os.close(handle)


def _is_same(now: os.stat_result, then: os.stat_result) -> bool:
    kept = ("st_ino", "st_dev", "st_size", "st_mtime_ns")
    return all(getattr(now, field) == getattr(then, field) for field in kept)
