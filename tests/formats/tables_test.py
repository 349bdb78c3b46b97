"""A table reads as its values, in both languages, whatever they hold."""

from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import BEFORE, HOSTILE, LLAMA, OPENAI, model, provider

from whichmodel.discovery.model import Lifecycle, Price
from whichmodel.formats.tables import CODE, LANGUAGES, NOTHING, OURS, TEXT, Table, render
from whichmodel.formats.tables.columns import MODELS, PROVIDERS
from whichmodel.formats.tables.source import MOST, source
from whichmodel.formats.words import visible

SOURCE = "Groq (1 of 2 models): catalogue of 2026-11-12."
TABLE = Table(
    ("model", "$ per 1M tokens"), (CODE, OURS), [("groq/a:free", "$1"), ("a`b", "?")], SOURCE
)


def doctree(lines: list[str]) -> nodes.document:
    """What docutils makes of them, complaining of nothing."""
    return publish_doctree(
        "\n".join(lines),
        settings_overrides={"report_level": 1, "halt_level": 1, "file_insertion_enabled": False},
    )


def rst_cells(lines: list[str]) -> list[str]:
    return [entry.astext() for entry in doctree(lines).findall(nodes.entry)]


def markdown_cells(lines: list[str]) -> list[str]:
    """The words of each cell, of which none is anything but text or code."""
    reader = MarkdownIt("commonmark", {"linkify": False}).enable("table").enable("strikethrough")
    cells = []
    for token in reader.parse("\n".join(lines)):
        if token.type == "inline" and token.level > 2:
            assert {child.type for child in token.children or ()} <= {
                "text", "code_inline", "text_special",
            }  # fmt: skip
            cells.append("".join(child.content for child in token.children or ()))
    return cells


def test_markdown_is_a_table_of_pipes() -> None:
    assert render("markdown", TABLE) == [
        "| model | $ per 1M tokens |",
        "| --- | --- |",
        "| `groq/a:free` | $1 |",
        "| a\\`b | ? |",
        "",
        SOURCE,
    ]


def test_rst_is_a_list_table() -> None:
    assert render("rst", TABLE) == [
        ".. list-table::",
        "   :header-rows: 1",
        "",
        "   * - model",
        "     - $ per 1M tokens",
        "   * - ``groq/a:free``",
        "     - $1",
        "   * - a\\`b",
        "     - \\?",
        "",
        SOURCE,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_without_rows_says_so_with_its_source(language: str) -> None:
    assert render(language, TABLE._replace(rows=[])) == [NOTHING, "", SOURCE]


LIKE_STRUCTURE = st.sampled_from(
    ["- a", "1. a", "iv. a", "(a) b", "a) b", "#. a", "* a", ".. a", "::", ":a: b", "----", "====",
     "| a", "|", "__ a", "a_", "`a`_", "[1]_", "**a**", "``a``", "|a|", ">>> a", "--opt", "-o x",
     "/V", "+--+", "https://example.com", "a@b.example", "mailto:a", "A. Name", "a::", "~", "$",
     "~~~~", "$$$$", "_", "____", "_`a`", "\\", "a\\", ".. _a: b", "12.", "I.", "•  a", "# a"]
)  # fmt: skip
TEXTS = HOSTILE | LIKE_STRUCTURE


@given(TEXTS, TEXTS)
def test_rst_shows_every_text_as_itself_and_nothing_as_markup(one: str, other: str) -> None:
    lines = render("rst", Table(("t", "u"), (CODE, TEXT), [(one, other)], one))
    assert rst_cells(lines)[2:] == [visible(text).strip() for text in (one, other)]
    kinds = {type(node) for node in doctree(lines).findall() if isinstance(node, nodes.Inline)}
    assert kinds <= {nodes.literal}


@given(TEXTS, TEXTS)
def test_markdown_shows_every_text_as_itself_and_nothing_as_markup(one: str, other: str) -> None:
    lines = render("markdown", Table(("t", "u"), (CODE, TEXT), [(one, other)], one))
    cells = [" ".join(cell.split()) for cell in markdown_cells(lines)[2:4]]
    assert cells == [" ".join(visible(text).split()) for text in (one, other)]


SHOWN = {
    "id": "groq/llama-3.3-70b-versatile", "provider": "groq", "model": "llama-3.3-70b-versatile",
    "name": "Llama 3.3 70B", "family": "llama-3.3", "kind": "chat", "created": "2024-12-06",
    "context": "131k", "max-input": "98.3k", "max-output": "32.8k", "price": "$0.59 / $0.79",
    "input": "$0.59", "output": "$0.79", "cache-read": "$0.10", "cache-write": "$0",
    "capabilities": "tools", "tools": "yes", "vision": "no", "reasoning": "?",
    "structured-output": "?", "lifecycle": "retires 2026-12-01 -> llama-4", "status": "deprecated",
    "deprecated": "2026-10-01", "retires": "2026-12-01", "replacement": "llama-4",
}  # fmt: skip
FULL = LLAMA._replace(
    max_input_tokens=98_304,
    price=Price("0.59", "0.79", "0.1", "0"),
    lifecycle=Lifecycle("deprecated", "2026-10-01", "2026-12-01", "llama-4", None),
)


def test_every_column_tells_its_fact_and_what_nobody_states_is_no_number() -> None:
    assert {name: column.cell(FULL) for name, column in MODELS.items()} == SHOWN
    unknown = {name: column.cell(model("one/two")) for name, column in MODELS.items()}
    for name in ("id", "provider", "model", "status"):
        assert unknown.pop(name)
    assert {*unknown.values()} == {"", "?"}


def cells(name: str, **stated: Any) -> str:
    return PROVIDERS[name].cell(provider(**stated))


def test_columns_of_providers_tell_nothing_of_this_machine() -> None:
    """No age, and not which keys are set: the page would change with who writes it."""
    for name in PROVIDERS:
        asked = {"source": "catalogue", "status": "not_asked", "key_found": True}
        missing = {"source": "catalogue", "status": "no_key", "key_found": False}
        assert cells(name, **asked, age_seconds=1) == cells(name, **missing, age_seconds=10**6)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({}, "ok"),
        ({"status": "rate_limited"}, "rate limited"),
        ({"source": "catalogue", "status": "no_key"}, "not asked"),
        ({"source": "catalogue", "status": "unsupported"}, "cannot be asked"),
    ],
)
def test_the_status_of_a_provider_is_that_of_the_last_asking(
    stated: dict[str, str], words: str
) -> None:
    assert cells("status", **stated) == words


def test_the_source_groups_providers_by_what_is_known_of_them() -> None:
    statuses = (
        provider("groq", models=49),
        provider("one", source="catalogue", fetched_at="2026-11-12", models=1),
        provider("two", status="partial"),
        OPENAI,
    )
    assert source(statuses, {"groq": (5, 2)}) == (
        f"Groq (5 of 49 models and 2 not listed): own list of {BEFORE[:10]}; "
        "One (0 of 1 model): catalogue of 2026-11-12; "
        f"Two (0 of 1 model): part of own list of {BEFORE[:10]}; "
        "OpenAI (0 of 0 models): nothing is known."
    )


def test_many_providers_are_counted() -> None:
    many = [provider(f"p{number}") for number in range(MOST + 1)]
    assert source(many) == f"{MOST + 1} providers: own list of {BEFORE[:10]}."
    assert source(many[1:]).startswith("P1, P2, ")
