"""What is answered when a shell asks: from the parser itself, and at next to no cost."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from homes import Home
from servers import liar

from whichmodel.cli.completing import FILES, FORM, MOST, Files, answer, folded, models, plain
from whichmodel.cli.completion import BOOT
from whichmodel.cli.main import VERBS, help_of
from whichmodel.cli.output import FORMATS
from whichmodel.discovery.model import KINDS


def offered(home: Home, line: str) -> list[str]:
    """The words that a shell offers at the end of a line."""
    *before, begun = line.split(" ")
    return [word for word, _ in answer("words", before[1:], begun, home.environ)]


# ── our own command line ─────────────────────────────────────────────────────────────────────────


def test_the_first_word_is_a_verb(home: Home) -> None:
    assert offered(home, "whichmodel ") == list(VERBS)
    assert offered(home, "whichmodel re") == [verb for verb in VERBS if verb.startswith("re")]
    assert offered(home, "whichmodel --ver") == ["--version"]


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_in_the_help_of_a_verb_is_offered_and_no_other(home: Home, verb: str) -> None:
    _, _, options = help_of(verb).partition("\noptions:\n")
    named = re.findall(r"^  (-\S.*?)(?:   ?|$)", options, re.MULTILINE)
    in_help = {option for line in named for option in re.findall(r"--[a-z0-9-]+", line)}
    found = {word for word in offered(home, f"whichmodel {verb} -") if word.startswith("--")}
    assert "--help" in found
    assert found == in_help


def test_a_value_is_one_of_the_choices_of_its_option(home: Home) -> None:
    assert offered(home, "whichmodel list --format ") == list(FORMATS)
    assert offered(home, "whichmodel list --format=js") == ["--format=json", "--format=jsonl"]
    assert offered(home, "whichmodel list --kind ") == ["all", *KINDS]
    assert offered(home, "whichmodel completion ") == ["bash", "zsh", "fish", "powershell"]
    assert offered(home, "whichmodel list --newest ") == []


def test_a_provider_is_offered_by_its_id_as_often_as_one_may_stand(home: Home) -> None:
    assert offered(home, "whichmodel list togeth") == ["together"]
    assert offered(home, "whichmodel list groq --json togeth") == ["together"]


def test_a_model_is_offered_once_where_one_may_stand(home: Home) -> None:
    assert offered(home, "whichmodel show groq/openai/gpt-oss-1") == ["groq/openai/gpt-oss-120b"]
    assert offered(home, "whichmodel resolve groq/openai/gpt-oss-1") != []
    assert offered(home, "whichmodel show groq/x groq/openai/gpt-oss-1") == []
    assert offered(home, "whichmodel show --format json groq/openai/gpt-oss-1") != []


def test_where_a_file_belongs_the_shell_is_told_so(home: Home) -> None:
    with pytest.raises(Files):
        offered(home, "whichmodel snapshot build --out ")


def test_a_verb_that_nobody_knows_has_nothing_to_offer(home: Home) -> None:
    assert offered(home, "whichmodel sing ") == []
    assert offered(home, "whichmodel sing --") == []


def test_words_of_another_installation_or_form_are_read_anew(home: Home) -> None:
    expected = offered(home, "whichmodel ")
    (home.cache / "words.txt").write_text(f"{FORM}\telsewhere\nverb\t\tsing\tnone\tla la\n")
    assert offered(home, "whichmodel ") == expected


# ── model strings ────────────────────────────────────────────────────────────────────────────────


def test_before_the_first_slash_prefixes_are_offered(home: Home) -> None:
    assert offered(home, "whichmodel show gro") == ["groq/"]
    every = offered(home, "whichmodel show ")
    assert {"openai/", "together_ai/", "dashscope/"} <= set(every)
    assert all(word.endswith("/") for word in every)


def test_a_bare_name_is_offered_where_run_time_knows_its_provider(home: Home) -> None:
    found = offered(home, "whichmodel show claude-haiku-")
    assert "claude-haiku-5-5" in found
    assert offered(home, "whichmodel show llama-3") == []


def test_what_is_listed_is_offered_and_what_is_over_is_not(home: Home, serve: Any) -> None:
    home.at(groq=serve(liar.listed("brand-new", "old-but-listed:free")).origin + "/v1")
    home.ask("groq")
    found = ["groq/brand-new", "groq/old-but-listed:free"]
    assert offered(home, "whichmodel show groq/") == found


def test_another_kind_is_offered_to_another_command(home: Home) -> None:
    embeddings = [word for word, _ in answer("embedding", [], "openai/", home.environ)]
    chatting = [word for word, _ in answer("chat", [], "openai/", home.environ)]
    assert "openai/text-embedding-3-large" in embeddings
    assert chatting
    assert set(chatting).isdisjoint(embeddings)


def test_too_many_names_are_shown_up_to_their_next_slash() -> None:
    hub = [(f"hub/owner-{number % 3}/model-{number}", "") for number in range(MOST + 1)]
    assert folded("hub/o", hub) == [(f"hub/owner-{number}/", "") for number in range(3)]
    assert folded("hub/o", hub[:MOST]) == hub[:MOST]


@pytest.mark.parametrize("word", ["a b", "$(touch x)", "a;b", "`x`", "a'b", 'a"b', "a\\b", "!x"])
def test_a_word_that_a_shell_would_obey_is_not_offered(word: str) -> None:
    assert not plain(word)
    assert plain("openrouter/deepseek/deepseek-r1:free")
    assert plain("cloudflare/@cf/meta/llama-3.1-8b~x")


# ── as a shell asks ──────────────────────────────────────────────────────────────────────────────


def asked(home: Home, *arguments: str, also: str = "") -> "subprocess.CompletedProcess[str]":
    source = os.path.dirname(os.path.dirname(os.path.dirname(sys.modules[FILES_OF].__file__ or "")))
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", BOOT + also, source, *arguments],
        env=home.environ,
        capture_output=True,
        text=True,
        check=False,
    )


FILES_OF = Files.__module__


def test_python_answers_without_its_site_packages(home: Home) -> None:
    ran = asked(home, "words", "show", "+groq/openai/gpt-oss-1")
    told = "groq/openai/gpt-oss-120b\t131k, $0.15 / $0.60, tools reasoning json\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, told, "")


def test_that_a_file_belongs_here_is_an_exit_code(home: Home) -> None:
    ran = asked(home, "words", "snapshot", "build", "--out", "+")
    assert (ran.returncode, ran.stdout, ran.stderr) == (FILES, "", "")


def test_a_hostile_list_cannot_put_a_command_on_the_line(home: Home, serve: Any) -> None:
    home.at(groq=serve(liar.listed("good", "$(reboot)", "x;reboot", "`reboot`")).origin + "/v1")
    home.ask("groq")
    ran = asked(home, "chat", "+groq/")
    assert [line.split("\t")[0] for line in ran.stdout.splitlines()] == ["groq/good"]


@pytest.mark.parametrize("line", [["+"], ["list", "--format", "+"], ["show", "+groq/"]])
def test_hardly_anything_is_loaded_for_an_answer(home: Home, line: list[str]) -> None:
    asked(home, "words", "show", "+groq/")  # from now on it is kept
    ran = asked(home, "words", *line, also="; print('loaded', *sys.modules)")
    *_, loaded = ran.stdout.splitlines()
    heavy = {"argparse", "typing", "re", "json", "sqlite3", "site", "collections", "enum"}
    assert loaded.startswith("loaded sys")
    assert heavy.isdisjoint(loaded.split())


def test_nothing_is_asked_of_the_network_and_no_store_is_made(home: Home) -> None:
    assert list(models("", "all", home.environ)) != []
    assert sorted(path.name for path in home.cache.iterdir()) == ["names.txt"]
