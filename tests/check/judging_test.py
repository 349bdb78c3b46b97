"""Mentions become findings: whose model is meant, how grave it is, and what would be written."""

import pytest
from knowledge import TODAY, Knowledge, mention, named

from whichmodel.check.findings import Finding, fails
from whichmodel.check.judging import Judge, judged
from whichmodel.check.mentions import Mention
from whichmodel.check.settings import Settings

OVER = named("groq/old-7b", status="retired", retires_on="2025-01-01", replacement="new-8b")
KNOWN = Knowledge(OVER, named("groq/new-8b"))


def found(*mentions: Mention, settings: Settings | None = None) -> list[Finding]:
    return judged(mentions, KNOWN, settings or Settings(), TODAY)


@pytest.mark.parametrize(
    ("text", "written"),
    [("groq/old-7b", "groq/new-8b"), ("groq:old-7b", "groq:new-8b"), ("old-7b", "new-8b")],
)
def test_a_replacement_keeps_the_prefix_as_it_is_written(text: str, written: str) -> None:
    (finding,) = found(mention(text, "groq", model="old-7b"))
    assert (finding.replacement, finding.fixable, finding.text) == (written, True, text)


def test_no_replacement_is_made_where_the_text_does_not_end_with_the_model() -> None:
    (finding,) = found(mention("OLD_7B", "groq", model="old-7b"))
    assert (finding.rule, finding.replacement, finding.fixable) == ("retired-model", None, False)


def test_the_place_of_a_finding_is_that_of_its_mention() -> None:
    of = mention("old-7b", "groq", path="x/y.md", line=7, column=3, end_column=9)
    (finding,) = found(of)
    assert (finding.path, finding.line, finding.column, finding.end_column) == ("x/y.md", 7, 3, 9)


def test_a_comment_counts_one_grade_lower_and_is_not_written() -> None:
    (finding,) = found(mention("old-7b", "groq", commented=True))
    assert (finding.severity, finding.fixable) == ("warning", False)


def test_display_names_are_judged_only_when_asked_for_and_are_information() -> None:
    name = mention("Old 7B", "groq", model="old-7b", kind="name")
    assert found(name) == []
    (finding,) = found(name, settings=Settings(names=True))
    assert (finding.severity, finding.replacement) == ("info", None)


def test_one_mistake_is_told_of_once() -> None:
    assert len(found(mention("groq/old-7b", "groq"))) == 1


@pytest.mark.parametrize("pattern", ["old-7b", "old-*", "groq/*"])
def test_names_of_ones_own_are_never_judged(pattern: str) -> None:
    assert found(mention("groq/old-7b", "groq"), settings=Settings(aliases=(pattern,))) == []


@pytest.mark.parametrize(("grade", "severity"), [("info", "info"), (True, "error"), ("off", None)])
def test_a_rules_severity_can_be_set(grade: str | bool, severity: str | None) -> None:
    settings = Settings(rules={"retired-model": grade})
    assert [each.severity for each in found(mention("old-7b", "groq"), settings=settings)] == (
        [severity] if severity else []
    )


def test_a_rule_that_is_off_by_default_can_be_switched_on() -> None:
    known = Knowledge(named("openai/gpt-5.4"), named("openai/gpt-5.4-2026-03-05"))
    alias = [mention("gpt-5.4", "openai")]
    assert judged(alias, known, Settings(), TODAY) == []
    (finding,) = judged(alias, known, Settings(rules={"floating-alias": True}), TODAY)
    assert (finding.rule, finding.severity) == ("floating-alias", "warning")


def test_a_model_that_sees_is_not_replaced_unasked_by_one_that_does_not() -> None:
    blind = Knowledge(
        named("groq/a-vision", status="retired", retires_on="2025-01-01", replacement="b"),
        named("groq/b"),
    )
    (finding,) = judged([mention("a-vision", "groq")], blind, Settings(), TODAY)
    assert (finding.replacement, finding.fixable) == ("b", False)


def test_rules_are_asked_once_for_each_model() -> None:
    known = Knowledge()
    judge = Judge(known, Settings(), TODAY)
    for line in range(1000):
        judge.findings(mention("groq/nobody-knows-1", "groq", line=line))
    assert known.asked == ["nobody-knows-1"]


def test_rules_of_lines_read_the_line_of_each_mention() -> None:
    known = Knowledge(named("groq/new-8b", context_window=8192))
    lines = {"a.yaml": ["new-8b", "new-8b, context: 64k"]}
    settings = Settings(rules={"wrong-limit": True})
    model = known.model("groq", "new-8b")
    assert model
    known._models["groq", "new-8b"] = model._replace(
        statements=(model.statements[0]._replace(record={"context_window": 8192}),)
    )
    both = [mention("new-8b", "groq", line=line) for line in (1, 2)]
    (finding,) = judged(both, known, settings, TODAY, lines.__getitem__)
    assert (finding.rule, finding.line) == ("wrong-limit", 2)


def test_info_fails_only_where_it_is_strict() -> None:
    (finding,) = found(mention("old-7b", "groq"))
    info = finding._replace(severity="info")
    assert (fails([]), fails([info]), fails([info], strict=True), fails([finding])) == (
        False, False, True, True,
    )  # fmt: skip


def test_a_finding_names_the_provider_it_was_judged_for() -> None:
    (finding,) = found(mention("old-7b", "openai"))
    assert finding.provider == "groq"


def test_what_will_be_asked_for_suggestions_is_told_before_and_once() -> None:
    known = Knowledge(named("groq/new-8b"))
    unheard = mention("new-8c", "groq", expected=True)
    judged([unheard, mention("new-8b", "groq"), unheard], known, Settings(), TODAY)
    assert known.expected == [("new-8c", "groq", 0.6)]
    assert known.asked == ["new-8c"]


def test_nothing_is_told_before_of_names_of_ones_own_or_where_the_rule_is_off() -> None:
    known = Knowledge(named("groq/new-8b"))
    unheard = mention("new-8c", "groq", expected=True)
    judged([unheard], known, Settings(aliases=("new-*",)), TODAY)
    judged([unheard], known, Settings(rules={"unknown-model": "off"}), TODAY)
    assert known.expected == known.asked == []
