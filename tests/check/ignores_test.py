"""Comments that tell to let a finding be."""

import pytest

from whichmodel.check.findings import Finding
from whichmodel.check.ignores import Kept, kept

NAMES = ("retired-model", "unknown-model")
TODAY = "2026-11-22"


def finding(line: int, rule: str = "retired-model") -> Finding:
    return Finding(rule, "error", "a.md", line, 1, 4, "gpt", "openai", "gone", None, None, False)


def left(*lines: str, at: int, rule: str = "retired-model") -> Kept:
    return kept([finding(at, rule)], list(lines), TODAY, NAMES)


@pytest.mark.parametrize(
    "comment",
    [
        "model: x  # whichmodel: ignore",
        "model: x  # whichmodel: ignore[retired-model]",
        "model: x  # whichmodel: ignore [ unknown-model , retired-model ]",
        "model: x  # whichmodel: ignore[retired-model] until 2027-01-31 because of the paper",
        "model: x  # whichmodel: ignore until 2026-11-22",
        "x <!-- whichmodel: ignore[retired-model] -->",
        "x <!-- whichmodel: ignore[retired-model] until 2027-01-31-->",
        '"x"  // whichmodel:ignore[retired-model]',
    ],
)
def test_a_comment_counts_for_its_own_line(comment: str) -> None:
    here = left("", comment, "", at=2)
    assert here.findings == []
    assert left("", comment, "x", at=3).findings != []


@pytest.mark.parametrize("mark", ["# ", "// ", "<!-- ", "  -- ", "/* ", "; ", ".. ", "{# "])
def test_a_comment_alone_on_a_line_counts_for_the_next_as_well(mark: str) -> None:
    lines = (f"{mark}whichmodel: ignore[retired-model]", "model: x", "model: x")
    assert left(*lines, at=2).findings == []
    assert left(*lines, at=3).findings != []


def test_a_comment_counts_for_the_rules_that_it_names() -> None:
    line = "model: x  # whichmodel: ignore[unknown-model]"
    assert left(line, at=1).findings != []
    assert left(line, at=1, rule="unknown-model").findings == []


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        ("ignore until 2026-11-21", "this was to be ignored until 2026-11-21"),
        ("ignore until tomorrow", "'tomorrow' is no day: write it as 2027-01-31"),
        ("ignore until 20270131", "'20270131' is no day: write it as 2027-01-31"),
        ("ignore[retired-mdel]", "no rule is called 'retired-mdel': did you mean retired-model?"),
        ("ignore[x]", "no rule is called 'x': known are retired-model, unknown-model"),
    ],
)
def test_what_does_not_count_is_said(comment: str, note: str) -> None:
    told = left("", f"model: x  # whichmodel: {comment}", at=2)
    assert told.findings != []
    assert told.notes == [f"a.md:2: {note}"]


def test_other_words_are_no_comment_of_ours() -> None:
    for line in ("whichmodel ignores this", "whichmodel: ignored", "notwhich: ignore"):
        assert left(line, at=1).findings != []
