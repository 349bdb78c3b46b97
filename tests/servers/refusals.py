"""What the providers say to a missing key, a wrong key and an unknown path, as they say it."""

from servers.loopback import Asked, Reply, as_json, as_text
from servers.speaking import Refuse, always, bearer


def _openai(message: str, kind: str = "invalid_request_error", **more: object) -> dict[str, object]:
    return {"error": {"message": message, "type": kind, **more}}


EMPTY_404: Refuse = always(as_text("", 404))
GO_404: Refuse = always(as_text("404 page not found", 404))
HTML_404: Refuse = always(as_text("<!DOCTYPE html><title>404</title>", 404, "text/html"))
DETAIL_404: Refuse = always(as_json({"detail": "Not Found"}, 404))
OPENAI_404: Refuse = lambda asked: as_json(  # noqa: E731
    _openai(f"Invalid URL ({asked.method} {asked.path})", param=None, code=None), 404
)

OPENROUTER_MISSING = always(
    as_json({"error": {"message": "Missing Authentication header", "code": 401}}, 401)
)
OPENROUTER_WRONG = always(
    as_json({"error": {"message": "No auth credentials found", "code": 401}}, 401)
)

OPENAI_MISSING = always(
    as_json(_openai("You didn't provide an API key.", param=None, code=None), 401)
)


def openai_wrong(asked: Asked) -> Reply:
    """OpenAI repeats the key; here all of it, which is worse than what it does."""
    message = (
        f"Incorrect API key provided: {bearer(asked)}. "
        "You can find your API key at https://platform.openai.com/account/api-keys."
    )
    return as_json(_openai(message, param=None, code="invalid_api_key"), 401)


def _anthropic(status: int, kind: str, message: str) -> Refuse:
    error = {"type": kind, "message": message}
    return always(as_json({"type": "error", "error": error, "request_id": "req_acme"}, status))


ANTHROPIC_MISSING = _anthropic(401, "authentication_error", "x-api-key header is required")
_ANTHROPIC_KEY = _anthropic(401, "authentication_error", "API key is invalid.")
_ANTHROPIC_BEARER = _anthropic(401, "authentication_error", "Invalid bearer token")
ANTHROPIC_NO_VERSION = _anthropic(
    400, "invalid_request_error", "anthropic-version: header is required"
)
ANTHROPIC_LIMIT = _anthropic(400, "invalid_request_error", "limit: must be between 1 and 1000")
ANTHROPIC_404 = _anthropic(404, "not_found_error", "Not found")


def anthropic_wrong(asked: Asked) -> Reply:
    return (_ANTHROPIC_KEY if "x-api-key" in asked.headers else _ANTHROPIC_BEARER)(asked)


GROQ_401 = always(as_json(_openai("Invalid API Key", code="invalid_api_key"), 401))


def groq_404(asked: Asked) -> Reply:
    message = (
        f"Unknown request URL: {asked.method} {asked.path}. Please check the URL for typos, "
        "or see the docs at https://console.groq.com/docs/"
    )
    return as_json(_openai(message, code="unknown_url"), 404)


NEBIUS_401 = always(as_json({"detail": "Invalid API key"}, 401))

TOGETHER_MISSING = always(as_text("Missing API key", 401, "text/plain"))
TOGETHER_WRONG = always(as_json({"error": {"message": "Unauthorized"}}, 401))

CEREBRAS_MISSING = always(as_json({"detail": "Not authenticated"}, 403))
CEREBRAS_WRONG = always(
    as_json(
        {
            "message": "Wrong API Key",
            "type": "invalid_request_error",
            "param": "api_key",
            "code": "wrong_api_key",
        },
        401,
    )
)

DASHSCOPE_NATIVE = always(
    as_json(
        {"code": "InvalidApiKey", "message": "Invalid API-key provided.", "request_id": "acme-1"},
        401,
    )
)
DASHSCOPE_COMPAT = always(
    as_json(
        {
            **_openai("Incorrect API key provided. ", param=None, code="invalid_api_key"),
            "request_id": "acme-2",
        },
        401,
    )
)

MOONSHOT_401 = always(
    as_json(_openai("Invalid Authentication", "invalid_authentication_error"), 401)
)
MOONSHOT_404 = always(as_json(_openai("url.not_found", "resource_not_found_error"), 404))


def _google(status: int, message: str, word: str, **more: object) -> Refuse:
    return always(
        as_json({"error": {"code": status, "message": message, "status": word, **more}}, status)
    )


