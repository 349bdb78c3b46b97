"""For aider: its search for model names, and what it wants to know of one."""

from typing import Any

from whichmodel.discovery import api
from whichmodel.discovery.discover import named, recall
from whichmodel.discovery.model import Model
from whichmodel.discovery.providers import spellings
from whichmodel.discovery.sources.litellm import FLAGS, KINDS, PRICES
from whichmodel.integrations.names import offered
from whichmodel.routing import route

MODES = {kind: mode for mode, kind in reversed(KINDS.items())}


def fuzzy_match_models(name: str) -> list[str]:
    """Strings of chat models that have this in them, sorted; else up to three that were meant."""
    try:
        wanted = name.lower()
        found = sorted(string for string, _ in offered() if wanted in string.lower())
        return found or sorted(each.id for each in api.suggest(name, limit=3))
    except Exception:  # noqa: BLE001 - an editor goes on without advice
        return []


def model_info(name: str) -> dict[str, Any]:
    """What is known of a model, in LiteLLM's field names; a field that nobody states is absent."""
    try:
        with api.opened(None, None) as known:
            provider = spellings(known.providers).get(route(name).provider or "")
            rows = [known.providers[provider]] if provider else known.providers.values()
            found = named(known, recall(known, rows).models, route(name).litellm_model)
            return _info(found[0]) if found else {}
    except Exception:  # noqa: BLE001
        return {}


def _info(model: Model) -> dict[str, Any]:
    stated = {
        "key": model.id,
        "litellm_provider": model.id.partition("/")[0],
        "mode": MODES.get(model.kind or ""),
        "max_tokens": model.max_output_tokens,
        "max_input_tokens": model.max_input_tokens or model.context_window,
        "max_output_tokens": model.max_output_tokens,
        **{flag: getattr(model, field) for field, flag in FLAGS.items()},
    }
    prices = (model.price._asdict() if model.price else {}).items()
    costs = {PRICES[f"price_{field}"]: float(cost) / 1_000_000 for field, cost in prices if cost}
    return {field: value for field, value in stated.items() if value is not None} | costs
