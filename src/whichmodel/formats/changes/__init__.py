"""What changed becomes text: one module per format, loaded when it is asked for."""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.catalogue.changes import Changes

FORMATS = {
    "text": "whichmodel.formats.changes.text",
    "json": "whichmodel.formats.changes.json",
    "markdown": "whichmodel.formats.changes.markdown",
    "atom": "whichmodel.formats.changes.atom",
}


def render(name: str, told: "Changes") -> str:
    """Write the changes in the format of that name (KeyError where there is none)."""
    text: str = import_module(FORMATS[name]).render(told)
    return text
