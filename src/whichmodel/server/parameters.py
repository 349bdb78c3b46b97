"""What stands after the question mark: read, limited, and refused in one line that says why."""

from collections.abc import Callable, Iterable
from typing import TypeVar
from urllib.parse import parse_qsl

from whichmodel.discovery.catalogue.query import SORTS, STATUS, Query, dollars, tokens
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.matching.filters import Wish
from whichmodel.discovery.model import CAPABILITIES, KINDS

LONGEST = 2048
"""Bytes of a query."""
WORDS = 200
"""Characters of what is searched for."""
MOST = 10_000
"""Rows of one answer, where a number is asked for."""
FIELDS = 50
ANSWERS = {"true": True, "1": True, "yes": True, "": True, "false": False, "0": False, "no": False}
FILTERS = (
    "provider",
    "kind",
    *CAPABILITIES,
    "min_context",
    "max_price",
    "status",
    "sort",
    "newest",
)
Value = TypeVar("Value")


class Parameters:
    """The parameters of one request; UsageError for what cannot be understood."""

    def __init__(self, query: bytes) -> None:
        if len(query) > LONGEST:
            raise UsageError(f"the query is longer than {LONGEST} bytes")
        try:
            pairs = parse_qsl(
                query.decode("ascii"),
                keep_blank_values=True,
                max_num_fields=FIELDS,
                errors="strict",
            )
        except ValueError:
            raise UsageError(
                "the query is not UTF-8, percent-encoded, of 50 fields at most"
            ) from None
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def only(self, known: Iterable[str]) -> None:
        """UsageError where anything else stands there."""
        names = tuple(known)
        for name in self._values:
            if name not in names:
                raise UsageError(f"no parameter is called {name!r}; known: {', '.join(names)}")

    def any(self, names: Iterable[str]) -> bool:
        """Whether one of these is there."""
        return any(name in self._values for name in names)

    def text(self, name: str) -> str | None:
        """The last value of a name."""
        values = self._values.get(name)
        return values[-1] if values else None

    def texts(self, name: str) -> tuple[str, ...]:
        """All values of a name, those between commas too."""
        return tuple(
            part.strip()
            for value in self._values.get(name, ())
            for part in value.split(",")
            if part.strip()
        )

    def words(self, name: str) -> str:
        """What somebody typed."""
        value = self.text(name) or ""
        if len(value) > WORDS:
            raise UsageError(f"{name} is longer than {WORDS} characters")
        return value

    def flag(self, name: str) -> bool:
        """true or false; a name alone is true."""
        return self._read(name, lambda value: ANSWERS[value.lower()], "true or false") or False

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """One word of those that are allowed."""
        return self._read(name, lambda value: allowed[allowed.index(value)], ", ".join(allowed))

    def number(self, name: str, least: int, most: int) -> int | None:
        """A whole number."""

        def read(value: str) -> int:
            if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
                raise ValueError
            return int(value)

        return self._read(name, read, f"a whole number from {least} to {most}")

    def tokens(self, name: str) -> int | None:
        """A number of tokens: 200000, 128k, 1m."""
        return self._read(name, tokens, "a number of tokens: 200000, 128k, 1m")

    def dollars(self, name: str) -> float | None:
        """Dollars per million tokens."""
        return self._read(name, dollars, "a price in dollars per million tokens")

    def _read(self, name: str, read: Callable[[str], Value], expected: str) -> Value | None:
        value = self.text(name)
        if value is None:
            return None
        try:
            return read(value)
        except (ValueError, KeyError, OverflowError):
            raise UsageError(f"{name}={value[:40]!r} is not {expected}") from None


def query(given: Parameters, usual: Query) -> Query:
    """Which models are wanted, as `whichmodel list` reads it; what is not said is as usual."""
    newest = given.number("newest", 1, MOST)
    sort = given.one_of("sort", SORTS)
    least = given.tokens("min_context")
    price = given.dollars("max_price")
    return Query(
        given.one_of("kind", ("all", *KINDS)) or usual.kind,
        able(given) or usual.capabilities,
        usual.min_context if least is None else least,
        usual.max_price if price is None else price,
        stages(given) or usual.status,
        sort or usual.sort,
        newest or usual.newest,
    )


def able(given: Parameters) -> tuple[str, ...]:
    """What a model has to be known to do."""
    return tuple(name for name in CAPABILITIES if given.flag(name))


def stages(given: Parameters) -> tuple[str, ...]:
    """Lifecycles that are wanted."""
    found = given.texts("status")
    for word in found:
        if word not in STATUS:
            raise UsageError(f"status={word[:40]!r} is not one of {', '.join(STATUS)}")
    return found


def wish(given: Parameters, providers: Iterable[str]) -> Wish:
    """What a search asks for beside its words."""
    return Wish(
        providers=frozenset(providers),
        min_context=given.tokens("min_context"),
        max_price=given.dollars("max_price"),
        kind=given.one_of("kind", ("all", *KINDS)),
        status=given.one_of("status", STATUS),
        able=able(given),
    )
