"""The big clouds: Google, Alibaba, Microsoft and Amazon, each with an API of its own."""

from typing import Any

from servers import refusals
from servers.loopback import Answer, Asked, Reply, as_json
from servers.speaking import (
    Refuse,
    Route,
    Row,
    always,
    bearer,
    fillers,
    header,
    key_for,
    speaks,
    tokened,
    whole,
)

# ── Gemini ───────────────────────────────────────────────────────────────────────────────────────


def _gemini_row(model: str, methods: list[str], limits: tuple[int, int], **more: Any) -> Row:
    return {
        "name": f"models/{model}",
        "version": "001",
        "displayName": model.replace("-", " ").title(),
        "description": "one of ours",
        "inputTokenLimit": limits[0],
        "outputTokenLimit": limits[1],
        "supportedGenerationMethods": methods,
        **more,
    }


_GENERATE = ["generateContent", "countTokens", "createCachedContent", "batchGenerateContent"]


def _geminis(more: int) -> list[Row]:
    sampling = {"temperature": 1, "maxTemperature": 2, "topP": 0.95, "topK": 64}
    return [
        _gemini_row("gemini-acme-pro", _GENERATE, (1048576, 65536), thinking=True, **sampling),
        _gemini_row("gemini-acme-flash", _GENERATE, (1048576, 8192), **sampling),
        _gemini_row("embedding-acme-001", ["embedContent"], (2048, 1)),
        _gemini_row("imagen-acme-4", ["predict"], (480, 8192)),
        _gemini_row("veo-acme-3", ["predictLongRunning"], (480, 8192)),
        _gemini_row("gemini-acme-live", ["bidiGenerateContent"], (131072, 8192)),
        *(
            _gemini_row(model, _GENERATE, (32768, 8192))
            for model in fillers(60 + more, "gemini-{:04d}")
        ),
    ]


def gemini(more: int) -> Answer:
    """Pages of 50 unless asked for up to 1000; the key in a header or in the query."""
    rows = _geminis(more)

    def native(asked: Asked) -> Any:
        page, token = tokened(rows, asked, whole(asked, "pageSize", 50, 1000), "pageToken")
        return {"models": page, "nextPageToken": token} if token else {"models": page}

    def compatible(asked: Asked) -> Any:
        data = [{"id": row["name"], "object": "model", "owned_by": "google"} for row in rows]
        return {"object": "list", "data": data}

    def key(asked: Asked) -> str | None:
        return asked.headers.get("x-goog-api-key") or asked.query.get("key")

    refused = (refusals.GEMINI_MISSING, refusals.GEMINI_WRONG)
    routes = {
        "/v1beta/models": Route(native, *refused, key),
        "/v1beta/openai/models": Route(compatible, *refused, bearer),
    }
    return speaks("gemini", routes, refusals.GOOGLE_404)


# ── Vertex ───────────────────────────────────────────────────────────────────────────────────────


def vertex(more: int) -> Answer:
    """Short-lived tokens, pages of at most 100."""

    def row(model: str, stage: str) -> Row:
        return {
            "name": f"publishers/google/models/{model}",
            "versionId": "default",
            "openSourceCategory": "PROPRIETARY",
            "supportedActions": {"openGenerationAiStudio": {"references": {}}},
            "launchStage": stage,
            "publisherModelTemplate": "projects/{project}/locations/{location}/…",
        }

    rows = [
        row("gemini-acme-002", "GA"),
        row("gemini-acme-exp", "EXPERIMENTAL"),
        row("gemini-acme-preview", "PUBLIC_PREVIEW"),
        *(row(model, "GA") for model in fillers(120 + more, "vertex-{:04d}")),
    ]

    def body(asked: Asked) -> Any:
        page, token = tokened(rows, asked, whole(asked, "pageSize", 100, 100), "pageToken")
        return {"publisherModels": page, **({"nextPageToken": token} if token else {})}

    route = Route(body, refusals.VERTEX_401, refusals.VERTEX_401)
    return speaks("vertex", {"/v1beta1/publishers/google/models": route}, refusals.GOOGLE_404)


