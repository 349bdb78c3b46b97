"""What `.gitignore` files leave out, in git's own rules."""

import os
import re
from functools import lru_cache
from typing import NamedTuple

Rule = tuple[str, bool, bool, re.Pattern[str]]
"""The directory of the file, whether it takes back, whether it is for directories, the pattern."""


class Patterns(NamedTuple):
    """The rules that hold in a directory, those of directories above first."""

    rules: tuple[Rule, ...]

    def within(self, directory: str, names: set[str]) -> "Patterns":
        """With the rules of the directory's own file, if it is among the names."""
        if ".gitignore" not in names:
            return self
        try:
            with open(
                os.path.join(directory, ".gitignore"), encoding="utf-8", errors="replace"
            ) as f:
                lines = f.read(1_000_000).splitlines()
        except OSError:
            return self
        base = os.path.abspath(directory)
        rules = (_rule(base, line) for line in lines)
        return Patterns(self.rules + tuple(rule for rule in rules if rule))

    def match(self, path: str, directory: bool) -> bool:
        """Whether the last rule that fits leaves the path out."""
        if not self.rules:
            return False
        place = os.path.abspath(path)
        for base, back, only_directories, pattern in reversed(self.rules):
            if only_directories and not directory:
                continue
            inside = place[len(base) + 1 :] if place.startswith(base + os.sep) else ""
            if inside and pattern.fullmatch(inside.replace(os.sep, "/")):
                return not back
        return False


def patterns() -> Patterns:
    """No rules."""
    return Patterns(())


def _rule(base: str, line: str) -> Rule | None:
    text = line.rstrip("\r\n")
    if not text.endswith("\\ "):
        text = text.rstrip()
    if not text or text.startswith("#"):
        return None
    back = text.startswith("!")
    text = text[1:] if back else text.removeprefix("\\")
    directories = text.endswith("/")
    text = text.rstrip("/")
    return (base, back, directories, _compiled(text)) if text else None


@lru_cache(maxsize=4096)
def _compiled(text: str) -> re.Pattern[str]:
    """A pattern with a slash holds from the directory on, one without at any depth."""
    anchored = "/" in text
    parts = [_part(part) for part in text.lstrip("/").split("/")]
    body = "/".join(parts).replace("**/", "(?:[^/]+/)*").replace("/**", "/.+")
    try:
        return re.compile(body if anchored else f"(?:.*/)?{body}", re.DOTALL)
    except re.error:  # a set that no expression can hold: git fits nothing either
        return re.compile(r"(?!)")


def _part(part: str) -> str:
    if part == "**":
        return "**"
    pieces = re.findall(r"\\.|\[!?[^\]]+\]|\*+|\?|.", part)
    return "".join(map(_piece, pieces))


def _piece(piece: str) -> str:
    if piece.startswith("["):
        return "[^" + piece[2:] if piece.startswith("[!") else piece
    if piece.startswith("*"):
        return "[^/]*"
    return "[^/]" if piece == "?" else re.escape(piece.removeprefix("\\") or "\\")
