"""A suggester for the inputs of Textual: what is typed goes on as a model string, in grey."""

try:
    from textual.suggester import SuggestFromList
except ImportError:
    raise ImportError("suggester needs Textual: `pip install textual`") from None

from whichmodel.integrations.names import offered


def suggester(kind: str = "chat") -> SuggestFromList:
    """For `Input(suggester=suggester())`; the list is read once."""
    return SuggestFromList([name for name, _ in offered(kind=kind)], case_sensitive=False)
