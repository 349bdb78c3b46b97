"""A field is found where its expressions say, and becomes one of our values or nothing."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.providers import fields

PER_TOKEN = Decimal(1_000_000)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), 10**4000])
    | st.floats()
    | st.decimals()
    | st.decimals(allow_nan=False, allow_infinity=False).map(lambda number: number.scaleb(999_000))
    | st.text()
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


def value(expression: str, row: dict[str, Any]) -> Any:
    (getter,) = fields.compiled([expression])
    return getter(row)


# Expressions

ROW = {
    "id": "m",
    "a": {"b": {"c": 1}, "list": ["Text", "IMAGE", 3], "flags": {"x": True, "y": False, "z": "?"}},
    "small": 8,
    "large": 9,
    "yes": True,
    "no": False,
    "state": "GA",
    "empty": [],
}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("id", "m"),
        ("a.b.c", 1),
        ("a.b.d", None),
        ("a.b.c.d", None),
        ("id.b", None),
        ("nothing", None),
        ("a.list ~ text", True),
        ("a.list ~ audio, image", True),
        ("a.list ~ Image", True),
        ("a.list ~ audio", False),
        ("empty ~ text", False),
        ("nothing ~ text", None),
        ("id ~ m", None),
        ("a.flags ~ x", True),
        ("a.flags ~ y", False),
        ("a.flags ~ y, X", True),
        ("a.flags ~ z", None),
        ("a.flags ~ other", None),
        ("state = ga", True),
        ("state = PREVIEW, GA", True),
        ("state = preview", False),
        ("yes = true", True),
        ("nothing = ga", None),
        ("least small large", 8),
        ("least large small", 8),
        ("least nothing large", 9),
        ("least nothing id", None),
        ("chat if yes", "chat"),
        ("chat if no", None),
        ("chat if id", None),
        ("chat if a.list ~ text", "chat"),
        ("chat if a.list ~ audio", None),
        ("active if state = ga", "active"),
    ],
)
def test_an_expression_yields_what_it_says(expression: str, found: Any) -> None:
    assert value(expression, ROW) is found or value(expression, ROW) == found


EXPRESSIONS = ("a", "a.b", "a ~ x, y", "a.b ~ x", "a = x", "least a b", "v if a", "v if a ~ x")
rows = st.dictionaries(st.sampled_from("ab"), anything)


@given(rows, st.sampled_from(EXPRESSIONS))
def test_no_row_breaks_an_expression(row: dict[str, Any], expression: str) -> None:
    value(expression, row)


@given(st.dictionaries(st.sampled_from("abcd"), anything), st.sampled_from(EXPRESSIONS))
def test_expressions_that_are_left_out_would_have_found_nothing(
    row: dict[str, Any], expression: str
) -> None:
    kept = fields.within(row.keys(), {"field": [expression]})["field"]
    assert kept or value(expression, row) is None


@given(anything)
def test_no_value_breaks_a_conversion(given_value: Any) -> None:
    assert isinstance(fields.text(given_value), str | None)
    assert isinstance(fields.identifier(given_value), str | None)
    assert isinstance(fields.tokens(given_value), int | None)
    assert fields.flag(given_value) in (True, False, None)
    assert isinstance(fields.price(given_value, PER_TOKEN), str | None)
    assert isinstance(fields.date(given_value), str | None)
    assert isinstance(fields.modalities(given_value, 0), list | None)
    assert isinstance(fields.stage(given_value), str | None)


# Text and ids


@pytest.mark.parametrize(
    ("given_value", "line"),
    [
        ("GPT 4", "GPT 4"),
        ("  two\n lines\t", "two lines"),
        ("\x1b[31mred\x07", "[31mred"),
        ("a\u202eb\u200bc", "a b c"),
        ("\ud800", None),
        ("", None),
        (" \n", None),
        (7, None),
        ("通义千问", "通义千问"),
    ],
)
def test_text_is_one_printable_line(given_value: Any, line: str | None) -> None:
    assert fields.text(given_value) == line


@given(st.text())
def test_text_is_short_clean_and_settled(words: str) -> None:
    line = fields.text(words)
    if line is not None:
        assert line.isprintable() and 0 < len(line) <= 200 and line == line.strip()
        assert fields.text(line) == line


@pytest.mark.parametrize(
    ("given_value", "is_id"),
    [
        ("accounts/fireworks/models/llama-v3p1-8b", True),
        ("anthropic.claude-v2:1:18k", True),
        ("/data/models/DeepSeek R1", True),
        ("模型", True),
        ("x" * 1024, True),
        ("x" * 1025, False),
        ("", False),
        (" gpt-4", False),
        ("gpt-4 ", False),
        ("gpt-4\n", False),
        ("gpt\x00", False),
        ("gpt\x1b[2J", False),
        ("gpt\u202e4", False),
        ("gpt\u2028", False),
        ("gpt\ud800", False),
        (4, False),
        (None, False),
        (["gpt-4"], False),
    ],
)
def test_an_id_is_untouched_or_no_id(given_value: Any, is_id: bool) -> None:
    assert fields.identifier(given_value) == (given_value if is_id else None)


@pytest.mark.parametrize(
    ("given_value", "stage"),
    [("active", "active"), ("DEPRECATED", "deprecated"), ("GA", None), (True, None), ("", None)],
)
def test_a_stage_is_one_of_our_words(given_value: Any, stage: str | None) -> None:
    assert fields.stage(given_value) == stage


# Numbers


@pytest.mark.parametrize(
    ("given_value", "count"),
    [
        (131072, 131072),
        (Decimal("131072.0"), 131072),
        (1.0, 1),
        ("128k", 128_000),
        ("1M", 1_000_000),
        (" 200,000 ", 200_000),
        (0, None),
        (-1, None),
        (0.5, None),
        (10**10, None),
        ("9" * 400, None),
        ("many", None),
        ("-1", None),
        ("1e5", None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("NaN"), None),
        (None, None),
        ([8192], None),
    ],
)
def test_tokens_are_a_positive_whole_number_or_unknown(given_value: Any, count: int | None) -> None:
    found = fields.tokens(given_value)
    assert found == count and not isinstance(found, bool)


@given(anything)
def test_tokens_are_never_zero(given_value: Any) -> None:
    assert fields.tokens(given_value) != 0


@pytest.mark.parametrize("given_value", [True, 1, "true", "True", "yes", Decimal(1)])
def test_yes(given_value: Any) -> None:
    assert fields.flag(given_value) is True


@pytest.mark.parametrize("given_value", [False, 0, "false", "False", "no"])
def test_no(given_value: Any) -> None:
    assert fields.flag(given_value) is False


@pytest.mark.parametrize("given_value", [None, "", 2, "maybe", [], {}, [True], float("nan")])
def test_unknown_is_not_no(given_value: Any) -> None:
    assert fields.flag(given_value) is None


@pytest.mark.parametrize(
    ("given_value", "factor", "dollars"),
    [
        ("0.00000008333333333333334", PER_TOKEN, "0.0833333333333"),
        ("0.0000000100000002", PER_TOKEN, "0.0100000002"),
        ("0.00000059", PER_TOKEN, "0.59"),
        ("1e-06", PER_TOKEN, "1"),
        (2.9999999999999996, Decimal(1), "3"),
        (Decimal("2.9999999999999996"), Decimal(1), "3"),
        (0.1 + 0.2, Decimal(1), "0.3"),
        (1500, Decimal("0.0001"), "0.15"),
        (20000, Decimal("0.0001"), "2"),
        (100, Decimal(1), "100"),
        ("0", PER_TOKEN, "0"),
        (0, Decimal(1), "0"),
        ("-0.0", PER_TOKEN, "0"),
        ("-1", PER_TOKEN, None),
        (-0.5, Decimal(1), None),
        ("NaN", PER_TOKEN, None),
        ("sNaN", PER_TOKEN, None),
        ("Infinity", PER_TOKEN, None),
        (float("nan"), PER_TOKEN, None),
        (float("inf"), PER_TOKEN, None),
        ("1e999999", PER_TOKEN, None),
        ("1e-999999", PER_TOKEN, None),
        ("1e-9999999999", PER_TOKEN, None),
        (10**4000, PER_TOKEN, None),
        ("1000", PER_TOKEN, None),
        ("free", PER_TOKEN, None),
        ("$1", PER_TOKEN, None),
        ("", PER_TOKEN, None),
        (True, Decimal(1), None),
        (None, Decimal(1), None),
        ([1], Decimal(1), None),
    ],
)
def test_a_price_is_a_plain_decimal_string_or_unknown(
    given_value: Any, factor: Decimal, dollars: str | None
) -> None:
    assert fields.price(given_value, factor) == dollars


def is_plain(number: str) -> bool:
    whole, point, rest = number.partition(".")
    return whole.isdigit() and (rest.isdigit() and not rest.endswith("0") if point else not rest)


@given(anything, st.sampled_from([Decimal(1), PER_TOKEN, Decimal("0.0001")]))
def test_every_price_is_plain_short_and_settled(given_value: Any, factor: Decimal) -> None:
    dollars = fields.price(given_value, factor)
    if dollars is not None:
        assert is_plain(dollars) and len(dollars) < 32
        assert fields.price(dollars, Decimal(1)) == dollars


@given(st.integers(1, 10**8), st.integers(0, 6))
def test_a_price_survives_binary_fractions(cents: int, places: int) -> None:
    exact = Decimal(cents).scaleb(-places)
    assert Decimal(fields.price(float(exact), Decimal(1)) or "") == exact
    assert Decimal(fields.price(str(exact / PER_TOKEN), PER_TOKEN) or "") == exact


# Dates


@pytest.mark.parametrize(
    ("given_value", "day"),
    [
        (1733443200, "2024-12-06"),
        (1733443200.9, "2024-12-06"),
        (Decimal(1733443200), "2024-12-06"),
        (1733443200000, "2024-12-06"),
        ("2024-12-06", "2024-12-06"),
        (" 2024-12-06T23:59:59Z", "2024-12-06"),
        ("2024-12-06T23:30:00-08:00", "2024-12-06"),
        ("2024-12-06 10:00", "2024-12-06"),
        ({"year": 2024, "month": 12, "day": 6}, "2024-12-06"),
        ({"year": 2024, "month": 12}, None),
        ({"month": 12, "day": 6}, None),
        ({}, None),
        (0, None),
        (-1, None),
        (735790403, None),
        (4102358400, None),
        (4102358400000, None),
        (10**400, None),
        (Decimal("1e9999999999"), None),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("NaN"), None),
        ("1970-01-01T00:00:00Z", None),
        ("2099-12-31", None),
        ("9999-12-31T00:00:00Z", None),
        ("2024-02-30", None),
        ("20241206", None),
        ("2024-W49-5", None),
        ("1733443200", None),
        ("soon", None),
        ("", None),
        (True, None),
        (None, None),
        ([2024, 12, 6], None),
    ],
)
def test_a_date_is_a_calendar_day_or_unknown(given_value: Any, day: str | None) -> None:
    assert fields.date(given_value) == day


days = st.datetimes(datetime(2014, 6, 1), datetime(2095, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@given(days)
def test_every_spelling_of_a_moment_is_the_same_day(moment: datetime) -> None:
    day = moment.date().isoformat()
    seconds = int(moment.timestamp())
    parts = {"year": moment.year, "month": moment.month, "day": moment.day}
    for spelling in (seconds, float(seconds), seconds * 1000, moment.isoformat(), day, parts):
        assert fields.date(spelling) == day


@given(anything)
def test_no_date_lies_beyond_what_can_be_meant(given_value: Any) -> None:
    day = fields.date(given_value)
    assert day is None or ("2014-01-01" <= day < "2096-10-03" and len(day) == 10)


# Modalities


@pytest.mark.parametrize(
    ("given_value", "taken", "given_out"),
    [
        ("text+image->text", ["image", "text"], ["text"]),
        ("text->", ["text"], None),
        ("text", None, None),
        (["Text", "PDF", "speech"], ["audio", "file", "text"], ["audio", "file", "text"]),
        (["TEXT", "text"], ["text"], ["text"]),
        ([1, None], None, None),
        ([], None, None),
        ({"text": True}, None, None),
        (None, None, None),
    ],
)
def test_modalities_are_sorted_plain_words(
    given_value: Any, taken: list[str] | None, given_out: list[str] | None
) -> None:
    assert fields.modalities(given_value, 0) == taken
    assert fields.modalities(given_value, 1) == given_out
