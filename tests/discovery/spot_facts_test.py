"""The snapshot says what at least two independent sources say: `spot_facts.toml` names them."""

import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from whichmodel.discovery.catalogue.merge import merged
from whichmodel.discovery.model import Listed, Model
from whichmodel.discovery.sources.build import NINE
from whichmodel.discovery.stores.bundle import open_bundle
from whichmodel.discovery.stores.compiling import compile_bundle

ROWS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("spot_facts.toml").read_text(encoding="utf-8")
)["model"]
SOURCES = {"litellm", "genai-prices", "models.dev", "openrouter", "notice"}
FIELDS = ("context_window", "price_input", "price_output", "lifecycle", "retires_on")
TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Model]:
    """Every model of the nine by its id, merged as of a day."""
    path = tmp_path_factory.mktemp("bundle") / "bundle.sqlite"
    compile_bundle(path)
    bundle = open_bundle(str(path))
    listed = Listed("catalogue", bundle.date, None, None)
    models = [
        merged(provider, model, said, listed, TODAY)
        for provider in bundle.providers().values()
        if provider.id in NINE
        for model, said in bundle.records(provider.id).items()
    ]
    bundle.close()
    return {model.id: model for model in models}


def stated(model: Model, field: str) -> Any:
    """What we say, in the form of the table."""
    if field.startswith("price_"):
        amount = getattr(model.price, field.removeprefix("price_"), None)
        return None if amount is None else Decimal(amount)
    if field == "lifecycle":
        return model.lifecycle.status
    return model.lifecycle.retires_on if field == "retires_on" else getattr(model, field)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_snapshot_says_what_the_sources_say(
    snapshot: dict[str, Model], row: dict[str, Any]
) -> None:
    model = snapshot[row["id"]]
    wanted = {
        field: Decimal(row[field]["is"]) if field.startswith("price_") else row[field]["is"]
        for field in FIELDS
        if field in row
    }
    assert {field: stated(model, field) for field in wanted} == wanted


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_fact_has_two_sources_that_can_be_looked_up(row: dict[str, Any]) -> None:
    told = [row[field]["by"] for field in FIELDS if field in row]
    assert told
    assert all(len(set(by)) > 1 and set(by) <= SOURCES for by in told)
    named = {source for by in told for source in by}
    assert ("models.dev" in named) == ("models_dev" in row)
    assert ("notice" in named) == row.get("notice", "").startswith("https://")


def test_the_table_covers_every_main_provider_and_every_kind_of_fact(
    snapshot: dict[str, Model],
) -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) >= 60
    providers = Counter(snapshot[row["id"]].provider for row in ROWS)
    assert providers.keys() == NINE
    assert min(providers.values()) >= 4
    fields = Counter(field for row in ROWS for field in FIELDS if field in row)
    assert fields["context_window"] >= 40
    assert fields["price_input"] >= 50
    assert fields["lifecycle"] + fields["retires_on"] >= 40
