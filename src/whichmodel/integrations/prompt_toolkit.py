"""A completer for prompt_toolkit: model strings, with a few words about each beside it."""

from collections.abc import Iterable

try:
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
except ImportError:
    raise ImportError("ModelCompleter needs prompt_toolkit: `pip install prompt_toolkit`") from None

from whichmodel.integrations.names import offered


class ModelCompleter(Completer):
    """Completes all that was typed to a model string that has all of its words.

    What begins so comes first. The list is read once: make a new completer to read it again.
    """

    def __init__(self, kind: str = "chat") -> None:
        self._offered = [(name.casefold(), name, about) for name, about in offered(kind=kind)]

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - prompt_toolkit passes it
    ) -> Iterable[Completion]:
        """Every string in question, in the order of the alphabet."""
        typed = document.text_before_cursor.lstrip()
        words = typed.casefold().split()
        found = [row for row in self._offered if all(word in row[0] for word in words)]
        found.sort(key=lambda row: not row[0].startswith(typed.casefold()))
        for _, name, about in found:
            yield Completion(name, start_position=-len(typed), display_meta=about)
