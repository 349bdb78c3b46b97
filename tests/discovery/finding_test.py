"""The index of the world: what is remembered counts, and is not read twice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from homes import Home
from servers import liar
from servers.liar import Liar

from whichmodel.discovery import finding
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.matching.index import Memory
from whichmodel.discovery.stores.names import Filed

Lie = Callable[..., Liar]


def test_on_a_fresh_machine_nothing_is_written(home: Home, tmp_path: Path) -> None:
    found = finding.suggest(home.world(), "claude-4.5-sonnet", "anthropic")
    assert found[0].id == "anthropic/claude-sonnet-4-5"
    assert not list(tmp_path.rglob("names.sqlite"))


def test_what_a_provider_lists_is_found_first_and_its_index_kept(home: Home, lie: Lie) -> None:
    server = lie(liar.listed("acme/brand-new-9b-chat"))
    home.at(groq=f"{server.origin}/v1")
    home.ask("groq")
    first = finding.index(home.world())
    second = finding.index(home.world())
    assert (type(first), type(second)) == (Memory, Filed)
    first.close()
    second.close()
    hits = finding.search(home.world(), "brand new 9b")
    assert [hit.entry.id for hit in hits[:1]] == ["groq/acme/brand-new-9b-chat"]
    assert list(finding.models(home.world(), hits[:1])) == ["groq/acme/brand-new-9b-chat"]


def test_a_newer_list_is_not_answered_from_an_older_index(home: Home, lie: Lie) -> None:
    server = lie(liar.by_turns(liar.listed("acme/first-model"), liar.listed("acme/second-model")))
    home.at(groq=f"{server.origin}/v1")
    home.ask("groq")
    finding.index(home.world()).close()
    home.ask("groq", hours=48)
    found = finding.suggest(home.world(hours=48), "acme/secnd-model", "groq")
    assert [each.model for each in found[:1]] == ["acme/second-model"]


def test_a_damaged_index_is_made_anew(home: Home, lie: Lie) -> None:
    server = lie(liar.listed("acme/brand-new-9b-chat"))
    home.at(groq=f"{server.origin}/v1")
    home.ask("groq")
    finding.index(home.world()).close()
    path = Path(home.world().settings.cache) / finding.NAMES
    path.write_bytes(b"not a database" * 99)
    assert isinstance(finding.index(home.world()), Memory)
    assert finding.search(home.world(), "brand new")[0].entry.provider == "groq"


def test_an_unknown_provider_is_a_usage_error(home: Home) -> None:
    with pytest.raises(UsageError, match="no provider is called 'nobody'"):
        finding.suggest(home.world(), "gpt-5", "nobody")


def test_any_spelling_of_a_provider_will_do(home: Home) -> None:
    spelled = [
        finding.suggest(home.world(), "kimi-k2-instrct", name)
        for name in ("together_ai", "Together AI")
    ]
    assert spelled[0] == spelled[1] != []
