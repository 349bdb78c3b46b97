"""reStructuredText: prose, and the indented blocks of `.. code-block::` and `::`."""

import re

from whichmodel.check.syntax import CODE, PROSE, Syntax, syntax_of

_BLOCK = re.compile(
    r"^([ \t]*+)(?:\.\. (?:code-block|code|sourcecode|prompt|parsed-literal)::[ \t]*([\w+-]*)"
    r"|(?!\.\. ).*::)[ \t]*\r?\n",
    re.MULTILINE,
)


def regions(text: str) -> list[tuple[int, Syntax]]:
    """Where prose and literal blocks begin."""
    found = [(0, PROSE)]
    at = 0
    while block := _BLOCK.search(text, at):
        end = _end_of_block(text, block.end(), len(block[1]))
        if end > block.end():
            syntax = CODE if block[2] is None else syntax_of(block[2])
            found += [(block.end(), syntax), (end, PROSE)]
        at = max(end, block.end())
    return found


def _end_of_block(text: str, at: int, depth: int) -> int:
    """Where the first line starts that is not deeper than the block's opening."""
    end = at
    while at < len(text):
        after = text.find("\n", at) + 1 or len(text)
        line = text[at:after]
        body = line.lstrip(" \t")
        if body.strip():
            if len(line) - len(body) <= depth:
                return end
            end = after
        at = after
    return end
