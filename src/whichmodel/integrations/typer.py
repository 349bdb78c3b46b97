"""Completion for Typer: `typer.Option(autocompletion=model_strings)`; any string is taken."""

from whichmodel.integrations.names import offered


def model_strings(incomplete: str) -> list[tuple[str, str]]:
    """The chat models that are listed and begin so, each with a few words about it."""
    return offered(incomplete)
