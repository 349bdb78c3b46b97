"""A context window or a price beside a model that no source states. Off by default.

Read are numbers in the same line that say what they are (`128k context`, `context_window: 131072`,
`$0.59 per 1M input tokens`), where the line names one model. Any value that any source states of
the model there is right, rounded as people round.

bad:  | gpt-oss-120b | 32k context |
good: | gpt-oss-120b | 131k context |
"""

import re
from collections.abc import Iterator

from whichmodel.check.cases import Case, Problem
from whichmodel.discovery.model import Model

NAME = "wrong-limit"
SEVERITY = "warning"
ON = False

SIZES = ("context_window", "max_input_tokens", "max_output_tokens")
NEAR = 0.05
"""How far a rounded number is from the one it stands for."""
UNITS = {"": 1, "k": 1_000, "m": 1_000_000}

_NUMBER = r"(\d+(?:[,_]\d{3})+|\d+(?:\.\d+)?)\s?([kKmM]?)"
_BEFORE = re.compile(_NUMBER + r"[\s-]?(?:token\w*[\s-])?(?:context|ctx)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:context|ctx|max_input_tokens|max_tokens|max_output_tokens)"
    r"(?:[ _-]?(?:window|length|size|limit))?\W{1,8}" + _NUMBER + r"(?![\w.])",
    re.IGNORECASE,
)
_PRICE = re.compile(r"\$\s?(\d+(?:\.\d+)?)(?=[^\n$]{0,30}\b(?:M\b|1M|million|MTok))", re.IGNORECASE)


def judge(case: Case) -> Problem | None:
    """Whether a number beside the model is none that any source states."""
    if case.model is None or not case.line:
        return None
    stated = set(_sizes(case.model))
    for text, value in _written(case.line):
        if stated and not any(_is_near(value, each) for each in stated):
            most = max(stated)
            return Problem(f"no source states {text} of {case.model.model}: it is {most:,}")
    prices = set(_prices(case.model))
    for found in _PRICE.finditer(case.line):
        if prices and not any(abs(float(found[1]) - each) < 0.01 * each + 1e-9 for each in prices):
            return Problem(f"no source states a price of {found[0]} of {case.model.model}")
    return None


def _written(line: str) -> Iterator[tuple[str, float]]:
    """The sizes in a line: as they are written, and in tokens."""
    for pattern in (_BEFORE, _AFTER):
        for found in pattern.finditer(line):
            number = float(found[1].replace(",", "").replace("_", ""))
            yield found[1] + found[2], number * UNITS[found[2].lower()]


def _sizes(model: Model) -> Iterator[int]:
    for said in model.statements:
        for field in SIZES:
            if field in said.record:
                yield said.record[field]  # type: ignore[literal-required]


def _prices(model: Model) -> Iterator[float]:
    for said in model.statements:
        for field, value in said.record.items():
            if field.startswith("price_"):
                yield float(str(value))


def _is_near(value: float, stated: int) -> bool:
    return abs(value - stated) <= NEAR * stated