# ── Qwen (DashScope) ─────────────────────────────────────────────────────────────────────────────

_NATIVE, _PERMISSIONS = "/api/v1/models", "/api/v1/models/permissions"
_COMPATIBLE = "/compatible-mode/v1/models"


def _qwen_row(model: str, capabilities: list[str], flow: str, **more: Any) -> Row:
    inputs, _, outputs = flow.partition("->")
    return {
        "model": model,
        "name": model.replace("-", " ").title(),
        "description": "one of ours",
        "provider": "qwen",
        "inference_provider": "alibaba",
        "capabilities": capabilities,
        "features": [],
        "published_time": "2026-04-02 10:30:00",
        "inference_metadata": {
            "request_modality": inputs.split("+"),
            "response_modality": outputs.split("+"),
        },
        "model_info": {},
        "prices": [],
        **more,
    }


def _qwen_prices(unit: str, input_: str, output: str) -> list[Row]:
    def one(kind: str, price: str) -> Row:
        return {"type": kind, "price": price, "price_unit": unit, "price_name": kind}

    first = [
        one("input_token", input_),
        one("output_token", output),
        one("input_token_cache", input_ + "1"),
    ]
    second = [one("input_token", "99"), one("output_token", "99")]
    return [
        {"range_name": "0<Token<=128K", "prices": first},
        {"range_name": "128K<Token", "prices": second},
    ]


def _qwens(more: int) -> list[Row]:
    limits = {"context_window": 262144, "max_input_tokens": 258048, "max_output_tokens": 65536}
    able = ["function-calling", "structured-outputs", "cache"]
    return [
        _qwen_row(
            "qwen-acme-max", ["TG", "Reasoning"], "Text->Text", features=able, model_info=limits,
            prices=_qwen_prices("USD/1M tokens", "1.2", "6"),
        ),
        _qwen_row(
            "qwen-acme-vl", ["TG", "VU"], "Text+Image+Video->Text", **limits,
            prices=_qwen_prices("USD/1K tokens", "0.0002", "0.0008"),
        ),
        _qwen_row(
            "qwen-acme-cny", ["TG"], "Text->Text",
            prices=_qwen_prices("CNY/1M tokens", "8", "20"),
        ),
        _qwen_row("acme-embedding-v4", ["TE"], "Text->Embedding"),
        _qwen_row("wan-acme-t2i", ["IG"], "Text->Image"),
        _qwen_row("wan-acme-t2v", ["VG"], "Text->Video"),
        _qwen_row("acme-asr-flash", ["ASR"], "Audio->Text"),
        _qwen_row("acme-tts-flash", ["TTS"], "Text->Audio"),
        *(
            _qwen_row(model, ["TG"], "Text->Text")
            for model in fillers(230 + more, "qwen-{:04d}")
        ),
    ]  # fmt: skip


def _numbered(asked: Asked, rows: list[Row], name: str, default: int) -> Any:
    """A page by its number, in DashScope's envelope; more than 200 a page is refused."""
    size, number = whole(asked, "page_size", default), whole(asked, "page_no", 1)
    if size > 200:
        message = "page_size must not be greater than 200"
        return as_json({"code": "InvalidParameter", "message": message, "request_id": "r"}, 400)
    page = rows[(number - 1) * size : number * size]
    head = {"total": len(rows), "page_no": number, "page_size": size}
    return {"request_id": "acme-7", "success": True, "output": {**head, name: page}}


def _qwen(server: str, more: int, changed: dict[str, Any] | None = None) -> Answer:
    rows = _qwens(more)
    allowed = [{"model": row["model"], "permissions": {"inference": True}} for row in rows[:-1]]
    compatible = [
        {"id": row["model"], "object": "model", "created": 1728632039, "owned_by": "system"}
        for row in rows[:4]
    ]
    found: dict[str, Any] = {
        _NATIVE: lambda asked: _numbered(asked, rows, "models", 20),
        _PERMISSIONS: lambda asked: _numbered(asked, allowed, "permissions", 20),
        _COMPATIBLE: lambda asked: {"object": "list", "data": compatible},
        **(changed or {}),
    }
    refused: dict[str, Refuse] = {_COMPATIBLE: refusals.DASHSCOPE_COMPAT}
    routes = {
        path: Route(body, refused.get(path, native), refused.get(path, native))
        for native in (refusals.DASHSCOPE_NATIVE,)
        for path, body in found.items()
        if body is not None
    }
    return speaks(server, routes, refusals.EMPTY_404)


