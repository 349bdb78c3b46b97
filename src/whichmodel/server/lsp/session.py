"""The texts that are open in one editor, and the answers to what it asks about them."""

import asyncio
import os
from collections.abc import Sequence

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from whichmodel import __version__
from whichmodel.check.judging import Judge
from whichmodel.check.mentions import Mention
from whichmodel.check.rules import NAMES
from whichmodel.check.settings import PLACES, Settings, settings_for
from whichmodel.discovery.errors import WhichModelError
from whichmodel.server.lsp import completing, fixing, words
from whichmodel.server.lsp.judging import NOTHING, Judged, Where, is_readable, judged_text
from whichmodel.server.lsp.knowledge import Knowledge
from whichmodel.server.lsp.telling import diagnostic
from whichmodel.server.lsp.texts import Text

PAUSE = 0.3
"""Seconds without a key pressed after which a text is judged."""
LOOK = 2.0
"""Seconds between two looks at whether the catalogue or the store has changed."""
SUFFIXES = {
    "markdown": "md", "python": "py", "javascript": "js", "javascriptreact": "jsx",
    "typescript": "ts", "typescriptreact": "tsx", "shellscript": "sh", "dotenv": "env",
    "restructuredtext": "rst", "plaintext": "txt",
}  # fmt: skip
"""How files end whose language an editor calls by another name."""


