"""Each target's file, loaded by the real tool, which also refuses a broken one."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from configs.loading import (
    ALL,
    CLAUDE,
    GROQ,
    MOON,
    NUMBER,
    ODD,
    Wanted,
    ask,
    canary,
    keys,
    loaded,
    place,
    run,
    written,
)
from homes import Home

from whichmodel.configs import TARGETS
from whichmodel.configs.massgen import BACKENDS, GENERIC, backend_of
from whichmodel.configs.pydantic_ai import OWN
from whichmodel.discovery.catalogue.translate import SPELLINGS

pytestmark = [pytest.mark.slow, pytest.mark.target]

FRAMEWORKS = {
    "langchain": "frameworks",
    "llamaindex": "frameworks",
    "dspy": "frameworks",
    "python": "frameworks",
    "crewai": "crewai",
    "autogen": "frameworks",
    "ag2": "frameworks",
    "pydantic-ai": "pydantic-ai",
}
THROUGH_LITELLM = ("langchain", "llamaindex", "dspy", "python", "crewai")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def by_string(models: tuple[Wanted, ...]) -> list[list[Any]]:
    return [[each.string, each.litellm, canary(each.key)] for each in models]


def by_address(models: tuple[Wanted, ...]) -> list[list[Any]]:
    return [[each.model, each.url, canary(each.key)] for each in models]


def broken(path: Path, part: str, instead: str) -> Path:
    """The file with one thing wrong."""
    text = path.read_text(encoding="utf-8")
    assert part in text
    path.write_text(text.replace(part, instead), encoding="utf-8")
    return path


# ── MassGen ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("models", [(GROQ,), ALL], ids=["one", "several"])
def test_massgen_validates_and_makes_the_agents(home: Home, models: tuple[Wanted, ...]) -> None:
    path = written(home, "massgen", models, "massgen.yaml")
    found = loaded("massgen", "massgen.py", path, **keys(models))
    assert [each[0] for each in found] == [each.model for each in models]
    assert [each[2] for each in found] == [canary(each.key) for each in models]
    urls = [(each[1] or model.url) for each, model in zip(found, models, strict=True)]
    assert urls == [each.url for each in models]


def test_massgen_refuses_a_broken_file(home: Home) -> None:
    path = broken(written(home, "massgen", (GROQ,), "m.yaml"), 'type: "groq"', 'type: "grog"')
    ran = ask("massgen", "massgen.py", path, GROQ_API_KEY="any")
    assert ran.returncode == 1
    assert "Unknown backend type: 'grog'" in ran.stderr


def test_massgen_has_the_backend_types_of_our_table() -> None:
    types = loaded("massgen", "massgen_types.py")
    assert set(BACKENDS) == set(types)
    for kind, (variable, url) in types.items():
        assert variable is None or variable in BACKENDS[kind].keys
        assert not url or url == BACKENDS[kind].base_url


def test_backend_types_lead_to_providers_and_back() -> None:
    for provider, spelling in SPELLINGS.items():
        assert backend_of(provider) == spelling.massgen
        assert spelling.massgen is None or BACKENDS[spelling.massgen].provider == provider
    assert GENERIC in BACKENDS


# ── Python ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("target", FRAMEWORKS)
def test_a_python_file_makes_the_tools_own_models(home: Home, target: str) -> None:
    path = written(home, target, ALL, TARGETS[target].FILE)
    found = loaded(FRAMEWORKS[target], "frameworks.py", target, path, **keys(ALL))
    if target in THROUGH_LITELLM:
        assert found == by_string(ALL)
    elif target == "pydantic-ai":  # whose own clients write their addresses in their own way
        assert [each[0] for each in found] == [each.model for each in ALL]
        assert [each[2] for each in found] == [canary(each.key) for each in ALL]
        assert all(
            each[1].partition("/v1")[0] in model.url for each, model in zip(found, ALL, strict=True)
        )
    else:
        assert found == by_address(ALL)


def test_pydantic_ai_finds_the_key_of_each_provider_that_it_knows_by_a_string(home: Home) -> None:
    models = tuple(
        Wanted(f"{provider}/acme/x", "", "acme/x", "", None, key) for provider, key in OWN.items()
    )
    path = written(home, "pydantic-ai", models, "agent.py")
    assert path.read_text("utf-8").count("infer_model(") == len(models)
    listed = "import runpy, sys; print(len(runpy.run_path(sys.argv[1])['MODELS']))"
    python = str(place("pydantic-ai") / "bin/python")
    ran = run([python, "-W", "ignore", "-c", listed, str(path)], **keys(models))
    assert ran.stdout.strip() == str(len(models)), ran.stderr


@pytest.mark.parametrize("target", ["python", "ag2", "pydantic-ai"])
def test_a_python_file_without_its_key_says_which(home: Home, target: str) -> None:
    path = written(home, target, (MOON,), TARGETS[target].FILE)
    ran = ask(FRAMEWORKS[target], "frameworks.py", target, path)
    assert ran.returncode == 1
    assert "KeyError: 'MOONSHOT_API_KEY'" in ran.stderr


# ── other programs ───────────────────────────────────────────────────────────────────────────────


def test_aider_takes_the_models_and_finds_their_keys(home: Home) -> None:
    models = (GROQ, ODD, CLAUDE, MOON, NUMBER)
    path = written(home, "aider", models, ".aider.conf.yml")
    variables = {**keys(models), "TOGETHERAI_API_KEY": "any"}
    found = loaded("aider", "aider.py", path, **variables)
    assert [each[0] for each in found] == [each.string for each in models]


def test_aider_refuses_a_broken_file(home: Home) -> None:
    path = broken(written(home, "aider", (GROQ,), "aider.yml"), "model:", "modle:")
    assert "aider does not know" in ask("aider", "aider.py", path, **keys((GROQ,))).stderr


def test_llm_knows_the_models_by_string_and_by_alias(home: Home) -> None:
    path = written(home, "llm", ALL, "extra-openai-models.yaml")
    names = ["groq", "mistral", "together", "anthropic", "moonshot", "corp"]
    assert loaded("frameworks", "llm.py", path) == [
        [model.model, model.url, name] for model, name in zip(ALL, names, strict=True)
    ]


def test_llm_refuses_a_broken_file(home: Home) -> None:
    path = broken(written(home, "llm", (GROQ,), "llm.yaml"), "model_name", "modelname")
    assert "KeyError: 'model_name'" in ask("frameworks", "llm.py", path).stderr


def opencode(path: Path, command: list[str], **variables: str) -> Any:
    (program,) = place("node").glob("node_modules/opencode-*/bin/opencode")
    return run([str(program), *command], OPENCODE_CONFIG=str(path), **variables)


def test_opencode_lists_the_models(home: Home) -> None:
    path = written(home, "opencode", ALL, "opencode.jsonc")
    ran = opencode(path, ["models"], **keys(ALL))
    assert ran.returncode == 0, ran.stderr
    providers = ("groq", "mistral", "together", "anthropic", "moonshot", "corp")
    wanted = {f"{name}/{each.model}" for name, each in zip(providers, ALL, strict=True)}
    assert wanted - set(ran.stdout.splitlines()) == set()


def test_opencode_refuses_a_broken_file(home: Home) -> None:
    path = broken(written(home, "opencode", (GROQ,), "o.jsonc"), '"models": {', '"models": [{')
    assert opencode(path, ["models"]).returncode != 0


# ── what cannot be started here: the schema that its makers publish, or the lines that read ──────


@pytest.mark.parametrize("target", ["continue", "librechat"])
def test_the_published_schema_accepts_the_file(home: Home, target: str) -> None:
    path = written(home, target, ALL, TARGETS[target].FILE)
    mark = "${{{{ secrets.{} }}}}" if target == "continue" else "${{{}}}"
    wanted = [[each.model, each.url, mark.format(each.key)] for each in ALL]
    assert loaded("node", "schemas.mjs", target, path) == wanted


@pytest.mark.parametrize(
    ("target", "part", "instead", "said"),
    [
        ("continue", "model:", "modle:", "models.0: Invalid input"),
        ("librechat", 'name: "Groq models"', 'name: "openAI"', "cannot be one of the default"),
    ],
)
def test_the_published_schema_refuses_a_broken_file(
    home: Home, target: str, part: str, instead: str, said: str
) -> None:
    path = broken(written(home, target, (GROQ,), TARGETS[target].FILE), part, instead)
    ran = ask("node", "schemas.mjs", target, path)
    assert ran.returncode != 0
    assert said in ran.stderr


def test_open_webuis_own_lines_read_addresses_keys_and_models(home: Home) -> None:
    """Its other requirements fill gigabytes: only what reads these variables is run."""
    path = written(home, "open-webui", ALL, "compose.yaml")
    service = yaml.safe_load(path.read_text("utf-8"))["services"]["open-webui"]
    variables = {name: as_compose_reads(value) for name, value in service["environment"].items()}
    packages = next(place("open-webui").glob("lib/python*/site-packages"))
    found = loaded("frameworks", "open_webui.py", packages, **variables)
    assert found == [
        [each.model for each in ALL],
        [each.url for each in ALL],
        [canary(each.key) for each in ALL],
    ]


def as_compose_reads(value: str) -> str:
    """Compose's own rules for variables: braces around a name, two dollars for one."""
    for model in ALL:
        value = value.replace(f"${{{model.key}}}", canary(model.key))
    return value.replace("$$", "$")


def test_shells_and_dotenv_loaders_read_the_same_strings(home: Home) -> None:
    path = written(home, "env", ALL, ".env")
    wanted = {
        "MODEL": GROQ.string,
        "FALLBACK_MODELS": ",".join(each.string for each in ALL[1:]),
    }
    assert loaded("frameworks", "dotenv.py", path) == wanted
    shown = 'set -eu; . "$1"; printf "%s\\n%s" "$MODEL" "$FALLBACK_MODELS"'
    assert run(["sh", "-c", shown, "sh", str(path)]).stdout == "\n".join(wanted.values())


def test_every_target_has_a_test_here_or_beside() -> None:
    text = Path(__file__).read_text("utf-8") + (Path(__file__).parent / "asking_test.py").read_text(
        "utf-8"
    )
    assert [name for name in TARGETS if json.dumps(name) not in text] == []
