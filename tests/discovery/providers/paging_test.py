"""Lists longer than a page arrive whole, with as few requests as the provider allows."""

import pytest
from servers.loopback import Answer, Asked, Reply, as_json, serving
from servers.providers import at, key_for, speaking
from servers.reading import fetched, models, read

PAGES = [
    # provider, rows more than it has anyway, how many there are then, requests
    ("openrouter", 1200, 1250, 1),
    ("anthropic", 2100, 2145, 3),
    ("qwen", 500, 738, 4),
    ("gemini", 2100, 2166, 3),
    ("cohere", 2100, 2143, 3),
    ("fireworks", 400, 462, 1 + 3),
    ("vertex", 200, 323, 4),
    ("bedrock", 1100, 15 + 1100 + 32 + 1100, 1 + 2),
    ("gpustack", 300, 422, 5),
]


@pytest.mark.parametrize(("provider", "more", "count", "requests"), PAGES)
def test_all_pages_are_read(provider: str, more: int, count: int, requests: int) -> None:
    with speaking(provider, more) as server:
        found = models(server, provider)
        assert len(found) == len(set(found)) == count
        assert len(server.requests) == requests


def test_a_later_page_that_fails_leaves_a_partial_answer_with_its_reason() -> None:
    with speaking("cohere", 2100) as server:
        whole = server.answer

        def failing(asked: Asked) -> Reply:
            return (
                as_json({"message": "oops"}, 500) if "page_token" in asked.query else whole(asked)
            )

        server.answer = failing
        answer = read(server, "cohere")
    assert len(answer.records or []) == 1000
    assert answer.problem is not None
    assert answer.problem.status == "unreachable"


def test_a_server_that_repeats_its_cursor_is_not_followed_in_circles() -> None:
    with serving(repeating) as server:
        answer = fetched(at(server, "cohere"), key_for("cohere"))
        assert len(server.requests) == 2
    assert answer.problem is not None
    assert answer.problem.status == "partial"
    assert [record["model"] for record in answer.records or []] == ["acme"]


repeating: Answer = lambda asked: as_json(  # noqa: E731
    {"models": [{"name": "acme", "endpoints": ["chat"]}], "next_page_token": "again"}
)


def test_a_cursor_that_never_ends_is_given_up() -> None:
    def endless(asked: Asked) -> Reply:
        number = int(asked.query.get("page_token", "0"))
        row = {"name": f"acme-{number}", "endpoints": ["chat"]}
        return as_json({"models": [row], "next_page_token": str(number + 1)})

    with serving(endless) as server:
        answer = fetched(at(server, "cohere"), key_for("cohere"))
        assert len(server.requests) <= 101
    assert answer.problem is not None
    assert answer.problem.status == "too_large"


def test_openrouter_is_asked_for_models_that_answer_with_anything() -> None:
    with speaking("openrouter") as server:
        found = models(server, "openrouter")
        text_only = server.answer(Asked("GET", "", "/api/v1/models", {}, {})).body
    assert "acme/painter" in found
    assert b"acme/painter" not in text_only


def test_nebius_is_asked_for_rich_rows() -> None:
    with speaking("nebius") as server:
        read(server, "nebius")
        assert server.requests[0].query == {"verbose": "true"}


def test_fireworks_is_asked_for_what_runs_without_a_deployment() -> None:
    with speaking("fireworks") as server:
        found = models(server, "fireworks")
    assert not [model for model in found if "dedicated-only" in model]
