"""Provider tables are read strictly, and what is written in providers.toml holds together."""

import json
import string
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.errors import ConfigurationError, UsageError
from whichmodel.discovery.model import KINDS, Provider, Record
from whichmodel.discovery.providers import chosen, document_of, from_document, key_of, spellings
from whichmodel.discovery.providers.rows import (
    CALL_DEFAULTS,
    PROVIDER_DEFAULTS,
    at_environment,
    configured,
    provider_row,
)
from whichmodel.discovery.providers.urls import is_loopback
from whichmodel.routing import PREFIX_ALIASES, PREFIXES, route

SOURCE = Path(__file__).parents[3] / "src/whichmodel/discovery/providers/providers.toml"
TABLES = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
ROWS = {name: provider_row(name, table) for name, table in TABLES.items()}
EVERY = pytest.mark.parametrize("provider", ROWS.values(), ids=ROWS)


# What is written in providers.toml


@EVERY
def test_a_row_survives_the_bundle(provider: Provider) -> None:
    assert from_document(json.loads(json.dumps(document_of(provider)))) == provider


@EVERY
def test_ids_and_aliases_are_plain_lower_case_words(provider: Provider) -> None:
    allowed = set(string.ascii_lowercase + string.digits + "._-")
    assert set(provider.id) <= allowed - set("-.")
    for alias in provider.aliases:
        assert set(alias) <= allowed


def test_no_spelling_means_two_providers() -> None:
    meant: dict[str, set[str]] = {}
    for provider in ROWS.values():
        own = {provider.prefix} if provider.id != "gpustack" else set()
        for name in {provider.id, provider.name.lower(), *provider.aliases} | own:
            meant.setdefault(name, set()).add(provider.id)
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == {}


def test_no_spelling_is_written_twice() -> None:
    for provider in ROWS.values():
        assert len(set(provider.aliases)) == len(provider.aliases)
        assert not {provider.id, provider.prefix} & set(provider.aliases)


@EVERY
def test_environment_variables_look_like_some(provider: Provider) -> None:
    allowed = set(string.ascii_uppercase + string.digits + "_")
    for name in (*provider.key_env, *provider.base_env):
        assert set(name) <= allowed and name[0].isalpha()
    assert provider.key_env, "every provider has a key that may be set"


def test_no_variable_holds_the_key_of_two_providers() -> None:
    named = [name for provider in ROWS.values() for name in provider.key_env]
    assert len(named) == len(set(named))


@EVERY
def test_only_this_machine_is_asked_without_tls(provider: Provider) -> None:
    for url in (provider.base_url, *provider.regions.values()):
        assert not url or url.startswith("https://") or is_loopback(url)
    assert is_loopback(provider.base_url) == (provider.listing == "local")
    for url in (provider.docs, provider.keys_url, provider.deprecations):
        assert not url or url.startswith("https://")


@EVERY
def test_base_urls_end_where_paths_begin(provider: Provider) -> None:
    for url in (provider.base_url, *provider.regions.values()):
        assert not url.endswith("/") and "?" not in url and "@" not in url
        assert urlsplit(url).path.removesuffix("/models") == urlsplit(url).path


@EVERY
def test_a_public_listing_has_a_call_without_a_key(provider: Provider) -> None:
    public = [call for call in provider.calls if call.public]
    assert bool(public) == (provider.listing == "public")
    assert bool(provider.calls) == (provider.listing != "catalogue")


@EVERY
def test_calls_name_fields_and_kinds_that_exist(provider: Provider) -> None:
    for call in provider.calls:
        assert call.fields.keys() <= Record.__annotations__.keys()
        assert set(call.kinds.values()) <= set(KINDS)
        for expression in call.fields.get("kind", []):
            value, conditional, _ = expression.partition(" if ")
            assert value in KINDS or not conditional


@EVERY
def test_the_first_call_is_never_one_that_waits_for_another(provider: Provider) -> None:
    roles = [call.role for call in provider.calls]
    assert not roles or roles[0] == "all"


# The same spellings at run time

NOT_ROUTED = {
    "begins ids on a model hub, where it belongs to the name": (
        "mistralai", "moonshotai", "nvidia", "togethercomputer", "zhipuai", "alibaba", "amazon",
    ),
    "has several meanings before a slash": ("aws", "or", "litellm", "ai-gateway"),
    "is a server, which LiteLLM reaches by a prefix of another name": ("gpustack",),
}  # fmt: skip
ROUTED_ELSEWHERE = {
    "vllm": "LiteLLM's own `vllm/` loads the model into the process; a server is `hosted_vllm/`",
    "cohere_chat": "LiteLLM's second prefix for the same provider",
    "ollama_chat": "LiteLLM's second prefix for the same provider",
}
UNROUTED = {name for names in NOT_ROUTED.values() for name in names}


