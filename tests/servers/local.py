"""Servers that people run themselves."""

from typing import Any

from servers import refusals
from servers.loopback import Answer, Asked
from servers.speaking import Route, Row, fillers, listing, now, plain, speaks, whole

# ── Ollama ───────────────────────────────────────────────────────────────────────────────────────


def _ollama_row(model: str, family: str, **more: Any) -> Row:
    return {
        "name": model,
        "model": model,
        "modified_at": "2026-05-10T08:06:48.639712648-07:00",
        "size": 4683075271,
        "digest": "0a8c266910232fd3291e71e5ba1e058cc5af9d411192cf88b6d30e92b6e73163",
        "details": {
            "parent_model": "",
            "format": "gguf",
            "family": family,
            "families": [family],
            "parameter_size": "7.6B",
            "quantization_level": "Q4_K_M",
        },
        **more,
    }


def ollama(more: int) -> Answer:
    rows = [
        _ollama_row("acme-think:8b", "acme3", capabilities=["completion", "tools", "thinking"]),
        _ollama_row("acme-see:latest", "acmevl", capabilities=["completion", "vision"]),
        _ollama_row("acme-embed-text:latest", "nomic-bert", capabilities=["embedding"]),
        _ollama_row("old-acme:latest", "llama"),
        *(_ollama_row(model, "llama") for model in fillers(more, "acme-{:04d}:latest")),
    ]
    compatible = [plain(row["model"], 1745402354, "library") for row in rows]
    routes = {
        "/api/tags": Route(lambda asked: {"models": rows}),
        "/v1/models": Route(listing(compatible)),
    }
    return speaks("ollama", routes, refusals.GO_404)


def ollama_empty(more: int) -> Answer:
    """Nothing was pulled yet."""
    return speaks("ollama", {"/api/tags": Route(lambda asked: {"models": []})}, refusals.GO_404)


# ── LM Studio: three generations of its API ──────────────────────────────────────────────────────


def _lmstudio_v1() -> list[Row]:
    return [
        {
            "type": "llm", "publisher": "acme", "key": "acme/gem-26b-a4b",
            "display_name": "Gem 26B A4B", "architecture": "acme4",
            "quantization": {"name": "Q4_K_M", "bits_per_weight": 4}, "size_bytes": 17990911801,
            "params_string": "26B-A4B", "loaded_instances": [], "max_context_length": 262144,
            "format": "gguf", "description": None,
            "capabilities": {
                "vision": True, "trained_for_tool_use": True,
                "reasoning": {"allowed_options": ["off", "on"], "default": "on"},
            },
        },
        {
            "type": "embedding", "publisher": "acme", "key": "text-embedding-acme",
            "display_name": "Acme Embed", "quantization": {"name": "F16", "bits_per_weight": 16},
            "size_bytes": 84106624, "params_string": None, "loaded_instances": [],
            "max_context_length": 2048, "format": "gguf",
        },
    ]  # fmt: skip


def _lmstudio_v0() -> list[Row]:
    common = {"object": "model", "publisher": "acme", "quantization": "4bit"}
    return [
        {"id": "acme/gem-26b-a4b", **common, "type": "vlm", "arch": "acme4",
         "compatibility_type": "gguf", "state": "loaded", "max_context_length": 262144,
         "loaded_context_length": 4096, "capabilities": ["tool_use"]},
        {"id": "text-embedding-acme", **common, "type": "embeddings", "arch": "nomic-bert",
         "compatibility_type": "gguf", "state": "not-loaded", "max_context_length": 2048},
    ]  # fmt: skip


def _lmstudio(more: int, *generations: str) -> Answer:
    names = [row["id"] for row in _lmstudio_v0()] + fillers(more, "acme-{:04d}")
    owned = {"object": "model", "owned_by": "organization_owner"}
    found: dict[str, Any] = {
        "/api/v1/models": lambda asked: {"models": _lmstudio_v1()},
        "/api/v0/models": lambda asked: {"object": "list", "data": _lmstudio_v0()},
        "/v1/models": lambda asked: {"data": [{"id": n, **owned} for n in names], "object": "list"},
    }
    routes = {path: Route(found[path]) for path in generations}
    return speaks("lmstudio", routes, refusals.lmstudio_unknown)


def lmstudio(more: int) -> Answer:
    return _lmstudio(more, "/api/v1/models", "/api/v0/models", "/v1/models")


def lmstudio_v0(more: int) -> Answer:
    """Unknown paths answer 200, with an error inside."""
    return _lmstudio(more, "/api/v0/models", "/v1/models")


def lmstudio_plain(more: int) -> Answer:
    return _lmstudio(more, "/v1/models")


# ── vLLM ─────────────────────────────────────────────────────────────────────────────────────────


