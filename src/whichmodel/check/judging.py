"""Mentions become findings: rules are asked once for each model, however many files name it."""

from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from whichmodel.check.cases import Asked, Case, Knowledge, Problem
from whichmodel.check.findings import Finding, milder
from whichmodel.check.mentions import Mention
from whichmodel.check.rules import DEFAULTS, OF_LINES, RULES, unknown_model
from whichmodel.check.settings import OFF, Settings
from whichmodel.check.standing import is_respelt, maker_provider, standing
from whichmodel.discovery.matching.leaving import OWN_NAMES


class Verdict(NamedTuple):
    """What a rule found, with the severity that it has here, and whose model it was judged as."""

    rule: str
    severity: str
    problem: Problem
    provider: str | None


Key = tuple[str, str | None, str | None, str, bool]
Lines = Callable[[str], list[str]]
"""The lines of the file of that path."""


def judged(
    mentions: Iterable[Mention],
    known: Knowledge,
    settings: Settings,
    today: str,
    lines: Lines | None = None,
) -> list[Finding]:
    """The findings among mentions, in their order; `lines` is for rules that read them."""
    judge, those = Judge(known, settings, today, lines), list(mentions)
    known.expect(judge.questions(those))
    return [finding for mention in those for finding in judge.findings(mention)]


def grades(settings: Settings) -> dict[str, str]:
    """The severity of each rule that is on."""
    found = {}
    for rule, (severity, on) in DEFAULTS.items():
        wanted = settings.rules.get(rule, on)
        grade = severity if wanted is True else wanted
        if grade and grade != OFF:
            found[rule] = grade
    return found


class Judge:
    """Judges mentions, and each model only once."""

    def __init__(
        self, known: Knowledge, settings: Settings, today: str, lines: Lines | None = None
    ) -> None:
        self._known = known
        self._settings = settings
        self._today = today
        self._lines = lines
        self._grades = grades(settings)
        self._by_line = not OF_LINES.isdisjoint(self._grades)
        self._cases: dict[Key, Case] = {}
        self._verdicts: dict[Key, list[Verdict]] = {}

    def findings(self, mention: Mention) -> list[Finding]:
        """What is wrong with one mention."""
        if mention.kind == "name" and not self._settings.names:
            return []
        key = _key(mention)
        found = self._verdicts.get(key)
        if found is None:
            found = self._verdicts[key] = self._judged(mention)
        if self._by_line:
            found = [*found, *self._of_line(mention)]
        return [_finding(mention, verdict) for verdict in found]

    def questions(self, mentions: Iterable[Mention]) -> Iterator[Asked]:
        """What will be asked for suggestions, or little more."""
        if unknown_model.NAME not in self._grades:
            return
        for mention in {_key(each): each for each in mentions if each.kind == "id"}.values():
            if not self._is_own(mention):
                asked = unknown_model.question(self.case(mention))
                if asked:
                    yield asked

    def _judged(self, mention: Mention) -> list[Verdict]:
        """The first verdict: one mistake is told of once."""
        if self._is_own(mention):
            return []
        case = self.case(mention)
        rules = RULES if mention.kind == "id" else ("retired-model", "retiring-model")
        for name in rules:
            if name in self._grades and name not in OF_LINES:
                problem = RULES[name].judge(case)
                if problem:
                    careful = problem._replace(
                        sure=problem.sure and not _loses_sight(case, problem)
                    )
                    severity = self._severity(name, problem, mention)
                    return [Verdict(name, severity, careful, case.provider)]
        return []

    def _of_line(self, mention: Mention) -> list[Verdict]:
        if self._lines is None or mention.kind != "id" or self._is_own(mention):
            return []
        lines = self._lines(mention.path)
        line = lines[mention.line - 1] if mention.line <= len(lines) else ""
        case = self.case(mention)._replace(line=line)
        found = ((name, RULES[name].judge(case)) for name in OF_LINES if name in self._grades)
        return [
            Verdict(name, self._grades[name], problem, case.provider)
            for name, problem in found
            if problem
        ]

    def case(self, mention: Mention) -> Case:
        """A mention, or one that is judged alike, with what is known of it."""
        key = _key(mention)
        found = self._cases.get(key)
        if found is None:
            found = self._cases[key] = self._case(mention)
        return found

    def _case(self, mention: Mention) -> Case:
        provider = self._provider(mention)
        model = mention.model or mention.text
        return Case(
            mention,
            provider,
            self._known.model(provider, model) if provider else None,
            standing(self._known, provider, model, self._today),
            self._known,
            self._settings,
            self._today,
        )

    def _provider(self, mention: Mention) -> str | None:
        """Whose model it is: what surrounds a mention may speak of another.

        An id that its neighbourhood's provider never had is its maker's, or of the only one that
        ever had it; unless the text itself names the provider, or names there are its users' own.
        """
        provider, model = mention.provider, mention.model or mention.text
        holders, owner = self._known.holders(model), maker_provider(model)
        if provider and (provider in OWN_NAMES or _is_prefixed(mention)):
            return provider
        if not holders or (provider in holders and self._has(provider, model)):
            return provider
        if owner in holders:
            return owner
        if provider in holders:
            return provider
        if len(holders) > 1:
            return None
        return provider if is_respelt(model, holders[0]) else holders[0]

    def _has(self, provider: str | None, model: str) -> bool:
        return provider is not None and self._known.model(provider, model) is not None

    def _severity(self, rule: str, problem: Problem, mention: Mention) -> str:
        if mention.kind == "name":
            return "info"
        chosen = rule in self._settings.rules and self._settings.rules[rule] is not True
        return self._grades[rule] if chosen else problem.severity or self._grades[rule]

    def _is_own(self, mention: Mention) -> bool:
        """Whether it is a name that the project gave."""
        names = {mention.text, mention.model or mention.text}
        patterns = self._settings.aliases
        return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def _key(mention: Mention) -> Key:
    """Mentions that have the same are judged alike."""
    return mention.text, mention.provider, mention.model, mention.kind, mention.expected


def _loses_sight(case: Case, problem: Problem) -> bool:
    """Whether a model that sees would be replaced by one of which nobody says that it does."""
    if problem.whole or not problem.replacement or not case.standing.provider:
        return False
    model = case.mention.model or case.mention.text
    new = case.known.model(case.standing.provider, problem.replacement)
    sees = "vision" in model or (case.model is not None and case.model.vision is True)
    return sees and (new is None or new.vision is not True)


def _is_prefixed(mention: Mention) -> bool:
    model = mention.model or mention.text
    return mention.text != model and mention.text.endswith(model)


def _finding(mention: Mention, verdict: Verdict) -> Finding:
    problem = verdict.problem
    severity = milder(verdict.severity) if mention.commented else verdict.severity
    replacement = written(mention, problem)
    fixable = bool(replacement) and problem.sure and severity != "info" and not mention.commented
    return Finding(
        verdict.rule, severity, mention.path, mention.line, mention.column, mention.end_column,
        mention.text, verdict.provider, problem.message, replacement, problem.source_url, fixable,
    )  # fmt: skip


def written(mention: Mention, problem: Problem) -> str | None:
    """What to write instead of the whole text: the prefix stays as it is."""
    if problem.replacement is None or problem.whole or mention.kind == "name":
        return problem.replacement if mention.kind == "id" else None
    model = mention.model or mention.text
    if not mention.text.endswith(model):
        return None
    return mention.text[: len(mention.text) - len(model)] + problem.replacement
