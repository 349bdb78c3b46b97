"""Companies that serve their own models: each speaks as its documentation and its wire do."""

from typing import Any

from servers import refusals
from servers.loopback import Answer, Asked
from servers.speaking import Route, Row, bearer, fillers, listing, now, plain, speaks, tokened

# ── OpenAI ───────────────────────────────────────────────────────────────────────────────────────


def openai(more: int) -> Answer:
    """Account-scoped and unordered; fine-tunes are in it; `shutdown_date` is new."""
    rows = [
        plain("acme-omni-2", 1715367049, "system", shutdown_date=None),
        plain("gpt-4o-mini", 1721172741, "system", shutdown_date="2026-12-15"),
        plain("text-embedding-acme-large", 1705953180, "system"),
        plain("ft:gpt-4o-mini-2024-07-18:acme-inc::AbC123xY", 1727389042, "acme-inc"),
        plain("whisper-1", 1677532384, "openai-internal"),
        *(plain(model, 1700000000, "system") for model in fillers(20 + more, "acme-{:04d}")),
    ]
    route = Route(listing(rows), refusals.OPENAI_MISSING, refusals.openai_wrong)
    return speaks("openai", {"/v1/models": route}, refusals.OPENAI_404)


# ── Anthropic ────────────────────────────────────────────────────────────────────────────────────


def _claude(model: str, name: str, created: str, **more: Any) -> Row:
    return {"type": "model", "id": model, "display_name": name, "created_at": created, **more}


_CAPABLE = {
    "batch": {"supported": True},
    "image_input": {"supported": True},
    "pdf_input": {"supported": True},
    "structured_outputs": {"supported": True},
    "thinking": {"supported": True, "types": {"adaptive": {"supported": True}}},
}
_PLAIN_CAPABILITIES = {**_CAPABLE, "thinking": {"supported": False}}


def _claudes(more: int) -> list[Row]:
    """Newest first, as the listing is ordered."""
    return [
        _claude(
            "claude-acme-5-20260914", "Claude Acme 5", "2026-09-14T00:00:00Z",
            lifecycle="active", deprecated_at=None, retires_at=None, line="opus",
            max_input_tokens=1_000_000, max_tokens=128_000, capabilities=_CAPABLE,
        ),
        _claude(
            "claude-acme-4-20250514", "Claude Acme 4", "2025-05-14T00:00:00Z",
            lifecycle="deprecated", deprecated_at="2026-06-01T00:00:00Z",
            retires_at="2027-01-15T00:00:00Z", line="sonnet",
            max_input_tokens=200_000, max_tokens=64_000, capabilities=_PLAIN_CAPABILITIES,
        ),
        *(
            _claude(model, f"Claude {model}", "2025-02-24T00:00:00Z")
            for model in fillers(42 + more, "claude-acme-3-{:04d}")
        ),
        _claude("claude-acme-0", "Claude Acme 0", "1970-01-01T00:00:00Z", max_input_tokens=0),
        _claude(
            "claude-acme-1-20230301", "Claude Acme 1", "2023-03-01T00:00:00Z", lifecycle="retired"
        ),
    ]  # fmt: skip


def anthropic(more: int) -> Answer:
    """Pages of 20 unless asked for up to 1000; retired models only for those who ask for them."""
    rows = _claudes(more)

    def body(asked: Asked) -> Any:
        if "anthropic-version" not in asked.headers:
            return refusals.ANTHROPIC_NO_VERSION(asked)
        limit = asked.query.get("limit", "20")
        if not limit.isdigit() or not 1 <= int(limit) <= 1000:
            return refusals.ANTHROPIC_LIMIT(asked)
        wanted = {asked.query.get("lifecycle[]", "active"), "deprecated"}
        return _claude_page(
            [row for row in rows if row.get("lifecycle", "active") in wanted], asked, int(limit)
        )

    route = Route(body, refusals.ANTHROPIC_MISSING, refusals.anthropic_wrong, _claude_key)
    return speaks("anthropic", {"/v1/models": route}, refusals.ANTHROPIC_404)


def _claude_key(asked: Asked) -> str | None:
    """A key in a header of its own, or as a bearer token, as the newest SDK sends it."""
    return asked.headers.get("x-api-key") or bearer(asked)


def _claude_page(rows: list[Row], asked: Asked, limit: int) -> Row:
    ids = [row["id"] for row in rows]
    after, before = asked.query.get("after_id"), asked.query.get("before_id")
    start = ids.index(after) + 1 if after in ids else 0
    end = ids.index(before) if before in ids else len(rows)
    page = rows[start:end][:limit]
    return {
        "data": page,
        "has_more": start + limit < end,
        "first_id": page[0]["id"] if page else None,
        "last_id": page[-1]["id"] if page else None,
    }


# ── Moonshot: two sites, two kinds of key ────────────────────────────────────────────────────────


