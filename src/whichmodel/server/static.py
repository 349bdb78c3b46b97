"""Files that are served beside the answers: what the web page consists of."""

from typing import NamedTuple


class StaticFile(NamedTuple):
    """A file at a path that begins with a slash; an `immutable` one has its digest in its name."""

    path: str
    body: bytes
    media: str
    immutable: bool = False
