"""The official SDKs as referees: what they list from a server, we list, id for id and in order.

Two SDKs cannot be asked: `huggingface-hub` lists its hub, not the router, and LiteLLM's proxy and
the smaller hosts have none of their own. For those, and for every OpenAI-compatible listing, the
`openai` SDK is the referee. Together's SDK has given up `/v1/models` for `/v2/supported-models`;
it still can be made to read the former.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from servers.clouds import ACCESS_KEY, SECRET
from servers.loopback import Loopback
from servers.providers import at, key_for, speaking
from servers.reading import fetched, models, read, records

pytestmark = pytest.mark.sdk

Referee = Callable[[Loopback, str], Iterator[str]]


def sdk(module: str) -> Any:
    """An SDK, or the plain reason why its test is skipped."""
    package = module.partition(".")[0]
    return pytest.importorskip(module, reason=f"the {package} SDK is not installed")


def folded(ids: Iterator[str]) -> list[str]:
    """The ids in order, a repeated one where it came first."""
    return list(dict.fromkeys(ids))


# ── OpenAI's SDK against everything that calls itself compatible ─────────────────────────────────

OPENAI_COMPATIBLE = [
    "openrouter", "openai", "groq", "nebius", "moonshot", "mistral", "deepseek", "xai", "fireworks",
    "poe", "perplexity", "huggingface", "deepinfra", "nvidia_nim", "sambanova", "hyperbolic",
    "novita", "zai", "minimax", "vercel", "chutes", "baseten", "friendli", "vllm", "llamacpp",
]  # fmt: skip
QUERIES = {"openrouter": {"output_modalities": "all"}}


def openai_ids(base_url: str, key: str, query: dict[str, str] | None = None) -> Iterator[str]:
    openai = sdk("openai")
    with openai.OpenAI(base_url=base_url, api_key=key, max_retries=0) as client:
        for model in client.models.list(extra_query=query or {}):
            yield model.id


@pytest.mark.parametrize("provider", OPENAI_COMPATIBLE)
def test_openai_sdk_lists_the_same(provider: str) -> None:
    with speaking(provider, more=7) as server:
        base_url = at(server, provider).base_url
        seen = folded(openai_ids(base_url, key_for(provider), QUERIES.get(provider)))
        assert models(server, provider) == seen


@pytest.mark.parametrize(
    ("server_name", "provider", "base"),
    [
        ("moonshot_cn", "moonshot", "/v1"),
        ("qwen_compatible_only", "qwen", "/compatible-mode/v1"),
        ("azure", "azure", "/openai/v1"),
        ("lmstudio_plain", "lmstudio", "/v1"),
        ("ollama", "ollama", "/v1"),
        ("vllm_keyed", "vllm", "/v1"),
        ("litellm_proxy", "litellm_proxy", ""),
    ],
)
def test_openai_sdk_lists_the_same_at_another_door(
    server_name: str, provider: str, base: str
) -> None:
    site = server_name if server_name.endswith("_cn") else provider
    with speaking(server_name, more=7) as server:
        ours = fetched(at(server, provider), key_for(site))
        openai = sdk("openai")
        extra = {"api-key": key_for(site)}
        with openai.OpenAI(
            base_url=server.origin + base, api_key=key_for(site), default_headers=extra
        ) as client:
            seen = folded(model.id for model in client.models.list())
        assert ours.problem is None
        assert [record["model"] for record in ours.records or []] == seen


def test_openai_sdk_sees_gemini_s_ids_with_a_prefix_that_we_cut() -> None:
    with speaking("gemini") as server:
        seen = folded(openai_ids(server.origin + "/v1beta/openai", key_for("gemini")))
        assert models(server, "gemini") == [model.removeprefix("models/") for model in seen]


def test_openai_sdk_sees_a_key_s_own_list_of_cerebras() -> None:
    with speaking("cerebras") as server:
        seen = folded(openai_ids(server.origin + "/v1", key_for("cerebras")))
        assert own_list(server) == set(seen)


def own_list(server: Loopback) -> set[str]:
    found = records(server, "cerebras").values()
    return {record["model"] for record in found if "your key's list" in record["listed_by"]}


# ── each provider's own SDK ──────────────────────────────────────────────────────────────────────


def anthropic_ids(server: Loopback, key: str) -> Iterator[str]:
    anthropic = sdk("anthropic")
    with anthropic.Anthropic(base_url=server.origin, api_key=key, max_retries=0) as client:
        for model in client.models.list():
            yield model.id


def groq_ids(server: Loopback, key: str) -> Iterator[str]:
    groq = sdk("groq")
    with groq.Groq(base_url=server.origin, api_key=key, max_retries=0) as client:
        for model in client.models.list().data:
            yield model.id


def together_ids(server: Loopback, key: str) -> Iterator[str]:
    """`/v1/models` by the SDK's own transport, since its `list` is of something else now."""
    together = sdk("together")
    with together.Together(base_url=server.origin, api_key=key, max_retries=0) as client:
        for model in client.get("/v1/models", cast_to=list[dict[str, Any]]):
            yield model["id"]


def together_supported_ids(server: Loopback, key: str) -> Iterator[str]:
    together = sdk("together")
    with together.Together(base_url=server.origin, api_key=key, max_retries=0) as client:
        if not hasattr(client.models, "list_supported"):
            pytest.skip("this together SDK does not list supported models")
        for model in client.models.list_supported():
            yield model.id


def mistral_ids(server: Loopback, key: str) -> Iterator[str]:
    mistralai = sdk("mistralai.client")
    with mistralai.Mistral(api_key=key, server_url=server.origin) as client:
        for model in client.models.list().data:
            yield model.id


