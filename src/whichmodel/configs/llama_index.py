"""LlamaIndex: the first model as the default, the others beside it."""

from whichmodel.configs.choice import Choice, by_string, named_key
from whichmodel.configs.python import arguments
from whichmodel.configs.writing import header, indented, python_call

FILE = "models.py"
LINE = "LlamaIndex: LiteLLM models, the first as the default"
RUN = 'pip install llama-index-llms-litellm; python models.py "Your question"'
DOCS = "https://docs.llamaindex.ai/en/stable/examples/llm/litellm/"
EXPANDS = ()

takes = by_string
key = named_key

HEAD = """
import os
import sys

from llama_index.core import Settings
from llama_index.llms.litellm import LiteLLM

MODELS = [
"""
TAIL = """]
Settings.llm = MODELS[0]


if __name__ == "__main__":
    print(Settings.llm.complete(" ".join(sys.argv[1:]) or "Say hello in one word."))
"""


def write(choices: tuple[Choice, ...], made: str) -> str:
    """Indexes and engines that are told no model take `Settings.llm`."""
    models = "".join(indented(python_call("LiteLLM", arguments(each))) + ",\n" for each in choices)
    return header(f"LlamaIndex. Run: {RUN}", choices, made) + HEAD + models + TAIL
