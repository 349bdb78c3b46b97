"""SDKs that talk to nobody but the test's server, and find no setting of the person's."""

import os

import pytest

SETTINGS = ("AWS_", "GOOGLE_", "OLLAMA_", "HF_", "OPENAI_", "ANTHROPIC_", "DASHSCOPE_")
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
def quiet_sdks(clean_environment: object, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(SETTINGS)]:
        monkeypatch.delenv(name)
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
