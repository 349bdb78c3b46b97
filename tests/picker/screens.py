"""Screens that were looked at and found good, kept as text.

`PICKER_SCREENS=write pytest tests/picker` writes them anew; look at what changed before you keep
it.
"""

import os
import re
from pathlib import Path

DIRECTORY = Path(__file__).parent / "screens"
WRITE = os.environ.get("PICKER_SCREENS") == "write"
AGE = re.compile(r"\b\d+ (s|min|h|days)( ago)?\b")


def keep(name: str, text: str) -> None:
    (DIRECTORY / f"{name}.txt").write_text(AGE.sub(r"N h\2", text), encoding="utf-8")


def same(name: str, text: str) -> bool:
    """Whether a screen is the one that is kept, but for how old a list is on the real clock."""
    kept = (DIRECTORY / f"{name}.txt").read_text(encoding="utf-8")
    return kept == AGE.sub(r"N h\2", text)
