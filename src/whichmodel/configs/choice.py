"""What is written down: a model, how it is reached, and how we know of it.

A file names models in strings that its tool understands, addresses where the tool needs one, and
variables where keys belong. All of that is read from here, so that every target says the same.
"""

from typing import NamedTuple
from urllib.parse import urlsplit

from whichmodel.discovery.catalogue.translate import translate
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.discovery.model import Model, Provider


class Choice(NamedTuple):
    """One chosen model.

    `string` is LiteLLM's, `model` the provider's own id; `provider` is None where the string does
    not tell it. `key` names the variable that holds the key, "" where there is none. `known` is
    what is listed of the model, None where nobody lists it; `said` tells that in words.
    """

    string: str
    model: str
    provider: Provider | None
    key: str
    known: Model | None
    said: str


CLOUDS = ("aws", "google", "azure")
"""Ways to log in that need more than one key, and no address of OpenAI's protocol."""

CHAT_PATHS = {"gemini": "/openai", "ollama": "/v1", "litellm_proxy": "/v1", "github": "/inference"}
"""Where OpenAI's protocol is spoken below the address that the list is read from."""

CHAT_SITES = {
    "https://api.cohere.com/v1": "https://api.cohere.ai/compatibility/v1",
    "https://api.perplexity.ai/v1": "https://api.perplexity.ai",
}
"""Where it is spoken at another address than the list."""

SITES = ("qwen",)
"""Providers with several sites, of which a key opens one: LiteLLM's own may be another."""

NO_KEY = "none"
"""What stands for a key where a server wants none: without it a client would send another's."""


def openai_url(choice: Choice) -> str | None:
    """The address at which OpenAI's chat protocol is spoken; None where none is known."""
    provider = choice.provider
    if provider is None or not provider.base_url or provider.auth in CLOUDS:
        return None
    base = CHAT_SITES.get(provider.base_url, provider.base_url)
    path = CHAT_PATHS.get(provider.id, "")
    return _without_login(base if base.endswith(path) else base + path)


def litellm_url(choice: Choice) -> str | None:
    """The address that LiteLLM has to be told, because it would go elsewhere by itself."""
    provider = choice.provider
    if provider is None or not provider.base_url or provider.auth in CLOUDS:
        return None
    is_usual = provider.origin == "providers.toml" and provider.listing != "local"
    if is_usual and provider.id not in SITES:
        return None
    # LiteLLM puts the version behind Anthropic's address itself.
    base = provider.base_url.removesuffix("/v1") if provider.id == "anthropic" else None
    return _without_login(base or provider.base_url)


def _without_login(url: str) -> str:
    if "@" in urlsplit(url).netloc:
        raise UsageError("an address with a name or a password in it is not written into a file")
    return url


def address(choice: Choice) -> str:
    """The same as `openai_url` where it must be there."""
    url = openai_url(choice)
    if url is None:
        raise Unavailable(
            f"{choice.string}: no address of OpenAI's protocol is known for it; the targets "
            "litellm and python take any model that LiteLLM takes"
        )
    return url


def by_string(choice: Choice) -> bool:
    """For targets that take whatever LiteLLM takes: every choice will do."""
    return bool(choice.string)


def by_address(choice: Choice) -> bool:
    """For targets that speak OpenAI's protocol: the address has to be known."""
    return openai_url(choice) is not None


def named_key(choice: Choice) -> str:
    """For targets that can be told in which variable a key is: the one that it is in."""
    return choice.key


def spelled(choice: Choice, ecosystem: str) -> str | None:
    """The string that another tool has for it; None where it has none, or the address moved."""
    provider = choice.provider
    if provider is None or provider.origin != "providers.toml":
        return None
    return translate(provider.id, choice.model, provider.prefix)[ecosystem]


def name(choice: Choice) -> str:
    """What a person calls the model."""
    return (choice.known and choice.known.name) or choice.model


def can(choice: Choice, capability: str) -> bool:
    """Whether the model is known to do something."""
    return choice.known is not None and getattr(choice.known, capability) is True


def by_provider(choices: tuple[Choice, ...]) -> dict[str, list[Choice]]:
    """The choices of each address, in order, by provider id."""
    found: dict[str, list[Choice]] = {}
    for choice in choices:
        address(choice)
        found.setdefault(choice.provider.id if choice.provider else "", []).append(choice)
    return found
