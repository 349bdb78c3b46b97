"""The envelope as JSON, indented by two."""

from json.encoder import encode_basestring, encode_basestring_ascii

from whichmodel.formats.envelope import envelope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from whichmodel.discovery.model import Catalogue

WORDS = {None: "null", True: "true", False: "false"}


def render(catalogue: "Catalogue") -> str:
    """Write the whole envelope, ending with a newline."""
    return indented(envelope(catalogue)) + "\n"


# json.dumps takes twice as long, because it indents without its C encoder, and it knows only
# "escape no character" and "escape every one beyond ASCII".
def indented(value: "Any", line: str = "\n") -> str:
    """Write a value as `json.dumps(value, indent=2)` does; `line` is a newline and the indent."""
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return WORDS[value]
    deeper = line + "  "
    if isinstance(value, dict):
        items = [f"{quoted(key)}: {indented(held, deeper)}" for key, held in value.items()]
        return f"{{{deeper}{f',{deeper}'.join(items)}{line}}}" if items else "{}"
    if isinstance(value, list):
        items = [indented(held, deeper) for held in value]
        return f"[{deeper}{f',{deeper}'.join(items)}{line}]" if items else "[]"
    return str(value)


def quoted(text: str) -> str:
    """Write a string as it reads; one with unprintable characters is written in ASCII escapes."""
    return encode_basestring(text) if text.isprintable() else encode_basestring_ascii(text)
