"""`whichmodel init`: what it asks on a terminal, what it decides without one, what it writes."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from commands import Run, python
from homes import Home, key_for
from picker.ptys import Terminal, control
from servers import liar
from servers.liar import Liar, Script

from whichmodel.configs import TARGETS

Serve = Callable[[Script], Liar]
LISTED = liar.listed("llama-9", "qwen-9", "kimi-9")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory, in which the command runs."""
    directory = tmp_path / "project"
    directory.mkdir()
    monkeypatch.chdir(directory)
    return directory


@pytest.fixture
def server(serve: Serve) -> Liar:
    return serve(LISTED)


@pytest.fixture
def corp(home: Home, project: Path, server: Liar) -> Home:
    """A home with a provider of its own, whose list was asked for two days ago."""
    home.configure(corp={"base_url": server.origin + "/v1", "key_env": "CORP_KEY", "name": "Corp"})
    home.environ["CORP_KEY"] = key_for("corp")
    home.ask("corp", hours=-1000)
    server.requests.clear()
    return home


def init(home: Home, *options: str, columns: int = 80, rows: int = 24) -> Terminal:
    command = [sys.executable, "-m", "whichmodel", "init", *options]
    return Terminal(command, home.environ, columns, rows)


def names(project: Path) -> list[str]:
    return sorted(path.name for path in project.iterdir())


# ── asked on a terminal ──────────────────────────────────────────────────────────────────────────


def test_all_questions_are_asked_and_the_file_is_written(
    corp: Home, project: Path, server: Liar
) -> None:
    with init(corp) as terminal:
        terminal.wait("Which provider?")
        terminal.lit("Corp")
        terminal.type("corp")
        terminal.wait("1 found")
        terminal.shows("init-provider")
        terminal.press("enter")
        terminal.wait("Ask Corp for its models now?")
        terminal.shows("init-refresh")
        terminal.press("enter")
        terminal.wait("Which model?")
        terminal.shows("init-model")
        terminal.type("qwen")
        terminal.lit("openai/qwen-9")
        terminal.press("enter")
        terminal.wait("For which tool?")
        terminal.shows("init-target")
        terminal.type("litellm")
        terminal.lit("litellm")
        terminal.press("enter")
        assert terminal.end() == (0, "")
        terminal.shows("init-written")
        assert b"canary" not in terminal.raw
    (entry,) = yaml.safe_load((project / "config.yaml").read_text())["model_list"]
    assert entry["litellm_params"]["model"] == "openai/qwen-9"
    assert entry["litellm_params"]["api_key"] == "os.environ/CORP_KEY"
    assert [asked.path for asked in server.requests] == ["/v1/models"]
    assert b"canary" not in corp.files()


@pytest.mark.parametrize("key", ["\x1b", control("c"), control("d")])
@pytest.mark.parametrize(
    ("seen", "answers"),
    [
        ("Which provider?", []),
        ("Ask Corp for its models now?", ["--provider", "corp"]),
        ("Which model?", ["--provider", "corp", "--no-refresh"]),
        ("For which tool?", ["--model", "corp/llama-9"]),
        ("Write over it?", ["--model", "corp/llama-9", "--target", "curl"]),
    ],
)
def test_who_leaves_at_any_question_leaves_nothing_behind(
    corp: Home, project: Path, seen: str, answers: list[str], key: str
) -> None:
    (project / "ask.sh").write_text("mine")
    with init(corp, *answers) as terminal:
        terminal.wait(seen)
        terminal.wait("esc leave")
        terminal.type(key)
        assert terminal.end() == (130, "")
    assert names(project) == ["ask.sh"]
    assert (project / "ask.sh").read_text() == "mine"


def test_a_file_that_is_there_is_asked_about_and_kept(corp: Home, project: Path) -> None:
    (project / "ask.sh").write_text("mine")
    with init(corp, "--model", "corp/llama-9", "--target", "curl") as terminal:
        terminal.wait("ask.sh exists. Write over it?")
        terminal.lit("keep it")
        terminal.shows("init-exists")
        terminal.press("enter")
        assert terminal.end() == (3, "")
        terminal.wait("ask.sh is as it was: --output names another place")
    assert (project / "ask.sh").read_text() == "mine"


def test_a_file_that_is_there_is_written_over_when_somebody_says_so(
    corp: Home, project: Path
) -> None:
    (project / "ask.sh").write_text("mine")
    with init(corp, "--model", "corp/llama-9", "--target", "curl") as terminal:
        terminal.wait("Write over it?")
        terminal.press("down", "enter")
        assert terminal.end() == (0, "")
    assert "llama-9" in (project / "ask.sh").read_text()


