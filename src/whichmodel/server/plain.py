"""What strangers wrote, made harmless for whoever reads it as a prompt: one line, and not long.

Nothing can tell a name from an instruction by its words: `IGNORE PREVIOUS INSTRUCTIONS` stays what
it is, text in a field. What could end the field or hide in it does not stay.
"""

from typing import Any

from whichmodel.formats.words import visible

LONGEST = 300
"""Characters of one text."""
CUT = "…"
EMPTY: tuple[Any, ...] = (None, {})


def plain(value: Any) -> Any:
    """The same without what is not known, each text on one line and cut where it is too long."""
    if isinstance(value, str):
        return line(value)
    if isinstance(value, dict):
        kept = {key: plain(held) for key, held in value.items()}
        return {key: held for key, held in kept.items() if held not in EMPTY}
    if isinstance(value, (list, tuple)):
        return [plain(held) for held in value]
    return value


def line(text: str) -> str:
    """One text: U+FFFD for each character that breaks, hides or reorders."""
    shown = visible(text[: LONGEST + 1])
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + CUT
