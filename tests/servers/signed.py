"""Clouds that check what opens them: AWS signatures, Google's tokens, Azure's keys and tokens.

What they check is worked out from the published recipes with the standard library (and, for the
signature of a service account, `cryptography`), not with the clouds' own libraries. Who is refused
gets all that was sent repeated.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

from servers import refusals
from servers.loopback import Answer, Asked, Reply, as_json
from servers.running import Quiet, running
from servers.speaking import bearer

NO_BODY = hashlib.sha256(b"").hexdigest()
ODD_TOKEN = "page {} +/=&~*%é"
"""Page tokens are opaque: these hold what has to be escaped, and escaped alike when signing."""


def _page(rows: list[Any], token: str | None, size: int) -> tuple[list[Any], str | None]:
    tokens = {ODD_TOKEN.format(start): start for start in range(0, len(rows), size)}
    start = tokens[token] if token else 0
    following = ODD_TOKEN.format(start + size)
    return rows[start : start + size], following if following in tokens else None


# ── Amazon Bedrock ───────────────────────────────────────────────────────────────────────────────

MODELS = ["acme.atlas-v2:0", "acme.atlas-v1:0", "acme.embed-v1"]
PROFILES = ["us.acme.atlas-v2:0", "eu.acme.atlas-v2:0", "global.acme.atlas-v2:0", "us.acme.new-v1"]


def bedrock(secrets: dict[str, str], region: str = "us-east-1", api_key: str = "") -> Answer:
    """Answers what one of `secrets` (by access key) signed for its region, and `api_key`."""

    def answer(asked: Asked) -> Reply:
        refused = _aws_refusal(asked, secrets, region, api_key)
        return refused or _bedrock_body(asked)

    return answer


def _bedrock_body(asked: Asked) -> Reply:
    if asked.path == "/foundation-models":
        return as_json(
            {"modelSummaries": [{"modelArn": "arn", "modelId": name} for name in MODELS]}
        )
    if asked.path != "/inference-profiles":
        return as_json({"message": "Unknown operation"}, 404)
    page, token = _page(PROFILES, asked.query.get("nextToken"), 2)
    rows = [
        {"inferenceProfileId": name, "inferenceProfileArn": "arn", "inferenceProfileName": name,
         "models": [], "status": "ACTIVE", "type": "SYSTEM_DEFINED"}
        for name in page
    ]  # fmt: skip
    more = {"nextToken": token} if token else {}
    return as_json({"inferenceProfileSummaries": rows, **more})


def _aws_refusal(asked: Asked, secrets: dict[str, str], region: str, api_key: str) -> Reply | None:
    scheme, _, stated = asked.headers.get("authorization", "").partition(" ")
    if scheme == "Bearer":
        words = f"Authentication failed: Please make sure your API Key is valid. {stated}"
        return None if api_key and bearer(asked) == api_key else as_json({"Message": words}, 403)
    if scheme != "AWS4-HMAC-SHA256":
        return as_json({"message": "Missing Authentication Token"}, 403)
    access_key, _, scope = _parts(stated)["Credential"].partition("/")
    if access_key not in secrets:
        token = asked.headers.get("x-amz-security-token")
        words = f"The security token included in the request is invalid: {token}"
        return as_json({"message": words}, 403)
    if scope.split("/")[1:] != [region, "bedrock", "aws4_request"]:
        return as_json({"message": "Credential should be scoped to a valid region."}, 403)
    if not _is_recent(asked.headers["x-amz-date"]):
        return as_json({"message": "Signature expired"}, 403)
    if _parts(stated)["Signature"] != signature(asked, secrets[access_key]):
        return as_json({"message": MISMATCH + canonical(asked)}, 403)
    return None


MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your "
    "AWS Secret Access Key and signing method. Consult the service documentation for details."
    "\n\nThe Canonical String for this request should have been\n"
)


def _parts(stated: str) -> dict[str, str]:
    return dict(part.strip().split("=", 1) for part in stated.split(","))


def _is_recent(stamp: str) -> bool:
    at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return abs(datetime.now(UTC) - at) < timedelta(minutes=5)


def canonical(asked: Asked) -> str:
    """The canonical request of Signature Version 4, for the headers that were signed."""
    names = _parts(asked.headers["authorization"].partition(" ")[2])["SignedHeaders"]
    pairs = parse_qsl(urlsplit(asked.target).query, keep_blank_values=True)
    escaped = sorted((quote(name, "-_.~"), quote(value, "-_.~")) for name, value in pairs)
    query = "&".join(f"{name}={value}" for name, value in escaped)
    headers = "".join(f"{name}:{asked.headers[name].strip()}\n" for name in names.split(";"))
    return "\n".join([asked.method, quote(asked.path), query, headers, names, NO_BODY])


def signature(asked: Asked, secret: str) -> str:
    """What a request has to be signed with, by whoever holds the secret key."""
    stated = _parts(asked.headers["authorization"].partition(" ")[2])
    scope = stated["Credential"].partition("/")[2]
    digest = hashlib.sha256(canonical(asked).encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", asked.headers["x-amz-date"], scope, digest])
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


# ── Vertex AI ────────────────────────────────────────────────────────────────────────────────────

GEMINIS = [f"gemini-acme-{number:03d}" for number in range(5)]
AUDIENCE = "https://oauth2.googleapis.com/token"
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def vertex(tokens: list[str]) -> Answer:
    """Pages of two for whoever holds one of the tokens."""

    def answer(asked: Asked) -> Reply:
        if asked.path != "/v1beta1/publishers/google/models":
            return refusals.GOOGLE_404(asked)
        if bearer(asked) not in tokens:
            words = f"Request had invalid authentication credentials: {bearer(asked)}"
            return as_json({"error": {"code": 401, "message": words}}, 401)
        page, token = _page(GEMINIS, asked.query.get("pageToken"), 2)
        rows = [{"name": f"publishers/google/models/{name}", "launchStage": "GA"} for name in page]
        return as_json({"publisherModels": rows, **({"nextPageToken": token} if token else {})})

    return answer


class TokenEndpoint(ThreadingHTTPServer):
    """Gives tokens to one service account, and to one person, when they prove who they are."""

    def __init__(self, account: str, public_key: Any, refresh_token: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Token)
        self.account = account
        self.public_key = public_key
        self.refresh_token = refresh_token
        self.tokens: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/token"

    def accepts(self, form: dict[str, str]) -> bool:
        """Whether a grant comes from the account or the person that we know."""
        if form.get("grant_type") == "refresh_token":
            return bool(self.refresh_token) and form.get("refresh_token") == self.refresh_token
        return form.get("grant_type") == JWT_GRANT and self._is_ours(form.get("assertion", ""))

    def _is_ours(self, assertion: str) -> bool:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.hashes import SHA256

        signed, _, proof = assertion.rpartition(".")
        claims = json.loads(_unpadded(signed.partition(".")[2]))
        try:
            self.public_key.verify(_unpadded(proof), signed.encode(), PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        wide = "https://www.googleapis.com/auth/cloud-platform" in claims["scope"].split()
        return bool(wide and claims["iss"] == self.account and claims["aud"] == AUDIENCE)


@contextmanager
def giving_tokens(
    account: str, public_key: Any, refresh_token: str = ""
) -> Iterator[TokenEndpoint]:
    """Serve until the block ends."""
    with running(TokenEndpoint(account, public_key, refresh_token)) as server:
        yield server


class _Token(Quiet):
    server: TokenEndpoint

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[-1] for name, values in parse_qs(text).items()}
        if self.server.accepts(form):
            token = f"ya29.canary-token-{len(self.server.tokens)}-5f2e9a71c04d"
            self.server.tokens.append(token)
            body = {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}
            self.send_json(200, body)
        else:
            words = f"Invalid grant: {text}"
            self.send_json(400, {"error": "invalid_grant", "error_description": words})


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


# ── Azure OpenAI ─────────────────────────────────────────────────────────────────────────────────

DEPLOYABLE = ["gpt-acme-2026-04-01", "text-embedding-acme"]


def azure(key: str, token: str = "", versions: tuple[str, ...] = (), v1: bool = True) -> Answer:
    """Takes a key or a token; the classic path takes only the api-versions that it knows."""

    def answer(asked: Asked) -> Reply:
        classic = asked.path == "/openai/models" and asked.query.get("api-version") in versions
        if not classic and not (v1 and asked.path == "/openai/v1/models"):
            return refusals.AZURE_404(asked)
        known = asked.headers.get("api-key") == key or (token and bearer(asked) == token)
        if not known:
            words = f"Access denied due to invalid key {asked.headers}"
            return as_json({"error": {"code": "401", "message": words}}, 401)
        rows = [{"id": name, "object": "model", "created_at": 1691712000} for name in DEPLOYABLE]
        return as_json({"object": "list", "data": rows})

    return answer


def managed_identity(secret: str, token: str) -> Answer:
    """The token endpoint that Azure puts beside an app, for the audience of the model services."""

    def answer(asked: Asked) -> Reply:
        audience = asked.query.get("resource", "").rstrip("/")
        ours = asked.headers.get("x-identity-header") == secret
        if not ours or audience != "https://cognitiveservices.azure.com":
            return as_json({"statusCode": 401, "message": f"not {asked.headers}"}, 401)
        soon = str(int(datetime.now(UTC).timestamp()) + 3600)
        return as_json({"access_token": token, "expires_on": soon, "token_type": "Bearer",
                        "resource": audience})  # fmt: skip

    return answer