def qwen(more: int) -> Answer:
    return _qwen("qwen", more)


def qwen_cn(more: int) -> Answer:
    """The Chinese site: the same API, other keys."""
    return _qwen("qwen_cn", more)


def qwen_without_native(more: int) -> Answer:
    """A site where the native list is not to be found."""
    return _qwen("qwen", more, {_NATIVE: None})


def qwen_compatible_only(more: int) -> Answer:
    """An error inside HTTP 200 at the native list, a refusal at the permissions."""
    inside = {"code": "ServiceUnavailable", "message": "try elsewhere", "request_id": "acme-8"}
    denied = as_json({"code": "AccessDenied", "message": "Access denied.", "request_id": "r"}, 403)
    return _qwen("qwen", more, {_NATIVE: lambda asked: inside, _PERMISSIONS: always(denied)})


# ── Azure OpenAI ─────────────────────────────────────────────────────────────────────────────────

_NEVER = 4102358400


def _azure_row(model: str, able: str, lifecycle: str, retires: int) -> Row:
    names = ("fine_tune", "inference", "completion", "chat_completion", "embeddings")
    return {
        "status": "succeeded",
        "capabilities": {name: name in able.split() for name in names},
        "lifecycle_status": lifecycle,
        "deprecation": {"inference": retires},
        "id": model,
        "created_at": 1691712000,
        "object": "model",
    }


def _azure_rows(more: int) -> list[Row]:
    chat = "inference chat_completion"
    return [
        _azure_row("gpt-acme-2026-04-01", chat, "generally-available", 1798675200),
        _azure_row("gpt-acme-preview", chat, "preview", _NEVER),
        _azure_row("gpt-acme-legacy", "inference completion", "deprecated", 1771372800),
        _azure_row("text-embedding-acme", "inference embeddings", "generally-available", _NEVER),
        _azure_row(
            "text-embedding-acme", "inference embeddings fine_tune", "generally-available", _NEVER
        ),
        _azure_row("dall-e-acme", "inference", "generally-available", _NEVER),
        *(
            _azure_row(model, chat, "generally-available", _NEVER)
            for model in fillers(10 + more, "azure-{:04d}")
        ),
    ]


def azure(more: int) -> Answer:
    """The base models of a resource, some of them twice; the classic path wants an api-version."""
    return _azure(more, "/openai/v1/models", "/openai/models")


def azure_classic(more: int) -> Answer:
    """A resource that does not know the v1 API yet."""
    return _azure(more, "/openai/models")


def _azure(more: int, *paths: str) -> Answer:
    rows = _azure_rows(more)

    def body(asked: Asked) -> Any:
        if asked.path == "/openai/models" and "api-version" not in asked.query:
            return refusals.AZURE_404(asked)
        return {"data": rows, "object": "list"}

    route = Route(body, refusals.AZURE_401, refusals.AZURE_401, header("api-key"))
    return speaks("azure", dict.fromkeys(paths, route), refusals.AZURE_404)


# ── Amazon Bedrock ───────────────────────────────────────────────────────────────────────────────

ACCESS_KEY = "AKIDACMECANARY000000"
SECRET = "acme/secret/canary/5f2e9a71c04d"


def _bedrock_row(model: str, flow: str, **more: Any) -> Row:
    inputs, _, outputs = flow.partition("->")
    return {
        "modelArn": f"arn:aws:bedrock:us-east-1::foundation-model/{model}",
        "modelId": model,
        "modelName": model.partition(".")[2],
        "providerName": "Acme",
        "inputModalities": inputs.split("+"),
        "outputModalities": outputs.split("+"),
        "responseStreamingSupported": None,
        "customizationsSupported": [],
        "inferenceTypesSupported": ["ON_DEMAND"],
        "modelLifecycle": {"status": "ACTIVE"},
        "converse": None,
        "description": None,
        **more,
    }


