"""Our own notices and facts are dated, sourced, and about models of providers that we know."""

import tomllib
from datetime import date
from typing import Any

import pytest

from whichmodel.discovery.errors import SnapshotError
from whichmodel.discovery.sources import curated
from whichmodel.discovery.sources.build import CURATED_FILE, NINE
from whichmodel.discovery.stores.compiling import PROVIDERS


def batch(**fields: Any) -> dict[str, Any]:
    return {
        "provider": "groq",
        "retires_on": date(2026, 8, 16),
        "url": "https://groq.example/docs",
        "read_on": date(2026, 11, 22),
        "says": "It goes.",
        "models": {"gone-1": "next-2", "gone-0": ""},
        **fields,
    }


def facts(**fields: Any) -> dict[str, Any]:
    return {
        "provider": "groq",
        "url": "https://groq.example/docs/models",
        "read_on": date(2026, 11, 23),
        "says": "The table of limits.",
        "context_window": {"next-2": 131_072, "gone-1": 8_192},
        **fields,
    }


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    return tomllib.loads(CURATED_FILE.read_text(encoding="utf-8"))


def test_a_batch_becomes_a_record_for_each_of_its_models() -> None:
    told = curated.read({"batch": [batch(deprecated_on=date(2026, 6, 17))]})
    common = {
        "deprecated_on": "2026-06-17",
        "retires_on": "2026-08-16",
        "notice": "https://groq.example/docs",
    }

    assert told == {
        "groq": [{"model": "gone-0", **common}, {"model": "gone-1", "replacement": "next-2",
                                                **common}]
    }  # fmt: skip


def test_what_a_page_states_joins_the_notice_of_the_same_model() -> None:
    told = curated.read({"batch": [batch(models={"gone-1": ""})], "facts": [facts()]})

    assert told == {
        "groq": [
            {
                "model": "gone-1",
                "notice": "https://groq.example/docs",
                "retires_on": "2026-08-16",
                "context_window": 8_192,
            },
            {"model": "next-2", "context_window": 131_072},
        ]
    }


def test_the_date_is_that_of_the_last_reading() -> None:
    batches = [batch(), batch(read_on=date(2026, 12, 1)), batch()]

    assert curated.read_on({"batch": batches}) == "2026-12-01"
    assert curated.read_on({"batch": [batch()], "facts": [facts()]}) == "2026-11-23"


@pytest.mark.parametrize(
    "wrong",
    [
        {"retires_on": "2026-08-16"},
        {"read_on": None},
        {"url": "console.groq.com"},
        {"note": "unheard of"},
    ],
)
def test_a_wrong_batch_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(SnapshotError, match="batch 2: "):
        curated.read({"batch": [batch(), batch(models={}, **wrong)]})


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "groq.example/docs"},
        {"read_on": "2026-11-23"},
        {"retires_on": date(2026, 8, 16)},
        {"context_window": {"next-2": "131072"}},
        {"context_window": {"next-2": 0}},
        {"context_window": {"next-2": True}},
    ],
)
def test_a_wrong_table_of_facts_is_named(wrong: dict[str, Any]) -> None:
    tables = [facts(context_window={}), facts(**wrong)]

    with pytest.raises(SnapshotError, match="facts, table 2: "):
        curated.read({"batch": [], "facts": tables})


@pytest.mark.parametrize("missing", ["url", "says", "read_on", "provider", "context_window"])
def test_no_fact_goes_without_where_and_when_it_was_read(missing: str) -> None:
    lacking = {key: value for key, value in facts().items() if key != missing}

    with pytest.raises(SnapshotError, match="facts, table 1: "):
        curated.read({"batch": [], "facts": [lacking]})


def test_a_fact_comes_once() -> None:
    with pytest.raises(SnapshotError, match="facts, table 2: gone-1 a second time"):
        curated.read({"batch": [], "facts": [facts(), facts(context_window={"gone-1": 4_096})]})


@pytest.mark.parametrize("missing", ["retires_on", "url", "says", "read_on", "provider", "models"])
def test_nothing_that_is_needed_may_be_missing(missing: str) -> None:
    lacking = {key: value for key, value in batch().items() if key != missing}

    with pytest.raises(SnapshotError, match="batch 1: "):
        curated.read({"batch": [lacking]})


def test_a_model_comes_once() -> None:
    with pytest.raises(SnapshotError, match="batch 2: gone-1 a second time"):
        curated.read({"batch": [batch(), batch()]})


def test_the_real_list_is_sound(real: dict[str, Any]) -> None:
    told = curated.read(real)
    written = tomllib.loads(PROVIDERS.read_text(encoding="utf-8"))

    assert told.keys() <= written.keys()
    assert {"cerebras", "moonshot", "nebius", "qwen", "together"} <= told.keys() & NINE
    assert sum(map(len, told.values())) >= 100
    for records in told.values():
        notices = [record for record in records if "notice" in record]
        gone = {record["model"] for record in notices}
        for record in notices:
            assert record.get("replacement") not in gone, record
            assert record["retires_on"] > record.get("deprecated_on", ""), record


def test_the_real_list_says_where_and_what_was_read(real: dict[str, Any]) -> None:
    for one in (*real["batch"], *real["facts"]):
        assert one["says"].endswith("."), one
        assert one.get("seen_at", "https://").startswith("https://"), one
        assert one["read_on"] >= one.get("deprecated_on", one["read_on"]), one
