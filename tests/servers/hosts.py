"""Hosts of other people's models whose listing needs a key."""

from typing import Any

from servers import refusals
from servers.loopback import Answer, Asked
from servers.speaking import Route, Row, fillers, listing, now, plain, speaks, tokened, whole

# ── Groq ─────────────────────────────────────────────────────────────────────────────────────────


def _groq_row(model: str, owner: str, window: int, most: int, active: bool = True) -> Row:
    return plain(
        model, 1733447754, owner,
        active=active, context_window=window, public_apps=None, max_completion_tokens=most,
    )  # fmt: skip


def groq(more: int) -> Answer:
    """Ids with slashes, whisper beside chat models, display names as owners."""
    rows = [
        _groq_row("llama-acme-70b-versatile", "Meta", 131072, 32768),
        _groq_row("openai/gpt-oss-acme", "OpenAI", 131072, 65536),
        _groq_row("acme-old-8b", "DeepSeek / Meta", 8192, 8192, active=False),
        _groq_row("whisper-acme-v3", "OpenAI", 448, 448),
        *(_groq_row(model, "Acme", 4096, 4096) for model in fillers(20 + more)),
    ]
    route = Route(listing(rows), refusals.GROQ_401, refusals.GROQ_401)
    return speaks("groq", {"/openai/v1/models": route}, refusals.groq_404)


# ── Nebius ───────────────────────────────────────────────────────────────────────────────────────


def _nebius_row(model: str, modality: str, prompt: str, completion: str, **more: Any) -> Row:
    return plain(
        model, 1753800000, "system",
        name=model.partition("/")[2],
        description="one of ours",
        architecture={"modality": modality, "tokenizer": "Other"},
        quantization="fp8",
        pricing={"prompt": prompt, "completion": completion, "image": "0", "request": "0"},
        per_request_limits={"tokens_per_minute": 400000.0, "requests_per_minute": 600.0},
        regions=["eu-north1"],
        **more,
    )  # fmt: skip


def nebius(more: int) -> Answer:
    """Plain rows, or rich ones for those who ask with verbose=true; plain `created` is now."""
    able = ["tools", "json-mode", "reasoning", "structured-outputs"]
    rich = [
        _nebius_row(
            "acme/nimbus-70b", "text->text", "0.00000013", "0.0000004",
            context_length=131072, supported_features=able,
        ),
        _nebius_row(
            "acme/nimbus-70b-fast", "text->text", "0.00000025", "0.00000075",
            context_length=131072, supported_features=["function-calling"],
        ),
        _nebius_row(
            "acme/nimbus-vision", "text+image->text", "0.0000001", "0.0000003",
            context_length=65536, supported_features=[],
        ),
        _nebius_row("BAAI/acme-embed", "text->embedding", "0.00000001", "0", context_length=32768),
        _nebius_row("acme/flux", "text->image", "0", "0", context_length=0),
        *(
            _nebius_row(model, "text->text", "0", "0", context_length=8192)
            for model in fillers(15 + more)
        ),
    ]  # fmt: skip

    def body(asked: Asked) -> Any:
        verbose = asked.query.get("verbose") == "true"
        poor = [plain(row["id"], now(), "system") for row in rich]
        return {"object": "list", "data": rich if verbose else poor}

    route = Route(body, refusals.NEBIUS_401, refusals.NEBIUS_401)
    return speaks("nebius", {"/v1/models": route}, refusals.DETAIL_404)


# ── Together ─────────────────────────────────────────────────────────────────────────────────────


def _together_row(model: str, kind: str, input_: float, output: float, **more: Any) -> Row:
    pricing = {"hourly": 0, "input": input_, "output": output, "base": 0, "finetune": 0}
    row = plain(model, 1747292078, "acme", type=kind, running=False, display_name=model)
    del row["owned_by"]
    config = {"chat_template": "{{ bos }}" * 200, "stop": ["</s>"], "bos_token": None}
    return {**row, "organization": "Acme", "pricing": pricing, "config": config, **more}


