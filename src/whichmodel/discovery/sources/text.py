"""The snapshot as text that diffs well: a file per provider, a line per model, and sources.json.

A line is `{"litellm": {…}, "model": "…"}`: each source's record under its name, without the model.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whichmodel.discovery.errors import SnapshotError, Unavailable
from whichmodel.discovery.model import Record

Models = dict[str, dict[str, Any]]
"""Model id to what each source says of it, sources in alphabetical order."""

SOURCES_FILE = "sources.json"
SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


def joined(sources: Mapping[str, Mapping[str, Iterable[Record]]]) -> dict[str, Models]:
    """What sources say, brought together by provider and model; a model told twice is refused."""
    joint: dict[str, Models] = {}
    for source in sorted(sources):
        for provider, records in sources[source].items():
            models = joint.setdefault(provider, {})
            for record in records:
                model = record["model"]
                facts = {field: value for field, value in record.items() if field != "model"}
                if source in models.setdefault(model, {}):
                    raise Unavailable(f"{source} tells of {provider} {model} twice")
                models[model][source] = facts
    return {
        provider: {model: joint[provider][model] for model in sorted(joint[provider])}
        for provider in sorted(joint)
    }


def write(directory: Path, providers: Mapping[str, Models], sources: dict[str, Any]) -> None:
    """Replace the text in a directory; files of providers that are no more are removed."""
    unsafe = [provider for provider in providers if not SAFE_NAME.fullmatch(provider)]
    if unsafe:
        raise Unavailable(f"{unsafe[0]!r} is no name for a file: fold it in the source's reader")
    directory.mkdir(parents=True, exist_ok=True)
    for path in directory.glob("*.jsonl"):
        if path.stem not in providers:
            path.unlink()
    for provider, models in providers.items():
        lines = "".join(line(model, statements) + "\n" for model, statements in models.items())
        _put(directory / f"{provider}.jsonl", lines)
    _put(directory / SOURCES_FILE, json.dumps(sources, indent=2, sort_keys=True) + "\n")


def line(model: str, statements: dict[str, Any]) -> str:
    """One model as one line."""
    return compact({**statements, "model": model})


def compact(value: Any) -> str:
    """The one way in which a value is written: the same value always makes the same text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def read(directory: Path) -> dict[str, Models]:
    """What `write` wrote; SnapshotError names the line that is none, or that comes twice."""
    return {path.stem: _models(path) for path in sorted(directory.glob("*.jsonl"))}


def _models(path: Path) -> Models:
    models: Models = {}
    for number, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not text:
            continue
        try:
            statements = json.loads(text)
            model = statements.pop("model")
        except (ValueError, KeyError, AttributeError, TypeError):
            raise SnapshotError(f"{path.name}, line {number} is not a model") from None
        if model in models:
            raise SnapshotError(f"{path.name}, line {number}: {model} a second time")
        models[model] = statements
    return models


def read_sources(directory: Path) -> dict[str, Any]:
    """The content of sources.json; empty where there is none yet."""
    path = directory / SOURCES_FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except ValueError:
        raise SnapshotError(f"{path.name} is not JSON") from None
    if not isinstance(found, dict):
        raise SnapshotError(f"{path.name} is not an object")
    return found
