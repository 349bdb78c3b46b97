"""What `check` finds in one text that is being written, by the settings of its project."""

import os
from typing import NamedTuple

from whichmodel.check import baseline
from whichmodel.check.checking import Pages, marked, wanted
from whichmodel.check.findings import Finding
from whichmodel.check.ignores import kept
from whichmodel.check.judging import grades, judged
from whichmodel.check.mentions import Mention
from whichmodel.check.reading import is_made, text_of
from whichmodel.check.rules import NAMES, stale_table
from whichmodel.check.settings import Settings
from whichmodel.check.walk import DIRECTORIES, HISTORY, LARGEST, is_read
from whichmodel.server.lsp.knowledge import Held
from whichmodel.server.lsp.texts import Text


class Where(NamedTuple):
    """A file: its whole path, and the path from the project's directory, by which it is judged."""

    file: str
    path: str


class Judged(NamedTuple):
    """The models that a text mentions, and what is wrong with them."""

    mentions: list[Mention]
    findings: list[Finding]


NOTHING = Judged([], [])


class _Page(Pages):
    """The lines of the text as it stands in the editor."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._own = lines

    def lines(self, path: str) -> list[str]:  # noqa: ARG002 - there is one text only
        return self._own


def is_readable(text: Text) -> bool:
    """Whether it is text of a size that is looked at."""
    if len(text.text) > LARGEST:
        return False
    return not text_of(text.text[:LARGEST].encode("utf-8", "replace")).problem


def is_checked(where: Where, settings: Settings) -> bool:
    """Whether `check` on the whole project would look at it, unless git ignores it: that is open
    in an editor because somebody writes in it."""
    *directories, name = where.path.replace(os.sep, "/").lower().split("/")
    shut = DIRECTORIES - HISTORY if settings.changelogs else DIRECTORIES
    if not is_read(name, settings.changelogs) or not shut.isdisjoint(directories):
        return False
    return any(True for _ in wanted([where.file], settings))


def judged_text(held: Held, text: Text, where: Where, settings: Settings) -> Judged:
    """The mentions in a text and its findings, as `check` tells them of the file."""
    if not is_readable(text) or is_made(text.text.encode("utf-8", "replace")):
        return NOTHING
    mentions = held.finder.find(text.text, where.path)
    if not is_checked(where, settings):
        return Judged(mentions, [])
    page = _Page(text.lines)
    found = judged(mentions, held.lookup, settings, held.today, page.lines)
    found += _tables(held, text, where, settings)
    left = kept(found, text.lines, held.today, NAMES).findings
    return Judged(mentions, _new(list(marked(left, mentions, page)), where, settings.baseline))


def _tables(held: Held, text: Text, where: Where, settings: Settings) -> list[Finding]:
    severity = grades(settings).get(stale_table.NAME)
    signed = stale_table.SIGN.decode() in text.text
    if severity is None or not signed or not where.path.endswith(stale_table.SUFFIXES):
        return []
    return [
        Finding(
            stale_table.NAME, severity, where.path, each.line, 1, len(each.text) + 1, each.text,
            None, each.message, None, None, False,
        )
        for each in stale_table.judge(text.text, where.path, held.tables)
    ]  # fmt: skip


def _new(findings: list[Finding], where: Where, file: str | None) -> list[Finding]:
    """Those that the project's baseline does not have; without one that can be read, all."""
    if file is None:
        return findings
    try:
        with open(file, encoding="utf-8") as opened:
            known = baseline.read(opened.read(), file)
    except (OSError, UnicodeDecodeError):
        return findings
    placed = [each._replace(path=where.file) for each in findings]
    new = baseline.new(placed, known, os.path.dirname(os.path.abspath(file)))
    return [each._replace(path=where.path) for each in new]