def gemini_ids(server: Loopback, key: str) -> Iterator[str]:
    """Its newest SDK asks /v1 unless told; the fuller list is at /v1beta."""
    genai = sdk("google.genai")
    options = {"base_url": server.origin, "api_version": "v1beta"}
    with genai.Client(api_key=key, http_options=options) as client:
        for model in client.models.list():
            yield model.name.removeprefix("models/")


def vertex_ids(server: Loopback, key: str) -> Iterator[str]:
    genai, credentials = sdk("google.genai"), sdk("google.oauth2.credentials")
    options = {"base_url": server.origin, "api_version": "v1beta1"}
    given = credentials.Credentials(token=key)
    with genai.Client(
        vertexai=True, project="acme", location="global", credentials=given, http_options=options
    ) as client:
        for model in client.models.list():
            yield model.name.removeprefix("publishers/google/models/")


def cohere_ids(server: Loopback, key: str) -> Iterator[str]:
    """Its SDK does not turn pages by itself."""
    with sdk("cohere").Client(api_key=key, base_url=server.origin) as client:
        token: str | None = ""
        while token is not None:
            answer = client.models.list(page_token=token or None)
            yield from (model.name for model in answer.models)
            token = answer.next_page_token or None


def dashscope_ids(server: Loopback, key: str) -> Iterator[str]:
    """Its SDK gives one page at a time, ten models unless told."""
    dashscope = sdk("dashscope")
    dashscope.base_http_api_url = server.origin + "/api/v1"
    page, seen, total = 1, 0, 1
    while seen < total:
        output = dashscope.Models.list(page=page, page_size=50, api_key=key).output
        yield from (model["model"] for model in output["models"])
        page, seen, total = page + 1, seen + len(output["models"]), output["total"]


def openrouter_ids(server: Loopback, key: str) -> Iterator[str]:
    openrouter = sdk("openrouter")
    with openrouter.OpenRouter(api_key=key, server_url=server.origin + "/api/v1") as client:
        answer = client.models.list(output_modalities="all", limit=10)
        while answer is not None:
            yield from (model.id for model in answer.result.data)
            answer = answer.next()


def bedrock_ids(server: Loopback, _: str) -> Iterator[str]:
    client = sdk("boto3").client(
        "bedrock", region_name="us-east-1", endpoint_url=server.origin,
        aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET,
    )  # fmt: skip
    try:
        yield from (row["modelId"] for row in client.list_foundation_models()["modelSummaries"])
        for page in client.get_paginator("list_inference_profiles").paginate():
            for row in page["inferenceProfileSummaries"]:
                yield row["inferenceProfileId"]
    finally:
        client.close()


def ollama_ids(server: Loopback, _: str) -> Iterator[str]:
    with sdk("ollama").Client(host=server.origin) as client:
        yield from (model.model for model in client.list().models)


def perplexity_ids(server: Loopback, key: str) -> Iterator[str]:
    perplexity = sdk("perplexity")
    with perplexity.Perplexity(base_url=server.origin, api_key=key, max_retries=0) as client:
        for model in client.models.list().data:
            yield model.id


def sambanova_ids(server: Loopback, key: str) -> Iterator[str]:
    sambanova = sdk("sambanova")
    base_url = server.origin + "/v1"
    with sambanova.SambaNova(base_url=base_url, api_key=key, max_retries=0) as client:
        for model in client.models.list().data:
            yield model.id


REFEREES: dict[str, Referee] = {
    "anthropic": anthropic_ids,
    "groq": groq_ids,
    "together": together_ids,
    "mistral": mistral_ids,
    "gemini": gemini_ids,
    "vertex": vertex_ids,
    "cohere": cohere_ids,
    "qwen": dashscope_ids,
    "openrouter": openrouter_ids,
    "bedrock": bedrock_ids,
    "ollama": ollama_ids,
    "perplexity": perplexity_ids,
    "sambanova": sambanova_ids,
}


@pytest.mark.parametrize("provider", REFEREES)
def test_own_sdk_lists_the_same(provider: str) -> None:
    with speaking(provider, more=7) as server:
        seen = folded(REFEREES[provider](server, key_for(provider)))
        assert len(seen) > 3
        assert models(server, provider) == seen


def test_together_s_newer_list_has_the_same_models() -> None:
    with speaking("together", more=7) as server:
        seen = folded(together_supported_ids(server, key_for("together")))
        assert models(server, "together") == seen


def test_cerebras_sdk_sees_the_key_s_own_list() -> None:
    cerebras = sdk("cerebras.cloud.sdk")
    with (
        speaking("cerebras", more=7) as server,
        cerebras.Cerebras(
            base_url=server.origin, api_key=key_for("cerebras"), warm_tcp_connection=False
        ) as client,
    ):
        assert {model.id for model in client.models.list().data} == own_list(server)


def test_fireworks_sdk_sees_in_the_account_what_enriches_our_list() -> None:
    """The account's list, in the SDK's pages of 50, names the same models as the serverless one."""
    fireworks = sdk("fireworks")
    with (
        speaking("fireworks", more=7) as server,
        fireworks.Fireworks(
            base_url=server.origin, api_key=key_for("fireworks"), account_id="fireworks"
        ) as client,
    ):
        pages = client.models.list(account_id="fireworks", filter="supports_serverless=true")
        assert models(server, "fireworks") == [model.name for model in pages]


def test_a_wrong_key_is_refused_to_the_sdk_and_to_us() -> None:
    openai = sdk("openai")
    with speaking("openai") as server, pytest.raises(openai.AuthenticationError):
        list(openai_ids(server.origin + "/v1", "sk-wrong"))
    with speaking("openai") as server:
        problem = read(server, "openai", "sk-wrong").problem
    assert problem is not None
    assert problem.status == "auth_failed"
