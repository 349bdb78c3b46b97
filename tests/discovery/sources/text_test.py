"""The text form keeps what it is given, and says where it was damaged."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.errors import SnapshotError, Unavailable
from whichmodel.discovery.sources import text

MODELS = st.dictionaries(
    st.text(min_size=1, max_size=8).filter(lambda model: "\n" not in model),
    st.dictionaries(st.sampled_from(["litellm", "other"]), st.dictionaries(st.text(), st.text())),
    max_size=4,
)


@given(st.dictionaries(st.sampled_from(["openai", "scx-ai", "v0"]), MODELS))
def test_what_is_written_is_read_again(providers: dict[str, Any]) -> None:
    with TemporaryDirectory() as name:
        text.write(Path(name), providers, {"built": "2026-11-22"})

        assert text.read(Path(name)) == providers
        assert text.read_sources(Path(name)) == {"built": "2026-11-22"}


def test_writing_removes_the_files_of_providers_that_are_no_more(tmp_path: Path) -> None:
    text.write(tmp_path, {"old": {}, "kept": {}}, {})
    text.write(tmp_path, {"kept": {}}, {})

    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.jsonl", "sources.json"]


def test_a_line_is_compact_and_its_keys_are_sorted() -> None:
    line = text.line("ü", {"litellm": {"tools": True, "kind": "chat"}})

    assert line == '{"litellm":{"kind":"chat","tools":true},"model":"ü"}'


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".x", "A", "x y"])
def test_a_provider_whose_name_is_no_name_for_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unavailable):
        text.write(tmp_path, {name: {}}, {})

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ["{", "[]", "{}", '"x"'])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.jsonl").write_text('{"model":"a"}\n' + line + "\n")

    with pytest.raises(SnapshotError, match=r"x\.jsonl, line 2"):
        text.read(tmp_path)


def test_a_model_that_comes_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"model":"a"}\n{"model":"a"}\n')

    with pytest.raises(SnapshotError, match=r"line 2: a a second time"):
        text.read(tmp_path)


def test_sources_are_joined_by_provider_and_model() -> None:
    joined = text.joined(
        {
            "litellm": {"x": [{"model": "b", "tools": True}, {"model": "a"}]},
            "genai-prices": {"x": [{"model": "b", "name": "B"}], "w": [{"model": "c"}]},
        }
    )

    assert joined == {
        "w": {"c": {"genai-prices": {}}},
        "x": {
            "a": {"litellm": {}},
            "b": {"genai-prices": {"name": "B"}, "litellm": {"tools": True}},
        },
    }
    assert [list(joined), list(joined["x"])] == [["w", "x"], ["a", "b"]]


def test_a_source_that_tells_of_a_model_twice_is_refused() -> None:
    with pytest.raises(Unavailable, match="litellm tells of x a twice"):
        text.joined({"litellm": {"x": [{"model": "a"}, {"model": "a"}]}})
