"""The rows are version 1, key for key, and say unknown where nothing is known."""

from samples import GEMMA, KIMI, LLAMA, NOW, OPENAI, SMALL, model

from whichmodel.discovery.model import Price
from whichmodel.formats.envelope import envelope, model_row, provider_row


def test_the_whole_has_the_keys_of_version_1_in_order() -> None:
    whole = envelope(SMALL)
    assert list(whole) == ["schema", "generated_at", "providers", "models"]
    assert (whole["schema"], whole["generated_at"]) == (1, NOW)
    assert [row["id"] for row in whole["providers"]] == ["openai", "groq"]
    assert [row["id"] for row in whole["models"]] == [LLAMA.id, KIMI.id, GEMMA.id]


def test_a_provider_row_is_the_one_of_version_1() -> None:
    expected = {
        "id": "openai",
        "name": "OpenAI",
        "listing": "authenticated",
        "source": "none",
        "status": "no_key",
        "detail": "set OPENAI_API_KEY",
        "fetched_at": None,
        "age_seconds": None,
        "models": 0,
        "key_env": ["OPENAI_API_KEY"],
        "key_found": False,
        "skipped_rows": 0,
    }
    assert list(provider_row(OPENAI).items()) == list(expected.items())


def test_a_model_row_is_the_one_of_version_1() -> None:
    expected = {
        "id": "groq/llama-3.3-70b-versatile",
        "provider": "groq",
        "model": "llama-3.3-70b-versatile",
        "name": "Llama 3.3 70B",
        "family": "llama-3.3",
        "kind": "chat",
        "created": "2024-12-06",
        "context_window": 131_072,
        "max_output_tokens": 32_768,
        "input_modalities": ["text", "image"],
        "output_modalities": ["text"],
        "capabilities": {
            "tools": True,
            "vision": False,
            "reasoning": None,
            "structured_output": None,
        },
        "price": {
            "currency": "USD",
            "unit": "1M tokens",
            "input": "0.59",
            "output": "0.79",
            "cache_read": None,
            "cache_write": None,
        },
        "lifecycle": {
            "status": "active",
            "deprecated_on": None,
            "retires_on": None,
            "replacement": None,
            "notice": None,
        },
        "listed": {
            "source": "cached",
            "at": "2026-11-22T05:00:00Z",
            "first_seen": "2026-01-01T00:00:00Z",
            "last_seen": "2026-11-22T05:00:00Z",
        },
    }
    row = model_row(LLAMA)
    assert list(row.items()) == list(expected.items())
    for part in ("capabilities", "price", "lifecycle", "listed"):
        assert list(row[part]) == list(expected[part])  # type: ignore[call-overload]


def test_what_nobody_states_is_none_and_not_empty() -> None:
    row = model_row(model("groq/unheard-of"))
    assert {row["name"], row["kind"], row["created"], row["context_window"]} == {None}
    assert row["input_modalities"] is None
    assert row["price"] is None


def test_a_price_without_any_part_is_none() -> None:
    assert model_row(model(price=Price(None, None, None, None)))["price"] is None


def test_a_price_of_zero_is_stated() -> None:
    assert model_row(model(price=Price("0", None, None, None)))["price"]["input"] == "0"


def test_no_modalities_at_all_is_an_empty_list() -> None:
    assert model_row(model(output_modalities=()))["output_modalities"] == []
