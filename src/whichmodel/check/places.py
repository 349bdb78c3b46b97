"""Where in its line a token stands: the value of a key, an argument, a flag, a comment, prose.

Everything here looks at one line and the kind of text that it is in, so that a line which is
written a thousand times is looked at once.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from whichmodel.check.syntax import Syntax


class Place(NamedTuple):
    """What a token is in its line.

    `where` is "key", "argument", "flag", "command", "code", "comment", "inline", "table", "prose",
    "heading" or "url". `expected` tells that a model is named there, `commented` that it is
    commented out; "id" and "label" are values
    of such keys; `alias` that a name is defined there; `nothing` that it is no mention at all.
    """

    where: str
    expected: bool = False
    commented: bool = False
    alias: bool = False
    nothing: bool = False


NOTHING = Place("", nothing=True)

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LEAD = r"[rbfuRBFU]{0,2}[\"'`\[({\s\\]*$"
_KEYED = re.compile(
    rf"(?P<key>[A-Za-z_][\w.-]*)[\"'`\]\\]*\s*(?P<sign>:\s*[\w\[\]., |\"]+=|:=|=>|=|:)\s*{_LEAD}"
)
_LISTED = re.compile(
    r"(?P<key>[A-Za-z_][\w.-]*)[\"'`\]\\]*\s*(?:[:=]|\bin\b)\s*[\"'`]?[\[({]?(?P<items>[^\[\](){}:=]*[\s,\"'|\[({])$"
)
_CALLED = re.compile(rf"(?P<key>[A-Za-z_][\w.]*)\(\s*{_LEAD}")
_DEFAULTED = re.compile(r"[\"'](?P<key>\w*MODEL\w*)[\"']\s*,\s*[\"']$|(?P<sh>\w*MODEL\w*):-[\"']?$")
_FLAG = re.compile(
    r"(?:^|[\s\"'`(\[,])(?P<flag>--?[A-Za-z][\w-]*|/model)(?:\s+|=|[\"']\s*,\s*)[\"'`]?$"
)
_COMMAND = re.compile(
    r"(?:ollama (?:run|pull|rm|show|push|stop|create)|vllm serve|aliases set [\w.-]+|mlx_lm\.\w+"
    r"|llm models default|lms (?:load|get)|litellm|llm keys set)\s+[\"']?$"
)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)?\s*[\"'`]?$")
_ALIASED = re.compile(r"(?:\baliases? set|--alias|\balias(?:es)?[\"']?\s*[:=])\s*[\"'\[]*$")

MODEL_WORDS = frozenset(("model", "models", "llm", "llms"))
NOT_MODEL_ENDS = frozenset((
    "provider", "providers", "type", "types", "kwargs", "args", "config", "configs", "dir", "file",
    "url", "api", "base", "key", "keys", "version", "class", "info", "settings", "params",
    "parameters", "size", "format", "group", "prefix", "cost", "dump", "alias", "aliases",
    "display", "description", "family", "list", "count", "tokens", "temperature", "backend",
    "service", "client", "factory", "function", "options", "output", "response", "context",
    "card", "host", "port", "tags", "category", "groups", "dict", "fields", "validate", "schema",
    "json", "construct", "rebuild", "limit", "region", "owner", "revision", "mode", "metadata",
    "registry", "parser", "template", "adapter", "org", "usage", "prices", "pricing", "error",
))  # fmt: skip
"""Keys with the word `model` in them that name something else by it."""
NO_MODEL_KEYS = frozenset((
    "href", "src", "class", "classname", "branch", "dataset", "datasets", "path", "file",
    "filename", "files", "dir", "directory", "folder", "package", "repo", "repository", "slug",
    "anchor", "ref", "color", "selector", "dockerfile", "favicon", "permalink", "keywords",
    "topics", "classifiers", "space_id",
))  # fmt: skip
"""Keys whose value is no model, however it is spelt."""
BEGINNINGS = frozenset((
    "prefix", "prefixes", "suffix", "suffixes", "pattern", "patterns", "regex", "families",
))  # fmt: skip
"""How the names of keys end whose values are parts of names."""
DISPLAY_KEYS = frozenset((
    "name", "display_name", "displayname", "label", "title", "description", "model_display_name",
    "text", "summary",
))  # fmt: skip
"""Keys whose value is for people to read."""
MODEL_CALLS = frozenset((
    "generativemodel", "from_pretrained", "get_model", "getgenerativemodel", "languagemodel",
    "chat_model", "init_chat_model", "model", "infer", "load_model", "from_provider", "chatmodel",
    "from_litellm", "get_encoding_for_model", "encoding_for_model", "embeddingmodel", "imagemodel",
    "textembeddingmodel", "llm", "lm", "get_embedding_model", "textembedding", "chat", "responses",
    "sentencetransformer", "completionmodel", "chatopenai", "agent", "withmodel", "setmodel",
    "set_model", "use_model", "with_model", "crossencoder", "huggingfaceembeddings",
))  # fmt: skip
"""Functions whose first argument is a model."""
_SHORT_FLAGS = frozenset(("-m", "-M", "/model"))


def place(line: str, start: int, end: int, syntax: Syntax) -> Place:
    """What the token between two columns of a line is there."""
    if _cut_off(line, start, end):
        return NOTHING
    if syntax.prose:
        return _in_prose(line, start)
    comment = syntax.comment_start(line, start)
    body = line[:start] if comment is None else line[comment:start]
    return _in_code(body, syntax, comment is not None)


def _cut_off(line: str, start: int, end: int) -> bool:
    """Whether the characters around make it part of something else: an anchor, a pattern."""
    if _FAMILY.match(line, end) or _GIT.search(line, 0, start):
        return True
    if "(" in line and _PATTERN.search(line, 0, start):
        return True
    before = line[start - 1 : start]
    after = line[end : end + 1]
    if before in ("#", "$", "%", "&", "?", "+", "^") and before:
        return True
    if after in ("*", "{", "$", "%", "+") and after:
        return after != "*" or before != "*"
    if after and after in "(\\|)[" and _is_pattern(line, start, end):
        return True
    if before == "_" and after != "_":  # the anchor `.. _gpt-4o:`
        return True
    if before == "<" and after == ">":
        return True
    return (before == "{" and after == "}") or (before in "*" and before != "" and after != "*")


def _is_pattern(line: str, start: int, end: int) -> bool:
    """Whether it is a part of a regular expression: `gpt-5(?:…)`, `gpt-4\\.1`, `(?:gpt-4|o1)`."""
    if line.startswith("(?", end) or (line[end] == "\\" and line[end + 1 : end + 2] in "wdbs.-"):
        return True
    if line[end] == "[":
        return line[end + 1 : end + 2] in "-.^\\" and "]" in line[end:]
    return line[end] in "|)" and "(?" in line[max(0, start - 80) : start]


_FAMILY = re.compile(
    r"[\"'`*]*(?: (?:and|or) [\"'`]*[\w.-]+[\"'`]*)? (?:family|families|series|generations?)\b"
    r"|[\"'] (?:not )?in [\w.]*(?:model|name|id|family)s?(?:_(?:lower|name|id|str))?\b(?!s?[\[(])"
)
_PATTERN = re.compile(
    r"(?:starts_?with|ends_?with|has_?prefix|has_?suffix|includes|contains|removeprefix|re\.\w+|strip"
    r"|replace|\.test|\.match(?:es)?|\.search|\.split|\.find|\.count)\(\(?[^)(]*$",
    re.IGNORECASE,
)
_GIT = re.compile(
    r"(?:^|[;&|(`])\s*(?:\$ |sudo )?(?:git (?:checkout|switch|branch|merge|push|pull|clone|rebase"
    r"|worktree|tag|log|diff)"
    r"|docker (?:pull|push|tag|build|image)|(?:pip|pipx|uv|npm|pnpm|yarn|brew|apt|cargo|go)3? "
    r"(?:install|add|i|get|tool|sync|uninstall)|conda install|cd|mkdir|rm|cp|mv|cat|ls)\s[^|;&]*$"
)


def _in_code(before: str, syntax: Syntax, commented: bool) -> Place:
    if _ALIASED.search(before):
        return Place("key", alias=True, commented=commented)
    found = _expected(before)
    if found:
        return found if found.nothing else found._replace(commented=commented)
    if commented:
        return Place("comment", commented=True)
    if syntax.quoted and before[-1:] not in "\"'`":
        # In a program a name that is not in quotes is a name of the program's.
        return Place("code") if syntax.bare else NOTHING
    return Place("code")


def _expected(before: str) -> Place | None:
    """The key, flag, command or call that a token is the value of; None where there is none."""
    signed = before.rstrip(_OPENERS)[-1:] in _SIGNS
    keyed = _KEYED.search(before) if signed else None
    if keyed:
        return _keyed(keyed["key"], keyed["sign"])
    flag = _FLAG.search(before) if "-" in before or "/" in before else None
    if flag and flag["flag"].startswith(("--served", "--alias")):
        return NOTHING
    if flag:
        expects = flag["flag"] in _SHORT_FLAGS or is_model_key(flag["flag"].lstrip("-"))
        return Place("flag", expected=expects)
    if _COMMAND.search(before):
        return Place("command", expected=True)
    return _called(before) or _listed(before)


_OPENERS = " \t\"'`[({\\rbfuRBFU"
_SIGNS = (":", "=", ">")


def _called(before: str) -> Place | None:
    if "MODEL" in before and _DEFAULTED.search(before):
        return Place("argument", expected=True)
    called = _CALLED.search(before)
    if called and called["key"].rpartition(".")[2].lower() in MODEL_CALLS:
        return Place("argument", expected=True)
    return None


def _listed(before: str) -> Place | None:
    listed = _LISTED.search(before)
    if listed and is_no_model_key(listed["key"]):
        return NOTHING
    if listed and is_model_key(listed["key"]):
        return Place("key", expected="," in listed["items"] or before.rstrip()[-1:] in "[({\"'")
    return None


def _keyed(key: str, sign: str) -> Place:
    last = key.rpartition(".")[2]
    if is_no_model_key(last):
        return NOTHING
    if last.lower() in DISPLAY_KEYS:
        return Place("label")
    if last.lower() == "id":
        return Place("id")
    where = "argument" if sign.endswith("=") and sign != ":=" else "key"
    return Place(where, expected=is_model_key(last))


def is_model_key(key: str) -> bool:
    """Whether the value of a key (or flag) of this name is a model: `model`, `weak_model`."""
    words = [word.lower() for word in _WORD.findall(key)]
    if not words or MODEL_WORDS.isdisjoint(words):
        return words in (["engine"], ["engine", "id"])
    return words[-1] not in NOT_MODEL_ENDS and words[0] != "served"


def is_no_model_key(key: str) -> bool:
    """Whether the value of a key of this name is no model, or only the beginning of a name."""
    last = key.rpartition(".")[2]
    if last.lower() in NO_MODEL_KEYS:
        return True
    words = _WORD.findall(last)
    return bool(words) and words[-1].lower() in BEGINNINGS


def is_item(before: str) -> bool:
    """Whether nothing but the sign of a list or a quote stands before."""
    return bool(_ITEM.match(before))


@lru_cache(maxsize=20_000)
def opened_key(line: str) -> str | None:
    """The key whose list or block begins with this line: `models:`, `"models": [`."""
    body = line.partition(" #")[0].partition(" //")[0].rstrip()
    if body[-1:] not in (":", "[", "{", "(", "="):
        return None
    found = _OPENED.search(body)
    return found["key"] if found else None


_OPENED = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)[\"'`]?\s*(?::[^=\"'{]*=|:|=|=>)\s*[\[({]*$")


def _in_prose(line: str, start: int) -> Place:
    """In a text for people: inline code and tables are nearer to code than sentences are."""
    if _is_target(line, start):
        return NOTHING
    before = line[:start]
    ticks = before.count("`")
    if ticks % 2 or before.endswith("``"):
        inner = before.rpartition("`")[2]
        found = _expected(inner) if inner else _labelled(before)
        if found and found.nothing:
            return NOTHING
        return found._replace(where="inline") if found else Place("inline")
    return _plain_prose(before, line)


def _plain_prose(before: str, line: str) -> Place:
    stripped = line.lstrip()
    if stripped.startswith("|") or " | " in line:
        return Place("table")
    if stripped.startswith("#"):
        return Place("heading")
    flag = _FLAG.search(before)
    if flag and is_model_key(flag["flag"].lstrip("-")):
        return Place("flag", expected=True)
    return _labelled(before) or Place("prose")


def _labelled(before: str) -> Place | None:
    """The value of a label at the start of a line: `**Model**: …`."""
    label = _FRONT_MATTER.match(before)
    return _keyed(label["key"], ":") if label else None


_FRONT_MATTER = re.compile(
    r"\s*(?:[-*+]\s+|\d+\.\s+)?[*_\"']{0,3}(?P<key>[A-Za-z_][\w -]{0,30}?)[*_\"']{0,3}\s*[:=]"
    r"[*_]{0,3}\s*[\"'`]?$"
)
_TARGET = re.compile(
    r"\]\([^)\s]*$|^\s*\[[^\]]+\]:\s|<[^>\s]*$|(?:href|src|id|name|class)=[\"'][^\"']*$"
)


def _is_target(line: str, start: int) -> bool:
    """Whether the token is (in) the address of a link or an attribute of a tag."""
    return bool(_TARGET.search(line[:start]))
