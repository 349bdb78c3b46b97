"""A history tells since when a catalogue has known a model, and when it last had one it dropped."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.errors import SnapshotError
from whichmodel.discovery.model import Record
from whichmodel.discovery.sources.history import (
    NOTHING,
    History,
    extended,
    first_seen,
    kinds,
    read,
    write,
)

MAPS = st.lists(st.sets(st.sampled_from("abcd")), min_size=1, max_size=6)


def told(*models: str) -> dict[str, list[Record]]:
    return {"groq": [Record(model=model) for model in models]}


def after(*maps: tuple[str, ...]) -> History:
    """The history of maps of the first of January, February, and so on."""
    past = NOTHING
    for month, models in enumerate(maps, 1):
        past = extended(past, f"2026-{month:02}-01", told(*models))
    return past


def test_a_model_is_known_since_the_first_map_that_has_it() -> None:
    assert after(("a",), ("a", "b")).seen["groq"] == {"a": ["2026-01-01"], "b": ["2026-02-01"]}


def test_what_a_map_lacks_was_last_seen_in_the_one_before() -> None:
    assert after(("a",), ("a",), (), ()).seen["groq"] == {"a": ["2026-01-01", "2026-02-01"]}


def test_what_comes_back_was_never_gone() -> None:
    assert after(("a",), (), ("a",)).seen["groq"] == {"a": ["2026-01-01"]}


def test_a_map_that_is_not_newer_changes_nothing() -> None:
    past = after(("a",), ("b",))
    assert extended(past, "2026-02-01", told("c")) == past


@given(MAPS)
def test_no_model_is_forgotten_and_those_of_the_newest_map_are_not_gone(
    maps: list[set[str]],
) -> None:
    seen = after(*map(tuple, maps)).seen["groq"]

    assert seen.keys() == set().union(*maps)
    assert {model for model, dates in seen.items() if len(dates) == 1} == maps[-1]
    assert all(dates == sorted(dates) for dates in seen.values())


def test_what_is_dropped_keeps_the_kind_that_the_map_before_told() -> None:
    told_before = {"groq": [Record(model="a", kind="chat"), Record(model="b")]}
    first = extended(NOTHING, "2026-01-01", told_before)

    past = extended(first, "2026-02-01", {}, kinds(told_before))
    past = extended(past, "2026-03-01", {})

    assert past.seen["groq"] == {
        "a": ["2026-01-01", "2026-01-01", "chat"],
        "b": ["2026-01-01", "2026-01-01"],
    }


def test_a_record_gets_the_date_of_the_first_map_that_had_its_model() -> None:
    past = after(("a",))
    assert first_seen(past, "groq", Record(model="a"))["first_seen"] == "2026-01-01"
    assert "first_seen" not in first_seen(past, "groq", Record(model="z"))


def test_what_is_written_is_read_and_what_is_damaged_is_told(tmp_path: Path) -> None:
    past = after(("a", 'ü/"b'), ("a",))
    write(tmp_path, "litellm", past)
    assert read(tmp_path, "litellm") == past
    assert read(tmp_path, "genai-prices") == NOTHING

    (tmp_path / "history-litellm.json").write_text("{")
    with pytest.raises(SnapshotError, match=r"history-litellm\.json"):
        read(tmp_path, "litellm")
