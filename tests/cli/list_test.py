"""What `list` shows and leaves out, in every format, remembered and asked just now."""

import csv
import io
import json
import re
from itertools import pairwise
from typing import Any

import pytest
import yaml
from commands import Ran, Run
from homes import Home, key_for
from markdown_it import MarkdownIt
from servers import liar
from servers.liar import rows

from whichmodel.cli.list import STATUS
from whichmodel.discovery.model import CAPABILITIES, KINDS

ENVELOPE = ["schema", "generated_at", "providers", "models"]
PROVIDER = [
    "id", "name", "listing", "source", "status", "detail", "fetched_at", "age_seconds", "models",
    "key_env", "key_found", "skipped_rows",
]  # fmt: skip
MODEL = {
    "id": None,
    "provider": None,
    "model": None,
    "name": None,
    "family": None,
    "kind": None,
    "created": None,
    "context_window": None,
    "max_output_tokens": None,
    "input_modalities": None,
    "output_modalities": None,
    "capabilities": ["tools", "vision", "reasoning", "structured_output"],
    "price": ["currency", "unit", "input", "output", "cache_read", "cache_write"],
    "lifecycle": ["status", "deprecated_on", "retires_on", "replacement", "notice"],
    "listed": ["source", "at", "first_seen", "last_seen"],
}
"""The keys of a row in their order, with the keys of what has keys."""

ONE = ["list", "groq", "moonshot", "--kind", "all"]
FORMATS = ("table", "json", "jsonl", "csv", "markdown", "yaml", "ids")


def ids(ran: Ran, form: str) -> list[str]:
    """The ids of all models in an output, read as a stranger would."""
    if form == "ids":
        return ran.lines
    if form == "table":
        return [line.split()[0] for line in ran.lines if line.startswith("  ")]
    if form == "markdown":
        return [row["id"].removeprefix("`").removesuffix("`") for row in markdown_rows(ran.out)]
    read: dict[str, Any] = {
        "json": lambda: json.loads(ran.out)["models"],
        "yaml": lambda: yaml.safe_load(ran.out)["models"],
        "jsonl": lambda: [json.loads(line) for line in ran.lines],
        "csv": lambda: list(csv.DictReader(io.StringIO(ran.out))),
    }
    return [row["id"] for row in read[form]()]


