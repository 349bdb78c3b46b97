"""An index in a file answers as one in memory, and is not used for what it was not made from."""

import sqlite3
from pathlib import Path

import entries
import pytest

from whichmodel.discovery.matching.index import Memory, build, spellings
from whichmodel.discovery.matching.search import search
from whichmodel.discovery.matching.suggest import suggest
from whichmodel.discovery.stores.names import Filed, open_names, write_names

TODAY = "2026-11-22"
WORDS = ("sonet 4.5", "gpt5 mini", "groq/kimi", "tools >200k", "opus", "xyz", "claude bedrock")
STRINGS = ("claude-4.5-sonnet", "gtp-4", "gpt-3", "gpt-7-mini", "openai/claude-sonnet-4-5")


@pytest.fixture
def path(tmp_path: Path) -> str:
    known = entries.entries()
    write_names(str(tmp_path / "names.sqlite"), "origin", known, spellings(known))
    return str(tmp_path / "names.sqlite")


def opened(path: str, origin: str = "origin", today: str = TODAY) -> Filed:
    found = open_names(path, origin, today)
    assert found is not None
    return found


def test_it_answers_as_an_index_in_memory_does(path: str) -> None:
    filed, memory = opened(path), entries.index()
    for words in WORDS:
        assert search(filed, words) == search(memory, words)
    for string in STRINGS:
        for provider in (None, "openai", "anthropic"):
            assert suggest(filed, string, provider) == suggest(memory, string, provider)
    filed.close()


def test_it_holds_the_same_names_and_parts(path: str) -> None:
    filed, memory = opened(path), build(entries.entries())
    assert isinstance(memory, Memory)
    assert (filed.count, filed.newest) == (memory.count, memory.newest)
    assert [filed.name(at) for at in range(filed.count)] == [
        memory.name(at) for at in range(memory.count)
    ]
    assert list(filed.beginning("cl", 9)) == list(memory.beginning("cl", 9)) == ["claude"]
    assert list(filed.words("^g")) == list(memory.words("^g"))
    filed.close()


def test_another_process_has_a_connection_of_its_own_and_the_same_names(path: str) -> None:
    first = opened(path)
    again = first.again()
    first.close()
    assert suggest(again, STRINGS[0]) == suggest(entries.index(), STRINGS[0])
    again.close()
    memory = entries.index()
    assert memory.again() is memory


def test_an_index_of_another_origin_is_not_used(path: str) -> None:
    assert open_names(path, "another", TODAY) is None


@pytest.mark.parametrize("content", [b"", b"not a database" * 99])
def test_a_damaged_index_is_not_used(path: str, content: bytes) -> None:
    Path(path).write_bytes(content)
    assert open_names(path, "origin", TODAY) is None


def test_an_index_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert open_names(str(tmp_path / "absent.sqlite"), "origin", TODAY) is None


def test_the_same_input_gives_the_same_bytes(path: str, tmp_path: Path) -> None:
    known = entries.entries()
    again = tmp_path / "again.sqlite"
    write_names(str(again), "origin", known, spellings(known))
    assert again.read_bytes() == Path(path).read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_a_date_that_has_passed_since_counts(tmp_path: Path) -> None:
    going = entries.entries()[1]._replace(status="deprecated", retires_on="2026-12-01")
    write_names(str(tmp_path / "n"), "origin", [going], spellings([going]))
    for today, status in (("2026-11-30", "deprecated"), ("2026-12-01", "retired")):
        filed = opened(str(tmp_path / "n"), today=today)
        assert filed.name(0).entries[0].status == status
        filed.close()


def test_a_place_that_cannot_be_written_to_is_an_error(tmp_path: Path) -> None:
    with pytest.raises((OSError, sqlite3.Error)):
        write_names(str(tmp_path / "absent" / "names.sqlite"), "origin", [], {})
