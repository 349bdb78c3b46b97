"""OpenRouter's listing as pi-ai has it becomes records."""

import json
from typing import Any

from whichmodel.discovery.sources import pi_ai

CHAT = {
    "id": "acme/m",
    "type": "chat",
    "name": "Acme: M",
    "reasoning": True,
    "input": ["text", "image"],
    "cost": {"input": 0.8, "output": 4, "cacheRead": 0, "cacheWrite": 0},
    "contextWindow": 131072,
    "maxTokens": 32768,
}


def records(*entries: dict[str, Any]) -> dict[str, Any]:
    listing = {"some-api": {f"{row.get('type')}:{row.get('id')}": row for row in entries}}
    files = {
        pi_ai.MANIFEST: b'{"generatedAt": "2026-11-10T12:05:37.628Z"}',
        pi_ai.LISTING: json.dumps(listing).encode(),
    }
    day, found = pi_ai.document(files)
    assert day == "2026-11-10"
    return {record["model"]: record for record in pi_ai.read(found)["openrouter"]}


def test_a_model_for_chat_has_limits_prices_and_tools() -> None:
    assert records(CHAT)["acme/m"] == {
        "model": "acme/m",
        "name": "Acme: M",
        "kind": "chat",
        "context_window": 131_072,
        "max_output_tokens": 32_768,
        "vision": True,
        "reasoning": True,
        "tools": True,
        "price_input": "0.8",
        "price_output": "4",
    }


def test_nothing_is_a_price_only_where_the_model_is_called_free() -> None:
    nothing = {"input": 0, "output": 0}
    found = records({**CHAT, "id": "acme/m:free", "cost": nothing}, {**CHAT, "cost": nothing})

    assert found["acme/m:free"]["price_input"] == "0"
    assert "price_input" not in found["acme/m"]


def test_what_is_for_chat_and_for_images_is_for_chat() -> None:
    image = {"id": "acme/m", "type": "image"}

    assert records(image, CHAT)["acme/m"]["kind"] == "chat"
    assert records({**image, "id": "acme/i"})["acme/i"] == {"model": "acme/i", "kind": "image"}


def test_what_only_classifies_and_ids_without_a_vendor_are_left_out() -> None:
    assert records({**CHAT, "type": "classifier"}, {**CHAT, "id": "auto"}, {"type": "chat"}) == {}
