"""A row with several offers says what the offers that are live agree on."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.providers.huggingface import folded, read
from whichmodel.discovery.providers.rows import provider_row
from whichmodel.discovery.wire import Cursor

ROW = provider_row(
    "huggingface",
    {"base_url": "https://h/v1", "dialect": "huggingface",
     "calls": [{"fields": {"price_input": "pricing.input", "price_output": "pricing.output"},
                "price_factor": "1"}]},
)  # fmt: skip


def record(*offers: Any, **row: Any) -> Any:
    page = read(ROW, Cursor(0), {"data": [{"id": "org/m", "providers": list(offers), **row}]})
    return page.records[0]


def offer(status: str = "live", price: Any = None, **said: Any) -> dict[str, Any]:
    pricing = {"pricing": {"input": price, "output": price}} if price is not None else {}
    return {"provider": "x", "status": status, **pricing, **said}


def test_the_largest_window_and_any_capability_of_a_live_offer_count() -> None:
    found = record(
        offer(context_length=8192, supports_tools=False),
        offer(context_length=131072, supports_tools=True),
        offer("error", context_length=10**6, supports_structured_output=True),
    )
    assert found == {"model": "org/m", "context_window": 131072, "tools": True}


def test_a_capability_that_no_offer_states_is_unknown_and_one_all_deny_is_no() -> None:
    assert "tools" not in record(offer())
    assert record(offer(supports_tools=False), offer())["tools"] is False


@pytest.mark.parametrize(
    ("prices", "price"),
    [
        ([0.5], "0.5"),
        ([0.5, 0.5], "0.5"),
        ([Decimal("0.5"), 0.5, None], "0.5"),
        (["0.5", "0.5"], "0.5"),
        ([0.5, 0.6], None),
        ([], None),
        (["ask us"], None),
        ([[1]], None),
        ([{}], None),
    ],
)
def test_a_price_is_told_only_where_all_that_state_one_agree(
    prices: list[Any], price: str | None
) -> None:
    found = record(*(offer(price=one) for one in prices), offer())
    assert (found.get("price_input"), found.get("price_output")) == (price, price)


def test_where_nothing_is_live_the_other_offers_speak() -> None:
    assert record(offer("staging", context_length=8192))["context_window"] == 8192


@pytest.mark.parametrize("offers", [None, [], "x", [1, None], {}])
def test_a_row_without_offers_keeps_what_it_says_itself(offers: Any) -> None:
    row = {"id": "org/m", "context_length": 8192, "providers": offers}
    assert folded(row) == row


offers = st.dictionaries(
    st.sampled_from(["status", "context_length", "supports_tools", "pricing"]),
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.lists(st.integers())
    | st.dictionaries(st.sampled_from(["input", "output"]), st.integers() | st.lists(st.text())),
)  # fmt: skip


@given(st.lists(offers | st.integers()))
def test_no_offer_breaks_the_row(said: list[Any]) -> None:
    assert record(*said)["model"] == "org/m"
