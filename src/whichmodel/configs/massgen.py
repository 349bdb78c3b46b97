"""MassGen: one agent, or several that work on the same question and vote.

MassGen reaches a model through a backend, chosen by `type`. The table was read in MassGen 0.1.97:
`create_backend` and `BACKEND_CAPABILITIES`.
"""

from typing import Any, NamedTuple

from whichmodel.configs.choice import Choice, address, by_address
from whichmodel.configs.writing import as_yaml, header

FILE = "massgen.yaml"
LINE = "MassGen: one agent, or several that work together (--count 3)"
RUN = 'massgen --config massgen.yaml "Your question"'
DOCS = "https://docs.massgen.ai/en/latest/user_guide/backends.html"
EXPANDS = ("${",)


class Backend(NamedTuple):
    """What a backend type reaches: our provider's id, None for many or none that we list.

    `keys` are the variables that MassGen looks into, in its order. `base_url` is where the backend
    goes by itself; "" where it takes no address or has none of its own.
    """

    provider: str | None
    keys: tuple[str, ...] = ()
    base_url: str = ""


BACKENDS = {
    "openai": Backend("openai", ("OPENAI_API_KEY",)),
    "claude": Backend("anthropic", ("ANTHROPIC_API_KEY",)),
    "gemini": Backend("gemini", ("GOOGLE_API_KEY", "GEMINI_API_KEY")),
    "grok": Backend("xai", ("XAI_API_KEY",), "https://api.x.ai/v1"),
    "groq": Backend("groq", ("GROQ_API_KEY",), "https://api.groq.com/openai/v1"),
    "together": Backend("together", ("TOGETHER_API_KEY",), "https://api.together.xyz/v1"),
    "cerebras": Backend("cerebras", ("CEREBRAS_API_KEY",), "https://api.cerebras.ai/v1"),
    "nebius": Backend("nebius", ("NEBIUS_API_KEY",), "https://api.studio.nebius.ai/v1"),
    "qwen": Backend(
        "qwen", ("QWEN_API_KEY",), "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"
    ),
    "moonshot": Backend(
        "moonshot", ("MOONSHOT_API_KEY", "KIMI_API_KEY"), "https://api.moonshot.cn/v1"
    ),
    "openrouter": Backend("openrouter", ("OPENROUTER_API_KEY",), "https://openrouter.ai/api/v1"),
    "fireworks": Backend(
        "fireworks", ("FIREWORKS_API_KEY",), "https://api.fireworks.ai/inference/v1"
    ),
    "nvidia_nim": Backend("nvidia_nim", ("NGC_API_KEY",), "https://integrate.api.nvidia.com/v1"),
    "poe": Backend("poe", ("POE_API_KEY",)),
    "zai": Backend("zai", ("ZAI_API_KEY",)),
    "azure_openai": Backend("azure", ("AZURE_OPENAI_API_KEY",)),
    "vllm": Backend("vllm", ("VLLM_API_KEY",), "http://localhost:8000/v1"),
    "lmstudio": Backend("lmstudio", (), "http://localhost:1234/v1"),
    "copilot": Backend("github_copilot"),
    "claude_code": Backend("anthropic", ("ANTHROPIC_API_KEY",)),
    "codex": Backend("openai", ("OPENAI_API_KEY",)),
    "gemini_cli": Backend("gemini", ("GOOGLE_API_KEY", "GEMINI_API_KEY")),
    "antigravity_cli": Backend("gemini", ("GEMINI_API_KEY", "GOOGLE_API_KEY")),
    "chatcompletion": Backend(None),
    "sglang": Backend(None, ("SGLANG_API_KEY",), "http://localhost:30000/v1"),
    "inference": Backend(None),
    "uitars": Backend(None, ("UI_TARS_API_KEY",)),
    "ag2": Backend(None),
}
"""By backend type. Where several reach one provider, the first is the plain one."""

BY_ITSELF = ("openai", "claude", "gemini")
"""Types that speak their provider's own protocol, and go nowhere else."""

GENERIC = "vllm"
"""The type for a server that MassGen has no own for. MassGen 0.1.97 fails on `api_key` in a file;
without one `chatcompletion` sends OPENAI_API_KEY, whoever is asked, and this type sends none."""

STARTED = ("lmstudio", "copilot", "azure_openai")
"""Types that need more than a file: a program here, a login, an endpoint of one's own."""


def backend_of(provider_id: str) -> str | None:
    """The backend type for a provider; None where MassGen has none of its own."""
    types = (kind for kind, backend in BACKENDS.items() if backend.provider == provider_id)
    return next(types, None)


takes = by_address


def key(choice: Choice) -> str:
    """MassGen looks into variables of its own, and takes none that a file names."""
    known = BACKENDS[_kind(choice)]
    if _kind(choice) == GENERIC or choice.key in known.keys:
        return choice.key
    return known.keys[0]


def write(choices: tuple[Choice, ...], made: str) -> str:
    """One agent under `agent`, several under `agents`; each with its own backend."""
    agents = [
        {"id": f"agent_{number}", "backend": backend(choice)}
        for number, choice in enumerate(choices, 1)
    ]
    document: dict[str, Any] = {"agents": agents} if len(agents) > 1 else {"agent": agents[0]}
    document["ui"] = {"display_type": "rich_terminal", "logging_enabled": True}
    return header(f"MassGen. Run: {RUN}", choices, made) + as_yaml(document)


def backend(choice: Choice) -> dict[str, Any]:
    """The settings of one agent's backend: no address where MassGen finds it by itself."""
    kind, url = _kind(choice), address(choice)
    settings: dict[str, Any] = {"type": kind, "model": choice.model}
    if kind not in BY_ITSELF and url != BACKENDS[kind].base_url:
        settings["base_url"] = url
    if kind == GENERIC and choice.key and choice.key not in BACKENDS[kind].keys:
        settings["extra_headers"] = {"Authorization": f"Bearer ${{{choice.key}}}"}
    return settings


def _kind(choice: Choice) -> str:
    provider = choice.provider
    kind = backend_of(provider.id) if provider else None
    moved = provider is None or provider.origin != "providers.toml"
    if kind is None or kind in STARTED or (moved and kind in BY_ITSELF):
        return GENERIC
    return kind
