"""What is drawn of a state: aligned, within the screen, and nothing that a terminal would obey."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picker.lists import SMALL, lit, many, opened, pressed, typed
from picker.screens import WRITE, keep, same
from samples import catalogue, catalogues, model, provider

from whichmodel.formats.widths import drawn
from whichmodel.picker.drawing import (
    CURSOR,
    CURSOR_AT,
    STYLES,
    Line,
    lines,
    room,
)
from whichmodel.picker.drawing import (
    pressed as target,
)
from whichmodel.picker.items import FILTERS
from whichmodel.picker.state import KEYS, State, resized, told


def text(line: Line) -> str:
    return "".join(segment.text for segment in line)


def screen(state: State, width: int = 80, height: int = 24) -> str:
    fitting = resized(state, room(height))
    return "\n".join(text(line).rstrip() for line in lines(fitting, width, height)) + "\n"


# ── looked at and kept ───────────────────────────────────────────────────────────────────────────

OPENED = pressed(opened(recent=["openai/gpt-5.5", "corp/own"]), "down", "down", "down", "down")
SILENT = provider(
    "groq", models=0, source="none", status="no_key", key_found=False, age_seconds=None
)
SCREENS = {
    "opened-80x24": (OPENED, 80, 24),
    "opened-120x30": (OPENED, 120, 30),
    "opened-150x20": (OPENED, 150, 20),
    "snapshots-80x24": (pressed(OPENED, "open", "down", "down"), 80, 24),
    "typed-80x24": (typed(opened(), "gpt"), 80, 24),
    "nothing-found-80x24": (typed(opened(), "corp/of-this-morning"), 80, 24),
    "nothing-passes-80x24": (pressed(opened(), "free", "vision"), 80, 24),
    "switched-80x24": (pressed(told(opened(), "asked 3 of 7 providers"), "tools", "mine"), 80, 24),
    "by-provider-80x24": (pressed(typed(opened(), "i"), "group", "end", "up"), 80, 24),
    "help-80x24": (pressed(opened(), "help"), 80, 24),
    "inline-80x12": (opened(), 80, 12),
    "no-models-80x24": (opened(catalogue(providers=(SILENT,))), 80, 24),
    "tiny-40x5": (opened(), 40, 5),
}


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_the_one_that_was_looked_at(name: str) -> None:
    found = screen(*SCREENS[name])
    if WRITE:
        keep(name, found)
    assert same(name, found), found


# ── promises ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (60, 12), (30, 3)])
def test_source_and_age_of_the_highlighted_model_are_always_told(width: int, height: int) -> None:
    known = "Groq: 5 models, cached" if height > 3 else ""
    assert known in screen(opened(), width, height)


def test_the_header_counts_what_is_there_and_what_passes() -> None:
    assert screen(opened()).startswith("8 models, 2 providers\n")
    assert screen(typed(opened(), "kimi")).startswith("3 of 8 models, 2 providers\n")


def test_the_header_says_where_only_the_best_are_shown() -> None:
    known = catalogue(*many(600))
    assert screen(typed(opened(known), "model")).startswith("the best 500 of 600 models, ")
    assert screen(pressed(typed(opened(known), "model"), "mine")).startswith("600 models, ")


def test_columns_stand_beneath_their_titles() -> None:
    for width in (80, 100, 120, 150):
        shown = screen(opened(), width).splitlines()
        titles, row = shown[3], next(line for line in shown if "groq/llama-4" in line)
        assert row.index("131k") + 4 == titles.index("context") + len("context")
        assert row.index("$0.11") == titles.index("$ in / out")


def test_wider_screens_show_more() -> None:
    shown = [screen(opened(), width).splitlines()[3].split("  ") for width in (50, 80, 120, 150)]
    assert [sum(bool(title.strip()) for title in titles) for titles in shown] == [1, 4, 5, 6]


def test_what_retires_is_marked_without_colour() -> None:
    assert "\n !openai/gpt-4" in screen(opened())
    assert "\n  groq/llama-3" in screen(opened())


def test_the_line_with_the_cursor_is_the_only_one_lit_and_is_lit_to_its_end() -> None:
    (found,) = [
        line for line in lines(opened(room=14), 80, 24) if any(s.style == CURSOR for s in line)
    ]
    assert text(found).startswith("> groq/llama-4")
    assert drawn(text(found)) == 80


def test_the_terminals_cursor_stands_where_letters_go() -> None:
    def before(state: State) -> str:
        line = lines(state, 80, 24)[1]
        at = next(n for n, segment in enumerate(line) if segment.style == CURSOR_AT)
        return text(line[:at])

    assert before(opened()) == "search: "
    assert before(typed(opened(), "kimi")) == "search: kimi"


def test_a_click_on_what_is_drawn_is_that_key_or_row() -> None:
    shown = lines(opened(room=14), 80, 24)
    chips = text(shown[2])
    for name, words in (("tools", "tools"), ("mine", "only mine"), ("group", "by provider")):
        assert target(shown, chips.index(words), 2) == name
    row = target(shown, 10, 6)
    assert row is not None
    assert not isinstance(row, str)
    assert row.name == "groq/llama-3"
    assert target(shown, text(shown[-1]).index("esc"), 23) == "cancel"
    assert target(shown, 5, 4) is None
    assert target(shown, 79, 99) is None


def test_what_a_click_presses_is_a_key() -> None:
    state = typed(pressed(opened(), "down"), "k")
    shown = lines(state, 80, 24)
    keys = {segment.press for line in shown for segment in line if isinstance(segment.press, str)}
    assert keys <= set(KEYS)
    assert set(FILTERS) < keys


def test_only_rows_in_sight_are_looked_at() -> None:
    state = pressed(opened(catalogue(*many(1000)), room=14), "end")
    assert lit(state) == "p3/model-00999"
    poisoned = state.rows[: state.top] + state.rows[state.top + 14 :]
    broken = {row.name: row._replace(name=None, model=0) for row in poisoned}
    rows = tuple(broken.get(row.name, row) for row in state.rows)
    assert lines(state._replace(rows=rows), 80, 24) == lines(state, 80, 24)


HOSTILE = "evil\x1b[2J\x1b]0;title\x07\u202e\r\nname"


def test_escape_codes_in_names_are_shown_and_not_sent() -> None:
    known = catalogue(model("groq/fine", name=HOSTILE, kind=HOSTILE, created=HOSTILE))
    shown = screen(told(opened(known, recent=["x\x9b5m"]), HOSTILE))
    assert shown.replace("\n", "").isprintable()
    assert "evil\ufffd[2J" in shown


@given(
    catalogues(),
    st.text(max_size=20),
    st.lists(st.sampled_from([key for key in KEYS if key != "cancel"]), max_size=6),
    st.integers(1, 200),
    st.integers(1, 40),
)
def test_every_screen_is_full_and_fits_whatever_a_provider_sends(
    known, words: str, keys: list[str], width: int, height: int
) -> None:
    state = resized(pressed(typed(told(opened(known), words), words), *keys), room(height))
    found = lines(state, width, height)
    assert len(found) == height
    assert all(drawn(text(line)) <= width for line in found)
    assert all(text(line).isprintable() for line in found)
    styles = {segment.style for line in found for segment in line}
    assert styles <= {"", CURSOR_AT, *STYLES}


@given(st.integers(1, 60))
def test_there_is_always_room_for_a_row(height: int) -> None:
    assert 1 <= room(height) <= height
    assert SMALL.models[0].id in screen(opened(), 80, height)