class Session:
    """What one editor has open; for one thread."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.server = LanguageServer(
            "whichmodel", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.ended = False
        self._knowledge = knowledge
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._judged: dict[str, tuple[object, Judged]] = {}
        self._said: set[str] = set()

    # ── texts come, change and go ────────────────────────────────────────────────────────────────

    async def watch(self, _params: types.InitializedParams) -> None:
        """Judge all texts again whenever what is known has changed."""
        while not self.ended:
            if self._knowledge.is_old():
                self.judge_all()
            await asyncio.sleep(LOOK)

    def end(self, _params: None) -> None:
        """Told to end."""
        self.ended = True

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Judge at once."""
        self.judge(params.text_document.uri)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Judge as soon as nothing was written for a moment."""
        uri = params.text_document.uri
        self._forget(uri)
        loop = asyncio.get_running_loop()
        self._waiting[uri] = loop.call_later(PAUSE, self.judge, uri)

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """Judge at once; with new settings, everything."""
        uri = params.text_document.uri
        names = [name for name, _ in PLACES]
        if uri.endswith(tuple(names)):
            self._judged.clear()
            self.judge_all()
        else:
            self.judge(uri)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Nothing more is told of it."""
        uri = params.text_document.uri
        self._forget(uri)
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def _forget(self, uri: str) -> None:
        self._judged.pop(uri, None)
        waiting = self._waiting.pop(uri, None)
        if waiting:
            waiting.cancel()

    def judge_all(self) -> None:
        """Judge every text that is open."""
        for uri in list(self.server.workspace.text_documents):
            self.judge(uri)

    def judge(self, uri: str) -> None:
        """Find what is wrong with a text, and tell."""
        self._waiting.pop(uri, None)
        document = self.server.workspace.text_documents.get(uri)
        if document is None:
            return
        text = self.text(uri)
        told = [diagnostic(text, each) for each in self.judged(uri, text).findings]
        self.server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, told, document.version)
        )

    # ── what is asked ────────────────────────────────────────────────────────────────────────────

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What is known of the model at a place."""
        uri = params.text_document.uri
        text = self.text(uri)
        judged = self.judged(uri, text)
        line, column = text.place(text.offset_at(params.position))
        for mention in judged.mentions:
            if mention.line == line and mention.column <= column <= mention.end_column:
                return self._told(uri, text, mention, judged)
        return None

    def _told(self, uri: str, text: Text, mention: Mention, judged: Judged) -> types.Hover:
        held = self._knowledge.held()
        case = Judge(held.lookup, self.settings(uri), held.today).case(mention)
        there = (mention.line, mention.column)
        findings = [each for each in judged.findings if (each.line, each.column) == there]
        holders = held.lookup.holders(mention.model or mention.text)
        capabilities = self.server.client_capabilities.text_document
        forms = capabilities.hover.content_format if capabilities and capabilities.hover else None
        style, kind = _style(forms)
        value = words.told_of(mention, case.model, holders, findings, style)
        start = text.offset(*there)
        span = text.range(start, start + len(mention.text))
        return types.Hover(types.MarkupContent(kind, value), span)

    def complete(self, params: types.CompletionParams) -> types.CompletionList | None:
        """Model strings that may stand at a place where one is expected."""
        uri = params.text_document.uri
        text, held = self.text(uri), self._knowledge.held()
        if not is_readable(text):
            return None
        offset = text.offset_at(params.position)
        asked = completing.typed(held, text, self.where(uri).path, offset)
        if asked is None:
            return None
        span = text.range(asked.start, asked.end)
        found = completing.offers(held, asked, self._knowledge.surfaces)
        items = [_item(number, each, asked, span) for number, each in enumerate(found)]
        return types.CompletionList(is_incomplete=True, items=items)

    def resolve(self, item: types.CompletionItem) -> types.CompletionItem:
        """The same with all that is known of its model."""
        found = self._knowledge.held().lookup.model(*item.data) if item.data else None
        if found:
            value = "\n\n".join(words.about(found, words.MARKDOWN))
            item.documentation = types.MarkupContent(types.MarkupKind.Markdown, value)
        return item

    def act(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done about the findings of a range, and about all of a text."""
        uri = params.text_document.uri
        text = self.text(uri)
        findings = self.judged(uri, text).findings
        near = fixing.touching(text, findings, params.range)
        today = self._knowledge.held().today
        everywhere = fixing.all_fixed(uri, text, findings)
        found = [
            *fixing.actions(uri, text, self.where(uri).path, near, today),
            *([everywhere] if everywhere else []),
        ]
        only = params.context.only
        return [each for each in found if only is None or _is_wanted(each.kind, only)]

    # ── what answers are made from ───────────────────────────────────────────────────────────────

    def text(self, uri: str) -> Text:
        """The text as it stands in the editor."""
        document = self.server.workspace.get_text_document(uri)
        return Text(document.source, document.position_codec)

    def judged(self, uri: str, text: Text) -> Judged:
        """Its mentions and findings; nothing, with a message, where settings are wrong."""
        try:
            held = self._knowledge.held()
            kept = self._judged.get(uri)
            if kept and kept[0] is held:
                return kept[1]
            found = judged_text(held, text, self.where(uri), self.settings(uri))
        except WhichModelError as error:
            self._say(str(error))
            return NOTHING
        if uri in self.server.workspace.text_documents:
            self._judged[uri] = held, found
        return found

    def _say(self, words: str) -> None:
        """Tell the person once."""
        if words not in self._said:
            self._said.add(words)
            self.server.window_show_message(
                types.ShowMessageParams(types.MessageType.Warning, f"whichmodel: {words}")
            )

    def settings(self, uri: str) -> Settings:
        """The settings of the project that a file lies in."""
        return settings_for(self.where(uri).file, NAMES)

    def where(self, uri: str) -> Where:
        """Its path, whole and from the workspace; without a file it is named by its language."""
        document = self.server.workspace.get_text_document(uri)
        file = document.path
        if not uri.startswith("file:"):
            language = document.language_id or "txt"
            file = f"{os.path.basename(file)}.{SUFFIXES.get(language, language)}"
        folder = max(filter(file.startswith, self._folders()), key=len, default=None)
        return Where(file, os.path.relpath(file, folder) if folder else os.path.basename(file))

    def _folders(self) -> list[str]:
        """The directories that are open in the editor, each with a slash at its end."""
        opened = self.server.workspace
        paths = [opened.root_path, *(to_fs_path(uri) for uri in opened.folders)]
        return [os.path.join(path, "") for path in paths if path]


def _style(forms: Sequence[types.MarkupKind] | None) -> tuple[words.Style, types.MarkupKind]:
    """Markdown, where the editor shows it."""
    if forms and types.MarkupKind.Markdown not in forms:
        return words.PLAIN, types.MarkupKind.PlainText
    return words.MARKDOWN, types.MarkupKind.Markdown


def _item(
    number: int, offer: completing.Offer, asked: completing.Typed, span: types.Range
) -> types.CompletionItem:
    """An offer that replaces the whole string; a searched one passes the editor's own filter."""
    model = offer.model
    return types.CompletionItem(
        label=offer.string,
        kind=types.CompletionItemKind.Value if model else types.CompletionItemKind.Module,
        detail=offer.about or None,
        tags=[types.CompletionItemTag.Deprecated] if offer.over else None,
        sort_text=f"{number:04}",
        filter_text=asked.begun if offer.searched else None,
        text_edit=types.TextEdit(span, offer.string),
        data=[model.provider, model.model] if model else None,
    )


def _is_wanted(
    kind: types.CodeActionKind | str | None, only: Sequence[types.CodeActionKind | str]
) -> bool:
    """Whether a kind is one of those asked for, or within one."""
    own = _value(kind or "")
    return any(f"{own}.".startswith(f"{_value(each)}.") for each in only)


def _value(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind
