"""Which of very many tokens are worth judging, found in one pass over all of them.

Judging a token takes microseconds, and a tree of documentation has millions. Nearly all are no
id, no hint and nothing like one, which one expression tells of thousands at once.
"""

import re
from collections.abc import Iterable

from whichmodel.check.known import Known
from whichmodel.check.tokens import CLIENTS, ENDINGS_OF_HOSTS
from whichmodel.check.words import STEMS, words_of

_AFFIXES = rb"(?:async|chat|create|ai|langchain)*"
_ENDS = rb"(?:chat|llm|client|model|models|provider|embeddings|languagemodel|config|chatbot|ai)*"


class Sieve:
    """Keeps the tokens that are worth judging."""

    def __init__(self, known: Known) -> None:
        exact = {*known.ids, *known.begun, *known.variables, *CLIENTS}
        self._exact = {token.encode() for token in exact if not is_word(token)}
        firsts = {word for model in known.ids for word in words_of(model.rpartition("/")[2])[:1]}
        stems = STEMS | {word for word in firsts if len(word) > 2 and word.isalpha()}
        hosts = {*known.hosts, *(ending.lstrip(".") for ending in ENDINGS_OF_HOSTS)}
        # What begins with one set of characters is looked for fast; which of them it was, after.
        self._worth = re.compile(
            rb"[\n\-_./:@~x](?:(?<!x)(?:(?:%s)[^\n\d]*\d|o[1345](?=[\n\-])|models/|(?:%s))"
            rb"|(?<=\n)(?:%s(?:%s)(?:[/:.]|%s(?=\n)|_models?:?(?=\n))|(?:%s)-)"
            rb"|(?<=[\-_.:x])\d+b(?=[\n\-_.:]))"
            % (
                _any(stems), _any(hosts), _AFFIXES, _any(known.providers), _ENDS, _any(STEMS),
            )
        )  # fmt: skip

    def kept(self, tokens: set[bytes]) -> Iterable[bytes]:
        """Those of the tokens that are worth judging, and perhaps some more."""
        kept = tokens & self._exact
        heap = b"\n".join(tokens)
        folded = b"\n%b\n" % heap.lower()
        heap = b"\n%b\n" % heap
        end = 0
        for found in self._worth.finditer(folded):
            at = found.start() + 1 if folded[found.start()] == 10 else found.start()
            if at < end:
                continue
            end = heap.index(b"\n", at)
            kept.add(heap[heap.rindex(b"\n", 0, at) + 1 : end])
        return kept


def is_word(token: str) -> bool:
    """Whether a token is an ordinary word, which no family is called."""
    return token.isalpha() and token.islower() and token not in STEMS


def _any(words: Iterable[str]) -> bytes:
    """An expression for any of the words, that looks at each character once."""
    return _branches(sorted({word.lower() for word in words if word.isascii()})).encode()


def _branches(words: list[str]) -> str:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word[1:])
    if len(groups) == 1 and "" not in groups:
        first, rest = next(iter(groups.items()))
        return re.escape(first) + _branches(rest)
    choices = [re.escape(first) + _branches(rest) for first, rest in groups.items() if first]
    if not choices:
        return ""
    return f"(?:{'|'.join(choices)}){'?' if '' in groups else ''}"
