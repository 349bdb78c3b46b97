"""The language server on stdin and stdout."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from lsprotocol import types

from whichmodel.server.lsp.fixing import ALL
from whichmodel.server.lsp.knowledge import Knowledge, Surfaces
from whichmodel.server.lsp.session import Session

TRIGGERS = ["/", ":", "-", ".", '"', "'", "=", " "]
"""Characters behind which an editor asks for completions without being told to."""


def session(environ: dict[str, str], surfaces: Surfaces) -> Session:
    """One for the editor that speaks to us, with all that it may ask."""
    found = Session(Knowledge(environ, surfaces))
    completes = types.CompletionOptions(trigger_characters=TRIGGERS, resolve_provider=True)
    acts = types.CodeActionOptions([types.CodeActionKind.QuickFix, ALL])
    features: tuple[tuple[str, Callable[..., Any], Any], ...] = (
        (types.INITIALIZED, found.watch, None),
        (types.SHUTDOWN, found.end, None),
        (types.TEXT_DOCUMENT_DID_OPEN, found.opened, None),
        (types.TEXT_DOCUMENT_DID_CHANGE, found.changed, None),
        (types.TEXT_DOCUMENT_DID_SAVE, found.saved, None),
        (types.TEXT_DOCUMENT_DID_CLOSE, found.closed, None),
        (types.TEXT_DOCUMENT_HOVER, found.hover, None),
        (types.TEXT_DOCUMENT_COMPLETION, found.complete, completes),
        (types.COMPLETION_ITEM_RESOLVE, found.resolve, None),
        (types.TEXT_DOCUMENT_CODE_ACTION, found.act, acts),
    )
    for name, answer, options in features:
        found.server.feature(name, options)(partial(answer))  # pygls marks what it is given
    return found


def serve(environ: dict[str, str], surfaces: Surfaces) -> int:
    """Answer an editor until it ends; 1 where it went without saying so."""
    found = session(environ, surfaces)
    protocol = sys.stdout.buffer
    sys.stdout = sys.stderr  # what anybody prints would break the protocol
    found.server.start_io(sys.stdin.buffer, protocol)
    return 0 if found.ended else 1