def _moonshot(site: str, more: int) -> Answer:
    permission = [{"created": 0, "id": "", "object": "", "organization": "moonshot"}]
    old = {"permission": permission, "root": "", "parent": ""}
    modern = {"context_length": 262144, "supports_video_in": False}

    def body(asked: Asked) -> Any:
        created = now()
        rows = [
            plain(
                f"kimi-acme-{site}", created, "moonshot", **modern,
                supports_image_in=True, supports_reasoning=True,
            ),
            plain(
                "kimi-acme-lite", created, "moonshot", **modern,
                supports_image_in=False, supports_reasoning=False,
            ),
            plain("moonshot-v1-128k", created, "moonshot", **old),
            plain("moonshot-v1-auto", created, "moonshot", **old),
            *(plain(model, created, "moonshot") for model in fillers(more, "kimi-{:04d}")),
        ]  # fmt: skip
        return {"object": "list", "data": rows}

    route = Route(body, refusals.MOONSHOT_401, refusals.MOONSHOT_401)
    return speaks(site, {"/v1/models": route}, refusals.MOONSHOT_404)


def moonshot(more: int) -> Answer:
    return _moonshot("moonshot", more)


def moonshot_cn(more: int) -> Answer:
    """The Chinese site: the same API, and the key of the other one is wrong here."""
    return _moonshot("moonshot_cn", more)


# ── Mistral ──────────────────────────────────────────────────────────────────────────────────────

_MISTRAL_CAPABILITIES = (
    "completion_chat", "completion_fim", "function_calling", "fine_tuning", "vision", "ocr",
    "classification", "moderation", "audio", "audio_transcription", "audio_speech", "reasoning",
)  # fmt: skip


def _mistral_row(model: str, name: str, able: str, aliases: list[str], **more: Any) -> Row:
    capabilities = {word: word in able.split() for word in _MISTRAL_CAPABILITIES}
    return {
        **plain(model, now(), "mistralai", capabilities=capabilities, name=name),
        "description": f"Our {name}",
        "max_context_length": 131072,
        "aliases": aliases,
        "deprecation": None,
        "deprecation_replacement_model": None,
        "default_model_temperature": 0.3,
        "type": "base",
        **more,
    }


def _mistrals(more: int) -> list[Row]:
    """Every alias is a row of its own, and one id is there twice."""
    chat = "completion_chat function_calling vision"
    names = ["mistral-acme-2611", "mistral-acme-latest", "mistral-acme"]
    return [
        *(
            _mistral_row(model, "mistral-acme-2611", chat, [n for n in names if n != model])
            for model in names
        ),
        _mistral_row("magistral-acme-2609", "magistral-acme-2609", f"{chat} reasoning", []),
        _mistral_row(
            "acme-old-2407", "acme-old-2407", "completion_chat", [],
            deprecation="2026-11-30T12:00:00Z", deprecation_replacement_model="mistral-acme-latest",
            max_context_length=32768,
        ),
        _mistral_row("voxtral-acme-2507", "voxtral-acme-2507", "completion_chat audio", []),
        _mistral_row("voxtral-acme-2507", "voxtral-acme-transcribe", "audio_transcription", []),
        _mistral_row("mistral-acme-embed", "mistral-acme-embed", "", [], max_context_length=8192),
        _mistral_row("mistral-acme-ocr", "mistral-acme-ocr", "ocr", []),
        _mistral_row("acmestral-fim", "acmestral-fim", "completion_fim", []),
        *(_mistral_row(model, model, chat, []) for model in fillers(more, "mistral-{:04d}")),
    ]  # fmt: skip


def mistral(more: int) -> Answer:
    def body(asked: Asked) -> Any:
        return {"object": "list", "data": _mistrals(more)}

    route = Route(body, refusals.MISTRAL_401, refusals.MISTRAL_401)
    return speaks("mistral", {"/v1/models": route}, refusals.MISTRAL_404)


# ── DeepSeek ─────────────────────────────────────────────────────────────────────────────────────


def deepseek(more: int) -> Answer:
    """No `created`; only the newest rows say more than their name."""
    rich = {
        "name": "Acme Seek V5",
        "context_window": 1048576,
        "max_output_tokens": 393216,
        "input_modalities": ["text", "image"],
        "output_modalities": ["text"],
        "effort": {"supported_levels": ["low", "high"], "default_level": "high"},
        "api_capabilities": ["chat", "tools"],
    }
    owned: Row = {"object": "model", "owned_by": "deepseek"}
    rows = [
        {"id": "acme-seek-v5", **owned, **rich},
        {"id": "deepseek-chat", **owned},
        {"id": "deepseek-reasoner", **owned},
        *({"id": model, **owned} for model in fillers(more, "deepseek-{:04d}")),
    ]
    route = Route(listing(rows), refusals.deepseek_401, refusals.deepseek_401)
    return speaks("deepseek", {"/models": route, "/v1/models": route}, refusals.EMPTY_404)


# ── xAI ──────────────────────────────────────────────────────────────────────────────────────────


def _grok(model: str, created: int, **more: Any) -> Row:
    return plain(model, created, "xai", **more)


