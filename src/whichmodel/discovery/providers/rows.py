"""Provider tables, read strictly: what is written in providers.toml and in the configuration."""

from typing import Any

from whichmodel.discovery.errors import ConfigurationError
from whichmodel.discovery.model import LISTINGS, Provider
from whichmodel.discovery.providers import document_of, from_document, spellings
from whichmodel.discovery.providers.urls import base_url, open_endpoint

CALL_DEFAULTS: dict[str, Any] = {
    "path": "/models",
    "label": "",
    "role": "all",
    "public": False,
    "params": {},
    "rows": [],
    "paging": {},
    "fields": {},
    "kinds": {},
    "price_factor": "",
    "zero_price": True,
    "strip": "",
}
PROVIDER_DEFAULTS: dict[str, Any] = {
    "id": "",
    "name": "",
    "base_url": "",
    "prefix": "",
    "aliases": [],
    "key_env": [],
    "base_env": [],
    "listing": "authenticated",
    "dialect": "openai",
    "auth": "bearer",
    "headers": {},
    "trim": [],
    "regions": {},
    "calls": [{}],
    "docs": "",
    "keys_url": "",
    "deprecations": "",
    "note": "",
    "origin": "providers.toml",
}
ROLES = ("all", "add", "fallback", "enrich")


def provider_row(provider_id: str, table: dict[str, Any]) -> Provider:
    """A provider from its table, in which only differences from the defaults are written."""
    _check(provider_id, table, PROVIDER_DEFAULTS)
    filled = {**PROVIDER_DEFAULTS, **table, "id": provider_id}
    filled["name"] = filled["name"] or provider_id
    filled["prefix"] = filled["prefix"] or provider_id
    if filled["listing"] not in LISTINGS:
        raise ConfigurationError(
            f"provider {provider_id}: listing must be one of {', '.join(LISTINGS)}"
        )
    filled["calls"] = [_call(provider_id, call) for call in filled["calls"]]
    return from_document(filled)


def _call(provider_id: str, table: dict[str, Any]) -> dict[str, Any]:
    _check(provider_id, table, CALL_DEFAULTS)
    call = {**CALL_DEFAULTS, **table}
    call["label"] = call["label"] or call["path"]
    call["fields"] = {
        field: [expressions] if isinstance(expressions, str) else expressions
        for field, expressions in call["fields"].items()
    }
    if call["role"] not in ROLES:
        raise ConfigurationError(f"provider {provider_id}: role must be one of {', '.join(ROLES)}")
    return call


def _check(provider_id: str, table: dict[str, Any], known: dict[str, Any]) -> None:
    for key, value in table.items():
        if key not in known:
            raise ConfigurationError(
                f"provider {provider_id}: unknown setting {key!r}; known are {', '.join(known)}"
            )
        if not isinstance(value, type(known[key])):
            wanted = _WORDS[type(known[key])]
            raise ConfigurationError(f"provider {provider_id}: {key} must be {wanted}")


_WORDS = {str: "a string", list: "a list", dict: "a table", bool: "true or false"}


def configured(rows: dict[str, Provider], tables: dict[str, dict[str, Any]]) -> dict[str, Provider]:
    """The rows as the configuration's `[providers.…]` tables change and extend them."""
    result = dict(rows)
    names = spellings(rows)
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ConfigurationError(f"providers.{name} must be a table")
        known = result.get(names.get(name.lower(), name))
        provider = _changed(known, table) if known else _added(name, table)
        result[provider.id] = provider
    return result


def _changed(provider: Provider, table: dict[str, Any]) -> Provider:
    settings = _own_words(table)
    region = settings.pop("region", None)
    _check(provider.id, settings, PROVIDER_DEFAULTS)
    if region is not None:
        settings.setdefault("base_url", _region(provider, region))
    if "base_url" in settings:
        settings["base_url"] = base_url(provider, settings["base_url"])
    if "calls" in settings:
        settings["calls"] = [_call(provider.id, call) for call in settings["calls"]]
    return from_document({**document_of(provider), **settings, "origin": "configuration"})


def _own_words(table: dict[str, Any]) -> dict[str, Any]:
    """The table in our words: `key_env` may be one name, the prefix is called `litellm_prefix`."""
    settings = dict(table)
    if isinstance(settings.get("key_env"), str):
        settings["key_env"] = [settings["key_env"]]
    if "litellm_prefix" in settings:
        settings["prefix"] = settings.pop("litellm_prefix")
    return settings


def _region(provider: Provider, region: Any) -> str:
    if region not in provider.regions:
        known = ", ".join(provider.regions) or "none"
        raise ConfigurationError(f"provider {provider.id}: no region {region!r}; known: {known}")
    return provider.regions[region]


def _added(name: str, table: dict[str, Any]) -> Provider:
    url = table.get("base_url")
    if not isinstance(url, str) or not url.strip():
        raise ConfigurationError(
            f"provider {name}: base_url is missing; it ends where /models begins"
        )
    base, calls = open_endpoint(url)
    listing = "authenticated" if table.get("key_env") else "local"
    bare = provider_row(
        name, {"base_url": base, "prefix": "openai", "listing": listing, "calls": calls}
    )
    return _changed(bare, {key: value for key, value in table.items() if key != "base_url"})


def at_environment(rows: dict[str, Provider], environ: dict[str, str]) -> dict[str, Provider]:
    """The rows with the base URLs that the environment names, as the providers' own SDKs do."""
    changed = {}
    for provider in rows.values():
        url = next((environ[name] for name in provider.base_env if environ.get(name)), None)
        if provider.origin == "providers.toml" and url:
            base = base_url(provider, _at_default_port(provider, url))
            changed[provider.id] = provider._replace(base_url=base, origin="environment")
    return {**rows, **changed}


def _at_default_port(provider: Provider, url: str) -> str:
    """OLLAMA_HOST may be a bare address, and the address of a server: 0.0.0.0 means here."""
    if "://" in url or provider.listing != "local":
        return url
    host = url.replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - replaced, not bound
    port = provider.base_url.rsplit(":", 1)[-1].split("/")[0]
    return host if ":" in host.rsplit("]", 1)[-1] else f"{host}:{port}"
