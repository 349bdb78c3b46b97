"""A model that was in the provider's own list, and is there no more.

Asked with your key, the provider listed it once; whole lists at least a day apart have been without
it since. That is no notice of a retirement: it may be back, or your account may have lost it.
Needs lists of your own: `whichmodel refresh`.

bad:  model: openrouter/some/model-that-vanished
good: model: openrouter/openai/gpt-oss-120b
"""

from whichmodel.check.cases import Case, Problem
from whichmodel.check.rules.words import about, at
from whichmodel.check.standing import UNLISTED

NAME = "unlisted-model"
SEVERITY = "warning"
ON = True


def judge(case: Case) -> Problem | None:
    """Whether the provider's own list had it, and has it no more."""
    found = case.standing
    if found.status != UNLISTED:
        return None
    last = f": it was last there on {found.date[:10]}" if found.date else ""
    message = f"{about(case)} is no longer in the list{at(case)}{last}"
    return Problem(message, found.replacement, found.source_url)
