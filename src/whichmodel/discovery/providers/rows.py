"""Provider tables, read strictly: what is written in providers.toml and in the configuration."""

from collections.abc import Callable, Collection
from decimal import Decimal, InvalidOperation
from typing import Any

from whichmodel.discovery.errors import ConfigurationError
from whichmodel.discovery.model import KINDS, LISTINGS, Provider, Record
from whichmodel.discovery.providers import document_of, from_document, spellings
from whichmodel.discovery.providers.dialects import DIALECTS
from whichmodel.discovery.providers.urls import base_url, is_loopback, open_endpoint

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
    "unpriced": [],
    "strip": "",
}
PROVIDER_DEFAULTS: dict[str, Any] = {
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
WRITTEN = {"prefix": "litellm_prefix", "regions": "region", "origin": ""}
"""What is written otherwise in a configuration file, or not at all."""
ROLES = ("all", "add", "fallback", "enrich")
PAGINGS = ({"param", "next"}, {"param", "next", "more"}, {"number", "size", "total"})
FIELDS = Record.__annotations__.keys() - {"first_seen", "last_seen", "listed_by"}


def provider_row(provider_id: str, table: dict[str, Any]) -> Provider:
    """A provider from its table, in which only differences from the defaults are written."""
    _check(provider_id, table, PROVIDER_DEFAULTS)
    filled = {**PROVIDER_DEFAULTS, **table, "id": provider_id}
    filled["name"] = filled["name"] or provider_id
    filled["prefix"] = filled["prefix"] or provider_id
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
    return call


def _check(provider_id: str, table: dict[str, Any], known: dict[str, Any]) -> None:
    for key, value in table.items():
        if key not in known:
            words = ", ".join(filter(None, (WRITTEN.get(each, each) for each in known)))
            raise ConfigurationError(
                f"provider {provider_id}: unknown setting {key!r}; known are {words}"
            )
        fits, wanted = _CHECKS.get(key) or _SHAPES[type(known[key])]
        if not fits(value):
            raise ConfigurationError(f"provider {provider_id}: {key} must be {wanted}")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_fields(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() <= FIELDS
        and all(_is_text(item) or _is_texts(item) for item in value.values())
    )


def _is_paging(value: Any) -> bool:
    known = _is_table(value) and (not value or set(value) in PAGINGS)
    return known and value.get("size", "1").isdecimal()


def _is_factor(value: Any) -> bool:
    try:
        return value == "" or (_is_text(value) and 0 < Decimal(value) < Decimal("Infinity"))
    except InvalidOperation:
        return False


Check = tuple[Callable[[Any], bool], str]


def _one_of(words: Collection[str]) -> Check:
    return (lambda value: _is_text(value) and value in words), f"one of {', '.join(words)}"


_SHAPES: dict[type, Check] = {
    str: (_is_text, "a string"),
    bool: (lambda value: isinstance(value, bool), "true or false"),
    list: (_is_texts, "a list of strings"),
    dict: (_is_table, "a table of strings"),
}
_CHECKS: dict[str, Check] = {
    "calls": (
        lambda value: isinstance(value, list) and all(isinstance(call, dict) for call in value),
        "a list of tables",
    ),
    "dialect": _one_of(DIALECTS),
    "fields": (_is_fields, f"a table of expressions for {', '.join(sorted(FIELDS))}"),
    "kinds": (
        lambda value: _is_table(value) and set(value.values()) <= set(KINDS),
        f"a table of words, each with one of {', '.join(KINDS)}",
    ),
    "listing": _one_of(LISTINGS),
    "paging": (_is_paging, "{param, next}, {param, next, more} or {number, size, total}"),
    "path": (lambda value: _is_text(value) and "://" not in value, "a path, not a URL"),
    "price_factor": (_is_factor, "a positive number in quotes"),
    "role": _one_of(ROLES),
}
"""Settings that have a shape or a vocabulary of their own."""


def configured(rows: dict[str, Provider], tables: dict[str, dict[str, Any]]) -> dict[str, Provider]:
    """The rows as the configuration's `[providers.…]` tables change and extend them."""
    result = dict(rows)
    names = spellings(rows)
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ConfigurationError(f"provider {name!r}: must be a table")
        known = result.get(names.get(name.lower(), name))
        provider = _changed(known, table) if known else _added(name, table)
        result[provider.id] = provider
    return result


def _changed(provider: Provider, table: dict[str, Any]) -> Provider:
    settings = _own_words(table)
    if "origin" in settings:
        raise ConfigurationError(f"provider {provider.id}: origin is not a setting")
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
    names = settings.get("key_env")
    if isinstance(names, str):
        settings["key_env"] = names = [names]
    if isinstance(names, list) and not all(map(_names_a_variable, names)):
        # Not quoted: what stands there by mistake may be the key itself.
        raise ConfigurationError("key_env holds what is no name of an environment variable")
    if "litellm_prefix" in settings:
        settings["prefix"] = settings.pop("litellm_prefix")
    return settings


def _names_a_variable(name: Any) -> bool:
    return isinstance(name, str) and name.isidentifier() and len(name) <= 60


def _region(provider: Provider, region: Any) -> str:
    if not _is_text(region) or region not in provider.regions:
        known = ", ".join(provider.regions) or "none"
        raise ConfigurationError(f"provider {provider.id}: no region {region!r}; known: {known}")
    return provider.regions[region]


def _added(name: str, table: dict[str, Any]) -> Provider:
    if not name or not all(char.isalnum() or char in "._-" for char in name):
        raise ConfigurationError(f"{name!r} is no name for a provider: use letters, digits and ._-")
    url = table.get("base_url")
    if not isinstance(url, str) or not url.strip():
        raise ConfigurationError(
            f"provider {name}: base_url must be a URL; it ends where /models begins"
        )
    base, calls = open_endpoint(url)
    listing = "authenticated" if table.get("key_env") else _open_listing(base)
    bare = provider_row(
        name,
        {
            "base_url": base,
            "prefix": "openai",
            "listing": listing,
            "calls": [{**call, "public": listing == "public"} for call in calls],
        },
    )
    return _changed(bare, {key: value for key, value in table.items() if key != "base_url"})


def _open_listing(base: str) -> str:
    """Without a key a server elsewhere is public; only one on this machine may be empty."""
    return "local" if is_loopback(base) else "public"


def at_environment(rows: dict[str, Provider], environ: dict[str, str]) -> dict[str, Provider]:
    """The rows with the base URLs that the environment names, as the providers' own SDKs do."""
    changed = {}
    for provider in rows.values():
        name = next((name for name in provider.base_env if environ.get(name, "").strip()), None)
        if provider.origin == "providers.toml" and name:
            try:
                base = base_url(provider, _at_default_port(provider, environ[name].strip()))
            except ConfigurationError as error:
                raise ConfigurationError(f"{name}: {error}") from None
            changed[provider.id] = provider._replace(base_url=base, origin="environment")
    return {**rows, **changed}


def _at_default_port(provider: Provider, url: str) -> str:
    """OLLAMA_HOST may be a bare address, and the address of a server: 0.0.0.0 means here."""
    if provider.listing != "local":
        return url
    scheme, slashes, rest = url.rpartition("://")
    host, slash, path = rest.partition("/")
    if host.count(":") > 1 and "[" not in host:
        host = f"[{host}]"
    if host.startswith(":"):
        host = "127.0.0.1" + host
    for everywhere, here in (("0.0.0.0", "127.0.0.1"), ("[::]", "[::1]")):  # noqa: S104 - replaced
        host = here + host.removeprefix(everywhere) if host.startswith(everywhere) else host
    if not slashes and ":" not in host.rpartition("]")[2]:
        host += ":" + provider.base_url.rpartition(":")[2].partition("/")[0]
    return f"{scheme}{slashes}{host}{slash}{path}"
