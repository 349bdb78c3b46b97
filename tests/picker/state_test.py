"""What keys do to the list, and what no key and no refresh ever does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picker.lists import SMALL, by_words, lit, many, names, opened, pressed, typed
from samples import catalogue, model, provider

from whichmodel.discovery.model import Catalogue
from whichmodel.picker.items import FILTERS, HEADING, HELD, TYPED, Items, Row, collected
from whichmodel.picker.state import KEYS, LONGEST, RECENTLY, State, press, renewed, resized, told

GROUPED = [
    "groq", "groq/llama-4", "groq/llama-3", "groq/kimi-k2",
    "openai", "openai/gpt-5.5", "openai/gpt-4",
]  # fmt: skip


def renewed_with(state: State, known: Catalogue) -> State:
    items: Items = collected(known)
    return renewed(state, items, by_words(items))


# ── which rows there are ─────────────────────────────────────────────────────────────────────────


def test_it_opens_grouped_by_provider_on_the_first_model() -> None:
    state = opened()
    assert names(state) == GROUPED
    assert lit(state) == "groq/llama-4"
    assert state.matching == 8


def test_providers_that_the_person_can_use_come_first() -> None:
    known = catalogue(
        model("a/one"), model("b/two"), model("c/three"),
        providers=(provider("a", key_found=False), provider("b"), provider("c", key_found=False)),
    )  # fmt: skip
    assert names(opened(known)) == ["b", "b/two", "a", "a/one", "c", "c/three"]


def test_letters_filter_in_the_order_of_the_ranking_and_what_was_typed_comes_last() -> None:
    items = collected(SMALL)
    state = typed(opened()._replace(rank=lambda words, limit: [5, 0]), "zz")
    assert names(state) == ["openai/gpt-5.5", "groq/llama-4", "zz"]
    assert lit(state) == items.rows[5].name


def test_words_that_find_nothing_leave_what_was_typed() -> None:
    state = typed(opened(), "groq/of-this-morning")
    assert [(row.kind, row.name) for row in state.rows] == [(TYPED, "groq/of-this-morning")]
    assert pressed(state, "enter").answer == "groq/of-this-morning"


def test_results_are_grouped_on_demand_best_provider_first() -> None:
    state = typed(opened()._replace(rank=lambda words, limit: [5, 0, 7]), "x")
    assert names(state) == ["openai/gpt-5.5", "groq/llama-4", "openai/gpt-4", "x"]
    assert names(pressed(state, "group")) == [
        "openai", "openai/gpt-5.5", "openai/gpt-4", "groq", "groq/llama-4", "x",
    ]  # fmt: skip
    assert names(pressed(state, "group", "group")) == names(state)


def test_recent_choices_stand_on_top_known_or_not_until_somebody_types() -> None:
    state = opened(recent=["openai/gpt-4", "corp/own"])
    assert names(state)[:3] == [RECENTLY, "openai/gpt-4", "corp/own"]
    assert lit(state) == "openai/gpt-4"
    assert RECENTLY not in names(typed(state, "gpt"))
    assert names(pressed(typed(state, "g"), "backspace")) == names(state)


def test_a_provider_without_models_says_why_and_cannot_be_chosen() -> None:
    state = opened(catalogue(providers=(provider("groq", models=0, status="no_key"),)))
    assert names(state) == ["groq"]
    assert state.highlighted is None
    for key in ("enter", "open", "close", "turn", "down", "page up", "as typed", state.rows[0]):
        assert pressed(state, key) == state
    assert pressed(typed(state, "groq/x"), "enter").answer == "groq/x"


# ── snapshots ────────────────────────────────────────────────────────────────────────────────────


def test_dated_snapshots_are_folded_under_their_alias_and_opened_by_a_key() -> None:
    state = pressed(opened(), "down", "down")
    assert (lit(state), state.highlighted and state.highlighted.folded) == ("groq/kimi-k2", 2)
    for key in ("open", "turn"):
        shown = pressed(state, key)
        at = names(shown).index("groq/kimi-k2")
        assert names(shown)[at + 1 : at + 3] == ["groq/kimi-k2-0905", "groq/kimi-k2-0711"]
        assert lit(shown) == "groq/kimi-k2"
        assert lit(pressed(shown, "down", "close")) == "groq/kimi-k2"
        assert names(pressed(shown, "down", "close")) == GROUPED
        assert names(pressed(shown, "turn")) == GROUPED


def test_a_snapshot_that_is_ranked_before_its_alias_is_not_folded() -> None:
    state = opened()
    before = typed(state._replace(rank=lambda words, limit: [6, 5]), "x")
    assert names(before) == ["openai/gpt-5.5-2026-04-23", "openai/gpt-5.5", "x"]
    after = typed(state._replace(rank=lambda words, limit: [5, 6]), "x")
    assert names(after) == ["openai/gpt-5.5", "x"]


def test_a_snapshot_whose_alias_is_filtered_out_stands_alone() -> None:
    known = catalogue(model("groq/kimi-k2"), model("groq/kimi-k2-0905", tools=True))
    assert names(pressed(opened(known), "tools")) == ["groq", "groq/kimi-k2-0905"]


def test_opening_what_has_no_snapshots_changes_nothing() -> None:
    state = opened()
    assert pressed(state, "open") == pressed(state, "close") == pressed(state, "turn") == state


# ── switches ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("tools", {"groq/llama-4", "groq/kimi-k2", "groq/kimi-k2-0905", "openai/gpt-5.5",
                   "openai/gpt-5.5-2026-04-23"}),
        ("vision", {"groq/llama-4", "openai/gpt-5.5"}),
        ("free", {"groq/llama-3"}),
        ("mine", {"groq/llama-4", "groq/llama-3", "groq/kimi-k2", "groq/kimi-k2-0905",
                  "groq/kimi-k2-0711"}),
    ],
)  # fmt: skip
def test_a_switch_leaves_what_is_known_to_pass(name: str, left: set[str]) -> None:
    state = pressed(opened(), name)
    assert state.matching == len(left)
    assert {row.name for row in state.rows if row.kind != HEADING} <= left
    assert pressed(state, name).matching == 8


def test_a_switch_keeps_the_highlighted_model_where_it_passes() -> None:
    state = pressed(opened(), "down", "down")
    assert lit(pressed(state, "tools")) == "groq/kimi-k2"
    assert lit(pressed(state, "vision")) == "groq/llama-4"


# ── moving ───────────────────────────────────────────────────────────────────────────────────────


def test_up_and_down_step_over_headings_and_stop_at_the_ends() -> None:
    state = opened()
    assert lit(pressed(state, "up")) == "groq/llama-4"
    assert lit(pressed(state, "down", "down", "down")) == "openai/gpt-5.5"
    assert lit(pressed(state, "down", "down", "down", "up")) == "groq/kimi-k2"
    assert lit(pressed(state, "end", "down")) == "openai/gpt-4"
    assert lit(pressed(state, "end", "home")) == "groq/llama-4"


def test_a_page_is_what_is_seen() -> None:
    state = opened(catalogue(*many(100, providers=1)), room=10)
    first = pressed(state, "page down")
    assert lit(first) == "p0/model-00010"
    assert lit(pressed(first, "page down")) == "p0/model-00020"
    assert lit(pressed(first, "page down", "page up")) == "p0/model-00010"
    assert lit(pressed(state, "wheel down")) == "p0/model-00003"


def test_the_first_heading_is_seen_again_at_the_top() -> None:
    state = pressed(opened(catalogue(*many(50)), room=5), "end", "home")
    assert (state.cursor, state.top) == (1, 0)


# ── choosing ─────────────────────────────────────────────────────────────────────────────────────


def test_enter_chooses_and_then_nothing_matters() -> None:
    state = pressed(opened(), "down", "enter")
    assert (state.over, state.answer) == (True, "groq/llama-3")
    assert pressed(state, "up", "x", "cancel") == state


def test_what_was_typed_can_be_chosen_as_it_is_whatever_it_finds() -> None:
    state = typed(opened(), " llama ")
    assert lit(state) == "groq/llama-4"
    assert pressed(state, "as typed").answer == "llama"
    assert not pressed(opened(), "as typed").over


def test_leaving_chooses_nothing() -> None:
    for state in (opened(), typed(opened(), "llama"), pressed(opened(), "help")):
        after = pressed(state, "cancel")
        assert (after.over, after.answer) == (True, None)


def test_a_click_highlights_and_a_second_one_chooses() -> None:
    state = opened()
    row = state.rows[3]
    once = pressed(state, row)
    assert (lit(once), once.over) == ("groq/kimi-k2", False)
    assert pressed(once, row).answer == "groq/kimi-k2"


def test_a_click_on_what_has_gone_since_does_nothing() -> None:
    state = opened()
    assert pressed(state, Row("model", "groq/gone")) == state


def test_a_click_on_a_heading_does_nothing() -> None:
    state = opened()
    assert pressed(state, state.rows[0]) == state


def test_words_can_be_taken_back() -> None:
    state = typed(opened(), "llama 3 free")
    assert pressed(state, "backspace").query == "llama 3 fre"
    assert pressed(state, "delete word").query == "llama 3 "
    assert pressed(state, "delete word", "delete word").query == "llama "
    assert pressed(state, "delete word", "delete word", "delete word").query == ""
    assert names(pressed(state, "clear")) == names(opened())


def test_help_is_left_by_any_key_which_does_nothing_else() -> None:
    state = opened()
    assert pressed(state, "help").helping
    assert pressed(state, "help", "down") == pressed(state, "help", "x") == state


# ── a refresh behind the list ────────────────────────────────────────────────────────────────────

NEWER = SMALL._replace(
    models=(model("groq/brand-new"), model("groq/newer"), *SMALL.models, model("openai/gpt-9"))
)


def test_a_refresh_keeps_the_highlighted_model_on_its_line_of_the_screen() -> None:
    state = pressed(opened(room=3), "end", "up")
    after = renewed_with(state, NEWER)
    assert lit(after) == lit(state)
    assert after.cursor - after.top == state.cursor - state.top
    assert "groq/brand-new" in names(after)


def test_what_is_highlighted_stays_when_the_newer_list_has_it_no_more() -> None:
    state = pressed(opened(), "down")
    after = renewed_with(state, SMALL._replace(models=SMALL.models[2:]))
    assert (lit(after), after.highlighted and after.highlighted.kind) == ("groq/llama-3", HELD)
    assert "groq/llama-4" not in names(after)
    assert pressed(after, "enter").answer == "groq/llama-3"
    assert "groq/llama-3" not in names(typed(after, "l"))


def test_what_was_gone_and_is_back_is_no_longer_held() -> None:
    state = pressed(opened(), "down")
    after = renewed_with(renewed_with(state, SMALL._replace(models=())), SMALL)
    assert names(after) == GROUPED
    assert lit(after) == "groq/llama-3"


def test_a_refresh_keeps_query_switches_and_what_is_open() -> None:
    state = pressed(typed(opened(), "kimi"), "open", "tools")
    after = renewed_with(state, NEWER)
    assert names(after) == names(state) == ["groq/kimi-k2", "groq/kimi-k2-0905", "kimi"]


def test_news_change_nothing_else() -> None:
    state = opened()
    assert told(state, "asked")._replace(news="") == state


# ── for every sequence ───────────────────────────────────────────────────────────────────────────

PARTS = st.sampled_from(["llama", "kimi", "gpt-5", "gpt-5-2026-04-23", "kimi-0905", "k", "ö\u202e"])
MODELS = st.lists(
    st.builds(
        lambda provider, name, tools: model(f"{provider}/{name}", tools=tools),
        st.sampled_from(["groq", "openai", "a"]), PARTS, st.sampled_from([True, False, None]),
    ),
    max_size=12, unique_by=lambda each: each.id,
)  # fmt: skip
CATALOGUES = st.builds(lambda models: catalogue(*models), MODELS)
PRESSED = st.one_of(
    st.sampled_from([name for name in KEYS if name not in ("enter", "cancel", "as typed")]),
    st.characters(),
    st.text(max_size=3),
    st.builds(Row, st.sampled_from(["model", "heading"]), PARTS),
)
STEPS = st.lists(
    st.one_of(
        st.builds(lambda key: lambda state: press(state, key), PRESSED),
        st.builds(lambda known: lambda state: renewed_with(state, known), CATALOGUES),
        st.builds(lambda room: lambda state: resized(state, room), st.integers(-2, 30)),
    ),
    max_size=25,
)
STATES = st.builds(
    lambda known, recent, query: opened(known, query, recent),
    CATALOGUES, st.lists(PARTS.map("groq/{}".format), max_size=3), st.sampled_from(["", "k"]),
)  # fmt: skip


@given(STATES, STEPS)
def test_whatever_is_pressed_the_cursor_is_on_a_row_in_sight_that_can_be_chosen(
    state: State, steps: list
) -> None:
    for step in steps:
        state = step(state)
        assert state.room >= 1
        if not state.rows:
            assert (state.cursor, state.top) == (0, 0)
            continue
        assert 0 <= state.cursor < len(state.rows)
        only_headings = all(row.kind == HEADING for row in state.rows)
        assert (state.rows[state.cursor].kind == HEADING) == only_headings
        assert 0 <= state.top <= state.cursor < state.top + state.room
        assert len(state.query) <= LONGEST
        assert state.query.isprintable()


@given(STATES, STEPS, CATALOGUES)
def test_a_refresh_never_changes_what_enter_chooses(
    state: State, steps: list, known: Catalogue
) -> None:
    for step in steps:
        state = step(state)
    if state.highlighted:
        assert lit(renewed_with(state, known)) == lit(state)


@given(STATES, STEPS)
def test_no_row_is_there_twice_but_what_was_chosen_before(state: State, steps: list) -> None:
    for step in steps:
        state = step(state)
    standing = [row.name for row in state.rows if row.kind in ("model", "snapshot", "held")]
    assert len(standing) == len(set(standing))


@given(STATES, st.sampled_from(sorted(FILTERS)))
def test_a_switch_pressed_twice_shows_the_same_rows(state: State, name: str) -> None:
    assert pressed(state, name, name).rows == state.rows
