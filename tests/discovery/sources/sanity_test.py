"""A snapshot that cannot be true is refused, and told of in one sentence."""

from pathlib import Path
from typing import Any

import pytest

from whichmodel.discovery.sources import text
from whichmodel.discovery.sources.checked import findings, renewed
from whichmodel.discovery.sources.sanity import NINE, absurd, absurdities, leaps, problem
from whichmodel.discovery.stores.compiling import NOTICE, SNAPSHOT


def snapshot(**record: Any) -> dict[str, dict[str, Any]]:
    """One model at each main provider; what is said of Groq's is given."""
    others: dict[str, dict[str, Any]] = {name: {"m": {"litellm": {}}} for name in sorted(NINE)}
    return {**others, "groq": {"m": {"litellm": record}}}


def test_a_snapshot_like_the_last_one_is_fine() -> None:
    assert problem({}, snapshot(price_input="3")) is None
    assert problem(snapshot(price_input="3"), snapshot(price_input="3")) is None


@pytest.mark.parametrize(
    ("old", "new", "fine"),
    [
        ("0.5", "49.99", True),
        ("0.5", "50", False),
        ("0.5", "500000", False),
        ("3", "0.031", True),
        ("3", "0.03", False),
        ("0", "3", True),
        ("3", "0", True),
    ],
)
def test_a_price_a_hundred_times_off_is_refused(old: str, new: str, fine: bool) -> None:
    found = list(leaps(snapshot(price_input=old), snapshot(price_input=new)))
    assert (found == []) is fine
    if not fine:
        assert found == [f"groq m: price_input was {old} and is {new} (litellm)"]


def test_a_leap_is_a_reason_to_refuse() -> None:
    told = problem(snapshot(price_input="1"), snapshot(price_input="100"))
    assert told == "groq m: price_input was 1 and is 100 (litellm)"


def test_a_price_of_another_source_is_no_leap() -> None:
    after = snapshot()
    after["groq"]["m"] = {"genai-prices": {"price_input": "300"}}
    assert list(leaps(snapshot(price_input="1"), after)) == []


@pytest.mark.parametrize(
    "record",
    [
        {"price_input": "10000"},
        {"price_output": "-1"},
        {"price_output": "NaN"},
        {"price_output": 3},
        {"context_window": 100_000_000},
        {"context_window": 0},
        {"max_output_tokens": True},
        {"max_input_tokens": "many"},
    ],
)
def test_what_no_model_has_is_absurd(record: dict[str, Any]) -> None:
    ((field, value),) = record.items()
    assert list(absurd(record)) == [f"{field} is {value}"]
    assert list(absurdities(snapshot(**record))) == [f"groq m: {field} is {value} (litellm)"]
    assert problem({}, snapshot(**record)) == f"groq m: {field} is {value} (litellm)"


def test_the_most_that_a_model_has_is_not_absurd() -> None:
    assert not list(absurd({"price_input": "9999.99", "price_output": "0"}))
    assert not list(absurd({"context_window": 99_999_999, "max_output_tokens": 1}))


def test_many_problems_are_counted_in_one_sentence() -> None:
    told = problem({}, snapshot(context_window=0, max_input_tokens=0))
    assert told == "groq m: context_window is 0 (litellm) (and 1 more like it)"


# ── the committed text ───────────────────────────────────────────────────────────────────────────


def test_the_snapshot_of_this_source_can_be_published() -> None:
    notice = NOTICE if NOTICE.is_file() else SNAPSHOT / "none"
    assert findings(SNAPSHOT, notice) == []


NOTICE_TEXT = "LiteLLM, version 1.0\nhttps://…\n\ngenai-prices, version 2.0\n"
SOURCES = {
    "litellm": {"version": "1.0"},
    "genai-prices": {"version": "2.0"},
    "notices": {"version": "3.0"},
}


def written(directory: Path, **record: Any) -> Path:
    text.write(directory / "text", snapshot(**record), dict(SOURCES))
    notice = directory / "NOTICE"
    notice.write_text(NOTICE_TEXT + "\nllm-sunset, version 3.0\n")
    return directory / "text"


def test_a_snapshot_that_was_just_written_is_fine(tmp_path: Path) -> None:
    assert findings(written(tmp_path), tmp_path / "NOTICE") == []


def test_each_thing_that_is_wrong_is_a_line(tmp_path: Path) -> None:
    directory = written(tmp_path, price_input="20000")
    (tmp_path / "NOTICE").write_text(NOTICE_TEXT)
    (directory / "qwen.jsonl").unlink()
    (directory / "openai.jsonl").write_text('{"model": "m", "litellm": {}}\n')
    (directory / "together.jsonl").write_text('{"model":"m","who":{}}\n')
    assert findings(directory, tmp_path / "NOTICE") == [
        "nothing of qwen",
        "groq m: price_input is 20000 (litellm)",
        "openai.jsonl is not sorted, or not written as it would be built",
        "sources.json does not tell of who",
        "NOTICE does not name llm-sunset, version 3.0",
    ]


def test_an_id_that_comes_twice_is_wrong(tmp_path: Path) -> None:
    directory = written(tmp_path)
    path = directory / "groq.jsonl"
    path.write_text(path.read_text() * 2)
    assert findings(directory, tmp_path / "NOTICE") == ["groq.jsonl, line 2: m a second time"]


def test_a_notice_is_renewed_with_the_versions_and_nothing_else() -> None:
    newer = {name: {"version": "9.9"} for name in SOURCES}
    assert renewed(NOTICE_TEXT, newer) == (
        "LiteLLM, version 9.9\nhttps://…\n\ngenai-prices, version 9.9\n"
    )
    assert renewed(NOTICE_TEXT, SOURCES) == NOTICE_TEXT
