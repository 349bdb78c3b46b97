"""An environment in which nothing of the person who runs the tests is to be found."""

import os
from pathlib import Path

import pytest

TELLTALE = ("_API_KEY", "_PROXY", "_TOKEN", "_BASE_URL", "_API_BASE", "_PROJECT", "_LOCATION")
QUIET = {
    "AWS_EC2_METADATA_DISABLED": "true",
    "DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "NO_PROXY": "*",
    "OTEL_SDK_DISABLED": "true",
}


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No keys, no proxies, no home, and SDKs that talk to nobody but the test's server."""
    for name in os.environ:
        if name.upper().endswith(TELLTALE) or name.startswith(("AWS_", "GOOGLE_", "OLLAMA_")):
            monkeypatch.delenv(name)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
