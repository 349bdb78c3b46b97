"""An editor without a window: pygls's own client, which speaks to `whichmodel lsp` as a process."""

import asyncio
import re
import sys
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from homes import PATIENCE, Home
from lsprotocol import types
from pygls.lsp.client import LanguageClient

Answer = TypeVar("Answer")
FIRST = types.Position(0, 0)


class Editor:
    """A person who looks at one text at a time; leaving the block ends the server.

    Places are found by looking for words in the text, and counted here in UTF-16 by itself.
    """

    def __init__(self, home: Home, root: Path, **capabilities: Any) -> None:
        self.root = root
        self.code: int | None = None
        self.talk = ""
        self.messages: list[str] = []
        self.uri, self.text, self.version = "", "", 0
        self.home = home
        self._capabilities = types.ClientCapabilities(**capabilities)
        self._told: dict[tuple[str, int | None], list[types.Diagnostic]] = {}
        self._runner = asyncio.Runner()
        self._news = asyncio.Event()
        self.client = LanguageClient("test editor", "1")
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._publish))
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(partial(self._show))

    def __enter__(self) -> "Editor":
        command = (sys.executable, "-m", "whichmodel", "lsp")
        self.run(self.client.start_io(*command, env=self.home.environ, cwd=self.home.directory))
        folder = types.WorkspaceFolder(self.root.as_uri(), self.root.name)
        params = types.InitializeParams(self._capabilities, workspace_folders=[folder])
        self.server = self.run(self.client.initialize_async(params))
        self.client.initialized(types.InitializedParams())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._end())
        self._runner.close()

    async def _end(self) -> None:
        process = self.client._server
        assert process and process.stderr
        await self.client.shutdown_async(None)
        self.client.exit(None)
        self.talk = (await process.stderr.read()).decode()
        self.code = await process.wait()
        await self.client.stop()

    def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return self._runner.run(asyncio.wait_for(work, PATIENCE))

    def _publish(self, params: types.PublishDiagnosticsParams) -> None:
        self._told[params.uri, params.version] = list(params.diagnostics)
        self._news.set()

    def _show(self, params: types.ShowMessageParams) -> None:
        self.messages.append(params.message)
        self._news.set()

    # ── a text ───────────────────────────────────────────────────────────────────────────────────

    def open(self, name: str, text: str, language: str = "yaml") -> list[types.Diagnostic]:
        """Open a text that may have no file; what is told of it."""
        self.uri = name if ":" in name else (self.root / name).as_uri()
        self.text, self.version = text, 1
        document = types.TextDocumentItem(self.uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return self.diagnostics()

    def write(self, text: str) -> None:
        """Change the whole text."""
        self.text, self.version = text, self.version + 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def save(self) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.identifier))

    def close(self) -> list[types.Diagnostic]:
        """Close it; what is told last."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.identifier))
        return self.diagnostics(None)

    @property
    def identifier(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    def diagnostics(self, version: int | None = 0) -> list[types.Diagnostic]:
        """What is told next of a version of the text; the one that is there, unless named."""
        key = self.uri, self.version if version == 0 else version
        self.until(lambda: key in self._told)
        return self._told.pop(key)

    def until(self, done: Callable[[], object]) -> None:
        """Wait for what the server sends."""

        async def wait() -> None:
            while not done():
                self._news.clear()
                await self._news.wait()

        self.run(wait())

    # ── questions ────────────────────────────────────────────────────────────────────────────────

    def at(self, words: str) -> types.Position:
        """Behind the first occurrence of these words."""
        before = self.text[: self.text.index(words) + len(words)]
        lines = re.split("\r\n|\n|\r", before)
        return types.Position(len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2)

    def hover(self, words: str) -> str:
        """What is told of the place behind the words; "" for nothing."""
        found = self.run(
            self.client.text_document_hover_async(
                types.HoverParams(self.identifier, self.at(words))
            )
        )
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    def complete(self, words: str) -> list[types.CompletionItem]:
        """What is offered behind the words."""
        params = types.CompletionParams(self.identifier, self.at(words))
        found = self.run(self.client.text_document_completion_async(params))
        return list(found.items) if isinstance(found, types.CompletionList) else list(found or ())

    def actions(
        self, diagnostics: Sequence[types.Diagnostic] = (), only: str | None = None
    ) -> list[types.CodeAction]:
        """What can be done at the place of the first diagnostic; without one at the beginning."""
        span = diagnostics[0].range if diagnostics else types.Range(FIRST, FIRST)
        context = types.CodeActionContext(list(diagnostics), [only] if only else None)
        params = types.CodeActionParams(self.identifier, span, context)
        found = self.run(self.client.text_document_code_action_async(params))
        return [each for each in found or () if isinstance(each, types.CodeAction)]

    def applied(self, action: types.CodeAction) -> str:
        """The text with an action's edits."""
        assert action.edit and action.edit.changes
        (edits,) = [action.edit.changes[self.uri]]
        return self.edited(edits)

    def edited(self, edits: Sequence[types.TextEdit]) -> str:
        """The text with edits, from the last to the first."""
        text = self.text
        for edit in sorted(edits, key=lambda each: _order(each.range.start), reverse=True):
            start, end = self.offset(edit.range.start), self.offset(edit.range.end)
            text = text[:start] + edit.new_text + text[end:]
        return text

    def offset(self, position: types.Position) -> int:
        starts = [0, *(found.end() for found in re.finditer("\r\n|\n|\r", self.text))]
        start = starts[position.line]
        units = self.text[start:].encode("utf-16-le")[: position.character * 2]
        return start + len(units.decode("utf-16-le"))

    def marked(self, span: types.Range) -> str:
        """The words in a range."""
        return self.text[self.offset(span.start) : self.offset(span.end)]


def _order(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
