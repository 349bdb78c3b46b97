"""Which provider a string names in front, whatever the spelling, and what is left of it."""

from typing import NamedTuple

from whichmodel.discovery.matching.index import Index
from whichmodel.discovery.matching.letters import distance

SEPARATORS = ("/", "::", ":")


class Typed(NamedTuple):
    """A string taken apart: the provider that its prefix names, if any, and the rest.

    `prefix` is what was written in front; `misspelt` tells that no provider is spelled so.
    """

    provider: str | None
    text: str
    prefix: str = ""
    misspelt: bool = False


def apart(index: Index, string: str) -> Typed:
    """The provider in front of a string and the rest; all of it where no provider is named."""
    text = string.strip()
    for separator in SEPARATORS:
        prefix, found, rest = text.partition(separator)
        if found and any(char.isalpha() for char in rest):
            provider = index.providers.get(prefix.lower())
            if provider:
                return Typed(provider, rest, prefix + separator)
            if separator != ":" and (near := _near(index, prefix.lower())):
                return Typed(near, rest, prefix + separator, misspelt=True)
    return Typed(None, text)


def _near(index: Index, prefix: str) -> str | None:
    """The provider whose name is a letter or two away."""
    if not 4 < len(prefix) < 25 or index.numbers(f"w{prefix}"):
        return None
    most = 1 if len(prefix) < 8 else 2
    written = prefix.replace("-", "").replace("_", "").replace(".", "")
    found = [
        (distance(written, name.replace("-", "").replace("_", ""), most), name)
        for name in index.providers
        if abs(len(name) - len(prefix)) <= most + 1 and name[0] == prefix[0]
    ]
    errors, name = min(found, default=(most + 1, ""))
    return index.providers[name] if errors <= most else None
