"""Real recorded answers, where they are at hand: no row lost, and figures as computed another way.

The extractors here know each file's shape by themselves and share nothing with the code that they
judge; prices go through Decimal.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from servers.providers import ROWS

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.model import Record
from whichmodel.discovery.providers.dialects import DIALECTS
from whichmodel.discovery.wire import Cursor

ANSWERS = Path(__file__).resolve().parents[4] / "shared/data/answers"

pytestmark = pytest.mark.skipif(
    not ANSWERS.is_dir(), reason="no recorded answers beside the project"
)

Row = dict[str, Any]

NO_LISTING = {
    "anthropic/docs-model-object-2026.json": "a single model",
    "gpustack/ruby_llm-cassette-v1-401-2026-02-10.json": "a refusal",
    "lmstudio/roo-sdk-model-details.json": "what the desktop SDK says of one model",
    "nebius/verbose-single-model-doc-2026.json": "a single model",
    "ollama/roo-show-response-qwen3.json": "what /api/show says of one model",
    "openrouter/roo-nock-endpoints-google_gemini-2.5-pro-preview.json": "offers of one model",
}
DIRECTORIES = {"azure_openai": "azure"}
NOT_ASKED = {"github": "retired: there is nothing left to ask"}

CALLS = {
    "bedrock/ruby_llm-cassette-mantle-2026-08-12.json": None,
    "bedrock/ruby_llm-cassette-mantle-2026-08-19.json": None,
    "lmstudio/docs-api-v0-models.json": "../api/v0/models",
    "lmstudio/vexy-catalog-2025-09-08.json": "/models",
    "litellm_proxy/model-info-docstring-example.json": "/v1/model/info",
    "ollama/ruby_llm-cassette-v1-2025-04-23.json": "/v1/models",
    "ollama/ruby_llm-cassette-v1-2026-02-19.json": "/v1/models",
    "qwen/dashscope-intl-compat-bigagi-759-2025-02.json": "/models",
    "cerebras/pydantic-ai-cassette-2026.json": "/models",
    "cerebras/vexy-catalog-2025-09-08.json": "/models",
}
"""Files of another call than the provider's first; None where none of ours asks for it."""

ID_FIELDS = {
    "bedrock": "modelId", "cohere": "name", "gpustack": "name", "vertex": "name",
    "lmstudio/docs-api-v1-models.json": "key", "ollama/docs-api-tags.json": "model",
    "litellm_proxy/model-info-docstring-example.json": "model_name",
    "qwen/dashscope-native-SYNTHETIC-page.json": "model",
}  # fmt: skip
CUT = {"gemini": "models/", "vertex": "publishers/google/models/"}


def files() -> list[str]:
    found = sorted(ANSWERS.glob("[!_]*/*.json")) if ANSWERS.is_dir() else []
    names = [f"{path.parent.name}/{path.name}" for path in found]
    return [name for name in names if name.partition("/")[0] not in NOT_ASKED]


LISTINGS = [name for name in files() if name not in NO_LISTING and CALLS.get(name, "") is not None]


def body(name: str) -> Any:
    return json.loads((ANSWERS / name).read_text(encoding="utf-8"), parse_float=Decimal)


def provider_of(name: str) -> str:
    directory = name.partition("/")[0]
    return DIRECTORIES.get(directory, directory)


def rows(name: str) -> list[Row]:
    """The rows, wherever this file keeps them."""
    found = body(name)
    if isinstance(found, dict):
        found = next(
            (found[key] for key in ("data", "models", "modelSummaries", "publisherModels", "items")
             if key in found),
            found.get("output", {}).get("models") if "output" in found else None,
        )  # fmt: skip
    assert isinstance(found, list)
    return found


def id_of(name: str, row: Row) -> str:
    field = ID_FIELDS.get(name) or ID_FIELDS.get(provider_of(name), "id")
    if provider_of(name) == "gemini" and "name" in row:
        field = "name"
    found: str = row[field]
    return found.removeprefix(CUT.get(provider_of(name), ""))


