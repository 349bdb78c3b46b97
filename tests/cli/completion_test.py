"""Pressing Tab in real shells: bash, zsh and fish each in a terminal of its own."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pexpect
import pytest
import tree_sitter_powershell
from commands import Run
from homes import PATIENCE, Home
from servers import liar
from tree_sitter import Language, Parser

from whichmodel.cli.completion import SHELLS

MODEL = "groq/openai/gpt-oss-120b"
FREE = "groq/deep:free"
OURS = f"{shlex.quote(sys.executable)} -m whichmodel completion"
WISHES = ["--for", "llm -m", "--for", "aider --model", "--for", "ollama run"]
END = "the end"


class Start(NamedTuple):
    """How a shell starts without anybody's settings, loads our script, and tells its arguments."""

    command: list[str]
    load: str
    own: str
    tell: str
    tabs: str
    """What makes it show what there is to choose from."""


STARTS = {
    "bash": Start(
        ["bash", "--norc", "--noprofile"],
        'eval "$({script})"',
        "_own() {{ COMPREPLY=(kept); }}; complete -F _own llm",
        "{0}() {{ printf '<%s>' \"$@\"; echo the end; }}",
        "\t\t",
    ),
    "zsh": Start(
        ["zsh", "-f"],
        'autoload -Uz compinit && compinit -u -D; {own}; eval "$({script})"',
        "_own() {{ compadd kept; }}; compdef _own llm",
        "{0}() {{ printf '<%s>' \"$@\"; echo the end; }}",
        "\t",
    ),
    "fish": Start(
        ["fish", "--no-config"],
        "{script} | source",
        "complete -c llm -f -a kept",
        "function {0}; printf '<%s>' $argv; echo the end; end",
        "\t",
    ),
}


