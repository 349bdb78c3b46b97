"""On a terminal: aligned, within the width, ids whole, and nothing that the terminal would obey."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import GEMMA, LLAMA, OPENAI, SMALL, catalogue, catalogues, model, provider

from whichmodel.discovery.model import Catalogue, Price
from whichmodel.formats.table import MARGIN, placed, render
from whichmodel.formats.widths import drawn
from whichmodel.formats.words import visible

WIDTHS = st.integers(0, 100)
LOCAL = provider("ollama", name="Ollama", status="unreachable", models=0, source="none")


def without_colour(text: str) -> str:
    return re.sub("\x1b\\[[0-9]+m", "", text)


def column_of(line: str, cell: str) -> int:
    """Where a cell starts, as a terminal draws the line."""
    return drawn(line[: line.index(cell)])


def test_models_are_rows_under_their_provider() -> None:
    assert render(SMALL) == (
        "OpenAI: no models; no key: set OPENAI_API_KEY\n"
        "\n"
        "Groq: 3 models, cached 3 h ago\n"
        "  groq/llama-3.3-70b-versatile  131k   $0.59 / $0.79  2024-12-06  tools\n"
        "  groq/moonshotai/kimi-k2       1.05M  free           ?           tools reasoning json"
        "  retired 2026-03-09 -> kimi-k3\n"
        "  groq/gemma                    ?                     ?"
        "                                 retires 2026-11-30\n"
    )


def test_providers_without_models_stand_close_together() -> None:
    assert render(catalogue(providers=(OPENAI, LOCAL))) == (
        "OpenAI: no models; no key: set OPENAI_API_KEY\nOllama: no models; unreachable\n"
    )


def test_a_heading_says_how_many_of_the_models_are_shown() -> None:
    shown = catalogue(LLAMA, providers=(provider(models=23, source="live"),))
    assert render(shown).startswith("Groq: 1 of 23 models, listed live\n")


def test_nothing_at_all_is_no_line() -> None:
    assert render(catalogue()) == ""


@pytest.mark.parametrize("wide", ["a/中文", "a/e\u0301", "a/한국어", "a/x\x1b[31m"])
def test_columns_align_whatever_the_script(wide: str) -> None:
    rows = catalogue(model(wide, context_window=128_000), model("a/plain", context_window=200_000))
    _, first, second, _ = render(rows).split("\n")
    assert column_of(first, "128k") == column_of(second, "200k")


@given(catalogues(), WIDTHS)
def test_no_line_is_wider_than_the_width_but_for_an_id(hostile: Catalogue, width: int) -> None:
    ids = {MARGIN + visible(one.id) for one in hostile.models}
    lines = render(hostile, width).split("\n")
    assert [line for line in lines if drawn(line) > width and line not in ids] == []


@given(catalogues(), WIDTHS | st.none())
def test_ids_are_whole_at_any_width(hostile: Catalogue, width: int | None) -> None:
    starts = [MARGIN + visible(one.id) for one in hostile.models]
    lines = render(hostile, width).split("\n")
    assert all(any(line.startswith(start) for line in lines) for start in starts)


@given(catalogues(), WIDTHS | st.none())
def test_nothing_in_it_commands_the_terminal(hostile: Catalogue, width: int | None) -> None:
    text = render(hostile, width)
    text.encode()
    assert text.replace("\n", "").isprintable()


@given(catalogues(), WIDTHS | st.none())
def test_colour_changes_nothing_but_the_colour(hostile: Catalogue, width: int | None) -> None:
    assert without_colour(render(hostile, width, True)) == render(hostile, width)


@given(catalogues())
def test_every_provider_has_a_heading_and_every_model_a_row(hostile: Catalogue) -> None:
    lines = [line for line in render(hostile).split("\n") if line]
    assert len(lines) == len(hostile.providers) + len(hostile.models)


@given(catalogues())
def test_without_a_width_nothing_is_left_out(hostile: Catalogue) -> None:
    assert render(hostile) == render(hostile, 10_000)


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (120, "131k  $0.59 / $0.79  2024-12-06  tools vision  retires 2026-11-30 -> llama-4"),
        (100, "131k  $0.59 / $0.79  2024-12-06  tools vision  retires 2026-11-30…"),
        (90, "131k  $0.59 / $0.79  tools vision  retires 2026-11-30…"),
        (80, "131k  $0.59 / $0.79  retires 2026-11-30…"),
        (70, "131k  2024-12-06  retires 2026-11-30…"),
        (67, "131k  retires 2026-11-30 -> llama-4"),
        (60, "131k  retires 2026-11-30…"),
        (52, "retires 2026-11-30…"),
        (40, "131k"),
        (30, ""),
    ],
)
def test_a_narrow_terminal_loses_the_least_important_columns(width: int, row: str) -> None:
    leaving = GEMMA.lifecycle._replace(replacement="llama-4")
    one = LLAMA._replace(vision=True, lifecycle=leaving)
    assert render(catalogue(one), width).split("\n")[1] == f"  {LLAMA.id}  {row}".rstrip()


def test_one_long_id_does_not_cost_the_others_their_columns() -> None:
    long = model("groq/" + "x" * 80, context_window=128_000)
    lines = render(catalogue(LLAMA, long), 80).split("\n")
    assert "$0.59 / $0.79" in lines[1]
    assert lines[2] == f"  {long.id}"


def test_headings_are_bold_and_cut_to_the_width() -> None:
    text = render(catalogue(providers=(OPENAI,)), 20, True)
    assert text == "\x1b[1mOpenAI: no models;…\x1b[0m\n"


@pytest.mark.parametrize(
    "painted",
    [
        "\x1b[31mretired 2026-03-09 -> kimi-k3\x1b[0m",
        "\x1b[33mretires 2026-11-30\x1b[0m",
        "\x1b[2m?\x1b[0m",
    ],
)
def test_colour_tells_retired_from_retiring_from_unknown(painted: str) -> None:
    assert painted in render(SMALL, None, True)


def test_what_is_fine_has_no_colour() -> None:
    row = render(catalogue(LLAMA), None, True).split("\n")[1]
    assert "\x1b" not in row


def test_a_row_ends_where_its_last_cell_ends() -> None:
    rows = render(catalogue(model("a/b", price=Price("1", "2", None, None)), model("a/c")))
    assert all(line == line.rstrip() for line in rows.split("\n"))


@given(WIDTHS, st.lists(WIDTHS, min_size=5, max_size=5), st.integers(0, 300))
def test_columns_follow_each_other_and_fit(id_width: int, wanted: list[int], room: int) -> None:
    at = len(MARGIN) + id_width
    for column, start, width in placed(id_width, wanted, room):
        assert start == at + 2
        assert 0 < width <= wanted[column]
        at = start + width
    assert at <= max(room, len(MARGIN) + id_width)
