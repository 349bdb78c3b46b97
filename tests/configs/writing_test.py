"""Whatever a model is called, each file reads back as the same strings."""

import ast
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from samples import model

from whichmodel.configs import TARGETS
from whichmodel.configs.choice import Choice
from whichmodel.configs.writing import header
from whichmodel.discovery.providers.rows import provider_row

GROQ = provider_row(
    "groq",
    {
        "name": "Groq",
        "base_url": "https://api.groq.com/openai/v1",
        "key_env": ["GROQ_API_KEY"],
        "keys_url": "https://console.groq.com/keys",
    },
)
YAML = ("massgen", "litellm", "aider", "continue", "llm", "open-webui", "librechat")
PYTHON = (
    "pydantic-ai",
    "langchain",
    "crewai",
    "autogen",
    "ag2",
    "llamaindex",
    "dspy",
    "python",
)
MADE = "An example"

any_name = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
hostile = st.sampled_from(
    ["x: {}", '"', "'", "\\", "# x", "- x", "1e3", "on", "null", "~", "*x", "&x", "!x", "%", "@"]
)
names = st.lists(st.one_of(any_name, hostile), min_size=1, max_size=4).map("".join)


def choice(name: str, number: int = 0) -> Choice:
    known = (
        model(f"groq/{name}", provider="groq", model=name, name=f"The {name}") if number else None
    )
    return Choice(f"groq/{name}", name, GROQ, "GROQ_API_KEY", known, f"said of {name}")


def leaves(value: Any) -> Iterator[Any]:
    """All that a document holds, keys too."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield value


def strings(target: str, text: str) -> list[Any]:
    """What stands in a file, as its tool's kind of reader reads it."""
    if target in YAML:
        return list(leaves(yaml.safe_load(text)))
    if target in PYTHON:
        return [each.value for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Constant)]
    if target == "opencode":
        lines = text.split("\n")
        body = "\n".join(line for line in lines if not line.startswith("//"))
        return list(leaves(json.loads(body)))
    raise AssertionError(f"no reader for {target}")


@pytest.mark.parametrize("target", [*YAML, *PYTHON, "opencode"])
@given(name=names, other=names)
@example(name="x: {}", other="\"quoted\" 'twice' \\")
@example(name="1e3", other="no")
@example(name="a\x85b\u2028c", other="\ufeffx")
def test_names_read_back_as_they_are(target: str, name: str, other: str) -> None:
    text = TARGETS[target].write((choice(name), choice(other, 1)), MADE)
    found = strings(target, text)
    if target == "open-webui":
        joined = next(
            each
            for each in found
            if each is not None and "".join((name, ",")) in each.replace("$$", "$")
        )
        assert joined.replace("$$", "$") == f"{name},{other}"
        return
    for each in (name, other):
        wanted = {each, f"groq/{each}", f"groq:{each}"}
        assert wanted & {word for word in found if isinstance(word, str)}


@given(name=names, other=names)
def test_a_shell_reads_the_names_as_they_are(name: str, other: str) -> None:
    text = TARGETS["curl"].write((choice(name), choice(other)), MADE)
    asked = text[text.index("\nversion=") :]
    words = shlex.split(asked.replace("\\\n", ""))
    found = [json.loads(words[at + 4]) for at, word in enumerate(words) if word == "ask"]
    assert found == [name, other]


@given(
    name=names.filter(lambda name: name.isprintable()).filter(
        lambda name: not any(mark in name for mark in (*TARGETS["env"].EXPANDS, ","))
    )
)
def test_variables_read_back_as_they_are(name: str) -> None:
    lines = TARGETS["env"].write((choice(name), choice(name)), MADE).splitlines()
    assert shlex.split(lines[-3]) == [f"MODEL=groq/{name}"]
    assert shlex.split(lines[-2]) == [f"FALLBACK_MODELS=groq/{name}"]
    assert lines[-1] == "# GROQ_API_KEY="


@given(text=st.text(), mark=st.sampled_from(["#", "//"]))
def test_nothing_gets_out_of_the_comment(text: str, mark: str) -> None:
    one = Choice(text, text, None, "", None, text)
    written = header(text, (one, one), text, mark)
    assert [line for line in written.split("\n")[:-1] if not line.startswith(mark)] == []
    assert all(char.isprintable() or char == "\n" for char in written)


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_is_described(target: str) -> None:
    described = TARGETS[target]
    assert described.FILE
    assert described.RUN
    assert re.match(r"https://[\w./-]+(#[\w-]+)?$", described.DOCS)
    assert "\n" not in described.LINE


def test_the_reference_has_every_target() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/targets.md").read_text(encoding="utf-8")
    rows = [
        f"| [`{name}`]({each.DOCS}) | `{each.FILE}` | {each.LINE.partition(': ')[2]} |"
        for name, each in TARGETS.items()
    ]
    assert [line for line in page.splitlines() if line.startswith("| [")] == rows


@pytest.mark.parametrize("target", TARGETS)
def test_every_file_says_who_says_what_and_where_keys_are_read(target: str) -> None:
    choices = (choice("acme"), choice("acme-2", 1))
    choices = tuple(each._replace(key=TARGETS[target].key(each)) for each in choices)
    text = TARGETS[target].write(choices, MADE)
    mark = "//" if target == "opencode" else "#"
    url = "https://console.groq.com/keys"
    key = f"llm keys set groq   {url}" if target == "llm" else f"GROQ_API_KEY (Groq: {url})"
    for line in (MADE, "groq/acme", "  said of acme", f"  {key}"):
        assert f"\n{mark} {line}\n" in text
    assert "available" not in text.lower()
