"""What is set is found where the platform keeps such things, or a mistake is told in one line."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whichmodel.discovery.configuration import cache_file, configuration
from whichmodel.discovery.errors import ConfigurationError


def written(tmp_path: Path, text: str | bytes) -> dict[str, str]:
    """An environment whose configuration file holds this."""
    path = tmp_path / "whichmodel.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return {"HOME": str(tmp_path), "WHICHMODEL_CONFIG": str(path)}


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path)}
    found = configuration(environ)
    assert (found.found, found.providers, found.offline) == (False, {}, False)
    assert found.store == cache_file(environ)
    assert not list(tmp_path.iterdir())


# Places


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"XDG_CACHE_HOME": "/x/cache"},
        {"XDG_CONFIG_HOME": "/x/config", "XDG_CACHE_HOME": "/x/cache"},
        {"XDG_CONFIG_HOME": "/x/config/"},
        {"XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": ""},
        {"XDG_CONFIG_HOME": "  ", "XDG_CACHE_HOME": " \t"},
        {"XDG_CONFIG_HOME": " /x/config", "XDG_CACHE_HOME": "/x/cache "},
        {"XDG_CONFIG_HOME": "relative", "XDG_CACHE_HOME": "./cache"},
        {"XDG_CONFIG_HOME": "~/config", "XDG_CACHE_HOME": "$HOME/cache"},
        {"XDG_CONFIG_HOME": "/x/../y", "XDG_CACHE_HOME": "/ü/cache"},
        {"HOME": "/somewhere/else"},
        {"HOME": ""},
        {"HOME": "relative"},
    ],
    ids=str,
)
def test_the_default_places_are_those_of_platformdirs(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    directories = platformdirs.PlatformDirs("whichmodel", appauthor=False)
    environ = dict(os.environ)
    assert Path(cache_file(environ)).parent == Path(directories.user_cache_dir)
    assert Path(configuration(environ).path).parent == Path(directories.user_config_dir)


@pytest.mark.skipif(sys.platform != "linux", reason="only there the import is saved")
def test_the_default_places_are_found_without_importing_platformdirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "platformdirs", None)
    assert cache_file({"HOME": "/h"}) == "/h/.cache/whichmodel/listings.sqlite"
    assert configuration({"HOME": "/h"}).path == "/h/.config/whichmodel/whichmodel.toml"


def test_the_store_is_where_the_nearest_setting_says(tmp_path: Path) -> None:
    environ = written(tmp_path, '[store]\nurl = "/from/file.sqlite"')
    assert configuration(environ).store == "/from/file.sqlite"
    environ["WHICHMODEL_CACHE_DIR"] = "/moved"
    assert configuration(environ).store == "/from/file.sqlite"
    environ["WHICHMODEL_STORE"] = "/from/environment.sqlite"
    assert configuration(environ).store == "/from/environment.sqlite"


def test_the_cache_directory_can_be_moved() -> None:
    assert cache_file({"WHICHMODEL_CACHE_DIR": "/moved"}) == str(Path("/moved/listings.sqlite"))
    assert configuration({"HOME": "/h", "WHICHMODEL_CACHE_DIR": "/moved"}).store == cache_file(
        {"WHICHMODEL_CACHE_DIR": "/moved"}
    )


# The file


def test_a_file_is_read_from_the_users_directory(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    path = Path(configuration(environ).path)
    path.parent.mkdir(parents=True)
    path.write_text('[providers.groq]\nbase_url = "http://127.0.0.1:9"\n')
    found = configuration(environ)
    assert (found.path, found.found) == (str(path), True)
    assert found.providers == {"groq": {"base_url": "http://127.0.0.1:9"}}


def test_a_file_that_is_named_has_to_be_there(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "WHICHMODEL_CONFIG": str(tmp_path / "gone.toml")}
    with pytest.raises(ConfigurationError, match="WHICHMODEL_CONFIG"):
        configuration(environ)


@pytest.mark.parametrize(
    "text",
    [
        "[providers",
        "a = \n b",
        "= 1",
        "[providers.groq]\n[providers.groq]",
        "a = 1\na = 2",
        '"""',
        "a = '\x07'",
        b"\xff\xfe",
        "a = " + "[" * 5000,
        "[provider.groq]",
        "providers = 1",
        "providers = []",
        "[[providers]]",
        "store = 'x'",
        "[store]\nurl = 1",
        "[store]\npath = '/x'",
        '["a\\nb"]',
        '[store]\n"a\\nb" = 1',
    ],
    ids=range(18),
)
def test_a_mistake_in_the_file_is_told_in_one_line_with_its_place(
    text: str | bytes, tmp_path: Path
) -> None:
    environ = written(tmp_path, text)
    with pytest.raises(ConfigurationError) as error:
        configuration(environ)
    assert str(error.value).isprintable() and len(str(error.value)) < 500
    assert environ["WHICHMODEL_CONFIG"] in str(error.value)


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as error:
        configuration({"HOME": str(tmp_path), "WHICHMODEL_CONFIG": str(tmp_path)})
    assert str(error.value).isprintable()


files = st.binary(max_size=60) | st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(
    str.encode
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=files)
def test_any_file_is_understood_or_refused_in_one_line(text: bytes, tmp_path: Path) -> None:
    try:
        configuration(written(tmp_path, text))
    except ConfigurationError as error:
        assert str(error).isprintable()


# Offline


@pytest.mark.parametrize("value", ["1", "true", "yes", "on", "TRUE", "2"])
def test_offline(value: str) -> None:
    assert configuration({"HOME": "/h", "WHICHMODEL_OFFLINE": value}).offline


@pytest.mark.parametrize("value", ["", "0", "false", "no", "off", "No", " 0 ", "  "])
def test_not_offline(value: str) -> None:
    assert not configuration({"HOME": "/h", "WHICHMODEL_OFFLINE": value}).offline
