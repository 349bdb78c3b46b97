"""For MassGen: the functions of its `model_catalog` and `model_matcher`, and what is known beside.

Each gives what MassGen's function of that name gives, for all of its backend types. None raises,
and none takes more than three seconds: what providers do not say in that time was said before, or
is bundled, and `status_for_provider` tells which.
"""

import os
import sys
from collections.abc import Mapping
from functools import partial
from typing import Any

from whichmodel.configs.massgen import BACKENDS, Backend, backend_of
from whichmodel.discovery.model import Catalogue, Model, Provider, ProviderStatus
from whichmodel.discovery.stores.bundle import open_bundle
from whichmodel.integrations import answering, copilot
from whichmodel.integrations.answering import DAY, FOREVER, SECONDS, Question

__all__ = [
    "backend_of",
    "catalogue_for_provider",
    "get_all_models_for_provider",
    "get_model_metadata_for_provider",
    "get_model_metadata_for_provider_sync",
    "get_models_for_provider",
    "get_models_for_provider_sync",
    "provider_of",
    "status_for_provider",
]

DEFAULT_FIRST = ("openai", "together", "copilot")
"""Types for which MassGen puts its own default model before newer ones."""

TOOLS = ("openrouter",)
"""Types of which MassGen offers only what is known to take tools."""

OWN_WAY = {"copilot": copilot.ask}
"""Types that are asked by other means than a provider's listing."""


async def get_models_for_provider(provider: str, use_cache: bool = True) -> list[str]:
    """The models of a backend type that chat, the newest first, by the provider's own ids."""
    return _names(provider, await _answer_soon(provider, use_cache))


def get_models_for_provider_sync(provider: str, use_cache: bool = True) -> list[str]:
    """The same without asyncio; inside a running loop too, which then stands still meanwhile."""
    return _names(provider, catalogue_for_provider(provider, use_cache))


def get_all_models_for_provider(provider_type: str, use_api: bool = True) -> list[str]:
    """The same, and where nothing is known MassGen's own words; nobody is asked without `use_api`.

    A list as remembered, however old, comes before one that MassGen was released with.
    """
    if use_api:
        found = get_models_for_provider_sync(provider_type)
    else:
        found = _names(provider_type, _answer(provider_type, FOREVER, SECONDS))
    return found or list(getattr(_capabilities(provider_type), "models", ()))


async def get_model_metadata_for_provider(
    provider: str, use_cache: bool = True
) -> list[dict[str, Any]]:
    """Of each of these models `id`, `name` and how hard it may think.

    `supported_reasoning_efforts` and `default_reasoning_effort` are what the Copilot SDK alone
    states, elsewhere empty and None. What else is known is in `catalogue_for_provider`.
    """
    return _metadata(provider, await _answer_soon(provider, use_cache))


def get_model_metadata_for_provider_sync(
    provider: str, use_cache: bool = True
) -> list[dict[str, Any]]:
    """The same without asyncio."""
    return _metadata(provider, catalogue_for_provider(provider, use_cache))


def catalogue_for_provider(
    provider: str, use_cache: bool = True, *, seconds: float = SECONDS
) -> Catalogue:
    """The same models with all that is known of them, and how their listing went.

    The provider is asked unless it answered less than 24 hours ago; always without `use_cache`.
    """
    return _answer(provider, DAY if use_cache else 0.0, seconds)


def status_for_provider(provider: str) -> ProviderStatus:
    """Where the models of a backend type come from, how old that is, how the last asking went."""
    return _answer(provider, FOREVER, SECONDS).providers[0]


def provider_of(backend_type: str) -> str | None:
    """The provider that a backend type reaches; None for many, or for none that is listed."""
    try:
        return _backend(backend_type).provider
    except LookupError:
        return None


