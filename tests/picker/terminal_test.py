"""`whichmodel pick` in a real pseudo-terminal, with a real server behind it."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Event
from typing import Any

import pytest
from homes import PATIENCE, Home
from picker.ptys import Terminal, control, pick
from servers import liar
from servers.liar import Exchange, Liar, Script, lying

HOSTILE = "Evil\x1b[2J\x1b[31m\x1b]0;owned\x07\u202eeman"


def row(model: str, **stated: Any) -> dict[str, Any]:
    return {"id": model, "object": "model", **stated}


ROWS = [
    each | {"created": 1_790_000_000 - 86_400 * days}
    for days, each in enumerate(
        [
            row("kimi-k2", name="Kimi K2", context_length=131_072),
            row("kimi-k2-0905", name="Kimi K2 0905", context_length=262_144),
            row("llama-4", name="Llama 4", context_length=1_048_576),
            row("hostile", name=HOSTILE),
            *(row(f"model-{n:02}") for n in range(40)),
        ]
    )
]
LISTED = {"object": "list", "data": ROWS}


@pytest.fixture
def serve() -> Iterator[Callable[[Script], Liar]]:
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(lying({"/v1/models": script}))


@pytest.fixture
def corp(home: Home, serve: Any) -> Home:
    """A home that knows one provider of its own, asked two days ago."""
    return asked(home, serve(liar.answer(LISTED)))


def asked(home: Home, server: Liar) -> Home:
    home.configure(corp={"base_url": server.origin + "/v1", "key_env": "CORP_KEY"})
    home.environ["CORP_KEY"] = "canary-corp"
    home.ask("corp", hours=-1000)
    return home


def opened(home: Home, *options: str, columns: int = 80, rows: int = 24) -> Terminal:
    return Terminal(pick("corp", *options), home.environ, columns, rows)


def still(home: Home, *options: str, **size: int) -> Terminal:
    """A list that nobody refreshes, once it is there."""
    terminal = opened(home, "--no-refresh", *options, **size)
    terminal.wait("enter choose")
    return terminal


FIRST = "openai/kimi-k2"


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────


def test_it_opens_at_once_on_what_is_stored(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.shows("terminal-opened")


def test_typing_filters_and_enter_prints_the_string_and_nothing_else(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.type("kimi k2")
        terminal.wait("search: kimi k2")
        terminal.lit("openai/kimi-k2")
        terminal.shows("terminal-typed")
        terminal.press("enter")
        assert terminal.end() == (0, "openai/kimi-k2\n")


def test_snapshots_open_by_a_key(corp: Home) -> None:
    with still(corp, "--query", "kimi") as terminal:
        assert "kimi-k2-0905" not in terminal.text
        terminal.press("tab")
        terminal.wait("openai/kimi-k2-0905")
        terminal.press("down", "enter")
        assert terminal.end() == (0, "openai/kimi-k2-0905\n")


def test_paging_goes_by_screens_and_to_the_ends(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.press("page down")
        terminal.lit("openai/model-11")
        terminal.press("page down")
        terminal.lit("openai/model-25")
        terminal.press("page up")
        terminal.lit("openai/model-11")
        terminal.press("end")
        terminal.lit("openai/model-39")
        terminal.wait("enter choose")
        terminal.shows("terminal-end")
        terminal.press("home")
        terminal.lit(FIRST)


def test_switches_and_keys_are_shown(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.type(control("t"))
        terminal.wait("[x] tools")
        terminal.type(control("t"))
        terminal.wait("[ ] tools")
        terminal.press("f1")
        terminal.wait("any key goes back")
        terminal.press("down")
        terminal.wait("enter choose")


def test_what_was_typed_can_be_taken_as_it_is(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.type("groq/llama")
        terminal.wait("search: groq/llama")
        terminal.type(control("y"))
        assert terminal.end() == (0, "groq/llama\n")


def test_pasted_text_is_typed_without_what_is_no_text(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.type("\x1b[200~kimi\r\nk2\x07\x1b[201~")
        terminal.wait("search: kimik2")
        terminal.type(control("c"))
        assert terminal.end() == (130, "")


@pytest.mark.parametrize("key", [control("c"), "\x1b", control("d")])
def test_leaving_is_quiet(corp: Home, key: str) -> None:
    with still(corp) as terminal:
        terminal.type("kimi")
        terminal.wait("search: kimi")
        before = terminal.text
        terminal.type(key)
        assert terminal.end() == (130, "")
        assert "Traceback" not in terminal.text
        assert terminal.text != before


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_who_is_ended_from_outside_leaves_quietly_and_cleans_up(corp: Home, name: str) -> None:
    with still(corp) as terminal:
        terminal.process.send_signal(getattr(signal, name))
        assert terminal.end() == (130, "")
        assert terminal.text == "\n"
        assert b"\x1b[?1049l" in terminal.raw


def test_the_terminal_is_left_as_it_was(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.press("enter")
        assert terminal.end()[0] == 0
        assert terminal.text == "\n"
        on = set(re.findall(rb"\x1b\[\?(\d+)h", terminal.raw))
        switched = {mode: terminal.raw.rfind(b"\x1b[?%sh" % mode) for mode in on - {b"25", b"7"}}
        assert {b"1049", b"1000"} <= set(switched)
        for mode, at in switched.items():
            assert terminal.raw.rfind(b"\x1b[?%sl" % mode) > at


# ── mouse ────────────────────────────────────────────────────────────────────────────────────────


def test_a_click_highlights_and_a_second_one_chooses(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.click(5, terminal.line_of("openai/model-05"))
        terminal.lit("openai/model-05")
        terminal.click(5, terminal.line_of("openai/model-05"))
        assert terminal.end() == (0, "openai/model-05\n")


def test_the_wheel_moves_and_a_click_on_a_switch_switches(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.click(5, 8, button=65)
        terminal.lit("openai/model-00")
        terminal.click(5, 8, button=64)
        terminal.lit(FIRST)
        line = terminal.line_of("[ ] vision")
        terminal.click(terminal.lines[line].index("vision"), line)
        terminal.wait("[x] vision")


# ── sizes and looks ──────────────────────────────────────────────────────────────────────────────


def test_a_resized_terminal_is_drawn_anew_with_the_cursor_in_sight(corp: Home) -> None:
    with still(corp) as terminal:
        there = "openai/model-11"
        terminal.press("page down")
        terminal.lit(there)
        terminal.resize(60, 12)
        terminal.wait(lambda t: t.highlighted == there and t.lines[-1].startswith("enter"))
        terminal.shows("terminal-resized-60x12")
        terminal.resize(120, 30)
        terminal.wait("capabilities")
        terminal.lit(there)
        terminal.shows("terminal-resized-120x30")


def test_without_colour_nothing_is_coloured_and_everything_is_there(corp: Home) -> None:
    corp.environ["NO_COLOR"] = "1"
    with still(corp) as terminal:
        terminal.shows("terminal-opened")
        codes = {code for run in re.findall(rb"\x1b\[([\d;]*)m", terminal.raw)
                 for code in run.split(b";")}  # fmt: skip
        assert codes <= {b"", b"0", b"1", b"2", b"7"}


def test_colour_is_used_where_it_is_wanted(corp: Home) -> None:
    with still(corp) as terminal:
        assert re.search(rb"\x1b\[[\d;]*36[\d;]*m", terminal.raw)


def test_inline_takes_so_many_lines_below_the_prompt_and_cleans_up(corp: Home) -> None:
    script = 'echo before >&2; "$@"; echo "after $?" >&2'
    command = ["bash", "-c", script, "bash", *pick("corp", "--no-refresh", "--height", "10")]
    with Terminal(command, corp.environ) as terminal:
        terminal.wait("enter choose")
        terminal.shows("terminal-inline-10")
        assert b"\x1b[?1049h" not in terminal.raw
        terminal.type("llama")
        terminal.lit("openai/llama-4")
        terminal.press("enter")
        assert terminal.end() == (0, "openai/llama-4\n")
        assert terminal.text == "before\nafter 0\n"


# ── hostile names ────────────────────────────────────────────────────────────────────────────────


def test_escape_codes_in_a_name_are_shown_and_not_obeyed(corp: Home) -> None:
    with still(corp, "--query", "hostile") as terminal:
        terminal.shows("terminal-hostile")
        for code in (b"\x1b[2J", b"\x1b]0;", b"\x07", "\u202e".encode()):
            assert code not in terminal.raw
        terminal.press("enter")
        assert terminal.end() == (0, "openai/hostile\n")


# ── a list that changes while it is open ─────────────────────────────────────────────────────────


def gated(gate: Event, body: Any) -> Script:
    """An answer that waits until it may go."""

    def script(exchange: Exchange) -> None:
        assert gate.wait(PATIENCE)
        liar.answer(body)(exchange)

    return script


def test_a_refresh_comes_in_behind_the_list_and_leaves_the_cursor(home: Home, serve: Any) -> None:
    gate = Event()
    newer = {"object": "list", "data": [row("brand-new", created=1_790_086_400), *ROWS]}
    asked(home, serve(liar.by_turns(liar.answer(LISTED), gated(gate, newer))))
    with opened(home) as terminal:
        terminal.wait("asking 1 provider…")
        terminal.press("down", "down")
        terminal.lit("openai/hostile")
        terminal.shows("terminal-asking")
        gate.set()
        terminal.wait("1 provider answered")
        terminal.wait("openai/brand-new")
        assert terminal.highlighted == "openai/hostile"
        terminal.shows("terminal-answered")
        terminal.press("enter")
        assert terminal.end() == (0, "openai/hostile\n")
    assert "openai/brand-new" in [model.id for model in home.recall("corp").models]


def test_what_is_highlighted_is_what_enter_gives_though_the_list_has_it_no_more(
    home: Home, serve: Any
) -> None:
    gate = Event()
    left = {"object": "list", "data": [each for each in ROWS if each["id"] != "llama-4"]}
    asked(home, serve(liar.by_turns(liar.answer(LISTED), gated(gate, left))))
    with opened(home, "--query", "llama") as terminal:
        terminal.lit("openai/llama-4")
        gate.set()
        terminal.wait("no longer in this list")
        assert terminal.highlighted == "openai/llama-4"
        terminal.press("enter")
        assert terminal.end() == (0, "openai/llama-4\n")


def test_a_provider_that_fails_is_told_and_its_list_stays(home: Home, serve: Any) -> None:
    asked(home, serve(liar.by_turns(liar.answer(LISTED), liar.answer("oops", 500))))
    with opened(home) as terminal:
        terminal.wait("0 providers answered; not corp")
        terminal.lit(FIRST)
        terminal.shows("terminal-failed")


def test_an_answer_that_never_comes_does_not_hold_up_who_has_chosen(home: Home, serve: Any) -> None:
    asked(home, serve(liar.by_turns(liar.answer(LISTED), liar.hang())))
    with opened(home) as terminal:
        terminal.wait("asking 1 provider…")
        terminal.press("enter")
        assert terminal.end() == (0, f"{FIRST}\n")


def test_offline_nobody_is_asked(corp: Home) -> None:
    corp.environ["WHICHMODEL_OFFLINE"] = "1"
    with opened(corp) as terminal:
        terminal.wait("WHICHMODEL_OFFLINE is set")
        terminal.lit(FIRST)


def test_what_was_asked_a_moment_ago_is_not_asked_again(corp: Home) -> None:
    ran = corp.run("refresh", "corp")
    assert ran.returncode == 0
    with opened(corp) as terminal:
        terminal.wait("enter choose")
        terminal.press("enter")
        assert terminal.end()[0] == 0
    assert b"asking" not in terminal.raw


# ── remembered ───────────────────────────────────────────────────────────────────────────────────


def test_choices_are_remembered_by_project_and_not_in_it(corp: Home, monkeypatch: Any) -> None:
    project = corp.directory / "project"
    (project / ".git").mkdir(parents=True)
    (project / "below").mkdir()
    before = sorted(project.rglob("*"))
    monkeypatch.chdir(project)
    with still(corp, "--query", "llama") as terminal:
        terminal.press("enter")
        assert terminal.end()[0] == 0
    monkeypatch.chdir(project / "below")
    with still(corp) as terminal:
        assert terminal.highlighted == "openai/llama-4"
        terminal.shows("terminal-remembered")
    monkeypatch.chdir(corp.directory)
    with still(corp) as terminal:
        assert "Chosen before" not in terminal.text
    assert sorted(project.rglob("*")) == before


def test_no_key_is_shown_or_written(corp: Home) -> None:
    with still(corp) as terminal:
        terminal.press("enter")
        assert terminal.end()[0] == 0
    assert b"canary" not in terminal.raw
    assert b"canary" not in corp.files()
    assert os.path.exists(corp.cache / "chosen.json")
