"""Where in a text an id or a hint may begin, found by one automaton in one pass over the bytes.

The automaton comes with the extra `fast`. It looks for the beginnings of families, of ids, of
providers and of their clients in a folded text: small letters, any digit as 0, and a space for
whatever stands between the parts of names. It finds too much, and nothing too little.
"""

import re

from whichmodel.check.known import Known
from whichmodel.check.sieve import is_word
from whichmodel.check.tokens import CHARACTERS, CLIENTS, ENDINGS_OF_HOSTS, EVERYWHERE, KEPT
from whichmodel.check.words import STEMS


def _folded(code: int) -> int:
    sign = chr(code)
    if code > 127 or not sign.isalnum():
        return ord("/") if sign in "/:" else ord(" ")
    return ord("0") if sign.isdigit() else ord(sign.lower())


FOLDED = bytes(map(_folded, range(256)))
"""For `bytes.translate`: what the automaton sees."""
SIGNS = (" ", "/")
"""What stands before a part of a name."""
AFFIXES = ("async", "chat", "create", "langchain", " ai", "/ai")
"""What clients are called before the provider's name."""
ENDS = (
    "_model", "chat", "llm", "client", "model", "provider", "embeddings", "language", "config",
    "ai",
)  # fmt: skip
"""What follows a name that alone says nothing."""
WINDOW = 500_000
"""Bytes that are looked at together: what is found in many more would not fit into memory."""
_GAP = re.compile(f"[^{re.escape(CHARACTERS)}]".encode())
SIZES = {f"{sign}{'0' * digits}b" for sign in (" ", "/", "x") for digits in (1, 2, 3)} | {"0000b"}


class Beginnings:
    """Finds the tokens of texts that are worth judging. Raises ImportError without the extra."""

    def __init__(self, known: Known) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

        self._found = BytesAhoCorasick(
            sorted(map(str.encode, _patterns(known))),
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
        found = self._found(b" " + data.translate(FOLDED))
        tokens: list[tuple[int, bytes]] = []
        if not found:
            return tokens
        apart = data.translate(KEPT) + b" "
        last = 0
        for _, _, end in found:
            if end - 3 >= last:  # what is before the last sign is inside of the token
                begin = apart.rfind(b" ", 0, end - 2) + 1
                last = apart.find(b" ", end - 3)
                token = apart[begin:last]
                if token not in boring:
                    tokens.append((offset + begin, token))
        return tokens


def _patterns(known: Known) -> set[str]:
    """The beginnings of all that is looked for."""
    spelt = set(known.providers) - EVERYWHERE | {name + end for name in EVERYWHERE for end in ENDS}
    exact = {*known.ids, *known.begun, *known.variables, *CLIENTS, *known.hosts, *spelt}
    exact = {name for name in exact if not is_word(name) or name in spelt}
    exact.update(ENDINGS_OF_HOSTS)
    starts = {_start(name) for name in exact} | STEMS | {"o0"}
    starts = {start for start in starts if len(start) > 1}  # what is shorter is no mention
    begun = {sign + start for start in starts for sign in SIGNS}
    return _shortest(begun | {affix + _start(name) for affix in AFFIXES for name in spelt}) | SIZES


def _start(name: str) -> str:
    """A name as the automaton sees it, to the first digit behind a letter."""
    folded = name.encode().translate(FOLDED).decode().strip(" /")
    begun = _BEGUN.match(folded)
    return begun[0] if begun else folded


_BEGUN = re.compile(r"[^a-z]*[a-z][^0]*0")


def _shortest(patterns: set[str]) -> set[str]:
    """Those that no other one begins."""
    found: set[str] = set()
    for pattern in sorted(patterns):
        if not any(pattern[:size] in found for size in range(2, len(pattern))):
            found.add(pattern)
    return found
