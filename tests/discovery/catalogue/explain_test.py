"""Why a field has the value that it has, and where sources are in conflict."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import model

from whichmodel.discovery.catalogue.explain import Explained, explained, in_conflict
from whichmodel.discovery.catalogue.merge import GUESS, LISTING, facts_of, ranked
from whichmodel.discovery.model import Model, Record, Statement

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(("GPT", "Gpt")),
    "context_window": st.sampled_from((128_000, 131_000, 131_072)),
    "tools": st.booleans(),
    "price_input": st.sampled_from(("0.1", "0.10", "0.2")),
    "retires_on": st.sampled_from(("2026-12-01", "2027-01-01")),
}
SOURCES = (LISTING, "notices", "curated", "litellm", "genai-prices", "models.dev", "elsewhere")
statements = st.lists(
    st.builds(
        Statement,
        st.sampled_from(SOURCES),
        st.sampled_from(("2026-11-01", "2026-11-02T00:00:00Z")),
        st.fixed_dictionaries({}, optional=FIELDS),
    ),
    unique_by=lambda statement: (statement.source, statement.at),
    max_size=6,
)


def said(*told: Statement) -> Model:
    return model(statements=ranked(told))


def of(field: str, *told: Statement) -> list[Explained]:
    return [fact for fact in explained(said(*told)) if fact.field == field]


def states(source: str, at: str = "2026-11-01", **record: Any) -> Statement:
    return Statement(source, at, Record(**record))  # type: ignore[typeddict-item]


@given(statements)
def test_explaining_loses_and_adds_nothing(told: list[Statement]) -> None:
    stated = said(*told)
    assert [fact[:4] for fact in explained(stated)] == [tuple(fact) for fact in facts_of(stated)]


@given(statements)
def test_one_statement_of_each_field_wins_and_it_comes_first(told: list[Statement]) -> None:
    facts = explained(said(*told))
    for field in {fact.field for fact in facts}:
        first, *others = (fact for fact in facts if fact.field == field)
        assert first.won
        assert not any(other.won for other in others)
        assert first.conflict == any(other.conflict for other in others)


@given(statements)
def test_every_fact_has_a_reason(told: list[Statement]) -> None:
    assert all(fact.why for fact in explained(said(*told)))


@pytest.mark.parametrize(
    ("winner", "others", "why"),
    [
        (
            states(LISTING, tools=True),
            [states("litellm", tools=False)],
            "the provider's own answer",
        ),
        (states("litellm", tools=True), [], "nobody else states it"),
        (
            states("litellm", tools=True),
            [states("genai-prices", "2026-11-09", tools=True)],
            "first of the catalogues that state it",
        ),
        (
            states("litellm", "2026-11-02", tools=True),
            [states("litellm", tools=False)],
            "litellm, newest",
        ),
        (states(GUESS, "", kind="chat"), [], "guessed from the name"),
        (
            states("notices", retires_on="2026-12-01"),
            [states("litellm", "2026-11-12", retires_on="2027-01-01")],
            "a published notice decides lifecycle",
        ),
        (
            states("curated", "2026-11-22", retires_on="2026-12-01"),
            [states(LISTING, "2026-11-20", retires_on="2027-01-01")],
            "a published notice decides lifecycle, the newest word of the provider",
        ),
        (
            states(LISTING, "2026-11-22T08:00:00Z", retires_on="2026-12-01"),
            [states("notices", "2026-11-20", retires_on="2027-01-01")],
            "the provider's own answer, the newest word of the provider",
        ),
    ],
)
def test_the_rule_is_told_in_words(winner: Statement, others: list[Statement], why: str) -> None:
    (field,) = winner.record
    first = of(field, *others, winner)[0]
    assert (first.source, first.at, first.why) == (winner.source, winner.at, why)


def test_a_loser_is_overruled_by_name_or_says_the_same() -> None:
    told = of(
        "context_window",
        states("litellm", context_window=131_072),
        states("genai-prices", context_window=131_000),
        states("models.dev", context_window=128_000),
        states("elsewhere", context_window=131_072),
    )
    assert [(fact.why, fact.conflict) for fact in told[1:]] == [
        ("rounds or words the same as litellm", False),
        ("overruled by litellm", True),
        ("says the same as litellm", False),
    ]
    assert told[0].conflict


@pytest.mark.parametrize(
    ("field", "one", "other", "conflict"),
    [
        ("context_window", 131_072, 131_000, False),
        ("context_window", 131_072, 128_000, True),
        ("context_window", 1_048_576, 1_000_000, True),
        ("max_output_tokens", 200_000, 200_999, False),
        ("max_output_tokens", 200_000, 201_999, True),
        ("price_input", "0.6", "0.60", False),
        ("price_input", "0.15001", "0.15", False),
        ("price_input", "0.15", "0.16", True),
        ("price_input", "0", "0.01", True),
        ("price_input", "cheap", "0.01", True),
        ("created", "2026-11-01T09:00:00Z", "2026-11-01", False),
        ("created", "2026-11-01", "2026-11", False),
        ("retires_on", "2026-11-01", "2026-11-02", True),
        ("input_modalities", ["text", "image"], ["image", "text"], False),
        ("input_modalities", ["text", "image"], ["text"], True),
        ("tools", True, False, True),
        ("kind", "chat", "ocr", True),
        ("name", "GPT OSS 120B", "gpt-oss-120b", False),
        ("replacement", "gpt-6", "gpt-5", True),
    ],
)
def test_a_conflict_is_more_than_rounding_or_wording(
    field: str, one: Any, other: Any, conflict: bool
) -> None:
    assert in_conflict(field, one, other) is conflict
    assert in_conflict(field, other, one) is conflict


@given(st.decimals(0, 1000, places=4), st.decimals(0, 1000, places=4))
def test_prices_compare_as_decimals_however_they_are_written(one: Decimal, other: Decimal) -> None:
    plain = in_conflict("price_input", str(one), str(other))
    assert in_conflict("price_input", f"{one}00", str(other)) is plain
    assert not in_conflict("price_input", str(one), f"{one}000")
