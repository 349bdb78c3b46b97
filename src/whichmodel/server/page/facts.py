"""What a model's own page tells beside the table: each fact with its sources, and its history."""

from typing import Any

from whichmodel.discovery.catalogue.explain import Explained, explained
from whichmodel.discovery.model import PRICES
from whichmodel.formats.changes.words import origin, phrase
from whichmodel.formats.words import visible
from whichmodel.server.page.subject import Subject

WON, CONFLICT = 1, 2


class Numbered(dict[str, int]):
    """Words by the number under which they are written down once."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]


def document(subject: Subject, provider: str) -> dict[str, Any]:
    """Of one provider's models the facts, what won first, and the changes, the newest first.

    A fact is [field, value, source, time, why, flags]; all but the value and the flags are numbers
    of `words`.
    """
    words = Numbered()
    facts = {
        visible(model.id): [_row(fact, words) for fact in explained(model)]
        for model in subject.models[provider]
    }
    history: dict[str, list[list[str]]] = {}
    for change in subject.changed[provider]:
        told = [visible(origin(change)), visible(phrase(change))]
        history.setdefault(visible(change.model), []).append(told)
    return {"words": list(words), "facts": facts, "history": history}


def _row(fact: Explained, words: Numbered) -> list[Any]:
    numbered = (
        visible(fact.field.replace("_", " ")),
        visible(fact.source),
        fact.at,
        visible(fact.why),
    )
    field, source, at, why = (words[word or ""] for word in numbered)
    return [field, _value(fact), source, at, why, WON * fact.won | CONFLICT * fact.conflict]


def _value(fact: Explained) -> str:
    if isinstance(fact.value, bool):
        return "yes" if fact.value else "no"
    if isinstance(fact.value, list):
        return visible(", ".join(map(str, fact.value)))
    if fact.field in PRICES:
        return f"${visible(str(fact.value))} per 1M tokens"
    if isinstance(fact.value, int):
        return f"{fact.value:,}"
    return visible(str(fact.value))
