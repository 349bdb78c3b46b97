"""Hosts whose listing is open to all."""

from typing import Any

from servers import refusals
from servers.loopback import Answer, Asked
from servers.speaking import Route, Row, fillers, listing, now, plain, speaks, whole

# ── OpenRouter ───────────────────────────────────────────────────────────────────────────────────


def _router_row(model: str, prices: tuple[str, str], flow: str, **more: Any) -> Row:
    inputs, _, outputs = flow.partition("->")
    return {
        "id": model,
        "canonical_slug": model.removeprefix("~").partition(":")[0],
        "hugging_face_id": "",
        "name": f"Acme: {model}",
        "created": 1754586413,
        "description": "one of ours",
        "context_length": 131072,
        "architecture": {
            "modality": flow,
            "input_modalities": inputs.split("+"),
            "output_modalities": outputs.split("+"),
            "tokenizer": "Other",
            "instruct_type": None,
        },
        "pricing": {"prompt": prices[0], "completion": prices[1]},
        "top_provider": {
            "context_length": 131072, "max_completion_tokens": None, "is_moderated": False,
        },
        "per_request_limits": None,
        "supported_parameters": ["max_tokens", "temperature"],
        "default_parameters": None,
        "supported_voices": None,
        "knowledge_cutoff": None,
        "expiration_date": None,
        "links": {"details": f"/api/v1/models/{model}/endpoints"},
        **more,
    }  # fmt: skip


def _router_rows(more: int) -> list[Row]:
    able = ["tools", "tool_choice", "reasoning", "include_reasoning", "response_format",
            "structured_outputs"]  # fmt: skip
    return [
        _router_row(
            "acme/orion-1", ("0.00000125", "0.00001"), "text+image+file->text",
            name="Acme: Orion 1", canonical_slug="acme/orion-1-2025-08-07",
            hugging_face_id="acme/Orion-1", context_length=400000, supported_parameters=able,
            pricing={
                "prompt": "0.00000125", "completion": "0.00001", "web_search": "0.01",
                "input_cache_read": "0.000000125", "input_cache_write": "0.0000015625",
            },
            top_provider={
                "context_length": 272000, "max_completion_tokens": 128000, "is_moderated": True,
            },
        ),
        _router_row("acme/orion-mini:free", ("0", "0"), "text->text"),
        _router_row("openrouter/auto", ("-1", "-1"), "text->text", context_length=2000000),
        _router_row(
            "acme/noise", ("0.00000008333333333333334", "0.0000000100000002"), "text->text"
        ),
        _router_row("acme/sunset-7b", ("0.0000001", "0.0000002"), "text->text",
                    expiration_date="2026-12-31"),
        _router_row("~acme/orion-latest", ("0.00000125", "0.00001"), "text->text"),
        _router_row(
            "acme/limits-unknown", ("0.000001", "0.000002"), "text->text", supported_parameters=[],
            top_provider={
                "context_length": None, "max_completion_tokens": None, "is_moderated": False,
            },
        ),
        _router_row("acme/embedder-3", ("0.00000002", "0"), "text->embeddings"),
        _router_row("acme/painter", ("0.0000003", "0.0000025"), "text+image->image"),
        _router_row("acme/ranker", ("0", "0"), "text->rerank"),
        *(
            _router_row(model, ("0.0000001", "0.0000001"), "text->text")
            for model in fillers(40 + more)
        ),
    ]  # fmt: skip


def openrouter(more: int) -> Answer:
    """All at once unless paged; only models that answer in text unless asked for more."""
    rows = _router_rows(more)

    def body(asked: Asked) -> Any:
        wanted = asked.query.get("output_modalities", "text").split(",")
        found = [
            row
            for row in rows
            if wanted == ["all"] or set(wanted) & set(row["architecture"]["output_modalities"])
        ]
        if not {"offset", "limit"} & set(asked.query):
            return {"data": found}
        start, size = whole(asked, "offset", 0), whole(asked, "limit", 500, 1000)
        following = f"/api/v1/models?offset={start + size}&limit={size}"
        links = {"next": following if start + size < len(found) else None}
        return {"data": found[start : start + size], "links": links, "total_count": len(found)}

    routes = {
        "/api/v1/models": Route(body),
        "/api/v1/models/user": Route(
            listing(rows), refusals.OPENROUTER_MISSING, refusals.OPENROUTER_WRONG
        ),
    }
    return speaks("openrouter", routes, refusals.HTML_404)


# ── Poe ──────────────────────────────────────────────────────────────────────────────────────────


