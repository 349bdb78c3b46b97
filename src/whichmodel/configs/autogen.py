"""AutoGen (autogen-agentchat): one agent, or a team that answers in turn."""

from whichmodel.configs.choice import Choice, address, by_address, can, named_key
from whichmodel.configs.writing import as_python, header, indented, python_call, python_key

FILE = "team.py"
LINE = "AutoGen (autogen-agentchat): an agent for each model, in a team that answers in turn"
RUN = "pip install autogen-agentchat 'autogen-ext[openai]'; python team.py \"Your question\""
DOCS = "https://microsoft.github.io/autogen/stable/user-guide/agentchat-user-guide/tutorial/models.html"
EXPANDS = ()

takes = by_address
key = named_key

HEAD = """
import asyncio
import os
import sys

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.conditions import MaxMessageTermination
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_ext.models.openai import OpenAIChatCompletionClient

MODELS = [
"""
TAIL = """]
agents = [
    AssistantAgent(f"agent_{number}", model_client=model) for number, model in enumerate(MODELS, 1)
]
team = RoundRobinGroupChat(
    agents, termination_condition=MaxMessageTermination(len(agents) + 1)
)


async def main() -> None:
    result = await team.run(task=" ".join(sys.argv[1:]) or "Say hello in one word.")
    print(result.messages[-1].content)


if __name__ == "__main__":
    asyncio.run(main())
"""
ABILITIES = {
    "vision": "vision",
    "function_calling": "tools",
    "json_output": "structured_output",
    "structured_output": "structured_output",
}


def write(choices: tuple[Choice, ...], made: str) -> str:
    """AutoGen wants to be told what a model can do; what is not known counts as no."""
    models = "".join(
        indented(python_call("OpenAIChatCompletionClient", arguments(each))) + ",\n"
        for each in choices
    )
    return header(f"AutoGen. Run: {RUN}", choices, made) + HEAD + models + TAIL


def arguments(choice: Choice) -> dict[str, str | None]:
    """What the client has to be told of one model, as expressions."""
    abilities = {word: can(choice, capability) for word, capability in ABILITIES.items()}
    return {
        "model": as_python(choice.model),
        "base_url": as_python(address(choice)),
        "api_key": python_key(choice),
        "model_info": repr({**abilities, "family": "unknown"}).replace("'", '"'),
    }
