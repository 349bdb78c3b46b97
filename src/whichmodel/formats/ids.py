"""The strings to pass to LiteLLM, one a line: for shells.

The state of the listings is not in it: whoever prints it says that elsewhere.
"""

from whichmodel.formats.words import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.model import Catalogue


def render(catalogue: "Catalogue") -> str:
    """Write the id of each model and a newline."""
    return "".join(f"{visible(model.id)}\n" for model in catalogue.models)
