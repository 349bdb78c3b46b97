"""Retirement notices as the PyPI package bydtech-model-retire has them, row by row with the page.

One JSON object with a list of models. Read as

    provider                      ours, where we know it by that name
    id, and each of `aliases`     model: the page names them beside the id
    deprecated_on                 deprecated_on, where it precedes the shutdown
    retires_on                    retires_on
    replacement                   replacement
    source                        notice

Left out are rows without a day of shutdown; rows whose day is only the earliest possible one, for
that is no announcement; and rows about some of a platform's regions, unless all of it is over.
"""

from collections.abc import Mapping
from typing import Any, cast

from whichmodel.discovery.model import Record
from whichmodel.discovery.providers import fields
from whichmodel.discovery.sources.notices import is_id

SOURCE = "model-retire"
PACKAGE = "bydtech-model-retire"
FILE = "model_retire/models.json"
OURS = {
    "anthropic": "anthropic",
    "aws-bedrock": "bedrock",
    "cohere": "cohere",
    "google-gemini-api": "gemini",
    "google-vertex-ai": "vertex",
    "mistral": "mistral",
    "openai": "openai",
}
"""Its providers as ours."""

PLAN = "earliest possible"
REGIONAL = "applies in"


def read(document: Mapping[str, Any]) -> dict[str, list[Record]]:
    """The notices of each provider, sorted by model; a model's own row counts before an alias."""
    found: dict[str, dict[str, Record]] = {}
    # By alias first, so that a row of its own comes after and stays.
    for names in (_aliases, _own):
        for row in filter(_is_notice, document["models"]):
            models = found.setdefault(OURS[row["provider"]], {})
            models.update((name, _record(name, row)) for name in names(row) if is_id(name))
    return {
        provider: [models[model] for model in sorted(models)]
        for provider, models in sorted(found.items())
        if models
    }


def _own(row: Mapping[str, Any]) -> list[str]:
    return [row["id"]]


def _aliases(row: Mapping[str, Any]) -> list[str]:
    return list(row.get("aliases") or ())


def _is_notice(row: Mapping[str, Any]) -> bool:
    note = str(row.get("note"))
    regional = REGIONAL in note and row.get("status") != "retired"
    dated = row.get("provider") in OURS and fields.date(row.get("retires_on"))
    return bool(dated) and PLAN not in note and not regional


def _record(model: str, row: Mapping[str, Any]) -> Record:
    deprecated, retires = fields.date(row.get("deprecated_on")), fields.date(row.get("retires_on"))
    replacement = row.get("replacement")
    record = {
        "model": model,
        "deprecated_on": deprecated if deprecated and retires and deprecated < retires else None,
        "retires_on": retires,
        "replacement": replacement if isinstance(replacement, str) and is_id(replacement) else None,
        "notice": fields.identifier(row.get("source")),
    }
    return cast(Record, {field: value for field, value in record.items() if value is not None})
