"""The story of a check: look through files, judge what they mention, and leave out what is told."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from fnmatch import fnmatchcase
from functools import cached_property
from typing import NamedTuple

from whichmodel.check.cases import Routed
from whichmodel.check.findings import Finding, Report
from whichmodel.check.fixes import Edit, difference, edits, fixable
from whichmodel.check.ignores import MARK, kept
from whichmodel.check.judging import grades, judged
from whichmodel.check.known import Known, known_of
from whichmodel.check.lookup import Lookup
from whichmodel.check.mentions import Mention
from whichmodel.check.reading import Text, text_of
from whichmodel.check.remembered import Remembered
from whichmodel.check.rules import NAMES, described, stale_table
from whichmodel.check.scan import Outcome, Result, scan
from whichmodel.check.settings import Settings
from whichmodel.check.walk import Found, files
from whichmodel.discovery.configuration import cache_file
from whichmodel.discovery.world import World


class FileEdits(NamedTuple):
    """What would be written into one file, in its encoding."""

    path: str
    encoding: str
    edits: list[Edit]


class Checked(NamedTuple):
    """What was found, what would be written, and what is to be said.

    `problems` are files that could not be looked at, by path.
    """

    report: Report
    changes: list[FileEdits]
    notes: list[str]
    problems: dict[str, str]


class Request(NamedTuple):
    """What to look through and how; `now` is in nanoseconds since 1970.

    `replacements` leads from what is written, or the provider's own id, to what to write instead;
    `afresh` reads files again that have not changed; `tables` tells where generated tables of a
    text are out of date.
    """

    paths: list[str]
    settings: Settings
    now: int
    replacements: dict[str, str]
    afresh: bool = False
    tables: stale_table.Tables | None = None


class Page:
    """A file that has something in it, read once; empty where it is gone meanwhile."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            with open(path, "rb") as file:
                self.data = file.read()
        except OSError:
            self.data = b""

    @cached_property
    def read(self) -> Text:
        """The text and its encoding."""
        return text_of(self.data)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.read.text.split("\n")


class Pages:
    """Files that have something in them: they come one after the other."""

    def __init__(self) -> None:
        self._page: Page | None = None

    def page(self, path: str) -> Page:
        """A file."""
        if self._page is None or self._page.path != path:
            self._page = Page(path)
        return self._page

    def lines(self, path: str) -> list[str]:
        """The lines of a file."""
        return self.page(path).lines

    def line(self, path: str, number: int) -> str:
        """One line; empty where there is none."""
        lines = self.lines(path)
        return lines[number - 1] if number <= len(lines) else ""

    def encoding(self, path: str) -> str:
        """The encoding of a file."""
        return self.page(path).read.encoding


def check(about: World, asked: Request, route: Callable[[str], Routed]) -> Checked:
    """Look through files, judge the models in them, and leave out what their comments ignore."""
    known = known_of(about)
    result = _scanned(about, known, asked)
    pages = Pages()
    cache = None if asked.afresh else os.path.dirname(cache_file(about.environ))
    with closing(Lookup(about, known, route, cache)) as lookup:
        found = _by_path(
            judged(result.mentions, lookup, asked.settings, about.time[:10], pages.lines)
        )
    told: list[Finding] = []
    changes: list[FileEdits] = []
    notes: list[str] = []
    for outcome in result.outcomes:
        its = found.get(outcome.path, []) + list(_tables(outcome.path, pages, asked))
        if its:
            page = pages.page(outcome.path)
            if MARK in page.read.text:
                left = kept(its, page.lines, about.time[:10], NAMES)
                notes += left.notes
                its = left.findings
            its = list(marked(its, outcome.mentions, pages))
            told += its
        needed = its or asked.replacements
        edited = _edits(outcome, its, asked.replacements, pages) if needed else []
        if edited:
            changes.append(FileEdits(outcome.path, pages.encoding(outcome.path), edited))
    report = Report(tuple(told), result.looked_at, len(result.mentions), described())
    problems = {each.path: each.problem for each in result.outcomes if each.problem}
    return Checked(report, changes, notes + _unused(asked.replacements, changes), problems)


def _scanned(about: World, known: Known, asked: Request) -> Result:
    """The mentions in the files, as far as possible from memory."""
    remembered = None
    if not asked.afresh:
        remembered = Remembered(os.path.dirname(cache_file(about.environ)), known)
    try:
        return scan(wanted(asked.paths, asked.settings), known, remembered, asked.now)
    finally:
        if remembered:
            remembered.close()


def _by_path(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.path, []).append(finding)
    return found


