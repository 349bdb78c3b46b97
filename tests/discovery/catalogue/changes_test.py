"""Changes are what turns one list into the next: no more, no less, whatever their order."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.catalogue.changes import (
    APPEARED,
    CHANGED,
    DISAPPEARED,
    LIFECYCLE,
    WATCHED,
    Change,
    beginnings,
    changes,
    compared,
    ordered,
    published,
)
from whichmodel.discovery.catalogue.merge import LISTING
from whichmodel.discovery.model import Listing, Record, Statement

OLD, NOW = "2026-11-22T08:00:00Z", "2026-11-23T08:00:00Z"


def listing(*records: Record, at: str | None = OLD, complete: bool = True) -> Listing:
    return Listing("groq", "ok", None, at, at or OLD, list(records), [], 0, complete, {}, {})


values = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["0.1", "active"])
fields = st.sampled_from((*WATCHED, "name", "created", "first_seen"))
facts = st.dictionaries(fields, values, max_size=4)
lists = st.dictionaries(st.sampled_from("abcdef"), facts, max_size=5).map(
    lambda models: [record(model, **stated) for model, stated in models.items()]
)


def record(model: str, **stated: Any) -> Record:
    known: Any = {"model": model, **stated}
    return known  # type: ignore[no-any-return]


def stated(records: list[Record]) -> set[str]:
    """The fields that the list states of some model."""
    return {field for each in records for field, value in each.items() if value is not None}


def watched(records: list[Record], fields: Iterable[str] = WATCHED) -> dict[str, dict[str, Any]]:
    """What is known of each model in the fields that are watched."""
    return {
        each["model"]: {field: each.get(field) for field in fields if each.get(field) is not None}
        for each in records
    }


def applied(
    before: dict[str, dict[str, Any]], found: list[Change], after: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The models after the changes; what is new comes with what is said of it."""
    models = {model: dict(known) for model, known in before.items()}
    for change in found:
        if change.kind == DISAPPEARED:
            del models[change.model]
        elif change.kind == APPEARED:
            assert change.model not in models
            models[change.model] = dict(after[change.model])
        else:
            assert change.field
            assert models[change.model].get(change.field) == change.old
            models[change.model][change.field] = change.new
    return {
        model: {field: value for field, value in known.items() if value is not None}
        for model, known in models.items()
    }


@given(lists, lists)
def test_the_changes_from_one_list_to_another_make_the_other_of_the_one(
    one: list[Record], other: list[Record]
) -> None:
    found = changes(listing(*one), listing(*other, at=NOW))
    both = [
        field for field in WATCHED if field in LIFECYCLE or field in stated(one) & stated(other)
    ]
    assert applied(watched(one, both), found, watched(other, both)) == watched(other, both)


@given(lists, lists)
def test_a_field_that_one_list_does_not_state_at_all_is_no_change(
    one: list[Record], other: list[Record]
) -> None:
    found = changes(listing(*one), listing(*other, at=NOW))
    fields = {change.field for change in found if change.kind == CHANGED}
    assert fields - set(LIFECYCLE) <= stated(one) & stated(other)


@given(lists, st.randoms())
def test_a_list_in_another_order_has_not_changed(one: list[Record], random: Any) -> None:
    other = [dict(each) for each in one]
    random.shuffle(other)
    assert changes(listing(*one), listing(*other, at=NOW)) == []  # type: ignore[arg-type]


@given(lists, lists)
def test_nothing_appears_and_disappears_or_changes_at_once(
    one: list[Record], other: list[Record]
) -> None:
    found = changes(listing(*one), listing(*other, at=NOW))
    by_kind = {
        kind: {change.model for change in found if change.kind == kind}
        for kind in (APPEARED, DISAPPEARED, CHANGED)
    }
    assert sum(map(len, by_kind.values())) == len(set().union(*by_kind.values()))
    assert by_kind[APPEARED].isdisjoint(watched(one))
    assert by_kind[DISAPPEARED] <= watched(one).keys()


@given(lists, lists)
def test_there_and_back_is_the_same_the_other_way_round(
    one: list[Record], other: list[Record]
) -> None:
    there = changes(listing(*one), listing(*other, at=NOW))
    back = changes(listing(*other), listing(*one, at=NOW))
    turned = {APPEARED: DISAPPEARED, DISAPPEARED: APPEARED, CHANGED: CHANGED}
    assert back == [
        each._replace(kind=turned[each.kind], old=each.new, new=each.old) for each in there
    ]


A, B = record("a", context_window=8192, price_input="0.1"), record("b")


