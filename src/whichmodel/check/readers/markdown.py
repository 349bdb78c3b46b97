"""Markdown: prose, fenced blocks in the language that the fence names, YAML at the top."""

from whichmodel.check.syntax import PROSE, YAML, Syntax, syntax_of

FENCES = ("```", "~~~")


def regions(text: str) -> list[tuple[int, Syntax]]:
    """Where prose and fenced blocks begin."""
    found, at = _front_matter(text)
    fence = ""
    for start in _fences(text, at):
        line, end = _line(text, start)
        mark = line.lstrip(" \t>-*").rstrip()
        if fence and mark.startswith(fence) and not mark.strip(fence[0]):
            found.append((end, PROSE))
            fence = ""
        elif not fence:
            fence = mark[: len(mark) - len(mark.lstrip(mark[0]))]
            found.append((end, syntax_of(_language(mark.lstrip(fence[0])))))
    return found


def _front_matter(text: str) -> tuple[list[tuple[int, Syntax]], int]:
    end = text.find("\n---", 3) if text.startswith("---") else -1
    return ([(0, YAML), (end + 1, PROSE)], end + 1) if end > 0 else ([(0, PROSE)], 0)


def _fences(text: str, at: int) -> list[int]:
    """The starts of the lines that open or close a fence."""
    starts = []
    for mark in FENCES:
        found = text.find(mark, at)
        while found >= 0:
            start = text.rfind("\n", 0, found) + 1
            if not text[start:found].strip(" \t>-*0123456789."):
                starts.append(start)
            found = text.find("\n", found)
            found = text.find(mark, found) if found >= 0 else -1
    return sorted(starts)


def _line(text: str, start: int) -> tuple[str, int]:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end + 1
    return text[start:end], end


def _language(words: str) -> str:
    """The language of ```` ```{code-block} python title=… ```` and its like."""
    parts = words.replace("{", " ").replace("}", " ").split()
    named = [part for part in parts if part not in ("code-block", "code", "code-cell")]
    return named[0].partition(",")[0] if named else ""
