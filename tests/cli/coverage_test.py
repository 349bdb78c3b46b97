"""Of how many models each fact is known."""

import json
from typing import Any

from commands import Run
from homes import Home
from servers import liar

from whichmodel.discovery.catalogue.coverage import Coverage


def covered(run: Run, *providers: str) -> list[dict[str, Any]]:
    ran = run("coverage", *providers, "--json")
    assert ran.code == 0
    assert "own lists" in ran.last or "the data from the catalogue of 2" in ran.last
    rows: list[dict[str, Any]] = json.loads(ran.out)["coverage"]
    return rows


def test_the_numbers_are_those_of_the_list(run: Run) -> None:
    (row,) = covered(run, "groq")
    assert tuple(row) == Coverage._fields
    listed = json.loads(run("list", "groq", "--kind", "all", "--status", "all", "--json").out)
    models = listed["models"]
    assert row["models"] == len(models)
    assert row["notices"] == sum(
        any(model["lifecycle"][key] for key in ("deprecated_on", "retires_on", "notice"))
        for model in models
    )
    assert row["context_window"] <= row["size"] <= row["chat"] <= row["models"]


def test_a_line_for_each_provider_with_shares(run: Run) -> None:
    (row,) = covered(run, "anthropic")
    titles, line = run("coverage", "anthropic").lines
    assert titles.startswith("provider")
    assert line.split()[:2] == ["anthropic", str(row["models"])]
    percent = row["context_window"] * 100 // row["chat"]
    assert f"{row['context_window']} ({percent} %)" in line


def test_every_provider_that_has_models_is_there_unless_some_are_named(run: Run) -> None:
    everybody = {row["provider"]: row["models"] for row in covered(run)}
    shown = [line.split()[0] for line in run("coverage").lines[1:]]
    assert shown == [provider for provider, models in everybody.items() if models]
    assert [row["provider"] for row in covered(run, "qwen", "groq")] == ["qwen", "groq"]


def test_what_a_provider_itself_states_counts(run: Run, home: Home, serve: Any) -> None:
    rows = [
        {"id": "acme/chat-1", "context_length": 4242, "pricing": {"prompt": "0.000009"}},
        {"id": "acme/chat-2"},
    ]
    home.at(openrouter=serve(liar.answer({"data": rows})).origin + "/v1")
    assert run("refresh", "openrouter").code == 0
    (row,) = covered(run, "openrouter")
    assert (row["models"], row["chat"]) == (2, 2)
    assert (row["context_window"], row["price"]) == (1, 1)


def test_an_unknown_provider_is_a_usage_error(run: Run) -> None:
    assert run("coverage", "nobody").code == 2