def test_a_key_that_is_pressed_twice_answers_once(corp: Home, project: Path) -> None:
    (project / "ask.sh").write_text("mine")
    with init(corp, "--model", "corp/llama-9", "--target", "curl") as terminal:
        terminal.wait("Write over it?")
        terminal.wait("esc leave")
        terminal.press("down")
        terminal.lit("write over it")
        terminal.type("\r\r\r")
        assert terminal.end() == (0, "")
        assert "Traceback" not in terminal.text


def test_it_is_said_that_keys_would_be_lost(corp: Home, project: Path) -> None:
    (project / ".env").write_text("GROQ_API_KEY=canary\n")
    with init(corp, "--model", "corp/llama-9", "--target", "env") as terminal:
        terminal.wait("Write over it?")
        terminal.press("down")
        terminal.wait("the keys in it are lost")


def test_what_nobody_lists_can_be_typed(corp: Home, project: Path) -> None:
    with init(corp, "--provider", "corp", "--no-refresh", "--target", "python") as terminal:
        terminal.wait("Which model?")
        terminal.type("brand-new")
        terminal.wait("brand-new  as typed")
        terminal.type(control("y"))
        assert terminal.end() == (0, "")
        assert "openai/brand-new is in no list that is known here" in terminal.text
    assert '"openai/brand-new"' in (project / "ask.py").read_text()


def test_whoever_says_no_is_not_asked_for(corp: Home, server: Liar) -> None:
    with init(corp, "--provider", "corp") as terminal:
        terminal.wait("Ask Corp for its models now?")
        terminal.press("down", "enter")
        terminal.wait("Which model?")
    assert server.requests == []


def test_a_provider_that_gives_no_list_is_told_and_the_last_one_stays(
    home: Home, project: Path, serve: Serve
) -> None:
    broken = serve(liar.by_turns(LISTED, liar.answer("oops", 500)))
    home.configure(corp={"base_url": broken.origin + "/v1", "key_env": "CORP_KEY"})
    home.environ["CORP_KEY"] = key_for("corp")
    home.ask("corp", hours=-1000)
    with init(home, "--provider", "corp", "--refresh") as terminal:
        terminal.wait("Which model?")
        terminal.wait("openai/llama-9")
        assert b"kept the list of" in terminal.raw


def test_targets_that_cannot_use_the_model_are_not_offered(home: Home, project: Path) -> None:
    with init(home, "--model", "bedrock/some-model") as terminal:
        terminal.wait("For which tool?")
        terminal.type("curl")
        terminal.wait("nothing found")


def test_without_colour_nothing_is_coloured(corp: Home) -> None:
    corp.environ["NO_COLOR"] = "1"
    with init(corp) as terminal:
        terminal.wait("Which provider?")
        terminal.wait("esc leave")
        assert b"\x1b[0;3" not in terminal.raw and b";38;" not in terminal.raw


def test_without_any_key_it_is_told_where_keys_are_before_the_question(
    home: Home, project: Path
) -> None:
    home.environ["WHICHMODEL_OFFLINE"] = "1"
    with init(home) as terminal:
        terminal.wait("Which provider?")
        terminal.wait("esc leave")
        terminal.wait("No key is set, neither in the environment nor in .env.")
        terminal.wait("https://console.groq.com/keys")


# ── unattended ───────────────────────────────────────────────────────────────────────────────────


def test_without_a_terminal_it_is_said_which_options_are_missing(corp: Home) -> None:
    for given, missing in (
        ([], "--provider, --model, --target"),
        (["--provider", "corp"], "--model, --target"),
        (["--model", "corp/llama-9"], "--target"),
        (["--target", "curl"], "--provider, --model"),
    ):
        ran = corp.run("init", *given, start_new_session=True)
        assert (ran.returncode, ran.stdout) == (3, "")
        assert ran.stderr == (
            f"whichmodel: init needs a terminal to ask on; without one also say {missing}, "
            "or let --yes decide\n"
        )


@pytest.mark.parametrize("target", TARGETS)
def test_with_all_answers_no_terminal_is_needed(corp: Home, project: Path, target: str) -> None:
    corp.environ["GROQ_API_KEY"] = key_for("groq")
    model = "groq/openai/gpt-oss-120b"
    ran = corp.run("init", "--model", model, "--target", target, start_new_session=True)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert f"wrote {TARGETS[target].FILE}\n" in ran.stderr
    assert f"next:  {TARGETS[target].RUN}\n" in ran.stderr
    assert names(project) == [TARGETS[target].FILE]
    assert "gpt-oss-120b" in (project / TARGETS[target].FILE).read_text()
    assert "canary" not in ran.stderr
    assert b"canary" not in corp.files()


