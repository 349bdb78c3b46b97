"""The dialect that nearly all speak: rows become records, and one bad row spoils no list."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.model import KINDS, Provider, Record
from whichmodel.discovery.providers import openai
from whichmodel.discovery.providers.openai import FIELDS, KIND_WORDS, ask, kind_of_modalities, read
from whichmodel.discovery.providers.rows import provider_row
from whichmodel.discovery.wire import MAX_ROWS, Cursor


def provider(call: dict[str, Any] | None = None, **row: Any) -> Provider:
    return provider_row("p", {"base_url": "https://h/v1", "calls": [call or {}], **row})


def record(row: dict[str, Any], **call: Any) -> Any:
    """The record of one row, or None."""
    page = read(provider(call), Cursor(0), {"data": [row]})
    assert len(page.records) + page.skipped == 1
    return page.records[0] if page.records else None


# Asking


def test_a_key_goes_into_the_header_that_the_provider_reads() -> None:
    bearer = ask(provider(), "key", Cursor(0))
    assert bearer.headers["Authorization"] == "Bearer key" and bearer.secret
    own = ask(provider(auth="x-api-key", headers={"version": "1"}), "key", Cursor(0))
    assert own.headers == {"Accept": "application/json", "version": "1", "x-api-key": "key"}


@given(st.text(min_size=1))
def test_a_public_call_never_carries_the_key_and_no_url_does(key: str) -> None:
    public = ask(provider({"public": True}), key, Cursor(0))
    assert (public.headers, public.secret) == ({"Accept": "application/json"}, False)
    assert ask(provider(), key, Cursor(0)).url == "https://h/v1/models"


def test_without_a_key_nothing_is_secret() -> None:
    assert not ask(provider(), None, Cursor(0)).secret


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/models", "https://h/v1/models"),
        ("../api/v0/models", "https://h/api/v0/models"),
        ("//elsewhere.example/models", "https://h/v1/elsewhere.example/models"),
    ],
)
def test_a_path_stays_at_the_providers_own_origin(path: str, url: str) -> None:
    assert ask(provider({"path": path}), "key", Cursor(0)).url == url


TOKENS = {"param": "after", "next": "last_id", "more": "has_more"}
NUMBERS = {"number": "page", "size": "2", "total": "meta.total"}


def test_pages_follow_tokens_until_there_is_no_more() -> None:
    row = provider({"paging": TOKENS, "params": {"limit": "2"}})
    body = {"data": [{"id": "a"}], "last_id": "a&b", "has_more": True}
    token = read(row, Cursor(0), body).token
    assert token == "a&b"
    assert ask(row, None, Cursor(0, token, 2)).url == "https://h/v1/models?limit=2&after=a%26b"
    assert read(row, Cursor(0), {**body, "has_more": False}).token is None


@pytest.mark.parametrize("token", [None, "", 7, ["a"], {}])
def test_a_token_that_is_no_text_is_the_end(token: Any) -> None:
    body = {"data": [{"id": "a"}], "last_id": token, "has_more": True}
    assert read(provider({"paging": TOKENS}), Cursor(0), body).token is None
    assert read(provider({"paging": TOKENS}), Cursor(0), [{"id": "a"}]).token is None


@pytest.mark.parametrize(
    ("page", "total", "rows", "more"),
    [(1, 3, 2, True), (2, 3, 1, False), (1, 2, 2, False), (1, 3, 0, False), (1, None, 2, False),
     (1, "3", 2, True), (1, -1, 2, False)],
)  # fmt: skip
def test_pages_are_counted_until_the_total(page: int, total: Any, rows: int, more: bool) -> None:
    row = provider({"paging": NUMBERS})
    body = {"data": [{"id": "a"}] * rows, "meta": {"total": total}}
    token = read(row, Cursor(0, None, page), body).token
    assert (token is not None) == more
    assert ask(row, None, Cursor(0, token, page + 1)).url.endswith(f"?page={page + 1}")


# Reading


def test_a_row_that_says_nothing_but_its_id_is_a_model_of_which_nothing_is_known() -> None:
    assert record({"id": "m"}) == {"model": "m"}


def test_a_row_is_read_where_servers_usually_put_things() -> None:
    row = {
        "id": "org/m:free",
        "name": "M",
        "created": 1733443200,
        "context_length": 131072,
        "top_provider": {"max_completion_tokens": 8192},
        "architecture": {"modality": "text+image->text"},
        "supported_parameters": ["tools", "response_format"],
        "pricing": {"prompt": "0.00000059", "completion": "0", "input_cache_read": "-1"},
    }
    assert record(row) == {
        "model": "org/m:free",
        "name": "M",
        "kind": "chat",
        "created": "2024-12-06",
        "context_window": 131072,
        "max_output_tokens": 8192,
        "input_modalities": ["image", "text"],
        "output_modalities": ["text"],
        "vision": True,
        "tools": True,
        "reasoning": False,
        "structured_output": True,
        "price_input": "0.59",
        "price_output": "0",
    }


def test_the_first_place_that_holds_something_usable_wins() -> None:
    assert record({"id": "m", "context_window": 0, "context_length": 8})["context_window"] == 8
    assert record({"id": "m", "display_name": "", "name": "M"})["name"] == "M"


def test_a_number_without_a_unit_is_no_price() -> None:
    assert record({"id": "m", "pricing": {"prompt": 0.59}}) == {"model": "m"}
    priced = record({"id": "m", "pricing": {"prompt": 0.59}}, price_factor="1")
    assert priced == {"model": "m", "price_input": "0.59"}


def test_zero_is_a_price_unless_the_provider_means_something_else() -> None:
    free = {"pricing": {"prompt": "0"}}
    assert record({"id": "m", **free})["price_input"] == "0"
    assert "price_input" not in record({"id": "m", **free}, zero_price=False)
    assert record({"id": "m-Free", **free}, zero_price=False)["price_input"] == "0"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"type": "chat"}, "chat"),
        ({"type": "LLM"}, "chat"),
        ({"type": "embeddings"}, "embedding"),
        ({"type": "model"}, None),
        ({"type": 3}, None),
        ({"type": "odd", "output_modalities": ["image"]}, "image"),
        ({"type": "audio"}, "speech"),
    ],
)
def test_a_kind_is_a_word_that_is_known_or_follows_from_modalities(
    row: dict[str, Any], kind: str | None
) -> None:
    assert record({"id": "m", **row}, kinds={"audio": "speech"}).get("kind") == kind


@pytest.mark.parametrize(
    ("taken", "given_out", "kind"),
    [
        (["text"], ["text"], "chat"),
        (["audio"], ["text"], "transcription"),
        (["audio", "text"], ["text"], "chat"),
        (["text"], ["image", "text"], "chat"),
        (["text"], ["image"], "image"),
        (["text"], ["audio"], "speech"),
        (["text"], ["embedding"], "embedding"),
        (["text"], ["audio", "video"], None),
        (["text"], ["smell"], None),
        (["text"], None, None),
        (None, ["text"], "chat"),
    ],
)
def test_modalities_tell_the_kind_where_they_leave_no_doubt(
    taken: list[str] | None, given_out: list[str] | None, kind: str | None
) -> None:
    said = {"input_modalities": taken, "output_modalities": given_out}
    assert kind_of_modalities({name: value for name, value in said.items() if value}) == kind


def test_what_is_stripped_is_cut_from_the_front_only() -> None:
    assert record({"id": "models/a/models/b"}, strip="models/")["model"] == "a/models/b"
    assert record({"id": "models/"}, strip="models/") is None
    assert record({"id": "models/ m"}, strip="models/") is None


@pytest.mark.parametrize(
    "row",
    [{}, {"id": None}, {"id": 7}, {"id": ""}, {"id": " m"}, {"id": "m\x1b[2J"}, "m", None, []],
)
def test_a_row_that_is_no_model_is_counted_and_the_others_stay(row: Any) -> None:
    page = read(provider(), Cursor(0), {"data": [{"id": "a"}, row, {"id": "b"}]})
    assert [found["model"] for found in page.records] == ["a", "b"]
    assert page.skipped == 1


def test_more_rows_than_any_provider_has_are_too_many() -> None:
    with pytest.raises(ListingProblem) as problem:
        read(provider(), Cursor(0), {"data": [{}] * (MAX_ROWS + 1)})
    assert problem.value.status == "too_large"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
KEYS = sorted(
    {"pricing", "architecture", "capabilities", "features", "supported_parameters", "meta"}
    | {path.split(".")[0].split()[-1] for paths in FIELDS.values() for path in paths}
)
hostile_rows = json_values | st.builds(
    lambda model, rest: {**rest, "id": model},
    st.text(max_size=9),
    st.dictionaries(st.sampled_from(KEYS), json_values, max_size=6),
)
TYPES: dict[str, type] = {
    "context_window": int, "max_input_tokens": int, "max_output_tokens": int, "tools": bool,
    "vision": bool, "reasoning": bool, "structured_output": bool, "input_modalities": list,
    "output_modalities": list,
}  # fmt: skip


@given(st.lists(hostile_rows, max_size=5))
def test_whatever_is_sent_every_record_is_one_of_ours(rows: list[Any]) -> None:
    page = read(provider(), Cursor(0), {"data": rows})
    assert len(page.records) + page.skipped == len(rows)
    for found in page.records:
        assert found.keys() <= Record.__annotations__.keys()
        assert found.get("kind", "chat") in KINDS
        for field, value in found.items():
            assert type(value) is TYPES.get(field, str), field
            texts = value if isinstance(value, list) else [value]
            assert all(text.isprintable() for text in texts if isinstance(text, str))


@given(st.lists(hostile_rows, max_size=4))
def test_a_row_is_read_the_same_alone_and_among_others(rows: list[Any]) -> None:
    together = read(provider(), Cursor(0), {"data": rows}).records
    alone = [read(provider(), Cursor(0), {"data": [row]}).records for row in rows]
    assert together == [found for one in alone for found in one]


@given(json_values)
def test_any_answer_is_a_page_or_a_problem_told_in_one_line(body: Any) -> None:
    try:
        page = read(provider(), Cursor(0), body)
    except ListingProblem as problem:
        assert problem.detail and problem.detail.isprintable()
    else:
        assert page.token is None


def test_every_word_for_a_kind_leads_to_one() -> None:
    assert set(KIND_WORDS.values()) <= set(KINDS)
    assert all(word == word.lower() for word in KIND_WORDS)
    assert FIELDS.keys() <= Record.__annotations__.keys()
    assert openai._CONVERSIONS.keys() <= Record.__annotations__.keys()
