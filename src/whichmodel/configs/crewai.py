"""crewAI: one agent for each model, who answer in turn."""

from whichmodel.configs.choice import Choice, by_string, named_key
from whichmodel.configs.python import arguments
from whichmodel.configs.writing import as_python, header, indented, python_call

FILE = "crew.py"
LINE = "crewAI: an agent for each model, each improves on the one before"
RUN = "pip install 'crewai[litellm]'; python crew.py \"Your question\""
DOCS = "https://docs.crewai.com/en/concepts/llms"
EXPANDS = ()

takes = by_string
key = named_key

HEAD = """
import os
import sys

from crewai import LLM, Agent, Crew, Task

MODELS = [
"""
TAIL = """]
agents = [
    Agent(role=f"Writer {number}", goal="Answer well", backstory="You are brief.", llm=model)
    for number, model in enumerate(MODELS, 1)
]
tasks = [
    Task(
        description="Answer, or improve the answer that is there: {question}",
        expected_output="An answer in a few sentences",
        agent=agent,
    )
    for agent in agents
]
crew = Crew(agents=agents, tasks=tasks)


if __name__ == "__main__":
    print(crew.kickoff(inputs={"question": " ".join(sys.argv[1:]) or "What is a crew?"}))
"""


def write(choices: tuple[Choice, ...], made: str) -> str:
    """Through LiteLLM, which takes any string: crewAI's own clients know some providers only."""
    models = "".join(indented(python_call("LLM", _arguments(each))) + ",\n" for each in choices)
    return header(f"crewAI. Run: {RUN}", choices, made) + HEAD + models + TAIL


def _arguments(choice: Choice) -> dict[str, str | None]:
    return {**arguments(choice), "provider": as_python("litellm")}