def xai(more: int) -> Answer:
    """/models says little, /language-models the rest; prices are US cents per 100M tokens."""
    priced = {
        "aliases": ["grok-acme"],
        "context_length": 256000,
        "prompt_text_token_price": 20000,
        "cached_prompt_text_token_price": 5000,
        "completion_text_token_price": 100000,
    }
    models = [
        _grok("grok-acme-6", 1776556800, **priced),
        _grok("grok-acme-mini", 1743724800),
        _grok("grok-acme-imagine", 1763510400, image_price=700000000),
        *(_grok(model, 1743724800) for model in fillers(more, "grok-{:04d}")),
    ]
    language = [
        _grok(
            "grok-acme-6", 1776556800, **priced, fingerprint="fp_a", version="6.0",
            input_modalities=["text", "image"], output_modalities=["text"],
        ),
        _grok(
            "grok-acme-mini", 1743724800, aliases=[], fingerprint="fp_b", version="1.0",
            input_modalities=["text"], output_modalities=["text"],
            prompt_text_token_price=3000, cached_prompt_text_token_price=750,
            completion_text_token_price=5000, max_prompt_length=131072,
        ),
    ]  # fmt: skip
    images = [_grok("grok-acme-imagine", 1763510400, version="1.0", image_price=700000000)]
    found = {
        "/v1/models": lambda asked: {"data": models, "object": "list"},
        "/v1/language-models": lambda asked: {"models": language},
        "/v1/image-generation-models": lambda asked: {"models": images},
    }
    routes = {
        path: Route(body, refusals.XAI_MISSING, refusals.XAI_WRONG) for path, body in found.items()
    }
    return speaks("xai", routes, refusals.XAI_404)


# ── Cohere ───────────────────────────────────────────────────────────────────────────────────────


def _command(model: str, endpoints: list[str], context: float, **more: Any) -> Row:
    return {
        "name": model,
        "is_deprecated": False,
        "endpoints": endpoints,
        "finetuned": False,
        "context_length": context,
        "tokenizer_url": "https://example.com/tokenizer.json",
        "default_endpoints": [],
        "features": None,
        "sampling_defaults": None,
        **more,
    }


def cohere(more: int) -> Answer:
    """Pages of 20 unless asked for up to 1000; the window is a float; the last token is empty."""
    able = ["json_mode", "json_schema", "tools", "vision"]
    rows = [
        _command("command-acme-09-2026", ["chat"], 256000.0, features=able),
        _command("command-acme-light", ["generate", "summarize"], 4096.0, is_deprecated=True),
        _command("embed-acme-v5.0", ["embed", "embed_image"], 128000.0, features=[]),
        _command("rerank-acme-v4.0", ["rerank"], 32768.0),
        *(_command(model, ["chat"], 8192.0) for model in fillers(39 + more, "command-{:04d}")),
    ]

    def body(asked: Asked) -> Any:
        wanted = [row for row in rows if asked.query.get("endpoint", "") in ("", *row["endpoints"])]
        page, token = tokened(
            wanted, asked, int(float(asked.query.get("page_size", 20))) or 20, "page_token"
        )
        return {"models": page, "next_page_token": token or ""}

    route = Route(body, refusals.COHERE_401, refusals.COHERE_401)
    return speaks("cohere", {"/v1/models": route}, refusals.COHERE_404)


# ── Perplexity, Z.ai, MiniMax ────────────────────────────────────────────────────────────────────


def perplexity(more: int) -> Answer:
    """`/models` without /v1 is an empty 404; the unit of prices is stated; created is 0."""
    unit = {"unit": "usd_per_1m_tokens"}
    rows = [
        plain(
            "anthropic/claude-acme-5", 0, "anthropic",
            pricing={"input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75, **unit},
        ),
        plain(
            "perplexity/sonar", 0, "perplexity",
            pricing={"input": 0.25, "output": 2.5, "cache_read": 0.0625, **unit},
        ),
        *(plain(model, 0, "acme") for model in fillers(more)),
    ]  # fmt: skip
    route = Route(listing(rows), refusals.PERPLEXITY_MISSING, refusals.PERPLEXITY_WRONG)
    return speaks("perplexity", {"/v1/models": route}, refusals.EMPTY_404)


def zai(more: int) -> Answer:
    names = ["glm-acme-5", "glm-acme-5-air", *fillers(more, "glm-{:04d}")]
    rows = [plain(model, 1753632000, "z-ai") for model in names]
    route = Route(listing(rows), refusals.ZAI_401, refusals.ZAI_401)
    return speaks("zai", {"/api/paas/v4/models": route}, refusals.EMPTY_404)


def minimax(more: int) -> Answer:
    names = ["MiniMax-Acme-3", "MiniMax-Acme-3-highspeed", *fillers(more, "MiniMax-{:04d}")]
    rows = [plain(model, 1780272000, "minimax") for model in names]
    route = Route(listing(rows), refusals.MINIMAX_401, refusals.MINIMAX_401)
    return speaks("minimax", {"/v1/models": route}, refusals.GO_404)


def minimax_empty(more: int) -> Answer:
    """The host it had before: everybody is told, with HTTP 200, that there is nothing."""
    return speaks("minimax", {"/v1/models": Route(listing([]))}, refusals.GO_404)
