"""Who can be asked: providers as data.

The rows are written in `providers.toml` and compiled into the bundle with the snapshot, because
reading TOML is too slow for a command that lists. Configuration may change a row or add one
(`rows.py`); a dialect is a module that asks and reads (`dialects.py`).
"""

from typing import Any

from whichmodel.discovery.errors import ConfigurationError, UsageError
from whichmodel.discovery.model import Call, Provider

CREDENTIALS: dict[str, tuple[tuple[str, ...], ...]] = {
    "aws": (
        ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        ("AWS_PROFILE",),
        ("AWS_DEFAULT_PROFILE",),
        ("AWS_SHARED_CREDENTIALS_FILE",),
        ("AWS_CONFIG_FILE",),
        ("AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"),
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI",),
    ),
    "google": (("VERTEXAI_CREDENTIALS",), ("GOOGLE_APPLICATION_CREDENTIALS",)),
    "azure": (
        ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"),
        ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_CERTIFICATE_PATH"),
        ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE"),
        ("IDENTITY_ENDPOINT", "IDENTITY_HEADER"),
    ),
}
"""By `auth`: the variables that together lead a cloud's own library to credentials."""


class Credentials(str):
    """Tells a cloud's credentials apart, as a key does, but is no key: it is never sent."""

    __slots__ = ()


def from_document(document: dict[str, Any]) -> Provider:
    """The provider in a document that `document_of` made."""
    values = dict(document)
    for name in ("aliases", "key_env", "base_env", "trim"):
        values[name] = tuple(values[name])
    values["calls"] = tuple(
        Call(**{**call, "rows": tuple(call["rows"]), "unpriced": tuple(call["unpriced"])})
        for call in document["calls"]
    )
    return Provider(**values)


def document_of(provider: Provider) -> dict[str, Any]:
    """A provider as plain data, for the bundle."""
    return {**provider._asdict(), "calls": [call._asdict() for call in provider.calls]}


def key_of(provider: Provider, environ: dict[str, str]) -> str | None:
    """The first key that the environment holds for a provider; blank ones are none.

    Where a cloud's library signs the requests, it is the Credentials that the environment names.
    """
    groups = CREDENTIALS.get(provider.auth, ())
    signing = {name for group in groups for name in group}
    for name in provider.key_env:
        value = environ.get(name, "").strip()
        if value and name not in signing:
            return value
    return _credentials(groups, environ)


def key_variable(provider: Provider, environ: dict[str, str]) -> str | None:
    """The variable that a provider's key is read from; the first of several that a login needs."""
    groups = CREDENTIALS.get(provider.auth, ())
    signing = {name for group in groups for name in group}
    keys = ((name,) for name in provider.key_env if name not in signing)
    for names in (*keys, *groups):
        if all(environ.get(name, "").strip() for name in names):
            return names[0]
    return None


def _credentials(
    groups: tuple[tuple[str, ...], ...], environ: dict[str, str]
) -> Credentials | None:
    """All that is set of the groups that are complete, in printable ASCII."""
    named = {
        name: environ[name]
        for group in groups
        if all(environ.get(name, "").strip() for name in group)
        for name in group
    }
    return Credentials(ascii(named)) if named else None


def unseen(provider: Provider) -> Credentials | None:
    """What a cloud's library may still find where the environment names nothing, like a login."""
    return Credentials(f"{provider.auth} default") if provider.auth in CREDENTIALS else None


def located(rows: dict[str, Provider], environ: dict[str, str]) -> dict[str, Provider]:
    """The rows with every `{NAME|NAME|default}` in URLs and parameters read from the environment.

    A name that ends in a dash brings the dash along, and the location "global" counts as none.
    """
    return {key: _located(provider, environ) for key, provider in rows.items()}


def _located(provider: Provider, environ: dict[str, str]) -> Provider:
    calls = tuple(
        call._replace(params={name: filled(text, environ) for name, text in call.params.items()})
        if any("{" in text for text in call.params.values())
        else call
        for call in provider.calls
    )
    base = filled(provider.base_url, environ)
    if base == provider.base_url and calls == provider.calls:
        return provider
    return provider._replace(base_url=base, calls=calls)


def filled(text: str, environ: dict[str, str]) -> str:
    """A text with its `{NAME|NAME|default}` replaced by the first that is set, or the default."""
    before, brace, rest = text.partition("{")
    if not brace:
        return text
    choices, _, after = rest.partition("}")
    return before + _first_set(choices.split("|"), environ) + filled(after, environ)


def _first_set(choices: list[str], environ: dict[str, str]) -> str:
    *names, default = choices
    for choice in names:
        name = choice.removesuffix("-")
        value = environ.get(name, "").strip()
        if value and value != "global":
            _check_word(name, value)
            return value + choice.removeprefix(name)
    return default


def _check_word(name: str, value: str) -> None:
    """What becomes part of a host name must not lead a key to another host."""
    if not (value.isascii() and value.replace("-", "").replace(".", "").isalnum()):
        raise ConfigurationError(f"{name} is {value!r}, which is no region, location or version")


def spellings(rows: dict[str, Provider]) -> dict[str, str]:
    """Every name that people use for a provider, in lower case, with the provider's id."""
    names: dict[str, str] = {}
    for provider in rows.values():
        for name in (*provider.aliases, provider.name, provider.prefix):
            names.setdefault(name.lower(), provider.id)
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
