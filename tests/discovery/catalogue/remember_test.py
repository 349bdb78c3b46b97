"""A good list is replaced by a good list only, and every list keeps its own time."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.catalogue.remember import SMALL, remembered, trusted
from whichmodel.discovery.model import Listing, Provider, Record
from whichmodel.discovery.providers.rows import provider_row

GROQ = provider_row("groq", {"base_url": "https://api.groq.com/openai/v1"})
OLLAMA = provider_row("ollama", {"base_url": "http://localhost:11434", "listing": "local"})
START = datetime(2026, 11, 22, 8, tzinfo=UTC)


class Said(NamedTuple):
    """One answer: `models` None means "nothing changed"; `failure` is a status and a detail."""

    models: tuple[str, ...] | None = ()
    failure: tuple[str, str] | None = None
    skipped: int = 0


def at(minutes: int) -> str:
    return (START + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def answer(previous: Listing | None, said: Said, now: str, provider: Provider = GROQ) -> Listing:
    records = None if said.models is None else [Record(model=model) for model in said.models]
    etag = {"etag": f'"{now}"'}
    return remembered(provider, previous, records, said.skipped, said.failure, None, etag, now)


def story(*said: Said, provider: Provider = GROQ, every: int = 30) -> list[Listing]:
    """The listing after each answer; an answer every half hour."""
    listings: list[Listing] = []
    for number, one in enumerate(said):
        previous = listings[-1] if listings else None
        listings.append(answer(previous, one, at(number * every), provider))
    return listings


def models(listing: Listing) -> tuple[str, ...]:
    return tuple(record["model"] for record in listing.records)


def many(count: int) -> tuple[str, ...]:
    return tuple(f"model-{number}" for number in range(count))


TEN = Said(many(10))
TWO = Said(many(2))
DOWN = Said((), ("unreachable", "connection refused"))
PARTLY = Said(many(3), ("rate_limited", "HTTP 429"))
EMPTY = Said(())
UNREADABLE = Said((), None, 7)
MOSTLY_UNREADABLE = Said(many(3), None, 7)
UNCHANGED = Said(None)


# One answer after another


def test_a_first_answer_is_remembered_as_it_came() -> None:
    (listing,) = story(TEN)
    assert (listing.status, listing.complete, models(listing)) == ("ok", True, many(10))
    assert listing.fetched_at == listing.attempted_at == at(0)
    assert {record["first_seen"] for record in listing.records} == {at(0)}
    assert listing.validators == {"etag": f'"{at(0)}"'}


@pytest.mark.parametrize(
    ("bad", "status"),
    [
        (DOWN, "unreachable"),
        (PARTLY, "partial"),
        (EMPTY, "partial"),
        (UNREADABLE, "malformed"),
        (MOSTLY_UNREADABLE, "partial"),
        (TWO, "partial"),
        (Said(None, ("timeout", "no answer in time")), "timeout"),
    ],
)
def test_nothing_less_than_a_good_list_replaces_a_good_list(bad: Said, status: str) -> None:
    good, listing = story(TEN, bad)
    assert (listing.records, listing.fetched_at) == (good.records, good.fetched_at)
    assert listing.validators == good.validators
    assert (listing.status, listing.attempted_at) == (status, at(30))
    assert listing.detail and listing.complete


@pytest.mark.parametrize("bad", [DOWN, EMPTY, UNREADABLE])
def test_without_a_good_list_nothing_is_said_to_have_been_fetched(bad: Said) -> None:
    (listing,) = story(bad)
    assert (listing.records, listing.fetched_at, listing.complete) == ([], None, False)
    assert listing.status != "ok" and listing.detail


def test_part_of_a_list_is_better_than_none_and_gives_way_to_a_larger_part() -> None:
    first, second, whole = story(PARTLY, PARTLY._replace(models=many(4)), TEN)
    assert (first.status, models(first), first.validators) == ("partial", many(3), {})
    assert models(second) == many(4)
    assert (whole.status, models(whole)) == ("ok", many(10))


def test_a_smaller_list_is_believed_after_an_hour_when_repeated() -> None:
    _, half_hour, hour, later = story(TEN, TWO, TWO, TWO)
    assert models(half_hour) == models(hour) == many(10)
    assert "2 models where 10 were" in str(half_hour.detail)
    assert (models(later), later.status, later.fetched_at) == (many(2), "ok", at(90))


@pytest.mark.parametrize("between", [TEN, UNCHANGED, Said(("other",))])
def test_a_smaller_list_is_not_believed_when_another_answer_came_between(between: Said) -> None:
    listings = story(TEN, TWO, between, TWO, every=50)
    assert models(listings[-1]) == many(10)


def test_a_list_may_halve_and_a_short_one_may_shrink() -> None:
    assert models(story(TEN, Said(many(5)))[-1]) == many(5)
    assert models(story(Said(many(SMALL - 1)), Said(many(1)))[-1]) == many(1)


def test_a_local_server_may_list_nothing_and_a_failure_does_not_hide_that() -> None:
    *_, empty, down, partly = story(TEN, EMPTY, DOWN, PARTLY, provider=OLLAMA)
    assert (empty.status, empty.records, empty.fetched_at) == ("ok", [], at(30))
    assert (down.status, down.records, down.fetched_at) == ("unreachable", [], at(30))
    assert (partly.status, partly.records, partly.fetched_at) == ("partial", [], at(30))


def test_nothing_changed_renews_the_list() -> None:
    good, _, renewed = story(TEN, DOWN, UNCHANGED)
    assert renewed.records == good.records
    assert (renewed.status, renewed.detail) == ("ok", None)
    assert renewed.fetched_at == renewed.attempted_at == at(60)
    assert renewed.validators == good.validators


@pytest.mark.parametrize("before", [[], [DOWN], [PARTLY]])
def test_nothing_changed_means_nothing_where_no_whole_list_is_remembered(
    before: list[Said],
) -> None:
    listings = story(*before, UNCHANGED)
    assert listings[-1].status == "malformed"
    assert models(listings[-1]) == (models(listings[-2]) if before else ())


def test_first_seen_survives_and_what_is_gone_carries_last_seen() -> None:
    _, without, back = story(Said(("a", "b")), Said(("a",)), Said(("a", "b")))
    (gone,) = without.gone
    assert gone == {
        "model": "b",
        "first_seen": at(0),
        "last_seen": at(0),
        "absent_since": at(30),
    }
    assert back.gone == []
    assert [record["first_seen"] for record in back.records] == [at(0), at(0)]
    assert not any("last_seen" in record for record in back.records)


def test_last_seen_is_when_the_list_was_last_true() -> None:
    *_, last = story(Said(("a", "b")), UNCHANGED, DOWN, Said(("a",)))
    assert [record["last_seen"] for record in last.gone] == [at(30)]


def test_only_a_whole_list_tells_since_when_a_model_is_absent() -> None:
    both, one = Said(("a", "b")), Said(("a",))
    *_, partly, whole, down, renewed = story(
        PARTLY, Said(("x", "y", "z"), ("rate_limited", "HTTP 429")), one, DOWN, UNCHANGED
    )
    assert all("absent_since" not in gone for gone in partly.gone)
    for listing in (whole, down, renewed):
        assert {gone["absent_since"] for gone in listing.gone} == {at(60)}
    _, _, gone = story(both, DOWN, one)
    assert [record["absent_since"] for record in gone.gone] == [at(60)]


def test_a_list_that_shrank_absurdly_proves_no_absence_until_it_is_believed() -> None:
    *early, believed = story(TEN, TWO, TWO, TWO)
    assert [listing.gone for listing in early] == [[], [], []]
    assert {gone["absent_since"] for gone in believed.gone} == {at(90)}


def test_who_comes_back_and_goes_again_is_absent_since_the_second_time() -> None:
    *_, again = story(Said(("a", "b")), Said(("a",)), Said(("a", "b")), Said(("a",)))
    assert [gone["absent_since"] for gone in again.gone] == [at(90)]


# Any sequence of answers

names = st.lists(st.sampled_from(many(20)), unique=True).map(tuple)
failures = st.sampled_from([None, None, ("timeout", "late"), ("auth_failed", "HTTP 401")])
answers = st.builds(Said, st.none() | names | st.just(many(20)), failures, st.integers(0, 3))
steps = st.lists(st.tuples(answers, st.integers(1, 90)), min_size=1, max_size=12)
providers = st.sampled_from([GROQ, OLLAMA])


def is_whole(said: Said, provider: Provider) -> bool:
    """Whether an answer looks like a provider's whole list."""
    if said.failure or said.models is None or said.skipped > len(said.models):
        return False
    return bool(said.models) or (provider is OLLAMA and not said.skipped)


