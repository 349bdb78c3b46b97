"""What changed is what the refreshes found, and it is said since when that is known."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from commands import Run
from homes import PATIENCE, START, Home
from servers import liar
from servers.liar import Liar, Script

from whichmodel.discovery.catalogue.changes import moment
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.fetching import begin, fetchable, finished
from whichmodel.discovery.sources import text

LONG_AGO = "2026-11-22"
"""The day of the first refresh in `homes`, on which no catalogue tells of anything."""


def rows(**models: dict[str, Any]) -> Script:
    return liar.answer({"data": [{"id": model, **stated} for model, stated in models.items()]})


def at(home: Home, **servers: Liar) -> None:
    home.at(**{provider: f"{server.origin}/v1" for provider, server in servers.items()})


def changes(run: Run, *arguments: str) -> list[dict[str, Any]]:
    ran = run("diff", *arguments, "--since", LONG_AGO, "--json")
    assert ran.code == 0
    found: list[dict[str, Any]] = json.loads(ran.out)["changes"]
    return found


@pytest.fixture
def changing(home: Home, serve: Callable[[Script], Liar]) -> Home:
    """A home where groq gave three lists, a day apart, and nebius the same list twice."""
    groq = liar.by_turns(
        rows(a={"context_window": 8192}, b={}, c={}),
        rows(c={}, a={"context_window": 16384}, b={}),
        rows(a={"context_window": 16384}, c={}, d={}),
    )
    at(home, groq=serve(groq), nebius=serve(liar.listed("x/y")))
    for day in range(3):
        home.ask("groq", "nebius", hours=24 * day)
    return home


# ── what refreshes found ─────────────────────────────────────────────────────────────────────────


def test_each_change_is_told_once_at_its_time_the_newest_first(changing: Home, run: Run) -> None:
    ran = run("diff", "groq", "nebius", "--since", LONG_AGO)
    assert ran.code == 0
    assert ran.lines == [
        "Groq",
        "  + groq/d  2026-11-24",
        "  − groq/b  2026-11-24",
        "  ~ groq/a  2026-11-23  context window 8.19k -> 16.4k",
    ]
    assert ran.last == (
        "whichmodel: 3 changes at 1 provider since 2026-11-22T00:00:00Z; "
        "2 own lists compared since 2026-11-22T08:00:00Z; of all before and beside, "
        "catalogues tell"
    )


def test_json_tells_the_same_with_ids_and_values(changing: Home, run: Run) -> None:
    *_, last = changes(run, "groq")
    assert last == {
        "at": "2026-11-23T08:00:00Z",
        "provider": "groq",
        "id": "groq/a",
        "model": "a",
        "kind": "changed",
        "field": "context_window",
        "old": 8192,
        "new": 16384,
        "source": "listing",
    }


def test_only_what_happened_since_then_is_told(changing: Home, run: Run) -> None:
    ran = run("diff", "groq", "--since", "2026-11-24T00:00:00+00:00", "--json")
    assert [change["model"] for change in json.loads(ran.out)["changes"]] == ["d", "b"]
    assert run("diff", "groq", "--since", "2027-01-01").out == ""


@pytest.mark.parametrize("form", ["text", "json", "markdown", "atom"])
def test_every_format_tells_it(changing: Home, run: Run, form: str) -> None:
    ran = run("diff", "groq", "--since", LONG_AGO, "--format", form)
    assert ran.code == 0
    assert ran.out.count("groq/b") >= 1


def test_the_feed_is_xml_with_an_entry_for_each(changing: Home, run: Run) -> None:
    feed = ET.fromstring(run("diff", "groq", "--since", LONG_AGO, "--format", "atom").out.encode())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 3


def test_a_failure_in_between_changes_nothing(
    home: Home, run: Run, serve: Callable[[Script], Liar]
) -> None:
    story = liar.by_turns(liar.listed("a", "b"), liar.answer("oops", 500), liar.listed("b", "a"))
    at(home, groq=serve(story))
    for hour in range(3):
        home.ask("groq", hours=hour)
    assert changes(run, "groq") == []


def test_lists_of_two_keys_are_not_mixed(changing: Home, run: Run) -> None:
    assert len(changes(run, "groq")) == 3
    changing.environ["GROQ_API_KEY"] = "another"
    changing.ask("groq", hours=100)
    assert changes(run, "groq") == []
    del changing.environ["GROQ_API_KEY"]


# ── unlisted ─────────────────────────────────────────────────────────────────────────────────────


def unlisted(run: Run, *arguments: str) -> list[str]:
    return run("list", "groq", *arguments, "--format", "ids").lines


def test_what_vanished_is_unlisted_after_a_day_and_listed_when_it_is_back(
    home: Home, run: Run, serve: Callable[[Script], Liar]
) -> None:
    story = [("a", "b"), ("a",), ("a",), ("a",), ("a", "b")]
    at(home, groq=serve(liar.by_turns(*(liar.listed(*models) for models in story))))
    seen = []
    for hours in (0, 1, 24.9, 25, 50):
        home.ask("groq", hours=hours)
        assert unlisted(run) == (["groq/a", "groq/b"] if hours in (0, 50) else ["groq/a"])
        seen.append(unlisted(run, "--status", "unlisted"))
    assert seen == [[], [], [], ["groq/b"], []]
    (back,) = [m for m in home.recall("groq", hours=50).models if m.model == "b"]
    assert back.listed.first_seen == "2026-11-22T08:00:00Z"


def test_what_is_unlisted_is_shown_to_who_asks_with_when_it_was_last_seen(
    home: Home, run: Run, serve: Callable[[Script], Liar]
) -> None:
    at(home, groq=serve(liar.by_turns(liar.listed("a", "b"), liar.listed("a"))))
    for hours in (0, 1, 25):
        home.ask("groq", hours=hours)
    document = json.loads(run("list", "groq", "--status", "all", "--kind", "all", "--json").out)
    (gone,) = [model for model in document["models"] if model["model"] == "b"]
    assert gone["lifecycle"]["status"] == "unlisted"
    assert gone["listed"] == {
        "source": "cached",
        "at": "2026-11-23T09:00:00Z",
        "first_seen": "2026-11-22T08:00:00Z",
        "last_seen": "2026-11-22T08:00:00Z",
    }
    assert [status["models"] for status in document["providers"]] == [1]
    assert run("show", "groq/b").code == 0
    assert "unlisted" in run("show", "groq/b").out
    assert "1 no longer listed left out (--status unlisted)" in run("list", "groq").last


def test_a_failure_proves_no_absence(home: Home, run: Run, serve: Callable[[Script], Liar]) -> None:
    story = liar.by_turns(liar.listed("a", "b"), liar.listed("a"), liar.answer("oops", 500))
    at(home, groq=serve(story))
    for hours in (0, 1, 100):
        home.ask("groq", hours=hours)
    assert unlisted(run, "--status", "unlisted") == []


def test_a_dated_notice_makes_what_is_gone_retired(
    home: Home, run: Run, serve: Callable[[Script], Liar]
) -> None:
    notice = {"deprecation": "2026-11-20T00:00:00Z"}
    story = liar.by_turns(rows(a={}, b=notice), rows(a={}))
    at(home, mistral=serve(story))
    for hours in (0, 1, 25):
        home.ask("mistral", hours=hours)
    (gone,) = [m for m in home.recall("mistral", hours=25).models if m.model == "b"]
    assert (gone.lifecycle.status, gone.lifecycle.retires_on) == ("retired", "2026-11-20")
    assert "mistral/b" not in run("list", "mistral", "--kind", "all", "--format", "ids").lines
    retired = ["list", "mistral", "--kind", "all", "--status", "retired", "--format", "ids"]
    assert "mistral/b" in run(*retired).lines


# ── catalogues, and whom it is about ─────────────────────────────────────────────────────────────


def test_on_a_fresh_machine_catalogues_tell_and_it_is_said(run: Run) -> None:
    ran = run("diff", "anthropic", "--since", "2024-06-01", "--json")
    found = json.loads(ran.out)["changes"]
    assert {change["source"] for change in found} <= {"litellm", "genai-prices", "models.dev"}
    assert {change["kind"] for change in found} <= {"appeared", "disappeared"}
    assert found
    assert ran.last.endswith("(`whichmodel refresh`): only catalogues tell")


def models_dev(*names: str) -> Script:
    """As many models as make the catalogue believable beside the bundled one, and these."""
    many = [f"old-{number}" for number in range(2000)]
    return liar.answer({"groq": {"models": {name: {"id": name} for name in (*many, *names)}}})


def notices(**retiring: str) -> Script:
    """As many notices as make a feed believable, and these."""
    dates = {**{f"old-{number}": "2024-01-01" for number in range(400)}, **retiring}
    return liar.answer(
        [{"provider": "Groq", "model_id": name, "shutdown_date": date, "url": "https://x.example"}
         for name, date in dates.items()]
    )  # fmt: skip


def fetch(home: Home, hours: float) -> None:
    """What `refresh` does with published catalogues."""
    known = home.world(hours, create=True)
    told = list(finished(known, begin(known, fetchable(known), PATIENCE)))
    assert [(outcome.status, outcome.detail) for outcome in told] == [("ok", None)] * 2
    assert known.warnings == []


def test_catalogues_that_were_fetched_tell_of_models_and_notices_of_lifecycles(
    home: Home, run: Run, serve: Callable[[Script], Liar]
) -> None:
    listed = serve(liar.by_turns(models_dev("one", "two"), models_dev("three", "one")))
    noticed = serve(liar.by_turns(notices(), notices(one="2027-01-01")))
    home.catalogues = {
        "models.dev": f"{listed.origin}/v1/models",
        "notices": f"{noticed.origin}/v1/models",
    }
    home.configure()
    for hours in (0, 24):
        fetch(home, hours)
    found = changes(run, "groq")
    assert sorted((c["source"], c["model"], c["kind"], c["field"], c["new"]) for c in found) == [
        ("models.dev", "three", "appeared", None, None),
        ("models.dev", "two", "disappeared", None, None),
        ("notices", "one", "changed", "retires_on", "2027-01-01"),
    ]
    assert {change["at"][:10] for change in found} == {"2026-11-23"}


def test_nothing_appeared_on_the_first_day_of_a_catalogue(run: Run) -> None:
    found = json.loads(run("diff", "--since", "2000-01-01", "--json").out)["changes"]
    first = {change["at"] for change in found if change["source"] == "litellm"}
    assert min(first) > "2023-11-01"


def test_mine_is_whom_i_have_a_key_for_or_asked(changing: Home, run: Run) -> None:
    changing.environ["OPENAI_API_KEY"] = "made-up"
    ran = run("diff", "--mine", "--since", "2025-01-01", "--json")
    providers = {change["provider"] for change in json.loads(ran.out)["changes"]}
    assert providers == {"groq", "nebius", "openai"}


# ── two files ────────────────────────────────────────────────────────────────────────────────────


def test_two_saved_answers_are_compared(changing: Home, run: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(run("list", "groq", "nebius", "--json").out)
    document = json.loads(old.read_text())
    document["generated_at"] = "2027-01-01T00:00:00Z"
    document["models"] = [model for model in document["models"] if model["model"] != "c"]
    document["models"][0]["context_window"] = 1000
    new.write_text(json.dumps(document))
    ran = run("diff", str(old), str(new))
    assert ran.code == 0
    assert [line.split()[:2] for line in ran.lines] == [["Groq"], ["−", "groq/c"], ["~", "groq/d"]]
    assert ran.last.endswith("two files compared, the newer of 2027-01-01T00:00:00Z")
    assert run("diff", str(old), str(old)).out == ""


def test_who_is_in_one_file_only_is_named(run: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(run("list", "groq", "xai", "--json").out)
    new.write_text(run("list", "groq", "--json").out)
    ran = run("diff", str(old), str(new))
    assert (ran.code, ran.out) == (0, "")
    assert ran.last.endswith("; not known in the same way in both: xai")


@pytest.mark.parametrize("content", ["", "[]", "{}", "words", '{"schema": 2}'])
def test_a_file_of_something_else_is_exit_code_2(run: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(content)
    ran = run("diff", str(path), str(path))
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert "odd.json" in ran.err


def test_a_file_that_is_not_there_is_exit_code_3(run: Run, tmp_path: Path) -> None:
    ran = run("diff", str(tmp_path / "a.json"), str(tmp_path / "b.json"))
    assert (ran.code, ran.out) == (3, "")
    assert "a.json" in ran.err


def test_files_tell_their_own_times(run: Run, tmp_path: Path) -> None:
    assert run("diff", "a.json", "b.json", "--since", "7d").code == 2


# ── times ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("12h", "2026-11-21T20:00:00Z"),
        ("7d", "2026-11-15T08:00:00Z"),
        ("2W", "2026-11-08T08:00:00Z"),
        ("2026-10-01", "2026-10-01T00:00:00Z"),
        ("2026-10-01T10:00:00+02:00", "2026-10-01T08:00:00Z"),
        ("2026-10-01T10:00:00Z", "2026-10-01T10:00:00Z"),
    ],
)
def test_a_time_is_so_long_ago_or_a_date(words: str, then: str) -> None:
    assert moment(words, START) == then


@pytest.mark.parametrize("words", ["", "d", "7", "7y", "-7d", "soon", "2026-13-01", "9" * 30 + "d"])
def test_anything_else_is_no_time(words: str) -> None:
    with pytest.raises(UsageError, match="is no time"):
        moment(words, START)


def test_models_that_a_catalogue_dropped_are_told_as_its_word(run: Run) -> None:
    found = json.loads(run("diff", "groq", "--since", "2020-01-01", "--json").out)["changes"]
    gone = {change["model"]: change for change in found if change["kind"] == "disappeared"}

    assert gone["gemma2-9b-it"]["source"] == "litellm"
    assert gone["gemma2-9b-it"]["at"] >= "2025"


def test_two_snapshots_are_compared(run: Run, tmp_path: Path) -> None:
    def snapshot(name: str, day: str, **models: dict[str, object]) -> str:
        told = {"groq": {model: {"litellm": facts} for model, facts in models.items()}}
        text.write(tmp_path / name, told, {"litellm": {"date": day}, "built": day})
        return str(tmp_path / name)

    old = snapshot("old", "2026-10-12", a={"context_window": 4096}, b={})
    new = snapshot("new", "2026-11-12", a={"context_window": 8192}, c={})

    found = json.loads(run("diff", old, new, "--json").out)["changes"]

    told = {(change["kind"], change["model"], change["new"]) for change in found}
    assert told == {("changed", "a", 8192), ("appeared", "c", None), ("disappeared", "b", None)}
