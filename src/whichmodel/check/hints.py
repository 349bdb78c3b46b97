"""What a file says about whose models it names: keys, addresses, clients, headings, labels."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from whichmodel.check.syntax import Syntax


class Hint(NamedTuple):
    """A line that names a provider, and how.

    `kind` is "key", "parent" (a key called like a provider), "url", "own" (of this line only),
    "call" (of a client), "import", "variable", "heading", "label", "cell", "command" or "word";
    `column` is where the key of the line begins, by which siblings are told from others.
    """

    line: int
    column: int
    start: int
    kind: str
    provider: str


CLOSE = 60
"""Characters between a provider's name and a model that it is said to have."""
NEAR = 40
"""Lines within which keys are siblings."""
SIBLINGS = ("key", "url", "parent")
REMEMBERED = 200
"""Hints above a line that it may still be about."""

_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[\"'`]?\s*(?::|=|=>|\]\s*=)\s*[\"'`\[({]*$")
_DASHED = re.compile(r"[ \t]*(?:#\s?)?[ \t]*(?:- )?[ \t]*[\"']?")
_ITEM = re.compile(r"[ \t]*(?:#\s?)?[ \t]*- ")
_LABELLED = re.compile(r"(?: AI| Cloud| API| models?)?[*_`\"]{0,3}:?[*_`\"]{0,3}")
_IMPORT = re.compile(
    r"[\s\"']*(?:(?:from|import|using|use|require)\b|const .*(?:require|import)\()"
)
_LABEL = re.compile(r"^[\s>*+-]*(?:\d+\.\s*)?[*_`\"]{0,3}(?:\w+ ){0,1}$")
_FLAG = re.compile(r"--(?:provider|backend|vendor|platform|service|api)(?:\s+|=)[\"']?$")
_PARENT = re.compile(r"[\"']?\s*:\s*(?:[\[{].*)?$")
_JOINED = (",", "(", "[", "{", "\\", "|")
_COMMAND = re.compile(r"(?:^|[`$|;&(]|python3? -m)[ \t]*$")

PROVIDER_KEYS = frozenset((
    "provider", "providers", "type", "backend", "api_type", "apitype", "vendor", "platform",
    "service", "llm_provider", "llmprovider", "custom_llm_provider", "model_provider",
    "modelprovider", "engine", "api", "client", "adapter", "kind", "llm", "framework", "host",
    "api_key_name", "provider_id", "providerid", "provider_name", "source", "backend_type",
    "providertype", "provider_type", "model_type", "class_name", "uses",
))  # fmt: skip
"""Keys whose value is a provider, if it is spelt like one."""

COMMANDS = frozenset((
    "ollama", "vllm", "sglang", "lms", "litellm", "sglang.launch_server",
    "vllm.entrypoints.openai.api_server",
))  # fmt: skip
"""Programs that run the models that their arguments name."""

ONLY_VALUES = frozenset((
    "or", "hf", "meta", "chatgpt", "prism", "transcribe", "sail", "v0", "nim", "vercel", "codex",
    "claude-code", "gemini-cli",
))  # fmt: skip
"""Words that are spellings of a provider only as the value of a key for one."""


def kind_of(line: str, start: int, end: int, token: str, syntax: Syntax) -> str | None:
    """How a line names the provider that a token in it spells; None where it only speaks of it."""
    if "://" in token:
        read = "/docs" in token or "/blog" in token or (syntax.prose and "](" in line[:start])
        return None if read else "url"
    before = line[:start]
    signed = before.rstrip(" \"'`[({")[-1:] in (":", "=", ">")
    key = _KEY.search(before) if signed else None
    if key and key["key"].lower() in PROVIDER_KEYS:
        return "key"
    if "--" in before and _FLAG.search(before):
        return "own"
    if not syntax.prose and _PARENT.match(line, end):
        return "parent"
    if token.lower() in ONLY_VALUES:
        return None
    if token.lower().endswith(("_model", "_models")):
        return "own"
    if syntax.prose:
        return _kind_in_prose(line, before, line[end:])
    if token.isupper() and "_" in token:
        return "variable"
    return _kind_in_code(line, before, line[end:], token)


def _kind_in_prose(line: str, before: str, after: str) -> str:
    stripped = line.lstrip()
    if stripped.startswith(("#", "title:")):
        return "heading"
    if stripped.startswith("|"):
        return "cell"
    named = _LABELLED.match(after) if _LABEL.match(before) else None
    if not named:
        return "word"
    rest = after[named.end() :]
    return "heading" if not rest.strip() else "label" if rest[:1] in ":(—–-" else "word"


def _kind_in_code(line: str, before: str, after: str, token: str) -> str:
    if line.startswith("["):
        return "heading"
    if _IMPORT.match(line):
        return "import"
    if after[:1] == "(" or before.endswith("new "):
        return "call"
    if token in COMMANDS and _COMMAND.search(before) and after[:1] in (" ", ""):
        return "command"
    return "word"


