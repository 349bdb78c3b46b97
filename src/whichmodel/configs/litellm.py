"""The LiteLLM proxy: one address for many models, with fallbacks."""

from typing import Any

from whichmodel.configs.choice import Choice, by_string, litellm_url, named_key
from whichmodel.configs.writing import Quoted, as_yaml, header

FILE = "config.yaml"
LINE = "LiteLLM proxy: an OpenAI-compatible server, the other models as fallbacks of the first"
RUN = "litellm --config config.yaml"
DOCS = "https://docs.litellm.ai/docs/proxy/configs"
EXPANDS = ("os.environ/", "*")
MASTER_KEY = "LITELLM_MASTER_KEY"

takes = by_string
key = named_key


def write(choices: tuple[Choice, ...], made: str) -> str:
    """Clients ask for a model by the string that LiteLLM takes everywhere else."""
    first, *others = [choice.string for choice in choices]
    document: dict[str, Any] = {
        "model_list": [
            {"model_name": choice.string, "litellm_params": parameters(choice)}
            for choice in choices
        ]
    }
    if others:
        document["litellm_settings"] = {"fallbacks": [{Quoted(first): others}]}
    document["general_settings"] = {"master_key": f"os.environ/{MASTER_KEY}"}
    title = f"LiteLLM proxy. Run: {RUN}"
    note = f"# Clients send the key that you put into {MASTER_KEY}; it begins with sk-.\n"
    return header(title, choices, made) + note + as_yaml(document)


def parameters(choice: Choice) -> dict[str, str]:
    """How LiteLLM reaches one model."""
    settings = {"model": choice.string}
    url = litellm_url(choice)
    if url:
        settings["api_base"] = url
    if choice.key:
        settings["api_key"] = f"os.environ/{choice.key}"
    return settings
