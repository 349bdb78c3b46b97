"""For each provider a line that says how it went, then a table of its models."""

from collections.abc import Sequence

from whichmodel.discovery.model import Catalogue, Model, ProviderStatus
from whichmodel.formats.columns import TITLES, by_provider, cells, counts
from whichmodel.formats.words import outcome, visible

# Beside Markdown and HTML, what site generators and GitHub add to them: templates in braces,
# formulas in dollars, mentions, and links made of bare addresses.
MARKUP = {char: f"\\{char}" for char in "\\`*_[]|~"}
ENTITIES = {"&": "&amp;", "<": "&lt;", "{": "&#123;", "$": "&#36;", "@": "&#64;"}
ESCAPES = str.maketrans(MARKUP | ENTITIES)
LINKS = {"://": "&#58;//", "w.": "w&#46;", "W.": "W&#46;"}
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/:@+-")


def render(catalogue: Catalogue) -> str:
    """Write blocks of Markdown in which no name, id or detail can act as markup."""
    return "\n".join(_block(provider, models) for provider, models in by_provider(catalogue))


def _block(provider: ProviderStatus, models: list[Model]) -> str:
    told = outcome(provider, *counts(provider, models))
    line = f"**{escaped(provider.name)}**: {escaped(told)}\n"
    return f"{line}\n{_table(models)}" if models else line


def _table(models: list[Model]) -> str:
    head = (("model", *TITLES), ("---",) * (1 + len(TITLES)))
    return "".join(map(_line, (*head, *map(_row, models))))


def _line(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |\n"


def _row(model: Model) -> tuple[str, ...]:
    context, price, *others = cells(model)
    # The dollars are ours: nothing else is in these two cells.
    return code(model.id), context, price, *map(escaped, others)


def code(text: str) -> str:
    """Write an id as code, or, where it holds characters that ids do not have, as escaped text."""
    return f"`{text}`" if text and PLAIN.issuperset(text) else escaped(text)


def escaped(text: str) -> str:
    """Write a text so that it reads as itself in a line, in a table and in HTML."""
    text = visible(text).translate(ESCAPES)
    for link, broken in LINKS.items():
        text = text.replace(link, broken)
    return text
