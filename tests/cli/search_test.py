"""One ranked search, in every format, with filters as words and as options."""

import json
from typing import Any

import pytest
from commands import Run
from homes import Home
from servers import liar

from whichmodel.cli.output import FORMATS


def document(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run("search", *arguments, "--json")
    assert ran.code == 0
    found: dict[str, Any] = json.loads(ran.out)
    return found


def ids(run: Run, *arguments: str) -> list[str]:
    return run("search", *arguments, "--format", "ids").lines


def test_json_is_the_envelope_in_ranked_order_with_the_reasons_beside(run: Run) -> None:
    found = document(run, "sonet", "4.5")
    assert list(found) == ["schema", "generated_at", "providers", "models", "matches"]
    assert [row["id"] for row in found["models"]] == [row["id"] for row in found["matches"]]
    assert "sonnet for sonet" in found["matches"][0]["reasons"]
    assert {row["provider"] for row in found["models"]} == {row["id"] for row in found["providers"]}
    listed = json.loads(run("list", "anthropic", "--json").out)["models"][0]
    assert list(found["models"][0]) == list(listed)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_the_first_hit(run: Run, form: str) -> None:
    ran = run("search", "kimi", "k2", "groq", "--format", form)
    assert ran.code == 0
    assert "groq/moonshotai/kimi-k2-instruct" in ran.out
    assert "models" in ran.last


def test_the_age_of_the_own_list_that_answered_is_told(run: Run, home: Home, serve: Any) -> None:
    home.at(groq=serve(liar.listed("qqqqqqqq-7b")).origin + "/v1")
    run("refresh", "groq")
    assert run("search", "qqqqqqqq-7b").last == (
        "whichmodel: 1 model; 1 from providers' own lists, the oldest 0 s old"
    )


def test_why_stands_beneath_each_model(run: Run) -> None:
    ran = run("search", "kimi", "k2", "groq", "--why", "--limit", "2")
    assert ran.lines[1].strip().startswith("has kimi, k2; at groq")
    assert len(ran.lines) == 4


def test_options_filter_as_words_do(run: Run) -> None:
    words = ids(run, "deepseek", ">128k", "<$1", "tools", "--limit", "50")
    options = ids(
        run, "deepseek", "--min-context", "128k", "--max-price", "1", "--tools", "--limit", "50"
    )
    assert set(options) == set(words) != set()
    assert ids(run, "kimi", "--provider", "groq") == ids(run, "kimi", "provider:groq")


def test_nothing_found_is_no_error(run: Run) -> None:
    ran = run("search", "qqqqqqqq")
    assert (ran.code, ran.out) == (0, "")
    assert ran.last.startswith("whichmodel: 0 models: nothing known fits; catalogue of 2")
    assert document(run, "qqqqqqqq")["models"] == []


def test_an_unknown_provider_is_a_usage_error(run: Run) -> None:
    assert run("search", "gpt", "--provider", "nobody").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("kimi provider:nosuch", "no provider is called 'nosuch': `whichmodel providers` names"),
        ("kimi kind:nosuch", "no kind is called 'nosuch': choose from chat, "),
        ("kimi status:nosuch", "no status is called 'nosuch': choose from all, active, "),
        (" ", "the words are empty: say what to search for"),
    ],
)
def test_a_filter_that_names_nothing_and_no_words_are_refused(
    run: Run, words: str, said: str
) -> None:
    ran = run("search", *words.split(" ", 1))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.last


def test_where_the_limit_may_hide_some_it_says_so(run: Run) -> None:
    assert run("search", "llama", "--limit", "1").last.startswith(
        "whichmodel: the first 1 model (--limit shows more); the data from the catalogue of 2"
    )
