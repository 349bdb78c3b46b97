"""What was chosen before is remembered by project, and never gets in the way."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.picker.recent import FILE, MODELS, PROJECTS, chosen_before, project, remember


def test_the_last_choice_comes_first_and_none_twice(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    for name in ("a", "b", "a", "c"):
        remember(cache, "/here", name)
    assert chosen_before(cache, "/here") == ["c", "a", "b"]
    assert chosen_before(cache, "/there") == []


def test_a_few_models_of_so_many_projects_are_kept(tmp_path: Path) -> None:
    cache = str(tmp_path)
    for number in range(MODELS + 3):
        remember(cache, "/here", f"m{number}")
    assert chosen_before(cache, "/here") == [f"m{MODELS + 2 - n}" for n in range(MODELS)]
    for number in range(PROJECTS):
        remember(cache, f"/p{number}", "m")
    assert chosen_before(cache, "/here") == []
    assert chosen_before(cache, "/p0") == ["m"]
    assert len(json.loads((tmp_path / FILE).read_text())) == PROJECTS


def test_a_project_is_where_git_begins_else_the_directory(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "src" / "deep").mkdir(parents=True)
    (tmp_path / "plain" / "deep").mkdir(parents=True)
    assert project(str(tmp_path / "repo" / "src" / "deep")) == str(tmp_path / "repo")
    assert project(str(tmp_path / "repo")) == str(tmp_path / "repo")
    assert project(str(tmp_path / "plain" / "deep")) == str(tmp_path / "plain" / "deep")


def test_without_a_cache_nothing_is_remembered(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    remember("", "/here", "m")
    assert list(tmp_path.iterdir()) == []
    assert chosen_before("", "/here") == []


def test_nothing_else_is_left_in_the_cache(tmp_path: Path) -> None:
    remember(str(tmp_path), "/here", "m")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    with pytest.raises(OSError):
        remember(str(tmp_path), "/here", "m")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@given(
    st.one_of(
        st.binary(max_size=40),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=4),
            lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["/here", "x"]), inner),
            max_leaves=8,
        ).map(lambda value: json.dumps(value).encode()),
    )
)
def test_whatever_the_file_holds_names_that_can_be_shown_are_read(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    cache = tmp_path_factory.mktemp("cache")
    (cache / FILE).write_bytes(data)
    assert all(name.isprintable() for name in chosen_before(str(cache), "/here"))
    remember(str(cache), "/here", "m")
    assert chosen_before(str(cache), "/here")[0] == "m"
