"""A model that is on its way out, without a date that is near.

Its provider calls it deprecated, or has published a day that is further off than `--within`; or the
catalogues that drop what is gone have dropped it, and nobody has published a notice. The last is
evidence, not proof: such a model is never called retired. What two catalogues call deprecated,
without a word of the provider, is information; of one alone nothing is told.

bad:  model: xai/grok-beta          # no catalogue has named it since 2026-09
good: model: xai/grok-4.5
"""

from whichmodel.check.cases import Case, Problem
from whichmodel.check.rules.retiring_model import is_near
from whichmodel.check.rules.words import about, at, instead
from whichmodel.check.standing import DEPRECATED, DROPPED, RETIRING, is_weights, maker_provider
from whichmodel.discovery.catalogue.hosts import marks_of
from whichmodel.discovery.catalogue.merge import OWN_WORDS
from whichmodel.discovery.matching.leaving import OWN_NAMES

NAME = "deprecated-model"
SEVERITY = "warning"
ON = True
VERSION = 32
"""Characters of a digest that names a version."""


def judge(case: Case) -> Problem | None:
    """Whether the model is deprecated, or dropped by the catalogues."""
    found = case.standing
    if found.status == DROPPED:
        return _dropped(case)
    if found.status == RETIRING and not is_near(case):
        message = f"{about(case)} goes{at(case)} on {found.date}{instead(found)}"
        return Problem(message, found.replacement, found.source_url, severity="info")
    if found.status != DEPRECATED:
        return None
    since = f" since {found.date}" if found.date else ""
    message = f"{about(case)} is deprecated{at(case)}{since}{instead(found)}"
    own, others = _witnesses(case)
    if not own and others < 2:
        return None
    return Problem(message, found.replacement, found.source_url, severity="" if own else "info")


def _dropped(case: Case) -> Problem | None:
    """Where users name their models themselves, and of open weights, catalogues prove nothing."""
    found, model = case.standing, case.mention.model or case.mention.text
    weights = model == case.mention.text and is_weights(model)
    if found.provider in OWN_NAMES or found.date is None or weights:
        return None
    if _is_guessed(case, model) or _is_variant(found.provider or "", model):
        return None
    return Problem(
        f"no catalogue has named {about(case)}{at(case)} since {found.date[:7]}: it may be gone"
    )


def _is_guessed(case: Case, model: str) -> bool:
    """Whether nothing in the text tells the provider, and its maker serves it elsewhere."""
    maker = maker_provider(model)
    bare = case.mention.text == model and "/" not in model
    return bare and maker is not None and maker != case.standing.provider


def _is_variant(provider: str, model: str) -> bool:
    """Whether it is a way of serving that comes and goes (`:free`), or one version of many."""
    return bool(marks_of(provider, model)) or len(model.partition(":")[2]) >= VERSION


def _witnesses(case: Case) -> tuple[bool, int]:
    """Whether the provider itself calls it deprecated, and how many others do."""
    told = [
        said.source
        for said in (case.model.statements if case.model else ())
        if "deprecated_on" in said.record or said.record.get("lifecycle") == "deprecated"
    ]
    own = [source for source in told if source in OWN_WORDS]
    return bool(own), len(told) - len(own)
