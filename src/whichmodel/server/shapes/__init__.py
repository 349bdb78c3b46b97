"""What other services answer when they are asked for their models: a module for each shape.

Each has `document(offered)`: plain data for JSON, in which a model goes by the string to pass to
LiteLLM. What nobody states is left out, or is what the service itself says for "unknown".
"""

from datetime import UTC, datetime
from typing import NamedTuple

from whichmodel.discovery.model import Model, Provider

EPOCH = "1970-01-01"


class Offered(NamedTuple):
    """The models to tell of, and who serves them."""

    models: list[Model]
    providers: dict[str, Provider]


def day(model: Model) -> str | None:
    """The day a model was created, else the first on which anybody listed it."""
    return (model.created or model.listed.first_seen or "")[:10] or None


def seconds(model: Model) -> int:
    """That day in Unix time; 0 where nobody tells, as these shapes have no way to say unknown."""
    try:
        then = datetime.fromisoformat(day(model) or EPOCH)
    except ValueError:
        return 0
    return int(then.replace(tzinfo=UTC).timestamp())


def per_token(dollars: str | None) -> str | None:
    """Dollars per token, of dollars per million: shifted, so that no digit changes."""
    if dollars is None:
        return None
    whole, _, fraction = dollars.partition(".")
    digits = whole.rjust(7, "0")
    shifted = f"{digits[:-6]}.{digits[-6:]}{fraction}"
    return shifted.rstrip("0").rstrip(".")


def stated(row: dict[str, object]) -> dict[str, object]:
    """A row without what nobody states."""
    return {name: value for name, value in row.items() if value is not None}
