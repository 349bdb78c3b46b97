"""A result becomes text: one module per format, loaded when it is asked for."""

from importlib import import_module

TYPE_CHECKING = False  # typing alone would cost more than all of the JSON format
if TYPE_CHECKING:
    from whichmodel.discovery.model import Catalogue

FORMATS = {
    "table": "whichmodel.formats.table",
    "json": "whichmodel.formats.json",
    "jsonl": "whichmodel.formats.jsonl",
    "csv": "whichmodel.formats.csv",
    "markdown": "whichmodel.formats.markdown",
    "yaml": "whichmodel.formats.yaml",
    "ids": "whichmodel.formats.ids",
}


def render(
    name: str, catalogue: "Catalogue", width: int | None = None, colour: bool = False
) -> str:
    """Write the catalogue in the format of that name (KeyError where there is none).

    Only the table is drawn for a terminal, `width` columns wide (None: as wide as it gets) and
    with colour codes if `colour`; all other formats are the same everywhere.
    """
    terminal = (width, colour) if name == "table" else ()
    text: str = import_module(FORMATS[name]).render(catalogue, *terminal)
    return text
