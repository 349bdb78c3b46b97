"""genai-prices adds facts to models that are known, and models only where that is safe."""

import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from whichmodel.discovery.model import Record
from whichmodel.discovery.sources import genai_prices

TODAY = "2026-11-22"


def equals(*names: str) -> Any:
    rules = [SimpleNamespace(equals=name) for name in names]
    return rules[0] if len(rules) == 1 else SimpleNamespace(or_=rules)


def starts_with(name: str) -> Any:
    return SimpleNamespace(starts_with=name)


def entry(model: str, rule: Any = None, /, **fields: Any) -> Any:
    stated = {
        "name": None,
        "context_window": None,
        "deprecated": None,
        "prices": SimpleNamespace(),
        **fields,
    }
    return SimpleNamespace(id=model, match=rule or equals(model), **stated)


def read(
    *models: Any, provider: str = "x-ai", known: tuple[str, ...] = (), on: str = TODAY
) -> dict[str, list[Record]]:
    held = [SimpleNamespace(id=provider, models=list(models))]
    ours = genai_prices.OURS.get(provider, ("none",))
    return genai_prices.read(held, on, dict.fromkeys(ours, known) if known else {})


def names(*models: Any, **options: Any) -> list[str]:
    return [record["model"] for records in read(*models, **options).values() for record in records]


def test_what_an_entry_states_is_read() -> None:
    prices = SimpleNamespace(
        input_mtok=Decimal("3"),
        output_mtok=Decimal("15.50"),
        cache_read_mtok=Decimal("0.30"),
        cache_write_mtok=None,
    )
    model = entry("grok-5", name="Grok 5", context_window=256_000, deprecated=True, prices=prices)

    assert read(model) == {
        "xai": [
            {
                "model": "grok-5",
                "name": "Grok 5",
                "context_window": 256_000,
                "lifecycle": "deprecated",
                "price_input": "3",
                "price_output": "15.5",
                "price_cache_read": "0.3",
            }
        ]
    }


def test_what_is_not_stated_is_absent() -> None:
    assert read(entry("grok-5", deprecated=False)) == {"xai": [{"model": "grok-5"}]}


def test_a_provider_that_nobody_can_reach_is_left_out() -> None:
    assert read(entry("x"), provider="quicksilverpro") == {}


def test_google_speaks_of_both_of_its_platforms() -> None:
    assert set(read(entry("gemini-5"), provider="google")) == {"gemini", "vertex"}


def test_the_name_of_a_family_is_no_model() -> None:
    assert names(entry("claude-3-opus-latest", starts_with("claude-3-opus"))) == []


def test_a_family_whose_name_is_a_known_model_speaks_of_that_model() -> None:
    family = entry("claude-opus-5", starts_with("claude-opus-5"))

    assert names(family, known=("claude-opus-5",)) == ["claude-opus-5"]


def test_an_entry_speaks_of_all_known_ids_that_it_names() -> None:
    model = entry("grok-5", equals("grok-5", "grok-latest", "grok"))

    assert names(model, known=("grok-5", "grok-latest", "other")) == ["grok-5", "grok-latest"]


def test_no_model_is_added_where_others_list_the_provider() -> None:
    assert names(entry("old"), known=("new",)) == []


def test_a_model_that_is_said_to_be_deprecated_is_added_all_the_same() -> None:
    assert names(entry("old", deprecated=True), known=("new",)) == ["old"]


def test_an_id_without_a_vendor_is_none_of_openrouters() -> None:
    models = (entry("claude-2"), entry("anthropic/claude-2"))

    assert names(*models, provider="openrouter") == ["anthropic/claude-2"]


def test_two_entries_for_one_id_make_one_model_and_the_current_one_counts() -> None:
    old = entry("a", equals("a"), name="Old", deprecated=True)
    new = entry("b", equals("a", "b"), name="New")

    assert read(old, new, known=("a",))["xai"] == [{"model": "a", "name": "New"}]


def test_of_tiers_the_first_counts_and_the_others_are_kept() -> None:
    longer = SimpleNamespace(start=199_999, price=Decimal("2.5"))
    tiers = SimpleNamespace(base=Decimal("1.25"), tiers=[longer])

    assert read(entry("x", prices=SimpleNamespace(input_mtok=tiers)))["xai"][0] == {
        "model": "x",
        "price_input": "1.25",
        "price_input_above_200k": "2.5",
    }


def since(date: str | None, price: str) -> Any:
    start = SimpleNamespace(start_date=datetime.date.fromisoformat(date)) if date else None
    return SimpleNamespace(constraint=start, prices=SimpleNamespace(input_mtok=Decimal(price)))


@pytest.mark.parametrize(
    ("on", "price"),
    [("2026-01-01", "1"), ("2026-06-01", "2"), ("2026-11-30", "2"), ("2026-12-01", "3")],
)
def test_the_last_price_that_has_begun_counts(on: str, price: str) -> None:
    prices = [since(None, "1"), since("2026-06-01", "2"), since("2026-12-01", "3")]

    assert read(entry("x", prices=prices), on=on)["xai"][0]["price_input"] == price


def test_a_price_of_certain_hours_does_not_count() -> None:
    hours = SimpleNamespace(start_time=datetime.time(1), end_time=datetime.time(4))
    peak = SimpleNamespace(constraint=hours, prices=SimpleNamespace(input_mtok=Decimal(9)))

    record = read(entry("x", prices=[since(None, "1"), peak]))["xai"][0]

    assert record["price_input"] == "1"