class Typing:
    """A shell in a terminal, in which a command tells its arguments instead of doing anything."""

    def __init__(self, shell: str, home: Home) -> None:
        self._start = start = STARTS[shell]
        environ = {**home.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        command, *arguments = start.command
        self._child = pexpect.spawn(
            command, arguments, env=environ, cwd=str(home.directory), encoding="utf-8",
            timeout=PATIENCE, dimensions=(50, 200),
        )  # fmt: skip
        script = f"{OURS} {shell} {shlex.join(WISHES)}"
        own = start.own.format()
        if "{own}" not in start.load:
            self._child.sendline(own)
        self._child.sendline(start.load.format(script=script, own=own))
        for name in ("whichmodel", "llm", "aider", "ollama"):
            self._child.sendline(start.tell.format(name))
        self._child.sendline("echo rea''dy")
        self._child.expect_exact("ready")

    def typed(self, line: str) -> list[str]:
        """The arguments of a command that was typed so, Tab and all."""
        self._child.send(line + "\r")
        self._child.expect_exact(END)
        return re.findall(r"<([^<>]*)>", self._child.before.splitlines()[-1])

    def shown(self, line: str, words: list[str]) -> None:
        """Press Tab after a line, and wait until all the words are shown."""
        self._child.send(line + self._start.tabs)
        waiting = list(words)
        while waiting:
            waiting.pop(self._child.expect_exact(waiting))

    def close(self) -> None:
        self._child.close(force=True)


@pytest.fixture(params=STARTS)
def typing(request: Any, home: Home, serve: Any) -> Any:
    """Each shell in turn, where Groq was asked before."""
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    home.at(groq=serve(liar.listed("openai/gpt-oss-120b", "deep:free", "deep:fast")).origin + "/v1")
    home.ask("groq")
    (home.directory / "a-file.txt").touch()
    child = Typing(request.param, home)
    yield child
    child.close()


def test_verbs_options_values_and_providers_are_completed(typing: Typing) -> None:
    assert typing.typed("whichmodel prov\tcereb\t--js\t") == ["providers", "cerebras", "--json"]
    assert typing.typed("whichmodel list --form\tmark\t") == ["list", "--format", "markdown"]
    assert typing.typed("whichmodel list --format=mark\t") == ["list", "--format=markdown"]
    assert typing.typed("whichmodel completion pow\t") == ["completion", "powershell"]


def test_model_strings_are_completed_also_after_slashes_and_colons(typing: Typing) -> None:
    assert typing.typed("whichmodel show gro\t") == ["show", "groq/"]
    assert typing.typed("whichmodel show gro\topenai/\t") == ["show", MODEL]
    assert typing.typed("whichmodel show groq/deep:fr\t") == ["show", FREE]
    assert typing.typed("whichmodel show claude-haiku-5-\t") == ["show", "claude-haiku-5-5"]
    assert typing.typed("whichmodel show 'groq/op\t") == ["show", MODEL]


def test_inside_a_prefix_all_of_its_models_are_shown(typing: Typing) -> None:
    typing.shown("whichmodel show groq/", ["deep:fast", "deep:free", "gpt-oss-120b"])


def test_after_a_variable_or_in_a_pipe_it_works_as_well(typing: Typing) -> None:
    assert typing.typed("A=1 whichmodel show groq/op\t") == ["show", MODEL]
    assert typing.typed("true | whichmodel show groq/op\t") == ["show", MODEL]


def test_a_file_is_completed_by_the_shell_itself(typing: Typing) -> None:
    found = typing.typed("whichmodel snapshot build --out a-fi\t")
    assert found == ["snapshot", "build", "--out", "a-file.txt"]


def test_where_nothing_is_known_no_file_is_offered(typing: Typing) -> None:
    assert typing.typed("whichmodel show a-fi\t") == ["show", "a-fi"]


def test_model_strings_are_completed_for_other_commands(typing: Typing) -> None:
    assert typing.typed("llm -m groq/op\t") == ["-m", MODEL]
    assert typing.typed("llm chat -m groq/deep:fr\t") == ["chat", "-m", FREE]
    assert typing.typed("aider --model gro\top\t") == ["--model", MODEL]
    assert typing.typed("aider --model=groq/deep:fr\t") == [f"--model={FREE}"]
    assert typing.typed("ollama run groq/op\t") == ["run", MODEL]


def test_the_rest_of_another_command_is_completed_as_before(typing: Typing) -> None:
    assert typing.typed("llm ke\t") == ["kept"]
    assert typing.typed("llm -m groq/op\tke\t") == ["-m", MODEL, "kept"]
    assert typing.typed("aider a-fi\t") == ["a-file.txt"]


def test_what_is_listed_later_is_completed_then(typing: Typing, home: Home, serve: Any) -> None:
    assert typing.typed("whichmodel show groq/bra\t") == ["show", "groq/bra"]
    known = home.world().providers["groq"].base_url
    assert known.startswith("http://127.0.0.1")
    home.at(groq=serve(liar.listed("brand-new")).origin + "/v1")
    home.ask("groq")
    assert typing.typed("whichmodel show groq/bra\t") == ["show", "groq/brand-new"]


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh_takes_the_script_as_a_file_of_its_function_path(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "functions"
    folder.mkdir()
    (folder / "_whichmodel").write_text(home.run("completion", "zsh").stdout)
    child = pexpect.spawn(
        "zsh", ["-f"], env={**home.environ, "TERM": "dumb"}, encoding="utf-8", timeout=PATIENCE,
        dimensions=(50, 200),
    )  # fmt: skip
    child.sendline(f"fpath=({folder} $fpath); autoload -Uz compinit && compinit -u -D")
    child.sendline(STARTS["zsh"].tell.format("whichmodel"))
    child.send(f"whichmodel show {MODEL[:-3]}\t\r")
    child.expect_exact(f"<{MODEL}>the end")
    child.close(force=True)


LINES = ("whichmodel ", "whichmodel show groq/", "llm ", "llm -m groq/", "llm --model=", "aider x ")


@pytest.mark.parametrize("line", LINES)
def test_bash_has_nothing_to_complain_of_even_where_it_is_strict(run: Run, line: str) -> None:
    script = run("completion", "bash", *WISHES).out
    press = f"""set -u; {script}
    COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)} COMPREPLY=()
    case "$COMP_LINE" in
        whichmodel*) _whichmodel whichmodel ;;
        *) _whichmodel_for "${{COMP_LINE%% *}}" "" "" ;;
    esac
    echo "${{#COMPREPLY[@]}}"
    """
    ran = subprocess.run(["bash", "-c", press], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (int(ran.stdout) > 0) == (line in LINES[:2] + LINES[3:4])


def test_bash_asks_what_it_would_have_loaded_first(run: Run) -> None:
    script = run("completion", "bash", *WISHES).out
    press = f"""
    _own() {{ COMPREPLY=("$1-kept"); }}
    _completion_loader() {{ complete -F _own "$1"; return 124; }}
    {script}
    for line in "aider x " "aider x " "aider --model groq/openai/gpt-oss-120b"; do
        COMP_LINE="$line" COMP_POINT=${{#line}}
        _whichmodel_for aider "" ""
        echo "${{COMPREPLY[@]}}" "$(complete -p aider)"
    done
    """
    ran = subprocess.run(["bash", "-c", press], capture_output=True, text=True, check=False)
    ours = "complete -o bashdefault -o default -F _whichmodel_for aider"
    expected = [f"aider-kept {ours}", f"aider-kept {ours}", f"{MODEL} {ours}"]
    assert (ran.stdout.splitlines(), ran.stderr) == (expected, "")


# ── the script ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("shell", SHELLS)
def test_without_for_nothing_is_said_of_other_commands(run: Run, shell: str) -> None:
    plain, wished = run("completion", shell), run("completion", shell, *WISHES)
    assert (plain.code, plain.err, wished.code, wished.err) == (0, "", 0, "")
    assert "llm" not in plain.out
    assert "@" not in re.sub(r"\$@|\[@\]|\(@f?Q?\)|@args|@before|@\(", "", wished.out)
    assert wished.out.startswith(plain.out.rstrip("\n"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_itself_finds_no_mistake_in_it(run: Run, shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "script").write_text(run("completion", shell, *WISHES).out)
    command = [shell, "-n", str(tmp_path / "script")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_script_for_powershell_is_powershell(run: Run) -> None:
    parser = Parser(Language(tree_sitter_powershell.language()))
    script = run("completion", "powershell", *WISHES).out
    assert not parser.parse(script.encode()).root_node.has_error
    assert parser.parse(script.replace("{", "", 1).encode()).root_node.has_error


@pytest.mark.parametrize("words", ["llm", "", "llm chat -m", "  "])
def test_for_takes_a_command_and_its_option(run: Run, words: str) -> None:
    ran = run("completion", "bash", "--for", words)
    assert (ran.code, ran.out) == (2, "")
    assert "a command and its option" in ran.err


def test_a_command_with_odd_characters_cannot_break_the_script(run: Run, tmp_path: Path) -> None:
    script = run("completion", "bash", "--for", "x';touch${IFS}planted;' -m").out
    ran = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert not (tmp_path / "planted").exists()
    assert b"syntax error" not in ran.stderr
