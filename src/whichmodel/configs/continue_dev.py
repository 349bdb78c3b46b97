"""Continue: the coding assistant's `config.yaml`."""

from typing import Any

from whichmodel.configs.choice import Choice, address, by_address, can, name, named_key
from whichmodel.configs.writing import as_yaml, header

FILE = "config.yaml"
LINE = "Continue: models for chat, edit and apply, for ~/.continue/config.yaml"
RUN = "open Continue in your editor, or: cn --config config.yaml"
DOCS = "https://docs.continue.dev/reference"
EXPANDS = ("${{",)
ROLES = ["chat", "edit", "apply"]
ABILITIES = {"tool_use": "tools", "image_input": "vision"}

takes = by_address
key = named_key


def write(choices: tuple[Choice, ...], made: str) -> str:
    """Every model is reached at its address, with the key as one of Continue's secrets."""
    document = {
        "name": "Example by whichmodel",
        "version": "1.0.0",
        "schema": "v1",
        "models": [entry(choice) for choice in choices],
    }
    return header(f"Continue. Use: {RUN}", choices, made) + as_yaml(document)


def entry(choice: Choice) -> dict[str, Any]:
    """One model, by OpenAI's protocol; Anthropic's own where it is Anthropic's."""
    own = choice.provider is not None and choice.provider.id == "anthropic"
    settings: dict[str, Any] = {
        "name": name(choice),
        "provider": "anthropic" if own else "openai",
        "model": choice.model,
        "apiBase": address(choice),
        "roles": ROLES,
    }
    if choice.key:
        settings["apiKey"] = f"${{{{ secrets.{choice.key} }}}}"
    abilities = [word for word, capability in ABILITIES.items() if can(choice, capability)]
    if abilities:
        settings["capabilities"] = abilities
    window = choice.known and choice.known.context_window
    if window:
        settings["defaultCompletionOptions"] = {"contextLength": window}
    return settings
