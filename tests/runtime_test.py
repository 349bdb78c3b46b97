"""A model string and messages in, LiteLLM's response out, with nothing changed on the way."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from types import ModuleType
from typing import Any

import pytest

from whichmodel.runtime import acomplete, astream, complete, stream

MESSAGES = [{"role": "user", "content": "Hello"}]


async def pieces(answer: str) -> AsyncIterator[str]:
    for word in answer.split():
        yield word


class FakeLiteLLM(ModuleType):
    """Stands where LiteLLM would be imported from and keeps every call."""

    def __init__(self) -> None:
        super().__init__("litellm")
        self.calls: list[dict[str, Any]] = []
        self.error: Exception | None = None

    def completion(self, **call: Any) -> str:
        self.calls.append(call)
        if self.error is not None:
            raise self.error
        return "an answer"

    async def acompletion(self, **call: Any) -> Any:
        answer = self.completion(**call)
        return pieces(answer) if call.get("stream") else answer


@pytest.fixture(autouse=True)
def cost_map_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    # Set first, so that monkeypatch takes away at the end what the code under test has set.
    monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", "")
    monkeypatch.delenv("LITELLM_LOCAL_MODEL_COST_MAP")


@pytest.fixture
def litellm(monkeypatch: pytest.MonkeyPatch) -> FakeLiteLLM:
    fake = FakeLiteLLM()
    monkeypatch.setitem(sys.modules, "litellm", fake)
    return fake


def complete_async(model: str, messages: list[Any], **options: Any) -> Any:
    return asyncio.run(acomplete(model, messages, **options))


async def streamed(model: str, messages: list[Any], **options: Any) -> list[Any]:
    return [chunk async for chunk in astream(model, messages, **options)]


both = pytest.mark.parametrize("call", [complete, complete_async])


@both
@pytest.mark.parametrize(
    ("model", "handed"),
    [
        ("groq/x", "groq/x"),
        ("together/x", "together_ai/x"),
        ("claude-sonnet-9", "anthropic/claude-sonnet-9"),
        ("nobody/x", "nobody/x"),
        ("released-this-minute", "released-this-minute"),
    ],
)
def test_litellm_gets_the_routed_string(
    litellm: FakeLiteLLM, call: Any, model: str, handed: str
) -> None:
    assert call(model, MESSAGES) == "an answer"
    assert litellm.calls == [{"model": handed, "messages": MESSAGES}]


@both
def test_options_are_passed_on_as_they_are(litellm: FakeLiteLLM, call: Any) -> None:
    options = {"api_base": "http://127.0.0.1:1/v1", "api_key": "k", "temperature": 0, "new": [1]}
    call("openai/x", MESSAGES, **options)
    assert litellm.calls == [{"model": "openai/x", "messages": MESSAGES, **options}]


@both
@pytest.mark.parametrize("model", ["claude-sonnet-9", "qwen/qwen3-32b", "groq/x"])
def test_a_caller_who_names_the_provider_gets_the_string_through_untouched(
    litellm: FakeLiteLLM, call: Any, model: str
) -> None:
    call(model, MESSAGES, custom_llm_provider="openai")
    assert litellm.calls[0]["model"] == model


@both
def test_an_error_of_litellm_passes_through(litellm: FakeLiteLLM, call: Any) -> None:
    litellm.error = LookupError("theirs")
    with pytest.raises(LookupError) as caught:
        call("groq/x", MESSAGES)
    assert caught.value is litellm.error


@both
def test_an_empty_string_is_refused_before_litellm_is_asked(
    litellm: FakeLiteLLM, call: Any
) -> None:
    with pytest.raises(ValueError, match="the model string is empty"):
        call("", MESSAGES)
    assert litellm.calls == []


@both
def test_without_litellm_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, call: Any
) -> None:
    monkeypatch.setitem(sys.modules, "litellm", None)
    with pytest.raises(ImportError) as caught:
        call("groq/x", MESSAGES)
    assert str(caught.value) == "calling a model needs LiteLLM: pip install 'whichmodel[run]'"


def test_a_litellm_that_is_broken_says_so_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "litellm.py").write_text("import no_such_module_of_litellm\n")
    monkeypatch.delitem(sys.modules, "litellm", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_module_of_litellm"):
        complete("groq/x", MESSAGES)


@pytest.mark.usefixtures("litellm")
@pytest.mark.parametrize(("before", "after"), [(None, "True"), ("False", "False")])
def test_litellm_is_told_to_fetch_no_prices_unless_somebody_decided(
    monkeypatch: pytest.MonkeyPatch, before: str | None, after: str
) -> None:
    if before is not None:
        monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", before)
    complete("groq/x", MESSAGES)
    assert os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] == after


def test_a_stream_is_litellms_own(litellm: FakeLiteLLM) -> None:
    assert stream("together/x", MESSAGES, temperature=0) == "an answer"
    handed = {"model": "together_ai/x", "messages": MESSAGES, "temperature": 0, "stream": True}
    assert litellm.calls == [handed]


def test_an_async_stream_yields_litellms_chunks(litellm: FakeLiteLLM) -> None:
    assert asyncio.run(streamed("together/x", MESSAGES)) == ["an", "answer"]
    handed = {"model": "together_ai/x", "messages": MESSAGES, "stream": True}
    assert litellm.calls == [handed]


@both
@pytest.mark.parametrize(
    ("model", "status", "notes"),
    [
        ("groq/x", 404, ["`whichmodel suggest groq/x` tells what may have been meant"]),
        (
            "nobody/x",
            400,
            ["no rule knows a provider in 'nobody/x': begin the string with one, as in groq/MODEL"],
        ),
        ("groq/x", 400, []),
        ("groq/x", 429, []),
        ("groq/x", None, []),
    ],
)
def test_an_error_carries_one_line_of_advice_at_most(
    litellm: FakeLiteLLM, call: Any, model: str, status: int | None, notes: list[str]
) -> None:
    litellm.error = LookupError("theirs")
    litellm.error.status_code = status  # type: ignore[attr-defined]
    with pytest.raises(LookupError) as caught:
        call(model, MESSAGES)
    assert getattr(caught.value, "__notes__", []) == notes
