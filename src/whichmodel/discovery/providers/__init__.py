"""Who can be asked: providers as data.

The rows are written in `providers.toml` and compiled into the bundle with the snapshot, because
reading TOML is too slow for a command that lists. Configuration may change a row or add one
(`rows.py`); a dialect is a module that asks and reads (`dialects.py`).
"""

from typing import Any

from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.model import Call, Provider


def from_document(document: dict[str, Any]) -> Provider:
    """The provider in a document that `document_of` made."""
    values = dict(document)
    for name in ("aliases", "key_env", "base_env", "trim"):
        values[name] = tuple(values[name])
    values["calls"] = tuple(
        Call(**{**call, "rows": tuple(call["rows"])}) for call in document["calls"]
    )
    return Provider(**values)


def document_of(provider: Provider) -> dict[str, Any]:
    """A provider as plain data, for the bundle."""
    return {**provider._asdict(), "calls": [call._asdict() for call in provider.calls]}


def key_of(provider: Provider, environ: dict[str, str]) -> str | None:
    """The first key that the environment holds for a provider; blank ones are none."""
    for name in provider.key_env:
        value = environ.get(name, "").strip()
        if value:
            return value
    return None


def spellings(rows: dict[str, Provider]) -> dict[str, str]:
    """Every name that people use for a provider, in lower case, with the provider's id."""
    names: dict[str, str] = {}
    for provider in rows.values():
        own_prefix = () if provider.origin == "configuration" else (provider.prefix,)
        for name in (*provider.aliases, provider.name.lower(), *own_prefix):
            names.setdefault(name, provider.id)
    names.update((provider_id.lower(), provider_id) for provider_id in rows)
    return names


def chosen(rows: dict[str, Provider], names: list[str]) -> list[Provider]:
    """The providers that were named, in any spelling; all where none was."""
    known = spellings(rows)
    found: dict[str, Provider] = {}
    for name in names:
        provider_id = known.get(name.strip().rstrip("/").lower())
        if provider_id is None:
            raise UsageError(f"no provider is called {name!r}: `whichmodel providers` names them")
        found[provider_id] = rows[provider_id]
    return list(found.values()) if names else list(rows.values())
