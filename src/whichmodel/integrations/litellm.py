"""For LiteLLM: `get_valid_models`, with the same arguments."""

import os
from typing import Any

from whichmodel.discovery.api import list_providers, opened
from whichmodel.discovery.model import Provider
from whichmodel.discovery.providers import spellings
from whichmodel.integrations.answering import FOREVER, Question, answer


def get_valid_models(
    check_provider_endpoint: bool | None = None,
    custom_llm_provider: str | None = None,
    litellm_params: Any = None,
    api_key: str | None = None,
    api_base: str | None = None,
) -> list[str]:
    """Strings for LiteLLM of all models of a provider, or of all whose key is in the environment.

    `check_provider_endpoint` asks the providers now, three seconds in all; without it, or where
    they do not answer, the list is what they said last, else the bundled one. A key or an address
    is for the provider that is named.
    """
    try:
        environ, named = dict(os.environ), custom_llm_provider
        key = api_key or getattr(litellm_params, "api_key", None)
        base = api_base or getattr(litellm_params, "api_base", None)
        reached = _told(environ, named, key, base) if named else not (key or base)
        oldest = 0.0 if check_provider_endpoint and reached else FOREVER
        names = (named,) if named else tuple(row.id for row in list_providers() if row.key_found)
        question = Question(names, environ, "all", oldest=oldest)
        return [model.id for model in answer(question).models] if names else []
    except Exception:  # noqa: BLE001 - as LiteLLM's own: whoever asks goes on
        return []


def _told(environ: dict[str, str], name: str, key: str | None, base: str | None) -> bool:
    """Set a provider's key and address in an environment; False where they would not count."""
    row = _row(environ, name)
    if key and not row.key_env:
        return False
    environ.update((variable, key) for variable in row.key_env[:1] if key)
    environ.update((variable, base) for variable in row.base_env if base)
    return not base or _row(environ, name).origin == "environment"


def _row(environ: dict[str, str], name: str) -> Provider:
    with opened(environ, None) as known:
        return known.providers[spellings(known.providers)[name.lower()]]
