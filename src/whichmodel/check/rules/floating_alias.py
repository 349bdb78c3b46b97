"""A name that points to one snapshot today and to another tomorrow. Off by default.

Switch it on where results have to stay the same: an evaluation, a paper, a test.

bad:  model: openai/gpt-5.4
good: model: openai/gpt-5.4-2026-03-05
"""

from whichmodel.check.cases import Case, Problem
from whichmodel.check.standing import FINE, snapshots, standing

NAME = "floating-alias"
SEVERITY = "warning"
ON = False


def judge(case: Case) -> Problem | None:
    """Whether the name points to dated snapshots, of which one stands."""
    model, provider = case.mention.model, case.provider
    if not model or not provider or case.standing.status != FINE:
        return None
    names = [
        name
        for name in snapshots(case.known, provider, model)
        if standing(case.known, provider, name, case.today).status == FINE
    ]
    if not names and not model.endswith("-latest"):
        return None
    pin = f": pin {max(names)}" if names else ""
    return Problem(f"{model} can change under you{pin}", max(names, default=None))
