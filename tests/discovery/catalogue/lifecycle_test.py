"""Where a model stands follows from dates and from what its provider says, on any day."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.catalogue.lifecycle import (
    GRACE,
    STATED,
    departed,
    lifecycle,
    unlisted,
)
from whichmodel.discovery.model import Gone, Listing

TODAY = "2026-11-22"
PAST, FUTURE = "2026-11-21", "2026-11-23"

dates = st.none() | st.dates().map(str)
stated = st.none() | st.sampled_from((*STATED, "something new"))
facts = st.fixed_dictionaries(
    {},
    optional={"lifecycle": stated, "retires_on": dates, "deprecated_on": dates,
              "replacement": st.text(), "notice": st.text()},
)  # fmt: skip


@pytest.mark.parametrize(
    ("listed", "said", "status"),
    [
        (True, {}, "active"),
        (False, {}, "unknown"),
        (False, {"lifecycle": "active"}, "active"),
        (True, {"lifecycle": "preview"}, "preview"),
        (True, {"lifecycle": "something new"}, "active"),
        (True, {"lifecycle": "retired"}, "retired"),
        (True, {"lifecycle": "deprecated"}, "deprecated"),
        (True, {"deprecated_on": PAST}, "deprecated"),
        (True, {"deprecated_on": TODAY}, "deprecated"),
        (True, {"deprecated_on": FUTURE}, "active"),
        (True, {"retires_on": FUTURE}, "deprecated"),
        (False, {"retires_on": TODAY}, "retired"),
        (False, {"retires_on": PAST}, "retired"),
        (True, {"retires_on": PAST}, "retired"),
        (True, {"retires_on": PAST, "lifecycle": "active"}, "deprecated"),
        (False, {"retires_on": PAST, "lifecycle": "active"}, "retired"),
    ],
)
def test_status_on_the_day(listed: bool, said: dict[str, Any], status: str) -> None:
    assert lifecycle(said, listed, TODAY).status == status


@given(facts, st.booleans(), st.dates().map(str))
def test_what_was_said_is_passed_on_and_what_was_not_stays_unknown(
    said: dict[str, Any], listed: bool, today: str
) -> None:
    stage = lifecycle(said, listed, today)
    for field in ("deprecated_on", "retires_on", "replacement", "notice"):
        assert getattr(stage, field) == said.get(field)


@given(facts, st.booleans(), st.dates().map(str))
def test_retired_only_on_a_word_or_a_date_that_has_come(
    said: dict[str, Any], listed: bool, today: str
) -> None:
    if lifecycle(said, listed, today).status == "retired":
        assert said.get("lifecycle") == "retired" or said["retires_on"] <= today


ORDER = {"unknown": 0, "active": 0, "preview": 0, "deprecated": 1, "retired": 2}


@given(facts, st.booleans(), st.dates(), st.dates())
def test_time_never_brings_a_model_back(
    said: dict[str, Any], listed: bool, one: Any, other: Any
) -> None:
    early, late = (lifecycle(said, listed, str(day)).status for day in sorted((one, other)))
    assert ORDER[early] <= ORDER[late]


# What is gone

START = datetime(2026, 11, 22, 8, tzinfo=UTC)


def at(seconds: float) -> str:
    return (START + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def listing(*gone: Gone, fetched_at: str | None = None, complete: bool = True) -> Listing:
    now = fetched_at or at(0)
    return Listing("groq", "ok", None, now, now, [], list(gone), 0, complete, {}, {})


def gone(model: str, **stated: Any) -> Gone:
    return Gone(model=model, last_seen=at(-3600), **stated)


@given(st.integers(0, 3 * GRACE))
def test_unlisted_is_what_two_whole_lists_a_day_apart_are_without(elapsed: int) -> None:
    told = unlisted(listing(gone("m", absent_since=at(0)), fetched_at=at(elapsed)))
    assert [each["model"] for each in told] == ["m"] * (elapsed >= GRACE)


def test_what_no_whole_list_was_without_is_not_unlisted() -> None:
    long_after = at(100 * GRACE)
    assert unlisted(listing(gone("m"), fetched_at=long_after)) == []
    vanished = gone("m", absent_since=at(0))
    assert unlisted(listing(vanished, fetched_at=long_after, complete=False)) == []
    assert unlisted(listing(vanished)._replace(fetched_at=None)) == []


@pytest.mark.parametrize("since", ["", "yesterday", 7, "2026-11-22T08:00:00"])
def test_a_time_that_is_none_proves_nothing(since: Any) -> None:
    assert unlisted(listing(gone("m", absent_since=since), fetched_at=at(100 * GRACE))) == []


@given(facts, st.booleans(), st.dates().map(str))
def test_who_is_gone_is_unlisted_and_retired_only_on_a_word_or_a_date_that_has_come(
    said: dict[str, Any], listed: bool, today: str
) -> None:
    before = lifecycle(said, listed, today)
    after = departed(before, today)
    dated = said.get("retires_on") is not None and said["retires_on"] <= today
    stated = said.get("lifecycle") == "retired"
    assert after.status == ("retired" if dated or stated else "unlisted")
    assert after._replace(status="") == before._replace(status="")
