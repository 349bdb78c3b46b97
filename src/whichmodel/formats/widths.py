"""How many columns a text takes on a terminal, and how it is made to take fewer."""

from itertools import accumulate
from unicodedata import category, east_asian_width

ELLIPSIS = "…"


def drawn(text: str) -> int:
    """Columns that a printable text takes: two for a wide character, none for a combining mark."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    # The vowels and final consonants of Korean syllables are drawn into the character before.
    if category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1


def shortened(text: str, width: int) -> str:
    """The text if it takes at most `width` columns, else its beginning and an ellipsis."""
    if drawn(text) <= width:
        return text
    ends = zip(text, accumulate(map(_columns, text)), strict=True)
    kept = "".join(char for char, end in ends if end <= width - len(ELLIPSIS))
    return kept.rstrip() + ELLIPSIS if width > 0 else ""
