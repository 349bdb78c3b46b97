"""What was printed as JSON is read back as what it said, and anything else is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import LLAMA, NOW, OPENAI, SMALL, catalogue, catalogues, model, provider

from whichmodel.discovery.catalogue.changes import APPEARED, CHANGED, DISAPPEARED
from whichmodel.discovery.catalogue.saved import Saved, difference, incomparable, read
from whichmodel.discovery.model import Catalogue, Price
from whichmodel.formats import render

LATER = "2026-11-23T08:00:00Z"


def saved(known: Catalogue) -> Saved:
    return read(json.loads(render("json", known)))


def later(known: Catalogue) -> Saved:
    return saved(known._replace(generated_at=LATER))


@given(catalogues(st.text("abc", min_size=1)))
def test_an_answer_does_not_differ_from_itself(known: Catalogue) -> None:
    assert difference(saved(known), later(known)).changes == ()
    assert incomparable(saved(known), later(known)) == []


def test_each_difference_is_told_with_both_values() -> None:
    new = LLAMA._replace(
        price=Price("0.50", "0.79", None, None),
        tools=False,
        lifecycle=LLAMA.lifecycle._replace(status="deprecated", retires_on="2027-01-01"),
    )
    told = difference(saved(catalogue(LLAMA)), later(catalogue(new)))
    assert {(each.field, each.old, each.new) for each in told.changes} == {
        ("price_input", "0.59", "0.50"),
        ("tools", True, False),
        ("lifecycle", "active", "deprecated"),
        ("retires_on", None, "2027-01-01"),
    }
    assert {each.kind for each in told.changes} == {CHANGED}
    assert (told.since, told.until) == (NOW, LATER)


def test_models_appear_and_disappear_under_their_prefix() -> None:
    one = catalogue(model("together_ai/a")._replace(provider="together"))
    two = catalogue(model("together_ai/b")._replace(provider="together"))
    told = difference(saved(one), later(two))
    assert [(told.id(each), each.kind) for each in told.changes] == [
        ("together_ai/b", APPEARED),
        ("together_ai/a", DISAPPEARED),
    ]


def test_a_provider_of_which_only_one_tells_is_named_and_not_compared() -> None:
    old, new = saved(SMALL), later(catalogue(LLAMA, model("xai/grok")))
    assert incomparable(old, new) == ["openai", "xai"]
    assert {change.provider for change in difference(old, new).changes} == {"groq"}


def test_an_own_list_is_not_like_the_catalogue() -> None:
    own = catalogue(providers=(provider("groq", source="live"), OPENAI))
    known = catalogue(providers=(provider("groq", source="catalogue"), OPENAI))
    cached = catalogue(providers=(provider("groq", source="cached"), OPENAI))
    assert incomparable(saved(known), saved(own)) == ["groq"]
    assert incomparable(saved(cached), saved(own)) == []


GOOD: Any = json.loads(render("json", SMALL))
ROW = GOOD["models"][0]


@pytest.mark.parametrize(
    "other",
    [None, [], {}, 7, "words", {**GOOD, "schema": 2}, {**GOOD, "generated_at": "now"},
     {**GOOD, "generated_at": 7}, {**GOOD, "providers": [7]}, {**GOOD, "models": [{}]},
     {**GOOD, "models": [{**ROW, "provider": "unheard-of"}]},
     {**GOOD, "models": [{**ROW, "model": 7}]}, {**GOOD, "models": [{**ROW, "price": 7}]},
     {**GOOD, "models": [{**ROW, "lifecycle": None}]}],
)  # fmt: skip
def test_anything_else_is_refused(other: Any) -> None:
    with pytest.raises(ValueError, match="not an answer of"):
        read(other)
