"""Findings that are known: only what is new is told of."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.check.baseline import counted, document, new, read
from whichmodel.check.findings import Finding
from whichmodel.discovery.errors import UsageError

SOME = st.builds(
    Finding,
    rule=st.sampled_from(("retired-model", "unknown-model")),
    severity=st.just("error"),
    path=st.sampled_from(("/p/a.md", "/p/b/ü c.yaml")),
    line=st.integers(1, 50),
    column=st.integers(1, 50),
    end_column=st.just(60),
    text=st.sampled_from(("gpt-4", "claude-2", 'a"b\\n')),
    provider=st.just(None),
    message=st.just(""),
    replacement=st.just(None),
    source_url=st.just(None),
    fixable=st.just(False),
)


@given(st.lists(SOME))
def test_nothing_is_new_to_its_own_baseline_wherever_its_lines_go(findings: list[Finding]) -> None:
    known = read(document(findings, "/p"), "b.json")
    moved = [each._replace(line=each.line + 7, column=1) for each in findings]
    assert new(moved, known, "/p") == []


@given(st.lists(SOME), st.lists(SOME))
def test_as_many_are_new_as_there_are_more(before: list[Finding], after: list[Finding]) -> None:
    found = new(after, counted(before, "/p"), "/p")
    assert counted(found, "/p") == counted(after, "/p") - counted(before, "/p")


@given(st.lists(SOME))
def test_the_order_of_findings_does_not_change_the_file(findings: list[Finding]) -> None:
    assert document(findings, "/p") == document(reversed(findings), "/p")


def test_paths_are_those_from_the_baselines_own_directory() -> None:
    one = Finding("r", "error", "/p/docs/a.md", 1, 1, 2, "x", None, "", None, None, False)
    assert json.loads(document([one], "/p"))["findings"] == [
        {"rule": "r", "path": "docs/a.md", "text": "x", "count": 1}
    ]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": 1}', '{"schema": 1, "findings": [{}]}', "[" * 100_000,
     '{"schema": 1, "findings": [{"rule": [], "path": "", "text": "", "count": 1}]}'],
)  # fmt: skip
def test_what_is_no_baseline_is_a_mistake_in_one_line(text: str) -> None:
    with pytest.raises(UsageError, match=r"b\.json is no baseline: .*--write-baseline") as caught:
        read(text, "b.json")
    assert "\n" not in str(caught.value)


def test_a_baseline_of_another_version_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="another version"):
        read('{"schema": 2, "findings": []}', "b.json")
