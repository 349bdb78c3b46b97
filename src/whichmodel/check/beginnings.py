"""Where in a text an id or a hint may begin, found by one automaton in one pass over the bytes.

The automaton comes with the extra `fast`. It looks for families, providers and their clients, and
for the beginnings of ids, in a folded text: small letters, any digit as 0, a space for whatever
stands between tokens, and one of two signs inside of them. It finds too much, and nothing too
little.
"""

import re
from collections.abc import Iterable

from whichmodel.check.known import Known
from whichmodel.check.sieve import is_word
from whichmodel.check.tokens import CHARACTERS, CLIENTS, ENDINGS_OF_HOSTS, EVERYWHERE
from whichmodel.check.words import STEMS


def _folded(code: int) -> int:
    sign = chr(code)
    if sign not in CHARACTERS:
        return ord(" ")
    if sign.isalnum():
        return ord("0") if sign.isdigit() else ord(sign.lower())
    return ord("/") if sign in "./:" else ord("-")


FOLDED = bytes(map(_folded, range(256)))
"""For `bytes.translate`: what the automaton sees."""
SIGNS = (" ", "-", "/")
"""What stands before a name, and behind it."""
AFFIXES = ("async", "chat", "create", "langchain", " ai", "-ai", "/ai")
"""What clients are called before the provider's name."""
ENDS = (
    "-model", "chat", "llm", "client", "model", "provider", "embeddings", "language", "config",
    "ai",
)  # fmt: skip
"""What follows a provider's name in that of a client."""
NUMBERS = ("0", "v0")
"""What follows the name of a family."""
WINDOW = 500_000
"""Bytes that are looked at together: what is found in many more would not fit into memory."""
_GAP = re.compile(f"[^{re.escape(CHARACTERS)}]".encode())
SIZES = {f"{sign}{'0' * digits}b" for sign in (*SIGNS, "x") for digits in (1, 2, 3)} | {"0000b"}


class Beginnings:
    """Finds the tokens of texts that are worth judging. Raises ImportError without the extra."""

    def __init__(self, known: Known) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

        self._found = BytesAhoCorasick(
            list(map(str.encode, _patterns(known))),
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA,
        ).find_matches_as_indexes

    def tokens(self, data: bytes, boring: set[bytes]) -> list[tuple[int, bytes]]:
        """The tokens that may be something, with where they begin, without those that are not."""
        tokens: list[tuple[int, bytes]] = []
        start = 0
        while start < len(data):
            gap = _GAP.search(data, start + WINDOW)
            end = gap.start() if gap else len(data)
            tokens += self._within(data[start:end], start, boring)
            start = end
        return tokens

    def _within(self, data: bytes, offset: int, boring: set[bytes]) -> list[tuple[int, bytes]]:
        folded = b" %b " % data.translate(FOLDED)
        tokens: list[tuple[int, bytes]] = []
        before, behind, last = folded.rfind, folded.find, 0
        for _, _, end in self._found(folded, overlapping=True):
            if end > last:  # two before the end is inside of the token, whatever was found
                begin = before(b" ", 0, end - 1)
                last = behind(b" ", end - 2) + 1
                token = data[begin : last - 2]
                if token not in boring:
                    tokens.append((offset + begin, token))
        return tokens


def _patterns(known: Known) -> list[str]:
    """The beginnings of all that is looked for, and the ends of what alone says nothing."""
    spelt = {_fold(name) for name in known.providers if name not in EVERYWHERE}
    everywhere = {name + end for name in EVERYWHERE for end in ENDS}
    exact = {*known.ids, *known.begun, *known.variables, *CLIENTS, *known.hosts, *ENDINGS_OF_HOSTS}
    starts = {_start(name) for name in exact if not is_word(name)} | everywhere | {"o0"}
    starts = {start for start in starts if len(start) > 1}  # what is shorter is no mention
    ended = _joined(spelt, SIGNS) | _joined(map(_fold, STEMS), (*SIGNS, *NUMBERS))
    clients = _joined(AFFIXES, spelt | everywhere) | _joined((" ",), _joined(spelt, ENDS))
    return _shortest(_joined(SIGNS, starts | ended) | clients | _joined(SIZES, SIGNS))


def _joined(befores: Iterable[str], afters: Iterable[str]) -> set[str]:
    return {before + after for before in befores for after in afters}


def _fold(name: str) -> str:
    return name.encode().translate(FOLDED).decode()


def _start(name: str) -> str:
    """A name as the automaton sees it, to the first digit that tells it from others."""
    folded = _fold(name).strip("".join(SIGNS))
    begun = _BEGUN.match(folded)
    return begun[0] if begun else folded


_BEGUN = re.compile(r"[^a-z]*[a-z].{2,}?0")


def _shortest(patterns: set[str]) -> list[str]:
    """Those that no other one begins, in order."""
    found: list[str] = []
    for pattern in sorted(patterns):
        if not found or not pattern.startswith(found[-1]):
            found.append(pattern)
    return found
