"""Each phrase says what is known, in few words, and says unknown where it is unknown."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HOSTILE, KIMI, OPENAI, catalogues, lifecycle, model, provider

from whichmodel.discovery.model import STATUSES, Catalogue, Lifecycle, Listed, Price
from whichmodel.formats import words


@given(HOSTILE)
def test_visible_text_is_printable_and_as_long_as_before(text: str) -> None:
    assert words.visible(text).isprintable()
    assert len(words.visible(text)) == len(text)


@given(st.text().filter(str.isprintable))
def test_printable_text_stays_as_it_is(text: str) -> None:
    assert words.visible(text) == text


@pytest.mark.parametrize("char", ["\x1b", "\x9b", "\r", "\n", "\t", "\u202e", "\u2028", "\ud800"])
def test_a_character_that_a_terminal_obeys_is_replaced(char: str) -> None:
    assert words.visible(f"a{char}b") == "a\ufffdb"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 s"),
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3_599, "59 min"),
        (3_600, "1 h"),
        (10_800, "3 h"),
        (172_799, "47 h"),
        (172_800, "2 days"),
        (86_400 * 400, "400 days"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(seconds: int, said: str) -> None:
    assert words.age(seconds) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (None, "?"),
        (512, "512"),
        (999, "999"),
        (1_000, "1k"),
        (8_192, "8.19k"),
        (32_768, "32.8k"),
        (128_000, "128k"),
        (131_072, "131k"),
        (200_000, "200k"),
        (999_499, "999k"),
        (999_999, "1M"),
        (1_000_000, "1M"),
        (1_048_576, "1.05M"),
        (2_097_152, "2.1M"),
        (10_000_000, "10M"),
        (999_999_999, "1B"),
    ],
)
def test_tokens_are_said_in_three_digits(count: int | None, said: str) -> None:
    assert words.tokens(count) == said


@given(st.integers(1, 10**10))
def test_tokens_are_never_off_by_more_than_the_third_digit(count: int) -> None:
    said = words.tokens(count)
    unit = {"k": 10**3, "M": 10**6, "B": 10**9}.get(said[-1], 1)
    number = float(said if unit == 1 else said[:-1]) * unit
    assert len(said) <= 5
    assert abs(number - count) <= count * 0.0051


@pytest.mark.parametrize(
    ("dollars", "said"),
    [
        ("0", "$0"),
        ("15", "$15"),
        ("15.00", "$15"),
        ("0.6", "$0.60"),
        ("0.15", "$0.15"),
        ("0.075", "$0.075"),
        ("0.0375", "$0.0375"),
        ("100", "$100"),
    ],
)
def test_money_is_dollars_in_cents_or_exactly(dollars: str, said: str) -> None:
    assert words.money(dollars) == said


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        (("0.15", "0.60"), "$0.15 / $0.60"),
        (("0", "0.00"), "free"),
        (("0", "0.6"), "$0 / $0.60"),
        (("0.02", None), "$0.02 / ?"),
        ((None, "3"), "? / $3"),
        (("0", None), "$0 / ?"),
        ((None, None), ""),
    ],
)
def test_a_price_is_free_only_if_both_sides_are_stated(
    sides: tuple[str | None, str | None], said: str
) -> None:
    assert words.price(Price(*sides, None, None)) == said


def test_no_price_is_blank() -> None:
    assert words.price(None) == ""


def test_capabilities_are_those_that_are_known() -> None:
    assert words.capabilities(KIMI) == "tools reasoning json"
    assert words.capabilities(model(tools=False, vision=True)) == "vision"
    assert words.capabilities(model()) == ""


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (lifecycle("active"), ""),
        (lifecycle("unknown"), ""),
        (lifecycle("active", replacement="b"), ""),
        (lifecycle("preview"), "preview"),
        (lifecycle("unlisted"), "unlisted"),
        (lifecycle("deprecated"), "deprecated"),
        (lifecycle("deprecated", replacement="b"), "deprecated -> b"),
        (lifecycle("deprecated", retires_on="2026-11-30"), "retires 2026-11-30"),
        (lifecycle("active", retires_on="2026-11-30"), "retires 2026-11-30"),
        (lifecycle("retired"), "retired"),
        (lifecycle("retired", retires_on="2026-03-09"), "retired 2026-03-09"),
        (
            lifecycle("retired", retires_on="2026-03-09", replacement="b"),
            "retired 2026-03-09 -> b",
        ),
    ],
)
def test_a_lifecycle_says_what_to_know_before_using_the_model(stage: Lifecycle, said: str) -> None:
    assert words.lifecycle(stage) == said


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"source": "live", "models": 23}, "23 models, listed live"),
        ({"models": 1}, "1 model, cached 3 h ago"),
        ({"models": 2, "age_seconds": None}, "2 models, cached"),
        (
            {"models": 9, "source": "catalogue", "fetched_at": "2026-11-20T01:02:03Z"},
            "9 models, catalogue of 2026-11-20",
        ),
        ({"models": 9, "source": "catalogue", "fetched_at": None}, "9 models, catalogue"),
        ({"models": 0}, "no models, cached 3 h ago"),
        ({"models": 3, "skipped_rows": 1}, "3 models, cached 3 h ago; 1 row not understood"),
        (
            {"models": 3, "skipped_rows": 2, "status": "partial", "detail": "page 2 failed"},
            "3 models, cached 3 h ago; 2 rows not understood; partial answer: page 2 failed",
        ),
        (
            {"models": 3, "status": "rate_limited", "detail": "429"},
            "3 models, cached 3 h ago; rate limited: 429",
        ),
        ({"models": 3, "status": "timeout"}, "3 models, cached 3 h ago; timed out"),
        ({"models": 3, "status": "ok", "detail": "unchanged"}, "3 models, cached 3 h ago"),
    ],
)
def test_an_outcome_says_how_many_from_where_and_what_went_wrong(
    stated: dict[str, Any], said: str
) -> None:
    assert words.outcome(provider(**stated)) == said


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        (None, "no models; no key: set OPENAI_API_KEY"),
        ("set OPENAI_API_KEY", "no models; no key: set OPENAI_API_KEY"),
        ("asked for one", "no models; no key: set OPENAI_API_KEY; asked for one"),
    ],
)
def test_without_a_key_it_says_once_which_variable_to_set(detail: str | None, said: str) -> None:
    assert words.outcome(OPENAI._replace(detail=detail)) == said


def test_without_a_variable_to_set_it_says_what_it_knows() -> None:
    assert words.outcome(OPENAI._replace(key_env=(), detail=None)) == "no models; no key"


def test_what_the_list_does_not_have_is_counted_beside_it() -> None:
    told = [words.outcome(provider(models=23, source="live"), shown, 25) for shown in (0, 23)]
    assert told == [
        "0 of 23 models and 25 not listed, listed live",
        "23 models and 25 not listed, listed live",
    ]


def test_an_outcome_says_how_many_of_the_models_are_shown() -> None:
    told = [words.outcome(provider(models=23, source="live"), shown) for shown in (0, 12, 23)]
    assert told == [
        "0 of 23 models, listed live",
        "12 of 23 models, listed live",
        "23 models, listed live",
    ]


def test_every_status_but_ok_has_words() -> None:
    assert set(words.TROUBLES) == set(STATUSES) - {"ok"}


@given(catalogues())
def test_an_outcome_is_one_printable_line(hostile: Catalogue) -> None:
    assert all(words.outcome(status).isprintable() for status in hostile.providers)


def test_a_model_without_a_creation_date_shows_since_when_it_has_been_listed() -> None:
    listed = Listed("cached", "2026-11-22T08:00:00Z", "2025-09-01", None)

    assert words.since(model(created="2025-08-05", listed=listed)) == "2025-08-05"
    assert words.since(model(created=None, listed=listed)) == "~2025-09"
    assert words.since(model(created=None, listed=listed._replace(first_seen=None))) == "?"
