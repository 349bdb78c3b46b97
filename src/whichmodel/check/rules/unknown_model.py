"""A string that is no model of its provider, and close to one that is.

New models appear every day, so a string that nobody knows is no mistake by itself. It is told of
where a model is expected and it reads like a misspelling of one that the provider has, or where
your own whole list of that provider is without it.

bad:  model: groq/llama-3.3-70b-versatlie
good: model: groq/llama-3.3-70b-versatile
"""

from whichmodel.check.cases import Asked, Case, Problem
from whichmodel.check.rules.words import instead
from whichmodel.check.standing import (
    FINE,
    RETIRING,
    UNHEARD,
    closed_family,
    is_weights,
    snapshots,
    standing,
)
from whichmodel.discovery.catalogue.makers import is_organisation
from whichmodel.discovery.matching.leaving import OWN_NAMES
from whichmodel.discovery.matching.suggest import Suggestion

NAME = "unknown-model"
SEVERITY = "warning"
ON = True

CLOSE, CLOSER, ALIKE = 0.6, 0.9, 0.95
"""The score from which on a suggestion is told of: as a rule, for weights that anybody may run or
where nobody can tell the provider, and where nothing says that a model is expected."""
SURE = 0.9
"""The score from which on `--fix` writes it."""
TAGGED = frozenset(("openrouter", "bedrock"))
"""Providers whose ids have colons; elsewhere they are tags of local servers."""


def judge(case: Case) -> Problem | None:
    """Whether it is a misspelling, or missing from the provider's own list."""
    if not _is_unheard(case):
        return None
    model, asked = _model(case), question(case)
    near = _near(case, asked) if asked else None
    listed = case.known.listed(case.provider) if case.provider else None
    if near:
        return _meant(case, model, near)
    if listed and case.mention.expected and _is_certain(case, model):
        return (
            None
            if _is_listed(case, model, listed)
            else Problem(f"{case.provider} does not list {model}")
        )
    return None


def question(case: Case) -> Asked | None:
    """What is asked for suggestions, if anything."""
    model = _model(case)
    if not _is_unheard(case) or (":" in model and case.provider not in TAGGED):
        return None
    return model, case.provider, _least(case, model)


def _is_unheard(case: Case) -> bool:
    """Whether nobody has heard of it, at a provider that gives its models their names.

    Where nothing in the text names the provider, it is enough that anybody spells it so.
    """
    if case.standing.status != UNHEARD or case.provider in OWN_NAMES:
        return False
    return case.mention.text != _model(case) or not _is_spelt_so(case, _model(case))


def _model(case: Case) -> str:
    return case.mention.model or case.mention.text


def _meant(case: Case, model: str, near: Suggestion) -> Problem:
    """What was probably meant; where that is over itself, with what replaces it."""
    words = f"{_nobody(case)} {model}: did you mean {near.model}"
    found = standing(case.known, near.provider, near.model, case.today)
    if found.status == FINE:
        return Problem(f"{words}?", near.model, sure=near.score >= SURE)
    if found.status == RETIRING:
        return Problem(f"{words}, which goes on {found.date}?", near.model, sure=False)
    return Problem(
        f"{words}, which is {found.status}{instead(found)}?", found.replacement, sure=False
    )


def _is_spelt_so(case: Case, model: str) -> bool:
    """Whether somebody spells it so, where nothing else names the provider."""
    return bool(case.known.holders(model)) or (case.mention.known and case.provider is None)


def _is_listed(case: Case, model: str, listed: frozenset[str]) -> bool:
    """Whether a list has the model, a variant of it (`:nitro`), or a snapshot it points to."""
    named = model in listed or model.partition(":")[0] in listed
    return named or bool(snapshots(case.known, case.provider or "", model))


def _nobody(case: Case) -> str:
    return f"{case.provider} has no" if case.provider else "no provider has"


def _near(case: Case, asked: Asked) -> Suggestion | None:
    """The best suggestion, where it is close enough and of the same provider."""
    model, _, least = asked
    for each in case.known.suggest(*asked)[:1]:
        same = case.provider in (None, each.provider)
        if same and each.score >= least and not _is_spoken(case, model, each.model):
            return each
    return None


def _is_spoken(case: Case, model: str, meant: str) -> bool:
    """Whether a bare name is how people say it: in capitals, or only the family's beginning.

    Where nobody can tell the provider, whoever else writes another maker or none before the same
    name has another spelling, and no better one.
    """
    bare = case.mention.text == model
    if case.provider is None and _named(meant) == _named(model):
        return True
    return meant == model or (bare and meant.lower().startswith(model.lower()))


def _named(model: str) -> str:
    return model.rpartition("/")[2].lower()


def _least(case: Case, model: str) -> float:
    if not case.mention.expected:
        return ALIKE if closed_family(model) else 1.0
    owner = case.mention.text.partition("/")[0]
    owned = is_organisation(owner.lower()) and is_weights(case.mention.text)
    return CLOSER if owned or case.provider is None else CLOSE


def _is_certain(case: Case, model: str) -> bool:
    """Whether the text itself names the provider, or the model can be nobody else's."""
    return case.mention.text != model or closed_family(model) is not None
