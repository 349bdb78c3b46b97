"""Of the bundled and the downloaded catalogue the newer is in use, and only a sound one gets in."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.stores.bundle import Bundle, open_bundle
from whichmodel.discovery.stores.compiling import compile_bundle
from whichmodel.discovery.stores.downloaded import in_use, install


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compiled") / "bundle.sqlite"
    compile_bundle(path)
    return path


@pytest.fixture
def bundled(compiled: Path) -> Bundle:
    return open_bundle(str(compiled))


def copy(compiled: Path, target: Path, built: str) -> Path:
    target.write_bytes(compiled.read_bytes())
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'built'", (f'"{built}"',))
        connection.commit()
    return target


@pytest.mark.parametrize(("built", "newer"), [("2126-01-01", True), ("2020-01-01", False)])
def test_the_newer_one_is_in_use(
    compiled: Path, bundled: Bundle, tmp_path: Path, built: str, newer: bool
) -> None:
    path, warnings = copy(compiled, tmp_path / "catalogue.sqlite", built), list[str]()
    assert (in_use(bundled, str(path), warnings) is not bundled) is newer
    assert warnings == []
    assert path.exists()


def test_of_one_day_the_downloaded_one_is_in_use(
    compiled: Path, bundled: Bundle, tmp_path: Path
) -> None:
    path = copy(compiled, tmp_path / "catalogue.sqlite", bundled.built)
    assert in_use(bundled, str(path), []) is not bundled


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_one_that_is_cut_is_set_aside_with_a_warning(
    compiled: Path, bundled: Bundle, tmp_path: Path, share: float
) -> None:
    path, warnings = copy(compiled, tmp_path / "catalogue.sqlite", "2126-01-01"), list[str]()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert in_use(bundled, str(path), warnings) is bundled
    assert len(warnings) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["catalogue.sqlite.damaged"]


def test_what_is_installed_is_what_was_told_of(
    compiled: Path, bundled: Bundle, tmp_path: Path
) -> None:
    data, path = compiled.read_bytes(), tmp_path / "cache" / "catalogue.sqlite"
    with pytest.raises(Unavailable, match="SHA-256"):
        install(data, "0" * 64, str(path), bundled)
    assert not path.exists()
    found = install(data, f" {sha256(data).hexdigest().upper()}\n", str(path), bundled)
    assert found.counts() == bundled.counts()
    assert path.read_bytes() == data
    assert [each.name for each in path.parent.iterdir()] == ["catalogue.sqlite"]


def test_a_provider_that_only_the_downloaded_one_knows_is_never_asked(
    compiled: Path, tmp_path: Path
) -> None:
    path = copy(compiled, tmp_path / "catalogue.sqlite", "2126-01-01")
    rows = open_bundle(str(path)).data_only()
    assert rows
    assert all(row.base_url == "" and not row.calls and not row.base_env for row in rows.values())
