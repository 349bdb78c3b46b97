"""The file of names: what is in it, how it is searched, and when it is made anew."""

import os
import sys
from pathlib import Path
from typing import Any

import platformdirs.macos
import platformdirs.unix
import platformdirs.windows
import pytest
from homes import Home
from hypothesis import given
from hypothesis import strategies as st
from servers import liar

from whichmodel.integrations import naming
from whichmodel.integrations.names import FILE, Names, directory, kept, names, offered

BUNDLED = "groq/openai/gpt-oss-120b"


def known(home: Home, begun: str = "", kind: str = "all") -> list[str]:
    with names(home.environ) as found:
        return [name for name, _, _ in found.beginning(begun, kind)]


def remembered(home: Home, serve: Any, *models: str) -> None:
    home.at(groq=serve(liar.listed(*models)).origin + "/v1")
    home.ask("groq")


# ── what is in it ────────────────────────────────────────────────────────────────────────────────


def test_on_a_fresh_machine_the_bundled_catalogue_is_offered(home: Home) -> None:
    assert BUNDLED in known(home)
    assert known(home, "groq/openai/gpt-oss-1") == [BUNDLED]


def test_what_the_provider_itself_lists_takes_the_place_of_the_catalogue(
    home: Home, serve: Any
) -> None:
    before = known(home, "anthropic/")
    remembered(home, serve, "brand-new", "openai/gpt-oss-20b")
    assert known(home, "groq/") == ["groq/brand-new", "groq/openai/gpt-oss-20b"]
    assert known(home, "anthropic/") == before != []


def test_a_list_is_offered_where_its_key_is_not_set(home: Home, serve: Any) -> None:
    remembered(home, serve, "brand-new")
    home.environ.pop("GROQ_API_KEY")
    assert known(home, "groq/") == ["groq/brand-new"]


def test_it_holds_what_the_listing_shows_by_default(home: Home) -> None:
    ran = home.run("list", "--kind", "all", "--format", "ids")
    assert known(home) == sorted(set(ran.stdout.split()), key=str.encode)


def test_what_is_retired_is_left_out(home: Home) -> None:
    ran = home.run("list", "--kind", "all", "--status", "retired", "--format", "ids")
    retired = set(ran.stdout.split())
    assert len(retired) > 100
    assert retired.isdisjoint(known(home))


def test_a_kind_keeps_others_away_and_chat_keeps_what_nobody_has_classified(home: Home) -> None:
    with names(home.environ) as found:
        kinds = {name: kind for name, kind, _ in found.beginning()}
    assert "embedding" in kinds.values()
    assert known(home, kind="embedding") == [n for n, k in kinds.items() if k == "embedding"]
    assert known(home, kind="chat") == [n for n, k in kinds.items() if k in ("chat", "")]


def test_a_name_that_no_command_line_could_hold_is_left_out(home: Home, serve: Any) -> None:
    remembered(home, serve, "good", "with space", "tab\tbed", "esc\x1b[31m", "line\nfeed")
    assert known(home, "groq/") == ["groq/good"]


def test_each_provider_is_told_of_and_one_without_models_has_no_prefix(
    home: Home, serve: Any
) -> None:
    home.configure(empty={"base_url": "http://127.0.0.1:9/v1"})
    with names(home.environ) as found:
        rows = {provider: (prefix, about) for provider, prefix, about in found.providers()}
    assert rows["together"][0] == "together_ai"
    assert rows["together"][1].startswith("Together AI, ")
    assert rows["empty"] == ("", "empty, 0 models")


def test_a_model_is_described_in_a_few_words(home: Home) -> None:
    told = dict(offered("groq/openai/gpt-oss-120b"))
    assert told == {BUNDLED: "131k, $0.15 / $0.60, tools reasoning json"}


def test_a_password_in_the_address_of_the_store_is_not_written(home: Home) -> None:
    home.environ["WHICHMODEL_STORE"] = "sqlite:///canary-secret@store.sqlite"
    known(home)
    assert (home.cache / FILE).exists()
    assert b"canary-secret" not in b"".join((home.cache / FILE).read_bytes().split(b"file\t")[:1])


