"""Which part of a file is in which language: one small module for each kind of file.

A reader takes the text of a file and answers with the places where another language begins.
"""

from collections.abc import Callable

from whichmodel.check.readers import markdown, notebook, python, rst, whole
from whichmodel.check.syntax import CODE, ENV, JSON, PROSE, SCRIPT, SHELL, TOML, YAML, Syntax

Regions = list[tuple[int, Syntax]]
"""Where each part begins, in characters, and its syntax; the first begins at 0."""
Reader = Callable[[str], Regions]

SUFFIXES: dict[str, Reader] = {
    ".md": markdown.regions, ".mdx": markdown.regions, ".markdown": markdown.regions,
    ".mdc": markdown.regions, ".qmd": markdown.regions, ".rst": rst.regions,
    ".ipynb": notebook.regions, ".py": python.regions, ".pyi": python.regions,
    ".yaml": whole.of(YAML), ".yml": whole.of(YAML), ".toml": whole.of(TOML),
    ".ini": whole.of(TOML), ".cfg": whole.of(TOML), ".conf": whole.of(CODE),
    ".properties": whole.of(ENV), ".json": whole.of(JSON), ".jsonc": whole.of(JSON),
    ".json5": whole.of(JSON), ".jsonl": whole.of(JSON), ".env": whole.of(ENV),
    ".js": whole.of(SCRIPT), ".jsx": whole.of(SCRIPT), ".mjs": whole.of(SCRIPT),
    ".cjs": whole.of(SCRIPT), ".ts": whole.of(SCRIPT), ".tsx": whole.of(SCRIPT),
    ".mts": whole.of(SCRIPT), ".cts": whole.of(SCRIPT), ".vue": whole.of(SCRIPT),
    ".svelte": whole.of(SCRIPT), ".sh": whole.of(SHELL), ".bash": whole.of(SHELL),
    ".zsh": whole.of(SHELL), ".fish": whole.of(SHELL), ".ps1": whole.of(SHELL),
    ".txt": whole.of(PROSE), ".text": whole.of(PROSE), ".adoc": whole.of(PROSE),
    ".go": whole.of(SCRIPT), ".rs": whole.of(SCRIPT), ".java": whole.of(SCRIPT),
    ".kt": whole.of(SCRIPT), ".cs": whole.of(SCRIPT), ".swift": whole.of(SCRIPT),
    ".rb": whole.of(CODE), ".php": whole.of(CODE), ".ex": whole.of(CODE), ".exs": whole.of(CODE),
    ".lua": whole.of(CODE), ".r": whole.of(CODE), ".tf": whole.of(CODE), ".nix": whole.of(CODE),
}  # fmt: skip
"""How a file with this ending is read; files with other endings are not looked at."""

NAMES: dict[str, Reader] = {
    "dockerfile": whole.of(SHELL), "makefile": whole.of(SHELL), "justfile": whole.of(SHELL),
    "modelfile": whole.of(SHELL), "procfile": whole.of(SHELL), ".envrc": whole.of(SHELL),
    "readme": whole.of(PROSE), ".aider.conf": whole.of(YAML),
}  # fmt: skip
"""Files that are known by their whole name."""


def reader_of(path: str) -> Reader | None:
    """How a file is read, by its name; None where it is not."""
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    stem, dot, suffix = name.rpartition(".")
    if name.startswith(".env") or ".env." in name:
        return SUFFIXES[".env"]
    if suffix in ("example", "sample", "template", "dist", "tmpl") and stem:
        return reader_of(stem)
    return NAMES.get(name) or (SUFFIXES.get(f".{suffix}") if dot else None)
