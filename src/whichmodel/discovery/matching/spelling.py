"""How nearly a whole name is spelt as it was typed, whatever its parts seem to be."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from whichmodel.discovery.matching.index import Index
from whichmodel.discovery.matching.letters import distance
from whichmodel.discovery.matching.reading import lettered, letters, ownerless, squeezed

ENTIRE, SAME, BEGUN, SLIP = 0.98, 0.97, 0.95, 0.9
"""All letters are the same; those behind the owner are; what was left out is all at the end, and
less the more it is; one letter is wrong."""
SHORTEST = 6
"""In fewer letters and digits one wrong letter may make another name."""


def spelt_alike(index: Index, text: str) -> list[int]:
    """The numbers of the names that have the letters and digits of a text."""
    return list(dict.fromkeys(number for form in lettered(text) for number in index.numbers(form)))


def spelling(text: str, alike: Iterable[int]) -> Callable[[int, str], float]:
    """What tells of a name how nearly it is spelt like a text: 0 where it is not.

    `alike` are the numbers of the names with its letters.
    """
    same, whole, begin = frozenset(alike), letters(text), text.lower()
    typed = {form: _digits(form) for form in (squeezed(text), squeezed(ownerless(text)))}

    def spelt(number: int, name: str) -> float:
        if number in same:
            return ENTIRE if letters(name) == whole else SAME
        if name.lower().startswith(begin) and begun(text, name):
            return min(BEGUN, (1.0 + len(text) / len(name)) / 2)
        digits = _digits(name)
        if digits not in typed.values():
            return 0.0
        return SLIP if any(_slip(form, name) for form in typed) else 0.0

    return spelt


def begun(text: str, name: str) -> bool:
    """Whether a name begins with a text and goes on behind a separator, or in the same word."""
    if len(text) < SHORTEST or not name.lower().startswith(text.lower()):
        return False
    last, after = text[-1], name[len(text) : len(text) + 1]
    within = last.isalpha() and after.isalpha()
    return within or (last.isalnum() and not f"{after}x".isalnum())


def _slip(typed: str, name: str) -> bool:
    """Whether a single letter differs."""
    return len(typed) >= SHORTEST and any(
        distance(typed, known, 1) <= 1 for known in {squeezed(name), squeezed(ownerless(name))}
    )


@lru_cache(maxsize=20_000)
def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