@EVERY
def test_every_prefix_is_one_that_routing_knows(provider: Provider) -> None:
    assert provider.prefix in PREFIXES
    assert route(f"{provider.prefix}/x").provider == provider.prefix


@EVERY
def test_every_spelling_routes_to_the_providers_prefix_or_says_why_not(provider: Provider) -> None:
    for name in (provider.id, *provider.aliases):
        found = route(f"{name}/x").provider
        if name in UNROUTED:
            assert found is None
        elif name in ROUTED_ELSEWHERE:
            assert found == name
        else:
            assert found == provider.prefix, name


def test_every_exception_is_still_a_spelling() -> None:
    written = {name for row in ROWS.values() for name in (row.id, *row.aliases)}
    assert written >= UNROUTED | ROUTED_ELSEWHERE.keys()


def test_every_spelling_that_routing_knows_names_the_same_provider() -> None:
    known = spellings(ROWS)
    by_prefix = {row.prefix: row.id for row in ROWS.values() if row.id != "gpustack"}
    for alias, prefix in PREFIX_ALIASES.items():
        if prefix in by_prefix:
            assert known.get(alias) == by_prefix[prefix], alias


# Naming providers


@EVERY
def test_a_provider_is_found_by_any_of_its_names_in_any_case(provider: Provider) -> None:
    own = () if provider.id == "gpustack" else (provider.prefix,)
    for name in (provider.id, provider.name, *provider.aliases, *own):
        for typed in (name, name.upper(), f" {name}/ "):
            assert chosen(ROWS, [typed]) == [provider]


def test_naming_nobody_means_everybody_and_naming_twice_means_once() -> None:
    assert chosen(ROWS, []) == list(ROWS.values())
    assert [row.id for row in chosen(ROWS, ["groq", "together_ai", "GROQ"])] == ["groq", "together"]


@given(st.text())
def test_a_name_nobody_has_is_a_usage_error_in_one_line(name: str) -> None:
    if name.strip().rstrip("/").lower() not in spellings(ROWS):
        with pytest.raises(UsageError) as error:
            chosen(ROWS, [name])
        assert str(error.value).isprintable()


def test_a_blank_key_is_none_and_the_first_that_is_set_counts() -> None:
    together = ROWS["together"]
    first, second, *_ = together.key_env
    assert key_of(together, {}) is None
    assert key_of(together, {first: " \n", second: ""}) is None
    assert key_of(together, {first: "", second: " key "}) == "key"
    assert key_of(together, {first: "one", second: "two"}) == "one"


# Configuration


def changed(tables: dict[str, Any], rows: dict[str, Provider] = ROWS) -> dict[str, Provider]:
    return configured(rows, tables)


def test_a_known_provider_is_changed_under_any_of_its_names() -> None:
    for name in ("together", "Together AI", "together_ai", "TOGETHERAI"):
        rows = changed({name: {"base_url": "http://127.0.0.1:9000", "key_env": "MY_KEY"}})
        assert rows.keys() == ROWS.keys()
        row = rows["together"]
        assert row.base_url == "http://127.0.0.1:9000/v1"
        assert (row.key_env, row.origin) == (("MY_KEY",), "configuration")
        assert row.calls == ROWS["together"].calls


def test_a_changed_provider_keeps_its_names() -> None:
    rows = changed({"together": {"base_url": "http://127.0.0.1:9000"}})
    assert spellings(rows) == spellings(ROWS)


def test_a_region_is_another_base_url() -> None:
    assert changed({"qwen": {"region": "cn"}})["qwen"].base_url == ROWS["qwen"].regions["cn"]


def test_a_provider_is_added_with_a_base_url_alone() -> None:
    corp = changed({"corp": {"base_url": "https://llm.corp.example/v1"}})["corp"]
    assert (corp.name, corp.prefix, corp.listing) == ("corp", "openai", "public")
    assert corp.base_url == "https://llm.corp.example/v1"
    assert [call.path for call in corp.calls] == ["/models"]


def test_an_added_provider_with_a_key_is_asked_with_it() -> None:
    table = {"base_url": "https://h", "key_env": "CORP_KEY", "litellm_prefix": "hosted_vllm"}
    corp = changed({"corp": table})["corp"]
    assert (corp.listing, corp.key_env, corp.prefix) == (
        "authenticated",
        ("CORP_KEY",),
        "hosted_vllm",
    )
    assert [call.path for call in corp.calls] == ["/v1/models", "/models"]