@given(steps, providers)
def test_what_is_remembered_is_always_some_good_answer_at_its_own_time(
    sequence: list[tuple[Said, int]], provider: Provider
) -> None:
    listing, minutes, given_at = None, 0, {}
    for said, later in sequence:
        minutes += later
        now, before = at(minutes), listing
        listing = answer(before, said, now, provider)
        given_at[now] = set(said.models or ()), is_whole(said, provider)
        assert listing.attempted_at == now
        check_step(before, listing, said, now, provider)
        if listing.fetched_at is None:
            assert listing.records == []
        elif not renewed(listing, given_at):
            remembered_models, whole = given_at[listing.fetched_at]
            assert set(models(listing)) == remembered_models
            assert listing.complete == whole


def renewed(listing: Listing, given_at: dict[str, Any]) -> bool:
    """Whether the time is that of a "nothing changed"; the list is then one that came before."""
    wholes = [known for known, whole in given_at.values() if whole]
    is_renewal = given_at[listing.fetched_at] == (set(), False)
    return is_renewal and set(models(listing)) in wholes


def check_step(
    before: Listing | None, listing: Listing, said: Said, now: str, provider: Provider
) -> None:
    renewal = said.models is None and not said.failure and bool(before and before.complete)
    if listing.status == "ok":
        assert (is_whole(said, provider) or renewal) and listing.fetched_at == now
    else:
        assert listing.detail
    if before and before.complete:
        assert listing.complete
        if not is_whole(said, provider) and not renewal:
            assert (listing.records, listing.fetched_at) == (before.records, before.fetched_at)
        assert (listing.fetched_at or "") >= (before.fetched_at or "")
        if SMALL <= len(before.records) > 2 * len(listing.records) and provider is GROQ:
            assert set(before.suspect["models"].split()) == set(said.models or ())
            assert before.suspect["since"] <= earlier(now, hours=1)


