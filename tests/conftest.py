"""No test touches the world by accident: no network but loopback, no home, a clean environment."""

import os
import socket
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A slow machine is no finding.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Files that import LiteLLM are collected before any test: it would fetch its prices, again and
# again in the background, and its complaints would land in the output of some other test.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

ROWS = Path(__file__).parents[1] / "src/whichmodel/discovery/providers/providers.toml"
HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
}
LOCAL = ("127.", "::1", "localhost", "0.0.0.0")
CLOUDS = ("AWS_", "AZURE_", "GOOGLE_", "IDENTITY_", "VERTEXAI_", "OPENAI_")


def named_by_rows() -> set[str]:
    rows = tomllib.loads(ROWS.read_text(encoding="utf-8")).values()
    return {name for row in rows for key in ("key_env", "base_env") for name in row.get(key, ())}


NAMED = named_by_rows()


def is_foreign(name: str) -> bool:
    """Whether a variable may change what a test sees."""
    ours = name in NAMED or name.startswith(("WHICHMODEL_", *CLOUDS))
    return ours or name.upper().endswith("_PROXY")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: Any) -> Path:
    """An empty home, and no key, address or proxy of whoever runs the tests."""
    home: Path = tmp_path_factory.mktemp("home")
    for name in filter(is_foreign, list(os.environ)):
        monkeypatch.delenv(name)
    for name, place in HOMES.items():
        monkeypatch.setenv(name, str(home / place))
    return home


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever connects to another machine, or asks for its address, fails at once."""
    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        refuse(host)
        return resolve(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))


def guarded(connect: Any) -> Any:
    def only_here(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple):
            refuse(address[0])
        return connect(self, address)

    return only_here


def refuse(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name and not str(name).startswith(LOCAL):
        raise AssertionError(f"a test asked for {name}")
