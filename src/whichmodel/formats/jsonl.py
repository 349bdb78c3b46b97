"""One model a line, as JSON: for tools that read line by line.

The state of the listings is not in it: whoever prints it says that elsewhere.
"""

from json import JSONEncoder

from whichmodel.formats.envelope import model_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from whichmodel.discovery.model import Catalogue

AS_IT_READS = JSONEncoder(ensure_ascii=False)
IN_ASCII = JSONEncoder()


def render(catalogue: "Catalogue") -> str:
    """Write the row of each model and a newline."""
    return "".join(f"{_line(model_row(model))}\n" for model in catalogue.models)


def _line(row: "dict[str, Any]") -> str:
    line = AS_IT_READS.encode(row)
    return line if line.isprintable() else IN_ASCII.encode(row)
