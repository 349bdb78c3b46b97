"""`whichmodel check`: is what they wrote still true?"""

import argparse
import os
import time
from typing import TYPE_CHECKING

from whichmodel.check import baseline
from whichmodel.check.checking import Applied, Checked, Request, applied, check, remaining
from whichmodel.check.findings import SEVERITIES, Finding, Report, fails
from whichmodel.check.rules import NAMES
from whichmodel.check.rules.stale_table import Tables
from whichmodel.check.settings import Settings, days, known_rule, settings_for, settings_in
from whichmodel.cli import output
from whichmodel.cli.list import counted
from whichmodel.cli.origins import origins_of
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.discovery.world import World, world
from whichmodel.formats.findings import FORMATS, render
from whichmodel.routing import route

if TYPE_CHECKING:
    from whichmodel.check.tables.refreshing import Render

HELP = """Find models in documentation, configuration and code that are retired, going, or misspelt.

Settings are read from whichmodel.toml or pyproject.toml, upwards from the first path. Findings that
are errors or warnings make the exit code 1.

examples:
  whichmodel check docs README.md
  whichmodel check . --within 180d --format github
  whichmodel check configs --diff
  whichmodel check configs --fix --replace groq/gemma2-9b-it=groq/openai/gpt-oss-20b
  whichmodel check . --write-baseline .whichmodel-baseline.json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and directories; default: as configured"
    )
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--fix", action="store_true", help="write what notices name instead")
    act.add_argument("--diff", action="store_true", help="show what --fix would write")
    parser.add_argument(
        "--replace", action="append", default=[], metavar="OLD=NEW", help="with --fix or --diff"
    )
    parser.add_argument("--within", type=span, metavar="TIME", help="tell of retirements: 90d, 6m")
    parser.add_argument("--rule", action="append", default=[], metavar="NAME", help="switch on")
    parser.add_argument("--no-rule", action="append", default=[], metavar="NAME", help="switch off")
    parser.add_argument("--strict", action="store_true", help="info fails as well")
    parser.add_argument("--names", action="store_true", help="also display names: GPT-4o")
    parser.add_argument("--changelogs", action="store_true", help="also changelogs")
    parser.add_argument("--baseline", metavar="FILE", help="tell only of what is not in it")
    parser.add_argument("--write-baseline", metavar="FILE", help="keep what is found for later")
    parser.add_argument("--config", metavar="FILE", help="a file of settings")
    parser.add_argument("--no-cache", action="store_true", help="read files again")
    output.add_format(parser, tuple(FORMATS))


def span(text: str) -> int:
    """`90d`, `12w`, `6m`, `1y`, in days."""
    try:
        return days(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run(args: argparse.Namespace) -> int:
    """Find, judge, and tell or write."""
    settings = set_by(args)
    replacements = dict(map(_replacement, args.replace))
    if replacements and not (args.fix or args.diff):
        raise UsageError("--replace goes with --fix or --diff")
    paths = _paths(args, settings)
    known = world(dict(os.environ))
    asked = Request(
        paths, settings, time.time_ns(), replacements, args.no_cache, stale_tables(known)
    )
    checked = check(known, asked, route)
    for note in (*checked.notes, *known.warnings):
        output.say(f"whichmodel: {note}")
    for path, problem in checked.problems.items():
        output.say(f"whichmodel: {path}: {problem}")
    code = 3 if any(path in checked.problems for path in paths) else 0
    if args.write_baseline:
        return _write_baseline(args.write_baseline, checked.report) or code
    checked = _fresh(checked, settings.baseline)
    report = checked.report
    if args.fix or args.diff:
        report, failed = _written(checked, args.fix)
        code = code or failed
    if not args.diff:
        output.write(render(args.format, report), paged=args.format == "text")
    providers = dict.fromkeys(each.provider for each in report.findings if each.provider)
    output.say("; ".join([summary(report, args.fix), *origins_of(providers, known)]))
    return code or int(fails(report.findings, settings.strict))


def stale_tables(known: World) -> Tables:
    """Tells where tables are out of date; what makes tables is loaded for the first text."""
    render: list[Render] = []

    def lines(text: str, path: str) -> list[tuple[int, str]]:
        from whichmodel.check.tables.refreshing import stale
        from whichmodel.cli.tables import renderer

        if not render:
            render.append(renderer(known))
        return stale(text, path, render[0])

    return lines


def _paths(args: argparse.Namespace, settings: Settings) -> list[str]:
    """What was named; else what is configured, as seen from here."""
    there = [os.path.join(settings.directory, path) for path in settings.paths]
    paths: list[str] = args.paths or [os.path.relpath(path) for path in there]
    if not paths:
        raise UsageError("name files or directories to check, such as `whichmodel check .`")
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"there is no file or directory {path!r}: name what to look through")
    return paths


def set_by(args: argparse.Namespace) -> Settings:
    """The project's settings with what the command line changes."""
    first = args.paths[0] if args.paths else "."
    found = settings_in(args.config, NAMES) if args.config else settings_for(first, NAMES)
    on = {known_rule(name, NAMES): found.rules.get(name, True) for name in args.rule}
    on = {name: True if grade == "off" else grade for name, grade in on.items()}
    off = {known_rule(name, NAMES): "off" for name in args.no_rule}
    return found._replace(
        rules={**found.rules, **on, **off},
        within=found.within if args.within is None else args.within,
        changelogs=found.changelogs or args.changelogs,
        names=found.names or args.names,
        strict=found.strict or args.strict,
        baseline=args.write_baseline or args.baseline or found.baseline,
    )


