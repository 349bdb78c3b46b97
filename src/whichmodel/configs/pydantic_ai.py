"""pydantic-ai: an agent whose other models are fallbacks."""

from whichmodel.configs.choice import Choice, address, named_key, openai_url, spelled
from whichmodel.configs.writing import as_python, header, indented, python_call, python_key

FILE = "agent.py"
LINE = "pydantic-ai: an agent, the other models as fallbacks"
RUN = 'pip install pydantic-ai; python agent.py "Your question"'
DOCS = "https://ai.pydantic.dev/models/overview/"
EXPANDS = ()

OWN = {
    "openrouter": "OPENROUTER_API_KEY",
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "groq": "GROQ_API_KEY",
    "together": "TOGETHER_API_KEY",
    "cerebras": "CEREBRAS_API_KEY",
    "qwen": "DASHSCOPE_API_KEY",
    "gemini": "GEMINI_API_KEY",
    "mistral": "MISTRAL_API_KEY",
    "deepseek": "DEEPSEEK_API_KEY",
    "xai": "XAI_API_KEY",
    "fireworks": "FIREWORKS_API_KEY",
    "sambanova": "SAMBANOVA_API_KEY",
    "zai": "ZAI_API_KEY",
}
"""Providers that a string reaches, and the variable that pydantic-ai reads their key from."""

HEAD = """
import os
import sys

from pydantic_ai import Agent
from pydantic_ai.models import infer_model
from pydantic_ai.models.fallback import FallbackModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

MODELS = [
"""
TAIL = """]
agent = Agent(FallbackModel(*MODELS) if len(MODELS) > 1 else MODELS[0])


if __name__ == "__main__":
    print(agent.run_sync(" ".join(sys.argv[1:]) or "Say hello in one word.").output)
"""


key = named_key


def takes(choice: Choice) -> bool:
    """By pydantic-ai's own string, or at an address of OpenAI's protocol."""
    return own(choice) is not None or openai_url(choice) is not None


def write(choices: tuple[Choice, ...], made: str) -> str:
    """By string where pydantic-ai finds the key that we name; at its address otherwise."""
    models = "".join(indented(model(each)) + ",\n" for each in choices)
    return header(f"pydantic-ai. Run: {RUN}", choices, made) + HEAD + models + TAIL


def own(choice: Choice) -> str | None:
    """pydantic-ai's own string, where it finds the key by itself."""
    provider = choice.provider
    found = provider is not None and OWN.get(provider.id) == choice.key != ""
    return spelled(choice, "pydantic-ai") if found else None


def model(choice: Choice) -> str:
    """The expression that makes one model."""
    string = own(choice)
    if string is not None:
        return f"infer_model({as_python(string)})"
    reached = {"base_url": as_python(address(choice)), "api_key": python_key(choice)}
    provider = indented(python_call("OpenAIProvider", reached)).lstrip()
    return python_call(
        "OpenAIChatModel", {"model_name": as_python(choice.model), "provider": provider}
    )
