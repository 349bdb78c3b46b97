"""Choices for questionary: to select from, or to complete what is typed."""

from typing import TypedDict

try:
    from questionary import Choice
except ImportError:
    raise ImportError("choices need questionary: `pip install questionary`") from None

from whichmodel.integrations.names import offered


class Completions(TypedDict):
    """Arguments of `questionary.autocomplete`."""

    choices: list[str]
    meta_information: dict[str, str]


def choices(begun: str = "", kind: str = "chat") -> list[Choice]:
    """For `questionary.select`: the models of a kind whose strings begin so, as `groq/`."""
    found = offered(begun, kind)
    widest = max((len(name) for name, _ in found), default=0)
    return [Choice(f"{name:<{widest}}  {about}".rstrip(), value=name) for name, about in found]


def completions(begun: str = "", kind: str = "chat") -> Completions:
    """For `questionary.autocomplete(…, **completions())`, which takes any string."""
    found = dict(offered(begun, kind))
    return Completions(choices=list(found), meta_information=found)