def _together_rows(more: int) -> list[Row]:
    return [
        _together_row(
            "acme-ai/Comet-70B-Turbo", "chat", 0.88, 0.88, display_name="Comet 70B Turbo",
            context_length=131072, license="apache-2.0",
            config={"stop": [], "max_output_length": 16384},
            pricing={"hourly": 0, "input": 0.88, "output": 0.9, "cached_input": 0.22, "base": 0},
        ),
        _together_row("acme-ai/Comet-8B-Free", "chat", 0, 0, context_length=8192, created=0),
        _together_row("acme-ai/comet-base", "language", 0.2, 0.2, context_length=32768),
        _together_row("acme-ai/comet-embed", "embedding", 0.08, 0, context_length=8192),
        _together_row("black-acme-labs/FLUX", "image", 0, 0, context_length=0, license=None),
        _together_row("acme-ai/comet-voice", "audio", 65, 0),
        _together_row("acme-ai/comet-listen", "transcribe", 0.0015, 0),
        _together_row("acme-ai/comet-guard", "moderation", 0.2, 0.2, context_length=4096),
        _together_row("acme-ai/comet-rank", "rerank", 0.1, 0),
        *(_together_row(model, "chat", 0.1, 0.2, context_length=4096)
          for model in fillers(30 + more)),
    ]  # fmt: skip


def together(more: int) -> Answer:
    """A bare list at v1; pages with a cursor at v2; a stranger is answered in plain text."""
    rows = _together_rows(more)

    def supported(asked: Asked) -> Any:
        page, token = tokened(rows, asked, whole(asked, "limit", 20, 100), "after")
        return {"data": [_together_v2(row) for row in page], "next_cursor": token}

    guarded = {"/v1/models": lambda asked: rows, "/v2/supported-models": supported}
    routes = {
        path: Route(body, refusals.TOGETHER_MISSING, refusals.TOGETHER_WRONG)
        for path, body in guarded.items()
    }
    return speaks("together", routes, refusals.HTML_404)


def _together_v2(row: Row) -> Row:
    return {
        "id": row["id"],
        "name": row["id"],
        "displayName": row["display_name"],
        "publisher": "Acme",
        "status": "SUPPORTED_MODEL_STATUS_SUPPORTED",
        "contextLength": str(row.get("context_length", 0)),
        "pricing": {"input": row["pricing"]["input"], "output": row["pricing"]["output"]},
        "createdAt": "2026-01-01T00:00:00Z",
    }


# ── Cerebras: one list for all, one for each key ─────────────────────────────────────────────────


def _cerebras_row(model: str, window: int, **more: Any) -> Row:
    able = ("function_calling", "json_mode", "reasoning", "structured_outputs", "tools", "vision")
    return {
        **plain(model, 0, "Cerebras", name=f"Acme {model}", description="fast"),
        "deprecated": False,
        "preview": False,
        "hugging_face_id": f"acme/{model}",
        "quantization": "FP16",
        "architecture": {"modality": "text->text", "tokenizer": "Other", "instruct_type": None},
        "capabilities": {name: name not in ("vision", "reasoning") for name in able},
        "limits": {"max_context_length": window, "max_completion_tokens": 32768},
        "pricing": {"prompt": "0.00000035", "completion": "0.00000075"},
        "supported_parameters": {"temperature": True, "tools": True, "reasoning": True},
        **more,
    }


def cerebras(more: int) -> Answer:
    """The public list is rich; a key's own is bare, misses one model and has one of its own."""
    public = [
        _cerebras_row("gpt-oss-acme-120b", 131072),
        _cerebras_row("acme-next-preview", 65536, preview=True),
        _cerebras_row("acme-gone-8b", 8192, deprecated=True),
        _cerebras_row("acme-public-only", 8192),
        *(_cerebras_row(model, 8192) for model in fillers(more, "cerebras-{:04d}")),
    ]
    mine = [row["id"] for row in public if row["id"] != "acme-public-only"] + ["acme-private-70b"]
    account = [plain(model, 0, "Cerebras") for model in mine]
    routes = {
        "/public/v1/models": Route(lambda asked: {"object": "list", "data": public}),
        "/v1/models": Route(listing(account), refusals.CEREBRAS_MISSING, refusals.CEREBRAS_WRONG),
    }
    return speaks("cerebras", routes, refusals.EMPTY_404)


# ── Fireworks ────────────────────────────────────────────────────────────────────────────────────

_FIREWORKS = "accounts/fireworks/models/"


def _fireworks_row(model: str, kind: str, **more: Any) -> Row:
    return plain(
        _FIREWORKS + model, 1737397673, "fireworks", kind=kind,
        supports_chat=kind == "HF_BASE_MODEL", supports_image_input=False, supports_tools=False,
        **more,
    )  # fmt: skip


