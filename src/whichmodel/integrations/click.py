"""A parameter type for click that completes model strings, and takes any string."""

from typing import TYPE_CHECKING

try:
    from click import Context, Parameter, ParamType
    from click.shell_completion import CompletionItem
except ImportError:
    raise ImportError("ModelString needs click: `pip install click`") from None

from whichmodel.integrations.names import offered

if TYPE_CHECKING:
    StringType = ParamType[str]
else:  # older versions cannot be told what is converted to
    StringType = ParamType


class ModelString(StringType):
    """A model string; `kind` is the kind of models that are offered, or `all`."""

    name = "model"

    def __init__(self, kind: str = "chat") -> None:
        self.kind = kind

    def shell_complete(
        self,
        ctx: Context,  # noqa: ARG002 - click passes it
        param: Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """What is listed and begins so."""
        return [CompletionItem(name, help=about) for name, about in offered(incomplete, self.kind)]
