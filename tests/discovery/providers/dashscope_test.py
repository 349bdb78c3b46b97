"""Qwen's native prices: the first range, in US dollars, per million tokens."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.providers.dashscope import priced, read
from whichmodel.discovery.providers.rows import provider_row
from whichmodel.discovery.wire import Cursor

ROW = provider_row(
    "qwen",
    {"base_url": "https://h/v1", "dialect": "dashscope",
     "calls": [{"rows": ["output.models"], "fields": {"model": "model"}}]},
)  # fmt: skip


def price(kind: str, amount: Any, unit: str = "USD per 1M tokens") -> dict[str, Any]:
    return {"type": kind, "price": amount, "price_unit": unit}


def row(*prices: Any, **rest: Any) -> dict[str, Any]:
    return {
        "model": "qwen-max",
        "prices": [{"range_name": "0-32k", "prices": list(prices)}],
        **rest,
    }


def test_input_output_and_cache_are_told_apart_and_special_rates_left_out() -> None:
    said = row(
        price("input_token", "1.2"),
        price("output_token", "6"),
        price("input_token_cache", "0.24"),
        price("input_token_cache_creation", "1.5"),
        price("input_token_batch", "0.6"),
        price("thinking_output_token", "9"),
        price("image_number", "3"),
    )
    assert priced(said) == {
        "price_input": "1.2",
        "price_output": "6",
        "price_cache_read": "0.24",
        "price_cache_write": "1.5",
    }


@pytest.mark.parametrize(
    ("unit", "dollars"),
    [
        ("USD per 1M tokens", "1.5"),
        ("$/million tokens", "1.5"),
        ("USD/1K tokens", "1500"),
        ("CNY per 1M tokens", None),
        ("USD per image", None),
        ("", None),
    ],
)
def test_another_currency_or_unit_is_not_guessed_at(unit: str, dollars: str | None) -> None:
    assert priced(row(price("input_token", "1.5", unit))).get("price_input") == dollars


def test_the_first_range_is_the_price() -> None:
    ranges = [{"prices": [price("input_token", "1")]}, {"prices": [price("input_token", "2")]}]
    assert priced({"prices": ranges}) == {"price_input": "1"}


def test_prices_join_the_record_of_their_model_and_an_odd_row_spoils_none() -> None:
    odd = [{"model": ["x"], "prices": []}, {"prices": 7}, 7, {"model": {}}]
    body = {"output": {"models": [*odd, row(price("input_token", "1.2")), {"model": "qwen-vl"}]}}
    page = read(ROW, Cursor(0), body)
    assert page.records == [{"model": "qwen-max", "price_input": "1.2"}, {"model": "qwen-vl"}]
    assert page.skipped == len(odd)


junk = st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["prices", "type", "price", "price_unit"]), inner)
    ),
)


@given(junk)
def test_no_price_list_breaks_the_row(prices: Any) -> None:
    assert priced({"model": "m", "prices": prices}).keys() <= {"price_input", "price_output"}