def read(name: str) -> tuple[dict[str, Record], int]:
    """The records by model (the first of each) and how many rows were skipped."""
    row = ROWS[provider_of(name)]
    wanted = CALLS.get(name, row.calls[0].path)
    index = next(i for i, call in enumerate(row.calls) if call.path == wanted)
    page = DIALECTS[row.dialect].read(row, Cursor(index), body(name))
    found: dict[str, Record] = {}
    for record in page.records:
        found.setdefault(record["model"], record)
    return found, page.skipped


@pytest.mark.parametrize("name", LISTINGS)
def test_no_row_is_lost(name: str) -> None:
    found, skipped = read(name)
    assert skipped == 0
    assert list(found) == list(dict.fromkeys(id_of(name, row) for row in rows(name)))


@pytest.mark.parametrize("name", LISTINGS)
def test_no_field_is_empty_or_of_another_kind(name: str) -> None:
    found, _ = read(name)
    for record in found.values():
        for field, value in record.items():
            if isinstance(value, bool):
                continue
            assert value not in (None, "", [], 0), (record["model"], field)
            if field.startswith("price_"):
                assert 0 <= Decimal(str(value)) < 10000, (record["model"], field, value)
            if field.endswith("_on") or field == "created":
                assert "2014" <= str(value)[:4] <= "2035", (record["model"], field, value)


@pytest.mark.parametrize("name", [name for name in NO_LISTING if name in files()])
def test_what_is_no_listing_is_not_taken_for_one(name: str) -> None:
    provider = ROWS[provider_of(name)]
    with pytest.raises(ListingProblem):
        DIALECTS[provider.dialect].read(provider, Cursor(0), body(name))


# ── fields computed another way ──────────────────────────────────────────────────────────────────


def million(value: Any, factor: str = "1000000") -> Decimal | None:
    """Twelve digits of a price per million, or None where it is not one."""
    if value is None or Decimal(value) < 0:
        return None
    return +(Decimal(value) * Decimal(factor)) if value else Decimal(0)


def positive(value: Any) -> int | None:
    return int(value) if value and value > 0 else None


def openrouter(row: Row) -> Row:
    windows = [row.get("context_length"), (row.get("top_provider") or {}).get("context_length")]
    known = [window for window in windows if window]
    return {
        "context_window": min(known) if known else None,
        "max_output_tokens": positive((row.get("top_provider") or {}).get("max_completion_tokens")),
        "price_input": million(row["pricing"]["prompt"]),
        "price_output": million(row["pricing"]["completion"]),
        "price_cache_read": million(row["pricing"].get("input_cache_read")),
        "name": " ".join(row["name"].split()),
    }


def groq(row: Row) -> Row:
    return {
        "context_window": row["context_window"],
        "max_output_tokens": row["max_completion_tokens"],
        "price_input": None,
    }


def together(row: Row) -> Row:
    """Zero is a price only where the name says so; pictures and sounds are sold otherwise."""
    free = row["id"].lower().endswith("free")
    by_token = row["type"] not in ("image", "audio", "video", "transcribe")

    def price(side: str) -> Decimal | None:
        amount = Decimal(row["pricing"][side])
        return amount if by_token and (amount or free) else None

    return {
        "context_window": positive(row.get("context_length")),
        "price_input": price("input"),
        "price_output": price("output"),
        "name": row["display_name"],
    }


def cerebras(row: Row) -> Row:
    return {"created": None, "context_window": None}


def novita(row: Row) -> Row:
    if "input_token_price_per_m" not in row:
        return {"context_window": positive(row.get("context_size"))}
    return {
        "context_window": positive(row["context_size"]),
        "max_output_tokens": positive(row["max_output_tokens"]),
        "price_input": Decimal(row["input_token_price_per_m"]) / 10000,
        "price_output": Decimal(row["output_token_price_per_m"]) / 10000,
    }


def deepinfra(row: Row) -> Row:
    metadata = row["metadata"] or {}
    pricing = metadata.get("pricing", {})
    return {
        "context_window": positive(metadata.get("context_length")),
        "max_output_tokens": positive(metadata.get("max_tokens")),
        "price_input": million(pricing.get("input_tokens"), "1"),
        "price_output": million(pricing.get("output_tokens"), "1"),
        "created": None,
    }


