"""Example configurations: one file per target, written from models that are listed today."""

from whichmodel.configs import (
    ag2,
    aider,
    autogen,
    continue_dev,
    crewai,
    curl,
    dspy,
    env,
    langchain,
    librechat,
    litellm,
    llama_index,
    llm,
    massgen,
    open_webui,
    opencode,
    pydantic_ai,
    python,
)
from whichmodel.configs.target import Target

TARGETS: dict[str, Target] = {
    "massgen": massgen,
    "litellm": litellm,
    "aider": aider,
    "continue": continue_dev,
    "opencode": opencode,
    "llm": llm,
    "pydantic-ai": pydantic_ai,
    "langchain": langchain,
    "crewai": crewai,
    "autogen": autogen,
    "ag2": ag2,
    "llamaindex": llama_index,
    "dspy": dspy,
    "open-webui": open_webui,
    "librechat": librechat,
    "env": env,
    "python": python,
    "curl": curl,
}
"""Every tool whose configuration can be written, by the name that `config` takes."""
