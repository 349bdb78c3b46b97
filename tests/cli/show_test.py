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
    assert ran.code == 0
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
    called = [model for model in listed if model["model"] == "gpt-oss-120b"]
    called.sort(key=lambda model: model["lifecycle"]["status"] == "retired")
    assert offers == [model["id"] for model in called]
    assert len(offers) > 2


def test_the_page_is_of_an_offer_that_is_not_over(run: Run, home: Home, serve: Any) -> None:
    home.at(cerebras=serve(liar.listed("llama-4")).origin + "/v1")
    run("refresh", "cerebras")
    assert run("list", "fireworks", "--status", "retired", "--format", "ids").lines
    first, *_ = shown(run, "gpt-oss-120b")
    assert first["lifecycle"]["status"] != "retired"


def test_a_provider_that_does_not_have_it_is_not_answered_for_in_silence(
    run: Run, home: Home, serve: Any
) -> None:
    home.at(openai=serve(liar.listed("gpt-9")).origin + "/v1")
    run("refresh", "openai")
    ran = run("show", "openai/gpt-4o")
    assert not ran.lines[0].startswith("openai/")
    assert ran.last == (
        "whichmodel: OpenAI is not known to have 'gpt-4o'; shown is what others call"
        " 'openai/gpt-4o'"
    )
    assert run("show", "openai/gpt-9").err == ""


def test_what_looks_like_a_prefix_may_be_part_of_the_name(run: Run) -> None:
    offers = [model["id"] for model in shown(run, GPT)]
    assert {f"groq/{GPT}", f"openrouter/{GPT}", "cerebras/gpt-oss-120b"} <= set(offers)


def test_other_offers_are_compared(run: Run) -> None:
    first, *named = shown(run, GPT)
    lines = run("show", GPT).lines
    assert lines[0] == first["id"]
    compared = {line.split()[0]: line for line in lines if "catalogue, 20" in line}
    offered = [offer["id"] for offer in first["offers"]]
    assert [name for name in compared if "/" in name] == offered
    assert {model["id"] for model in named} <= set(offered)
    for title in (
        "other offers of the same model",
        "may be the same model; its name does not tell",
    ):
        assert title in lines


def test_the_same_model_is_found_under_other_names(run: Run) -> None:
    (model,) = shown(run, f"groq/{GPT}")
    same = {offer["id"] for offer in model["offers"] if offer["same"]}
    assert {
        "cerebras/gpt-oss-120b", f"openrouter/{GPT}:free",
        "fireworks_ai/accounts/fireworks/models/gpt-oss-120b",
    } <= same  # fmt: skip
    assert model["id"] not in same


def test_an_offer_tells_how_it_is_known_to_be_the_same(run: Run) -> None:
    (model,) = shown(run, f"groq/{GPT}")
    free = next(offer for offer in model["offers"] if offer["id"] == f"openrouter/{GPT}:free")
    assert free["variant"] == "free"
    assert {"rule", "fact"} == set(free["evidence"][0])
    listed = json.loads(run("list", "openrouter", "--status", "all", "--json").out)["models"]
    row = next(row for row in listed if row["id"] == free["id"])
    assert all(free[field] == row[field] for field in free.keys() & row.keys())


def test_what_cannot_be_told_comes_after_what_is_the_same(run: Run) -> None:
    for model in shown(run, GPT):
        relations = [offer["same"] for offer in model["offers"]]
        assert relations == sorted(relations, key=[True, None, False].index)
    (moving,) = shown(run, "openai/gpt-4o")
    assert {offer["same"] for offer in moving["offers"]} == {None}


def test_where_a_model_stands_is_said_before_the_facts(run: Run) -> None:
    (model,) = shown(run, "moonshot/kimi-k2-0711-preview")
    stage = model["lifecycle"]
    assert stage["status"] == "retired"
    line = next(line for line in run("show", model["id"]).lines if "lifecycle:" in line)
    assert line.startswith(f"  lifecycle: retired on {stage['retires_on']}")


def test_a_retired_offer_comes_last_among_its_like(run: Run) -> None:
    (model,) = shown(run, f"groq/{GPT}")
    gone = [o["lifecycle"]["status"] == "retired" for o in model["offers"] if o["same"]]
    assert any(gone)
    assert gone == sorted(gone)


def test_window_input_and_output_are_three_lines_whether_known_or_not(run: Run) -> None:
    for name in (f"groq/{GPT}", "dashscope/qwen-plus"):
        lines = run("show", name).lines
        for words in ("context window", "max input tokens", "max output tokens"):
            assert any(line.startswith(f"  {words} ") for line in lines)


def test_a_row_is_the_row_of_list_with_facts(run: Run) -> None:
    (model,) = shown(run, f"groq/{GPT}")
    listed = json.loads(run("list", "groq", "--json").out)
    facts, _ = model.pop("facts"), model.pop("offers")
    assert model in listed["models"]
    assert facts
    assert {tuple(fact) for fact in facts} == {
        ("field", "value", "source", "at", "won", "why", "conflict")
    }


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
@pytest.mark.parametrize("option", [(), ("--sources",)])
def test_both_sides_of_a_disagreement_are_shown_and_marked(
    run: Run, option: tuple[str, ...]
) -> None:
    won, *lost = [
        line
        for line in run("show", "openrouter/openai/gpt-4o", *option).lines
        if line.startswith("  context window")
    ]
    assert won.split()[2:4] == ["4242", "listing,"]
    assert " != " in won
    assert lost
    assert all(line.endswith("overruled by the provider's own answer") for line in lost)
    assert all(" != " in line for line in lost)


def test_sources_that_agree_overrule_nobody(run: Run) -> None:
    facts = shown(run, f"groq/{GPT}")[0]["facts"]
    assert len(facts) > len({fact["field"] for fact in facts})
    assert not any(fact["conflict"] for fact in facts)
    assert " != " not in run("show", f"groq/{GPT}", "--sources").out


@pytest.mark.usefixtures("told")
def test_every_statement_is_there_with_the_rule_by_which_one_won(run: Run) -> None:
    name = "openrouter/openai/gpt-4o"
    facts = shown(run, name)[0]["facts"]
    fields = [fact["field"] for fact in facts if fact["won"]]
    assert len(fields) == len(set(fields)) == len({fact["field"] for fact in facts})
    lines = run("show", name, "--sources").lines
    for fact in facts:
        words = fact["field"].replace("_", " ")
        rule = f"won: {fact['why']}" if fact["won"] else fact["why"]
        assert any(line.startswith(f"  {words} ") and line.endswith(rule) for line in lines)


@pytest.mark.usefixtures("told")
def test_a_model_that_only_its_provider_knows_is_shown(run: Run) -> None:
    for name in ("openrouter/acme/of-this-morning", "acme/of-this-morning"):
        (model,) = shown(run, name)
        assert {fact["source"] for fact in model["facts"]} == {"listing"}


@pytest.mark.parametrize("typed", ["", " "])
def test_no_string_is_a_mistake_and_not_an_unknown_model(run: Run, typed: str) -> None:
    ran = run("show", typed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.last == "whichmodel: the model string is empty: pass one such as 'provider/model'"