def earlier(now: str, hours: int) -> str:
    then = datetime.fromisoformat(now) - timedelta(hours=hours)
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


@given(steps, providers)
def test_no_model_is_forgotten_and_first_seen_never_moves(
    sequence: list[tuple[Said, int]], provider: Provider
) -> None:
    listing, minutes = None, 0
    first: dict[str, str] = {}
    for said, later in sequence:
        minutes += later
        listing = answer(listing, said, at(minutes), provider)
        known = {record["model"]: record["first_seen"] for record in listing.records}
        gone = {record["model"]: record["first_seen"] for record in listing.gone}
        assert not known.keys() & gone.keys()
        assert all("last_seen" in record for record in listing.gone)
        first = {**known, **gone, **first}
        assert {**known, **gone} == first


# Dates of creation that are none


def dated(*dates: str | None) -> list[Record]:
    return [
        Record(model=f"m{number}", created=date) if date else Record(model=f"m{number}")
        for number, date in enumerate(dates)
    ]


def created(records: list[Record]) -> list[str | None]:
    return [record.get("created") for record in records]


TODAY, TRUE, OTHER = "2026-11-22", "2024-12-06", "2025-03-01"


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ([TODAY, TODAY, TODAY], [None, None, None]),
        ([TODAY, TRUE, OTHER], [TODAY, TRUE, OTHER]),
        ([TRUE, TRUE, TRUE, TRUE], [TRUE, TRUE, TRUE, TRUE]),
        ([TRUE] * 5, [None] * 5),
        ([TRUE] * 4 + [OTHER], [None] * 4 + [OTHER]),
        ([TRUE] * 3 + [OTHER] * 2, [TRUE] * 3 + [OTHER] * 2),
        (["2026-11-23", TRUE], [None, TRUE]),
        ([None, None, TRUE], [None, None, TRUE]),
        ([None, TODAY], [None, TODAY]),
    ],
)
def test_dates_that_are_the_request_or_a_constant_are_dropped_and_true_ones_stay(
    stated: list[str | None], kept: list[str | None]
) -> None:
    assert created(trusted(dated(*stated), at(0))) == kept


dates = st.none() | st.sampled_from([TODAY, TRUE, OTHER, "2026-12-01", "2023-01-01"])


@given(st.lists(dates, max_size=12))
def test_only_dates_are_dropped_never_a_record_or_another_field(stated: list[Any]) -> None:
    before = dated(*stated)
    after = trusted(before, at(0))
    assert [record["model"] for record in after] == [record["model"] for record in before]
    for old, new in zip(stated, created(after), strict=True):
        assert new in (old, None)
        assert new is None or new <= TODAY
    assert trusted(after, at(0)) == after or len({*created(after)} - {None}) == 1
