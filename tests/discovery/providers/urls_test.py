"""However people write a base URL, it ends where the paths of a listing begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.errors import ConfigurationError
from whichmodel.discovery.providers.rows import provider_row
from whichmodel.discovery.providers.urls import (
    ENDPOINTS,
    base_url,
    is_loopback,
    open_endpoint,
    origin,
    trimmed,
)

hosts = st.sampled_from(
    ["h", "llm.corp.example", "127.0.0.1", "[::1]", "h:8000", "[::1]:1", "localhost:11434"]
)
schemes = st.sampled_from(["http://", "https://"])
paths = st.sampled_from(["", "/v1", "/openai/v1", "/api/paas/v4", "/proxy"])
bases = st.builds("{}{}{}".format, schemes, hosts, paths)
endings = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "/"]),
    st.just("") | st.sampled_from([endpoint.lstrip("/") for endpoint in ENDPOINTS]),
    st.sampled_from(["", "/", "//", "?key=1", "/?a=b", "#top"]),
)


@given(bases, endings)
def test_what_people_paste_behind_a_base_url_is_cut_off(base: str, ending: str) -> None:
    pasted = base + ending if ending[:1] in ("", "/", "?", "#") else f"{base}/{ending}"
    assert trimmed(pasted) == base
    assert trimmed(f"  {pasted} ") == base
    assert open_endpoint(pasted) == open_endpoint(base)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://h/v1", ["http://h/v1/models"]),
        ("https://h/proxy/v1/models", ["https://h/proxy/v1/models"]),
        ("http://h:8000", ["http://h:8000/v1/models", "http://h:8000/models"]),
        ("localhost:8000", ["http://localhost:8000/v1/models", "http://localhost:8000/models"]),
        ("https://h/api/v4", ["https://h/api/v4/models", "https://h/api/v4/v1/models"]),
        ("http://[::1]:80/v1/chat/completions", ["http://[::1]:80/v1/models"]),
    ],
)
def test_any_server_is_asked_with_and_without_v1_the_likely_path_first(
    written: str, asked: list[str]
) -> None:
    base, calls = open_endpoint(written)
    assert [base + call["path"] for call in calls] == asked
    assert [call.get("role", "all") for call in calls] == ["all", "fallback"][: len(calls)]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "ftp://h/v1",
        "file:///etc/passwd",
        "http://",
        "http:///v1",
        "http://h:0",
        "http://h:99999",
        "http://h:port",
        "http://[::1",
        "http://h h/v1",
        "http://h/\x00",
        "http://h/a\nb",
        "http://h\u202e/",
    ],
)
def test_what_is_no_url_is_refused_in_one_line(written: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        trimmed(written)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "written",
    [
        "https://user:s3cret@h/v1",
        "https://s3cret@h",
        "user:s3cret@h:80",
        "ftp://user:s3cret@h",
        "https://user:s3cret/x@h/v1",
        "https://user:s3cret@h:port",
        "https://user:s3cret@[::1",
        "ftp://h/?key=s3cret",
        "https://h:port?key=s3cret",
    ],
)
def test_a_secret_in_a_url_is_refused_and_never_repeated(written: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        trimmed(written)
    assert "s3cret" not in str(error.value)


@given(st.text())
def test_any_text_is_a_url_or_a_mistake_told_in_one_line(written: str) -> None:
    try:
        base = trimmed(written)
    except ConfigurationError as error:
        assert str(error).isprintable()
    else:
        assert base.startswith(("http://", "https://"))
        assert not base.endswith("/") and "?" not in base and "#" not in base


# Other base URLs for known providers

KNOWN = {
    "openai": {"base_url": "https://api.openai.com/v1"},
    "groq": {"base_url": "https://api.groq.com/openai/v1"},
    "anthropic": {"base_url": "https://api.anthropic.com/v1"},
    "qwen": {
        "base_url": "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        "trim": ["/api/v1"],
    },
    "ollama": {"base_url": "http://localhost:11434", "trim": ["/v1", "/api"]},
}


@pytest.mark.parametrize(
    ("provider", "written", "base"),
    [
        ("openai", "http://127.0.0.1:9000/v1", "http://127.0.0.1:9000/v1"),
        ("openai", "http://127.0.0.1:9000", "http://127.0.0.1:9000/v1"),
        ("openai", "https://proxy/openai", "https://proxy/openai"),
        ("groq", "https://proxy/", "https://proxy/openai/v1"),
        ("groq", "https://proxy/openai/v1/models", "https://proxy/openai/v1"),
        ("anthropic", "https://gateway.example", "https://gateway.example/v1"),
        ("anthropic", "https://gateway.example/anthropic/v1/messages",
         "https://gateway.example/anthropic/v1"),
        ("qwen", "https://dashscope.aliyuncs.com/api/v1",
         "https://dashscope.aliyuncs.com/compatible-mode/v1"),
        ("qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1",
         "https://dashscope.aliyuncs.com/compatible-mode/v1"),
        ("ollama", "http://h:1/v1", "http://h:1"),
        ("ollama", "http://h:1/api/", "http://h:1"),
        ("ollama", "h:1", "http://h:1"),
    ],
)  # fmt: skip
def test_a_known_provider_may_stand_elsewhere(provider: str, written: str, base: str) -> None:
    row = provider_row(provider, KNOWN[provider])
    assert base_url(row, written) == base
    assert base_url(row, base) == base


@pytest.mark.parametrize("provider", KNOWN)
def test_a_providers_own_base_url_stays_as_it_is(provider: str) -> None:
    row = provider_row(provider, KNOWN[provider])
    assert base_url(row, row.base_url) == row.base_url


# Where a key may go


@pytest.mark.parametrize(
    "url",
    ["http://localhost", "http://LOCALHOST:1", "http://127.0.0.1/v1", "http://127.9.9.9:80",
     "http://[::1]:8000", "http://x.localhost"],
)  # fmt: skip
def test_this_machine(url: str) -> None:
    assert is_loopback(url)


@pytest.mark.parametrize(
    "url",
    ["http://127.evil.example", "http://127.0.0.1.evil.example", "http://localhost.evil.example",
     "http://10.0.0.1", "http://[::2]", "http://example.com/127.0.0.1", "http://notlocalhost",
     "http://0.0.0.0"],
)  # fmt: skip
def test_another_machine(url: str) -> None:
    assert not is_loopback(url)


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://H.example/v1", ("https", "h.example", 443)),
        ("http://h", ("http", "h", 80)),
        ("http://[::1]:8080/x", ("http", "::1", 8080)),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, parts: tuple[str, str, int]) -> None:
    assert origin(url) == parts
