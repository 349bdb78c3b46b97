"""Tables are written anew, and nothing else changes; nothing at all where they say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.check.tables.refreshing import refreshed, stale
from whichmodel.discovery.errors import UsageError

ROWS = ["| a | b |", "| --- | --- |", "| `x` | 1 |", "", "Groq: catalogue of 2026-11-12."]
OPEN, CLOSE = "<!-- whichmodel: models groq -->", "<!-- /whichmodel -->"
BLOCK = "\n".join((OPEN, "", *ROWS, "", CLOSE, ""))


def render(words: str, language: str) -> list[str]:
    assert language == "markdown"
    if words != "models groq":
        raise UsageError(f"no table is called {words!r}")
    return ROWS


def after(text: str) -> str:
    result = refreshed(text, "a.md", render)
    assert result.problems == []
    return result.text


def test_a_table_is_written_where_there_is_none_and_where_there_is_another() -> None:
    assert after(f"# A\n\n{OPEN}\n{CLOSE}\nend\n") == f"# A\n\n{BLOCK}end\n"
    assert after(f"# A\n\n{OPEN}\n| old |\n{CLOSE}\nend\n") == f"# A\n\n{BLOCK}end\n"


@given(st.text(alphabet="a|\n -`", max_size=20), st.text(alphabet="a\n ", max_size=9))
def test_a_second_time_changes_nothing(before: str, old: str) -> None:
    once = refreshed(f"{before}\n\n{OPEN}\n{old}\n{CLOSE}\n", "a.md", render).text
    assert refreshed(once, "a.md", render).text == once


def test_line_endings_and_margins_are_kept() -> None:
    text = f"a\r\n> {OPEN}\r\n> {CLOSE}\r\n"
    written = after(text)
    assert written.count("\n") == written.count("\r\n") == 10
    assert all(line.startswith(">") for line in written.split("\r\n")[1:-1])
    assert ">\r\n" in written  # no space at the end of a line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| `x` | 1 |", "| `x`  | 1    |"),
        ("| --- | --- |", "| ------- | ---- |"),
        ("2026-11-12", "2026-10-01"),
        ("\n\n", "\n"),
    ],
)
def test_what_says_the_same_stays_as_it_is(old: str, new: str) -> None:
    """Formatters align columns, and the same data of another day is no news."""
    text = BLOCK.replace(old, new)
    assert text != BLOCK
    assert after(text) == text
    assert stale(text, "a.md", render) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("| 1 |", "| 2 |", 5), ("| a |", "| c |", 3), ("Groq", "Nebius", 7), (ROWS[2] + "\n", "", 5)],
)
def test_a_table_that_would_change_is_told_of_at_the_line_that_would(
    old: str, new: str, line: int
) -> None:
    text = BLOCK.replace(old, new)
    assert after(text) == BLOCK
    ((told, message),) = stale(text, "a.md", render)
    assert (told, "whichmodel docs" in message) == (line, True)


def test_an_empty_table_is_told_of_at_its_marker() -> None:
    text = f"a\n{OPEN}\n{CLOSE}\n{BLOCK}"
    assert [line for line, _ in stale(text, "a.md", render)] == [2]


def test_a_wrong_marker_leaves_the_whole_text_as_it_is() -> None:
    text = f"{OPEN}\n{CLOSE}\n<!-- whichmodel: modls -->\n{CLOSE}\n{OPEN}\n"
    result = refreshed(text, "a.md", render)
    assert (result.text, [line for line, _ in result.problems]) == (text, [3, 5])
    assert [line for line, _ in stale(text, "a.md", render)] == [1, 3, 5]


def test_other_files_have_no_tables() -> None:
    assert refreshed(f"{OPEN}\n", "a.txt", render) == (f"{OPEN}\n", 0, [])
    assert stale(f"{OPEN}\n", "a.txt", render) == []
