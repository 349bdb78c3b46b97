"""Hugging Face's router: one row per model, with the offers of several providers inside.

A fact about the model is taken where the live offers allow it: the largest window among them, a
capability that any of them has, a price only where all that state one agree (which provider will
serve is decided at run time, so any one price would be a guess).
"""

from typing import Any

from whichmodel.discovery.model import Provider
from whichmodel.discovery.providers import fields, openai
from whichmodel.discovery.wire import Cursor, Page, rows_of

ask = openai.ask


def read(provider: Provider, cursor: Cursor, body: Any) -> Page:
    """The page, with each row's offers folded into the row."""
    rows = [folded(row) if isinstance(row, dict) else row for row in rows_of(body)]
    return openai.read(provider, cursor, {"data": rows})


def folded(row: dict[str, Any]) -> dict[str, Any]:
    """The row with context_length, supports_… and pricing taken from its live offers."""
    offers = row.get("providers")
    offers = (
        [offer for offer in offers if isinstance(offer, dict)] if isinstance(offers, list) else []
    )
    if not offers:
        return row
    live = [offer for offer in offers if offer.get("status") == "live"] or offers
    windows = [fields.tokens(offer.get("context_length")) or 0 for offer in live]
    return {
        **row,
        "context_length": max(windows, default=None),
        "supports_tools": _any(live, "supports_tools"),
        "supports_structured_output": _any(live, "supports_structured_output"),
        "pricing": {side: _agreed(live, side) for side in ("input", "output")},
    }


def _any(offers: list[dict[str, Any]], field: str) -> bool | None:
    known = [offer[field] for offer in offers if isinstance(offer.get(field), bool)]
    return any(known) if known else None


def _agreed(offers: list[dict[str, Any]], side: str) -> Any:
    prices = [
        offer["pricing"].get(side) for offer in offers if isinstance(offer.get("pricing"), dict)
    ]
    stated = {
        price for price in prices if isinstance(price, (int, float)) or str(price)[:1].isdigit()
    }
    return stated.pop() if len(stated) == 1 else None