def _fireworks_account(row: Row) -> Row:
    """The same model in the account's list, in camel case; more is said of the first one."""
    more: Row = {}
    if row["id"].endswith("comet-v3"):
        more = {"deprecationDate": {"year": 2027, "month": 3, "day": 9}, "supportsTools": True}
    return {
        "name": row["id"],
        "displayName": row["id"].removeprefix(_FIREWORKS).replace("-", " ").title(),
        "createTime": "2025-01-20T18:27:53.000000Z",
        "state": "READY",
        "kind": row["kind"],
        "contextLength": row.get("context_length", 0),
        "supportsImageInput": row["supports_image_input"],
        "supportsServerless": True,
        **more,
    }


def fireworks(more: int) -> Answer:
    """Serverless models in OpenAI's shape, and the account's list in pages of at most 200."""
    rows = [
        _fireworks_row("comet-v3", "HF_BASE_MODEL", context_length=163840),
        _fireworks_row("flux-acme", "FLUMINA_BASE_MODEL"),
        *(
            _fireworks_row(model, "HF_BASE_MODEL", context_length=4096)
            for model in fillers(60 + more, "acme-{:04d}")
        ),
    ]
    everything = [*map(_fireworks_account, rows), _fireworks_idle()]

    def account(asked: Asked) -> Any:
        serverless = asked.query.get("filter") == "supports_serverless=true"
        wanted = [row for row in everything if row["supportsServerless"] or not serverless]
        page, token = tokened(wanted, asked, whole(asked, "pageSize", 50, 200), "pageToken")
        following = {"nextPageToken": token} if token else {}
        return {"models": page, **following, "totalSize": len(wanted)}

    guarded = {
        "/inference/v1/models": lambda asked: {"data": rows, "object": "list"},
        "/v1/accounts/fireworks/models": account,
    }
    routes = {
        path: Route(body, refusals.FIREWORKS_MISSING, refusals.FIREWORKS_WRONG)
        for path, body in guarded.items()
    }
    return speaks("fireworks", routes, refusals.fireworks_404)


def _fireworks_idle() -> Row:
    """In the account's list, and not to be had without a deployment."""
    row = _fireworks_account(_fireworks_row("acme-dedicated-only", "HF_BASE_MODEL"))
    return {**row, "supportsServerless": False}


# ── Hyperbolic, Baseten, Friendli ────────────────────────────────────────────────────────────────


def hyperbolic(more: int) -> Answer:
    """`created` is the moment of asking; an image model has a null window."""

    def row(model: str, chat: bool, image: bool, window: int | None) -> Row:
        return {
            **plain(model, now(), "Hyperbolic", number_of_inference_nodes=None),
            "supports_chat": chat,
            "supports_image_input": image,
            "supports_tools": chat,
            "context_length": window,
        }

    def body(asked: Asked) -> Any:
        rows = [
            row("acme-ai/Hyper-70B", True, False, 131072),
            row("FLUX.1-acme", False, True, None),
            *(row(model, True, False, 4096) for model in fillers(more)),
        ]
        return {"object": "list", "data": rows}

    route = Route(body, refusals.NEBIUS_401, refusals.NEBIUS_401)
    return speaks("hyperbolic", {"/v1/models": route}, refusals.DETAIL_404)


def baseten(more: int) -> Answer:
    rich = {
        "name": "Acme Stone 235B",
        "context_length": 262144,
        "max_completion_tokens": 131072,
        "quantization": "fp8",
        "pricing": {"prompt": "0.00000022", "completion": "0.0000008", "image": "0"},
        "supported_features": ["tools", "json_mode", "structured_outputs", "reasoning"],
    }
    rows = [plain("acme/Stone-235B", 1753836957, "baseten", **rich)]
    rows += [plain(model, 1753836957, "baseten") for model in fillers(more)]
    route = Route(listing(rows), refusals.NEBIUS_401, refusals.NEBIUS_401)
    return speaks("baseten", {"/v1/models": route}, refusals.DETAIL_404)


def friendli(more: int) -> Answer:
    row = {
        "id": "acme-ai/Friend-32B",
        "name": "acme-ai/Friend-32B",
        "max_completion_tokens": 65536,
        "context_length": 131072,
        "functionality": {
            "tool_call": True,
            "parallel_tool_call": True,
            "structured_output": False,
        },
        "pricing": {"input": 0.6, "output": 1.0, "response_time": 0.0, "unit_type": "TOKEN"},
        "description": " ",
        "policy": None,
        "created": 1753923600,
    }
    rows = [row, *({**row, "id": model} for model in fillers(more))]
    route = Route(lambda asked: {"data": rows}, refusals.NEBIUS_401, refusals.NEBIUS_401)
    return speaks("friendli", {"/serverless/v1/models": route}, refusals.DETAIL_404)
