"""All that is said of a model becomes one model, and nothing that was said is lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.catalogue.merge import (
    GUESS,
    LISTING,
    NOTICED,
    OWN_WORDS,
    RANKS,
    facts_of,
    merged,
    ranked,
)
from whichmodel.discovery.model import (
    KINDS,
    Listed,
    Model,
    Price,
    Provider,
    Record,
    Statement,
)
from whichmodel.discovery.providers.rows import provider_row

TODAY = "2026-11-22"
GROQ = provider_row("groq", {"base_url": "https://api.groq.com/openai/v1"})
LISTED = Listed("cached", "2026-11-22T08:00:00Z", None, None)
SOURCES = [*sorted(RANKS.keys() - {GUESS}), "somewhere else", "elsewhere"]

texts = st.text(min_size=1, max_size=8)
dates = st.dates().map(str)
words = st.lists(st.sampled_from(("text", "image", "audio")), min_size=1, max_size=2)
prices = st.decimals(0, 100, places=2, allow_nan=False).map(str)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": texts, "family": texts, "kind": st.sampled_from(KINDS), "created": dates,
    "context_window": st.integers(1, 10**7), "max_input_tokens": st.integers(1, 10**7),
    "max_output_tokens": st.integers(1, 10**7), "input_modalities": words,
    "output_modalities": words, "tools": st.booleans(), "vision": st.booleans(),
    "reasoning": st.booleans(), "structured_output": st.booleans(), "price_input": prices,
    "price_output": prices, "price_cache_read": prices, "price_cache_write": prices,
    "lifecycle": st.sampled_from(("active", "deprecated")), "deprecated_on": dates,
    "retires_on": dates, "replacement": texts, "notice": texts,
}  # fmt: skip
records = st.fixed_dictionaries({"model": st.just("m-1")}, optional=FIELDS)
times = st.sampled_from(("2026-11-01", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"))
statements = st.lists(
    st.builds(Statement, st.sampled_from(SOURCES), times, records),
    unique_by=lambda statement: (statement.source, statement.at),
    max_size=6,
)


def merge(said: list[Statement] | tuple[Statement, ...], model: str = "m-1") -> Model:
    return merged(GROQ, model, said, LISTED, TODAY)


def value(model: Model, field: str) -> Any:
    """A field of a model by its name in records."""
    if field.startswith("price_"):
        return getattr(model.price or Price(None, None, None, None), field.removeprefix("price_"))
    if hasattr(model, field):
        return getattr(model, field)
    return getattr(model.lifecycle, field)


MERGED = [field for field in FIELDS if field != "lifecycle"]


@given(statements)
def test_merging_what_was_merged_changes_nothing(said: list[Statement]) -> None:
    once = merge(said)
    assert merge(once.statements) == once


@given(statements.flatmap(lambda said: st.tuples(st.just(said), st.permutations(said))))
def test_the_order_of_statements_does_not_matter(pair: tuple[Any, Any]) -> None:
    said, shuffled = pair
    assert merge(said) == merge(shuffled)


@given(statements)
def test_no_statement_is_lost(said: list[Statement]) -> None:
    kept = merge(said).statements
    assert all(statement in kept for statement in said)
    assert {statement.source for statement in kept} <= {s.source for s in said} | {GUESS}


@given(statements)
def test_every_value_is_that_of_the_first_who_states_it(said: list[Statement]) -> None:
    model = merge(said)
    for field in set(MERGED) - set(NOTICED):
        stated = [s.record[field] for s in ranked(said) if field in s.record]  # type: ignore[literal-required]
        known = (
            tuple(stated[0]) if stated and isinstance(stated[0], list) else (stated or [None])[0]
        )
        assert value(model, field) == known


@given(statements, records)
def test_the_listing_beats_every_catalogue_in_each_field(
    said: list[Statement], own: dict[str, Any]
) -> None:
    others = [statement for statement in said if statement.source not in OWN_WORDS]
    model = merge([*others, Statement(LISTING, "2020-01-01", own)])  # type: ignore[arg-type]
    for field in MERGED:
        if field in own:
            wanted = tuple(own[field]) if isinstance(own[field], list) else own[field]
            assert value(model, field) == wanted


@given(statements)
def test_the_providers_newest_word_decides_when_a_model_goes(said: list[Statement]) -> None:
    model = merge(said)
    for field in NOTICED:
        stating: list[Any] = [s for s in said if field in s.record]
        own = [s for s in stating if s.source in OWN_WORDS]
        newest = max((s.at for s in own), default="")
        if own:
            wanted = {s.record[field] for s in own if s.at == newest}
        else:
            wanted = {s.record[field] for s in ranked(stating)[:1]} or {None}
        assert value(model, field) in wanted


def test_a_notice_that_is_newer_than_the_listing_moves_the_day_and_nothing_else() -> None:
    listing = Statement(
        LISTING, "2026-11-20T08:00:00Z", Record(retires_on="2026-12-01", context_window=10)
    )
    notice = Statement("curated", "2026-11-22", Record(retires_on="2027-01-01", context_window=20))
    model = merge([listing, notice])
    assert (model.lifecycle.retires_on, model.context_window) == ("2027-01-01", 10)
    assert merge([listing._replace(at="2026-11-23T08:00:00Z"), notice]).lifecycle.retires_on == (
        "2026-12-01"
    )


def test_what_nobody_states_is_unknown_and_never_zero_or_false() -> None:
    model = merge([Statement(LISTING, "2026-11-22", Record(model="m-1"))])
    assert [value(model, field) for field in MERGED] == [None] * len(MERGED)
    assert model.price is None


def test_the_newest_word_of_one_source_counts() -> None:
    old = Statement("litellm", "2026-01-01", Record(context_window=1))
    new = Statement("litellm", "2026-02-01", Record(context_window=2))
    assert merge([new, old]).context_window == merge([old, new]).context_window == 2


def test_a_copy_of_the_providers_list_counts_before_a_price_list() -> None:
    copied = Statement("pi-ai", "2026-11-10", Record(price_input="0.08"))
    gathered = Statement("genai-prices", "2026-11-12", Record(price_input="0.14"))
    assert merge([gathered, copied]).price == Price("0.08", None, None, None)


def test_an_unknown_source_stands_between_catalogues_and_guesses() -> None:
    said = [Statement(source, "2026-01-01", Record()) for source in ("new", GUESS, "models.dev")]
    assert [statement.source for statement in ranked(said)] == ["models.dev", "new", GUESS]


def test_a_kind_is_guessed_only_where_nobody_states_one_and_is_marked() -> None:
    guessed = merge([Statement("litellm", "2026-01-01", Record(model="gpt-9"))], "gpt-9")
    assert guessed.kind == "chat"
    assert guessed.statements[-1] == Statement(GUESS, "", Record(kind="chat"))
    told = merge([Statement("litellm", "2026-01-01", Record(kind="ocr"))], "gpt-9")
    assert (told.kind, len(told.statements)) == ("ocr", 1)
    assert merge([], "who knows").kind is None


def test_the_id_is_litellms_prefix_and_the_providers_own_id_untouched() -> None:
    together: Provider = provider_row("together", {"prefix": "together_ai"})
    model = merged(together, "Org/Model:8b", [], LISTED, TODAY)
    assert (model.id, model.provider, model.model) == (
        "together_ai/Org/Model:8b", "together", "Org/Model:8b",
    )  # fmt: skip


@given(statements)
def test_facts_tell_every_source_of_every_field_the_winner_first(said: list[Statement]) -> None:
    model = merge(said)
    facts = facts_of(model)
    told = {
        (field, statement.source, statement.at)
        for statement in model.statements
        for field in statement.record
        if field != "model"
    }
    assert {(fact.field, fact.source, fact.at) for fact in facts} == told
    assert len(facts) == len(told)
    for field in MERGED:
        first = next((fact.value for fact in facts if fact.field == field), None)
        won = tuple(first) if isinstance(first, list) else first
        assert value(model, field) == won


def test_a_notice_decides_the_day_and_the_catalogues_stays_beside_it() -> None:
    notice = Statement("notices", "2026-10-02", {"model": "m-1", "retires_on": "2026-10-23"})
    catalogue = Statement(
        "litellm", "2026-11-12", {"model": "m-1", "retires_on": "2027-03-15", "price_input": "1"}
    )
    model = merge([notice, catalogue])

    assert model.lifecycle.retires_on == "2026-10-23"
    assert value(model, "price_input") == "1"
    assert [
        (fact.value, fact.source) for fact in facts_of(model) if fact.field == "retires_on"
    ] == [
        ("2026-10-23", "notices"),
        ("2027-03-15", "litellm"),
    ]


def test_of_two_notices_the_newer_counts() -> None:
    fed = Statement("notices", "2026-10-02", {"model": "m-1", "retires_on": "2026-10-23"})
    read = Statement("curated", "2026-11-22", {"model": "m-1", "retires_on": "2026-12-01"})

    assert merge([fed, read]).lifecycle.retires_on == "2026-12-01"
    assert merge([fed._replace(at="2026-12-24"), read]).lifecycle.retires_on == "2026-10-23"
