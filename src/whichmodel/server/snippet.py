"""A text in memory, checked as `whichmodel check` checks a file, and corrected as `--fix` would."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from whichmodel.check.checking import neighbours
from whichmodel.check.findings import Finding
from whichmodel.check.fixes import edits, fixable, fixed
from whichmodel.check.ignores import kept
from whichmodel.check.judging import judged
from whichmodel.check.known import known_of
from whichmodel.check.lookup import Lookup
from whichmodel.check.mentions import Mention, mentions
from whichmodel.check.rules import NAMES
from whichmodel.check.settings import Settings
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.model import OVER
from whichmodel.discovery.world import World
from whichmodel.formats.words import visible
from whichmodel.routing import route

UNNAMED = "snippet.yaml"
"""A text of no known kind is read as one that has keys and values, with `#` for comments."""
FENCED = "snippet.md"
MOST = 500
"""Different models in one text: to find what is near to an unknown one takes milliseconds."""


class Judged(NamedTuple):
    """A finding, and ids that may be meant where nothing is written instead."""

    finding: Finding
    alternatives: list[str]


class Snippet(NamedTuple):
    """What was found, the text as it should read, and the providers whose models are in it."""

    found: list[Judged]
    corrected: str
    mentions: int
    providers: list[str]


def checked(world: World, text: str, path: str) -> Snippet:
    """Judge the models in a text; `path` tells what kind of text it is, "" for one that shows.

    UsageError for more models than anybody means.
    """
    name = path or (FENCED if "```" in text else UNNAMED)
    known, lines, today = known_of(world), text.split("\n"), world.time[:10]
    found = mentions(text, name, known)
    if len({each.text for each in found}) > MOST:
        raise UsageError(f"more than {MOST} models in one text: check a part of it at a time")
    with closing(Lookup(world, known, route)) as lookup:
        told = judged(found, lookup, Settings(), today, lambda _: lines)
        left = list(_marked(kept(told, lines, today, NAMES).findings, found, lines))
        rows = [Judged(each, _alternatives(lookup, each)) for each in left]
    owners = [each.provider for each in found] + [each.provider for each in left]
    corrected = fixed(text, edits(left))
    return Snippet(
        rows,
        text if corrected is None else corrected,
        len(found),
        [owner for owner in dict.fromkeys(owners) if owner],
    )


def _marked(
    findings: Sequence[Finding], found: Sequence[Mention], lines: list[str]
) -> Iterator[Finding]:
    """The findings, fixable where what stands around allows it, and the new text is one line."""
    around = neighbours(found)
    for each in findings:
        mention, *beside = around[each.line, each.column]
        clean = each.replacement is not None and visible(each.replacement) == each.replacement
        line = lines[each.line - 1]
        yield each._replace(fixable=clean and fixable(each, mention, beside, line))


def _alternatives(lookup: Lookup, finding: Finding) -> list[str]:
    """The nearest ids that are not over, or what takes their place."""
    if finding.fixable or finding.provider is None:
        return []
    found = []
    for near in lookup.suggest(finding.text, finding.provider):
        model = lookup.model(near.provider, near.model)
        if model and model.lifecycle.status in OVER:
            model = lookup.model(near.provider, model.lifecycle.replacement or "")
        if model and model.lifecycle.status not in OVER:
            found.append(model.id)
    return list(dict.fromkeys(found))
