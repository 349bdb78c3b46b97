"""Files that are in one language from the first line to the last."""

from collections.abc import Callable

from whichmodel.check.syntax import Syntax


def of(syntax: Syntax) -> Callable[[str], list[tuple[int, Syntax]]]:
    """The reader of files in this language."""

    def regions(_text: str) -> list[tuple[int, Syntax]]:
        return [(0, syntax)]

    return regions
