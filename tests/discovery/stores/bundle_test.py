"""The bundle holds what the text form and providers.toml say, and is never half there."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from whichmodel.discovery.errors import SnapshotError
from whichmodel.discovery.model import Statement
from whichmodel.discovery.providers.rows import provider_row
from whichmodel.discovery.sources import history, text
from whichmodel.discovery.stores.bundle import Bundle, open_bundle
from whichmodel.discovery.stores.compiling import compile_bundle

PROVIDERS = """
[zeta]
name = "Zeta"
prefix = "zeta_ai"
base_url = "https://api.zeta.example/v1"

[alpha]
base_url = "https://api.alpha.example/v1"
"""
SNAPSHOT: dict[str, Any] = {
    "zeta": {
        "b/model": {
            "genai-prices": {"name": "B"},
            "litellm": {"kind": "chat", "tools": True, "price_input": "0.1"},
        },
        "a": {"litellm": {}},
    },
    "only-data": {"a": {"litellm": {"kind": "image"}}},
}
SOURCES = {
    "litellm": {"version": "1", "date": "2026-11-12", "models": 3},
    "genai-prices": {"version": "2", "date": "2026-11-09", "models": 1},
}


@pytest.fixture
def inputs(tmp_path: Path) -> tuple[Path, Path]:
    providers = tmp_path / "providers.toml"
    providers.write_text(PROVIDERS)
    snapshot = tmp_path / "snapshot"
    text.write(snapshot, SNAPSHOT, {**SOURCES, "built": "2026-11-22"})
    return providers, snapshot


@pytest.fixture
def path(tmp_path: Path, inputs: tuple[Path, Path]) -> Path:
    target = tmp_path / "bundle.sqlite"
    compile_bundle(target, *inputs)
    return target


@pytest.fixture
def bundle(path: Path) -> Any:
    opened = open_bundle(str(path))
    yield opened
    opened.close()


def test_the_date_is_that_of_the_newest_source(bundle: Bundle) -> None:
    assert bundle.date == "2026-11-12"
    assert bundle.sources() == SOURCES


def test_notices_do_not_make_the_catalogue_newer(tmp_path: Path, inputs: tuple[Path, Path]) -> None:
    newer = {name: {"date": "2026-11-22"} for name in ("notices", "curated")}
    text.write(inputs[1], SNAPSHOT, {**SOURCES, **newer, "built": "2026-11-22"})
    compile_bundle(tmp_path / "bundle.sqlite", *inputs)

    with closing(open_bundle(str(tmp_path / "bundle.sqlite"))) as opened:
        assert opened.date == "2026-11-12"


def test_written_providers_come_first_in_their_order(bundle: Bundle) -> None:
    providers = bundle.providers()

    assert list(providers) == ["zeta", "alpha", "only-data"]
    assert providers["zeta"] == provider_row(
        "zeta",
        {"name": "Zeta", "prefix": "zeta_ai", "base_url": "https://api.zeta.example/v1"},
    )


def test_a_provider_that_only_the_snapshot_knows_cannot_be_asked(bundle: Bundle) -> None:
    provider = bundle.providers()["only-data"]

    assert (provider.listing, provider.calls, provider.prefix) == ("catalogue", (), "only-data")
    assert (provider.base_url, provider.key_env) == ("", ())


def test_records_say_who_said_what_and_when(bundle: Bundle) -> None:
    assert bundle.records("zeta") == {
        "a": (Statement("litellm", "2026-11-12", {"model": "a"}),),
        "b/model": (
            Statement("genai-prices", "2026-11-09", {"model": "b/model", "name": "B"}),
            Statement(
                "litellm",
                "2026-11-12",
                {"model": "b/model", "kind": "chat", "tools": True, "price_input": "0.1"},
            ),
        ),
    }


def test_a_provider_without_data_has_no_records(bundle: Bundle) -> None:
    assert bundle.records("alpha") == {}
    assert bundle.records("nobody") == {}
    assert bundle.count("alpha") == 0


def test_models_are_counted_by_provider(bundle: Bundle) -> None:
    assert bundle.counts() == {"zeta": 2, "only-data": 1}
    assert bundle.count("zeta") == 2


def test_a_model_id_is_found_at_all_providers_that_have_exactly_it(bundle: Bundle) -> None:
    assert bundle.find("a") == ["only-data", "zeta"]
    assert bundle.find("b/model") == ["zeta"]
    assert bundle.find("A") == []
    assert bundle.find("b") == []


def test_the_same_input_makes_the_same_bytes(
    tmp_path: Path, inputs: tuple[Path, Path], path: Path
) -> None:
    other = tmp_path / "other.sqlite"
    compile_bundle(other, *inputs)

    assert other.read_bytes() == path.read_bytes()


def test_compiling_replaces_an_older_bundle(inputs: tuple[Path, Path], path: Path) -> None:
    path.write_bytes(b"something older")
    compile_bundle(path, *inputs)

    with closing(open_bundle(str(path))) as opened:
        assert opened.count("zeta") == 2


@pytest.mark.parametrize("damage", ["snapshot", "providers"])
def test_a_failed_compilation_leaves_the_old_bundle(
    inputs: tuple[Path, Path], path: Path, damage: str
) -> None:
    before = path.read_bytes()
    providers, snapshot = inputs
    if damage == "snapshot":
        (snapshot / "zeta.jsonl").write_text("{")
    else:
        providers.write_text("[zeta]\ncalls = 1")
    with pytest.raises(Exception, match=r"line 1 is not a model|calls must be a list"):
        compile_bundle(path, *inputs)

    assert path.read_bytes() == before
    assert {left.name for left in path.parent.iterdir()} == {
        "bundle.sqlite",
        "bundle-names.sqlite",
        "providers.toml",
        "snapshot",
    }


@pytest.mark.parametrize("name", ["a b", "100%25", "what?", "#1", "ü'\"", "a;b&c=d"])
def test_the_path_may_hold_any_character(tmp_path: Path, path: Path, name: str) -> None:
    moved = tmp_path / name / "bundle.sqlite"
    moved.parent.mkdir()
    path.rename(moved)

    with closing(open_bundle(str(moved))) as opened:
        assert opened.count("zeta") == 2


def test_reading_leaves_nothing_beside_the_file_and_nothing_changed(
    tmp_path: Path, path: Path
) -> None:
    before = path.read_bytes()
    names = os.listdir(tmp_path)
    opened = open_bundle(str(path))
    opened.records("zeta")
    opened.close()

    assert os.listdir(tmp_path) == names
    assert path.read_bytes() == before


def test_a_missing_bundle_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="missing: reinstall") as caught:
        open_bundle(str(tmp_path / "bundle.sqlite"))

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\0" * 4080])
def test_a_file_that_is_no_bundle_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bundle.sqlite"
    path.write_bytes(content)

    with pytest.raises(SnapshotError, match="reinstall"):
        open_bundle(str(path))


def test_a_truncated_bundle_is_damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])

    with (
        pytest.raises(SnapshotError, match="damaged: reinstall"),
        closing(open_bundle(str(path))) as opened,
    ):
        opened.records("zeta")


def test_a_directory_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError):
        open_bundle(str(tmp_path))


def changed(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_bundle_of_another_version_is_not_read(path: Path) -> None:
    changed(path, "UPDATE meta SET value = '99' WHERE key = 'schema'")

    with pytest.raises(SnapshotError, match="another version: reinstall"):
        open_bundle(str(path))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE models SET statements = '{' WHERE model = 'a'",
        "UPDATE providers SET document = 'x'",
        "DROP TABLE models",
    ],
)
def test_damage_within_is_told_when_it_is_met(path: Path, statement: str) -> None:
    changed(path, statement)

    with (
        closing(open_bundle(str(path))) as opened,
        pytest.raises(SnapshotError, match="damaged: reinstall"),
    ):
        opened.records("zeta"), opened.providers()


def test_importing_the_bundle_is_cheap() -> None:
    heavy = ["pathlib", "dataclasses", "inspect", "tomllib", "urllib", "subprocess", "decimal"]
    code = (
        "import sys; before = set(sys.modules);"
        "import whichmodel.discovery.stores.bundle, json;"
        f"print(json.dumps(sorted((set(sys.modules) - before) & {set(heavy)!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == []


def test_what_a_catalogue_dropped_is_told_with_the_day_it_was_last_there(
    tmp_path: Path, inputs: tuple[Path, Path]
) -> None:
    seen = {"zeta": {"a": ["2026-03-01"], "gone": ["2025-01-01", "2026-06-01"]}}
    history.write(inputs[1], "litellm", history.History("2026-11-12", seen))
    target = tmp_path / "dropped.sqlite"
    compile_bundle(target, *inputs)

    bundle = open_bundle(str(target))

    assert bundle.dropped("2026-05-01") == [("litellm", "zeta", "gone", "2026-06-01")]
    assert bundle.dropped("2026-07-01") == []


def test_every_model_that_was_dropped_and_is_told_of_no_more_can_be_read(
    tmp_path: Path, inputs: tuple[Path, Path]
) -> None:
    gone = {
        "zeta": {"a": ["2025-01-01", "2025-02-01"], "gone": ["2025-01-01", "2026-06-01", "chat"]}
    }
    earlier = {"zeta": {"gone": ["2024-05-01", "2025-06-01"]}, "past": {"x": ["2024-01-01"] * 2}}
    history.write(inputs[1], "litellm", history.History("2026-11-12", gone))
    history.write(inputs[1], "genai-prices", history.History("2026-11-09", earlier))
    target = tmp_path / "dropped.sqlite"
    compile_bundle(target, *inputs)

    with closing(open_bundle(str(target))) as bundle:
        assert bundle.dropped_models() == [
            ("past", "x", "2024-01-01", "2024-01-01", None),
            ("zeta", "gone", "2024-05-01", "2026-06-01", "chat"),
        ]
