"""What a question does with keys, and what it looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.formats.widths import drawn
from whichmodel.picker.items import Row
from whichmodel.picker.questions import (
    FRAME,
    KEYS,
    OPTION,
    Option,
    Question,
    height,
    lines,
    press,
    resized,
)

TOOLS = Question(
    "Which tool?",
    tuple(Option(f"tool-{n:02}", f"Tool {n:02}", "a note") for n in range(30)),
    room=10,
)


def pressed(question: Question, *keys: str | Row) -> Question:
    for key in keys:
        question = press(question, key)
    return question


def lit(question: Question) -> str:
    return question.shown[question.cursor].value


def text(question: Question, width: int = 80, rows: int = 12) -> list[str]:
    return ["".join(part.text for part in line) for line in lines(question, width, rows)]


def test_enter_gives_what_is_highlighted() -> None:
    assert pressed(TOOLS, "down", "down", "enter").answer == "tool-02"


@pytest.mark.parametrize("key", ["page down", "2", "end", "wheel down"])
def test_however_one_got_there(key: str) -> None:
    moved = press(TOOLS, key)
    assert lit(moved) != lit(TOOLS) or moved.query
    assert press(moved, "enter").answer == lit(moved)


def test_words_may_come_in_any_order_and_case() -> None:
    assert [each.value for each in pressed(TOOLS, *"07 TOOL").shown] == ["tool-07"]


def test_typing_can_be_taken_back() -> None:
    assert pressed(TOOLS, *"tool 07", "delete word").query == "tool "
    assert pressed(TOOLS, *"xy", "backspace").query == "x"
    assert pressed(TOOLS, *"xy", "clear") == TOOLS


def test_where_nothing_is_found_nothing_can_be_chosen() -> None:
    lost = pressed(TOOLS, *"nothing like it", "enter", "down", "page up")
    assert (lost.over, lost.shown) == (False, ())
    assert "nothing found" in text(lost)[-1]


def test_leaving_chooses_nothing() -> None:
    left = pressed(TOOLS, "down", "cancel", "enter")
    assert (left.over, left.answer) == (True, None)


def test_a_click_highlights_and_a_second_one_chooses() -> None:
    once = press(TOOLS, Row(OPTION, "tool-05"))
    assert (lit(once), once.over) == ("tool-05", False)
    assert press(once, Row(OPTION, "tool-05")).answer == "tool-05"
    assert press(TOOLS, Row(OPTION, "gone")) == TOOLS


def test_every_answer_can_be_clicked_on() -> None:
    rows = [line[0].press for line in lines(TOOLS, 80, 12)[1:-1]]
    assert rows == [Row(OPTION, f"tool-{n:02}") for n in range(10)]


def test_it_says_how_many_answers_there_are_only_where_some_are_hidden() -> None:
    assert text(TOOLS)[-1].endswith("30 in all")
    assert text(press(TOOLS, "3"))[-1].endswith("3 found")
    few = TOOLS._replace(options=TOOLS.options[:3])
    assert text(few, rows=height(few, 16))[-1] == "enter choose  esc leave"


def test_it_takes_as_many_lines_as_it_has_answers_and_no_more_than_it_may() -> None:
    assert height(TOOLS._replace(options=TOOLS.options[:2]), 12) == 2 + FRAME
    assert height(TOOLS, 12) == 12


def test_control_characters_of_a_name_do_not_reach_the_terminal() -> None:
    evil = Question("a\x1b[2J?", (Option("x", "b\x1b]0;owned\x07", "c\u202e"),))
    assert all(line.isprintable() for line in text(evil))


KEY = st.sampled_from(sorted(KEYS)) | st.sampled_from("tol 0129é漢")


@given(st.lists(KEY, max_size=30), st.integers(1, 40))
def test_the_cursor_is_always_on_an_answer_in_sight(keys: list[str], room: int) -> None:
    question = resized(pressed(TOOLS, *keys), room)
    assert 0 <= question.top <= question.cursor < question.top + room
    assert not question.shown or question.cursor < len(question.shown)


@given(st.lists(KEY, max_size=12), st.integers(1, 120), st.integers(1, 30))
def test_lines_fit_whatever_the_size(keys: list[str], width: int, rows: int) -> None:
    question = resized(pressed(TOOLS, *keys), rows - FRAME)
    found = text(question, width, rows)
    assert len(found) <= rows
    assert all(drawn(line) <= width for line in found)