def markdown_rows(text: str) -> list[dict[str, str]]:
    """The rows of all tables, with the first cell as `id`."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    found, cells = [], []
    for before, token in pairwise(tokens):
        if before.type == "td_open":
            cells.append(token.content)
        if token.type == "tr_close" and cells:
            found.append({"id": cells[0]})
            cells = []
    return found


def models(run: Run, *options: str) -> list[dict[str, Any]]:
    ran = run("list", "--json", *options)
    assert ran.code == 0
    return json.loads(ran.out)["models"]


# ── formats ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_has_the_same_models_in_the_same_order(run: Run, form: str) -> None:
    ran = run(*ONE, "--format", form)
    assert ran.code == 0
    assert ids(ran, form) == run(*ONE, "--format", "ids").lines
    assert len(ids(ran, form)) > 10


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_has_the_same_talk_and_none_of_it_on_stdout(run: Run, form: str) -> None:
    ran = run(*ONE, "--format", form)
    assert ran.err == run(*ONE).err
    assert len(ran.err.splitlines()) == 1
    assert ran.err.strip() not in ran.out


def test_the_envelope_has_the_keys_of_version_1_in_their_order(run: Run) -> None:
    document = json.loads(run("list", "--kind", "all", "--json").out)
    assert list(document) == ENVELOPE
    assert document["schema"] == 1
    assert {tuple(provider) for provider in document["providers"]} == {tuple(PROVIDER)}
    assert {tuple(model) for model in document["models"]} == {tuple(MODEL)}
    for name, keys in MODEL.items():
        if keys:
            found = {tuple(model[name]) for model in document["models"] if model[name] is not None}
            assert found == {tuple(keys)}


def test_rows_are_the_same_in_json_yaml_and_json_lines(run: Run) -> None:
    document = json.loads(run(*ONE, "--json").out)
    again = yaml.safe_load(run(*ONE, "--format", "yaml").out)
    lines = [json.loads(line) for line in run(*ONE, "--format", "jsonl").lines]
    assert again["models"] == document["models"]
    assert again["providers"] == [
        {**status, "age_seconds": later["age_seconds"]}
        for status, later in zip(document["providers"], again["providers"], strict=True)
    ]
    assert lines == document["models"]


def test_json_is_short_for_format_json(run: Run) -> None:
    assert (
        json.loads(run("list", "groq", "--json").out)["models"]
        == (json.loads(run("list", "groq", "--format", "json").out)["models"])
    )


# ── whose models ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "provider"),
    [
        ("groq", "groq"),
        ("Groq", "groq"),
        ("GROQ", "groq"),
        ("groq/", "groq"),
        (" groq ", "groq"),
        ("kimi", "moonshot"),
        ("moonshotai", "moonshot"),
        ("together", "together"),
        ("together_ai", "together"),
        ("together_ai/", "together"),
        ("Together AI", "together"),
        ("qwen", "qwen"),
        ("dashscope", "qwen"),
        ("Qwen (DashScope)", "qwen"),
        ("google", "gemini"),
        ("claude", "anthropic"),
    ],
)
def test_a_provider_is_known_by_any_of_its_spellings(run: Run, typed: str, provider: str) -> None:
    document = json.loads(run("list", typed, "--json").out)
    assert [status["id"] for status in document["providers"]] == [provider]
    assert {model["provider"] for model in document["models"]} == {provider}


def test_a_provider_that_is_named_twice_is_listed_once_in_the_order_of_naming(run: Run) -> None:
    document = json.loads(run("list", "moonshot", "groq", "kimi", "--json").out)
    assert [status["id"] for status in document["providers"]] == ["moonshot", "groq"]


def test_a_provider_that_was_named_is_told_of_even_without_models(run: Run) -> None:
    ran = run("list", "vllm")
    assert ran.code == 0
    assert ran.lines == ["vLLM: no models; not asked: `whichmodel refresh vllm` asks it"]
    assert ran.last == "whichmodel: 0 models of 0 providers"


def test_a_table_of_everybody_leaves_out_who_has_nothing_and_json_does_not(run: Run) -> None:
    assert "vLLM: " not in run("list").out
    statuses = json.loads(run("list", "--json").out)["providers"]
    assert "vllm" in [status["id"] for status in statuses]


# ── filters ──────────────────────────────────────────────────────────────────────────────────────


def test_without_a_kind_chat_and_what_nobody_has_classified(run: Run) -> None:
    assert {model["kind"] for model in models(run)} == {"chat", None}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_alone(run: Run, kind: str) -> None:
    everything = models(run, "--kind", "all")
    wanted = [model["id"] for model in everything if model["kind"] == kind]
    assert [model["id"] for model in models(run, "--kind", kind)] == wanted


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_capability_is_known_not_guessed(run: Run, capability: str) -> None:
    everything = models(run)
    wanted = [model["id"] for model in everything if model["capabilities"][capability] is True]
    found = models(run, "--" + capability.replace("_", "-"))
    assert [model["id"] for model in found] == wanted
    assert 0 < len(wanted) < len(everything)


def test_capabilities_add_up(run: Run) -> None:
    able = [model["capabilities"] for model in models(run, "--tools", "--vision")]
    assert able
    assert all(model["tools"] and model["vision"] for model in able)


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("200000", 200_000),
        ("128k", 128_000),
        ("1m", 1_000_000),
        ("1.5M", 1_500_000),
        ("2_000", 2000),
    ],
)
def test_a_least_context(run: Run, typed: str, tokens: int) -> None:
    found = models(run, "groq", "openrouter", "--min-context", typed)
    everything = models(run, "groq", "openrouter")
    large = [m["id"] for m in everything if (m["context_window"] or 0) >= tokens]
    assert set(large) <= {model["id"] for model in found}
    # Where nobody states the window, the longest input counts, which has no place in a row.
    others = [model for model in found if model["id"] not in large]
    assert all(model["context_window"] is None for model in others)


@pytest.mark.parametrize(("typed", "dollars"), [("0.1", 0.1), ("$1", 1), (".05", 0.05)])
def test_a_highest_price(run: Run, typed: str, dollars: float) -> None:
    def costs(model: dict[str, Any]) -> float:
        stated = model["price"]["input"] if model["price"] else None
        return float("inf") if stated is None else float(stated)

    wanted = [model["id"] for model in models(run, "openrouter") if costs(model) <= dollars]
    found = models(run, "openrouter", "--max-price", typed)
    assert [model["id"] for model in found] == wanted
    assert wanted


@pytest.mark.parametrize("status", STATUS[1:])
def test_a_status(run: Run, status: str) -> None:
    everything = models(run, "--status", "all")
    wanted = [model["id"] for model in everything if model["lifecycle"]["status"] == status]
    assert [model["id"] for model in models(run, "--status", status)] == wanted


def test_one_status_or_another(run: Run) -> None:
    found = models(run, "--status", "retired", "--status", "unknown")
    assert {model["lifecycle"]["status"] for model in found} == {"retired", "unknown"}


def test_without_a_status_what_is_retired_or_only_named_is_left_out(run: Run) -> None:
    shown, everything = models(run), models(run, "--status", "all")
    left = [model for model in everything if model not in shown]
    stated = {model["lifecycle"]["status"] for model in left}
    assert "retired" in stated <= {"retired", "deprecated", "unknown"}
    assert "retired" not in {model["lifecycle"]["status"] for model in shown}
    assert len(shown) + len(left) == len(everything)


# ── order ────────────────────────────────────────────────────────────────────────────────────────


def test_by_name(run: Run) -> None:
    names = [model["id"] for model in models(run, "openrouter", "--sort", "name")]
    assert names == sorted(names)


def test_by_context_the_largest_first(run: Run) -> None:
    sizes = [
        model["context_window"] or 0 for model in models(run, "openrouter", "--sort", "context")
    ]
    assert sizes == sorted(sizes, reverse=True)


def test_by_price_the_cheapest_first_and_unknown_ones_last(run: Run) -> None:
    prices = [model["price"] for model in models(run, "openrouter", "--sort", "price")]
    known = [float(price["input"]) for price in prices if price and price["input"] is not None]
    assert known == sorted(known)
    assert all(price and price["input"] is not None for price in prices[: len(known)])


def test_newest_first_unless_told_otherwise(run: Run, home: Home, serve: Any) -> None:
    dated = {"b": 1_700_000_000, "c": 1_760_000_000, "a": 1_730_000_000}
    body = {"data": [{"id": name, "created": created} for name, created in dated.items()]}
    home.at(groq=serve(liar.answer(body)).origin + "/v1")
    run("refresh", "groq")
    created = run("list", "groq", "--format", "ids")
    assert created.lines == ["groq/c", "groq/a", "groq/b"]
    assert run("list", "groq", "--format", "ids", "--sort", "created").lines == created.lines


def test_the_newest_are_put_in_the_order_that_was_asked_for(run: Run) -> None:
    newest = [model["id"] for model in models(run, "openrouter", "--newest", "9")]
    sizes = models(run, "openrouter", "--newest", "9", "--sort", "context")
    by_name = models(run, "openrouter", "--newest", "9", "--sort", "name")
    assert [model["id"] for model in by_name] == sorted(newest)
    assert {model["id"] for model in sizes} == set(newest)
    assert sizes[0]["context_window"] > sizes[-1]["context_window"]


def test_the_newest_of_each_provider(run: Run) -> None:
    found = models(run, "groq", "moonshot", "--newest", "2")
    assert [model["provider"] for model in found] == ["groq"] * 2 + ["moonshot"] * 2
    whole = [model["id"] for model in models(run, "groq")]
    assert [model["id"] for model in found[:2]] == whole[:2]


# ── the last line ────────────────────────────────────────────────────────────────────────────────


DATA = r"the data from the catalogue of \d{4}-\d\d-\d\d"


def counts(run: Run, *options: str) -> dict[str, int]:
    """The numbers of the last line, by what they count."""
    said = run("list", "moonshot", "openai", *options).last.removeprefix("whichmodel: ")
    first, *reasons, age = said.split("; ")
    assert re.fullmatch(DATA, age)
    numbers = [first.removesuffix(" of 2 providers"), *reasons]
    return {words: int(number) for number, _, words in (part.partition(" ") for part in numbers)}


KIND, RETIRED = (
    "of other kinds left out (--kind all)",
    "retired or on no list left out (--status all)",
)
NO_MATCH, OLDER = "more do not match", "older ones not shown"


def number(run: Run, *options: str) -> int:
    return len(models(run, "moonshot", "openai", *options))


def test_the_last_line_tells_what_was_left_out_and_which_option_shows_it(run: Run) -> None:
    everything = number(run, "--kind", "all", "--status", "all")
    chat = number(run, "--status", "all")
    assert counts(run, "--kind", "all", "--status", "all") == {"models": everything}
    assert counts(run, "--status", "all") == {"models": chat, KIND: everything - chat}
    shown = number(run)
    assert counts(run) == {"models": shown, KIND: everything - chat, RETIRED: chat - shown}


def test_the_last_line_tells_older_ones_from_those_that_do_not_match(run: Run) -> None:
    shown, able = number(run), number(run, "--vision")
    told = counts(run, "--vision", "--newest", "1")
    assert (told["models"], told[NO_MATCH], told[OLDER]) == (2, shown - able, able - 2)
    assert OLDER not in counts(run, "--vision")
    assert NO_MATCH not in counts(run, "--newest", "2")


def test_who_asks_for_a_status_is_told_that_others_do_not_match(run: Run) -> None:
    chat, retired = number(run, "--status", "all"), number(run, "--status", "retired")
    told = counts(run, "--status", "retired")
    assert (told["models"], told[NO_MATCH]) == (retired, chat - retired)
    assert RETIRED not in told


@pytest.mark.parametrize(
    "options", [[], ["--tools"], ["--newest", "1"], ["--kind", "image"], ["--status", "unknown"]]
)
def test_the_last_line_leaves_nothing_uncounted(run: Run, options: list[str]) -> None:
    every = ["--kind", "all", "--status", "all", "--json"]
    known = json.loads(run("list", "moonshot", "openai", *every).out)["models"]
    said = run("list", "moonshot", "openai", *options).last
    assert sum(map(int, re.findall(r"(?:: |; )(\d+) ", said))) == len(known)


# ── asked just now ───────────────────────────────────────────────────────────────────────────────


def test_live_asks_shows_and_remembers(run: Run, home: Home, serve: Any) -> None:
    server = serve(liar.listed("llama-9", "qwen-9"))
    home.at(groq=server.origin + "/v1")
    ran = run("list", "groq", "--live", "--json")
    assert ran.code == 0
    document = json.loads(ran.out)
    (status,) = document["providers"]
    assert (status["source"], status["status"], status["models"]) == ("live", "ok", 2)
    assert status["fetched_at"] == document["generated_at"]
    assert {model["listed"]["source"] for model in document["models"]} == {"live"}
    assert [asked.headers["authorization"] for asked in server.requests] == [
        f"Bearer {key_for('groq')}"
    ]

    again = json.loads(run("list", "groq", "--json").out)
    (status,) = again["providers"]
    assert (status["source"], status["status"], status["models"]) == ("cached", "ok", 2)
    assert status["age_seconds"] >= 0
    assert [model["id"] for model in again["models"]] == ["groq/llama-9", "groq/qwen-9"]
    assert {model["listed"]["source"] for model in again["models"]} == {"cached"}
    assert len(server.requests) == 1


def test_live_talks_on_stderr_while_it_asks(run: Run, home: Home, serve: Any) -> None:
    home.at(groq=serve(liar.listed("llama-9")).origin + "/v1")
    ran = run("list", "groq", "--live", "--format", "ids")
    assert ran.lines == ["groq/llama-9"]
    progress, summary = ran.err.splitlines()
    assert progress.split()[:4] == ["groq", "ok", "1", "models"]
    assert summary.startswith("whichmodel: 1 model of 1 provider; ")
    assert summary.endswith("; 1 from providers' own lists, the oldest 0 s old")


def test_live_without_an_answer_shows_what_is_known_and_exits_with_3(
    run: Run, home: Home, serve: Any
) -> None:
    home.at(groq=serve(liar.answer({"error": {"message": "no"}}, 401)).origin + "/v1")
    ran = run("list", "groq", "--live")
    assert ran.code == 3
    assert ran.lines[0].startswith("Groq: ")
    assert "catalogue of" in ran.lines[0]
    assert "key refused" in ran.lines[0]
    assert len(ran.lines) > 1


def test_live_keeps_the_last_list_and_never_calls_it_live(run: Run, home: Home, serve: Any) -> None:
    home.at(
        groq=serve(liar.by_turns(liar.listed("llama-9"), liar.answer("oops", 500))).origin + "/v1"
    )
    assert run("list", "groq", "--live").code == 0
    ran = run("list", "groq", "--live", "--json")
    assert ran.code == 3
    document = json.loads(ran.out)
    (status,) = document["providers"]
    assert (status["source"], status["status"]) == ("cached", "unreachable")
    assert [(model["id"], model["listed"]["source"]) for model in document["models"]] == [
        ("groq/llama-9", "cached")
    ]


def test_live_offline_lists_and_says_that_nobody_was_asked(run: Run, home: Home) -> None:
    home.environ["WHICHMODEL_OFFLINE"] = "1"
    ran = run("list", "groq", "--live", "--format", "ids")
    assert ran.code == 3
    assert ran.lines == run("list", "groq", "--format", "ids").lines
    assert ran.err.splitlines()[0] == "whichmodel: WHICHMODEL_OFFLINE is set: nobody was asked"


def test_a_store_that_cannot_be_used_is_a_warning(run: Run, home: Home) -> None:
    (home.cache / "listings.sqlite").mkdir(parents=True)
    ran = run("list", "groq", "--format", "ids")
    assert ran.code == 0
    assert len(ran.lines) > 1
    warning, _summary = ran.err.splitlines()
    assert warning.startswith("whichmodel: cannot open cache ")


# ── whatever a server sends ──────────────────────────────────────────────────────────────────────

HOSTILE = {
    "data": [
        {"id": "good-1", "name": "Fine \x1b[31mred\x1b[0m \x07\u202eeman"},
        {"id": "bad\x1b]0;title\x07-2"},
        {"id": "bad\n-3"},
        {"id": "good-4"},
        {"id": "good-5"},
    ]
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("provider", ["groq", "openrouter"])
def test_no_control_character_of_a_server_is_printed(
    run: Run, home: Home, serve: Any, provider: str, form: str
) -> None:
    home.at(**{provider: serve(liar.answer(HOSTILE)).origin + "/v1"})
    for ran in (
        run("list", provider, "--live", "--format", form),
        run("list", provider, "--format", form),
        run("show", f"{provider}/good-1"),
        run("show", f"{provider}/good-1", "--json"),
    ):
        assert ran.code == 0
        assert (ran.out + ran.err).replace("\n", "").replace("\r", "").isprintable()


def test_ids_that_a_terminal_would_obey_are_left_out_and_counted(
    run: Run, home: Home, serve: Any
) -> None:
    home.at(groq=serve(liar.answer(HOSTILE)).origin + "/v1")
    ran = run("list", "groq", "--live", "--json")
    document = json.loads(ran.out)
    assert [model["model"] for model in document["models"]] == ["good-5", "good-4", "good-1"]
    assert document["providers"][0]["skipped_rows"] == 2
    assert "2 rows skipped" in ran.err
    assert "2 rows not understood" in run("list", "groq").lines[0]


def test_many_models_are_all_there(run: Run, home: Home, serve: Any) -> None:
    names = [f"m-{number:04}" for number in range(3000)]
    home.at(groq=serve(liar.answer(rows(*names))).origin + "/v1")
    run("refresh", "groq")
    assert len(run("list", "groq", "--format", "ids").lines) == 3000
