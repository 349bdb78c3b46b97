"""Text is measured as a terminal draws it, and cut at a column and not in a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import PRINTABLE

from whichmodel.formats.widths import drawn, shortened


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("groq/llama", 10),
        ("é", 1),
        ("e\u0301", 1),
        ("中文", 4),
        ("Ａ", 2),
        ("ｱ", 1),
        ("각", 2),
        ("\u1100\u1161\u11a8", 2),
        ("🚀", 2),
        ("\ufffd", 1),
    ],
)
def test_wide_characters_take_two_columns_and_marks_none(text: str, columns: int) -> None:
    assert drawn(text) == columns


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("retired", 7, "retired"),
        ("retired", 6, "retir…"),
        ("retired 2026", 9, "retired…"),
        ("中文字", 5, "中文…"),
        ("中文字", 4, "中…"),
        ("ae\u0301io", 3, "ae\u0301…"),
        ("retired", 1, "…"),
        ("retired", 0, ""),
        ("retired", -3, ""),
        ("", 0, ""),
    ],
)
def test_what_is_too_wide_ends_in_an_ellipsis(text: str, width: int, short: str) -> None:
    assert shortened(text, width) == short


@given(PRINTABLE, st.integers(0, 20))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert drawn(shortened(text, width)) <= width


@given(PRINTABLE)
def test_what_fits_is_left_as_it_is(text: str) -> None:
    assert shortened(text, drawn(text)) == text
