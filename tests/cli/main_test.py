"""Exit codes, one-line problems, help that works, and who is left alone: the network, the disk."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest
from commands import Run, python, shell
from homes import Home

from whichmodel import __version__
from whichmodel.cli import main as command_line
from whichmodel.cli.main import VERBS, help_of

READING = {
    "list": ["list"],
    "list one": ["list", "groq", "--json"],
    "show": ["show", "groq/openai/gpt-oss-120b"],
    "show what nobody lists": ["show", "no-such-model"],
    "providers": ["providers", "--all"],
    "resolve": ["resolve", "groq/x"],
    "doctor": ["doctor"],
    "help": ["list", "--help"],
}
WRONG = {
    "no verb": [],
    "a verb that is none": ["lst"],
    "an option that is none": ["list", "--colour"],
    "a format that is none": ["list", "--format", "xml"],
    "a format of another verb": ["providers", "--format", "csv"],
    "two formats": ["list", "--json", "--format", "csv"],
    "a provider that is none": ["list", "nobody"],
    "a provider that is none, asked": ["refresh", "nobody"],
    "a kind that is none": ["list", "--kind", "poem"],
    "a status that is none": ["list", "--status", "sleepy"],
    "no tokens": ["list", "--min-context", "many"],
    "endless tokens": ["list", "--min-context", "1e999"],
    "no price": ["list", "--max-price", "cheap"],
    "a price below nothing": ["list", "--max-price", "-1"],
    "a price that is no number": ["list", "--max-price", "nan"],
    "none of each": ["list", "--newest", "0"],
    "no time": ["refresh", "--timeout", "0"],
    "a time that is no number": ["refresh", "--timeout", "nan"],
    "nothing to show": ["show"],
    "an empty string": ["resolve", ""],
    "a blank string": ["resolve", " \t"],
}

# Prints every file that is made or written, and every socket, while a command runs.
WATCH = """
import os, sys
def watch(event, args):
    if event.startswith("socket.") or event in ("os.mkdir", "os.rename", "os.remove"):
        print("touched", event, args, file=sys.stderr)
    elif event == "open" and args[1] and args[0] != os.devnull and set("wax+") & set(args[1]):
        print("touched", event, args, file=sys.stderr)
