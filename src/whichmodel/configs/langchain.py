"""LangChain: chat models through LiteLLM, the others as fallbacks."""

from whichmodel.configs.choice import Choice, by_string, named_key
from whichmodel.configs.python import arguments
from whichmodel.configs.writing import header, indented, python_call

FILE = "chain.py"
LINE = "LangChain: ChatLiteLLM, the other models as fallbacks"
RUN = 'pip install langchain-litellm; python chain.py "Your question"'
DOCS = "https://docs.langchain.com/oss/python/integrations/chat/litellm"
EXPANDS = ()

takes = by_string
key = named_key

HEAD = """
import os
import sys

from langchain_litellm import ChatLiteLLM

MODELS = [
"""
TAIL = """]
first, *others = MODELS
chat = first.with_fallbacks(others) if others else first


if __name__ == "__main__":
    print(chat.invoke(" ".join(sys.argv[1:]) or "Say hello in one word.").text)
"""


def write(choices: tuple[Choice, ...], made: str) -> str:
    """`chat` is what a chain begins with."""
    models = "".join(
        indented(python_call("ChatLiteLLM", arguments(each))) + ",\n" for each in choices
    )
    return header(f"LangChain. Run: {RUN}", choices, made) + HEAD + models + TAIL
