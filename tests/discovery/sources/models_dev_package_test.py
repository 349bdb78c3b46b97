"""The packaged copy of models.dev is read as its API document."""

import sqlite3
from contextlib import closing
from pathlib import Path

from whichmodel.discovery.sources import models_dev, models_dev_package

TABLES = """
CREATE TABLE models (full_id, provider_id, id, name, family, reasoning, tool_call,
    structured_output, limit_context, limit_input, limit_output, status);
CREATE TABLE model_modalities (model_full_id, direction, position, value);
CREATE TABLE pricing (model_full_id, experimental_mode_name, min_context, cost_input, cost_output,
    cost_cache_read, cost_cache_write);
INSERT INTO models VALUES
    ('acme:m', 'acme', 'm', 'M', 'm-family', 1, 0, NULL, 128000, NULL, 4096, 'beta');
INSERT INTO model_modalities VALUES
    ('acme:m', 'input', 1, 'image'), ('acme:m', 'input', 0, 'text'),
    ('acme:m', 'output', 0, 'text');
INSERT INTO pricing VALUES
    ('acme:m', NULL, 0, 0.1, 0.3, NULL, NULL), ('acme:m', NULL, 200000, 9, 9, NULL, NULL),
    ('acme:m', 'fast', 0, 7, 7, NULL, NULL);
"""


def test_a_row_becomes_a_record_with_the_plain_price(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)

    (record,) = models_dev.read(models_dev_package.document(path))["acme"]

    assert record == {
        "model": "m",
        "name": "M",
        "family": "m-family",
        "context_window": 128_000,
        "max_output_tokens": 4096,
        "input_modalities": ["image", "text"],
        "output_modalities": ["text"],
        "vision": True,
        "tools": False,
        "reasoning": True,
        "price_input": "0.1",
        "price_output": "0.3",
        "lifecycle": "preview",
    }
