"""Plain Python with LiteLLM: one call that tries the models in turn."""

from whichmodel.configs.choice import Choice, by_string, litellm_url, named_key
from whichmodel.configs.writing import as_python, header, indented, python_call, python_key

FILE = "ask.py"
LINE = "Python: a call through LiteLLM, the other models tried in turn"
RUN = 'pip install litellm; python ask.py "Your question"'
DOCS = "https://docs.litellm.ai/docs/completion/input"
EXPANDS = ()

takes = by_string
key = named_key

HEAD = """
import os
import sys

import litellm
import openai

MODELS = [
"""
BODY = """]


def ask(question: str) -> str:
    \"\"\"The answer of the first model that gives one.\"\"\"
    messages = [{"role": "user", "content": question}]
    for number, model in enumerate(MODELS, 1):
        try:
            return litellm.completion(messages=messages, **model).choices[0].message.content
        except openai.OpenAIError as error:
            if number == len(MODELS):
                raise
            print(f"{model['model']}: {error}", file=sys.stderr)
    raise AssertionError("no model is named")


if __name__ == "__main__":
    print(ask(" ".join(sys.argv[1:]) or "Say hello in one word."))
"""


def write(choices: tuple[Choice, ...], made: str) -> str:
    """Keys are looked up when the file starts: a missing one is a KeyError with its name."""
    models = "".join(f"{indented(python_call('dict', arguments(each)))},\n" for each in choices)
    title = f"Python with LiteLLM. Run: {RUN}"
    return header(title, choices, made) + HEAD + models + BODY


def arguments(choice: Choice) -> dict[str, str | None]:
    """What LiteLLM has to be told of one model, as expressions."""
    url = litellm_url(choice)
    return {
        "model": as_python(choice.string),
        "api_base": as_python(url) if url else None,
        "api_key": python_key(choice) if choice.key or url else None,
    }
