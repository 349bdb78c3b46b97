"""Python: code; its docstrings are read as the strings that they are."""

from whichmodel.check.syntax import PYTHON, Syntax


def regions(_text: str) -> list[tuple[int, Syntax]]:
    """All of it is code."""
    return [(0, PYTHON)]
