"""The list ranks as `search` does."""

from threading import Thread

import pytest
from picker.lists import SMALL

from whichmodel.discovery.matching.index import build, entry_of
from whichmodel.discovery.matching.search import search
from whichmodel.picker.items import collected
from whichmodel.picker.ranking import ranking

ITEMS = collected(SMALL)


@pytest.mark.parametrize("words", ["kimi k2", "llama 4", "gpt5.5", "groq", "tools", "zzz", ""])
def test_it_finds_what_search_finds_in_its_order(words: str) -> None:
    index = build([entry_of(model) for model in SMALL.models])
    found = [hit.entry.id for hit in search(index, words, None)]
    assert [ITEMS.rows[n].name for n in ranking(ITEMS)(words, None)] == found
    assert [ITEMS.rows[n].name for n in ranking(ITEMS)(words, 1)] == found[:1]


def test_it_knows_the_spellings_of_providers() -> None:
    rank = ranking(ITEMS, {"openai": "openai", "groq": "groq", "chips": "groq"})
    found = {ITEMS.rows[n].name.partition("/")[0] for n in rank("provider:chips", None)}
    assert found == {"groq"}


def test_several_threads_may_ask_at_once() -> None:
    rank = ranking(ITEMS)
    found: list[list[int]] = []
    threads = [Thread(target=lambda: found.append(list(rank("kimi", None)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [list(rank("kimi", None))] * 8
