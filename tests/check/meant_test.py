"""What was held: the same answers, whether they are worked out, passed over or remembered."""

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from whichmodel.check import meant
from whichmodel.check.meant import FILE, Meant, is_hopeless
from whichmodel.discovery import finding
from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.matching.suggest import heard, suggested
from whichmodel.discovery.world import world

PROVIDERS = ("openai", "anthropic", "groq", "openrouter", "bedrock", "mistral")
STRINGS = (
    "gpt-41", "gpt-5.9", "chatgpt-4o", "claude-haiku-3.5", "claude-sonnet-4-6@xml", "kimi-k2-5",
    "claude-opus-4-0-20250514", "llama-3.3-70b-versatlie", "anthropic/claude-haiku-4-5",
    "deepseek/deepseek-v4-pro@deepseek", "mistral-large3", "cohere.embed-english-v3:0",
)  # fmt: skip
ASKED = ("llama-3.3-70b-versatlie", "groq", 0.6)


def test_what_is_passed_over_has_no_suggestion_of_use() -> None:
    passed = 0
    with closing(finding.index(world({}))) as known:
        for provider in PROVIDERS:
            for text in STRINGS:
                found = heard(known, text, provider)
                here = suggested(known, text, found, 3) if found else []
                score = here[0].score if here and here[0].provider == provider else 0.0
                for least in (0.6, 0.9, 0.95, 1.0):
                    hopeless = found is None or is_hopeless(known, found, least)
                    assert not (hopeless and score >= least), (text, provider, least)
                    passed += hopeless
    assert passed > len(STRINGS) * len(PROVIDERS)  # else it would save nothing


def test_two_processes_answer_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    about = world({})
    asked = [(text, provider, 0.6) for text in STRINGS for provider in (*PROVIDERS, None, "acme")]
    monkeypatch.setattr(meant, "ENOUGH", 2)
    with closing(Meant(about)) as both, closing(Meant(about)) as alone:
        both.expect(asked)
        found = [both.suggest(*each) for each in asked]
        assert found == [alone.suggest(*each) for each in asked]
    assert any(found)
    assert not all(found)


def test_a_few_strings_are_answered_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(meant, "halved")
    with closing(Meant(world({}))) as alone:
        alone.expect([ASKED, ASKED] * meant.ENOUGH)
        assert alone.suggest(*ASKED)


def test_an_answer_for_a_lower_score_is_one_for_a_higher(monkeypatch: pytest.MonkeyPatch) -> None:
    text, provider, least = ASKED
    with closing(Meant(world({}))) as known:
        found = known.suggest(text, provider, least)
        monkeypatch.delattr(meant, "heard")
        assert known.suggest(text, provider, 1.0) == found
        with pytest.raises(NameError):
            known.suggest(text, provider, 0.5)


def test_suggestions_are_remembered_without_the_index_of_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = world({})
    with closing(Meant(about, str(tmp_path / "cache"))) as first:
        found = first.suggest(*ASKED)
    assert found[0].model == "llama-3.3-70b-versatile"
    monkeypatch.delattr(finding, "index")
    with closing(Meant(about, str(tmp_path / "cache"))) as second:
        assert second.suggest(*ASKED) == found


@pytest.mark.parametrize("held", ["", "{", "[]", '{"mark": "of another", "found": []}'])
def test_what_cannot_be_used_is_worked_out_and_written_anew(held: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(held)
    with closing(Meant(world({}), str(tmp_path))) as held:
        assert held.suggest(*ASKED)[0].model == "llama-3.3-70b-versatile"
    assert (tmp_path / FILE).read_text().startswith('{"mark": ')
    assert "versatile" in (tmp_path / FILE).read_text()


def test_another_day_is_worked_out_anew(tmp_path: Path) -> None:
    about = world({})
    with closing(Meant(about, str(tmp_path))) as held:
        held.suggest(*ASKED)
    before = (tmp_path / FILE).read_text()
    with closing(Meant(about._replace(now=about.now.replace(year=2031)), str(tmp_path))) as held:
        held.suggest(*ASKED)
    assert (tmp_path / FILE).read_text() != before


def test_another_list_in_the_store_is_another_mark_whichever_store_it_is() -> None:
    def held(state: str) -> str:
        store = cast(Any, SimpleNamespace(state=lambda: state))
        return meant.mark_of(world({})._replace(store=store))

    assert held("1") == held("1")
    assert len({held("1"), held("2"), meant.mark_of(world({}))}) == 3


def test_where_the_store_is_lost_nothing_is_remembered() -> None:
    def lost() -> str:
        raise StoreError("the database is away")

    about = world({})._replace(store=cast(Any, SimpleNamespace(state=lost)))
    assert meant.mark_of(about) == ""
    assert about.broken


def test_a_directory_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with closing(Meant(world({}), str(tmp_path / "file"))) as held:
        assert held.suggest(*ASKED)