# ── when it is made anew ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows each time the file is made."""
    times: list[int] = []
    make = naming.document

    def document(environ: dict[str, str]) -> str:
        times.append(1)
        return make(environ)

    monkeypatch.setattr(naming, "document", document)
    return times


def test_it_is_made_once_and_then_read(home: Home, made: list[int]) -> None:
    assert known(home) == known(home) == known(home, "")
    assert len(made) == 1


@pytest.mark.parametrize("what", ["configuration", "catalogue", "variable", "day", "damage"])
def test_it_is_made_anew_when_something_has_changed(
    home: Home, made: list[int], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(home)
    if what == "configuration":
        home.configure(corp={"base_url": "http://127.0.0.1:9/v1"})
    elif what == "catalogue":
        (home.cache / "catalogue.sqlite").write_bytes(b"not one")
    elif what == "variable":
        home.environ["WHICHMODEL_STORE"] = str(home.directory / "elsewhere.sqlite")
    elif what == "day":
        monkeypatch.setattr("time.time", lambda: 99_999_999_999.0)
    else:
        (home.cache / FILE).write_bytes(b"whichmodel names 1\nuntil\tsoon\n\n")
    assert BUNDLED in known(home)
    assert len(made) == 2


def test_it_is_for_its_owner_only(home: Home) -> None:
    known(home)
    assert (home.cache / FILE).stat().st_mode & 0o777 == 0o600


def test_where_it_cannot_be_kept_the_names_are_known_all_the_same(home: Home) -> None:
    home.cache.write_text("a file where the directory would be")
    assert BUNDLED in known(home)


def test_a_configuration_that_cannot_be_understood_offers_nothing_and_raises_nothing(
    home: Home,
) -> None:
    home.config.write_text("this is not [a configuration")
    assert known(home) == []
    with names(home.environ) as found:
        assert found.providers() == []


@pytest.mark.parametrize(
    "text", ["", "\n", "something else\n\n", "whichmodel names 1\nfile\n\n", "whichmodel names 1"]
)
def test_a_file_of_something_else_is_not_believed(home: Home, text: str, tmp_path: Path) -> None:
    (tmp_path / "odd").write_text(text)
    assert kept(str(tmp_path / "odd"), home.environ) is None


# ── finding ──────────────────────────────────────────────────────────────────────────────────────

STRINGS = st.lists(st.text(st.sampled_from("ab/:é~"), min_size=1, max_size=6), max_size=30)


@given(STRINGS, st.text(st.sampled_from("ab/:é~"), max_size=3))
def test_what_begins_so_is_found_by_halving_as_by_looking_at_each(
    tmp_path_factory: Any, strings: list[str], begun: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "halving"
    ordered = sorted(set(strings), key=str.encode)
    head = "head\n\n"
    path.write_text(head + "".join(f"{name}\tchat\tabout\n" for name in ordered))
    with open(path, "rb") as file:
        file.seek(len(head))
        found = [name for name, _, _ in Names(file, []).beginning(begun)]
    assert found == [name for name in ordered if name.startswith(begun)]


# ── where it is ──────────────────────────────────────────────────────────────────────────────────

SYSTEMS = {
    "linux": platformdirs.unix.Unix,
    "darwin": platformdirs.macos.MacOS,
    "win32": platformdirs.windows.Windows,
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_it_lies_where_the_cache_is_by_the_rules_of_each_system(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = os.path.join(os.environ["HOME"], "Local")
    monkeypatch.setenv("LOCALAPPDATA", local)
    if system == "darwin":  # newer versions of platformdirs look there too, older do not
        monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(platformdirs.windows, "get_win_folder", lambda _: local)
    monkeypatch.setattr(sys, "platform", system)
    expected = SYSTEMS[system]("whichmodel", appauthor=False).user_cache_dir
    assert directory(os.environ) == expected
    assert directory({**os.environ, "WHICHMODEL_CACHE_DIR": "/named"}) == "/named"
