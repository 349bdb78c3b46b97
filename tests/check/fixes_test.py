"""What is written: the span of a finding and nothing else, and only where it may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from knowledge import mention

from whichmodel.check.findings import Finding
from whichmodel.check.fixes import Edit, difference, edits, fixable, fixed, is_recorded
from whichmodel.check.mentions import Mention


def finding(text: str, line: int = 1, column: int = 1, path: str = "a.yaml") -> Finding:
    return Finding(
        "retired-model", "error", path, line, column, column + len(text), text, "openai", "",
        "new-model", None, True,
    )  # fmt: skip


def at(line: str, text: str, where: str = "key", start: int = 0) -> Mention:
    column = line.index(text, start) + 1
    return mention(text, column=column, end_column=column + len(text), where=where)


def may(line: str, text: str, *others: str, where: str = "key", path: str = "a.yaml") -> bool:
    of = at(line, text, where)
    beside = [of, *(at(line, other, where, of.end_column - 1) for other in others)]
    return fixable(finding(text, 1, of.column, path), of, beside, line)


@pytest.mark.parametrize(
    "line",
    [
        "model: gpt-4",
        'model = "gpt-4"',
        '  "model": "gpt-4",',
        "llm -m gpt-4 'hello: world'",
        'client.chat(model="gpt-4", x=1)',
        "| OpenAI | `gpt-4` |",
        '["gpt-4", "other"]',
        "https://host/v1/models/gpt-4:generateContent",
    ],
)
def test_a_model_in_use_is_written(line: str) -> None:
    assert may(line, "gpt-4")


@pytest.mark.parametrize("line", ['"gpt-4": 0.03,', "gpt-4: 8192", "'gpt-4' => 1", '"gpt-4" = 20'])
def test_a_key_is_left(line: str) -> None:
    assert not may(line, "gpt-4")


@pytest.mark.parametrize(
    "line",
    [
        '"gpt-4": "gpt-9",',
        "gpt-4 -> gpt-9",
        "`gpt-4` → `gpt-9`",
        "| `gpt-4` | `gpt-9` |",
        'RENAMED["gpt-4"] = "gpt-9"',
        "replace gpt-4 by gpt-9",
    ],
)
def test_neither_side_of_old_to_new_is_written(line: str) -> None:
    assert not may(line, "gpt-4", "gpt-9")
    of, other = at(line, "gpt-4"), at(line, "gpt-9")
    assert not fixable(finding("gpt-9", 1, other.column), other, [of, other], line)


@pytest.mark.parametrize("line", ["old: gpt-4", 'from = "gpt-4"', '"deprecated_model": "gpt-4"'])
def test_what_is_called_old_is_left(line: str) -> None:
    assert not may(line, "gpt-4")


def test_models_in_a_list_are_written_each() -> None:
    line = 'models: ["gpt-4", "gpt-9"]'
    assert may(line, "gpt-4", "gpt-9")


@pytest.mark.parametrize("where", ["prose", "heading", "comment", "label"])
def test_what_is_spoken_of_is_left(where: str) -> None:
    assert not may("model: gpt-4", "gpt-4", where=where)


@pytest.mark.parametrize(
    "path",
    ["tests/cassettes/a.yaml", "x/__snapshots__/a.json", "CHANGELOG.md", "docs/release-notes-2.md",
     "logs/run.txt", "a\\recordings\\b.yaml", "results/table.md", "leaderboard.json", "run.log"],
)  # fmt: skip
def test_what_happened_once_is_left(path: str) -> None:
    assert is_recorded(path)
    assert not may("model: gpt-4", "gpt-4", path=path)


@pytest.mark.parametrize("path", ["docs/index.md", "src/logger.py", "config/newsroom/a.yaml"])
def test_other_paths_are_written(path: str) -> None:
    assert not is_recorded(path)


def test_what_is_not_fixable_or_has_no_replacement_makes_no_edit() -> None:
    here = finding("a")
    assert edits([here._replace(fixable=False), here._replace(replacement=None)]) == []


def test_of_overlapping_findings_the_first_is_written() -> None:
    assert [edit.column for edit in edits([finding("abcd", 1, 3), finding("abc", 1, 1)])] == [1]


LINES = st.lists(st.text(st.characters(exclude_characters="\n"), max_size=20), min_size=1)


@given(LINES, st.data())
def test_only_the_spans_differ(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    number = data.draw(st.integers(1, len(lines)))
    line = lines[number - 1]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    new = data.draw(st.sampled_from(("", "new", "a much longer name")))
    after = fixed(text, [Edit(number, start + 1, end + 1, line[start:end], new)])
    lines[number - 1] = line[:start] + new + line[end:]
    assert after == "\n".join(lines)


def test_edits_of_one_line_do_not_move_each_other() -> None:
    both = [Edit(1, 1, 2, "a", "long"), Edit(1, 3, 4, "b", "x")]
    assert fixed("a b c\r\n", both) == "long x c\r\n"


@pytest.mark.parametrize("text", ["", "x", "other here"])
def test_a_text_that_is_no_longer_the_same_is_not_written(text: str) -> None:
    assert fixed(text, [Edit(2, 1, 3, "ab", "c")]) is None
    assert fixed(text, [Edit(1, 1, 3, "ab", "c")]) is None


def test_a_difference_is_what_patch_takes() -> None:
    told = difference("./a/b.md", "one\ntwo\u2028same line", "one\n2\u2028same line")
    assert told == (
        "--- a/a/b.md\n+++ b/a/b.md\n@@ -1,2 +1,2 @@\n one\n-two\u2028same line\n"
        "\\ No newline at end of file\n+2\u2028same line\n\\ No newline at end of file\n"
    )
