"""Qwen's platform: an OpenAI-like dialect, but for the prices in its native list.

A model's `prices` are ranges of input length, each with a list of {type, price, price_unit}. The
first range is the model's price; another currency than the US dollar is not converted.
"""

from decimal import Decimal
from typing import Any, cast

from whichmodel.discovery.model import Provider, Record
from whichmodel.discovery.providers import fields, openai
from whichmodel.discovery.wire import Cursor, Page, rows_of

ask = openai.ask

_PER_MILLION = {"1m": Decimal(1), "million": Decimal(1), "1k": Decimal(1000)}


def read(provider: Provider, cursor: Cursor, body: Any) -> Page:
    """The page, with dollar prices per million tokens added to rows that state them."""
    call = provider.calls[cursor.call]
    rows = rows_of(body, call.rows) if call.rows else rows_of(body)
    page = openai.read(provider, cursor, body)
    models = [row for row in rows if isinstance(row, dict) and isinstance(row.get("model"), str)]
    prices = {row["model"]: priced(row) for row in models}
    for record in page.records:
        record.update(prices.get(record["model"], Record()))
    return page


def priced(row: dict[str, Any]) -> Record:
    """price_input, price_output and price_cache_read as far as the first range states them."""
    found: dict[str, str] = {}
    for item in _first_range(row.get("prices")):
        field = _field(str(item.get("type", "")).lower())
        factor = _factor(str(item.get("price_unit", "")).lower())
        amount = fields.price(item.get("price"), factor) if field and factor else None
        if field and amount is not None:
            found.setdefault(field, amount)
    return cast(Record, found)


def _first_range(ranges: Any) -> list[dict[str, Any]]:
    first = ranges[0] if isinstance(ranges, list) and ranges else None
    items = first.get("prices") if isinstance(first, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _field(kind: str) -> str | None:
    if "cache" in kind:
        return "price_cache_read" if "creat" not in kind else "price_cache_write"
    if "batch" in kind or "thinking" in kind:
        return None
    return "price_input" if "input" in kind else "price_output" if "output" in kind else None


def _factor(unit: str) -> Decimal | None:
    if "usd" not in unit and "$" not in unit:
        return None
    return next((factor for words, factor in _PER_MILLION.items() if words in unit), None)
