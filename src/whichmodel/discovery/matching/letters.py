"""How alike two words are, letter by letter."""

SAME_STEM = 0.6
STEM, JUMBLED = 4, 6
"""Fewer letters at the beginning, or in a jumbled word, tell nothing."""


def pairs(word: str) -> set[str]:
    """The pairs of neighbouring letters, with the beginning and the end marked."""
    marked = f"^{word}$"
    return {marked[at : at + 2] for at in range(len(marked) - 1)}


def distance(one: str, other: str, most: int) -> int:
    """How many letters were left out, added, changed or swapped; `most + 1` where it is more."""
    if abs(len(one) - len(other)) > most or _foreign(one, other) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            cost = last[column - 1] + (letter != wanted)
            least = min(cost, last[column] + 1, line[column - 1] + 1)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)


def _foreign(one: str, other: str) -> int:
    """How many letters only one of the words has, at least: each of them is an error."""
    mine, theirs = set(one), set(other)
    return max(len(mine - theirs), len(theirs - mine))


def likeness(typed: str, known: str) -> float:
    """From 0 to 1: how probably a typed word is a known one, misspelt."""
    allowed = 2 if len(typed) >= 7 else 1
    if len(typed) < 4 and len(known) < 4:
        return 0.7 if sorted(typed) == sorted(known) and len(typed) == 3 else 0.0
    errors = distance(typed, known, allowed)
    if len(typed) == 4 and typed.startswith(known):
        return 0.0  # prod is no misspelt pro
    if errors <= allowed:
        return 1.0 - 1.2 * errors / max(len(typed), len(known))
    return SAME_STEM if _same_stem(typed, known) or _jumbled(typed, known) else 0.0


def _same_stem(one: str, other: str) -> bool:
    """Whether the words begin alike for most of their length: reasoner, reasoning."""
    if one[:STEM] != other[:STEM]:
        return False
    longer, begun = max(len(one), len(other)), shared(one, other)
    return begun >= STEM and 0.6 * longer <= begun < longer


def _jumbled(one: str, other: str) -> bool:
    """Whether the words begin alike and have the same letters but one: lasted, latest."""
    if one[:2] != other[:2] or len(one) != len(other) or len(one) < JUMBLED:
        return False
    return sum(one.count(letter) > other.count(letter) for letter in set(one)) == 1


def shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return at
    return min(len(one), len(other))
