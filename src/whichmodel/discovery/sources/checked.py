"""What is wrong with the snapshot as text, and with the versions that NOTICE names."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from whichmodel.discovery.errors import SnapshotError
from whichmodel.discovery.sources import text
from whichmodel.discovery.sources.sanity import absurdities, lacking

NAMED = {
    "litellm": "LiteLLM",
    "genai-prices": "genai-prices",
    "notices": "llm-sunset",
    "model-retire": "bydtech-model-retire",
    "models.dev": "opencode",
    "pi-ai": "pi-ai",
}
"""How NOTICE calls a source whose version it names."""


def findings(directory: Path, notice: Path) -> list[str]:
    """A line for each thing that is wrong: nothing where the snapshot can be published."""
    try:
        providers, sources = text.read(directory), text.read_sources(directory)
    except SnapshotError as error:
        return [str(error)]
    found = [f"nothing of {provider}" for provider in lacking(providers)]
    found += [*absurdities(providers), *_unsorted(directory, providers)]
    found += _unnamed(providers, sources)
    if notice.is_file():
        found += _outdated(notice.read_text(encoding="utf-8"), sources)
    return found


def _unsorted(directory: Path, providers: Mapping[str, text.Models]) -> Iterator[str]:
    """Files that are not written as `text.write` writes them."""
    for provider, models in providers.items():
        lines = "".join(text.line(model, models[model]) + "\n" for model in sorted(models))
        if (directory / f"{provider}.jsonl").read_text(encoding="utf-8") != lines:
            yield f"{provider}.jsonl is not sorted, or not written as it would be built"


def _unnamed(providers: Mapping[str, text.Models], sources: Mapping[str, Any]) -> Iterator[str]:
    """Sources that speak and are not told of."""
    speaking = {
        source
        for models in providers.values()
        for statements in models.values()
        for source in statements
    }
    for source in sorted(speaking - sources.keys()):
        yield f"{text.SOURCES_FILE} does not tell of {source}"


def _outdated(notice: str, sources: Mapping[str, Any]) -> Iterator[str]:
    for source, name in NAMED.items():
        version = sources.get(source, {}).get("version")
        if version and f"{name}, version {version}\n" not in notice:
            yield f"NOTICE does not name {name}, version {version}"


def renewed(notice: str, sources: Mapping[str, Any]) -> str:
    """NOTICE with the versions that the snapshot was built from."""
    for source, name in NAMED.items():
        start, version = f"{name}, version ", sources.get(source, {}).get("version")
        if version:
            lines = notice.split("\n")
            notice = "\n".join(start + version if old.startswith(start) else old for old in lines)
    return notice
