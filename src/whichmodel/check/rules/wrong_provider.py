"""A model that its provider does not offer, and another does.

Told of where the provider is certain, because the string has its prefix, and one of these is true:
your own whole list of the provider is without it; or its maker keeps it to itself, and no catalogue
knows of any such model of that maker there.

bad:  model: groq/claude-opus-4-8
good: model: anthropic/claude-opus-4-8
"""

from whichmodel.check.cases import Case, Problem
from whichmodel.check.standing import UNHEARD, closed_family
from whichmodel.discovery.matching.leaving import OWN_NAMES

NAME = "wrong-provider"
SEVERITY = "error"
ON = True
KNOWN_WELL = 10
"""Models from which on a provider is known well enough to say what it has not."""


def judge(case: Case) -> Problem | None:
    """Whether another provider has the model, and this one certainly has not."""
    model, provider = case.mention.model, case.provider
    if not model or not provider or case.standing.status != UNHEARD or not _is_certain(case):
        return None
    holders = [each for each in case.known.holders(model) if each != provider]
    if not holders or provider in OWN_NAMES:
        return None
    listed = case.known.listed(provider)
    if (listed is not None and model not in listed) or _is_foreign(case, provider, model):
        where = ", ".join(holders[:3])
        return Problem(f"{provider} does not offer {model}, which is at {where}")
    return None


def _is_certain(case: Case) -> bool:
    """Whether the text itself names the provider."""
    text, model = case.mention.text, case.mention.model or ""
    return text != model and text.endswith(model)


def _is_foreign(case: Case, provider: str, model: str) -> bool:
    """Whether its maker keeps it to itself, and the provider has nothing of the kind."""
    family = closed_family(model)
    models = case.known.models(provider)
    if family is None or len(models) < KNOWN_WELL:
        return False
    return all((closed_family(each) or family).maker != family.maker or not closed_family(each)
               for each in models)  # fmt: skip