def rank_of(line: str) -> int:
    """The rank of a Markdown heading, from 1; a label at the start of a line is below all."""
    return len(line) - len(line.lstrip("#")) or 7


def column_of(line: str) -> int:
    """Where the key or the text of a line begins, behind indentation, comment sign and dash."""
    return _DASHED.match(line).end()  # type: ignore[union-attr]


def is_item(line: str) -> bool:
    """Whether a line begins an item of a YAML list."""
    return bool(_ITEM.match(line))


class Hints:
    """The hints of one file by line, so that a mention looks at those that are near."""

    def __init__(self, hints: list[Hint]) -> None:
        self.all = sorted(hints)
        self.kinds = {hint.kind for hint in hints}
        self._lines = [hint.line for hint in self.all]
        self._on: dict[int, list[Hint]] = {}
        for hint in self.all:
            self._on.setdefault(hint.line, []).append(hint)

    def on(self, line: int) -> list[Hint]:
        """The hints on one line."""
        return self._on.get(line, [])

    def near(self, line: int, distance: int = NEAR) -> list[Hint]:
        """The hints on the lines around."""
        first = bisect_left(self._lines, line - distance)
        return self.all[first : bisect_right(self._lines, line + distance)]

    def above(self, line: int) -> list[Hint]:
        """The last hints above and on the line, from below."""
        end = bisect_right(self._lines, line)
        return self.all[max(0, end - REMEMBERED) : end][::-1]


def sibling(
    hints: Hints, line: int, lines: list[str], kinds: tuple[str, ...] = SIBLINGS
) -> str | None:
    """The provider that a key or an address beside this line names, in the same mapping or above.

    The nearest mapping wins, and in it the nearest line.
    """
    if hints.kinds.isdisjoint(kinds):
        return None
    own = column_of(lines[line])
    best: tuple[int, int] | None = None
    provider = None
    for hint in hints.near(line):
        if hint.kind not in kinds or hint.column > own:
            continue
        rank = (hint.column, -abs(hint.line - line))
        if (best is None or rank > best) and _together(hint, line, lines):
            best, provider = rank, hint.provider
    return provider


def _together(hint: Hint, line: int, lines: list[str]) -> bool:
    """Whether nothing between the two lines leaves the mapping that the hint stands in."""
    first, last = sorted((hint.line, line))
    if hint.kind == "parent":
        inner = (text for text in lines[first + 1 : last + 1] if text.strip())
        return hint.line < line and all(_indent(text) > hint.column for text in inner)
    if _is_closed(lines[hint.line]) or _is_closed(lines[line]):
        return False
    for between in range(first + 1, last + 1):
        text = lines[between]
        if not text.strip() or text.lstrip().startswith("```"):
            continue
        # An item's own dash stands before its first key: a new item, another mapping.
        column = column_of(text)
        if column < hint.column and (between != line or hint.line > line):
            return False
        if is_item(text) and column <= hint.column:
            return False
    return True


def _is_closed(line: str) -> bool:
    """Whether a line holds a mapping of its own in braces."""
    return "{" in line and line.count("{") == line.count("}")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def in_paragraph(hints: Hints, line: int, lines: list[str], joined: bool) -> str | None:
    """The provider that a key or an address names in the same paragraph, or in the same call."""
    best, provider = NEAR, None
    for hint in hints.near(line):
        distance = abs(hint.line - line)
        if distance >= best or hint.kind not in ("key", "url", "command"):
            continue
        first, last = sorted((hint.line, line))
        ends = (text.rstrip() for text in lines[first:last])
        if not all(text.endswith(_JOINED) if joined else text for text in ends):
            continue
        if not (joined and distance and _has_ended(first, last, lines)):
            best, provider = distance, hint.provider
    return provider


def _has_ended(first: int, last: int, lines: list[str]) -> bool:
    """Whether the block that the first line stands in, or is, is closed before the last."""
    if _is_closed(lines[first]) and _is_closed(lines[last]):
        return True
    depth = _indent(lines[first])
    return any(
        text.lstrip()[:1] in ("}", "]", ")") and _indent(text) < depth
        for text in lines[first + 1 : last]
    )


def named(hints: Hints, line: int, kinds: tuple[str, ...]) -> list[str]:
    """The providers that the lines above name in one of these ways, the nearest first."""
    if hints.kinds.isdisjoint(kinds):
        return []
    return [hint.provider for hint in hints.above(line) if hint.kind in kinds]


def on_line(hints: Hints, line: int, start: int, kinds: tuple[str, ...]) -> str | None:
    """The one provider that the line itself names; of several calls the one that is nearest."""
    found = [hint for hint in hints.on(line) if hint.kind in kinds]
    if not found:
        return None
    if kinds[0] in ("call", "parent"):
        before = [hint.provider for hint in found if hint.start < start]
        return before[-1] if before else None
    providers = {hint.provider for hint in found}
    if len(providers) > 1 and kinds == ("word",):
        close = [hint.provider for hint in found if 0 < start - hint.start < CLOSE]
        return close[-1] if close else None
    return providers.pop() if len(providers) == 1 else None
