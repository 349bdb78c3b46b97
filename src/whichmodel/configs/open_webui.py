"""Open WebUI: a compose file with every provider's address and the models to begin with."""

from whichmodel.configs.choice import NO_KEY, Choice, address, by_address, by_provider, named_key
from whichmodel.configs.writing import as_yaml, header

FILE = "compose.yaml"
LINE = "Open WebUI: a compose file with the providers' addresses and the models to begin with"
RUN = "docker compose up, then http://127.0.0.1:3000"
DOCS = "https://docs.openwebui.com/"
EXPANDS = (",",)
"""Open WebUI takes the models to begin with apart at commas."""

takes = by_address
key = named_key


def write(choices: tuple[Choice, ...], made: str) -> str:
    """Addresses and keys are lists in the same order, with semicolons between."""
    firsts = [each[0] for each in by_provider(choices).values()]
    keys = (f"${{{choice.key}}}" if choice.key else NO_KEY for choice in firsts)
    models = ",".join(choice.model for choice in choices)
    environment = {
        "OPENAI_API_BASE_URLS": ";".join(_escaped(address(choice)) for choice in firsts),
        "OPENAI_API_KEYS": ";".join(keys),
        "DEFAULT_MODELS": _escaped(models),
    }
    service = {
        "image": "ghcr.io/open-webui/open-webui:main",
        "ports": ["127.0.0.1:3000:8080"],
        "volumes": ["open-webui:/app/backend/data"],
        "environment": environment,
    }
    document = {"services": {"open-webui": service}, "volumes": {"open-webui": {}}}
    return header(f"Open WebUI. Run: {RUN}", choices, made) + as_yaml(document)


def _escaped(text: str) -> str:
    """Compose replaces what stands behind a dollar sign."""
    return text.replace("$", "$$")
