"""A change in the words that people read."""

from typing import Any

import pytest
from histories import DEARER, GONE, NEW, SOME

from whichmodel.discovery.catalogue.changes import CHANGED, WATCHED, Change
from whichmodel.formats.changes import FORMATS, render
from whichmodel.formats.changes.words import by_provider, origin, phrase


@pytest.mark.parametrize(
    ("field", "old", "new", "words"),
    [
        ("price_input", "0.59", "0.5", "input price $0.59 -> $0.50"),
        ("price_cache_read", None, "0", "cache read price ? -> $0"),
        ("context_window", 8192, 131072, "context window 8.19k -> 131k"),
        ("context_window", 131000, 131072, "context window 131000 -> 131072"),
        ("max_output_tokens", None, 4096, "max output tokens ? -> 4.1k"),
        ("lifecycle", "active", "deprecated", "lifecycle active -> deprecated"),
        ("retires_on", None, "2026-12-01", "retires on ? -> 2026-12-01"),
        ("tools", False, True, "tools no -> yes"),
        ("structured_output", None, False, "structured output ? -> no"),
        ("price_input", 7, ["odd"], "input price $7 -> $['odd']"),
    ],
)
def test_a_field_with_what_was_and_what_is(field: str, old: Any, new: Any, words: str) -> None:
    assert phrase(DEARER._replace(field=field, old=old, new=new)) == words


@pytest.mark.parametrize("field", WATCHED)
def test_no_field_is_told_in_the_language_of_the_code(field: str) -> None:
    assert "_" not in phrase(Change("", "", "", CHANGED, field, None, None))


def test_who_comes_and_goes_needs_no_more_words() -> None:
    assert (phrase(NEW), phrase(GONE)) == ("appeared", "disappeared")


def test_a_catalogue_is_named_and_an_own_list_is_not() -> None:
    assert (origin(NEW), origin(GONE)) == ("2026-11-12, litellm", "2026-11-16")


def test_providers_are_in_the_order_of_their_names() -> None:
    assert [(name, len(changes)) for name, changes in by_provider(SOME)] == [
        ("Groq", 3),
        ("Together AI", 1),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_loaded(name: str) -> None:
    assert "together_ai/old" in render(name, SOME)