def test_a_price_that_has_not_begun_is_not_told() -> None:
    record = read(entry("x", prices=[since("2027-01-01", "1")]))["xai"][0]

    assert "price_input" not in record


def variant(price: str, on: str | None = None, **when: str) -> Any:
    return SimpleNamespace(**vars(since(on, price)), when=when)


def test_prices_of_other_ways_to_process_a_request_are_kept() -> None:
    variants = [
        variant("1", processing="batch"),
        variant("0.5", "2026-10-14", processing="batch"),
        variant("0.2", "2027-01-01", processing="batch"),
        variant("9", service_tier="priority"),
        variant("7", route="mistral/eu"),
        variant("6", processing="batch", service_tier="flex"),
    ]

    assert read(entry("x", prices=[since(None, "2")], price_variants=variants))["xai"] == [
        {"model": "x", "price_input": "2", "price_input_batch": "0.5", "price_input_priority": "9"}
    ]


def test_the_real_data_is_read_as_the_package_means_it() -> None:
    """Against its own answer, for a day and an hour outside of the priced hours."""
    data = pytest.importorskip("genai_prices.data")
    when = datetime.datetime(2026, 11, 22, 20, 0, tzinfo=datetime.UTC)
    compared = 0
    for ours, records in genai_prices.read(data.providers, TODAY, {}).items():
        entries = {
            model.id: model
            for provider in data.providers
            if ours in genai_prices.OURS.get(provider.id, ())
            for model in provider.models
        }
        for record in records:
            theirs = entries[record["model"]].get_prices(when).input_mtok
            theirs = getattr(theirs, "base", theirs)
            told = record.get("price_input")
            assert (theirs is None) == (told is None)
            assert told is None or Decimal(told) == theirs
            compared += told is not None
    assert compared > 500


# ── as published ─────────────────────────────────────────────────────────────────────────────────


def document_of(provider: Any) -> dict[str, Any]:
    """A provider in the shape of the published JSON."""
    return {
        "id": provider.id,
        "models": [
            {
                "id": model.id,
                "name": model.name,
                "context_window": model.context_window,
                "deprecated": model.deprecated,
                "match": rule_of(model.match),
                "prices": prices_of(model.prices),
                "price_variants": variants_of(model),
            }
            for model in provider.models
        ],
    }


def rule_of(rule: Any) -> dict[str, Any]:
    if hasattr(rule, "or_"):
        return {"or": [rule_of(part) for part in rule.or_]}
    return {"equals": rule.equals} if hasattr(rule, "equals") else {"starts_with": "x"}


def prices_of(prices: Any) -> Any:
    if isinstance(prices, list):
        return [{**constraint_of(each), "prices": amounts_of(each.prices)} for each in prices]
    return amounts_of(prices)


def variants_of(model: Any) -> list[dict[str, Any]]:
    return [
        {"when": each.when, **constraint_of(each), "prices": amounts_of(each.prices)}
        for each in getattr(model, "price_variants", None) or ()
    ]


def constraint_of(price: Any) -> dict[str, Any]:
    if price.constraint is None:
        return {}
    start = getattr(price.constraint, "start_date", None)
    return {"constraint": {"start_date": start.isoformat()} if start else {"start_time": "01:00"}}


def tiers_of(amount: Any) -> dict[str, Any]:
    tiers = [{"start": tier.start, "price": tier.price} for tier in amount.tiers]
    return {"base": amount.base, "tiers": tiers}


def amounts_of(prices: Any) -> dict[str, Any]:
    stated = {key: getattr(prices, key, None) for key in genai_prices.PRICES.values()}
    return {
        key: tiers_of(amount) if hasattr(amount, "base") else amount
        for key, amount in stated.items()
        if amount is not None
    }


def test_the_published_document_says_what_the_package_says() -> None:
    data = pytest.importorskip("genai_prices.data")
    document = [document_of(provider) for provider in data.providers]
    known = {"anthropic": ("claude-opus-5", "claude-sonnet-4-6")}
    assert genai_prices.read(genai_prices.from_document(document), TODAY, known) == (
        genai_prices.read(data.providers, TODAY, known)
    )


@pytest.mark.parametrize(
    "document",
    [
        [None, 7, "groq", [], {}],
        [{"id": 7, "models": [{"id": "m"}]}],
        [{"id": "groq", "models": {"m": 1}}],
        [{"id": "groq", "models": [None, {"id": 7}, {"name": "m"}]}],
    ],
)
def test_what_is_not_of_the_published_shape_is_left_out(document: list[Any]) -> None:
    assert genai_prices.read(genai_prices.from_document(document), TODAY, {}) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"match": None}, {"match": {"or": "m"}}, {"match": {"or": [None, {"equals": 7}]}},
        {"prices": None}, {"prices": 7}, {"prices": [None, {"constraint": 7}]},
        {"prices": [{"constraint": {"start_date": "soon"}, "prices": {"input_mtok": 1}}]},
        {"prices": {"input_mtok": {"tiers": []}, "output_mtok": "much"}},
        {"name": 7, "context_window": "wide", "deprecated": "yes"},
    ],
)  # fmt: skip
def test_what_cannot_be_understood_of_an_entry_is_absent(fields: dict[str, Any]) -> None:
    entry = {"id": "m", "match": {"equals": "m"}, **fields}
    held = genai_prices.from_document([{"id": "groq", "models": [entry]}])
    assert genai_prices.read(held, TODAY, {"groq": ["m"]}).get("groq", []) in (
        [{"model": "m"}],
        [],
    )
