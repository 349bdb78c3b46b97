"""A model that its provider has shut down.

Requests for it fail today. The date is that of a notice which the provider published, or the
provider's own list says so; what merely vanished from a catalogue is `deprecated-model`.

A notice counts for the id that it names at the provider that published it: one about
`gpt-4o-2024-05-13` says nothing about `gpt-4o`, and one of Azure's nothing about OpenAI. An alias
is retired with the last of the dated snapshots it can point to.

bad:  model: claude-3-opus-20240229
good: model: claude-opus-4-8
"""

from whichmodel.check.cases import Case, Problem
from whichmodel.check.rules.words import about, at, instead
from whichmodel.check.standing import RETIRED

NAME = "retired-model"
SEVERITY = "error"
ON = True


def judge(case: Case) -> Problem | None:
    """Whether the model is retired."""
    found = case.standing
    if found.status != RETIRED:
        return None
    when = f" on {found.date}" if found.date else ""
    message = f"{about(case)} was retired{at(case)}{when}{instead(found)}"
    return Problem(message, found.replacement, found.source_url)
