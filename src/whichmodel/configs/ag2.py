"""AG2: one agent for each model, asked in turn."""

from whichmodel.configs.choice import Choice, address, by_address, named_key
from whichmodel.configs.writing import as_python, header, indented, python_call, python_key

FILE = "agents.py"
LINE = "AG2: an agent for each model, asked in turn"
RUN = "pip install 'ag2[openai]'; python agents.py \"Your question\""
DOCS = "https://docs.ag2.ai/"
EXPANDS = ()

takes = by_address
key = named_key

HEAD = """
import asyncio
import os
import sys

from ag2 import Agent
from ag2.config import OpenAIConfig

MODELS = [
"""
TAIL = """]
agents = [
    Agent(f"agent_{number}", prompt="You are brief.", config=model)
    for number, model in enumerate(MODELS, 1)
]


async def main() -> None:
    for agent in agents:
        reply = await agent.ask(" ".join(sys.argv[1:]) or "Say hello in one word.")
        print(f"{agent.name}: {reply.body}")


if __name__ == "__main__":
    asyncio.run(main())
"""


def write(choices: tuple[Choice, ...], made: str) -> str:
    """AG2's OpenAI client at each provider's address."""
    models = "".join(
        indented(python_call("OpenAIConfig", arguments(each))) + ",\n" for each in choices
    )
    return header(f"AG2. Run: {RUN}", choices, made) + HEAD + models + TAIL


def arguments(choice: Choice) -> dict[str, str | None]:
    """What the client has to be told of one model, as expressions."""
    return {
        "model": as_python(choice.model),
        "base_url": as_python(address(choice)),
        "api_key": python_key(choice),
    }
