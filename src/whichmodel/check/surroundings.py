"""What stands around a mention: its line, its siblings, clients above it, headings."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from whichmodel.check import hints
from whichmodel.check.hints import Hint, Hints
from whichmodel.check.known import Known
from whichmodel.check.lines import Lines
from whichmodel.check.standing import is_respelt, is_weights
from whichmodel.check.syntax import Syntax
from whichmodel.check.tokens import Judged, Reading
from whichmodel.routing import route

Regions = list[tuple[int, Syntax]]


class Surroundings:
    """One text with its lines and what they say about providers.

    `tokens` are the number of the line, the column and what is there, in their order.
    """

    def __init__(
        self,
        text: str,
        path: str,
        regions: Regions,
        telling: list[int],
        seen: Lines,
        known: Known,
    ) -> None:
        self.text = text
        self.lines = lines = text.split("\n")
        self.tokens: list[tuple[int, int, str, Judged]] = [
            (number, *token) for number in telling for token in seen.on(lines[number])
        ]
        self._seen = seen
        self._regions = regions
        self._starts = [start for start, _ in regions]
        self._known = known
        self._path = path
        self._hints: Hints | None = None
        self._begins: list[int] = []
        self._headings: list[tuple[int, int]] | None = None

    def syntax_at(self, line: int, column: int) -> Syntax:
        """The language at a place."""
        return self._regions[self._region(line, column)][1]

    def _region(self, line: int, column: int) -> int:
        if len(self._regions) == 1:
            return 0
        if not self._begins:
            lengths = map((1).__add__, map(len, self.lines))
            self._begins = list(accumulate(lengths, initial=0))
        return bisect_right(self._starts, self._begins[line] + column) - 1

    def hints(self) -> Hints:
        """The lines that name a provider."""
        if self._hints is None:
            self._hints = Hints(list(self._found_hints()))
        return self._hints

    def _found_hints(self) -> Iterator[Hint]:
        for number, start, token, judged in self.tokens:
            if judged.hint:
                syntax = self.syntax_at(number, start)
                found = self._seen.hint(self.lines[number], start, token, syntax)
                if found:  # made without a call of ours for each of many
                    yield tuple.__new__(Hint, (number, found[0], start, found[1], judged.hint))

    def provider(
        self, line: int, start: int, reading: Reading, syntax: Syntax, text: str
    ) -> tuple[str | None, str]:
        """Whose model is meant, and by which of the provider's ids."""
        whole = self._known.ids.get(text, ())
        if "bedrock" in whole and _routed(text) == "bedrock":
            return "bedrock", text  # nobody else writes maker.model
        near = self._near(line, start, syntax, self._known.ids.get(reading.model, ()))
        if near and (near in whole or (reading.provider != near and self._takes(near, text))):
            return near, text
        suggested = (
            self._suggested(line, start, whole, syntax, text) if "/" in text and whole else None
        )
        if suggested in whole and suggested:
            return suggested, text
        if reading.provider:
            return reading.provider, reading.model
        owner, slash, rest = text.partition("/")
        spelt = self._known.providers.get(owner.lower()) if slash else None
        # Anthropic's undated names are resellers' ids, and what people write for its own.
        alone = spelt == "anthropic" and len(whole) == 1 and whole[0] != "openrouter"
        if spelt and (spelt in self._known.ids.get(rest, ()) or near == spelt or alone):
            return spelt, rest
        if near:
            return near, reading.model
        return self._far(line, start, reading, syntax), reading.model

    def _takes(self, provider: str, text: str) -> bool:
        """Whether what stands before the slash is a maker to this provider, and no prefix."""
        if "/" not in text or not self.is_owner(text.partition("/")[0]):
            return False
        return provider == "openrouter" or (provider in HOSTS and is_weights(text))

    def has(self, provider: str | None, model: str) -> bool:
        """Whether a provider has, or had, a model of this id."""
        return provider is not None and provider in self._known.ids.get(model, ())

    def is_row(self, line: int, start: int) -> bool:
        """Whether a key of the same braces on the same line names a provider."""
        text = self.lines[line]
        for hint in self.hints().on(line):
            first, last = sorted((hint.start, start))
            if hint.kind == "key" and not {"{", "}"} & set(text[first:last]):
                return True
        return False

    def is_owner(self, name: str) -> bool:
        """Whether ids of some provider begin with this name and a slash."""
        return name in self._known.owners

    def _near(self, line: int, start: int, syntax: Syntax, has: tuple[str, ...]) -> str | None:
        """The provider that the line, the mapping or the paragraph names outright."""
        found = self.hints()
        own = self._outright(found, line, start, has) if found.on(line) else None
        if own or syntax.prose:
            return own
        if (
            "azure" in has
            and "deployment" in self.lines[line][max(0, start - CLOSE) : start].lower()
        ):
            return "azure"
        if not found.all:
            return None
        if syntax.indented:
            return hints.sibling(found, line, self.lines)
        return hints.in_paragraph(found, line, self.lines, syntax.joined) or hints.sibling(
            found, line, self.lines, ("parent",)
        )

    def _outright(self, found: Hints, line: int, start: int, has: tuple[str, ...]) -> str | None:
        """The provider that the line itself names."""
        own = (
            hints.on_line(found, line, start, ("call",))
            or hints.on_line(found, line, start, ("key", "url"))
            or hints.on_line(found, line, start, ("parent",))
            or hints.on_line(found, line, start, ("label", "cell"))
        )
        named = hints.on_line(found, line, start, ("own",))
        # OPENAI_MODEL is often another's.
        return own or named if named and (named in has or not has) else own

    def _far(self, line: int, start: int, reading: Reading, syntax: Syntax) -> str | None:
        """Who is suggested, has it alone, or makes models of this name."""
        has = self._known.ids.get(reading.model, ())
        if not has and _TAGGED.fullmatch(reading.model):
            return self._known.providers.get("ollama")  # name:size, as local servers write them
        return self._suggested(line, start, has, syntax, reading.model) or self._by_name(
            reading.model, has
        )

    def _suggested(
        self, line: int, start: int, has: tuple[str, ...], syntax: Syntax, model: str
    ) -> str | None:
        """The provider that words, a client, a heading or the file's name suggest, if it fits."""
        found = self.hints()
        word = hints.on_line(found, line, start, ("word",))
        if word and word in has:
            return word
        maker = self._maker(model)
        if maker and "completion(" in self.lines[line]:
            return None  # LiteLLM's function: a name without a prefix is its maker's
        for kinds in _ways(syntax):
            named = self._headed(line) if kinds == HEADINGS else self._named(line, kinds)
            fits = [provider for provider in named if _fits(provider, has, model, maker)]
            if fits:
                return maker if maker in fits and kinds in (IMPORTS, VARIABLES) else fits[0]
        after = self._named_after(has)
        return after if after and _fits(after, has, model, maker) else None

    def _named(self, line: int, kinds: tuple[str, ...]) -> list[str]:
        """The providers that the lines above name; keys do so for their own piece of code alone."""
        found = self.hints()
        if kinds != KEYS or len(self._regions) == 1 or KEYS[0] not in found.kinds:
            return hints.named(found, line, kinds)
        here = self._region(line, 0)
        return [
            hint.provider
            for hint in found.above(line)
            if hint.kind in kinds and self._region(hint.line, 0) == here
        ]

    def _headed(self, line: int) -> list[str]:
        """The providers of the headings in whose sections a line is, the nearest first.

        A section ends where another of the same rank begins; what the title names never does.
        """
        found = self.hints()
        if HEADINGS[0] not in found.kinds:
            return []
        if self._headings is None:
            self._headings = [
                (number, len(text) - len(text.lstrip("#")))
                for number, text in enumerate(self.lines)
                if text.startswith("#") and self.syntax_at(number, 0).prose
            ]
        first = self._headings[0][0] if self._headings else -1
        named = []
        for hint in found.above(line):
            if hint.kind in HEADINGS:
                rank = hints.rank_of(self.lines[hint.line])
                over = any(
                    hint.line < number <= line and other <= rank for number, other in self._headings
                )
                if hint.line <= first or not over:
                    named.append(hint.provider)
        return named

    def _named_after(self, has: tuple[str, ...]) -> str | None:
        """The provider that the file is named after: `docs/groq.md`, `.env.groq`.

        Or the one of those that have the model which a word of it names: `groq_options.ts`.
        """
        called = self._known.providers
        name = self._path.replace("\\", "/").rpartition("/")[2].lower()
        stem = name.removeprefix(".env.").partition(".")[0].replace("-", "_")
        if stem in called:
            return called[stem]
        words = {called.get(word) for word in stem.split("_") if word not in hints.ONLY_VALUES}
        fits = words.intersection(has)
        return fits.pop() if len(fits) == 1 else None

    def _by_name(self, model: str, has: tuple[str, ...]) -> str | None:
        """Who alone has it; else who makes models of this name."""
        maker = self._maker(model)
        hosts = [each for each in has if each not in RESELLERS] or has
        alone = len(hosts) == 1 and not (maker and is_respelt(model, hosts[0]))
        return hosts[0] if alone else maker

    def _maker(self, model: str) -> str | None:
        prefix = _routed(model) if "/" not in model else None
        return self._known.providers.get(prefix) if prefix else None


