"""One model under any of its names, and who says what of it."""

import json
from typing import Any

import pytest
from commands import Run
from homes import Home
from servers import liar

GPT = "openai/gpt-oss-120b"


def shown(run: Run, name: str) -> list[dict[str, Any]]:
    ran = run("show", name, "--json")
    assert (ran.code, ran.err) == (0, "")
    models: list[dict[str, Any]] = json.loads(ran.out)["models"]
    return models


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (f"groq/{GPT}", f"groq/{GPT}"),
        (f"Groq/{GPT}", f"groq/{GPT}"),
        (f"together/{GPT}", f"together_ai/{GPT}"),
        (f"together_ai/{GPT}", f"together_ai/{GPT}"),
        (f"Together AI/{GPT}", f"together_ai/{GPT}"),
        ("kimi/kimi-k2.6", "moonshot/kimi-k2.6"),
        ("moonshot/kimi-k2.6", "moonshot/kimi-k2.6"),
        ("google/gemini-2.5-flash", "gemini/gemini-2.5-flash"),
    ],
)
def test_a_model_by_its_id_under_any_spelling_of_the_prefix(
    run: Run, typed: str, found: str
) -> None:
    assert [model["id"] for model in shown(run, typed)] == [found]


def test_a_bare_name_shows_every_provider_that_lists_it(run: Run) -> None:
    offers = [model["id"] for model in shown(run, "gpt-oss-120b")]
    listed = json.loads(run("list", "--kind", "all", "--status", "all", "--json").out)["models"]
    assert offers == [model["id"] for model in listed if model["model"] == "gpt-oss-120b"]
    assert len(offers) > 2


def test_what_looks_like_a_prefix_may_be_part_of_the_name(run: Run) -> None:
    offers = [model["id"] for model in shown(run, GPT)]
    assert {f"groq/{GPT}", f"openrouter/{GPT}", "cerebras/gpt-oss-120b"} <= set(offers)


def test_other_offers_are_compared(run: Run) -> None:
    first, *others = (model["id"] for model in shown(run, GPT))
    lines = run("show", GPT).lines
    assert lines[0] == first
    compared = lines[lines.index("also offered as") + 1 :]
    assert [line.split()[0] for line in compared] == others
    assert all("catalogue, 20" in line for line in compared)


def test_a_row_is_the_row_of_list_with_facts(run: Run) -> None:
    (model,) = shown(run, f"groq/{GPT}")
    listed = json.loads(run("list", "groq", "--json").out)
    facts = model.pop("facts")
    assert model in listed["models"]
    assert facts
    assert {tuple(fact) for fact in facts} == {("field", "value", "source", "at")}


def test_only_providers_that_offer_it_are_told_of(run: Run) -> None:
    document = json.loads(run("show", GPT, "--json").out)
    offering = dict.fromkeys(model["provider"] for model in document["models"])
    assert [status["id"] for status in document["providers"]] == list(offering)


@pytest.mark.parametrize("name", ["no-such-model", "groq/no-such-model", "nobody/nothing", "/"])
def test_a_model_that_nobody_lists_is_exit_code_3_and_advice(run: Run, name: str) -> None:
    ran = run("show", name)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        f"whichmodel: no model is listed as {name!r}, which may be callable all the same; "
        "`whichmodel refresh` asks for newer lists\n"
    )


def test_a_name_that_a_terminal_would_obey_is_not_repeated_to_it(run: Run) -> None:
    ran = run("show", "x\x1b]0;title\x07\n")
    assert ran.code == 3
    assert ran.err[:-1].isprintable()


# ── who says so ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def told(run: Run, home: Home, serve: Any) -> None:
    """OpenRouter answers with a model that catalogues know otherwise, and one that none knows."""
    rows = [
        {"id": "openai/gpt-4o", "context_length": 4242, "pricing": {"prompt": "0.000009"}},
        {"id": "acme/of-this-morning", "created": 1_795_000_000},
    ]
    home.at(openrouter=serve(liar.answer({"data": rows})).origin + "/v1")
    assert run("refresh", "openrouter").code == 0


@pytest.mark.usefixtures("told")
def test_the_provider_itself_comes_first_and_is_dated(run: Run) -> None:
    (model,) = shown(run, "openrouter/openai/gpt-4o")
    windows = [fact for fact in model["facts"] if fact["field"] == "context_window"]
    assert model["context_window"] == 4242
    assert (windows[0]["value"], windows[0]["source"]) == (4242, "listing")
    assert windows[0]["at"] == model["listed"]["at"]
    assert {fact["source"] for fact in windows[1:]} & {"litellm", "genai-prices"}


@pytest.mark.usefixtures("told")
def test_both_sides_of_a_disagreement_are_shown_and_the_loser_is_marked(run: Run) -> None:
    windows = [
        line.split()[2:]
        for line in run("show", "openrouter/openai/gpt-4o").lines
        if line.startswith("  context window")
    ]
    assert windows[0][:2] == ["4242", "listing,"]
    assert len(windows) > 1
    assert all(line[-1] == "(overruled)" for line in windows[1:])


def test_sources_that_agree_overrule_nobody(run: Run) -> None:
    facts = shown(run, f"groq/{GPT}")[0]["facts"]
    first = {fact["field"]: fact["value"] for fact in reversed(facts)}
    marked = sum("(overruled)" in line for line in run("show", f"groq/{GPT}").lines)
    assert marked == sum(first[fact["field"]] != fact["value"] for fact in facts)
    assert len(facts) > len(first)


@pytest.mark.usefixtures("told")
def test_a_model_that_only_its_provider_knows_is_shown(run: Run) -> None:
    for name in ("openrouter/acme/of-this-morning", "acme/of-this-morning"):
        (model,) = shown(run, name)
        assert {fact["source"] for fact in model["facts"]} == {"listing"}
