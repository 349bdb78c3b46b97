"""What the person has set: the configuration file, and where the cache is."""

import os
import sys
from typing import Any, NamedTuple

from whichmodel.discovery.errors import ConfigurationError

TABLES = ("providers", "store", "catalogues", "snapshot")
OFF = ("", "0", "false", "no", "off")


class Configuration(NamedTuple):
    """Settings as found; `path` is where they are, or would be."""

    path: str
    found: bool
    providers: dict[str, dict[str, Any]]
    store: str
    offline: bool
    cache: str
    catalogues: dict[str, dict[str, Any]]
    snapshot: dict[str, str]


def configuration(environ: dict[str, str]) -> Configuration:
    """Read what is set; ConfigurationError where the file cannot be understood.

    Nothing is required: without a file everything has its default. A file that
    `WHICHMODEL_CONFIG` names has to be there.
    """
    named = environ.get("WHICHMODEL_CONFIG", "")
    path = named or os.path.join(_directory("config", environ), "whichmodel.toml")
    found = os.path.exists(path)
    if named and not found:
        raise ConfigurationError(f"WHICHMODEL_CONFIG names {path}, which does not exist")
    tables = _tables(path) if found else {}
    return Configuration(
        path,
        found,
        tables.get("providers", {}),
        environ.get("WHICHMODEL_STORE") or _store(path, tables) or cache_file(environ),
        environ.get("WHICHMODEL_OFFLINE", "").strip().lower() not in OFF,
        _cache(environ),
        _catalogues(path, tables.get("catalogues", {})),
        _strings(path, "snapshot", tables.get("snapshot", {}), ("url", "sha256_url")),
    )


def cache_file(environ: dict[str, str]) -> str:
    """Where listings are remembered unless something else is set."""
    directory = environ.get("WHICHMODEL_CACHE_DIR") or _directory("cache", environ)
    return os.path.join(directory, "listings.sqlite")


def _cache(environ: dict[str, str]) -> str:
    """The directory of the cache; "" where there is none, and none is needed."""
    try:
        return os.path.dirname(cache_file(environ))
    except ConfigurationError:
        return ""


def _directory(kind: str, environ: dict[str, str]) -> str:
    """The user's directory for us: on Linux by the XDG rules, elsewhere as platformdirs knows.

    platformdirs follows the same rules on Linux (a test holds us to it), but importing it takes
    longer than listing.
    """
    if sys.platform == "linux":
        base = environ.get(f"XDG_{kind.upper()}_HOME", "")
        if not os.path.isabs(base):
            base = os.path.join(_home(environ), f".{kind}")
        return os.path.join(base, "whichmodel")
    import platformdirs

    directories = platformdirs.PlatformDirs("whichmodel", appauthor=False)
    return directories.user_cache_dir if kind == "cache" else directories.user_config_dir


def _home(environ: dict[str, str]) -> str:
    home = environ.get("HOME", "")
    if os.path.isabs(home):
        return home
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        raise ConfigurationError("there is no home directory: set HOME") from None


def _tables(path: str) -> dict[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as file:
            tables = tomllib.load(file)
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{path}: {error}") from None
    for name, table in tables.items():
        if name not in TABLES:
            raise ConfigurationError(f"{path}: unknown table {name!r}; known: {', '.join(TABLES)}")
        if not isinstance(table, dict):
            raise ConfigurationError(f"{path}: {name} must be a table")
    return tables


def _store(path: str, tables: dict[str, Any]) -> str:
    table = _strings(path, "store", tables.get("store", {}), ("url",))
    return os.path.expanduser(table.get("url", ""))


def _strings(path: str, name: str, table: dict[str, Any], known: tuple[str, ...]) -> dict[str, str]:
    """The table, if it holds nothing but strings that are known."""
    for setting, value in table.items():
        if setting not in known:
            words = f"unknown setting {setting!r} in [{name}]; known: {', '.join(known)}"
            raise ConfigurationError(f"{path}: {words}")
        if not isinstance(value, str):
            raise ConfigurationError(f"{path}: {setting} in [{name}] must be a string")
    return table


def _catalogues(path: str, tables: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Where published catalogues are fetched from, and which of them are not."""
    if not tables:
        return {}
    from whichmodel.discovery.sources.published import PUBLISHED

    known = [source.name for source in PUBLISHED]
    for name, table in tables.items():
        if name not in known:
            words = f"unknown catalogue {name!r} in [catalogues]; known: {', '.join(known)}"
            raise ConfigurationError(f"{path}: {words}")
        if not isinstance(table, dict):
            raise ConfigurationError(f"{path}: {name} in [catalogues] must be a table")
        url = {setting: value for setting, value in table.items() if setting != "enabled"}
        _strings(path, f"catalogues.{name}", url, ("url", "enabled"))
        if not isinstance(table.get("enabled", True), bool):
            raise ConfigurationError(
                f"{path}: enabled in [catalogues.{name}] must be true or false"
            )
    return tables
