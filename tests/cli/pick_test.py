"""`whichmodel pick` on the command line: what it opens with, what it prints, how it ends."""

import sys
from typing import Any

import pytest
from commands import python, shell
from homes import Home
from picker.ptys import Terminal, pick
from servers import liar

from whichmodel.cli.pick import of_these
from whichmodel.discovery.providers import chosen


@pytest.fixture
def corp(home: Home, serve: Any) -> Home:
    """A home with a provider of its own that lists three models."""
    server = serve(liar.listed("llama-9", "qwen-9", "kimi-9"))
    home.configure(corp={"base_url": server.origin + "/v1", "key_env": "CORP_KEY"})
    home.environ["CORP_KEY"] = "canary-corp"
    home.ask("corp", hours=-48)
    return home


def bash(home: Home, script: str) -> Terminal:
    """A line of bash on a terminal, in which `pick` is ours; what it prints goes to a pipe."""
    ours = f'pick() {{ "{sys.executable}" -m whichmodel pick corp --no-refresh "$@"; }}\n'
    return Terminal(["bash", "-c", ours + script], home.environ)


# ── a string for the shell ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "script",
    [
        'MODEL=$(pick --query qwen); echo "[$MODEL]"',
        'MODEL=$(pick --query qwen 2>/dev/null); echo "[$MODEL]"',
        'MODEL=$(echo no keys here | pick --query qwen); echo "[$MODEL]"',
        'MODEL=$(pick --query qwen </dev/null 2>/dev/null); echo "[$MODEL]"',
        'MODEL=$(pick --query qwen --inline); echo "[$MODEL]"',
    ],
)
def test_a_shell_captures_only_the_string(corp: Home, script: str) -> None:
    with bash(corp, script) as terminal:
        terminal.lit("openai/qwen-9")
        terminal.press("enter")
        assert terminal.end() == (0, "[openai/qwen-9]\n")


def test_a_shell_learns_that_nothing_was_chosen(corp: Home) -> None:
    with bash(corp, 'MODEL=$(pick); echo "$? [$MODEL]"') as terminal:
        terminal.wait("enter choose")
        terminal.press("escape")
        assert terminal.end() == (0, "130 []\n")


def test_what_nobody_lists_can_be_chosen(corp: Home) -> None:
    with bash(corp, "pick --query groq/a-model-of-this-morning") as terminal:
        terminal.lit("groq/a-model-of-this-morning")
        terminal.press("enter")
        assert terminal.end() == (0, "groq/a-model-of-this-morning\n")


def test_a_choice_that_cannot_be_remembered_is_a_choice_all_the_same(corp: Home) -> None:
    (corp.cache / "chosen.json").mkdir()
    with bash(corp, "pick --query qwen") as terminal:
        terminal.lit("openai/qwen-9")
        terminal.press("enter")
        assert terminal.end() == (0, "openai/qwen-9\n")
        assert "whichmodel: the choice is not remembered: " in terminal.text


# ── without a terminal ───────────────────────────────────────────────────────────────────────────


def test_without_a_terminal_it_says_so_in_a_line_and_exits_with_3(corp: Home) -> None:
    ran = corp.run("pick", start_new_session=True)
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr == (
        "whichmodel: pick needs a terminal: `whichmodel search WORDS` finds models without one\n"
    )


def test_a_dumb_terminal_is_none(corp: Home) -> None:
    corp.environ["TERM"] = "dumb"
    with Terminal(pick("corp"), corp.environ) as terminal:
        assert terminal.end() == (3, "")
        assert terminal.lines[0].startswith("whichmodel: pick needs a terminal that can move its")
        assert b"\x1b" not in terminal.raw


def test_who_makes_a_mistake_is_told_before_any_list(corp: Home) -> None:
    for arguments in (["nobody"], ["--min-context", "much"], ["--height", "0"]):
        ran = corp.run("pick", *arguments, start_new_session=True)
        assert ran.returncode == 2
        assert ran.stderr.startswith("whichmodel: ")
        assert ran.stderr.count("\n") == 1


# ── options ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("option", "seen"),
    [("--tools", "[x] tools"), ("--vision", "[x] vision"), ("--free", "[x] free"),
     ("--mine", "[x] only mine")],
)  # fmt: skip
def test_options_that_are_switches_can_be_seen(corp: Home, option: str, seen: str) -> None:
    with bash(corp, f"pick {option}") as terminal:
        terminal.wait("enter choose")
        terminal.wait(seen)


def test_other_options_leave_out_what_list_leaves_out(corp: Home) -> None:
    with bash(corp, "pick --newest 2") as terminal:
        terminal.wait("enter choose")
        terminal.wait("2 models, 1 provider")
    with bash(corp, "pick --min-context 1m") as terminal:
        terminal.wait("0 models, 1 provider")


def test_the_bundled_catalogue_can_be_picked_from_on_a_fresh_machine(home: Home) -> None:
    home.environ["WHICHMODEL_OFFLINE"] = "1"
    with Terminal(pick("--query", "gpt-oss-120b groq"), home.environ) as terminal:
        terminal.lit("groq/openai/gpt-oss-120b")
        terminal.wait("catalogue of")
        terminal.press("enter")
        assert terminal.end() == (0, "groq/openai/gpt-oss-120b\n")


# ── what it costs others ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("verb", [["list", "groq"], ["--help"], ["pick", "--help"]])
def test_no_other_verb_loads_the_terminal_library(home: Home, verb: list[str]) -> None:
    code = (
        "import sys; from whichmodel.cli.main import main; "
        f"main({verb!r}); print('prompt_toolkit' in sys.modules, file=sys.stderr)"
    )
    assert python(home, "-c", code).err.splitlines()[-1] == "False"


def test_its_help_goes_through_a_pipe(home: Home) -> None:
    ran = shell(home, "whichmodel pick --help | head -1")
    assert ran.lines == ["usage: whichmodel pick [-h] [--query WORDS] [--inline] [--height N]"]


def test_who_names_providers_gets_only_their_recent_choices_on_top(home: Home) -> None:
    before = ["azure/claude-sonnet-4-5", "together_ai/a/b", "groq/llama-4", "typed"]
    named = chosen(home.world().providers, ["groq", "together"])
    assert of_these(before, named) == ["together_ai/a/b", "groq/llama-4"]