def test_an_added_provider_takes_no_name_from_another() -> None:
    rows = changed({"corp": {"base_url": "https://h", "litellm_prefix": "hosted_vllm",
                             "aliases": ["Groq", "Corp-LLM"]}})  # fmt: skip
    assert {**spellings(rows), **spellings(ROWS)} == spellings(rows)
    assert chosen(rows, ["corp-llm"])[0].id == "corp"


MISTAKES: list[dict[str, Any]] = [
    {"groq": "https://h"},
    {"groq": {"base_ulr": "https://h"}},
    {"groq": {"id": "openai"}},
    {"groq": {"origin": "here"}},
    {"groq": {"base_url": 7}},
    {"groq": {"base_url": "ftp://h"}},
    {"groq": {"key_env": 7}},
    {"groq": {"key_env": [7]}},
    {"groq": {"aliases": "g"}},
    {"groq": {"headers": {"X": 1}}},
    {"groq": {"litellm_prefix": 1}},
    {"groq": {"listing": "sometimes"}},
    {"groq": {"dialect": "german"}},
    {"groq": {"region": "cn"}},
    {"qwen": {"region": "moon"}},
    {"qwen": {"region": ["cn"]}},
    {"groq": {"calls": {}}},
    {"groq": {"calls": ["/models"]}},
    {"groq": {"calls": [{"paht": "/models"}]}},
    {"groq": {"calls": [{"path": "https://elsewhere.example/models"}]}},
    {"groq": {"calls": [{"public": "yes"}]}},
    {"groq": {"calls": [{"role": "main"}]}},
    {"groq": {"calls": [{"params": {"limit": 5}}]}},
    {"groq": {"calls": [{"fields": {"colour": "id"}}]}},
    {"groq": {"calls": [{"fields": {"name": 5}}]}},
    {"groq": {"calls": [{"fields": {"name": ["id", 5]}}]}},
    {"groq": {"calls": [{"kinds": {"llm": "talk"}}]}},
    {"groq": {"calls": [{"paging": {"param": "page"}}]}},
    {"groq": {"calls": [{"paging": {"number": "page", "size": "x", "total": "t"}}]}},
    {"groq": {"calls": [{"price_factor": 1}]}},
    {"groq": {"calls": [{"price_factor": "much"}]}},
    {"groq": {"calls": [{"price_factor": "-1"}]}},
    {"groq": {"calls": [{"price_factor": "NaN"}]}},
    {"corp": {}},
    {"corp": {"base_url": ""}},
    {"corp": {"base_url": 7}},
    {"corp": {"base_url": "https://h", "region": "cn"}},
    {"": {"base_url": "https://h"}},
    {"a\nb": {"base_url": "https://h"}},
    {"a\nb": 7},
    {"a b": {"base_url": "https://h"}},
]


@pytest.mark.parametrize("tables", MISTAKES, ids=str)
def test_a_mistake_is_told_in_one_line(tables: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError) as error:
        changed(tables)
    assert str(error.value).isprintable() and len(str(error.value)) < 500


settings = st.sampled_from([*PROVIDER_DEFAULTS, "region", "litellm_prefix", "nonsense"])
junk = st.recursive(
    st.text(max_size=5) | st.integers() | st.booleans() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*CALL_DEFAULTS, "cn", "name"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["groq", "qwen", "corp"]) | st.text(max_size=4),
                       junk | st.dictionaries(settings, junk, max_size=4), max_size=2))  # fmt: skip
def test_any_table_is_understood_or_refused_in_one_line(tables: dict[str, Any]) -> None:
    try:
        rows = changed(tables)
    except ConfigurationError as error:
        assert str(error).isprintable()
    else:
        assert rows.keys() >= ROWS.keys()
        assert all(row.id == name for name, row in rows.items())


# Base URLs from the environment