from whichmodel.cli.main import main
sys.addaudithook(watch)
code = main(sys.argv[1:])
raise SystemExit(code)
"""


def files(home: Home) -> list[Path]:
    return sorted(home.directory.rglob("*"))


# ── help ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help_with_examples_of_itself(run: Run, verb: str) -> None:
    ran = run(verb, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == help_of(verb)
    assert f"examples:\n  whichmodel {verb}" in ran.out


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_told_of_in_the_help_of_the_whole(run: Run, verb: str) -> None:
    ran = run("--help")
    assert (ran.code, ran.err) == (0, "")
    assert any(line.split()[:1] == [verb] for line in ran.out.splitlines())
    assert VERBS[verb] in ran.out


def examples() -> list[str]:
    texts = [command_line.EPILOG, *map(help_of, VERBS)]
    lines = (line for text in texts for line in text.splitlines())
    return [line.strip().partition("   ")[0] for line in lines if line.startswith("  whichmodel ")]


@pytest.mark.parametrize("example", examples())
def test_each_example_is_understood(example: str) -> None:
    parsed = command_line.parser().parse_args(shlex.split(example)[1:])
    assert parsed.verb == example.split()[1]


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version(run: Run, option: str) -> None:
    assert run(option) == (0, f"whichmodel {__version__}\n", "")


# ── problems ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_a_mistake_is_one_line_and_exit_code_2(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert line.startswith("whichmodel: ")


def test_a_mistake_in_an_option_leads_to_the_help_of_its_verb(run: Run) -> None:
    assert run("list", "--newest", "0").err.endswith("; `whichmodel list --help` tells more\n")


@pytest.mark.parametrize(
    "arguments", [["list", "--\x1b[2J"], ["list", "\x1b[2J"], ["\x1b[2J"], ["show", "\x1b[2J\n"]]
)
def test_a_mistake_is_repeated_without_what_a_terminal_would_obey(
    run: Run, arguments: list[str]
) -> None:
    ran = run(*arguments)
    assert ran.code in (2, 3)
    assert ran.err.removesuffix("\n").isprintable()


def test_a_configuration_that_cannot_be_understood_is_a_mistake(home: Home) -> None:
    home.config.write_text("this is not [a configuration")
    ran = python(home, "-m", "whichmodel", "list")
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(f"whichmodel: {home.config}: ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list", "groq"], 0),
        (["list", "--help"], 0),
        (["--version"], 0),
        (["list", "nobody"], 2),
        (["list", "--format", "xml"], 2),
        ([], 2),
        (["show", "no-such-model"], 3),
    ],
)
def test_exit_codes_of_the_process(home: Home, arguments: list[str], code: int) -> None:
    ran = python(home, "-m", "whichmodel", *arguments)
    assert ran.code == code
    assert "Traceback" not in ran.err
    assert bool(ran.out) == (code == 0)


def test_what_is_no_problem_of_the_person_is_not_hidden(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_args) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("whichmodel.cli.resolve.run", broken)
    with pytest.raises(ZeroDivisionError):
        run("resolve", "x")


# ── pipes that close ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "command",
    [
        "whichmodel list --kind all",
        "whichmodel list --kind all --json",
        "whichmodel list --kind all --format ids 2>&1",
        "whichmodel providers --all",
        "whichmodel list --help",
        "whichmodel --help",
    ],
)
def test_a_reader_that_has_seen_enough_is_no_problem(home: Home, command: str) -> None:
    ran = shell(home, f"{command} | head -1")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 1
    assert all(line.startswith("whichmodel: ") for line in ran.err.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["list", "-h"], ["-V"], ["resolve", "x"], ["doctor"], ["list", "--json"]],
)
def test_a_reader_that_is_gone_already_is_no_problem(home: Home, arguments: list[str]) -> None:
    theirs, ours = os.pipe()
    os.close(theirs)
    ran = home.run(*arguments, capture_output=False, stdout=ours, stderr=subprocess.PIPE)
    os.close(ours)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_with_stderr_closed_the_data_is_the_same(home: Home) -> None:
    ran = shell(home, "whichmodel list groq --format ids 2>&-")
    assert ran.code == 0
    assert ran.out == shell(home, "whichmodel list groq --format ids").out


def test_with_stdout_closed_there_is_no_traceback(home: Home) -> None:
    ran = shell(home, "whichmodel list groq >&-")
    assert ran.code == 0
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["whichmodel"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("command", ["list --kind all", "list groq", "resolve x", "--help"])
def test_a_full_disk_is_one_line(home: Home, command: str) -> None:
    ran = shell(home, f"whichmodel {command} >/dev/full")
    assert ran.code == 3
    assert ran.err == "whichmodel: output: No space left on device\n"


# ── reading leaves everything alone ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("arguments", READING.values(), ids=READING)
def test_reading_opens_no_socket_and_writes_no_file(home: Home, arguments: list[str]) -> None:
    before = files(home)
    home.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    ran = python(home, "-c", WATCH, *arguments)
    assert ran.code in (0, 3)
    assert [line for line in ran.err.splitlines() if line.startswith("touched")] == []
    assert files(home) == before


def test_the_watch_sees_what_asking_touches(home: Home) -> None:
    home.at(groq="http://127.0.0.1:1/v1")
    ran = python(home, "-c", WATCH, "refresh", "groq")
    assert "touched os.mkdir" in ran.err
    assert "touched socket.connect" in ran.err


@pytest.mark.parametrize("arguments", READING.values(), ids=READING)
def test_reading_works_where_there_are_no_sockets(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    def none(*_args, **_named):
        raise AssertionError("a reading verb opened a socket")

    monkeypatch.setattr("socket.socket", none)
    monkeypatch.setattr("socket.create_connection", none)
    monkeypatch.setattr("socket.getaddrinfo", none)
    assert run(*arguments).code in (0, 3)
