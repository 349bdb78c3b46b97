"""A model whose provider has published the day on which it goes, and that day is near.

It still answers. `--within 90d` (or `within` in the settings) tells how long ahead it is told of;
what goes later is `deprecated-model`, as information.

bad:  model: gpt-4o-2024-08-06      # goes in seven weeks
good: model: gpt-6-luna
"""

from datetime import date, timedelta

from whichmodel.check.cases import Case, Problem
from whichmodel.check.rules.words import about, at, instead
from whichmodel.check.standing import RETIRING

NAME = "retiring-model"
SEVERITY = "warning"
ON = True


def judge(case: Case) -> Problem | None:
    """Whether the model goes within the days that were set."""
    found = case.standing
    if found.status != RETIRING or found.date is None or not is_near(case):
        return None
    message = f"{about(case)} goes{at(case)} on {found.date}{instead(found)}"
    return Problem(message, found.replacement, found.source_url)


def is_near(case: Case) -> bool:
    """Whether the day of a retirement lies within the days that were set."""
    last = date.fromisoformat(case.today) + timedelta(days=case.settings.within)
    return (case.standing.date or "") <= last.isoformat()
