"""What a refusal becomes, and that a key goes where it belongs and nowhere else."""

import time

import pytest
from servers.loopback import Asked
from servers.providers import ANSWERS, ROWS, at, key_for, speaking
from servers.reading import fetched, read

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.fetch import Connection
from whichmodel.discovery.providers.openai import ask
from whichmodel.discovery.wire import Cursor

WRONG = "wrong-canary-77aa01c2"
HEADERS = {"anthropic": "x-api-key", "gemini": "x-goog-api-key", "azure": "api-key"}

KEYED = [name for name, row in ROWS.items() if row.calls and row.listing == "authenticated"]
PUBLIC = [name for name, row in ROWS.items() if row.listing == "public"]
LOCAL = [name for name, row in ROWS.items() if row.listing == "local"]

SAID = {
    "openai": "HTTP 401: invalid_api_key Incorrect API key provided",
    "anthropic": "HTTP 401: API key is invalid.",
    "groq": "HTTP 401: invalid_api_key Invalid API Key",
    "together": "HTTP 401: Unauthorized",
    "cerebras": "HTTP 401: wrong_api_key Wrong API Key",
    "qwen": "HTTP 401: InvalidApiKey Invalid API-key provided.",
    "moonshot": "HTTP 401: Invalid Authentication",
    "gemini": "HTTP 400: API key not valid. Please pass a valid API key.",
    "mistral": "HTTP 401: Invalid API Key",
    "xai": "HTTP 400: invalid-argument Incorrect API key provided.",
    "fireworks": "HTTP 401: UNAUTHORIZED The API key you provided is invalid.",
    "perplexity": "HTTP 401: Invalid API key provided.",
    "cohere": "HTTP 401: invalid api token",
    "minimax": "HTTP 401: login fail: bad key (1004)",
    "azure": "HTTP 401: 401 Access denied due to invalid subscription key",
    "zai": "HTTP 401: 1001 Header is missing Authorization",
    "bedrock": "HTTP 403: The security token included in the request is invalid.",
}


@pytest.mark.parametrize("provider", KEYED)
def test_a_wrong_key_is_a_refusal_in_the_provider_s_words(provider: str) -> None:
    with speaking(provider) as server:
        answer = read(server, provider, WRONG)
    assert answer.problem is not None
    assert answer.problem.status == "auth_failed"
    assert answer.problem.detail.startswith(SAID.get(provider, "HTTP 401: "))
    assert not answer.records


@pytest.mark.parametrize("provider", KEYED)
def test_after_a_refusal_no_other_path_lists_models(provider: str) -> None:
    """A fallback is tried with the same key, and is refused as well."""
    with speaking(provider) as server:
        read(server, provider, WRONG)
        assert 1 <= len(server.requests) <= len(ROWS[provider].calls)


@pytest.mark.parametrize("provider", KEYED)
def test_without_a_key_nobody_is_asked(provider: str) -> None:
    with speaking(provider) as server:
        read(server, provider, None)
        assert server.requests == []


@pytest.mark.parametrize("provider", PUBLIC)
def test_a_public_list_is_read_without_a_key(provider: str) -> None:
    with speaking(provider) as server:
        answer = read(server, provider, None)
        assert answer.problem is None
        assert answer.records
        assert [keys_in(asked) for asked in server.requests] == [[]]


@pytest.mark.parametrize("provider", PUBLIC)
def test_a_public_call_carries_no_key_even_where_there_is_one(provider: str) -> None:
    """DeepInfra, for one, refuses a wrong key for the list that it shows to everybody."""
    public = [call for call in ROWS[provider].calls if call.public]
    with speaking(provider) as server:
        answer = read(server, provider, key_for(provider))
        assert answer.problem is None
        assert [keys_in(asked) for asked in server.requests[: len(public)]] == [[]] * len(public)


@pytest.mark.parametrize("provider", LOCAL)
def test_a_server_of_one_s_own_is_asked_without_a_key(provider: str) -> None:
    with speaking(provider) as server:
        read(server, provider, None)
        assert server.requests
        assert all(keys_in(asked) == [] for asked in server.requests)


def keys_in(asked: Asked) -> list[str]:
    """Headers that hold a key, or could."""
    carriers = ("authorization", "x-api-key", "x-goog-api-key", "api-key", "cookie")
    return [name for name in asked.headers if name in carriers]


@pytest.mark.parametrize("provider", ANSWERS)
def test_a_key_goes_in_its_header_and_never_in_a_url(provider: str) -> None:
    key = key_for(provider)
    carrier = HEADERS.get(provider, "authorization")
    expected = key if provider in HEADERS else f"Bearer {key}"
    with speaking(provider) as server:
        read(server, provider)
        asked = list(server.requests)
    for request in asked:
        assert key not in request.target
        carried = {name: value for name, value in request.headers.items() if key in value}
        assert carried in ({}, {carrier: expected})
    assert any(carrier in request.headers for request in asked) == (provider not in keyless())


def keyless() -> set[str]:
    """Providers all of whose calls are open."""
    return {name for name, row in ROWS.items() if row.calls and all(c.public for c in row.calls)}


def test_anthropic_is_told_which_version_of_its_api_is_meant() -> None:
    with speaking("anthropic") as server:
        read(server, "anthropic")
        assert [asked.headers["anthropic-version"] for asked in server.requests] == ["2023-06-01"]


@pytest.mark.parametrize("provider", ANSWERS)
def test_all_are_asked_politely(provider: str) -> None:
    with speaking(provider) as server:
        read(server, provider)
        for asked in server.requests:
            assert asked.method == "GET"
            assert asked.headers["accept"] == "application/json"
            assert asked.headers["user-agent"].startswith("whichmodel")


def test_a_key_that_the_server_repeats_is_not_repeated() -> None:
    """OpenAI quotes the key in its refusal; the connection strikes it out when told the key."""
    with speaking("openai") as server:
        request = ask(at(server, "openai"), WRONG, Cursor(0))
        with pytest.raises(ListingProblem) as caught:
            Connection().get(request, time.monotonic() + 60, {}, WRONG)
    assert "Incorrect API key provided" in caught.value.detail
    assert WRONG not in caught.value.detail


def test_a_base_url_that_leads_nowhere_is_unsupported() -> None:
    """What each says to an unknown path: JSON, HTML, plain text, or nothing at all."""
    for provider in (
        "openai",
        "groq",
        "together",
        "cerebras",
        "gemini",
        "mistral",
        "xai",
        "novita",
    ):
        with speaking(provider) as server:
            row = at(server, provider)
            lost = row._replace(base_url=server.origin + "/elsewhere")
            calls = tuple(call._replace(path="/nothing") for call in row.calls[:1])
            answer = fetched(lost._replace(calls=calls), key_for(provider))
        assert answer.problem is not None, provider
        assert answer.problem.status == "unsupported", provider


def test_lm_studio_s_unknown_path_is_an_error_though_it_answers_200() -> None:
    with speaking("lmstudio") as server:
        row = at(server, "lmstudio")
        lost = row._replace(calls=(row.calls[2]._replace(path="/nothing"),))
        answer = fetched(lost, None)
    assert answer.problem is not None
    assert answer.problem.status == "unsupported"