def test_yes_decides_and_says_what(home: Home, project: Path, run: Run) -> None:
    home.environ |= {"WHICHMODEL_OFFLINE": "1", "GROQ_API_KEY": key_for("groq")}
    ran = run("init", "--yes")
    (newest,) = run("list", "groq", "--tools", "--newest", "1", "--format", "ids").lines
    assert (ran.code, ran.out) == (0, "")
    assert "provider: Groq  (the first whose key is set: GROQ_API_KEY)\n" in ran.err
    assert f"model: {newest}  (its newest with tools; listed; source catalogue" in ran.err
    assert "target: python  (it takes any model)\n" in ran.err
    assert "Groq is not asked for its models: WHICHMODEL_OFFLINE is set\n" in ran.err
    assert f'"{newest}"' in (project / "ask.py").read_text()


def test_yes_asks_the_provider_first(home: Home, project: Path, run: Run, serve: Serve) -> None:
    server = serve(liar.listed("openai/gpt-oss-20b"))
    home.at(groq=server.origin + "/v1")
    ran = run("init", "--yes", "--target", "litellm", "-o", "mine.yaml")
    assert ran.code == 0
    assert "model: groq/openai/gpt-oss-20b  (its newest with tools; listed; source " in ran.err
    assert "next:  litellm --config config.yaml  (here config.yaml is mine.yaml)\n" in ran.err
    (asked,) = server.requests
    assert asked.headers["authorization"] == f"Bearer {key_for('groq')}"
    assert "canary" not in ran.err
    assert b"canary" not in home.files()


def test_yes_asks_nobody_when_told_so(home: Home, project: Path, run: Run, serve: Serve) -> None:
    server = serve(LISTED)
    home.at(groq=server.origin + "/v1")
    assert run("init", "--yes", "--no-refresh").code == 0
    assert server.requests == []


def test_a_key_that_is_set_goes_before_one_that_is_still_to_be_loaded(
    home: Home, project: Path, run: Run
) -> None:
    home.environ["MISTRAL_API_KEY"] = key_for("mistral")
    (project / ".env").write_text("OPENAI_API_KEY=canary\n")
    ran = run("init", "--yes", "--no-refresh")
    assert "provider: Mistral  (the first whose key is set: MISTRAL_API_KEY)\n" in ran.err


def test_yes_does_not_guess_without_a_key(home: Home, project: Path, run: Run) -> None:
    ran = run("init", "--yes")
    assert (ran.code, names(project)) == (3, [])
    assert ran.last == (
        "whichmodel: no key is set, so --yes cannot decide: set one, or name a --provider"
    )
    assert "https://console.groq.com/keys" in ran.err


def test_yes_keeps_to_what_was_said(home: Home, project: Path, run: Run) -> None:
    ran = run("init", "--yes", "--no-refresh", "--provider", "kimi", "--target", "aider")
    assert ran.code == 0
    assert "provider: Moonshot  (as you said)\n" in ran.err
    assert "moonshot/" in (project / ".aider.conf.yml").read_text()
    assert "set MOONSHOT_API_KEY (https://platform.kimi.ai/console/api-keys)\n" in ran.err


def test_yes_is_no_leave_to_write_over_a_file(home: Home, project: Path, run: Run) -> None:
    home.environ |= {"WHICHMODEL_OFFLINE": "1", "GROQ_API_KEY": key_for("groq")}
    (project / "ask.py").write_text("mine")
    ran = run("init", "--yes")
    assert (ran.code, (project / "ask.py").read_text()) == (3, "mine")
    assert ran.err == (
        "whichmodel: ask.py exists: --force writes over it, --output names another place\n"
    )
    assert run("init", "--yes", "--force").code == 0
    assert "groq/" in (project / "ask.py").read_text()


# ── what is meant ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("provider", "model", "string"),
    [
        ("groq", "openai/gpt-oss-120b", "groq/openai/gpt-oss-120b"),
        ("groq", "groq/openai/gpt-oss-120b", "groq/openai/gpt-oss-120b"),
        ("groq", "of-this-morning", "groq/of-this-morning"),
        ("corp", "openai/llama-9", "openai/llama-9"),
        ("corp", "llama-9", "openai/llama-9"),
    ],
)
def test_a_model_of_a_named_provider_may_be_its_own_name(
    corp: Home, project: Path, run: Run, provider: str, model: str, string: str
) -> None:
    ran = run("init", "--provider", provider, "--model", model, "--target", "python")
    assert ran.code == 0
    assert f'model="{string}"' in (project / "ask.py").read_text()


