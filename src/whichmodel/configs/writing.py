"""Values as text that is read back as the same values: comments, YAML, Python, JSON, shell."""

import json
from collections.abc import Mapping
from typing import Any

import yaml

from whichmodel.configs.choice import NO_KEY, Choice

WIDE = 1 << 20
"""Columns that no value reaches: a folded string is hard to read and to find."""


class Quoted(str):
    """A string that YAML writes in double quotes, so that no reader takes it for something else."""


class _Dumper(yaml.SafeDumper):
    """Lists stand indented under their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - what is said twice is written twice
        return True


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')


_Dumper.add_representer(Quoted, _quoted)


def as_yaml(document: Any) -> str:
    """A document in YAML; every string that is a value stands in quotes."""
    return yaml.dump(
        _marked(document), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDE
    )


def _marked(value: Any) -> Any:
    """YAML 1.1 and 1.2 disagree on which bare words are numbers or truths: `1e3`, `on`, `0o7`."""
    if isinstance(value, dict):
        return {key: _marked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_marked(item) for item in value]
    return Quoted(value) if isinstance(value, str) else value


def as_json(document: Any) -> str:
    """A document in JSON."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def as_python(text: str) -> str:
    """A string literal of Python, in double quotes; what cannot be seen is written as a number."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


def as_json_word(text: str) -> str:
    """One word of a shell's command line that is a string in JSON."""
    return as_word(json.dumps(text))


def as_word(text: str) -> str:
    """One word of a shell's command line."""
    return "'" + text.replace("'", "'\\''") + "'"


def python_call(function: str, arguments: Mapping[str, str | None]) -> str:
    """A call with named arguments, which are expressions; those that are None are left out."""
    lines = [f"    {key}={value},\n" for key, value in arguments.items() if value is not None]
    return f"{function}(\n{''.join(lines)})"


def python_key(choice: Choice) -> str:
    """The expression that reads the key; a server that wants none gets a word that is none."""
    return f"os.environ[{as_python(choice.key)}]" if choice.key else as_python(NO_KEY)


def indented(text: str, spaces: int = 4) -> str:
    """The text with every line further in."""
    return "\n".join(" " * spaces + line for line in text.split("\n"))


def header(title: str, choices: tuple[Choice, ...], made: str, mark: str = "#") -> str:
    """The comment at the head: what made it and when, how each model is known, where keys go."""
    lines = [title, made, ""]
    for choice in choices:
        lines += [choice.string, f"  {choice.said}"]
    keys = {choice.key: choice.provider for choice in choices if choice.key}
    if keys:
        lines += ["", "Keys are read from the environment:"]
    for key, provider in keys.items():
        lines.append(f"  {key} ({provider.name}{_where(provider)})" if provider else f"  {key}")
    return "".join(f"{mark} {_one_line(line)}".rstrip() + "\n" for line in lines)


def _where(provider: Any) -> str:
    return f": {provider.keys_url}" if provider.keys_url else ""


def _one_line(text: str) -> str:
    """Without what would end the comment or hide in it."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
