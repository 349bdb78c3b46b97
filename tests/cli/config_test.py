"""An example configuration with models that are listed, or named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from commands import Run
from homes import Home, key_for
from servers.liar import Liar, Script, answer

from whichmodel.configs import TARGETS

Serve = Callable[[Script], Liar]


def models(text: str) -> list[str]:
    """The strings of a configuration of the LiteLLM proxy."""
    return [each["litellm_params"]["model"] for each in yaml.safe_load(text)["model_list"]]


def test_without_a_target_the_targets_are_listed_with_a_line_each(run: Run) -> None:
    ran = run("config")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[:2] for line in ran.lines] == [
        [name, target.FILE] for name, target in TARGETS.items()
    ]


def test_the_list_of_targets_as_json(run: Run) -> None:
    document = json.loads(run("config", "--json").out)
    assert document["schema"] == 1
    assert [each["target"] for each in document["targets"]] == list(TARGETS)
    assert all({"file", "description", "use", "docs"} < each.keys() for each in document["targets"])


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_is_written_from_the_bundled_catalogue_without_any_key(
    run: Run, target: str
) -> None:
    ran = run("config", target, "--count", "2")
    assert ran.code == 0
    assert ran.out.count("listed; source catalogue of ") == 2
    told = "llm keys set" in ran.out if target == "llm" else "whichmodel: set " in ran.err
    assert told


@pytest.mark.parametrize("target", TARGETS)
def test_no_key_stands_in_any_file_nor_on_the_screen(run: Run, home: Home, target: str) -> None:
    home.environ |= {
        name: key_for(provider.id)
        for provider in home.world().providers.values()
        for name in provider.key_env
        if provider.auth == "bearer"
    }
    ran = run("config", target, "--count", "6", "--model", "kimi-acme", "--model", "groq/x")
    assert ran.code == 0
    assert "canary" not in ran.out + ran.err
    assert "_API_KEY" in ran.out


def test_models_of_providers_whose_key_is_set_come_first(run: Run, home: Home) -> None:
    home.environ["MOONSHOT_API_KEY"] = key_for("moonshot")
    ran = run("config", "litellm", "--count", "3")
    assert all(each.startswith("moonshot/") for each in models(ran.out))
    assert ran.err == ""


def test_needs_are_met(run: Run) -> None:
    needs = ("--tools", "--vision", "--min-context", "200k", "--max-price", "1")
    ran = run("config", "litellm", *needs, "--count", "5")
    listed = run("list", *needs, "--format", "ids").lines
    assert len(models(ran.out)) == 5
    assert set(models(ran.out)) <= set(listed)


def test_one_provider_is_a_need_too(run: Run) -> None:
    ran = run("config", "litellm", "--provider", "kimi", "--count", "2")
    newest = run("list", "moonshot", "--format", "ids").lines
    assert models(ran.out) == newest[:2]


def test_named_models_come_first_and_the_rest_is_filled_up(run: Run) -> None:
    ran = run("config", "litellm", "--model", "groq/of/this-minute", "--count", "2")
    first, second = models(ran.out)
    assert first == "groq/of/this-minute"
    assert second != first


def test_a_model_that_nobody_lists_is_written_and_said(run: Run) -> None:
    ran = run("config", "litellm", "--model", "groq/of/this-minute")
    assert ran.code == 0
    assert "in no list that is known here, written as it was given; Groq: source cat" in ran.out
    assert "groq/of/this-minute is in no list that is known here" in ran.err


def test_a_string_of_which_nobody_knows_the_provider_is_litellms_business(run: Run) -> None:
    ran = run("config", "litellm", "--model", "nobody/knows this")
    assert (ran.code, models(ran.out)) == (0, ["nobody/knows this"])
    ran = run("config", "opencode", "--model", "nobody/knows this")
    assert (ran.code, ran.out) == (2, "")
    assert "has no way to say how it is reached" in ran.err


def test_a_model_that_is_going_is_written_with_a_warning(run: Run) -> None:
    gone = run("list", "openai", "--status", "retired", "--format", "ids").lines[0]
    ran = run("config", "litellm", "--model", gone)
    assert models(ran.out) == [gone]
    assert f"{gone} is retired: `whichmodel show` tells" in ran.err
    assert "; retired" in ran.out


def test_an_own_list_is_told_with_its_age(run: Run, home: Home, serve: Serve) -> None:
    server = serve(answer({"data": [{"id": "acme-chat"}]}))
    home.at(groq=f"{server.origin}/v1")
    home.ask("groq")
    ran = run("config", "litellm", "--model", "groq/acme-chat")
    assert "listed; source cached, status ok, " in ran.out
    assert " old" in ran.out
    (told,) = yaml.safe_load(ran.out)["model_list"]
    assert told["litellm_params"]["api_base"] == f"{server.origin}/v1"


def test_the_variable_is_the_one_that_the_key_is_in(run: Run, home: Home) -> None:
    home.environ["KIMI_API_KEY"] = key_for("moonshot")
    ran = run("config", "litellm", "--model", "moonshot/x")
    assert "os.environ/KIMI_API_KEY" in ran.out


def test_massgen_is_told_of_the_variable_that_it_reads(run: Run, home: Home) -> None:
    home.environ["DASHSCOPE_API_KEY"] = key_for("qwen")
    ran = run("config", "massgen", "--model", "qwen/x")
    assert "#   QWEN_API_KEY (" in ran.out
    assert "DASHSCOPE" not in ran.out
    assert "set QWEN_API_KEY" in ran.err


def test_a_server_here_counts_only_if_it_was_asked_or_named(run: Run) -> None:
    assert "ollama" not in run("config", "litellm", "--count", "40").out
    ran = run("config", "litellm", "--provider", "ollama")
    assert models(ran.out)[0].startswith("ollama/")
    assert "api_base" in ran.out
    assert "API_KEY" not in ran.out


# ── files ────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_written_and_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    ran = run("config", "litellm", "--model", "groq/x", "-o", str(path))
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote {path}. Use: litellm --config config.yaml" in ran.err
    assert models(path.read_text("utf-8")) == ["groq/x"]


def test_a_file_that_exists_stays_unless_force_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("mine", encoding="utf-8")
    ran = run("config", "litellm", "--model", "groq/x", "-o", str(path))
    assert (ran.code, ran.err) == (3, f"whichmodel: {path} exists: --force writes over it\n")
    assert path.read_text("utf-8") == "mine"
    assert run("config", "litellm", "--model", "groq/x", "-o", str(path), "--force").code == 0
    assert models(path.read_text("utf-8")) == ["groq/x"]


def test_a_directory_that_is_not_there_is_one_line(run: Run, tmp_path: Path) -> None:
    ran = run("config", "env", "--model", "groq/x", "-o", str(tmp_path / "no" / "x"))
    assert ran.code == 3
    assert ran.err.count("\n") == 1


# ── what is refused ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("target", "string"),
    [
        ("massgen", "groq/${ANTHROPIC_API_KEY}"),
        ("opencode", "groq/{env:ANTHROPIC_API_KEY}"),
        ("opencode", "groq/{file:~/.netrc}"),
        ("continue", "groq/${{ secrets.X }}"),
        ("librechat", "groq/${X}"),
        ("litellm", "os.environ/X"),
        ("litellm", "groq/*"),
        ("env", "groq/it's"),
        ("aider", "groq/a\nb"),
    ],
)
def test_a_string_that_the_tool_would_replace_is_refused(
    run: Run, target: str, string: str
) -> None:
    ran = run("config", target, "--model", string)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1


def test_a_listed_model_with_such_a_name_is_never_chosen(
    run: Run, home: Home, serve: Serve
) -> None:
    rows = [{"id": "${ANTHROPIC_API_KEY}", "created": 1_790_000_000}, {"id": "acme", "created": 1}]
    server = serve(answer({"data": rows}))
    home.configure(
        corp={"base_url": f"{server.origin}/v1", "key_env": "CORP_KEY", "litellm_prefix": "openai"}
    )
    home.environ["CORP_KEY"] = key_for("corp")
    home.ask("corp")
    assert "corp" in run("config", "litellm", "--provider", "corp", "--count", "2").out
    ran = run("config", "massgen", "--provider", "corp", "--count", "2")
    assert (ran.code, "only 1 of 2" in ran.err) == (3, True)
    assert 'model: "acme"' in run("config", "massgen", "--provider", "corp").out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nonsense",), 2, "invalid choice"),
        (("litellm", "--model", " "), 2, "names no model"),
        (("litellm", "--provider", "nobody"), 2, "no provider is called"),
        (("litellm", "--json"), 2, "--format is for the list of targets"),
        (("litellm", "--max-price", "0", "--min-context", "900m"), 3, "no listed model fits"),
        (("litellm", "--provider", "groq", "--count", "999"), 3, "ask for less, or --count"),
    ],
)
def test_what_makes_no_sense_or_cannot_be_done_is_one_line(
    run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = run("config", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_dash_is_stdout(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = [
        run("config", "litellm", "--model", "groq/x", "-o", "-"),
        run("init", "--yes", "--model", "groq/x", "--target", "litellm", "-o", "-"),
    ]
    assert [(ran.code, models(ran.out)) for ran in told] == [(0, ["groq/x"])] * 2
    assert list(tmp_path.glob("-")) == []
