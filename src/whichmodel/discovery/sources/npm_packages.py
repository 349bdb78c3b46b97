"""Packages as `npm pack` puts them into a directory: nothing of theirs is run, files are read."""

import re
import tarfile
from pathlib import Path
from typing import NamedTuple

from whichmodel.discovery.errors import Unavailable


class Package(NamedTuple):
    """One package: its version, and the files that were asked for, by path."""

    version: str
    files: dict[str, bytes]


def package(directory: Path, name: str, wanted: tuple[str, ...]) -> Package:
    """The newest package of that name in the directory, with the wanted files of it."""
    stem = name.removeprefix("@").replace("/", "-")
    found = [
        (_order(match[1]), match[1], path)
        for path in directory.glob(f"{stem}-*.tgz")
        if (match := re.fullmatch(re.escape(stem) + r"-(\d+\.\d+\.\d+)\.tgz", path.name))
    ]
    if not found:
        raise Unavailable(
            f"{directory} has no {stem}-*.tgz: `npm pack {name}@latest`, and name its directory"
            " with --packages"
        )
    _, version, path = max(found)
    return Package(version, _files(path, wanted))


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _files(path: Path, wanted: tuple[str, ...]) -> dict[str, bytes]:
    try:
        with tarfile.open(path) as archive:
            found = {name: archive.extractfile(f"package/{name}") for name in wanted}
            return {name: file.read() for name, file in found.items() if file}
    except (OSError, KeyError, tarfile.TarError):
        raise Unavailable(f"{path} cannot be read, or lacks {', '.join(wanted)}") from None