def _bedrock_rows(more: int) -> list[Row]:
    legacy = {
        "status": "LEGACY", "startOfLifeTime": "2024-03-04T00:00:00Z",
        "legacyTime": "2026-01-15T00:00:00Z", "endOfLifeTime": "2026-12-15T00:00:00Z",
    }  # fmt: skip
    return [
        _bedrock_row(
            "acme.atlas-v2:0", "TEXT+IMAGE->TEXT",
            modelLifecycle={"status": "ACTIVE", "startOfLifeTime": "2025-05-22T00:00:00Z"},
            description={"shortDescription": "ours", "maxContextWindow": "163,840"},
            converse={"maxTokensMaximum": 16384, "reasoningSupported": {"embedded": True}},
        ),
        _bedrock_row("acme.atlas-v1:0", "TEXT->TEXT", modelLifecycle=legacy,
                     description={"maxContextWindow": "128K"}),
        _bedrock_row("acme.atlas-v1:0:8k", "TEXT->TEXT", inferenceTypesSupported=["PROVISIONED"],
                     description={"maxContextWindow": None}),
        _bedrock_row("acme.embed-v1", "TEXT->EMBEDDING"),
        _bedrock_row("acme.canvas-v1:0", "TEXT+IMAGE->IMAGE"),
        *(_bedrock_row(model, "TEXT->TEXT") for model in fillers(10 + more, "acme.m{:04d}-v1:0")),
    ]  # fmt: skip


def _bedrock_profile(model: str) -> Row:
    arn = f"arn:aws:bedrock:us-east-1:123456789012:inference-profile/{model}"
    return {
        "inferenceProfileName": f"US {model}",
        "inferenceProfileArn": arn,
        "inferenceProfileId": model,
        "models": [{"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/acme.atlas-v2:0"}],
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
        "createdAt": "2025-05-22T00:00:00Z",
        "updatedAt": "2025-05-22T00:00:00Z",
    }


def bedrock(more: int) -> Answer:
    """Foundation models at once, inference profiles in pages; signed, or with a bearer token."""
    rows = _bedrock_rows(more)
    names = ["us.acme.atlas-v2:0", "global.acme.atlas-v2:0"]
    profiles = [
        _bedrock_profile(model) for model in names + fillers(30 + more, "us.acme.m{:04d}-v1:0")
    ]

    def paged(asked: Asked) -> Any:
        size = whole(asked, "maxResults", 20, 1000)
        page, token = tokened(profiles, asked, size, "nextToken")
        return {"inferenceProfileSummaries": page, **({"nextToken": token} if token else {})}

    missing = refusals.aws(
        403, "MissingAuthenticationTokenException", "Missing Authentication Token"
    )
    wrong = refusals.aws(
        403, "UnrecognizedClientException", "The security token included in the request is invalid."
    )
    found: dict[str, Any] = {
        "/foundation-models": lambda asked: {"modelSummaries": rows},
        "/inference-profiles": paged,
    }
    routes = {
        path: Route(body, always(missing), always(wrong), _aws_credential)
        for path, body in found.items()
    }
    return speaks("bedrock", routes, always(_AWS_404))


_AWS_404: Reply = refusals.aws(404, "UnknownOperationException", "Unknown operation")


def _aws_credential(asked: Asked) -> str | None:
    """The bearer token, or for a request signed by our one access key the token it stands for."""
    signature = asked.headers.get("authorization", "")
    if not signature.startswith("AWS4-HMAC-SHA256 "):
        return bearer(asked)
    ours = f"Credential={ACCESS_KEY}/" in signature and "/bedrock/aws4_request" in signature
    return key_for("bedrock") if ours and "x-amz-date" in asked.headers else "somebody else"