def _replacement(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise UsageError(f"--replace takes OLD=NEW, not {text!r}")
    return old, new


def _fresh(checked: Checked, file: str | None) -> Checked:
    """Without what the baseline has; what it has is not written either."""
    if file is None:
        return checked
    try:
        with open(file, encoding="utf-8") as opened:
            known = baseline.read(opened.read(), file)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise UsageError(f"the baseline {file} cannot be read: {reason}") from None
    found = checked.report.findings
    new = baseline.new(found, known, os.path.dirname(os.path.abspath(file)))
    old = {(each.path, each.line, each.column) for each in {*found} - {*new}}
    changes = [
        change._replace(
            edits=[
                each for each in change.edits if (change.path, each.line, each.column) not in old
            ]
        )
        for change in checked.changes
    ]
    report = checked.report._replace(findings=tuple(new))
    return checked._replace(report=report, changes=[each for each in changes if each.edits])


def _write_baseline(file: str, report: Report) -> int:
    """Keep what is found."""
    text = baseline.document(report.findings, os.path.dirname(os.path.abspath(file)))
    try:
        with open(file, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except OSError as error:
        raise Unavailable(f"{file} cannot be written: {error.strerror}") from None
    output.say(f"whichmodel: {counted(len(report.findings), 'finding')} kept in {file}")
    return 0


def _written(checked: Checked, write: bool) -> tuple[Report, int]:
    """What is left when the edits are written, or shown; and 3 where one failed."""
    done: Applied = applied(checked.changes, write)
    for path, problem in done.problems.items():
        output.say(f"whichmodel: {path}: {problem}")
    code = 3 if done.problems else 0
    if not write:
        output.write("".join(done.differences), paged=True)
        return checked.report, code
    spans = sum(map(len, done.written.values()))
    places = f"{counted(spans, 'place')} in {counted(len(done.written), 'file')}"
    output.say(f"whichmodel: wrote {places}")
    left = remaining(checked.report.findings, done)
    return checked.report._replace(findings=tuple(left)), code


def summary(report: Report, fixed: bool = False) -> str:
    """One line: how many of what, in how much, and what could be written."""
    found = report.findings
    numbers = {grade: sum(each.severity == grade for each in found) for grade in SEVERITIES}
    said = [_grade(number, grade) for grade, number in numbers.items() if number]
    looked = f"{counted(report.mentions, 'mention')} in {counted(report.files, 'file')}"
    could = sum(map(_is_fixable, found))
    advice = f"; --fix would write {could}" if could and not fixed else ""
    return f"whichmodel: {', '.join(said) or 'nothing found'} among {looked}{advice}"


def _is_fixable(finding: Finding) -> bool:
    return finding.fixable


def _grade(number: int, grade: str) -> str:
    """Info has no plural."""
    return f"{number} info" if grade == "info" else counted(number, grade)
