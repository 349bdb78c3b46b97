"""What was meant, as a person and as a program read it; never an error."""

import json
import re
from typing import Any

import pytest
from commands import Run
from homes import Home
from servers import liar

ROW = ["id", "provider", "model", "score", "reason"]


def document(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run("suggest", *arguments, "--json")
    assert ran.code == 0
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_json_has_exactly_the_keys_of_the_contract(run: Run) -> None:
    found = document(run, "claude-4.5-sonnet", "--provider", "anthropic")
    assert list(found) == ["schema", "query", "suggestions"]
    assert (found["schema"], found["query"]) == (1, "claude-4.5-sonnet")
    assert [list(row) for row in found["suggestions"]] == [ROW] * len(found["suggestions"])
    scores = [row["score"] for row in found["suggestions"]]
    assert found["suggestions"][0]["id"] == "anthropic/claude-sonnet-4-5"
    assert all(0 < score <= 1 for score in scores)


def test_a_retired_model_is_named_with_its_replacement_whatever_the_own_list_has(
    run: Run, home: Home, serve: Any
) -> None:
    listed = liar.listed("openai/gpt-oss-120b", "llama-3.1-8b-instant")
    home.at(groq=serve(listed).origin + "/v1")
    run("refresh", "groq")
    found = run("suggest", "groq/llama-3.1-70b-versatile").lines
    assert found[0].endswith("as it was typed; retired 2025-01-24")
    assert found[1].endswith("replaces llama-3.1-70b-versatile; retired 2026-08-16")
    # What replaces the replacement is the first that still answers.
    assert found[2].split()[0] == "groq/openai/gpt-oss-120b"
    assert found[2].endswith("replaces llama-3.3-70b-versatile")
    assert "retired on 2025-01-24" in run("show", "groq/llama-3.1-70b-versatile").out


def test_a_line_tells_the_id_how_likely_it_is_and_why(run: Run) -> None:
    ran = run("suggest", "gemini-3.6-flahs", "--provider", "gemini")
    assert ran.code == 0
    assert ran.lines[0].split()[0] == "gemini/gemini-3.6-flash"
    assert "flash for flahs" in ran.lines[0]
    assert "%" in ran.lines[0]


@pytest.mark.parametrize(
    "string", ["acme/llama-3.1-8b-support-v2", "", " ", "\x1b[31m", "x" * 10_000]
)
def test_nothing_close_is_no_error(run: Run, string: str) -> None:
    assert document(run, string)["suggestions"] == []
    ran = run("suggest", string)
    assert (ran.code, ran.out) == (0, "")
    assert ran.last.startswith("whichmodel: nothing that is known comes close; catalogue of 20")


def test_it_says_whose_lists_it_read_and_how_old_they_are(run: Run, home: Home, serve: Any) -> None:
    ran = run("suggest", "gpt5-mini", "--provider", "openai")
    assert re.fullmatch(r"whichmodel: the data from the catalogue of \d{4}-\d\d-\d\d\n", ran.err)
    home.at(groq=serve(liar.listed("openai/gpt-oss-120b")).origin + "/v1")
    run("refresh", "groq")
    ran = run("suggest", "groq/gpt-oss-120", "--limit", "1")
    assert re.fullmatch(r"whichmodel: 1 from providers' own lists, the oldest \d+ s old\n", ran.err)


def test_ids_are_bare_and_as_many_as_wanted(run: Run) -> None:
    ran = run("suggest", "gpt5-mini", "--provider", "openai", "--format", "ids", "--limit", "1")
    assert (ran.code, ran.out) == (0, "openai/gpt-5-mini\n")


def test_an_unknown_provider_is_said_and_no_error(run: Run) -> None:
    ran = run("suggest", "gpt-5", "--provider", "nobody")
    assert (ran.code, ran.out) == (0, "")
    assert "no provider is called 'nobody'" in ran.last


@pytest.mark.parametrize("limit", ["0", "x", "-1"])
def test_a_limit_is_a_whole_number_from_1(run: Run, limit: str) -> None:
    assert run("suggest", "gpt", "--limit", limit).code == 2
