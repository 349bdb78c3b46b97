"""Base URLs as people write them, made to end where a provider's paths begin."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from whichmodel.discovery.errors import ConfigurationError
from whichmodel.discovery.model import Provider

ENDPOINTS = ("/models", "/chat/completions", "/completions", "/responses", "/messages")
"""What people paste behind a base URL, and what is cut off again."""


def open_endpoint(url: str) -> tuple[str, list[dict[str, Any]]]:
    """The base URL and the calls for any OpenAI-compatible server.

    The URL may come with or without `/v1`, and with or without a trailing `/models` or
    `/chat/completions`.
    """
    base = trimmed(url)
    if base.endswith("/v1"):
        return base, [{"path": "/models"}]
    first, second = ("/models", "/v1/models") if urlsplit(base).path else ("/v1/models", "/models")
    return base, [{"path": first}, {"path": second, "role": "fallback"}]


def base_url(provider: Provider, url: str) -> str:
    """Another base URL for a known provider; its own path is added where none was written."""
    base = trimmed(url)
    for suffix in provider.trim:
        base = base.removesuffix(suffix)
    own = urlsplit(provider.base_url).path
    return base + own if own and not urlsplit(base).path else base


def trimmed(url: str) -> str:
    """The URL without trailing slashes, endpoints, query and fragment; `http://` where bare."""
    bare = url.strip().partition("?")[0]
    if "@" in bare:
        raise ConfigurationError("a base URL must not hold a name or a password: use key_env")
    try:
        parts = urlsplit(bare if "://" in bare else "http://" + bare)
        port = parts.port
    except ValueError as error:
        raise ConfigurationError(f"{bare!r} is not a URL: {error}") from None
    plain = bare.isprintable() and " " not in bare
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or not plain:
        raise ConfigurationError(f"{bare!r} is not an http:// or https:// URL")
    path = parts.path.rstrip("/")
    for endpoint in ENDPOINTS:
        path = path.removesuffix(endpoint)
    return urlunsplit((parts.scheme, parts.netloc, path.rstrip("/"), "", ""))


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: what a key may never leave."""
    parts = urlsplit(url)
    default = 443 if parts.scheme == "https" else 80
    return parts.scheme, (parts.hostname or "").lower(), parts.port or default


def is_loopback(url: str) -> bool:
    """Whether a URL names this very machine."""
    host = origin(url)[1]
    numbers = host.isascii() and host.replace(".", "").isdigit()
    return (
        host in ("localhost", "::1")
        or host.endswith(".localhost")
        or (numbers and host.startswith("127."))
    )
