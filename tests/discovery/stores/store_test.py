"""The contract of every store: what is remembered comes back as it was, apart for each place."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stores import FIRST, GROQ, KEY, OPENAI, SECOND, THIRD, listing, whole

from whichmodel.discovery.catalogue.changes import APPEARED, CHANGED, DISAPPEARED, Change
from whichmodel.discovery.model import Listing
from whichmodel.discovery.stores import Place, Store
from whichmodel.discovery.stores.bundle import FETCHED


@pytest.fixture
def store(opened: Callable[..., Store]) -> Store:
    return opened()


# The contract: listings

texts = st.text(st.characters(), max_size=10)
records = st.fixed_dictionaries(
    {"model": texts},
    optional={"name": texts, "context_window": st.integers(1), "tools": st.booleans(),
              "input_modalities": st.lists(texts, max_size=2)},
)  # fmt: skip
listings = st.builds(
    listing,
    texts,
    status=st.sampled_from(["ok", "partial", "timeout"]),
    detail=st.none() | texts,
    fetched_at=st.none() | st.datetimes().map(datetime.isoformat),
    records=st.lists(records, max_size=3),
    gone=st.lists(records, max_size=2),
    skipped_rows=st.integers(0, 10),
    complete=st.booleans(),
    validators=st.dictionaries(texts, texts, max_size=1),
    suspect=st.dictionaries(texts, texts, max_size=1),
)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
"""No name and no address holds a NUL."""
places = st.builds(Place, words, words, words)
same_store = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
few = settings(same_store, max_examples=60)


@same_store
@given(st.dictionaries(places, listings, max_size=4))
def test_everything_comes_back_as_it_was(store: Store, told: dict[Place, Listing]) -> None:
    store.put(told.items())
    assert {place: store.get(place) for place in told} == told
    assert set(told) <= set(store.places())


def test_what_was_never_put_is_nothing(store: Store) -> None:
    assert store.get(GROQ) is None
    assert store.places() == []


def test_places_that_differ_in_anything_are_apart(store: Store) -> None:
    apart = [GROQ, OPENAI, GROQ._replace(endpoint="https://proxy"), GROQ._replace(credential="a"),
             GROQ._replace(credential="b")]  # fmt: skip
    store.put((place, listing("p", str(number))) for number, place in enumerate(apart))
    for number, place in enumerate(apart):
        assert store.get(place) == listing("p", str(number))
    assert sorted(store.places()) == sorted(apart)


def test_the_last_one_put_at_a_place_stays(store: Store) -> None:
    store.put([(GROQ, listing("groq", "old")), (GROQ, listing("groq", "new"))])
    store.put([(GROQ, listing("groq", "newest"))])
    assert store.get(GROQ) == listing("groq", "newest")


def test_all_are_put_or_none(store: Store) -> None:
    store.put([(GROQ, listing("groq", "old"))])

    def broken() -> Iterator[tuple[Place, Listing]]:
        yield GROQ, listing("groq", "new")
        yield OPENAI, listing("openai", validators={"etag": object()})

    with pytest.raises(TypeError):
        store.put(broken())
    assert store.get(GROQ) == listing("groq", "old")
    store.put([(GROQ, listing("groq", "new"))])
    assert store.get(GROQ) == listing("groq", "new")


def test_what_is_remembered_outlives_the_store(opened: Callable[..., Store]) -> None:
    first = opened()
    first.put([(GROQ, listing("groq", "m"))])
    digest = first.credential(KEY)
    first.close()
    again = opened()
    assert again.get(GROQ) == listing("groq", "m")
    assert again.credential(KEY) == digest


def test_two_that_are_open_at_once_see_the_same(opened: Callable[..., Store]) -> None:
    one, other = opened(), opened()
    assert one.credential(KEY) == other.credential(KEY)
    one.put([(GROQ, listing("groq", "m"))])
    assert other.get(GROQ) == listing("groq", "m")


@same_store
@given(st.text(min_size=1), st.text(min_size=1))
def test_keys_are_told_apart_by_a_digest_that_tells_nothing(
    store: Store, key: str, other: str
) -> None:
    digest = store.credential(key)
    assert (digest == store.credential(other)) == (key == other)
    assert len(digest) == 32 and set(digest) <= set("0123456789abcdef")


def test_no_key_has_no_digest(store: Store) -> None:
    assert store.credential(None) == store.credential("") == ""


def test_its_state_is_another_after_every_put_and_stays_while_there_is_none(
    opened: Callable[..., Store],
) -> None:
    one, other = opened(), opened()
    seen = [one.state()]
    for number in range(5):
        one.put([(GROQ, listing("groq", f"m{number}"))])
        assert one.state() == other.state() == one.state()
        seen.append(one.state())
    assert len(set(seen)) == 6
    assert opened("another").state() not in seen


# The contract: changes


def told(store: Store, since: str = "", place: Place = GROQ) -> list[tuple[str, str, str]]:
    return [(change.at, change.kind, change.model) for change in store.changes(since, place)]


def test_what_a_list_changes_is_remembered_with_it(store: Store) -> None:
    store.put([(GROQ, whole(FIRST, "a", "b"))])
    assert store.changes("", GROQ) == []
    store.put([(GROQ, whole(SECOND, "a", "c"))])
    store.put([(GROQ, whole(THIRD, "a", "c"))])
    assert store.changes("", GROQ) == [
        Change(SECOND, "groq", "b", DISAPPEARED),
        Change(SECOND, "groq", "c", APPEARED),
    ]
    store.put([(GROQ, whole(THIRD, "a"))])
    assert told(store) == [
        (SECOND, "disappeared", "b"),
        (SECOND, "appeared", "c"),
        (THIRD, "disappeared", "c"),
    ]


def test_changes_are_told_from_a_time_on(store: Store) -> None:
    for at, models in ((FIRST, "a"), (SECOND, "ab"), (THIRD, "abc")):
        store.put([(GROQ, whole(at, *models))])
    assert [model for *_, model in told(store, SECOND)] == ["b", "c"]
    assert [model for *_, model in told(store, "2026-11-23T08:00:01Z")] == ["c"]
    assert told(store, "2027") == []


def test_a_change_of_a_field_comes_back_as_it_was(store: Store) -> None:
    old, new = whole(FIRST, "\ud800"), whole(SECOND, "\ud800")
    old.records[0].update(price_input="0.1", tools=False, lifecycle="preview")
    new.records[0].update(price_input="0.2", tools=True)
    store.put([(GROQ, old)])
    store.put([(GROQ, new)])
    assert store.changes("", GROQ) == [
        Change(SECOND, "groq", "\ud800", CHANGED, "price_input", "0.1", "0.2"),
        Change(SECOND, "groq", "\ud800", CHANGED, "tools", False, True),
        Change(SECOND, "groq", "\ud800", CHANGED, "lifecycle", "preview", None),
    ]


def test_what_a_fetched_catalogue_changes_is_told_under_its_name(store: Store) -> None:
    spot = GROQ._replace(endpoint=FETCHED + "litellm")
    store.put([(spot, whole(FIRST, "a"))])
    store.put([(spot, whole(SECOND, "b"))])
    assert {change.source for change in store.changes("", spot)} == {"litellm"}


def test_changes_of_places_are_apart(store: Store) -> None:
    other = GROQ._replace(credential="a")
    store.put([(GROQ, whole(FIRST, "a")), (other, whole(FIRST, "x"))])
    store.put([(GROQ, whole(SECOND, "b")), (other, whole(SECOND, "x"))])
    assert len(told(store)) == 2
    assert told(store, place=other) == []


def test_it_is_known_since_when_lists_are_compared(store: Store) -> None:
    assert store.begun() == {}
    store.put([(GROQ, whole(FIRST, "a", complete=False)), (OPENAI, whole(SECOND, "a"))])
    assert store.begun() == {OPENAI: SECOND}
    store.put([(GROQ, whole(SECOND, "a", "b")), (OPENAI, whole(THIRD, "a"))])
    assert store.begun() == {OPENAI: SECOND, GROQ: SECOND}
    assert told(store) == []


def test_where_nothing_is_put_nothing_changes(store: Store) -> None:
    store.put([(GROQ, whole(FIRST, "a"))])

    def broken() -> Iterator[tuple[Place, Listing]]:
        yield GROQ, whole(SECOND, "b")
        yield OPENAI, listing("openai", validators={"etag": object()})

    with pytest.raises(TypeError):
        store.put(broken())
    assert told(store) == []


@few
@given(st.lists(st.lists(st.sampled_from("abcde"), unique=True), max_size=6))
def test_the_changes_of_a_story_lead_to_its_last_list(store: Store, story: list[list[str]]) -> None:
    place = GROQ._replace(endpoint=uuid4().hex)
    for number, models in enumerate(story):
        store.put([(place, whole(f"2026-11-{number + 1:02}", *models))])
    here = set(story[0]) if story else set()
    for change in store.changes("", place):
        (here.add if change.kind == APPEARED else here.remove)(change.model)
    assert here == (set(story[-1]) if story else set())


# The contract: digests


def test_digests_differ_from_store_to_store(opened: Callable[..., Store]) -> None:
    assert opened("one").credential(KEY) != opened("other").credential(KEY)


# The contract: turns


def test_who_is_alone_has_every_turn(store: Store) -> None:
    assert store.turns([]) == {}
    assert store.turns([GROQ, OPENAI]) == {GROQ: True, OPENAI: True}
    store.leave(GROQ)
    store.leave(OPENAI)
    store.get(GROQ)
    assert store.turns([GROQ]) == {GROQ: True}


def test_leaving_where_one_never_was_is_nothing(store: Store) -> None:
    store.leave(GROQ)
    assert store.turns([GROQ]) == {GROQ: True}
