"""What was chosen before, by project: one file in the user's cache directory, none in a project."""

import json
import os
import tempfile
from typing import Any

FILE = "chosen.json"
MODELS, PROJECTS = 5, 200
"""How many models of a project are remembered, and of how many projects."""


def project(directory: str) -> str:
    """The project that a directory belongs to: the nearest one above with `.git`, or itself."""
    here = os.path.realpath(directory)
    above = here
    while not os.path.exists(os.path.join(above, ".git")):
        parent = os.path.dirname(above)
        if parent == above:
            return here
        above = parent
    return above


def chosen_before(cache: str, directory: str) -> list[str]:
    """The models chosen in a project, the last one first; none where nothing can be read."""
    names = _remembered(cache).get(directory)
    if not isinstance(names, list):
        return []
    return [name for name in names if isinstance(name, str) and name.isprintable()][:MODELS]


def remember(cache: str, directory: str, name: str) -> None:
    """Put a choice first in its project; OSError where that cannot be written."""
    if not cache:
        return
    names = [name, *(each for each in chosen_before(cache, directory) if each != name)]
    known = _remembered(cache)
    known.pop(directory, None)
    kept = list(known.items())[: PROJECTS - 1]
    _write(cache, {directory: names[:MODELS], **dict(kept)})


def _remembered(cache: str) -> dict[str, Any]:
    try:
        with open(os.path.join(cache, FILE), encoding="utf-8") as file:
            known = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(cache: str, known: dict[str, Any]) -> None:
    """Whole or not at all, whoever else writes."""
    os.makedirs(cache, mode=0o700, exist_ok=True)
    descriptor, path = tempfile.mkstemp(dir=cache, prefix=FILE)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(known, file, indent=1)
        os.replace(path, os.path.join(cache, FILE))
    except BaseException:
        os.unlink(path)
        raise
