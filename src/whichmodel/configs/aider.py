"""aider: a main model, a weak one for commit messages, and an editor."""

from typing import Any

from whichmodel.configs.choice import Choice, litellm_url
from whichmodel.configs.writing import as_yaml, header
from whichmodel.discovery.errors import UsageError

FILE = ".aider.conf.yml"
LINE = "aider: main model, then weak model, then editor model, then aliases"
RUN = "aider"
DOCS = "https://aider.chat/docs/config/aider_conf.html"
EXPANDS = ()
KEYS = {
    "together": "TOGETHERAI_API_KEY",
    "perplexity": "PERPLEXITYAI_API_KEY",
    "huggingface": "HUGGINGFACE_API_KEY",
    "vercel": "VERCEL_AI_GATEWAY_API_KEY",
}
"""Where aider looks before it asks (LiteLLM's `validate_environment`) and finds no other."""

ROLES = ("model", "weak-model", "editor-model")


def takes(choice: Choice) -> bool:
    """aider hands LiteLLM a string; an address goes into the variable that LiteLLM reads."""
    return not litellm_url(choice) or _address_variable(choice) is not None


def key(choice: Choice) -> str:
    """LiteLLM finds keys by itself: in the variable that comes first here, but for a few."""
    provider = choice.provider
    if provider is None or not choice.key:
        return ""
    if provider.prefix == "openai":
        return "OPENAI_API_KEY"
    return KEYS.get(provider.id) or provider.key_env[0]


def write(choices: tuple[Choice, ...], made: str) -> str:
    """The first three have roles; the rest can be switched to with `/model`."""
    document: dict[str, Any] = {
        role: choice.string for role, choice in zip(ROLES, choices, strict=False)
    }
    aliases = [
        f"model-{number}:{choice.string}"
        for number, choice in enumerate(choices[len(ROLES) :], len(ROLES) + 1)
    ]
    if aliases:
        document["alias"] = aliases
    addresses = _addresses(choices)
    if addresses:
        document["set-env"] = [f"{variable}={url}" for variable, url in addresses.items()]
    return header(f"aider. Run: {RUN}", choices, made) + as_yaml(document)


def _addresses(choices: tuple[Choice, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for choice in choices:
        variable, url = _address_variable(choice), litellm_url(choice)
        if variable and url and found.setdefault(variable, url) != url:
            raise UsageError(f"aider has one {variable}: {found[variable]} and {url} need two")
    return found


def _address_variable(choice: Choice) -> str | None:
    """The variable that LiteLLM reads the provider's address from."""
    if choice.provider is None:
        return None
    if choice.provider.prefix == "openai":
        return "OPENAI_API_BASE"
    ours = [each for each in choice.provider.base_env if each.endswith("_API_BASE")]
    return ours[-1] if ours else None
