"""Data and talk apart; on a terminal colours, its width and a pager, elsewhere none of them."""

import argparse
import io
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import Run, shell, terminal
from homes import Home
from servers import liar

from whichmodel.cli import output

ESCAPE = "\x1b"
LONG = ["list", "--kind", "all"]


@pytest.fixture
def pager(home: Home) -> Path:
    """A pager that keeps what it gets, says what its environment is, and shows a mark."""
    script = home.directory / "pager"
    script.write_text(
        "#!/bin/sh\n"
        f'cat >"{home.directory}/paged"\n'
        f'echo "LESS=$LESS" >"{home.directory}/less"\n'
        "echo PAGED\n"
    )
    script.chmod(0o755)
    return script


def paged(home: Home) -> str:
    return (home.directory / "paged").read_text(encoding="utf-8")


# ── data and talk ────────────────────────────────────────────────────────────────────────────────


def test_data_is_on_stdout_and_talk_on_stderr(home: Home) -> None:
    ran = shell(home, "whichmodel list groq moonshot")
    assert ran.lines[0].startswith("Groq: ")
    assert "whichmodel: " not in ran.out
    assert all(line.startswith("whichmodel: ") for line in ran.err.splitlines())
    assert shell(home, "whichmodel list groq moonshot 2>/dev/null").out == ran.out


@pytest.mark.parametrize(
    "arguments",
    [["list", "groq"], ["resolve", "a/b"], ["doctor"], ["diff"], ["translate", "groq/x"]],
)
def test_every_verb_knows_what_a_table_is(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments, "--format", "table")
    assert (ran.code, ran.out) == (0, run(*arguments).out)


def test_a_pipe_has_no_colour_no_pager_and_nothing_left_out(home: Home, pager: Path) -> None:
    home.environ |= {"PAGER": str(pager), "COLUMNS": "20", "TERM": "xterm-256color"}
    ran = shell(home, "whichmodel list groq | cat")
    assert ESCAPE not in ran.out
    assert "PAGED" not in ran.out
    assert max(map(len, ran.lines)) > 60


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "markdown", "yaml", "ids"])
def test_only_the_table_is_drawn_for_a_terminal(home: Home, form: str) -> None:
    arguments = ["list", "groq", "moonshot", "--format", form]
    shown = terminal(home, *arguments, columns=40).out
    assert ESCAPE not in shown
    assert without_times(shown) == without_times(home.run(*arguments).stdout)


def without_times(text: str) -> list[str]:
    times = ("generated_at", "age_seconds")
    return [line for line in text.splitlines() if not any(word in line for word in times)]


# ── colour ───────────────────────────────────────────────────────────────────────────────────────


def test_a_terminal_has_colour(home: Home) -> None:
    shown = terminal(home, "list", "groq")
    assert shown.code == 0
    assert shown.out.startswith(f"{ESCAPE}[1mGroq: ")
    assert ESCAPE not in shown.err


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colour_gets_none(home: Home, variables: dict[str, str]) -> None:
    shown = terminal(home, "list", "groq", **variables)
    assert shown.out.startswith("Groq: ")
    assert ESCAPE not in shown.out


def test_an_empty_no_color_wants_nothing(home: Home) -> None:
    assert ESCAPE in terminal(home, "list", "groq", NO_COLOR="").out


# ── width ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("columns", [60, 100, 160])
def test_lines_end_where_the_terminal_does(home: Home, columns: int) -> None:
    ids = home.run("list", "groq", "--format", "ids").stdout.splitlines()
    widest = max(columns, *(len(f"  {model_id}") for model_id in ids))
    table = terminal(home, "list", "groq", columns=columns, NO_COLOR="1").lines
    assert len(table) > 5
    assert max(map(len, table)) <= widest
    statuses = terminal(home, "providers", columns=columns).lines
    assert max(map(len, statuses)) <= columns


def test_columns_says_otherwise(home: Home) -> None:
    narrow = terminal(home, "providers", columns=200, COLUMNS="50").lines
    assert max(map(len, narrow)) == 50
    wide = terminal(home, "providers", columns=50, COLUMNS="200").lines
    assert max(map(len, wide)) > 100


@pytest.mark.parametrize("columns", ["", "wide", "-3", "0"])
def test_columns_that_say_nothing_are_ignored(home: Home, columns: str) -> None:
    assert max(map(len, terminal(home, "providers", columns=70, COLUMNS=columns).lines)) == 70


def test_a_terminal_that_was_never_told_its_size_has_80_columns(home: Home) -> None:
    assert max(map(len, terminal(home, "providers", columns=0).lines)) == 80


# ── pager ────────────────────────────────────────────────────────────────────────────────────────


def test_a_terminal_has_a_pager_and_talk_passes_by_it(home: Home, pager: Path) -> None:
    ran = terminal(home, "list", "groq", PAGER=str(pager))
    assert ran.code == 0
    assert ran.lines == ["PAGED"]
    assert paged(home).startswith(f"{ESCAPE}[1mGroq: ")
    assert ran.last.startswith("whichmodel: ")
    assert (home.directory / "less").read_text() == "LESS=FRX\n"