def _described(model: Model) -> dict[str, Any]:
    said: Mapping[str, Any] = model.statements[0].record if model.statements else {}
    return {
        "id": model.model,
        "name": model.name or model.model,
        "supported_reasoning_efforts": list(said.get("reasoning_efforts", ())),
        "default_reasoning_effort": said.get("default_reasoning_effort"),
    }


def _answer(kind: str, oldest: float, seconds: float) -> Catalogue:
    try:
        return _translated(kind, answering.answer(_question(kind, oldest, seconds)))
    except Exception as problem:  # noqa: BLE001 - the program goes on, whatever it asked for
        return _nothing(kind, problem)


async def _answer_soon(kind: str, use_cache: bool) -> Catalogue:
    try:
        question = _question(kind, DAY if use_cache else 0.0, SECONDS)
        return _translated(kind, await answering.answer_soon(question))
    except Exception as problem:  # noqa: BLE001
        return _nothing(kind, problem)


def _nothing(kind: str, problem: Exception) -> Catalogue:
    if isinstance(problem, LookupError):
        return answering.nothing((kind,), "unsupported", str(problem))
    return answering.nothing((kind,), "not_asked", type(problem).__name__)


def _backend(kind: str) -> Backend:
    found = BACKENDS.get(kind) if isinstance(kind, str) else None
    if found is None:
        raise LookupError(f"MassGen has no backend type {kind!r}")
    return found


def _question(kind: str, oldest: float, seconds: float) -> Question:
    """What to ask for a type; LookupError where it reaches nobody whose models are listed."""
    backend = _backend(kind)
    if backend.provider is None:
        raise LookupError(f"{kind} reaches whom it is told to: nobody's list is its own")
    return Question(
        (backend.provider,), dict(os.environ), tools=kind in TOOLS, oldest=oldest, seconds=seconds,
        ask=OWN_WAY.get(kind), prepared=partial(_as_massgen, backend),
    )  # fmt: skip


def _as_massgen(backend: Backend, question: Question) -> Question:
    """With the environment as MassGen reads it: its key, at the site where it goes."""
    row = _row(backend)
    return question._replace(environ=_environ(backend, row, question.environ)) if row else question


def _environ(backend: Backend, row: Provider, environ: Mapping[str, str]) -> dict[str, str]:
    seen = dict(environ)
    key = next((environ[name] for name in backend.keys if environ.get(name, "").strip()), "")
    if key and row.key_env:
        seen[row.key_env[0]] = key
    if backend.base_url in row.regions.values() and not any(map(environ.get, row.base_env)):
        seen.update((name, backend.base_url) for name in row.base_env)
    return seen


def _translated(kind: str, catalogue: Catalogue) -> Catalogue:
    """With the variable that MassGen reads where a key is missing."""
    keys = _backend(kind).keys
    told = tuple(
        status._replace(detail=(status.detail or "").replace(status.key_env[0], keys[0]))
        if status.status == "no_key" and keys and status.key_env
        else status
        for status in catalogue.providers
    )
    return catalogue._replace(providers=told)


def _row(backend: Backend) -> Provider | None:
    bundle = open_bundle()
    try:
        return bundle.providers().get(backend.provider or "")
    finally:
        bundle.close()


def _names(kind: str, catalogue: Catalogue) -> list[str]:
    return [model.model for model in _ordered(kind, catalogue)]


def _metadata(kind: str, catalogue: Catalogue) -> list[dict[str, Any]]:
    return [_described(model) for model in _ordered(kind, catalogue)]


def _ordered(kind: str, catalogue: Catalogue) -> list[Model]:
    default = getattr(_capabilities(kind), "default_model", None)
    first = default if kind in DEFAULT_FIRST else None
    return sorted(catalogue.models, key=lambda model: model.model != first)


def _capabilities(kind: str) -> Any:
    """What MassGen itself says of a type, where MassGen runs; loading it is not ours to do."""
    registry = sys.modules.get("massgen.backend.capabilities")
    known = getattr(registry, "BACKEND_CAPABILITIES", {})
    return known.get(kind) if isinstance(kind, str) else None
