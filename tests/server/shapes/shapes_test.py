"""Every shape of any catalogue: JSON, each model in its place, nothing unknown told as known."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import GEMMA, KIMI, LLAMA, catalogues, model
from server.extras import needs

needs("serve")

from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.model import Catalogue, Model, Price
from whichmodel.discovery.stores.bundle import open_bundle
from whichmodel.server.questions import dumped
from whichmodel.server.shapes import (
    Offered,
    anthropic,
    day,
    litellm,
    models_dev,
    ollama,
    openai,
    openrouter,
    per_token,
    seconds,
)

SHAPES = (openai, anthropic, openrouter, models_dev, litellm, ollama)
BARE = model("groq/bare")


def offered(*models: Model) -> Offered:
    bundle = open_bundle()
    groq = bundle.providers()["groq"]
    bundle.close()
    names = {each.provider for each in models}
    return Offered(list(models), {name: groq._replace(id=name, prefix=name) for name in names})


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__.rpartition(".")[2])
@given(found=catalogues())
def test_any_catalogue_becomes_json(shape: Any, found: Catalogue) -> None:
    document = json.loads(dumped(shape.document(offered(*found.models))))
    assert isinstance(document, dict)


@given(st.decimals(0, 10**6, allow_nan=False, places=6))
def test_a_price_per_token_has_the_same_digits(dollars: Any) -> None:
    from decimal import Decimal

    assert Decimal(per_token(format(dollars, "f")) or "") * 1_000_000 == dollars


def test_a_model_that_nothing_is_known_of_is_told_with_what_each_shape_says_for_that() -> None:
    assert openai.row(BARE) == {
        "id": "groq/bare", "object": "model", "created": 0, "owned_by": "groq",
    }  # fmt: skip
    assert anthropic.row(BARE)["created_at"] == "1970-01-01T00:00:00Z"
    assert anthropic.row(BARE)["max_tokens"] is None
    assert openrouter.row(BARE)["pricing"] == {"prompt": "-1", "completion": "-1"}
    assert openrouter.row(BARE)["supported_parameters"] == []
    assert models_dev.row(BARE) == {"id": "bare", "name": "bare"}
    (row,) = litellm.document(offered(BARE))["data"]
    assert set(row["model_info"]) == {"id", "key", "db_model", "litellm_provider"}


def test_a_model_that_is_known_is_told_with_all_that_the_shape_has_room_for() -> None:
    assert openai.row(LLAMA)["context_window"] == 131_072
    assert openai.row(LLAMA)["created"] == seconds(LLAMA) > 1_700_000_000
    assert openrouter.row(LLAMA)["pricing"] == {
        "prompt": "0.00000059", "completion": "0.00000079",
    }  # fmt: skip
    assert "tools" in openrouter.row(LLAMA)["supported_parameters"]
    assert openrouter.row(LLAMA)["architecture"]["modality"] == "text+image->text"
    told = models_dev.row(LLAMA)
    assert told["cost"] == {"input": 0.59, "output": 0.79}
    assert (told["tool_call"], told["attachment"]) == (True, False)
    assert "reasoning" not in told
    info = litellm.document(offered(LLAMA))["data"][0]["model_info"]
    assert (info["mode"], info["max_input_tokens"]) == ("chat", 131_072)
    assert info["input_cost_per_token"] == 0.59e-6
    assert ollama.row(LLAMA)["modified_at"] == "2024-12-06T00:00:00Z"


def test_where_a_model_stands_is_told_where_there_is_a_word_for_it() -> None:
    assert anthropic.row(KIMI)["lifecycle"] == "retired"
    assert anthropic.row(GEMMA)["lifecycle"] == "deprecated"
    assert openrouter.row(GEMMA)["expiration_date"] == "2026-11-30"
    assert models_dev.row(GEMMA)["status"] == "deprecated"


def test_free_is_told_as_free() -> None:
    assert openrouter.row(KIMI)["pricing"] == {"prompt": "0", "completion": "0"}
    half = model("groq/half", price=Price("1", None, None, None))
    assert "cost" not in models_dev.row(half)


def test_a_prefix_that_two_providers_share_is_no_key() -> None:
    one, two = model("one/a"), model("two/b")
    shared = offered(one, two)
    providers = {name: row._replace(prefix="openai") for name, row in shared.providers.items()}
    assert set(models_dev.document(Offered([one, two], providers))) == {"one", "two"}


def test_an_address_of_somebody_s_own_is_told_nobody() -> None:
    told = offered(LLAMA)
    public = models_dev.document(told)["groq"]
    assert public["api"].startswith("https://")
    own = told.providers["groq"]._replace(origin="configuration", base_url="http://10.0.0.1/v1")
    assert "10.0.0.1" not in json.dumps(models_dev.document(Offered([LLAMA], {"groq": own})))


@given(limit=st.integers(1, 7), count=st.integers(0, 12))
def test_pages_put_together_are_the_list(limit: int, count: int) -> None:
    models = [model(f"groq/{number}") for number in range(count)]
    found, after = [], None
    while True:
        page = anthropic.document(offered(*models), anthropic.Page(limit, after))
        found += [row["id"] for row in page["data"]]
        after = page["last_id"]
        if not page["has_more"]:
            break
    assert found == [each.id for each in models]


def test_a_page_that_begins_nowhere_is_refused() -> None:
    with pytest.raises(UsageError, match="no model has the id"):
        anthropic.document(offered(LLAMA), anthropic.Page(after_id="groq/none"))


def test_the_first_listing_is_the_day_where_nobody_tells_of_another() -> None:
    listed = LLAMA._replace(created=None)
    assert day(listed) == "2026-01-01"
