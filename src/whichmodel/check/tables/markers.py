"""Where a text has tables of ours: between a marker that asks for one and a marker that ends it.

In a fenced or indented block of code a marker is an example, in reStructuredText in a literal
block. A comment that tells `check` to ignore something is no marker.
"""

import os
import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from whichmodel.check.readers import rst
from whichmodel.check.syntax import PROSE

MARKDOWN, RST = "markdown", "rst"
LANGUAGES = {
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".qmd": MARKDOWN, ".rst": RST,
}  # fmt: skip
"""The language of a file by its suffix."""
SIGN = "whichmodel"
"""In a text without it there is no marker."""

_LINE = re.compile(r"[^\r\n]*(\r\n?|\n|\Z)")


class Marker(NamedTuple):
    """What a table is asked for with, at which line from 1, and the span of the table there is.

    `margin` stands in front of each of its lines, `newline` ends them.
    """

    line: int
    words: str
    margin: str
    newline: str
    start: int
    end: int


class Problem(NamedTuple):
    """What is wrong with a marker, and at which line from 1."""

    line: int
    message: str


class Found(NamedTuple):
    """The tables of a text; where there are problems it is not to be written."""

    markers: list[Marker]
    problems: list[Problem]


class Grammar(NamedTuple):
    """How a language spells markers: how one begins, and both kinds as whole lines.

    `examples` tells which lines, from 0, are no text but code.
    """

    begins: re.Pattern[str]
    opens: re.Pattern[str]
    closes: re.Pattern[str]
    spelt: str
    examples: Callable[[str], set[int]]


def language_of(path: str) -> str | None:
    """The language of a file by its name; None where it can have no tables."""
    return LANGUAGES.get(os.path.splitext(path)[1].lower())


def found(text: str, language: str) -> Found:
    """The markers of a text in pairs."""
    result = Found([], [])
    if SIGN not in text:
        return result
    grammar = GRAMMARS[language]
    opened: Marker | None = None
    examples: set[int] | None = None
    for number, line in enumerate(_LINE.finditer(text)):
        words = line[0].rstrip("\r\n")
        if SIGN not in words or not grammar.begins.match(words):
            continue
        examples = grammar.examples(text) if examples is None else examples
        if number not in examples:
            opened = _next(result, opened, grammar, number + 1, line)
    if opened:
        result.problems.append(Problem(opened.line, f"never closed: add {_closing(grammar)}"))
    return result


def _next(
    result: Found, opened: Marker | None, grammar: Grammar, number: int, line: re.Match[str]
) -> Marker | None:
    """The marker that is open after this line, which adds to the result what it closes."""
    words = line[0].rstrip("\r\n")
    opens, closes = grammar.opens.fullmatch(words), grammar.closes.fullmatch(words)
    if closes and opened:
        result.markers.append(opened._replace(end=line.start()))
        return None
    if closes:
        result.problems.append(Problem(number, "closes a table that nothing has opened"))
    elif not opens:
        result.problems.append(Problem(number, f"a marker has a line to itself: {grammar.spelt}"))
    elif opened:
        nested = f"stands in the table of line {opened.line}: close that first"
        result.problems.append(Problem(number, nested))
    else:
        newline = line[1] or "\n"
        return Marker(number, opens[2].strip(), opens[1], newline, line.end(), 0)
    return opened


def _closing(grammar: Grammar) -> str:
    return grammar.spelt.rpartition(" … ")[2]


def _markdown_code(text: str) -> set[int]:
    """The lines of fenced and indented blocks, wherever lists and quotes put them."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").disable("reference")
    reader.core.ruler.enableOnly(["normalize", "block"])
    blocks = (token.map for token in reader.parse(text) if token.type in ("fence", "code_block"))
    return {line for block in blocks if block for line in range(*block)}


def _rst_code(text: str) -> set[int]:
    """The lines of literal blocks."""
    regions = rst.regions(text)
    starts = [line.start() for line in _LINE.finditer(text)]
    ends = [start for start, _ in regions[1:]] + [len(text)]
    return {
        line
        for (start, syntax), end in zip(regions, ends, strict=True)
        if syntax is not PROSE
        for line in range(bisect_left(starts, start), bisect_left(starts, end))
    }


GRAMMARS = {
    MARKDOWN: Grammar(
        re.compile(r"[ \t>]*<!--[ \t]*(?:whichmodel:(?!\s*ignore\b)|/whichmodel\b)"),
        re.compile(r"([ \t>]*)<!--[ \t]*whichmodel:((?:(?!-->).)*)-->[ \t]*"),
        re.compile(r"[ \t>]*<!--[ \t]*/whichmodel[ \t]*-->[ \t]*"),
        "<!-- whichmodel: … --> … <!-- /whichmodel -->",
        _markdown_code,
    ),
    RST: Grammar(
        re.compile(r"[ \t]*\.\.[ \t]+(?:whichmodel:(?!:|\s*ignore\b)|/whichmodel\b)"),
        re.compile(r"([ \t]*)\.\.[ \t]+whichmodel:(.*)"),
        re.compile(r"[ \t]*\.\.[ \t]+/whichmodel[ \t]*"),
        ".. whichmodel: … … .. /whichmodel",
        _rst_code,
    ),
}
