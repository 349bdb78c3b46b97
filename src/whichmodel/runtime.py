"""Call the model a string names, through LiteLLM.

Run time. The string is routed by its characters and handed over; every other argument and every
error is LiteLLM's own. Needs the extra `run`.
"""

import os
from types import ModuleType
from typing import Any

from whichmodel.routing import route


def complete(model: str, messages: list[Any], **options: Any) -> Any:
    """Return LiteLLM's response to `messages`; options go to `litellm.completion` as they are."""
    name = _litellm_model(model, options)
    return _litellm().completion(model=name, messages=messages, **options)


async def acomplete(model: str, messages: list[Any], **options: Any) -> Any:
    """Await LiteLLM's response to `messages`; options go to `litellm.acompletion` as they are."""
    name = _litellm_model(model, options)
    return await _litellm().acompletion(model=name, messages=messages, **options)


def _litellm_model(model: str, options: dict[str, Any]) -> str:
    routed = route(model)
    # A caller who names the provider has left nothing to read from the string, and LiteLLM would
    # take a prefix of ours for a part of the model's name.
    return model if options.get("custom_llm_provider") else routed.litellm_model


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