def test_two_providers_of_one_prefix_are_told_apart(corp: Home, project: Path, run: Run) -> None:
    run("init", "--provider", "corp", "--model", "openai/llama-9", "--target", "python")
    text = (project / "ask.py").read_text()
    assert "CORP_KEY" in text and "127.0.0.1" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--provider", "nobody"], "no provider is called 'nobody'"),
        (["--model", " ", "--target", "curl"], "--model ' ' names no model"),
        (["--model", "a\x1b[2J", "--target", "python"], "no configuration can hold"),
        (["--model", "bedrock/x", "--target", "curl"], "the targets litellm and python take any"),
        (["--target", "nothing"], "invalid choice: 'nothing'"),
    ],
)
def test_a_mistake_is_told_in_a_line_and_nothing_is_written(
    home: Home, project: Path, run: Run, arguments: list[str], words: str
) -> None:
    ran = run("init", "--yes", *arguments)
    assert (ran.code, names(project)) == (2, [])
    assert words in ran.last
    assert "\x1b" not in ran.err


def test_the_model_alone_is_not_called_where_the_call_needs_an_address(
    corp: Home, project: Path, run: Run
) -> None:
    told = "or try the model alone:  whichmodel run "
    assert (
        f"{told}groq/x 'Say hello.'\n" in run("init", "--model", "groq/x", "--target", "curl").err
    )
    assert told not in run("init", "--model", "corp/llama-9", "--target", "python").err


# ── keys in .env ─────────────────────────────────────────────────────────────────────────────────


def test_a_key_of_the_file_opens_its_provider_and_it_is_told_how_to_load_it(
    home: Home, project: Path, run: Run, serve: Serve
) -> None:
    server = serve(liar.listed("openai/gpt-oss-20b"))
    home.at(groq=server.origin + "/v1")
    key = home.environ.pop("GROQ_API_KEY")
    (project / ".env").write_bytes(f'\ufeffexport GROQ_API_KEY="{key}" # mine\r\n'.encode())
    ran = run("init", "--yes")
    assert ran.code == 0
    assert "GROQ_API_KEY is in .env only. Load it:  set -a; . ./.env; set +a" in ran.err
    assert [asked.headers["authorization"] for asked in server.requests] == [f"Bearer {key}"]
    (project / ".env").unlink()
    assert "canary" not in ran.err
    assert b"canary" not in home.files()


def test_a_key_that_belongs_to_another_address_is_not_sent_to_the_usual_one(
    home: Home, project: Path, run: Run, serve: Serve
) -> None:
    server = serve(LISTED)
    home.at(groq=server.origin + "/v1")
    key = home.environ.pop("GROQ_API_KEY")
    (project / ".env").write_text(f"GROQ_API_KEY={key}\nGROQ_API_BASE=http://127.0.0.1:9/v1\n")
    ran = run("init", "--yes")
    assert ran.code == 0
    assert "Groq is not asked for its models: .env also sets GROQ_API_BASE\n" in ran.err
    assert ".env also sets GROQ_API_BASE: load it before init, or check what ask.py" in ran.err
    assert server.requests == []


def test_a_key_of_the_environment_does_not_follow_an_address_of_the_file(
    home: Home, project: Path, run: Run, serve: Serve
) -> None:
    """Whoever wrote the `.env` of a directory need not be who set the key."""
    there, elsewhere = serve(LISTED), serve(LISTED)
    home.at(groq=there.origin + "/v1")
    (project / ".env").write_text(
        f"GROQ_API_BASE={elsewhere.origin}/v1\nWHICHMODEL_CONFIG=/nowhere\n"
        f"HTTP_PROXY={elsewhere.origin}\nGROQ_API_KEY=canary-other\n"
    )
    run("init", "--yes")
    assert [asked.headers["authorization"] for asked in there.requests] == [
        f"Bearer {key_for('groq')}"
    ]
    assert elsewhere.requests == []


def test_a_key_that_is_none_is_not_shown_either(home: Home, project: Path, serve: Serve) -> None:
    server = serve(LISTED)
    home.at(groq=server.origin + "/v1")
    del home.environ["GROQ_API_KEY"]
    (project / ".env").write_text('GROQ_API_KEY="canary\n\x1b[2Jcanary é"\n')
    ran = home.run("init", "--yes", start_new_session=True)
    assert "canary" not in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


# ── what it costs others ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("verb", [["init", "--help"], ["init", "--yes", "--no-refresh"]])
def test_where_nothing_is_asked_the_terminal_library_is_not_loaded(
    home: Home, project: Path, verb: list[str]
) -> None:
    home.environ["GROQ_API_KEY"] = key_for("groq")
    code = (
        "import sys; from whichmodel.cli.main import main; "
        f"main({verb!r}); print('prompt_toolkit' in sys.modules, file=sys.stderr)"
    )
    assert python(home, "-c", code).err.splitlines()[-1] == "False"
