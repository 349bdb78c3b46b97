"""Why a field has the value that it has: what each source states, which one won, by which rule.

Sources are in conflict where they differ by more than rounding. Numbers (sizes, prices) agree
within half a percent, so that 131,000 is 131,072 and 128,000 is not; days agree as far as both
are stated; lists agree whatever their order; names and addresses are free to differ.
"""

from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any, NamedTuple

from whichmodel.discovery.catalogue.merge import GUESS, LISTING, NOTICED, OWN_WORDS, facts_of
from whichmodel.discovery.model import Fact, Model

ROUNDING = Decimal("0.005")
"""The share of the larger number by which two numbers may differ."""

FREE = frozenset(("name", "family", "notice", "listed_by"))
"""Fields in which sources use words of their own."""

DAYS = frozenset(("created", "deprecated_on", "retires_on"))
SIZES = frozenset(("context_window", "max_input_tokens", "max_output_tokens"))


class Explained(NamedTuple):
    """A fact, whether it won, the rule in words, and whether sources are in conflict over it.

    `conflict` is true for a fact that contradicts the winner, and for a winner that any other
    contradicts.
    """

    field: str
    value: Any
    source: str
    at: str
    won: bool
    why: str
    conflict: bool


def explained(model: Model) -> list[Explained]:
    """Every field of a model as every source states it, the one that won first, and why."""
    found: list[Explained] = []
    for _, facts in groupby(facts_of(model), key=lambda fact: fact.field):
        found += _field(list(facts))
    return found


def _field(facts: list[Fact]) -> list[Explained]:
    first, *others = facts
    contradicting = [
        other for other in others if in_conflict(first.field, first.value, other.value)
    ]
    told = [Explained(*first, True, _reason(first, others), bool(contradicting))]
    for other in others:
        conflict = other in contradicting
        if conflict:
            why = f"overruled by {_who(first)}"
        else:
            exactly = "says" if other.value == first.value else "rounds or words"
            why = f"{exactly} the same as {_who(first)}"
        told.append(Explained(*other, False, why, conflict))
    return told


def _who(fact: Fact) -> str:
    return "the provider's own answer" if fact.source == LISTING else fact.source


def _reason(winner: Fact, others: list[Fact]) -> str:
    """The rule by which the winner won."""
    if winner.source == GUESS:
        return "guessed from the name"
    if winner.field in NOTICED and winner.source in OWN_WORDS:
        return _newest_word(winner, others)
    if winner.source == LISTING:
        return "the provider's own answer"
    if any(other.source == winner.source for other in others):
        return f"{winner.source}, newest"
    return "first of the catalogues that state it" if others else "nobody else states it"


def _newest_word(winner: Fact, others: list[Fact]) -> str:
    rivals = any(other.source in OWN_WORDS for other in others)
    newest = ", the newest word of the provider" if rivals else ""
    if winner.source == LISTING:
        return f"the provider's own answer{newest}"
    return f"a published notice decides lifecycle{newest}"


def in_conflict(field: str, one: Any, other: Any) -> bool:
    """Whether two values of a field differ by more than rounding or wording."""
    if one == other or field in FREE:
        return False
    if field in SIZES or field.startswith("price_"):
        return _numbers_differ(one, other)
    if field in DAYS:
        shared = min(len(one), len(other), len("2026-11-22"))
        return str(one)[:shared] != str(other)[:shared]
    if isinstance(one, list) and isinstance(other, list):
        return set(one) != set(other)
    return True


def _numbers_differ(one: Any, other: Any) -> bool:
    try:
        mine, theirs = Decimal(one), Decimal(other)
    except (InvalidOperation, TypeError):  # not numbers after all
        return True
    return abs(mine - theirs) > ROUNDING * max(abs(mine), abs(theirs))
