"""The examples of the page on integrating, run as they stand there with the real libraries."""

import asyncio
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
from homes import PATIENCE, Home

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/integrate.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^## (\w+).*?```python\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE))
MODEL = "groq/openai/gpt-oss-120b"
UNHEARD = "groq/a-model-of-this-morning"
TYPED = "groq/openai/gpt-oss-12"


@pytest.fixture
def example(request: Any, home: Home) -> Path:
    """The example of a library, in a file."""
    path = home.directory / "ask"
    path.write_text(EXAMPLES[request.param])
    home.environ["LC_ALL"] = "C.UTF-8"
    return path


def for_each(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("example", names, indirect=True)


def ran(home: Home, path: Path, *arguments: str, **variables: str) -> str:
    done = subprocess.run(
        [sys.executable, str(path), *arguments],
        env={**home.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert "Traceback" not in done.stderr
    return done.stdout


def terminal(home: Home, path: Path) -> Any:
    return pexpect.spawn(
        sys.executable, [str(path)], env={**home.environ, "TERM": "xterm"}, encoding="utf-8",
        timeout=PATIENCE, dimensions=(40, 120),
    )  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_about_ten_lines(name: str) -> None:
    assert len([line for line in EXAMPLES[name].splitlines() if line]) <= 10


# ── command lines ────────────────────────────────────────────────────────────────────────────────


@for_each("click", "Typer", "argparse")
@pytest.mark.parametrize("string", [UNHEARD, MODEL, "no-slash", "odd/ünï co:de"])
def test_any_string_is_taken(home: Home, example: Path, string: str) -> None:
    assert ran(home, example, "--model", string) == f"asking {string}\n"


@for_each("click")
def test_click_completes_in_each_of_its_shells(home: Home, example: Path) -> None:
    words = {"COMP_WORDS": f"ask --model {TYPED}", "COMP_CWORD": "2"}
    assert ran(home, example, _ASK_COMPLETE="bash_complete", **words) == f"plain,{MODEL}\n"
    told = ran(home, example, _ASK_COMPLETE="zsh_complete", **words)
    assert told == f"plain\n{MODEL}\n131k, $0.15 / $0.60, tools reasoning json\n"
    fish = {**words, "COMP_CWORD": TYPED}
    assert MODEL in ran(home, example, _ASK_COMPLETE="fish_complete", **fish)


@for_each("Typer")
def test_typer_completes(home: Home, example: Path) -> None:
    words = {"COMP_WORDS": f"ask --model {TYPED}", "COMP_CWORD": "2"}
    assert ran(home, example, _ASK_COMPLETE="complete_bash", **words).split() == [MODEL]
    zsh = {"_TYPER_COMPLETE_ARGS": f"ask --model {TYPED}"}
    told = ran(home, example, _ASK_COMPLETE="complete_zsh", **zsh)
    assert MODEL in told
    assert "tools reasoning json" in told


@for_each("argparse")
def test_argcomplete_completes(home: Home, example: Path) -> None:
    line = f"ask --model {TYPED}"
    answer = home.directory / "answer"
    ran(
        home, example, _ARGCOMPLETE="1", _ARGCOMPLETE_STDOUT_FILENAME=str(answer),
        _ARGCOMPLETE_SHELL="fish", COMP_LINE=line, COMP_POINT=str(len(line)), _ARGCOMPLETE_IFS="\n",
    )  # fmt: skip
    assert answer.read_text().split() == [MODEL]


@for_each("aider", "LiteLLM", "MassGen")
def test_what_stands_for_anothers_functions_answers_without_network_or_keys(
    home: Home, example: Path
) -> None:
    said = ran(home, example, WHICHMODEL_OFFLINE="1").splitlines()
    assert len(said) == 2
    assert said[1] in ("131072", "[]", "no_key")


# ── in a terminal ────────────────────────────────────────────────────────────────────────────────


WHAT_IS_TYPED = [
    ("prompt_toolkit", TYPED),
    ("prompt_toolkit", "120b groq/openai"),
    ("questionary", TYPED),
    ("questionary", "oq/openai/gpt-oss-12"),
]


@pytest.mark.parametrize(("example", "words"), WHAT_IS_TYPED, indirect=["example"])
def test_a_prompt_completes_and_tells_of_each_model(home: Home, example: Path, words: str) -> None:
    child = terminal(home, example)
    child.expect_exact("Model:")
    child.send(words)
    child.expect_exact("tools reasoning json")
    child.send("\t\r")
    child.expect_exact(f"asking {MODEL}")
    child.close(force=True)


@for_each("prompt_toolkit", "questionary")
def test_a_prompt_takes_any_string(home: Home, example: Path) -> None:
    child = terminal(home, example)
    child.expect_exact("Model:")
    child.send(f"{UNHEARD}\r")
    child.expect_exact(f"asking {UNHEARD}")
    child.close(force=True)


def test_questionary_selects_from_what_begins_so(home: Home) -> None:
    from whichmodel.integrations.questionary import choices

    found = choices("groq/")
    assert MODEL in [choice.value for choice in found]
    assert all(str(choice.value).startswith("groq/") for choice in found)
    (title,) = [choice.title for choice in found if choice.value == MODEL]
    assert str(title).endswith("  131k, $0.15 / $0.60, tools reasoning json")


def test_textual_goes_on_with_what_is_typed_and_takes_any_string(home: Home) -> None:
    from textual.widgets import Input

    place: dict[str, Any] = {"__name__": "ask"}
    exec(EXAMPLES["Textual"], place)

    async def typed(words: str, *keys: str) -> str:
        app = place["Ask"]()
        async with app.run_test() as pilot:
            await pilot.press(*words)
            await pilot.pause()
            await pilot.app.workers.wait_for_complete()
            await pilot.press(*keys)
            return str(app.query_one(Input).value)

    assert asyncio.run(typed(TYPED.upper(), "right")).lower() == MODEL
    assert asyncio.run(typed("my/own", "right")) == "my/own"


# ── without the libraries, or without a catalogue ────────────────────────────────────────────────

LIBRARIES = ("click", "prompt_toolkit", "questionary", "textual")


@pytest.mark.parametrize("library", LIBRARIES)
def test_without_the_library_the_error_says_what_to_install(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, f"whichmodel.integrations.{library}", raising=False)
    with pytest.raises(ImportError, match=f"pip install {library}"):
        importlib.import_module(f"whichmodel.integrations.{library}")


@for_each("click", "Typer", "argparse")
def test_with_a_broken_configuration_nothing_is_offered_and_all_works(
    home: Home, example: Path
) -> None:
    home.config.write_text("this is not [a configuration")
    assert ran(home, example, "--model", UNHEARD) == f"asking {UNHEARD}\n"
    words = {"COMP_WORDS": f"ask --model {TYPED}", "COMP_CWORD": "2"}
    shells = {"click": "bash_complete", "typer": "complete_bash"}
    for library, shell in shells.items():
        if f"import {library}" in example.read_text():
            assert ran(home, example, _ASK_COMPLETE=shell, **words).strip() == ""


LONGER = ("names.py", "naming.py", "answering.py", "copilot.py", "massgen.py")
"""What pieces share, and the one that stands for two modules of another program."""


@pytest.mark.parametrize("page", sorted(os.listdir(ROOT / "src/whichmodel/integrations")))
def test_each_piece_is_at_most_a_page(page: str) -> None:
    if page.endswith(".py") and page not in LONGER:
        source = (ROOT / "src/whichmodel/integrations" / page).read_text(encoding="utf-8")
        assert len(source.splitlines()) <= 50
