"""Official clients, unchanged: each lists every model."""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from configs.loading import place
from homes import PATIENCE, Home
from server.started import Served, serving, token

from whichmodel.discovery.sources.models_dev import read

pytestmark = [pytest.mark.sdk, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def everything(served: Served) -> list[str]:
    ran = served.home.run("list", "--kind", "all", "--format", "ids")
    return sorted(set(ran.stdout.split()))


def test_openai(served: Served, everything: list[str]) -> None:
    openai = pytest.importorskip("openai")
    with openai.OpenAI(base_url=f"{served.url}/v1", api_key="unused") as client:
        assert sorted({model.id for model in client.models.list()}) == everything
        one = client.models.retrieve("groq/openai/gpt-oss-120b")
        assert (one.id, one.owned_by, one.object) == ("groq/openai/gpt-oss-120b", "groq", "model")
        with pytest.raises(openai.NotFoundError, match="no model has the id"):
            client.models.retrieve("groq/nothing")


def test_openai_with_a_token(home: Home) -> None:
    openai = pytest.importorskip("openai")
    secret = token(home, "app")
    with serving(home, "--private") as guarded:
        base = f"{guarded.url}/v1"
        with openai.OpenAI(base_url=base, api_key=secret) as client:
            assert len(list(client.models.list())) > 1000
        with (
            openai.OpenAI(base_url=base, api_key="wrong") as client,
            pytest.raises(openai.AuthenticationError),
        ):
            client.models.list()


def test_anthropic(served: Served, everything: list[str]) -> None:
    anthropic = pytest.importorskip("anthropic")
    with anthropic.Anthropic(base_url=served.url, api_key="unused") as client:
        assert sorted({model.id for model in client.models.list()}) == everything
        paged = {model.id for model in client.models.list(limit=500)}
        assert sorted(paged) == everything
        assert client.models.retrieve("openai/gpt-4.1").display_name
        with pytest.raises(anthropic.NotFoundError):
            client.models.retrieve("openai/nothing")


def test_openrouter(served: Served, everything: list[str]) -> None:
    openrouter = pytest.importorskip("openrouter")
    with openrouter.OpenRouter(server_url=f"{served.url}/api/v1", api_key="unused") as client:
        listed = client.models.list()
    rows = getattr(listed, "result", listed).data
    assert sorted({row.id for row in rows}) == everything
    (row,) = [row for row in rows if row.id == "groq/openai/gpt-oss-120b"]
    assert float(row.pricing.prompt) < 1e-5
    assert row.context_length == 131072


def test_ollama(served: Served, everything: list[str]) -> None:
    ollama = pytest.importorskip("ollama")
    with ollama.Client(host=served.url) as client:
        found = client.list().models
    assert sorted({row.model for row in found}) == everything


LITELLM = """
import json, sys
import litellm
found = litellm.get_valid_models(
    check_provider_endpoint=True, custom_llm_provider=sys.argv[1],
    api_base=sys.argv[2], api_key="unused",
)
print(json.dumps(found))
"""


@pytest.mark.parametrize("provider", ["openai", "litellm_proxy", "anthropic"])
def test_litellm(served: Served, everything: list[str], provider: str) -> None:
    there("litellm")
    ran = ran_python(sys.executable, LITELLM, served, provider, served.url)
    found = json.loads(ran.splitlines()[-1])
    prefixed = {f"{provider}/{id_}" for id_ in everything}
    assert set(found) in (set(everything), prefixed)


def there(package: str) -> None:
    """Looked for, not imported: some look around on the network as they are."""
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed")


def ran_python(python: str, program: str, served: Served, *arguments: str, **variables: str) -> str:
    """What a program prints that may reach this machine only."""
    ran = subprocess.run(
        [python, "-c", program, *arguments],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(served.home.directory),
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "NO_PROXY": "*",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_llm_knows_the_models_of_a_server_of_openai_s_shape(
    served: Served, everything: list[str]
) -> None:
    """simonw's llm asks no list itself; its OpenAI client does, with llm's own settings."""
    python = place("frameworks") / "bin/python"
    program = """
import json, sys
from llm.default_plugins.openai_models import Chat
model = Chat("x", model_name="x", api_base=sys.argv[1])
model.key = "unused"
print(json.dumps(sorted({each.id for each in model.get_client("unused").models.list()})))
"""
    said = ran_python(str(python), program, served, f"{served.url}/v1")
    assert json.loads(said) == everything


def test_any_llm(served: Served, everything: list[str]) -> None:
    program = """
import json, sys
from any_llm import list_models
found = list_models("openai", api_key="unused", api_base=sys.argv[1])
print(json.dumps(sorted({each.id for each in found})))
"""
    python = place("any-llm") / "bin/python"
    said = ran_python(str(python), program, served, f"{served.url}/v1")
    assert json.loads(said) == everything


def test_open_webui_s_own_function_asks_a_connection_for_its_models(
    served: Served, everything: list[str], tmp_path: Path
) -> None:
    """Its settings, its database and its request are its own; the rest of it is not started."""
    program = """
import asyncio, json
from types import SimpleNamespace
from open_webui.routers.openai import get_all_models

request = SimpleNamespace(app=SimpleNamespace(state=SimpleNamespace()), cookies={}, headers={})
found = asyncio.run(get_all_models(request, user=None))["data"]
print(json.dumps(sorted({model["id"] for model in found})))
"""
    (packages,) = place("open-webui").glob("lib/python*/site-packages")
    for name in ("data", "static"):
        (tmp_path / name).mkdir()
    settings = {
        "PYTHONPATH": str(packages),
        "FROM_INIT_PY": "true",
        "DATA_DIR": str(tmp_path / "data"),
        "STATIC_DIR": str(tmp_path / "static"),
        "WEBUI_SECRET_KEY": "unused",
        "OFFLINE_MODE": "true",
        "VECTOR_DB": "none",
        "OPENAI_API_BASE_URLS": f"{served.url}/v1",
        "OPENAI_API_KEYS": "unused",
    }
    python = place("open-webui-imports") / "bin/python"
    said = ran_python(str(python), program, served, **settings)
    assert json.loads(said.splitlines()[-1]) == everything


def test_massgen_s_catalogue_reads_our_list(served: Served, everything: list[str]) -> None:
    """The addresses are written into it; only where they lead is changed."""
    python = place("massgen") / "bin/python"
    program = """
import asyncio, json, sys
import httpx
from massgen.utils import model_catalog
get = httpx.AsyncClient.get
httpx.AsyncClient.get = lambda self, url, **rest: get(
    self, url.replace("https://api.poe.com", sys.argv[1]), **rest
)
print(json.dumps(sorted(set(asyncio.run(model_catalog.fetch_poe_models())))))
"""
    said = ran_python(str(python), program, served, served.url)
    assert json.loads(said.splitlines()[-1]) == everything


def test_curl_and_jq_s_shape(served: Served, everything: list[str]) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl here")
    said = subprocess.check_output(["curl", "-s", "--compressed", f"{served.url}/v1/models"])
    assert sorted({row["id"] for row in json.loads(said)["data"]}) == everything


def test_our_own_reader_of_models_dev_reads_it(served: Served) -> None:
    told = read(served.ask("/api.json").json)
    rows = served.ask("/api/models?provider=groq&kind=all").json["models"]
    assert [record["model"] for record in told["groq"]] == sorted(row["model"] for row in rows)
    windows = {row["model"]: row["context_window"] for row in rows}
    assert {each["model"]: each.get("context_window") for each in told["groq"]} == windows