def _unused(replacements: dict[str, str], changes: list[FileEdits]) -> list[str]:
    """What was to be replaced and stands nowhere where it may be written."""
    written = {edit.text for change in changes for edit in change.edits}
    return [
        f"nothing that may be written is called {old!r}"
        for old in replacements
        if not any(text == old or text.endswith(("/" + old, ":" + old)) for text in written)
    ]


def _tables(path: str, pages: Pages, asked: Request) -> Iterator[Finding]:
    """A finding for each generated table that would change."""
    if asked.tables is None or not path.endswith(stale_table.SUFFIXES):
        return
    severity = grades(asked.settings).get(stale_table.NAME)
    if severity is None:
        return
    if stale_table.SIGN not in pages.page(path).data:
        return
    for each in stale_table.judge("\n".join(pages.lines(path)), path, asked.tables):
        yield Finding(
            stale_table.NAME, severity, path, each.line, 1, len(each.text) + 1, each.text, None,
            each.message, None, None, False,
        )  # fmt: skip


def wanted(paths: list[str], settings: Settings) -> Iterator[Found]:
    """The files to look through, without those that the settings exclude, and the baseline."""
    baseline = settings.baseline and os.path.realpath(settings.baseline)
    for each in files(paths, settings.changelogs):
        if settings.exclude and _is_excluded(each.path, settings):
            continue
        if not (baseline and os.path.realpath(each.path) == baseline):
            yield each


def _is_excluded(path: str, settings: Settings) -> bool:
    place = os.path.relpath(path, settings.directory).replace(os.sep, "/")
    return any(
        fnmatchcase(place, pattern) or place.startswith(pattern.rstrip("/") + "/")
        for pattern in settings.exclude
    )


def marked(
    findings: Iterable[Finding], mentions: Sequence[Mention], pages: Pages
) -> Iterator[Finding]:
    """The findings of one file, fixable only where what stands around allows it."""
    around = neighbours(mentions)
    for finding in findings:
        # A finding without one is of a table.
        if not finding.fixable or (finding.line, finding.column) not in around:
            yield finding
            continue
        mention, *beside = around[finding.line, finding.column]
        line = pages.line(finding.path, finding.line)
        yield finding._replace(fixable=fixable(finding, mention, beside, line))


def neighbours(mentions: Sequence[Mention]) -> dict[tuple[int, int], list[Mention]]:
    """By line and column: the mention there, then the one before and the one after."""
    return {
        (each.line, each.column): [each, *mentions[max(0, at - 1) : at], *mentions[at + 1 : at + 2]]
        for at, each in enumerate(mentions)
    }


def _edits(
    outcome: Outcome, findings: list[Finding], replacements: dict[str, str], pages: Pages
) -> list[Edit]:
    """The edits of one file: what was asked for by name, then what the findings name."""
    chosen = list(_chosen(outcome, replacements, pages)) if replacements else []
    taken = {(edit.line, edit.column) for edit in chosen}
    rest = [each for each in edits(findings) if (each.line, each.column) not in taken]
    return sorted(chosen + rest)


def _chosen(outcome: Outcome, replacements: dict[str, str], pages: Pages) -> Iterator[Edit]:
    """The edits that `--replace` asks for; a provider's own id keeps the prefix in front."""
    around = neighbours(outcome.mentions)
    for each in outcome.mentions:
        model = each.model or each.text
        new = replacements.get(each.text)
        if new is None and model in replacements and each.text.endswith(model):
            new = each.text[: len(each.text) - len(model)] + replacements[model]
        if new is None or each.kind == "name" or each.commented:
            continue
        finding = Finding(
            "", "error", each.path, each.line, each.column, each.end_column, each.text, None, "",
            new, None, True,
        )  # fmt: skip
        _, *beside = around[each.line, each.column]
        if fixable(finding, each, beside, pages.line(each.path, each.line)):
            yield from edits([finding])


class Applied(NamedTuple):
    """What became of the edits: diffs, the spans that were written by path, and what failed."""

    differences: list[str]
    written: dict[str, set[tuple[int, int]]]
    problems: dict[str, str]


def applied(changes: Iterable[FileEdits], write: bool) -> Applied:
    """Write the edits, file by file; `write` False only tells what would change."""
    from whichmodel.check.writing import rewritten

    done = Applied([], {}, {})
    for path, encoding, wanted_edits in changes:
        result = rewritten(path, encoding, wanted_edits, write)
        if result.problem:
            done.problems[path] = result.problem
            continue
        done.differences.append(difference(path, result.before, result.after))
        done.written[path] = {(edit.line, edit.column) for edit in wanted_edits}
    return done


def remaining(findings: Iterable[Finding], done: Applied) -> list[Finding]:
    """The findings that were not written."""
    return [
        each for each in findings if (each.line, each.column) not in done.written.get(each.path, ())
    ]