def mistral(row: Row) -> Row:
    able = row["capabilities"]
    return {
        "context_window": row["max_context_length"],
        "tools": able["function_calling"],
        "vision": able["vision"],
        "retires_on": row["deprecation"][:10] if row["deprecation"] else None,
        "replacement": row.get("deprecation_replacement_model"),
        "created": None,
    }


def gemini(row: Row) -> Row:
    if "supportedGenerationMethods" not in row:
        return {"context_window": None}
    return {
        "context_window": positive(row["inputTokenLimit"]),
        "max_output_tokens": positive(row["outputTokenLimit"]),
        "reasoning": row.get("thinking"),
    }


def fireworks(row: Row) -> Row:
    return {
        "context_window": positive(row.get("context_length")),
        "tools": row["supports_tools"],
        "vision": row["supports_image_input"],
    }


def sambanova(row: Row) -> Row:
    pricing = row.get("pricing", {})
    return {
        "context_window": row["context_length"],
        "max_output_tokens": row["max_completion_tokens"],
        "price_input": million(pricing.get("prompt")),
        "price_output": million(pricing.get("completion")),
    }


def huggingface(row: Row) -> Row:
    """The largest window and any capability among live offers; a price only where all agree."""
    live = [offer for offer in row["providers"] if offer["status"] == "live"] or row["providers"]
    windows = [offer["context_length"] for offer in live if offer.get("context_length")]
    tools = [offer["supports_tools"] for offer in live if "supports_tools" in offer]
    inputs = {Decimal(offer["pricing"]["input"]) for offer in live if offer.get("pricing")}
    return {
        "context_window": max(windows) if windows else None,
        "tools": any(tools) if tools else None,
        "price_input": inputs.pop() if len(inputs) == 1 else None,
    }


def day(seconds: int | None) -> str | None:
    """The date, unless it is so far off (2099, 2100) that it means never."""
    if seconds is None or seconds >= 4_000_000_000:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")


def azure(row: Row) -> Row:
    words = {"generally-available": "active", "preview": "preview", "deprecated": "deprecated",
             "legacy": "deprecated"}  # fmt: skip
    return {
        "lifecycle": words.get(row.get("lifecycle_status", "")),
        "retires_on": day(row.get("deprecation", {}).get("inference")),
        "created": day(row["created_at"]),
        "price_input": None,
    }


def bedrock(row: Row) -> Row:
    return {
        "name": row["modelName"],
        "vision": "IMAGE" in row["inputModalities"],
        "lifecycle": {"ACTIVE": "active", "LEGACY": "deprecated"}[row["modelLifecycle"]["status"]],
        "price_input": None,
    }


COMPUTED: dict[str, Callable[[Row], Row]] = {
    "openrouter": openrouter,
    "groq": groq,
    "together": together,
    "cerebras": cerebras,
    "novita": novita,
    "deepinfra": deepinfra,
    "mistral": mistral,
    "gemini": gemini,
    "fireworks": fireworks,
    "sambanova": sambanova,
    "huggingface": huggingface,
    "azure": azure,
    "bedrock": bedrock,
}


def differences(name: str) -> Iterator[tuple[str, str, Any, Any]]:
    """(model, field, expected, actual) for every field that came out otherwise."""
    found, _ = read(name)
    seen: set[str] = set()
    for row in rows(name):
        model = id_of(name, row)
        if model in seen:
            continue
        seen.add(model)
        for field, expected in COMPUTED[provider_of(name)](row).items():
            actual: Any = found[model].get(field)
            if not same(expected, actual):
                yield model, field, expected, actual


def same(expected: Any, actual: Any) -> bool:
    """Equal; prices to twelve digits, since noise beyond that is cut."""
    if not isinstance(expected, Decimal) or actual is None:
        return bool(expected == actual)
    return abs(Decimal(actual) - expected) <= abs(expected) * Decimal("1e-11")


@pytest.mark.parametrize("name", [name for name in LISTINGS if provider_of(name) in COMPUTED])
def test_fields_are_as_computed_another_way(name: str) -> None:
    assert list(differences(name)) == []


def test_every_provider_with_a_computation_has_an_answer() -> None:
    assert {provider_of(name) for name in LISTINGS} >= set(COMPUTED)
