"""Call the model a string names, through LiteLLM.

Run time. The string is routed by its characters and handed over; every other argument and every
error is LiteLLM's own (an error may carry one added note of advice). Needs the extra `run`.
"""

import os
from collections.abc import AsyncIterator, Iterator
from types import ModuleType
from typing import Any

from whichmodel.routing import route

TYPE_CHECKING = False  # Route is only named here
if TYPE_CHECKING:
    from whichmodel.routing import Route

UNROUTED = "no rule knows a provider in {!r}: begin the string with one, as in groq/MODEL"
UNKNOWN = "`whichmodel suggest {}` tells what may have been meant"


def complete(model: str, messages: list[Any], **options: Any) -> Any:
    """Return LiteLLM's response to `messages`; options go to `litellm.completion` as they are."""
    routed = route(model)
    try:
        return _litellm().completion(**_call(routed, model, messages, options))
    except Exception as error:
        _advise(error, routed, model)
        raise


async def acomplete(model: str, messages: list[Any], **options: Any) -> Any:
    """Await LiteLLM's response to `messages`; options go to `litellm.acompletion` as they are."""
    routed = route(model)
    try:
        return await _litellm().acompletion(**_call(routed, model, messages, options))
    except Exception as error:
        _advise(error, routed, model)
        raise


def stream(model: str, messages: list[Any], **options: Any) -> Iterator[Any]:
    """Return LiteLLM's chunks as they come; the call is made before the first is asked for."""
    chunks: Iterator[Any] = complete(model, messages, **options, stream=True)
    return chunks


async def astream(model: str, messages: list[Any], **options: Any) -> AsyncIterator[Any]:
    """Yield LiteLLM's chunks as they come; the call is made when the first is asked for."""
    async for chunk in await acomplete(model, messages, **options, stream=True):
        yield chunk


def _call(
    routed: "Route", model: str, messages: list[Any], options: dict[str, Any]
) -> dict[str, Any]:
    # A caller who names the provider has left nothing to read from the string, and LiteLLM would
    # take a prefix of ours for a part of the model's name.
    name = model if options.get("custom_llm_provider") else routed.litellm_model
    return {"model": name, "messages": messages, **options}


def _advise(error: Exception, routed: "Route", model: str) -> None:
    """Add at most one line to what LiteLLM says of a string that leads nowhere."""
    status = getattr(error, "status_code", None)
    if status == 404:
        error.add_note(UNKNOWN.format(model))
    elif status == 400 and routed.provider is None:
        error.add_note(UNROUTED.format(model))


def _litellm() -> ModuleType:
    # On import LiteLLM fetches its list of prices, which no call needs, and waits for the answer
    # (seconds, where the network is slow). The copy it ships does. setdefault: whoever wants the
    # fetch sets the variable to "False", or imports litellm first.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    try:
        import litellm
    except ModuleNotFoundError as error:
        if error.name != "litellm":
            raise
        message = "calling a model needs LiteLLM: pip install 'whichmodel[run]'"
        raise ImportError(message, name="litellm") from None
    return litellm
