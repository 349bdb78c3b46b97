"""Every provider that can be asked, on loopback: its paths, keys, pages, envelopes and oddities.

`speaking("groq")` serves one provider until the block ends. The rows are invented; their shapes,
units and error bodies are the providers' own. A server takes one key, `key_for(name)`.
"""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from urllib.parse import urlsplit

from servers import clouds, hosts, labs, local, public_hosts
from servers.loopback import Answer, Loopback, serving
from servers.speaking import key_for
from whichmodel.discovery.model import Provider
from whichmodel.discovery.providers.rows import provider_row

__all__ = ["ANSWERS", "ROWS", "VARIANTS", "at", "key_for", "speaking"]

ANSWERS: dict[str, Callable[[int], Answer]] = {
    "openrouter": public_hosts.openrouter,
    "openai": labs.openai,
    "anthropic": labs.anthropic,
    "groq": hosts.groq,
    "nebius": hosts.nebius,
    "together": hosts.together,
    "cerebras": hosts.cerebras,
    "qwen": clouds.qwen,
    "moonshot": labs.moonshot,
    "gemini": clouds.gemini,
    "mistral": labs.mistral,
    "deepseek": labs.deepseek,
    "xai": labs.xai,
    "fireworks": hosts.fireworks,
    "poe": public_hosts.poe,
    "cohere": labs.cohere,
    "perplexity": labs.perplexity,
    "huggingface": public_hosts.huggingface,
    "deepinfra": public_hosts.deepinfra,
    "nvidia_nim": public_hosts.nvidia_nim,
    "sambanova": public_hosts.sambanova,
    "hyperbolic": hosts.hyperbolic,
    "novita": public_hosts.novita,
    "zai": labs.zai,
    "minimax": labs.minimax,
    "vercel": public_hosts.vercel,
    "azure": clouds.azure,
    "bedrock": clouds.bedrock,
    "vertex": clouds.vertex,
    "chutes": public_hosts.chutes,
    "baseten": hosts.baseten,
    "friendli": hosts.friendli,
    "ollama": local.ollama,
    "lmstudio": local.lmstudio,
    "vllm": local.vllm,
    "llamacpp": local.llamacpp,
    "litellm_proxy": local.litellm_proxy,
    "gpustack": local.gpustack,
}

VARIANTS: dict[str, Callable[[int], Answer]] = {
    "moonshot_cn": labs.moonshot_cn,
    "minimax_empty": labs.minimax_empty,
    "qwen_cn": clouds.qwen_cn,
    "qwen_without_native": clouds.qwen_without_native,
    "qwen_compatible_only": clouds.qwen_compatible_only,
    "azure_classic": clouds.azure_classic,
    "ollama_empty": local.ollama_empty,
    "lmstudio_v0": local.lmstudio_v0,
    "lmstudio_plain": local.lmstudio_plain,
    "vllm_keyed": local.vllm_keyed,
    "llamacpp_loading": local.llamacpp_loading,
}
"""The same providers in another mood: another site, an older version, a stricter setting."""


def _rows() -> dict[str, Provider]:
    text = resources.files("whichmodel.discovery.providers").joinpath("providers.toml").read_text()
    return {name: provider_row(name, table) for name, table in tomllib.loads(text).items()}


ROWS = _rows()


@contextmanager
def speaking(name: str, more: int = 0) -> Iterator[Loopback]:
    """A server of that name, with so many rows more than it has anyway."""
    with serving({**ANSWERS, **VARIANTS}[name](more)) as server:
        yield server


def at(server: Loopback, provider_id: str) -> Provider:
    """The provider's row, moved to a server: the path of its base URL stays."""
    row = ROWS[provider_id]
    return row._replace(base_url=server.origin + urlsplit(row.base_url).path)
