"""Which lines of a text say something about models, and what.

Most lines of most files say nothing, so they are told apart as bytes, before anything is decoded:
by the automaton of the extra `fast`, or line by line, a line that was seen before being known.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from itertools import compress, count, filterfalse

from whichmodel.check.beginnings import Beginnings
from whichmodel.check.hints import column_of, kind_of
from whichmodel.check.known import Known
from whichmodel.check.sieve import Sieve
from whichmodel.check.syntax import Syntax
from whichmodel.check.tokens import CHARACTERS, KEPT, Judged, judge, occurrences

Token = tuple[int, str, Judged]
"""Where in its line a token begins, the token, and what it is."""

MOST = 300_000
"""Lines or tokens that are kept in memory before they are forgotten."""
LONG = 2_000
"""Characters of a line that nobody writes twice."""

_APART = KEPT[:10] + b"\n" + KEPT[11:]
_RUN = re.compile(f"[{re.escape(CHARACTERS)}]+")


class Lines:
    """What lines say, each distinct one looked at once."""

    def __init__(self, known: Known, fast: bool = True) -> None:
        self._known = known
        self._sieve = Sieve(known)
        self._beginnings: Beginnings | None = None
        if fast:
            with suppress(ImportError):
                self._beginnings = Beginnings(known)
        self._forget()

    def _forget(self) -> None:
        self._boring: set[bytes] = set()
        self._judged: dict[bytes, Judged] = {}
        self._by_text: dict[str, Judged] = {}
        self._dull: set[bytes] = set()
        self._telling: dict[bytes, bool] = {}
        self._on: dict[str, tuple[Token, ...]] = {}
        self._hints: dict[tuple[str, int, str], tuple[int, str] | None] = {}

    def telling(self, data: bytes) -> list[int]:
        """The numbers, from 0, of the lines with an id or a hint; none where no line has an id.

        The bytes are in UTF-8, or any superset of ASCII.
        """
        if max(len(self._boring), len(self._dull), len(self._on), len(self._hints)) > MOST:
            self._forget()
        return (
            self._by_beginnings(data, self._beginnings)
            if self._beginnings
            else self._by_lines(data)
        )

    def on(self, line: str) -> tuple[Token, ...]:
        """The tokens of a telling line that are something, in their order."""
        found = self._on.get(line)
        if found is None:
            found = tuple(self._tokens(line))
            if len(line) < LONG:
                self._on[line] = found
        return found

    def _tokens(self, line: str) -> Iterable[Token]:
        judged = self._by_text.get
        for run in _RUN.finditer(line):
            what = judged(run[0])
            if what:
                yield run.start(), run[0], what

    def hint(self, line: str, start: int, token: str, syntax: Syntax) -> tuple[int, str] | None:
        """Where the key of the line begins, and how the token there names a provider."""
        if len(line) > LONG:
            return None
        key = (line, start, syntax.name)
        if key not in self._hints:
            word = token.rstrip("._:/-@")
            kind = kind_of(line, start, start + len(word), word, syntax)
            self._hints[key] = (column_of(line), kind) if kind else None
        return self._hints[key]

    def _by_beginnings(self, data: bytes, beginnings: Beginnings) -> list[int]:
        places = beginnings.tokens(data, self._boring)
        judged = self._judged
        self._judge({token for _, token in places if token not in judged})
        if not any(judged[token].readings for _, token in places if token in judged):
            return []
        numbers = [-1]
        number = last = 0
        for at, token in places:
            if token in judged:
                number += data.count(b"\n", last, at)
                last = at
                if number != numbers[-1]:
                    numbers.append(number)
        return numbers[1:]

    def _by_lines(self, data: bytes) -> list[int]:
        telling = self._telling
        lines = data.split(b"\n")
        rest = list(filterfalse(self._dull.__contains__, lines))
        fresh = set(filterfalse(telling.__contains__, rest))
        if fresh:
            self._learn(fresh)
        if not any(map(telling.get, rest)):
            return []
        return list(compress(count(), map(telling.__contains__, lines)))

    def _learn(self, fresh: set[bytes]) -> None:
        """Tell the lines that say something from those that do not."""
        heap = b"\n".join(fresh)
        apart = heap.translate(_APART)
        self._dull |= fresh
        tokens = set(filterfalse(self._boring.__contains__, apart.split()))
        self._judge(tokens.difference(self._judged))
        for token in filter(self._judged.__contains__, tokens):
            judged = self._judged[token]
            for at in occurrences(apart, token):
                end = heap.find(b"\n", at)
                line = heap[heap.rfind(b"\n", 0, at) + 1 : end if end >= 0 else len(heap)]
                self._telling[line] = bool(judged.readings) or self._telling.get(line, False)
                self._dull.discard(line)

    def _judge(self, fresh: set[bytes]) -> None:
        """Tell the tokens that are something from those that are not."""
        if not fresh:
            return
        self._boring |= fresh
        for token in self._sieve.kept(fresh):
            text = token.decode("ascii")
            judged = judge(text, self._known)
            if judged:
                self._judged[token] = self._by_text[text] = judged
                self._boring.discard(token)