def poe(more: int) -> Answer:
    """`created` in milliseconds; pricing and window null for many."""

    def row(model: str, flow: str, **more_of_it: Any) -> Row:
        inputs, _, outputs = flow.partition("->")
        architecture = {
            "input_modalities": inputs.split("+"),
            "output_modalities": outputs.split("+"),
            "modality": flow,
        }
        base = plain(model, 1739905182986, "poe", root=model, parent=None)
        return {**base, "permission": [], "architecture": architecture, "pricing": None,
                "context_window": None, **more_of_it}  # fmt: skip

    rows = [
        row(
            "Acme-Muse-4", "text+image->text", owned_by="Acme",
            metadata={"display_name": "Acme Muse 4", "url": "https://example.com"},
            context_window={"context_length": 200000, "max_output_tokens": 64000},
            pricing={
                "prompt": "0.0000026", "completion": "0.000013", "image": None, "request": None,
                "input_cache_read": "0.00000026", "input_cache_write": "0.0000032",
            },
            supported_features=["tools"],
        ),
        row("Acme-Painter", "text->image"),
        row("Acme-Composer", "text->audio"),
        row("SomeBodysBot", "text->text"),
        *(row(model, "text->text") for model in fillers(more, "Acme-Bot-{:04d}")),
    ]  # fmt: skip
    return speaks("poe", {"/v1/models": Route(listing(rows))}, refusals.EMPTY_404)


# ── Hugging Face's router ────────────────────────────────────────────────────────────────────────


def huggingface(more: int) -> Answer:
    """One row per model with the offers inside; what an offer says is sparse."""

    def row(model: str, offers: list[Row], inputs: list[str]) -> Row:
        architecture = {"input_modalities": inputs, "output_modalities": ["text"]}
        owner = model.partition("/")[0]
        return {**plain(model, 1729665764, owner), "architecture": architecture,
                "providers": offers}  # fmt: skip

    priced = {"input": 0.9, "output": 3.1}
    rows = [
        row(
            "acme/Hub-32B",
            [
                {"provider": "cohere", "status": "live", "context_length": 131072,
                 "pricing": priced, "supports_tools": True, "supports_structured_output": False},
                {"provider": "nebius", "status": "live", "context_length": 262144,
                 "pricing": priced, "supports_tools": False},
                {"provider": "groq", "status": "error", "context_length": 999999,
                 "pricing": {"input": 0.1, "output": 0.1}},
                {"provider": "acme", "status": "live", "first_token_latency_ms": 81.5},
            ],
            ["text", "image"],
        ),
        row(
            "acme/Hub-Contested",
            [
                {"provider": "a", "status": "live", "pricing": {"input": 1, "output": 2}},
                {"provider": "b", "status": "live", "pricing": {"input": 3, "output": 2}},
            ],
            ["text"],
        ),
        row("acme/Hub-Bare", [{"provider": "a", "status": "staging"}], ["text"]),
        *(row(model, [], ["text"]) for model in fillers(more)),
    ]  # fmt: skip
    return speaks("huggingface", {"/v1/models": Route(listing(rows))}, refusals.HTML_404)


# ── DeepInfra: public, but a wrong key is refused ────────────────────────────────────────────────


def deepinfra(more: int) -> Answer:
    """`metadata` is null for whatever is not text; prices carry the noise of binary fractions."""

    def row(model: str, metadata: Row | None) -> Row:
        return plain(model, 0, "deepinfra", root=model, parent=None, metadata=metadata)

    rows = [
        row(
            "acme-ai/Deep-235B",
            {
                "description": "# markdown",
                "context_length": 1048576,
                "max_tokens": 65536,
                "pricing": {
                    "input_tokens": 0.5, "output_tokens": 2.9999999999999996,
                    "cache_read_tokens": 0.25,
                },
                "tags": ["chat", "vision", "reasoning_effort", "prompt_cache"],
                "default_width": None,
            },
        ),
        row("acme-ai/flux", None),
        *(row(model, None) for model in fillers(10 + more)),
    ]  # fmt: skip
    route = Route(listing(rows), wrong=refusals.DEEPINFRA_401)
    return speaks("deepinfra", {"/v1/openai/models": route}, refusals.DETAIL_404)


# ── NVIDIA, SambaNova, Novita, Vercel, Chutes ────────────────────────────────────────────────────


def nvidia_nim(more: int) -> Answer:
    """One `created` for all, and two rows that are there twice."""
    names = ["acme/nemotron-49b", "acme/rerank-1b", "acme/nemotron-49b", *fillers(20 + more)]
    rows = [plain(model, 735790403, model.partition("/")[0]) for model in [*names, names[1]]]
    route = Route(listing(rows), wrong=refusals.NVIDIA_403)
    return speaks("nvidia_nim", {"/v1/models": route}, refusals.GO_404)