@pytest.mark.parametrize(
    ("provider", "name", "value", "base"),
    [
        ("openai", "OPENAI_BASE_URL", "http://127.0.0.1:9000/v1", "http://127.0.0.1:9000/v1"),
        ("openai", "OPENAI_BASE_URL", " http://127.0.0.1:9000 ", "http://127.0.0.1:9000/v1"),
        ("groq", "GROQ_API_BASE", "https://proxy", "https://proxy/openai/v1"),
        ("anthropic", "ANTHROPIC_BASE_URL", "https://gateway", "https://gateway/v1"),
        ("anthropic", "ANTHROPIC_BASE_URL", "https://gateway/v1/", "https://gateway/v1"),
        ("qwen", "DASHSCOPE_API_BASE", "https://dashscope.aliyuncs.com/api/v1",
         "https://dashscope.aliyuncs.com/compatible-mode/v1"),
        ("deepseek", "DEEPSEEK_API_BASE", "https://h/beta", "https://h"),
        ("ollama", "OLLAMA_HOST", "0.0.0.0", "http://127.0.0.1:11434"),
        ("ollama", "OLLAMA_HOST", "0.0.0.0:9", "http://127.0.0.1:9"),
        ("ollama", "OLLAMA_HOST", "http://0.0.0.0:11434", "http://127.0.0.1:11434"),
        ("ollama", "OLLAMA_HOST", "host", "http://host:11434"),
        ("ollama", "OLLAMA_HOST", "host:11434", "http://host:11434"),
        ("ollama", "OLLAMA_HOST", "host/proxy", "http://host:11434/proxy"),
        ("ollama", "OLLAMA_HOST", ":9", "http://127.0.0.1:9"),
        ("ollama", "OLLAMA_HOST", "http://h:1/v1", "http://h:1"),
        ("ollama", "OLLAMA_HOST", "[::1]", "http://[::1]:11434"),
        ("ollama", "OLLAMA_HOST", "::1", "http://[::1]:11434"),
        ("ollama", "OLLAMA_HOST", "[::]:9", "http://[::1]:9"),
        ("ollama", "OLLAMA_HOST", "https://ollama.corp", "https://ollama.corp"),
        ("lmstudio", "LM_STUDIO_API_BASE", "localhost", "http://localhost:1234/v1"),
        ("lmstudio", "LM_STUDIO_API_BASE", "http://h:1/api/v0", "http://h:1/v1"),
        ("vllm", "HOSTED_VLLM_API_BASE", "http://h:8000", "http://h:8000/v1"),
        ("litellm_proxy", "LITELLM_PROXY_API_BASE", "http://h:4000/v1", "http://h:4000"),
    ],
)  # fmt: skip
def test_the_environment_moves_a_provider(provider: str, name: str, value: str, base: str) -> None:
    rows = at_environment(ROWS, {name: value})
    assert (rows[provider].base_url, rows[provider].origin) == (base, "environment")
    assert [row for row in rows.values() if row.id != provider] == [
        row for row in ROWS.values() if row.id != provider
    ]


@pytest.mark.parametrize("environ", [{}, {"OPENAI_BASE_URL": ""}, {"OLLAMA_HOST": "  "}])
def test_nothing_set_changes_nothing(environ: dict[str, str]) -> None:
    assert at_environment(ROWS, environ) == ROWS


def test_the_first_variable_that_is_set_counts() -> None:
    environ = {"OPENAI_BASE_URL": " ", "OPENAI_API_BASE": "https://h"}
    assert at_environment(ROWS, environ)["openai"].base_url == "https://h/v1"


@pytest.mark.parametrize(
    "value", ["ftp://h", "http://h:port", "https://user:s3cret@h", "http://a b"]
)
def test_a_bad_address_in_the_environment_is_told_with_its_name(value: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^OPENAI_BASE_URL: ") as error:
        at_environment(ROWS, {"OPENAI_BASE_URL": value})
    assert "s3cret" not in str(error.value)


def test_the_configuration_counts_before_the_environment() -> None:
    moved = at_environment(ROWS, {"GROQ_API_BASE": "https://environment"})
    assert changed({"groq": {"base_url": "https://file"}}, moved)["groq"].base_url == (
        "https://file/openai/v1"
    )
    rows = changed({"groq": {"base_url": "https://file"}})
    assert at_environment(rows, {"GROQ_API_BASE": "https://environment"}) == rows


def test_a_server_elsewhere_without_a_key_is_public_and_one_on_this_machine_is_local() -> None:
    rows = changed(
        {"far": {"base_url": "https://llm.example/v1"}, "near": {"base_url": "127.0.0.1:9000"}}
    )
    assert (rows["far"].listing, rows["near"].listing) == ("public", "local")
    assert all(call.public for call in rows["far"].calls)


def test_a_key_pasted_where_its_variable_belongs_is_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigurationError) as error:
        changed({"corp": {"base_url": "https://llm.example", "key_env": "sk-canary-123456"}})
    assert "canary" not in str(error.value)


def test_an_unknown_setting_is_told_beside_those_that_can_be_written() -> None:
    with pytest.raises(ConfigurationError) as told:
        configured(ROWS, {"groq": {"base_ur": "https://h/v1"}})
    known = str(told.value).partition("known are ")[2].split(", ")
    assert {"base_url", "key_env", "litellm_prefix", "region"} <= set(known)
    assert not {"prefix", "origin", ""} & set(known)


@pytest.mark.parametrize("table", [{}, {"base_url": 3}, {"base_url": " "}])
def test_a_provider_of_ones_own_needs_a_url(table: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="provider corp: base_url must be a URL; it ends"):
        configured(ROWS, {"corp": table})