@pytest.mark.parametrize("arguments", [["show", "groq/openai/gpt-oss-120b"], ["providers"]])
def test_whatever_may_be_long_is_paged(home: Home, pager: Path, arguments: list[str]) -> None:
    assert terminal(home, *arguments, columns=1000, PAGER=str(pager)).lines == ["PAGED"]
    assert paged(home) == home.run(*arguments).stdout


def test_how_less_is_set_stays(home: Home, pager: Path) -> None:
    terminal(home, "list", "groq", PAGER=str(pager), LESS="-R")
    assert (home.directory / "less").read_text() == "LESS=-R\n"


def test_our_own_variable_comes_first(home: Home, pager: Path) -> None:
    ran = terminal(home, "list", "groq", PAGER="cat", WHICHMODEL_PAGER=str(pager))
    assert ran.lines == ["PAGED"]
    ran = terminal(home, "list", "groq", PAGER=str(pager), WHICHMODEL_PAGER="")
    assert "PAGED" not in ran.lines


def test_a_pager_may_have_arguments(home: Home, pager: Path) -> None:
    assert terminal(home, "list", "groq", PAGER=f"{pager} --quiet; true").lines == ["PAGED"]


@pytest.mark.parametrize("none", ["", "cat", "/nowhere/no-such-pager"])
def test_without_a_pager_the_text_is_simply_there(home: Home, none: str) -> None:
    ran = terminal(home, "list", "groq", PAGER=none, NO_COLOR="1")
    assert ran.code == 0
    assert any(line.startswith("Groq: ") for line in ran.lines)


@pytest.mark.parametrize("arguments", [["list", "groq", "--no-pager"], ["list", "--format", "ids"]])
def test_what_is_not_paged(home: Home, pager: Path, arguments: list[str]) -> None:
    assert "PAGED" not in terminal(home, *arguments, PAGER=str(pager)).lines


def test_a_pager_that_is_left_early_is_no_problem(home: Home) -> None:
    ran = terminal(home, *LONG, PAGER="head -1")
    assert ran.code == 0
    assert len(ran.lines) == 1
    assert "Traceback" not in ran.err


def test_ctrl_c_is_the_pagers(home: Home) -> None:
    """The terminal sends it to both of us; whoever pages decides what it means."""
    ran = terminal(home, "list", "groq", PAGER="cat >/dev/null; kill -INT $PPID; echo STILL HERE")
    assert ran.code == 0
    assert ran.lines == ["STILL HERE"]
    assert ran.last.startswith("whichmodel: ")


def test_what_we_do_about_ctrl_c_is_undone(
    home: Home, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAGER", "true")
    before = signal.getsignal(signal.SIGINT)
    for name in ("stdin", "stdout"):
        monkeypatch.setattr(sys, name, Terminal())
    output.write("text\n", paged=True)
    assert signal.getsignal(signal.SIGINT) is before


class Terminal(io.StringIO):
    """Says that it is one."""

    def isatty(self) -> bool:
        return True


# ── whatever the characters ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("paging", ["cat", "PAGER"])
def test_a_terminal_never_gets_what_it_would_obey(
    run: Run, home: Home, serve: Any, pager: Path, paging: str
) -> None:
    rows = [
        {"id": "good", "name": f"{ESCAPE}]0;owned\x07 \u202eeman {ESCAPE}[2J"},
        {"id": f"bad{ESCAPE}[2J"},
    ]
    home.at(openrouter=serve(liar.answer({"data": rows})).origin + "/v1")
    command = str(pager) if paging == "PAGER" else paging
    for arguments in (
        ["list", "openrouter", "--live"],
        ["list", "openrouter"],
        ["show", "openrouter/good"],
        ["providers", "openrouter"],
        ["refresh", "openrouter"],
    ):
        ran = terminal(home, *arguments, PAGER=command, NO_COLOR="1")
        texts = [ran.out, ran.err]
        if (home.directory / "paged").exists():
            texts.append(paged(home))
        assert all(text.replace("\n", "").isprintable() for text in texts)


def test_an_encoding_that_lacks_a_character_is_no_reason_to_fail(home: Home) -> None:
    home.environ["PYTHONIOENCODING"] = "ascii"
    ran = home.run("resolve", "gro\u00df/\u6a21")
    assert ran.returncode == 0
    assert "gro\\xdf/\\u6a21" in ran.stdout
    listed = home.run("list", "qwen", "moonshot")
    assert listed.returncode == 0
    assert listed.stdout.isascii()


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("plain", "plain"),
        ("\u4e2d\u6587 \u00e9", "\u4e2d\u6587 \u00e9"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\nb\tc", "a\ufffdb\ufffdc"),
        ("\u202eeman", "\ufffdeman"),
        ("\ud800", "\ufffd"),
    ],
)
def test_printable_words(words: str, printed: str) -> None:
    assert output.printable(words) == printed


def test_talk_is_printable_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.say(f"{ESCAPE}[2J two\nlines")
    assert tuple(capsys.readouterr()) == ("", "\ufffd[2J two\ufffdlines\n")


def test_the_formats_of_a_verb_are_its_own() -> None:
    parser = argparse.ArgumentParser()
    output.add_format(parser, ("text", "json"))
    assert parser.parse_args([]).format == "text"
    assert parser.parse_args(["--json"]).format == "json"
    assert parser.parse_args(["--format", "json"]).format == "json"