def _vllm_rows(more: int) -> list[Row]:
    permission = [{"id": "modelperm-acme", "object": "model_permission", "organization": "*"}]
    served = {"root": "/data/acme", "parent": None, "permission": permission}
    path = "/data/models/Acme-Distill-14B"
    return [
        plain(path, now(), "vllm", **served, max_model_len=32768),
        plain("acme-sql-lora", now(), "vllm", **{**served, "parent": path}),
        *(plain(model, now(), "vllm", **served) for model in fillers(more)),
    ]


def vllm(more: int) -> Answer:
    """`created` is now; an id may be a path; adapters are rows with a parent."""
    route = Route(lambda asked: {"object": "list", "data": _vllm_rows(more)})
    return speaks("vllm", {"/v1/models": route}, refusals.DETAIL_404)


def vllm_keyed(more: int) -> Answer:
    """Started with --api-key."""
    route = Route(
        lambda asked: {"object": "list", "data": _vllm_rows(more)},
        refusals.VLLM_401,
        refusals.VLLM_401,
    )
    return speaks("vllm", {"/v1/models": route}, refusals.DETAIL_404)


# ── llama.cpp ────────────────────────────────────────────────────────────────────────────────────


def llamacpp(more: int) -> Answer:
    """Ollama-like `models` stand beside `data`."""
    meta = {"vocab_type": 2, "n_vocab": 128256, "n_ctx_train": 131072, "n_embd": 4096}
    words = {"input_modalities": ["text", "image"], "output_modalities": ["text"]}
    path = "../models/Acme-8B-Q4_K_M.gguf"

    def body(asked: Asked) -> Any:
        rows = [plain(path, now(), "llamacpp", architecture=words, meta=meta)]
        rows += [plain(model, now(), "llamacpp", meta=None) for model in fillers(more)]
        return {"object": "list", "data": rows, "models": [{"name": path, "model": path}]}

    routes = {"/v1/models": Route(body), "/models": Route(body)}
    return speaks("llamacpp", routes, refusals.GO_404)


def llamacpp_loading(more: int) -> Answer:
    """It listens before it has its model."""
    return speaks("llamacpp", {}, refusals.LLAMACPP_LOADING)


# ── LiteLLM proxy, as its source describes it ────────────────────────────────────────────────────


def litellm_proxy(more: int) -> Answer:
    names = ["acme-fast", "acme-embed", "openai/*", *fillers(more)]
    rows = [plain(model, 1677610602, "openai") for model in names]
    rows[0] |= {"mode": "chat", "max_input_tokens": 128000, "max_output_tokens": 16384}

    def info(model: str, **known: Any) -> Row:
        params = {"model": f"openai/{model}", "api_base": "http://127.0.0.1:9/v1"}
        identity = {"id": "112f74fab24a7a52", "db_model": False}
        return {"model_name": model, "litellm_params": params, "model_info": {**identity, **known}}

    rich = [
        info(
            "acme-fast", mode="chat", max_input_tokens=128000, max_output_tokens=16384,
            input_cost_per_token=1.5e-07, output_cost_per_token=6e-07,
            cache_read_input_token_cost=7.5e-08, supports_function_calling=True,
            supports_vision=False, supports_reasoning=None, supports_response_schema=True,
        ),
        info("acme-embed", mode="embedding", input_cost_per_token=2e-08, output_cost_per_token=0),
        info("openai/*"),
    ]  # fmt: skip
    found = {"/v1/models": listing(rows), "/models": listing(rows)}
    found |= dict.fromkeys(("/model/info", "/v1/model/info"), lambda asked: {"data": rich})
    routes = {
        path: Route(body, refusals.LITELLM_401, refusals.LITELLM_401)
        for path, body in found.items()
    }
    return speaks("litellm_proxy", routes, refusals.DETAIL_404)


# ── GPUStack ─────────────────────────────────────────────────────────────────────────────────────


def gpustack(more: int) -> Answer:
    """Rows in pages under `items`; the id is a number and the name is what a caller sends."""
    meta = {
        "n_ctx_train": 131072, "n_ctx": 8192, "support_vision": False,
        "support_tool_calls": True, "support_reasoning": False,
    }  # fmt: skip
    names = ["acme-llama", *fillers(120 + more, "acme-{:04d}")]
    rows: list[Row] = [
        {"id": number, "name": name, "meta": meta, "categories": ["llm"], "replicas": 1,
         "created_at": "2026-07-18T08:19:28Z"}
        for number, name in enumerate(names, 1)
    ]  # fmt: skip
    rows.append({"id": 900, "name": "acme-embed", "meta": {}, "categories": ["embedding"]})

    def body(asked: Asked) -> Any:
        page, size = whole(asked, "page", 1), whole(asked, "perPage", 100, 100)
        shown = rows[(page - 1) * size : page * size]
        pages = -(-len(rows) // size)
        head = {"page": page, "perPage": size, "total": len(rows), "totalPage": pages}
        return {"items": shown, "pagination": head}

    route = Route(body, refusals.GPUSTACK_401, refusals.GPUSTACK_401)
    return speaks("gpustack", {"/v1/models": route}, refusals.DETAIL_404)
