"""DSPy: the first model as the default, the others beside it."""

from whichmodel.configs.choice import Choice, by_string, named_key
from whichmodel.configs.python import arguments
from whichmodel.configs.writing import header, indented, python_call

FILE = "program.py"
LINE = "DSPy: language models, the first as the default"
RUN = 'pip install dspy; python program.py "Your question"'
DOCS = "https://dspy.ai/learn/programming/language_models/"
EXPANDS = ()

takes = by_string
key = named_key

HEAD = """
import os
import sys

import dspy

MODELS = [
"""
TAIL = """]
dspy.configure(lm=MODELS[0])
answer = dspy.Predict("question -> answer")


if __name__ == "__main__":
    print(answer(question=" ".join(sys.argv[1:]) or "Say hello in one word.").answer)
"""


def write(choices: tuple[Choice, ...], made: str) -> str:
    """Another model for one part of a program: `with dspy.context(lm=MODELS[1])`."""
    models = "".join(indented(python_call("dspy.LM", arguments(each))) + ",\n" for each in choices)
    return header(f"DSPy. Run: {RUN}", choices, made) + HEAD + models + TAIL
