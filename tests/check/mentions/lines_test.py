"""Lines that say something are the same ones, with the extra `fast` and without it."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.check.known import Known
from whichmodel.check.lines import Lines
from whichmodel.check.reading import is_plain
from whichmodel.check.tokens import CLIENTS

LABELLED = Path(__file__).parents[2] / "data" / "lint" / "files"
GLUE = [" ", "\n", "/", ":", "-", ".", "_", "@", "`", '"', "é", ",", "x", "7", "B", ""]
WORDS = [
    "command",
    "metadata",
    "or",
    "litellm",
    "8x7b",
    "0x1234567B",
    "us.",
    "models/",
    "ft:",
    "AI",
]


@pytest.fixture(scope="module")
def fast(known: Known) -> Lines:
    return Lines(known)


@pytest.fixture(scope="module")
def slow(known: Known) -> Lines:
    return Lines(known, fast=False)


def test_both_ways_see_the_same_lines_of_labelled_files(fast: Lines, slow: Lines) -> None:
    seen = 0
    for path in sorted(LABELLED.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        if is_plain(data):
            assert fast.telling(data) == slow.telling(data), path
            seen += bool(fast.telling(data))
    assert seen > 100


@given(data=st.data())
def test_both_ways_see_the_same_lines_whatever_stands_together(
    data: st.DataObject, known: Known, fast: Lines, slow: Lines
) -> None:
    names = st.sampled_from([*known.ids, *known.begun, *known.hosts, *known.variables])
    others = st.sampled_from([*known.providers, *CLIENTS, *WORDS])
    words = st.lists(st.one_of(names, others, st.sampled_from(GLUE)), max_size=20)
    text = "".join(data.draw(words)) + "\ngpt-4o\n" + "".join(data.draw(words))
    assert fast.telling(text.encode()) == slow.telling(text.encode())


def test_a_large_text_is_looked_at_in_pieces(
    fast: Lines, slow: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"say gpt-4o, claude-sonnet-4-5\nor not\nopenai/gpt-4.1 " * 50
    monkeypatch.setattr("whichmodel.check.beginnings.WINDOW", 7)
    assert fast.telling(data) == slow.telling(data)
    assert len(fast.telling(data)) == 51


def test_without_the_extra_lines_are_seen_all_the_same(
    known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    assert Lines(known).telling(b"nothing\nask gpt-4o\n\nimport openai\n") == [1, 3]


@pytest.mark.parametrize("way", ["fast", "slow"])
def test_a_text_with_hints_alone_has_no_telling_lines(
    way: str, request: pytest.FixtureRequest
) -> None:
    assert request.getfixturevalue(way).telling(b"import openai\nclient = OpenAI()\n") == []


@pytest.mark.parametrize("way", ["fast", "slow"])
def test_what_was_forgotten_is_seen_again(
    way: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: Lines = request.getfixturevalue(way)
    data = b"ask gpt-4o\nor nobody\nfrom openai import OpenAI"
    before = lines.telling(data)
    monkeypatch.setattr("whichmodel.check.lines.MOST", 0)
    assert lines.telling(data) == before == [0, 2]
    assert [token for _, token, _ in lines.on("ask gpt-4o")] == ["gpt-4o"]
