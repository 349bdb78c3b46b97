"""What an editor can do about findings: write what is named instead, or let them be for a while."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from lsprotocol.types import CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit

from whichmodel.check.findings import Finding
from whichmodel.check.fixes import edits
from whichmodel.check.rules import stale_table
from whichmodel.check.syntax import ENV, JSON, Syntax
from whichmodel.server.lsp.telling import diagnostic
from whichmodel.server.lsp.texts import Text, syntax_at

DAYS = 90
"""For so long a comment lets a finding be."""
ALL = "source.fixAll.whichmodel"
MARKDOWN = (".md", ".mdx", ".markdown", ".mdc", ".qmd")
TO_THE_END = (
    ".ini", ".cfg", ".conf", ".properties", "dockerfile", "makefile", "justfile", "modelfile",
)  # fmt: skip
"""Files in which what looks like a comment behind a value is part of it."""
COMMENTED_JSON = (".jsonc", ".json5")


def actions(
    uri: str, text: Text, path: str, findings: list[Finding], today: str
) -> Iterator[CodeAction]:
    """What can be done about findings of a text."""
    for finding in findings:
        yield from _replacing(uri, text, finding)
        if finding.rule != stale_table.NAME:
            yield from _ignoring(uri, text, path, finding, today)


def all_fixed(uri: str, text: Text, findings: list[Finding]) -> CodeAction | None:
    """One action that writes what `--fix` would write; None where that is nothing."""
    wanted = [
        _edit(text, edit.line, edit.column, edit.end_column, edit.replacement)
        for edit in edits(findings)
    ]
    if not wanted:
        return None
    title = "Replace all models that a notice names a replacement of"
    return CodeAction(title, kind=ALL, edit=WorkspaceEdit({uri: wanted}))


def _edit(text: Text, line: int, column: int, end: int, new: str) -> TextEdit:
    return TextEdit(text.range(text.offset(line, column), text.offset(line, end)), new)


def _replacing(uri: str, text: Text, finding: Finding) -> Iterator[CodeAction]:
    if finding.replacement is None:
        return
    edit = _edit(text, finding.line, finding.column, finding.end_column, finding.replacement)
    yield CodeAction(
        title=f"Replace with {finding.replacement}",
        kind=CodeActionKind.QuickFix,
        diagnostics=[diagnostic(text, finding)],
        is_preferred=finding.fixable,
        edit=WorkspaceEdit({uri: [edit]}),
    )


def _ignoring(
    uri: str, text: Text, path: str, finding: Finding, today: str
) -> Iterator[CodeAction]:
    until = (date.fromisoformat(today) + timedelta(days=DAYS)).isoformat()
    words = f"whichmodel: ignore[{finding.rule}] until {until}"
    edit = comment(text, path, finding, words)
    if edit is None:
        return
    yield CodeAction(
        title=f"Ignore {finding.rule} here until {until}",
        kind=CodeActionKind.QuickFix,
        diagnostics=[diagnostic(text, finding)],
        edit=WorkspaceEdit({uri: [edit]}),
    )


def comment(text: Text, path: str, finding: Finding, words: str) -> TextEdit | None:
    """Words in a comment that counts for a finding's line; None where no comment can stand.

    At the end of the line, but above it where values go on to the end of the line.
    """
    syntax = syntax_at(text, path, text.offset(finding.line, finding.column))
    form = _form(syntax, path)
    above, line = (text.lines[number].rstrip() for number in (finding.line - 2, finding.line - 1))
    if form is None:
        return None
    if syntax is ENV or path.lower().endswith(TO_THE_END):
        at = text.offset(finding.line, 1)
        new = form.format(words) + _ending(text)
        return None if finding.line > 1 and above.endswith("\\") else _inserted(text, at, new)
    gap = " " if form.startswith("<") else "  "
    at = text.offset(finding.line, len(line) + 1)
    return None if line.endswith("\\") else _inserted(text, at, gap + form.format(words))


def _inserted(text: Text, at: int, new: str) -> TextEdit:
    return TextEdit(text.range(at, at), new)


def _form(syntax: Syntax | None, path: str) -> str | None:
    """How a comment is written; a plain JSON file has none, nor has a notebook's cell in it."""
    if syntax is None or path.endswith(".ipynb"):
        return None
    if syntax.prose:
        return "<!-- {} -->" if path.lower().endswith(MARKDOWN) else None
    if syntax is JSON and not path.lower().endswith(COMMENTED_JSON):
        return None
    return f"{syntax.comments[0]} {{}}" if syntax.comments else None


def _ending(text: Text) -> str:
    return "\r\n" if text.lines[0].endswith("\r") else "\n"


def touching(text: Text, findings: Iterable[Finding], where: Range) -> list[Finding]:
    """The findings that a range of the editor touches."""
    first, last = text.offset_at(where.start), text.offset_at(where.end)
    return [
        each
        for each in findings
        if text.offset(each.line, each.column) <= last
        and first <= text.offset(each.line, each.end_column)
    ]
