"""A prefix that people use and LiteLLM does not know.

Our run time understands it; LiteLLM itself would not find the provider. It is information, because
other tools have spellings of their own: make it a warning where all your strings are LiteLLM's.

bad:  model: together/openai/gpt-oss-120b
good: model: together_ai/openai/gpt-oss-120b
"""

from whichmodel.check.cases import Case, Problem

NAME = "wrong-prefix"
SEVERITY = "info"
ON = True


def judge(case: Case) -> Problem | None:
    """Whether run time has to put another prefix in front for LiteLLM."""
    text = case.mention.text
    if "/" not in text or not case.mention.expected or case.known.holders(text):
        return None
    found = case.known.route(text)
    if found is None or found.rule != "prefix alias":
        return None
    prefix = text.partition("/")[0]
    written = found.litellm_model.partition("/")[0]
    if case.known.provider_called(prefix) != case.provider or prefix.lower() == written:
        return None
    message = f"LiteLLM does not know the prefix {prefix}/: it is {written}/"
    return Problem(message, found.litellm_model, whole=True)
