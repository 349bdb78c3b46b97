"""opencode: the terminal's coding agent, with each provider spelled out."""

from typing import Any

from whichmodel.configs.choice import Choice, address, by_address, by_provider, name, named_key
from whichmodel.configs.writing import as_json, header

FILE = "opencode.jsonc"
LINE = "opencode: main model, then small model; JSON with comments"
RUN = "opencode"
DOCS = "https://opencode.ai/docs/config"
EXPANDS = ("{env:", "{file:")

takes = by_address
key = named_key


def write(choices: tuple[Choice, ...], made: str) -> str:
    """Providers are called as we call them, so that opencode needs no catalogue of its own."""
    document: dict[str, Any] = {
        "$schema": "https://opencode.ai/config.json",
        "model": string(choices[0]),
        # Left out, opencode would take one that nobody chose.
        "small_model": string(choices[:2][-1]),
    }
    document["provider"] = {of: provider(each) for of, each in by_provider(choices).items()}
    return header(f"opencode. Run: {RUN}", choices, made, "//") + as_json(document)


def string(choice: Choice) -> str:
    """What opencode calls the model."""
    return f"{choice.provider.id if choice.provider else ''}/{choice.model}"


def provider(choices: list[Choice]) -> dict[str, Any]:
    """One provider with its models."""
    first = choices[0]
    own = first.provider is not None and first.provider.id == "anthropic"
    options = {"baseURL": address(first)}
    if first.key:
        options["apiKey"] = f"{{env:{first.key}}}"
    return {
        "npm": "@ai-sdk/anthropic" if own else "@ai-sdk/openai-compatible",
        "name": first.provider.name if first.provider else "",
        "options": options,
        "models": {choice.model: model(choice) for choice in choices},
    }


def model(choice: Choice) -> dict[str, Any]:
    """What is known of one model, in opencode's words; what is unknown is left out."""
    settings: dict[str, Any] = {"name": name(choice)}
    known = choice.known
    if known is None:
        return settings
    for word, capability in {"tool_call": known.tools, "reasoning": known.reasoning}.items():
        if capability is not None:
            settings[word] = capability
    if known.context_window and known.max_output_tokens:
        limits = {"context": known.context_window, "output": known.max_output_tokens}
        settings["limit"] = limits
    return settings
