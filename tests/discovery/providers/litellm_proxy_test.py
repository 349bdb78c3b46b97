"""A real LiteLLM proxy, asked through our row for it.

It needs a Python environment of its own (`litellm[proxy]` wants older releases of several SDKs):
`.venv-litellm` in the project, or wherever WHICHMODEL_TEST_LITELLM says its executable is.
"""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.providers import ROWS
from servers.reading import fetched

from whichmodel.discovery.fetch import Fetched

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).resolve().parents[3]
MASTER_KEY = "sk-acme-master-canary"
CONFIGURATION = """
model_list:
  - model_name: acme-fast
    litellm_params: {model: openai/acme-fast, api_key: none, api_base: "http://127.0.0.1:9/v1"}
    model_info:
      mode: chat
      max_input_tokens: 128000
      max_output_tokens: 16384
      input_cost_per_token: 0.00000015
      output_cost_per_token: 0.0000006
      cache_read_input_token_cost: 0.000000075
      supports_function_calling: true
      supports_vision: false
      supports_response_schema: true
  - model_name: acme-embed
    litellm_params: {model: openai/acme-embed, api_key: none, api_base: "http://127.0.0.1:9/v1"}
    model_info: {mode: embedding, max_input_tokens: 8192, input_cost_per_token: 0.00000002}
  - model_name: team/acme-unknown
    litellm_params: {model: openai/acme-unknown, api_key: none, api_base: "http://127.0.0.1:9/v1"}
general_settings:
  master_key: sk-acme-master-canary
"""


def executable() -> str | None:
    named = os.environ.get("WHICHMODEL_TEST_LITELLM", "")
    return shutil.which(named or PROJECT / ".venv-litellm/bin/litellm")


LITELLM = executable()
"""Looked for at once, before tests get an environment without settings."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a proxy that is ready."""
    if LITELLM is None:
        pytest.skip("litellm[proxy] is not installed in .venv-litellm")
    home = tmp_path_factory.mktemp("litellm")
    (home / "config.yaml").write_text(CONFIGURATION, encoding="utf-8")
    port = str(free_port())
    command = [LITELLM, "--config", str(home / "config.yaml"), "--host", "127.0.0.1"]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "DO_NOT_TRACK": "1",
        "NO_PROXY": "*",
    }
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", port, "--telemetry", "False"],
            env=environment, cwd=home, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        wait_until_ready(process, f"http://127.0.0.1:{port}", home / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_until_ready(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = time.monotonic() + 180
    while not is_ready(url):
        said = log.read_text(errors="replace")[-2000:]
        assert process.poll() is None, f"the proxy ended: {said}"
        assert time.monotonic() < deadline, f"the proxy is not ready: {said}"
        time.sleep(0.1)


def is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/readiness", timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        pass
    return False


def listed(proxy: str, key: str | None) -> Fetched:
    return fetched(ROWS["litellm_proxy"]._replace(base_url=proxy), key)


def test_its_models_are_listed_with_what_its_configuration_says_of_them(proxy: str) -> None:
    answer = listed(proxy, MASTER_KEY)
    assert answer.problem is None
    found = {record["model"]: record for record in answer.records or []}
    assert set(found) == {"acme-fast", "acme-embed", "team/acme-unknown"}
    assert found["acme-fast"] == {
        "model": "acme-fast",
        "kind": "chat",
        "max_input_tokens": 128000,
        "max_output_tokens": 16384,
        "tools": True,
        "vision": False,
        "structured_output": True,
        "price_input": "0.15",
        "price_output": "0.6",
        "price_cache_read": "0.075",
    }
    assert found["acme-embed"]["kind"] == "embedding"
    assert found["acme-embed"]["price_input"] == "0.02"
    assert found["acme-embed"]["max_input_tokens"] == 8192


def test_what_its_configuration_does_not_say_is_unknown(proxy: str) -> None:
    found = {record["model"]: record for record in listed(proxy, MASTER_KEY).records or []}
    unknown = found["team/acme-unknown"]
    assert unknown == {"model": "team/acme-unknown"}


def test_a_stranger_is_refused(proxy: str) -> None:
    answer = listed(proxy, None)
    assert not answer.records
    assert answer.problem is not None
    assert answer.problem.status == "auth_failed"


def test_a_wrong_key_lists_nothing_and_is_told_in_the_proxy_s_words(proxy: str) -> None:
    """A proxy without a database looks there for the key, and complains of that with HTTP 400."""
    answer = listed(proxy, "sk-wrong")
    assert not answer.records
    assert answer.problem is not None
    assert answer.problem.status == "auth_failed"
    assert "No connected db" in answer.problem.detail or "Authentication" in answer.problem.detail