@pytest.mark.parametrize(
    ("previous", "now"),
    [
        (None, listing(A, at=NOW)),
        (listing(at=None), listing(A, at=NOW)._replace(complete=False)),
        (listing(A, complete=False), listing(A, B, at=NOW)),
        (listing(A, B), listing(A, at=NOW, complete=False)),
    ],
)
def test_a_first_list_or_a_part_of_one_is_no_change(previous: Any, now: Listing) -> None:
    assert changes(previous, now) == []


def test_a_change_tells_field_by_field_what_was_and_what_is() -> None:
    now = record("a", context_window=16384, tools=True)
    old, new = record("other", tools=False), record("other", tools=False, price_input="0.2")
    found = changes(listing(A, B, old), listing(now, record("c"), new, at=NOW))
    assert found == [
        Change(NOW, "groq", "a", CHANGED, "price_input", "0.1", None),
        Change(NOW, "groq", "a", CHANGED, "context_window", 8192, 16384),
        Change(NOW, "groq", "a", CHANGED, "tools", None, True),
        Change(NOW, "groq", "b", DISAPPEARED),
        Change(NOW, "groq", "c", APPEARED),
        Change(NOW, "groq", "other", CHANGED, "price_input", None, "0.2"),
    ]
    assert {change.source for change in found} == {LISTING}


# Catalogues


def said(source: str, day: str | None) -> Statement:
    return Statement(source, "2026-11-12", record("m", first_seen=day) if day else record("m"))


def test_what_a_catalogue_had_at_its_beginning_did_not_appear_then() -> None:
    told = {
        "groq": {"old": (said("litellm", "2023-11-01"),)},
        "xai": {
            "new": (said("litellm", "2026-10-01"), said("genai-prices", "2026-11-01")),
            "undated": (said("litellm", None),),
        },
    }
    first = beginnings(told)
    assert first == {"litellm": "2023-11-01", "genai-prices": "2026-11-01"}
    assert list(published(told["groq"], "groq", first)) == []
    assert list(published(told["xai"], "xai", first)) == [
        Change("2026-10-01", "xai", "new", APPEARED, source="litellm")
    ]


@pytest.mark.parametrize("source", ["notices", "curated"])
def test_notices_tell_of_lifecycles_and_never_of_what_is_there(source: str) -> None:
    noticed = record("a", retires_on="2027-01-01", price_input="0.1")
    found = changes(
        listing(A, B), listing(noticed, record("c", lifecycle="deprecated"), at=NOW), source
    )
    assert found == [
        Change(NOW, "groq", "a", CHANGED, "retires_on", None, "2027-01-01", source),
        Change(NOW, "groq", "c", CHANGED, "lifecycle", None, "deprecated", source),
    ]
    told = {"xai": {"m": (said(source, "2026-10-01"), said("litellm", "2023-11-01"))}}
    assert beginnings(told) == {"litellm": "2023-11-01"}
    assert list(published(told["xai"], "xai", beginnings(told))) == []


def test_catalogues_count_as_lists_of_models_only() -> None:
    found = changes(listing(A, B), listing(record("a"), record("c"), at=NOW), "litellm")
    assert found == [
        Change(NOW, "groq", "b", DISAPPEARED, source="litellm"),
        Change(NOW, "groq", "c", APPEARED, source="litellm"),
    ]


def test_a_catalogue_tells_the_same_once_a_day() -> None:
    dated = Change("2026-11-22", "groq", "a", APPEARED, source="litellm")
    assert ordered([dated, dated._replace(at=OLD)]) == (dated._replace(at=OLD),)
    assert len(ordered([dated, dated._replace(at=NOW)])) == 2
    assert len(ordered([dated, dated._replace(source="genai-prices")])) == 2


def test_what_a_list_changes_does_not_silence_a_notice_of_another_field() -> None:
    own = Change(OLD, "groq", "a", CHANGED, "price_input", "0.1", "0.2")
    notice = Change(NOW, "groq", "a", CHANGED, "retires_on", None, "2027-01-01", "notices")
    assert ordered([own, notice]) == (notice, own)


def test_the_newest_comes_first_and_an_own_list_silences_catalogues() -> None:
    own = Change(OLD, "groq", "a", APPEARED)
    later = Change(NOW, "groq", "b", APPEARED)
    by_catalogue = [
        Change("2026-11-12", "groq", "a", APPEARED, source="litellm"),
        Change("2026-11-12", "groq", "a", DISAPPEARED, source="litellm"),
        Change("2026-11-12", "nebius", "a", APPEARED, source="litellm"),
    ]
    assert ordered([own, *by_catalogue, later]) == (later, own, *by_catalogue[1:])


@given(lists, lists)
def test_ordering_loses_nothing_that_own_lists_tell(one: list[Record], other: list[Record]) -> None:
    found = compared(one, other, "groq", NOW)
    assert sorted(ordered(found), key=repr) == sorted(found, key=repr)
