"""A row of the feed speaks of one id at one provider, and only of what it states."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.model import Record
from whichmodel.discovery.sources import notices

OLDER_COPY = Path(__file__).parents[4] / "shared/data/notices/deprecations-2025-11-23.json"


def row(**fields: Any) -> dict[str, Any]:
    return {
        "provider": "Groq",
        "model_id": "gone-1",
        "deprecation_date": "2026-06-17",
        "shutdown_date": "2026-08-16",
        **fields,
    }


def only(**fields: Any) -> tuple[str, Record]:
    """The provider and the record of a feed with one row."""
    ((provider, (record,)),) = notices.read([row(**fields)]).records.items()
    return provider, record


def test_what_the_newer_shape_states_is_read() -> None:
    assert only(
        replacement_models=["next-2", "other"],
        url="https://groq.example/docs#day",
        last_observed="2026-06-19",
    ) == (
        "groq",
        {
            "model": "gone-1",
            "deprecated_on": "2026-06-17",
            "retires_on": "2026-08-16",
            "replacement": "next-2",
            "notice": "https://groq.example/docs#day",
        },
    )


def test_what_the_older_shape_states_is_read() -> None:
    older = {
        "provider": "Anthropic",
        "model_id": "claude-1",
        "model_name": "Claude 1",
        "announcement_date": "2025-06-30",
        "shutdown_date": "2026-01-05",
        "replacement_model": "claude-2",
        "deprecation_context": "",
        "url": "https://anthropic.example/deprecations",
        "scraped_at": "2025-11-21T03:05:41.565854+00:00",
    }

    assert notices.read([older]).records == {
        "anthropic": [
            {
                "model": "claude-1",
                "deprecated_on": "2025-06-30",
                "retires_on": "2026-01-05",
                "replacement": "claude-2",
                "notice": "https://anthropic.example/deprecations",
            }
        ]
    }


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("OpenAI", "openai"),
        ("Anthropic", "anthropic"),
        ("Google", "gemini"),
        ("Google Vertex", "vertex"),
        ("AWS Bedrock", "bedrock"),
        ("Cohere", "cohere"),
        ("xAI", "xai"),
        ("Groq", "groq"),
        ("Mistral AI", "mistral"),
        ("DeepSeek", "deepseek"),
    ],
)
def test_their_provider_becomes_ours(theirs: str, ours: str) -> None:
    assert only(provider=theirs)[0] == ours


def test_a_notice_of_azure_says_nothing_about_openai() -> None:
    found = notices.read([row(provider="Azure", model_id="gpt-9")]).records

    assert set(found) == {"azure", "azure_ai"}


def test_azures_notice_is_told_where_its_id_is_known() -> None:
    rows = [row(provider="Azure", model_id="gpt-9"), row(provider="Azure", model_id="llama-9")]
    known = {"azure": {"gpt-9"}, "azure_ai": {"llama-9"}}

    assert notices.read(rows, known).records == {
        "azure": [{"model": "gpt-9", "deprecated_on": "2026-06-17", "retires_on": "2026-08-16"}],
        "azure_ai": [
            {"model": "llama-9", "deprecated_on": "2026-06-17", "retires_on": "2026-08-16"}
        ],
    }


def test_an_id_is_taken_as_it_stands_and_speaks_of_itself_only() -> None:
    rows = [row(model_id="gpt-4o-2024-05-13"), row(model_id="meta-llama/Llama-4-Scout")]

    (records,) = notices.read(rows, {"groq": {"gpt-4o", "GPT-4o-2024-05-13"}}).records.values()

    assert [record["model"] for record in records] == [
        "gpt-4o-2024-05-13",
        "meta-llama/Llama-4-Scout",
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"model_id": "Agent Builder"},
        {"model_id": "Claude 3 Opus"},
        {"model_id": "command-r, command-light"},
        {"model_id": ""},
        {"model_id": None},
        {"model_id": "ft-gpt-4"},
        {"model_id": "ft:gpt-4o-2024-08-06"},
        {"model_id": "gpt-4-completions"},
        {"model_id": "Command-R-03-2024-finetuned"},
        {"provider": "Somebody"},
        {"provider": None},
        {"shutdown_date": ""},
        {"shutdown_date": "soon"},
    ],
)
def test_a_row_without_a_model_a_provider_or_a_day_is_counted(fields: dict[str, Any]) -> None:
    assert notices.read([row(**fields), row()]) == notices.read([row()])._replace(left_out=1)


@pytest.mark.parametrize("announced", ["2026-08-16", "2026-08-17", "", None, "once"])
def test_an_announcement_that_does_not_precede_the_shutdown_is_not_known(announced: Any) -> None:
    assert "deprecated_on" not in only(deprecation_date=announced)[1]


@pytest.mark.parametrize(
    ("stated", "replacement"),
    [
        (["next-2"], "next-2"),
        (["reasoning.mode: pro", "next-2"], "next-2"),
        (["The most capable model available to you."], None),
        (["gone-1", "next-2"], "next-2"),
        (["gone-1"], None),
        ([], None),
        (None, None),
        ([None, 7], None),
        ("next-2", "next-2"),
        ("next-2, other-3", "next-2"),
        ("next-2 or other-3", "next-2"),
        ("gpt-image-1orgpt-image-1-mini", "gpt-image-1"),
        ("gpt-5-miniorgpt-4.1-mini*", "gpt-5-mini"),
        ("Claude Opus 4.1", None),
        ("imagen 4", None),
        ("None", None),
        ("llama-for-all", "llama-for-all"),
    ],
)
def test_a_replacement_is_an_id_or_nothing(stated: Any, replacement: str | None) -> None:
    key = "replacement_model" if isinstance(stated, str) else "replacement_models"

    assert only(**{key: stated})[1].get("replacement") == replacement


@pytest.mark.parametrize("url", ["http://a.example", "javascript:x", "https://a b", "", None, 1])
def test_an_address_that_is_none_is_not_told(url: Any) -> None:
    assert "notice" not in only(url=url)[1]


def test_of_two_rows_about_one_model_the_one_that_was_seen_last_counts() -> None:
    old = row(shutdown_date="2026-07-01", last_observed="2026-06-20")
    new = row(shutdown_date="2026-08-16", last_observed="2026-07-02")

    for rows in ([old, new], [new, old]):
        ((record,),) = notices.read(rows).records.values()
        assert record["retires_on"] == "2026-08-16"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
ROWS = st.lists(JSON | st.dictionaries(st.sampled_from(sorted({*row(), "url", "last_observed"})),
                                       JSON))  # fmt: skip


@given(ROWS)
def test_nonsense_is_never_fatal(rows: list[Any]) -> None:
    found = notices.read(rows)

    assert 0 <= found.left_out <= len(rows)
    for records in found.records.values():
        names = [record["model"] for record in records]
        assert names == sorted(set(names))
        assert all(record["retires_on"] for record in records)


@pytest.mark.skipif(not OLDER_COPY.exists(), reason="needs the feed's older copy")
def test_the_real_feed_is_read_without_inventing() -> None:
    rows = json.loads(OLDER_COPY.read_text(encoding="utf-8"))
    found = notices.read(rows)
    stated = {str(value) for one in rows for value in one.values()}

    assert set(found.records) == {
        "anthropic", "azure", "azure_ai", "cohere", "gemini", "openai"
    }  # fmt: skip
    assert found.left_out == sum(
        " " in one["model_id"] or not one["shutdown_date"] or "finetuned" in one["model_id"]
        for one in rows
    )
    for records in found.records.values():
        for record in records:
            assert record["model"] in stated
            assert any(record.get("replacement", "") in value for value in stated)
    assert "gemini-2.5-pro" not in {record["model"] for record in found.records["gemini"]}
