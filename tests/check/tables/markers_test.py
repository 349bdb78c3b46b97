"""A marker is found where it asks for a table, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.check.tables.markers import MARKDOWN, RST, Problem, found, language_of

OPEN, CLOSE = "<!-- whichmodel: models groq -->", "<!-- /whichmodel -->"
RST_OPEN, RST_CLOSE = ".. whichmodel: models groq", ".. /whichmodel"


def spans(text: str, language: str = MARKDOWN) -> list[tuple[int, str, str]]:
    """The line, the words and the table of each marker of a text without problems."""
    result = found(text, language)
    assert result.problems == []
    return [(each.line, each.words, text[each.start : each.end]) for each in result.markers]


def problems(text: str, language: str = MARKDOWN) -> list[int]:
    result = found(text, language)
    assert all(message and "\n" not in message for _, message in result.problems)
    return [line for line, _ in result.problems]


@pytest.mark.parametrize(
    ("name", "language"),
    [("a.md", MARKDOWN), ("b/A.MD", MARKDOWN), ("a.rst", RST), ("a.txt", None), ("README", None)],
)
def test_the_name_tells_the_language(name: str, language: str | None) -> None:
    assert language_of(name) == language


def test_a_table_stands_between_its_markers() -> None:
    text = f"# A\n\n{OPEN}\n\nold\n\n{CLOSE}\nend\n"
    assert spans(text) == [(3, "models groq", "\nold\n\n")]
    text = f"A\n=\n\n{RST_OPEN}\n\nold\n\n{RST_CLOSE}\n\nend\n"
    assert spans(text, RST) == [(4, "models groq", "\nold\n\n")]


def test_there_may_be_many_and_the_last_line_need_not_end() -> None:
    text = f"{OPEN}\n{CLOSE}\n{OPEN}\n{CLOSE}"
    assert spans(text) == [(1, "models groq", ""), (3, "models groq", "")]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_endings_are_those_of_the_marker(newline: str) -> None:
    (marker,) = found(newline.join(("a", OPEN, "old", CLOSE, "")), MARKDOWN).markers
    assert (marker.line, marker.newline) == (2, newline)


@pytest.mark.parametrize("margin", ["> ", "  ", "> > "])
def test_what_stands_in_front_of_a_marker_stands_in_front_of_its_table(margin: str) -> None:
    (marker,) = found(f"{margin}{OPEN}\n{margin}{CLOSE}\n", MARKDOWN).markers
    assert marker.margin == margin


@pytest.mark.parametrize(
    "example",
    [
        f"```\n{OPEN}\n```\n",
        f"```markdown\n{OPEN}\n{CLOSE}\n```\n",
        f"~~~\n{OPEN}\n```\n{OPEN}\n~~~\n",
        f"````\n```\n{OPEN}\n```\n{OPEN}\n````\n",
        f"> ```\n> {OPEN}\n> ```\n",
        f"- a\n\n  ```\n  {OPEN}\n  ```\n",
        f"1. a\n\n   > ```\n   > {OPEN}\n   > ```\n",
        f"text\n\n    {OPEN}\n\nmore\n",
        f"`{OPEN}`\n",
        f"write {OPEN} there\n",
        f"| `{OPEN}` | a |\n",
        "<!-- whichmodel: ignore[retired-model] until 2027-01-31 because … -->\n",
        "<!-- whichmodel:ignore -->\n",
    ],
)
def test_a_marker_in_code_or_among_words_is_text(example: str) -> None:
    assert found(example, MARKDOWN) == ([], [])
    assert len(spans(f"{example}\n\nend\n\n{OPEN}\n{CLOSE}\n")) == 1


def test_a_fence_that_is_never_closed_goes_on_to_the_end() -> None:
    assert found(f"```\na\n{OPEN}\n", MARKDOWN) == ([], [])


def test_a_marker_in_a_list_is_one_however_deep() -> None:
    text = f"- a\n\n  - b\n\n    {OPEN}\n    {CLOSE}\n"
    assert spans(text) == [(5, "models groq", "")]


def test_words_in_backticks_open_no_fence() -> None:
    text = f"``` `a` ``` is code\n\n{OPEN}\n{CLOSE}\n"
    assert spans(text) == [(3, "models groq", "")]


@pytest.mark.parametrize(
    "example",
    [
        f"Write::\n\n    {RST_OPEN}\n\nend\n",
        f".. code-block:: rst\n\n   {RST_OPEN}\n\n   {RST_CLOSE}\n\nend\n",
        f"``{RST_OPEN}``\n",
        ".. whichmodel:: models\n",
        ".. whichmodel: ignore\n",
    ],
)
def test_a_marker_in_a_literal_block_is_text(example: str) -> None:
    assert found(example, RST) == ([], [])
    assert len(spans(f"{example}\n{RST_OPEN}\n\n{RST_CLOSE}\n", RST)) == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"a\n{OPEN}\n", [2]),
        (f"a\n\n{CLOSE}\n", [3]),
        (f"{OPEN}\n{OPEN}\n{CLOSE}\n", [2]),
        (f"{OPEN}\n{CLOSE}\n{CLOSE}\n{OPEN}\n", [3, 4]),
        (f"{OPEN} | a |\n{CLOSE}\n", [1, 2]),
        ("<!-- whichmodel: models\n-->\n", [1]),
        (f"{OPEN}\n<!-- /whichmodel: -->\n{CLOSE}\n", [2]),
    ],
)
def test_a_marker_without_its_other_is_told_of_at_its_line(text: str, lines: list[int]) -> None:
    assert problems(text) == lines


def test_the_advice_is_spelt_in_the_language() -> None:
    assert found(RST_OPEN, RST).problems == [Problem(1, "never closed: add .. /whichmodel")]
    assert found(OPEN, MARKDOWN).problems == [Problem(1, "never closed: add <!-- /whichmodel -->")]


def test_a_marker_in_a_directive_is_one_however_deep() -> None:
    text = f".. note::\n\n   .. tip::\n\n      {RST_OPEN}\n\n      {RST_CLOSE}\n"
    assert spans(text, RST) == [(5, "models groq", "\n")]
    assert found(text, RST).markers[0].margin == " " * 6


@pytest.mark.parametrize("char", [" ", "\t", ">", "[", ":", "`a", "-", "<!-- whichmodel: "])
@pytest.mark.parametrize("language", [MARKDOWN, RST])
def test_a_line_without_end_is_read_to_its_end(char: str, language: str) -> None:
    """Work that grew with the square of its length would not come to an end."""
    opened, closed = (OPEN, CLOSE) if language == MARKDOWN else (RST_OPEN, RST_CLOSE)
    text = f"{char * (1_000_000 // len(char))}\n\n{opened}\n\n{closed}\n"
    assert len(found(text, language).markers) == 1


PIECES = st.lists(
    st.sampled_from((OPEN, CLOSE, RST_OPEN, RST_CLOSE, "```", "> ", "    ", "\n", "\r\n", "a::"))
    | st.text(max_size=3),
    max_size=12,
).map("".join)


@given(PIECES, st.sampled_from((MARKDOWN, RST)))
def test_whatever_a_text_is_tables_follow_each_other(text: str, language: str) -> None:
    at = 0
    for marker in found(text, language).markers:
        assert at <= marker.start <= marker.end <= len(text)
        at = marker.end
