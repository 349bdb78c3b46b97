"""The rules: one module each, whose docstring is its page of documentation."""

from typing import Protocol

from whichmodel.check.cases import Case, Problem
from whichmodel.check.findings import Described
from whichmodel.check.rules import (
    deprecated_model,
    floating_alias,
    retired_model,
    retiring_model,
    stale_table,
    unknown_model,
    unlisted_model,
    wrong_limit,
    wrong_prefix,
    wrong_provider,
)


class Rule(Protocol):
    """A module with a name, a severity, whether it is on unless it is switched on, and a judge."""

    NAME: str
    SEVERITY: str
    ON: bool

    def judge(self, case: Case) -> Problem | None:
        """What is wrong with a mention, if anything."""


RULES: dict[str, Rule] = {
    "retired-model": retired_model,
    "retiring-model": retiring_model,
    "deprecated-model": deprecated_model,
    "unlisted-model": unlisted_model,
    "wrong-provider": wrong_provider,
    "unknown-model": unknown_model,
    "wrong-prefix": wrong_prefix,
    "floating-alias": floating_alias,
    "wrong-limit": wrong_limit,
}
"""Rules of mentions, in the order in which they are asked."""

OF_LINES = frozenset((wrong_limit.NAME,))
"""Rules that read the line around a mention."""

NAMES = (*RULES, stale_table.NAME)
"""All rules; that of tables judges whole files."""

DEFAULTS: dict[str, tuple[str, bool]] = {
    **{name: (rule.SEVERITY, rule.ON) for name, rule in RULES.items()},
    stale_table.NAME: (stale_table.SEVERITY, stale_table.ON),
}
"""The severity of each rule, and whether it is on."""


def described() -> tuple[Described, ...]:
    """Every rule in the words of its own page."""
    pages = {name: (rule.__doc__ or "").strip() for name, rule in RULES.items()}
    pages[stale_table.NAME] = (stale_table.__doc__ or "").strip()
    return tuple(
        Described(name, DEFAULTS[name][0], page.partition("\n")[0], page)
        for name, page in pages.items()
    )