def sambanova(more: int) -> Answer:
    """No `created`; prices as strings with trailing zeros."""

    def row(model: str, prompt: str, completion: str) -> Row:
        return {
            "id": model,
            "object": "model",
            "owned_by": "no-reply@sambanova.ai",
            "context_length": 32768,
            "max_completion_tokens": 7168,
            "pricing": {"prompt": prompt, "completion": completion},
            "sn_metadata": {},
        }

    rows = [
        row("Acme-R2-0528", "0.00000500", "0.00000700"),
        row("Acme-E5-Instruct", "0.00000013", "0.00000000"),
        *(row(model, "0.00000010", "0.00000020") for model in fillers(more, "Acme-{:04d}")),
    ]
    return speaks("sambanova", {"/v1/models": Route(listing(rows))}, refusals.GO_404)


def novita(more: int) -> Answer:
    """The key is never read; prices are ten-thousandths of a dollar per million tokens."""

    def price(amount: int) -> Row:
        decimal = str(amount / 10000)
        return {"price_per_m": amount, "price_per_m_decimal": decimal}

    rich = {
        "title": "acme/nova-5", "display_name": "Nova 5\t", "description": "ours",
        "model_type": "chat", "context_size": 1048576, "max_output_tokens": 131072, "status": 1,
        "input_token_price_per_m": 1500, "output_token_price_per_m": 5000,
        "pricing": {
            "prompt": price(1500), "completion": price(5000), "input_cache_read": price(300),
        },
        "features": ["function-calling", "structured-outputs", "reasoning", "serverless"],
        "endpoints": ["chat/completions"], "input_modalities": ["text", "image", "video"],
        "output_modalities": ["text"], "tags": [], "permission": None, "root": "", "parent": "",
    }  # fmt: skip
    old = {
        "title": "acme/nova-2", "display_name": "Nova 2", "model_type": "chat",
        "context_size": 8192, "max_output_tokens": 32000, "status": 1, "features": [],
        "input_token_price_per_m": 500, "output_token_price_per_m": 500,
    }  # fmt: skip
    rows = [
        plain("acme/nova-5", 1787754787, "novita", **rich),
        plain("acme/nova-2", 1732875917, "unknown", **old),
        plain("acme/nova-embed", 1732875917, "unknown", **{**old, "model_type": "embedding"}),
        *(plain(model, 1732875917, "unknown", **old) for model in fillers(more)),
    ]
    return speaks("novita", {"/openai/v1/models": Route(lambda asked: {"data": rows})},
                  refusals.GO_404)  # fmt: skip


def vercel(more: int) -> Answer:
    """The window of what is no language model is 0, and its prices are of other things."""

    def row(model: str, kind: str, window: int, **more_of_it: Any) -> Row:
        return {
            **plain(model, 1755815280, model.partition("/")[0]),
            "released": 1754006400,
            "name": model,
            "description": "...",
            "context_window": window,
            "max_tokens": window // 16,
            "type": kind,
            "tags": [],
            "pricing": {},
            **more_of_it,
        }

    rows = [
        row(
            "acme/flash-3", "language", 1048576, name="Acme Flash 3",
            tags=["file-input", "reasoning", "tool-use", "vision"],
            pricing={
                "input": "0.00000015", "output": "0.0000006",
                "input_cache_read": "0.00000003", "input_cache_write": "0.0000002",
            },
        ),
        row("acme/embed-3", "embedding", 0, pricing={"input": "0.00000002"}),
        row("acme/draw-3", "image", 0, pricing={"image": "0.04"}),
        row("acme/rank-3", "reranking", 0),
        *(row(model, "language", 4096) for model in fillers(more)),
    ]  # fmt: skip
    return speaks("vercel", {"/v1/models": Route(listing(rows))}, refusals.HTML_404)


def chutes(more: int) -> Answer:
    """Numbers, and dollars per million, under the names that elsewhere are per token."""

    def row(model: str, prompt: float, completion: float) -> Row:
        price = {"input": {"tao": 2.9e-05, "usd": prompt}, "output": {"usd": completion}}
        pricing = {"prompt": prompt, "completion": completion}
        base = plain(model, now(), "sglang", root=model, max_model_len=32768)
        return {**base, "price": price, "pricing": pricing}

    def body(asked: Asked) -> Any:
        rows = [
            row("acme/Chute-32B", 0.01, 0.040003199999999996),
            *(row(model, 0.1, 0.2) for model in fillers(6 + more)),
        ]
        return {"object": "list", "data": rows}

    return speaks("chutes", {"/v1/models": Route(body)}, refusals.DETAIL_404)
