"""Only what has all that was asked for, in the order asked for; what is unknown grants no wish."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import catalogue, lifecycle, model, provider

from whichmodel.discovery.catalogue.query import (
    SORTS,
    Query,
    dollars,
    matches,
    selected,
    tokens,
    wished,
)
from whichmodel.discovery.model import CAPABILITIES, KINDS, Listed, Model, Price, Record, Statement

FULL = model(
    "groq/llama-4",
    name="Llama 4",
    kind="chat",
    created="2025-04-05",
    context_window=131_072,
    tools=True,
    vision=True,
    reasoning=True,
    structured_output=True,
    price=Price("0.5", "1", None, None),
    lifecycle=lifecycle("active"),
)
NOTHING_KNOWN = model("groq/mystery")
IN_CATALOGUE = Listed("catalogue", "2026-11-12", None, None)

flags = st.none() | st.booleans()
prices = st.none() | st.builds(
    Price, st.none() | st.sampled_from(["0", "0.05", "2", "75"]), *[st.none()] * 3
)
some_models = st.lists(
    st.builds(
        model,
        st.sampled_from([f"groq/m-{number}" for number in range(30)]),
        kind=st.none() | st.sampled_from(KINDS),
        created=st.none() | st.dates().map(str),
        context_window=st.none() | st.integers(1, 10**7),
        tools=flags,
        vision=flags,
        reasoning=flags,
        structured_output=flags,
        price=prices,
        lifecycle=st.sampled_from(["active", "retired", "unknown"]).map(lifecycle),
    ),
    unique_by=lambda one: one.id,
    max_size=12,
)
queries = st.builds(
    Query,
    kind=st.none() | st.sampled_from(("all", *KINDS)),
    capabilities=st.sets(st.sampled_from(CAPABILITIES)).map(tuple),
    min_context=st.none() | st.integers(0, 10**6),
    max_price=st.none() | st.floats(0, 100),
    status=st.sets(st.sampled_from(["active", "retired"])).map(tuple),
    sort=st.sampled_from(SORTS),
    newest=st.none() | st.integers(1, 5),
)


@pytest.mark.parametrize(
    ("query", "full", "unknown"),
    [
        (Query(), True, True),
        (Query(kind="all"), True, True),
        (Query(kind="chat"), True, False),
        (Query(kind="image"), False, False),
        (Query(capabilities=CAPABILITIES), True, False),
        (Query(min_context=131_072), True, False),
        (Query(min_context=131_073), False, False),
        (Query(max_price=0.5), True, False),
        (Query(max_price=0.49), False, False),
        (Query(status=("active",)), True, False),
        (Query(status=("unknown", "active")), True, True),
    ],
)
def test_a_wish_is_met_by_what_is_known(query: Query, full: bool, unknown: bool) -> None:
    assert (matches(FULL, query), matches(NOTHING_KNOWN, query)) == (full, unknown)


def test_false_is_not_unknown_and_neither_grants_a_wish() -> None:
    assert not matches(FULL._replace(tools=False), Query(capabilities=("tools",)))


def test_a_free_model_is_cheaper_than_anything_and_an_unpriced_one_is_not_free() -> None:
    free = FULL._replace(price=Price("0", None, None, None))
    assert matches(free, Query(max_price=0.0))
    assert not matches(FULL._replace(price=None), Query(max_price=10**9))


@given(some_models, queries)
def test_selecting_gives_each_match_once_and_nothing_else(
    models: list[Model], query: Query
) -> None:
    everything = selected(models, query._replace(newest=None))
    assert {one.id for one in everything} == {one.id for one in models if matches(one, query)}
    assert len(everything) == len({one.id for one in everything})
    newest = selected(models, query._replace(sort="created"))
    assert newest == selected(models, query._replace(sort="created", newest=None))[: query.newest]
    assert selected(models, query) == [one for one in everything if one in newest]
    assert selected(everything, query._replace(newest=None)) == everything


@given(some_models.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))), queries)
def test_the_order_that_models_come_in_does_not_matter(pair: tuple[Any, Any], query: Query) -> None:
    assert selected(pair[0], query) == selected(pair[1], query)


@given(some_models)
def test_newest_first_with_undated_after_dated_and_retired_last(models: list[Model]) -> None:
    order = selected(models, Query(kind="all"))
    retired = [one.lifecycle.status == "retired" for one in order]
    assert retired == sorted(retired)
    for stage in (True, False):
        dates = [one.created for one in order if (one.lifecycle.status == "retired") is stage]
        known = [date for date in dates if date]
        assert dates == sorted(known, reverse=True) + [None] * (len(dates) - len(known))


@given(some_models)
def test_each_order_puts_the_unknown_last(models: list[Model]) -> None:
    cheapest = [one.price and one.price.input for one in selected(models, everything("price"))]
    largest = [one.context_window for one in selected(models, everything("context"))]
    assert cheapest == sorted(cheapest, key=lambda price: float(price or "inf"))
    assert largest == sorted(largest, key=lambda tokens: -(tokens or 0))
    by_name = [one.id for one in selected(models, everything("name"))]
    assert by_name == sorted(by_name)


def everything(sort: str) -> Query:
    return Query(kind="all", sort=sort)


def test_what_is_retired_is_left_out_unless_asked_for_or_in_its_providers_own_list() -> None:
    catalogued = model("groq/llama-2", lifecycle=lifecycle("retired"), listed=IN_CATALOGUE)
    still_listed = model("groq/llama-3", lifecycle=lifecycle("retired"))

    assert not matches(catalogued, Query())
    assert matches(catalogued, Query(status=("retired",)))
    assert matches(catalogued, Query(status=("all",)))
    assert matches(still_listed, Query())


def test_being_there_when_first_asked_is_no_sign_of_youth_but_appearing_later_is() -> None:
    def seen(name: str, first: str, **stated: Any) -> Model:
        return model(f"groq/{name}", listed=IN_CATALOGUE._replace(first_seen=first), **stated)

    models = [
        seen("undated", "2026-11-01T08:00:00Z"),
        seen("dated", "2026-11-01T08:00:00Z", created="2026-08-05"),
        seen("catalogued", "2026-03-01"),
        seen("new", "2026-11-20T08:00:00Z"),
    ]

    order = [one.model for one in selected(models, Query())]

    assert order == ["new", "dated", "catalogued", "undated"]


def test_what_only_old_prices_and_notices_name_is_left_out_unless_asked_for() -> None:
    def named(name: str, source: str, **stated: Any) -> Model:
        said = (Statement(source, "2026-11-12", Record()), Statement("name rule", "", Record()))
        return model(f"groq/{name}", **{"statements": said, "listed": IN_CATALOGUE, **stated})

    models = [
        named("priced", "genai-prices"),
        named("noticed", "notices"),
        named("mapped", "litellm"),
        named("own", "genai-prices", listed=IN_CATALOGUE._replace(source="cached")),
    ]

    assert {one.model for one in selected(models, Query())} == {"mapped", "own"}
    assert len(selected(models, Query(status=("all",)))) == 4


def test_models_are_wished_for_provider_by_provider_and_of_those_told_alone() -> None:
    dear, cheap = Price("2", "4", None, None), Price("1", "2", None, None)
    models = (
        model("groq/dear", price=dear),
        model("xai/one", provider="xai", price=dear),
        model("groq/cheap", price=cheap),
        model("nebius/one", provider="nebius", price=cheap),
    )
    told = (provider("xai"), provider("groq"), provider("mistral"))

    known = catalogue(*models)._replace(providers=told)
    found = wished(known, Query(sort="price"))

    assert found.providers == told
    assert [each.id for each in found.models] == ["xai/one", "groq/cheap", "groq/dear"]


@pytest.mark.parametrize(
    ("words", "number"),
    [("200000", 200_000), ("128k", 128_000), ("1M", 1_000_000), ("1_000,000", 1_000_000)],
)
def test_tokens_are_read_as_people_write_them(words: str, number: int) -> None:
    assert tokens(words) == number


@pytest.mark.parametrize("words", ["", "k", "-5k", "many", "nan"])
def test_anything_else_is_no_number_of_tokens(words: str) -> None:
    with pytest.raises(ValueError):
        tokens(words)


def test_dollars_are_read_with_or_without_the_sign() -> None:
    assert (dollars("$0.5"), dollars(" 3 ")) == (0.5, 3.0)
    for words in ("", "-1", "nan", "cheap"):
        with pytest.raises(ValueError):
            dollars(words)
