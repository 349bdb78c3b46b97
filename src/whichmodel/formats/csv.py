"""One model a row, for spreadsheets: the fields of the JSON rows, laid flat."""

import csv
import io
from typing import Any

from whichmodel.discovery.model import Catalogue, Model, ProviderStatus
from whichmodel.formats.envelope import model_row
from whichmodel.formats.words import visible

FLAT = (
    "id",
    "provider",
    "model",
    "name",
    "family",
    "kind",
    "created",
    "context_window",
    "max_output_tokens",
    "input_modalities",
    "output_modalities",
)
NESTED = {
    "capabilities": {
        "tools": "tools",
        "vision": "vision",
        "reasoning": "reasoning",
        "structured_output": "structured_output",
    },
    "price": {
        "price_currency": "currency",
        "price_unit": "unit",
        "price_input": "input",
        "price_output": "output",
        "price_cache_read": "cache_read",
        "price_cache_write": "cache_write",
    },
    "lifecycle": {
        "lifecycle": "status",
        "deprecated_on": "deprecated_on",
        "retires_on": "retires_on",
        "replacement": "replacement",
        "notice": "notice",
    },
    "listed": {
        "listed_source": "source",
        "listed_at": "at",
        "first_seen": "first_seen",
        "last_seen": "last_seen",
    },
}
PROVIDER = ("provider_source", "provider_status", "provider_fetched_at")
HEADER = (*FLAT, *(column for group in NESTED.values() for column in group), *PROVIDER)

# What makes a spreadsheet run a cell, as typed and as the full-width forms some locales accept.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render(catalogue: Catalogue) -> str:
    """Write a header, then each model with the state of its provider's listing beside it.

    What is unknown is an empty cell and lists are joined by spaces. A provider without models has
    no row. Lines end as RFC 4180 says.
    """
    providers = {provider.id: provider for provider in catalogue.providers}
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADER)
    writer.writerows(_row(model, providers[model.provider]) for model in catalogue.models)
    return written.getvalue()


def _row(model: Model, provider: ProviderStatus) -> list[str]:
    row = model_row(model)
    values = [row[column] for column in FLAT]
    for group, columns in NESTED.items():
        held = row[group] or {}
        values.extend(held.get(key) for key in columns.values())
    values.extend((provider.source, provider.status, provider.fetched_at))
    return [cell(value) for value in values]


def cell(value: Any) -> str:
    """Write a value so that a spreadsheet shows it and does not run it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " ".join(value) if isinstance(value, list) else str(value)
    return f"'{visible(text)}" if text.startswith(RUNS) else visible(text)
