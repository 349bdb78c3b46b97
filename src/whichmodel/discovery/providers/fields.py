"""How a field of ours is found in a provider's row: a small language of paths, and conversions.

An expression is one of

    a.b.c              the value at that path
    PATH ~ x, y        whether the list (or mapping of booleans) at PATH holds x or y
    PATH = x           whether the value at PATH, as text, is x
    least P Q          the smaller of the numbers at two paths
    VALUE if EXPR      VALUE where EXPR is true; nothing otherwise

A field has a list of expressions; the first that yields a usable value wins.
"""

import re
from collections.abc import Callable, Iterable, Set
from datetime import UTC, datetime
from decimal import Context, Decimal
from typing import Any

Getter = Callable[[dict[str, Any]], Any]

SMALLEST_PRICE = Decimal("1e-9")
"""Dollars per million tokens: what is said to cost less, yet not nothing, is a mistake."""

PRICE_DIGITS = 12
"""Significant digits kept of a price: enough for any price, too few for binary noise."""
_ROUNDING = Context(prec=PRICE_DIGITS)

EARLIEST = 1_400_000_000
"""Unix time of May 2014: no language model that is still listed anywhere is older."""

NEVER = 4_000_000_000
"""Unix times beyond 2096 are how some servers say "never"."""

TRUE = frozenset((True, 1, "true", "True", "yes"))
FALSE = frozenset((False, 0, "false", "False", "no"))


def compiled(expressions: Iterable[str]) -> list[Getter]:
    """Turn expressions into functions from a row to a raw value or None."""
    return [_getter(expression.strip()) for expression in expressions]


def within(keys: Set[str], expressions: dict[str, list[str]]) -> dict[str, list[str]]:
    """The expressions by field, less those that look where rows with these keys have nothing."""
    return {
        field: [one for one in some if _heads(one) & keys] for field, some in expressions.items()
    }


def _heads(expression: str) -> set[str]:
    """The keys at which the paths in an expression begin."""
    condition = expression.partition(" if ")[2] or expression
    path = condition.partition(" ~ ")[0].partition(" = ")[0].strip()
    paths = path.split()[1:] if path.startswith("least ") else [path]
    return {path.partition(".")[0] for path in paths}


def _getter(expression: str) -> Getter:
    value, found, condition = expression.partition(" if ")
    if found:
        test = _getter(condition.strip())
        return lambda row: value.strip() if test(row) is True else None
    if expression.startswith("least "):
        paths = [_path(part) for part in expression.split()[1:]]
        return lambda row: _least(path(row) for path in paths)
    for operator, compare in (("~", _holds), ("=", _equals)):
        left, found, right = expression.partition(f" {operator} ")
        if found:
            return _comparison(_path(left.strip()), right, compare)
    return _path(expression)


def _comparison(path: Getter, right: str, compare: Callable[[Any, list[str]], Any]) -> Getter:
    words = [word.strip().lower() for word in right.split(",")]
    return lambda row: compare(path(row), words)


def _path(dotted: str) -> Getter:
    parts = dotted.split(".")
    if len(parts) == 1:
        return lambda row: row.get(dotted)
    return lambda row: _walk(row, parts)


def _walk(value: Any, parts: list[str]) -> Any:
    for part in parts:
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value


def _holds(value: Any, words: list[str]) -> bool | None:
    if isinstance(value, dict):
        known = [
            holds
            for name, holds in value.items()
            if name.lower() in words and isinstance(holds, bool)
        ]
        return any(known) if known else None
    if not isinstance(value, list):
        return None
    return any(isinstance(item, str) and item.lower() in words for item in value)


def _equals(value: Any, words: list[str]) -> bool | None:
    return None if value is None else str(value).lower() in words


def _least(values: Iterable[Any]) -> int | None:
    numbers = [number for number in map(tokens, values) if number]
    return min(numbers, default=None)


def text(value: Any) -> str | None:
    """A line of printable characters, or nothing."""
    if not isinstance(value, str):
        return None
    if not value.isprintable():
        value = "".join(char if char.isprintable() else " " for char in value)
    return " ".join(value.split())[:200].rstrip() or None


def identifier(value: Any) -> str | None:
    """A model id, untouched; nothing where it is none (empty, huge, or with control characters)."""
    usable = isinstance(value, str) and 0 < len(value) <= 1024 and value.isprintable()
    return value if usable and value.strip() == value else None


def stage(value: Any) -> str | None:
    """One of the words for where a model stands that a provider may state."""
    word = value.lower() if isinstance(value, str) else None
    return word if word in ("active", "preview", "deprecated", "retired") else None


def _number(value: Any) -> int | float | Decimal | None:
    """A number that can be compared: neither a boolean nor NaN."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    return None if isinstance(value, Decimal) and value.is_nan() else value


_SCALES = {"k": 1_000, "m": 1_000_000}


def tokens(value: Any) -> int | None:
    """A positive number of tokens; 0, negative and nonsense are nothing."""
    if isinstance(value, str):
        value = _tokens_in(value)
    number = _number(value)
    return int(number) if number is not None and 1 <= number < 10**10 else None


def _tokens_in(words: str) -> int | None:
    match = re.fullmatch(r"([0-9]+)([km]?)", words.strip().lower().replace(",", ""))
    return int(match[1][:12]) * _SCALES.get(match[2], 1) if match else None


def flag(value: Any) -> bool | None:
    """Yes, no, or unknown."""
    try:
        return True if value in TRUE else False if value in FALSE else None
    except TypeError:
        return None


def price(value: Any, factor: Decimal) -> str | None:
    """A price times `factor` as a plain decimal string; negative ("it varies") is nothing."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        return None
    try:
        stated = Decimal(str(value))
        amount = stated * factor
    except (ArithmeticError, ValueError):
        return None
    if stated.is_zero():
        return "0"
    usable = amount.is_finite() and SMALLEST_PRICE <= amount < 10**9
    return decimal_string(amount) if usable else None


def decimal_string(amount: Decimal) -> str:
    """Without exponent, trailing zeros, or the noise of binary fractions."""
    return f"{amount.normalize(_ROUNDING):f}" if amount else "0"


def date(value: Any) -> str | None:
    """A calendar date from unix seconds or milliseconds, ISO 8601, or {year, month, day}."""
    if isinstance(value, dict):
        value = "-".join(str(value.get(part, "")).zfill(2) for part in ("year", "month", "day"))
    if isinstance(value, str):
        return _iso_date(value)
    number = _number(value)
    if number is None or not EARLIEST <= number < NEVER * 1000:
        return None
    seconds = number / 1000 if number > 10**11 else number
    if not EARLIEST <= seconds < NEVER:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()


def _iso_date(words: str) -> str | None:
    words = words.strip()[:10]
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    dashed = words[4] == words[7] == "-"
    return found.date().isoformat() if dashed and 2014 <= found.year < 2096 else None


def modalities(value: Any, side: int) -> list[str] | None:
    """Lower-case words such as text and image; `side` is 0 for input and 1 for output.

    A string is read as OpenRouter writes it: `text+image->text`.
    """
    if isinstance(value, str):
        halves = value.split("->")
        value = halves[side].split("+") if len(halves) == 2 else None
    if not isinstance(value, list):
        return None
    words = (text(word) for word in value)
    return sorted({_MODALITY.get(word.lower(), word.lower()) for word in words if word}) or None


_MODALITY = {
    "embeddings": "embedding",
    "pdf": "file",
    "speech": "audio",
    "images": "image",
    "videos": "video",
}