@lru_cache(maxsize=20_000)
def _routed(model: str) -> str | None:
    """The provider that a bare id would be sent to."""
    return route(model).provider


CLOSE = 50
"""Characters between the name of a key and its value."""
_TAGGED = re.compile(r"[a-z][\w.-]*:(?:\d[\d.]*b[\w.-]*|latest|mini|medium|large)")

RUN_ANYTHING = frozenset(("huggingface", "ollama", "vllm", "sglang", "lmstudio", "llamacpp"))
"""Providers of whose models there is no list: what is published openly runs there."""


RESELLERS = frozenset(("inferenceapis", "kyma", "aihubmix", "aiml", "poe"))
"""Providers that sell the models of others under the names that those gave them."""


HOSTS = RUN_ANYTHING | {"together", "nebius", "deepinfra", "novita"}
"""Providers of open models, in whose ids the maker stands before a slash."""


def _fits(provider: str, has: tuple[str, ...], model: str, maker: str | None) -> bool:
    """Whether a provider has a model, as far as anybody knows."""
    if provider in has or not has:
        return True
    return (
        provider in RUN_ANYTHING
        and len(has) > 1
        and ("/" in model or (not maker and provider != "huggingface"))
    )


HEADINGS = ("heading",)
KEYS = ("key",)
IMPORTS = ("import",)
VARIABLES = ("variable",)
WAYS = (("call", "url"), KEYS, HEADINGS, IMPORTS, VARIABLES)
"""How a program names whom it asks, the most telling first."""


def _ways(syntax: Syntax) -> tuple[tuple[str, ...], ...]:
    """How texts of a syntax name a provider from afar; what a mapping says is said nearby."""
    return (HEADINGS,) if syntax.prose or syntax.indented else WAYS
