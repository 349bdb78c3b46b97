"""Who is asked behind the list, and what comes of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from homes import PATIENCE, Home
from picker.lists import names, opened
from servers import liar
from servers.liar import Liar, Script, lying

from whichmodel.discovery.model import Catalogue
from whichmodel.discovery.providers import chosen
from whichmodel.picker.items import Items, collected
from whichmodel.picker.refreshing import FRESH, Change, Wish, outdated, refreshing, summary


@pytest.fixture
def serve() -> Iterator[Callable[[Script], Liar]]:
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(lying({"/v1/models": script}))


def listed(known: Catalogue) -> Items:
    """What `pick` shows by default: not what is retired."""
    models = [model for model in known.models if model.lifecycle.status != "retired"]
    return collected(known._replace(models=tuple(models)))


def news_of(home: Home, *providers: str) -> tuple[list[str], list[str]]:
    """What is told while they are asked, and the rows in the end."""
    changes: list[Change] = []
    refreshing(Wish(home.environ, list(providers), listed, PATIENCE), changes.append)
    state, told = opened(), [""]
    for change in changes:
        state = change(state)
        told += [state.news] if state.news != told[-1] else []
    return told[1:], names(state)


def test_answers_become_news_and_a_newer_list(home: Home, serve: Any) -> None:
    home.at(groq=serve(liar.listed("llama-9", "qwen-9")).origin + "/v1")
    told, rows = news_of(home, "groq")
    assert told == ["asking 1 provider…", "asked 1 of 1 providers", "1 provider answered"]
    # What was highlighted in the old list is still there.
    assert rows == ["groq", "groq/llama-4", "groq/llama-9", "groq/qwen-9"]


def test_who_does_not_answer_is_named(home: Home, serve: Any) -> None:
    answering, failing = serve(liar.listed("llama-9")), serve(liar.answer("oops", 500))
    home.at(groq=answering.origin + "/v1", cerebras=failing.origin + "/v1")
    told, _ = news_of(home, "groq", "cerebras")
    assert told[-1] == "1 provider answered; not cerebras"
    assert summary(3, ["a", "b"]) == "1 provider answered; not a, b"


def test_a_list_that_is_fresh_is_not_asked_for_again(home: Home, serve: Any) -> None:
    server = serve(liar.listed("llama-9"))
    home.at(groq=server.origin + "/v1")
    home.ask("groq")
    for hours, due in ((0, []), (FRESH / 3600 - 0.01, []), (FRESH / 3600, ["groq"])):
        known = home.world(hours)
        found = outdated(known, chosen(known.providers, ["groq"]))
        assert [provider.id for provider in found] == due


def test_offline_is_told_and_nothing_else_happens(home: Home) -> None:
    home.environ["WHICHMODEL_OFFLINE"] = "1"
    told, _ = news_of(home, "groq")
    assert told[-1] == "WHICHMODEL_OFFLINE is set: nobody was asked"
