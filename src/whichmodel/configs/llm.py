"""`llm` by Simon Willison: models of OpenAI-compatible servers, with aliases."""

from typing import Any

from whichmodel.configs.choice import Choice, address, by_address, can
from whichmodel.configs.writing import as_yaml, header

FILE = "extra-openai-models.yaml"
LINE = "llm: models with aliases, for the directory that `llm logs path` is in"
RUN = 'llm -m model-1 "Your question"'
DOCS = "https://llm.datasette.io/en/stable/other-models.html"
EXPANDS = ()
ABILITIES = {"supports_tools": "tools", "vision": "vision", "supports_schema": "structured_output"}

takes = by_address


def key(_choice: Choice) -> str:
    """`llm` has a store of keys of its own, and reads OPENAI_API_KEY where that has none."""
    return ""


def write(choices: tuple[Choice, ...], made: str) -> str:
    """The comment tells which keys have to be stored first."""
    entries = [entry(choice, number) for number, choice in enumerate(choices, 1)]
    stored = {_key_name(each): each.provider.keys_url for each in choices if each.provider}
    stored.pop("", None)
    notes = ["Store each key first. Without it llm sends OPENAI_API_KEY, whoever is asked:"]
    notes += [f"  llm keys set {name}   {url}".rstrip() for name, url in stored.items()]
    written = "".join(f"# {line}\n" for line in notes) if stored else ""
    return header(f"llm. Run: {RUN}", choices, made) + written + as_yaml(entries)


def entry(choice: Choice, number: int) -> dict[str, Any]:
    """One model: `llm` calls it as LiteLLM does, and by a short alias."""
    settings: dict[str, Any] = {
        "model_id": choice.string,
        "model_name": choice.model,
        "aliases": [f"model-{number}"],
        "api_base": address(choice),
    }
    key_name = _key_name(choice)
    if key_name:
        settings["api_key_name"] = key_name
    for setting, capability in ABILITIES.items():
        if can(choice, capability):
            settings[setting] = True
    return settings


def _key_name(choice: Choice) -> str:
    """The name in `llm`'s store; "" for a server that wants no key."""
    provider = choice.provider
    return provider.id if provider and provider.key_env and provider.listing != "local" else ""
