"""A row for each model, every field in its column, and no cell that a spreadsheet would run."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from samples import LLAMA, OPENAI, PRINTABLE, SMALL, catalogue, catalogues, model

from whichmodel.discovery.model import Catalogue
from whichmodel.formats.csv import HEADER, RUNS, cell, render
from whichmodel.formats.envelope import model_row


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def leaves(value: Any) -> list[Any]:
    """All values of a row that hold no others, in order."""
    if not isinstance(value, dict):
        return [value]
    return [leaf for held in value.values() for leaf in leaves(held)]


def test_every_leaf_of_the_json_row_has_a_column_in_the_same_order() -> None:
    row = read(render(SMALL))[0]
    expected = [cell(leaf) for leaf in leaves(model_row(LLAMA))]
    assert list(row.values()) == [*expected, "cached", "ok", "2026-11-22T05:00:00Z"]


def test_columns_have_one_name_each() -> None:
    assert len(set(HEADER)) == len(HEADER)


def test_values_are_in_the_columns_that_name_them() -> None:
    row = read(render(SMALL))[0]
    assert row["id"] == LLAMA.id
    assert row["context_window"] == "131072"
    assert row["input_modalities"] == "text image"
    assert (row["tools"], row["vision"], row["reasoning"]) == ("true", "false", "")
    assert (row["price_input"], row["price_cache_read"], row["price_unit"]) == (
        "0.59",
        "",
        "1M tokens",
    )
    assert (row["lifecycle"], row["listed_source"]) == ("active", "cached")
    assert (row["provider_source"], row["provider_status"]) == ("cached", "ok")


def test_a_model_without_a_price_has_empty_price_cells() -> None:
    row = read(render(catalogue(model())))[0]
    assert {row[column] for column in HEADER if column.startswith("price_")} == {""}


@given(catalogues(PRINTABLE))
def test_ids_and_names_read_back(given_: Catalogue) -> None:
    rows = read(render(given_))
    assert len(rows) == len(given_.models)
    for row, one in zip(rows, given_.models, strict=True):
        assert row["id"] in (one.id, f"'{one.id}")
        assert row["name"] in (one.name or "", f"'{one.name}")


@given(catalogues())
def test_no_cell_runs_and_none_holds_what_a_terminal_obeys(hostile: Catalogue) -> None:
    text = render(hostile)
    text.encode()
    cells = [value for row in read(text) for value in row.values()]
    assert not [value for value in cells if value.startswith(RUNS)]
    assert all(value.isprintable() for value in cells)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_what_a_spreadsheet_would_run_is_quoted(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("start", ["\t", "\r", "\n"])
def test_blanks_that_hide_a_formula_are_quoted_and_replaced(start: str) -> None:
    assert cell(f"{start}=1+1") == "'\ufffd=1+1"


def test_a_harmless_cell_is_left_as_it_is() -> None:
    assert cell("groq/llama-4") == "groq/llama-4"


def test_lines_end_as_the_rfc_says() -> None:
    text = render(SMALL)
    assert text.count("\r\n") == text.count("\n") == 1 + len(SMALL.models)


def test_a_comma_or_a_quote_stays_in_its_cell() -> None:
    assert read(render(catalogue(model(name='a,"b"'))))[0]["name"] == 'a,"b"'


def test_only_the_header_where_there_are_no_models() -> None:
    assert render(catalogue(providers=(OPENAI,))) == ",".join(HEADER) + "\r\n"