GEMINI_MISSING = _google(
    403,
    "Method doesn't allow unregistered callers (callers without established identity). Please use "
    "API Key or other form of API consumer identity to call this API.",
    "PERMISSION_DENIED",
)
GEMINI_WRONG = _google(
    400,
    "API key not valid. Please pass a valid API key.",
    "INVALID_ARGUMENT",
    details=[
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID",
            "domain": "googleapis.com",
            "metadata": {"service": "generativelanguage.googleapis.com"},
        }
    ],
)
GOOGLE_404 = always(as_text("", 404, "text/html"))
VERTEX_401 = _google(
    401,
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
    "or other valid authentication credential.",
    "UNAUTHENTICATED",
)

MISTRAL_401 = always(as_json({"detail": "Invalid API Key"}, 401))
MISTRAL_404 = always(
    as_json({"message": "no Route matched with those values", "request_id": "acme-3"}, 404)
)


def deepseek_401(asked: Asked) -> Reply:
    message = f"Authentication Fails, Your api key: ****{(bearer(asked) or '')[-4:]} is invalid"
    body = _openai(message, "authentication_error", param=None, code="invalid_request_error")
    return as_json(body, 401)


XAI_MISSING = always(
    as_json({"code": "unauthenticated:no-credentials", "error": "No credentials presented."}, 401)
)
XAI_WRONG = always(
    as_json(
        {
            "code": "invalid-argument",
            "error": "Incorrect API key provided. You can obtain an API key from "
            "https://console.x.ai.",
        },
        400,
    )
)
XAI_404 = always(
    as_text(
        "The requested resource was not found. Please check the URL and try again. "
        "Documentation is available at https://docs.x.ai/",
        404,
        "text/plain",
    )
)


def _fireworks(status: int, code: str, message: str) -> Reply:
    error = {"message": message, "type": "error", "code": code}
    return as_json({"error": error, "request_id": "acme-4"}, status)


FIREWORKS_MISSING = always(
    _fireworks(
        401,
        "UNAUTHORIZED",
        "You must provide an API key. See https://docs.fireworks.ai/api-reference/"
        "introduction#authentication for more information.",
    )
)
FIREWORKS_WRONG = always(_fireworks(401, "UNAUTHORIZED", "The API key you provided is invalid."))


def fireworks_404(asked: Asked) -> Reply:
    path = asked.path.removeprefix("/inference")
    return _fireworks(404, "NOT_FOUND", f"Path not found: {path}")


def _perplexity(advice: str) -> Refuse:
    body = _openai(f"Invalid API key provided. {advice}", "invalid_api_key", code=401)
    return always(as_json(body, 401))


PERPLEXITY_MISSING = _perplexity("Ensure your API key is correct and active.")
PERPLEXITY_WRONG = _perplexity(
    "You can find your API key at https://www.perplexity.ai/settings/api."
)

COHERE_401 = always(as_json({"id": "acme-5", "message": "invalid api token"}, 401))
COHERE_404 = always(as_json({"id": "acme-6", "message": "404 page not found"}, 404))
HUGGINGFACE_401 = always(as_json({"error": "Invalid username or password."}, 401))
DEEPINFRA_401 = always(as_json({"detail": "User is not authorized to access this resource"}, 401))
NVIDIA_403 = always(
    Reply(
        403,
        b'{"status":403,"title":"Forbidden","detail":"Authorization failed"}',
        "application/problem+json",
    )
)
ZAI_401 = always(
    as_json({"error": {"code": "1001", "message": "Header is missing Authorization"}}, 401)
)
MINIMAX_401 = always(
    as_json(
        {
            "type": "error",
            "error": {"type": "authorized_error", "message": "login fail: bad key (1004)"},
        },
        401,
    )
)
AZURE_401 = always(
    as_json(
        {
            "error": {
                "code": "401",
                "message": "Access denied due to invalid subscription key or wrong API endpoint.",
            }
        },
        401,
    )
)
AZURE_404 = always(as_json({"error": {"code": "404", "message": "Resource not found"}}, 404))


def aws(status: int, kind: str, message: str) -> Reply:
    return as_json({"message": message, "__type": kind}, status)


VLLM_401 = always(as_json({"error": "Unauthorized"}, 401))
LITELLM_401 = always(
    as_json(
        _openai(
            "Authentication Error, Invalid proxy server token passed.",
            "auth_error",
            param="None",
            code="401",
        ),
        401,
    )
)
GPUSTACK_401 = always(
    as_json(
        {
            "code": 401,
            "reason": "Unauthorized",
            "message": "Invalid authentication credentials",
        },
        401,
    )
)
LLAMACPP_LOADING = always(
    as_json({"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}, 503)
)


def lmstudio_unknown(asked: Asked) -> Reply:
    """LM Studio calls it fine: HTTP 200, with an error inside."""
    message = f"Unexpected endpoint or method. ({asked.method} {asked.path})"
    return as_json({"error": message})
