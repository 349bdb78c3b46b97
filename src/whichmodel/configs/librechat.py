"""LibreChat: `librechat.yaml` with an endpoint for each provider."""

from typing import Any

from whichmodel.configs.choice import NO_KEY, Choice, address, by_address, by_provider, named_key
from whichmodel.configs.writing import as_yaml, header

FILE = "librechat.yaml"
LINE = "LibreChat: an endpoint for each provider, with its models"
RUN = "put it beside LibreChat's .env, and the keys into that, then start LibreChat"
DOCS = "https://www.librechat.ai/docs/configuration/librechat_yaml"
EXPANDS = ("${",)
VERSION = "1.3.17"
"""Of the form of the file, as librechat-data-provider 0.8.524 has it."""

takes = by_address
key = named_key


def write(choices: tuple[Choice, ...], made: str) -> str:
    """The models are the chosen ones: LibreChat's own look at the list is switched off."""
    endpoints = [endpoint(each) for each in by_provider(choices).values()]
    document = {"version": VERSION, "cache": True, "endpoints": {"custom": endpoints}}
    return header(f"LibreChat. Use: {RUN}", choices, made) + as_yaml(document)


def endpoint(choices: list[Choice]) -> dict[str, Any]:
    """One provider; a name of LibreChat's own endpoints would be refused."""
    first = choices[0]
    label = first.provider.name if first.provider else ""
    return {
        "name": f"{label} models",
        "apiKey": f"${{{first.key}}}" if first.key else NO_KEY,
        "baseURL": address(first),
        "models": {"default": [choice.model for choice in choices], "fetch": False},
        "titleConvo": True,
        "titleModel": first.model,
        "modelDisplayLabel": label,
    }
