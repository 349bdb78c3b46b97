"""What a type checker has to understand of the public API; it is checked, and never run."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any, assert_type

from whichmodel import discovery
from whichmodel.discovery import Catalogue, Model
from whichmodel.discovery.matching.search import Hit
from whichmodel.discovery.matching.suggest import Suggestion
from whichmodel.discovery.model import ProviderStatus

catalogue = discovery.list_models("groq", tools=True, min_context=128_000, live=True)
assert_type(catalogue, Catalogue)
assert_type(catalogue.models, tuple[Model, ...])
assert_type(catalogue.models[0].context_window, int | None)
assert_type(discovery.list_models(["groq", "openai"], environ={}, config=Path("x.toml")), Catalogue)
assert_type(discovery.list_providers(), tuple[ProviderStatus, ...])
assert_type(discovery.refresh("groq", timeout=5), tuple[ProviderStatus, ...])
assert_type(discovery.show("gpt-4o-mini"), Catalogue)
assert_type(discovery.search("kimi k2 groq", limit=3), list[Hit])
assert_type(discovery.suggest("gpt-4o-mni", provider="openai"), list[Suggestion])
waiting = assert_type(discovery.alist_models(live=True), Coroutine[Any, Any, Catalogue])

discovery.list_models(toools=True)  # type: ignore[call-arg]
discovery.list_models(live="yes")  # type: ignore[arg-type]
discovery.list_model  # type: ignore[attr-defined]  # noqa: B018


async def asking() -> None:
    await discovery.alist_models(live="yes")  # type: ignore[arg-type]
    assert_type(await discovery.alist_models("groq", live=True), Catalogue)
    assert_type(await discovery.alist_providers(), tuple[ProviderStatus, ...])
    assert_type(await discovery.arefresh(), tuple[ProviderStatus, ...])
    assert_type(await discovery.ashow("x"), Catalogue)
    assert_type(await discovery.asearch("x"), list[Hit])
    assert_type(await discovery.asuggest("x"), list[Suggestion])
